"""The numbers of this stage, and where each comes from."""

MIN_COSINE = 0.45  # between two tellings; below it even opposite words are about different things
CONFLICT, UNCLEAR = 0.5, 0.3  # probability from which a conflict is said, and from which it is mentioned as unclear

# How often each rule is right: counted on the relations it gives in 38 events (below SURE, from SURE on), after its gates; rules with fewer than five
# relations there are estimated low.
SURE = 0.58
PRECISION: dict[str, tuple[float, float]] = {
    "rule:en.polarity": (0.4, 0.6),
    "rule:en.opposite": (0.35, 0.45),
    "rule:en.role-reversal": (0.55, 0.65),
    "rule:en.number": (0.35, 0.5),
    "rule:en.day": (0.4, 0.5),
    "rule:en.denial": (0.75, 0.75),
    "rule:en.doubt": (0.3, 0.3),
    "rule:en.at-odds": (0.7, 0.7),
}
