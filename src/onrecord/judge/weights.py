"""The numbers of this stage, and where each comes from."""

MIN_COSINE = 0.45  # between two tellings; below it even opposite words are about different things
CONFLICT, UNCLEAR = 0.5, 0.3  # probability from which a conflict is said, and from which it is mentioned as unclear

# Precision of each rule on 30 events, before the gates.
PRECISION = {
    "rule:en.polarity": 0.6,
    "rule:en.opposite": 0.5,
    "rule:en.role-reversal": 0.6,
    "rule:en.number": 0.5,
    "rule:en.day": 0.4,
    "rule:en.denial": 0.5,
}
