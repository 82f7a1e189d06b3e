"""The numbers of this stage, and where each comes from."""

MIN_COSINE = 0.45  # between two tellings; below it even opposite words are about different things; set by hand
MIN_DENIED = 0.3  # where an account says that somebody denies the deed; set by hand
CONFLICT, UNCLEAR = 0.5, 0.3  # probability from which a conflict is said, and from which it is mentioned as unclear

# How sure each rule is (below SURE, from SURE on). Counted on the relations given in 38 events, the same ones that the gates were read off, so these lean high:
# denial right in 9 of 13, polarity in 5 of 8, doubt in 6 of 18, opposite in 0 of 2, number in 0 of 1 (and 0 of 6 before its gates), role-reversal in 1 of 3,
# at-odds in 0 of 1 (1 of 8 before). Day, denied and without gave nothing there and are not measured. Where so little was seen, the score is set by hand.
SURE = 0.58
PRECISION: dict[str, tuple[float, float]] = {
    "rule:en.polarity": (0.4, 0.6),
    "rule:en.denied": (0.5, 0.5),
    "rule:en.without": (0.5, 0.5),
    "rule:en.opposite": (0.35, 0.45),
    "rule:en.role-reversal": (0.5, 0.5),
    "rule:en.number": (0.35, 0.5),
    "rule:en.day": (0.4, 0.5),
    "rule:en.denial": (0.7, 0.7),
    "rule:en.doubt": (0.3, 0.3),
    "rule:en.at-odds": (0.5, 0.5),
}

# Two bare sentences: probabilities from which they are said to agree and to conflict, and how much nearer one must be than the other; set by hand.
AGREE_FROM, CONFLICT_FROM, MARGIN = 0.4, 0.4, 0.05
FLIPPED = 0.85  # 14 of 16 (`is_flipped`)
RESTATED = 0.1  # what is left of the probability of a conflict where one sentence restates the other
