"""The numbers of this stage, and where each comes from."""

# Logistic weights of the features in `pairs.FEATURES`, fitted on the cross-document pairs of 30 events told by three outlets each
# (cross-validated over events: F1 .48 on pairs; a boosted forest on the same features reaches .48 too).
WEIGHTS: dict[str, float] = {
    "bias": -4.908,
    "cosine": -1.258,
    "rank": 0.513,
    "around cosine": 3.706,
    "lift": 1.965,
    "words shared": -1.415,
    "words contained": -1.049,
    "rare shared": 1.869,
    "rare contained": 2.816,
    "names shared": -0.739,
    "people shared": 0.452,
    "numbers shared": 2.061,
    "predicate": 0.466,
    "negation differs": -0.348,
    "same source": 0.4,
    "own voice and said": -0.098,
    "length": 1.597,
    "length ratio": -0.924,
    "around words shared": 0.38,
    "around words contained": -0.614,
    "around rare shared": 2.86,
    "around rare contained": 1.936,
    "parts": -0.058,
    "place": -0.644,
    "both lead": 0.909,
}

# Mean probability that joins two groups of tellings; swept 0.1-0.5 on the same events: F1 is flat from 0.18 to 0.3
# (.44-.45), precision is not (.49 to .64).
THRESHOLD = 0.24

# What a pair in one document counts, where no other pair decides: an account seldom tells one thing twice.
DISCOUNT = 0.5
