"""The numbers of this stage, and where each comes from."""

# Logistic weights of the features in `pairs.FEATURES`, fitted by training/align/fit.py on the cross-document pairs of 30 events told by three outlets
# each (cross-validated over events: precision .51, recall of the candidates .51 at 0.2; a boosted forest on the same features does no better).
WEIGHTS: dict[str, float] = {
    "bias": -4.886,
    "cosine": -1.199,
    "rank": 0.474,
    "around cosine": 3.675,
    "lift": 2.249,
    "words shared": -1.835,
    "words contained": -0.869,
    "rare shared": 2.724,
    "rare contained": 2.589,
    "names shared": -0.787,
    "people shared": 0.416,
    "numbers shared": 2.107,
    "predicate": 0.457,
    "negation differs": -0.388,
    "same source": 0.465,
    "own voice and said": -0.104,
    "length": 1.664,
    "length ratio": -0.959,
    "around words shared": -0.345,
    "around words contained": -0.076,
    "around rare shared": 3.334,
    "around rare contained": 1.283,
    "parts": -0.037,
    "other source": 0.0,
    "place": -0.677,
    "both lead": 0.961,
}

# Mean probability that joins two groups of tellings; swept 0.1-0.5 on the same events: F1 is flat from 0.18 to 0.3
# (.44-.45), precision is not (.49 to .64).
THRESHOLD = 0.24

# What a pair in one document counts, where no other pair decides: an account seldom tells one thing twice.
DISCOUNT = 0.5
