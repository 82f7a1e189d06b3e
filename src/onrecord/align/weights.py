"""The numbers of this stage, and where each comes from."""

# Logistic weights of the features in `pairs.FEATURES`, fitted on the cross-document pairs of 30 events told by three outlets each
# (cross-validated over events: F1 .452 on pairs).
WEIGHTS: dict[str, float] = {
    "bias": -6.26,
    "cosine": -1.46,
    "rank": 0.918,
    "words shared": 0.102,
    "words contained": 0.831,
    "names shared": -0.988,
    "names apart": 0.066,
    "people shared": 0.333,
    "numbers shared": 2.531,
    "numbers apart": 0.008,
    "predicate": 0.545,
    "agent": 0.005,
    "patient": -0.018,
    "negation differs": -0.484,
    "run": 0.326,
    "same source": 0.358,
    "own voice and said": -0.13,
    "length": 0.968,
    "length ratio": -0.675,
    "around words shared": 2.354,
    "around words contained": 1.978,
    "around run": 1.852,
    "around length": 1.329,
    "parts": -0.288,
    "around cosine": 3.463,
}

# Mean probability that joins two groups of tellings; swept 0.15-0.5 on the same events.
THRESHOLD = 0.25
