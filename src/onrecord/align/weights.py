"""The numbers of this stage, and where each comes from."""

# Logistic weights of the features in `pairs.FEATURES`, fitted by training/align/fit.py on the cross-document pairs of 30 events told by three outlets
# each. Cross-validated over events, of the pairs from 0.24 up .55 are right, and .46 of the candidates that are right are among them.
WEIGHTS: dict[str, float] = {
    "bias": -5.091,
    "cosine": -0.174,
    "rank": 0.477,
    "around cosine": 2.774,
    "lift": 1.984,
    "words shared": -1.255,
    "words contained": -0.169,
    "rare shared": 3.604,
    "rare contained": 1.962,
    "names shared": -1.230,
    "people shared": 0.680,
    "numbers shared": 1.856,
    "predicate": 0.429,
    "negation differs": -0.329,
    "same source": 0.105,
    "own voice and said": -0.158,
    "length": 1.837,
    "length ratio": -1.158,
    "around words shared": -0.278,
    "around words contained": -0.834,
    "around rare shared": 3.737,
    "around rare contained": 1.287,
    "parts": 0.089,
    "other source": -0.156,
    "place": -0.672,
    "both lead": 0.783,
}

# Mean probability that joins two groups of tellings. Swept 0.1-0.5 on the same events, weights cross-validated: F1 of the joined pairs is flat from
# 0.13 to 0.24 (.42-.43), precision is not (.44 to .58).
THRESHOLD = 0.24

# What a pair in one document counts, where no other pair decides: an account seldom tells one thing twice. Swept 0.3-1: F1 is flat (.42-.43).
DISCOUNT = 0.5
