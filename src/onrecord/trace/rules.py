"""When two wordings count as one utterance, and two passages as one text: every rule with its explanation, every threshold."""

SAME_RUN = "rule:trace.same-run"
FRAGMENT = "rule:trace.fragment"
REWORDED = "rule:trace.reworded-quotation"
REPORTED = "rule:trace.reported"
VERBATIM = "rule:trace.verbatim"
ALIKE = "rule:trace.alike"

RULES: dict[str, str] = {
    SAME_RUN: "Both accounts quote the same unbroken run of words, too long to be chance.",
    FRAGMENT: "All words of the shorter quotation stand in the longer one, in order.",
    REWORDED: "Most words of the two quotations are the same, in the same order.",
    REPORTED: "One account tells without quotation marks what the other quotes, in largely the same words.",
    VERBATIM: "The same unbroken run of words stands in both accounts outside quotation marks.",
    ALIKE: "Two sentences outside quotation marks share most of their words, in the same order.",
}

# Share of pairs found by each rule that are right on hand-made readings of 38 events (dev and train), by whether the speakers are known to be the same,
# unknown on a side, or known to differ.
SCORES: dict[str, dict[str, float]] = {
    SAME_RUN: {"same": 0.98, "unknown": 0.95, "other": 0.8},
    FRAGMENT: {"same": 0.8, "unknown": 0.65, "other": 0.6},
    REWORDED: {"same": 0.75, "unknown": 0.75, "other": 0.5},
    REPORTED: {"same": 0.9, "unknown": 0.85, "other": 0.6},
}

MOST_WORDS = 1000  # words of a wording that are compared: the alignment costs their square
LIGHT = 0.25  # the weight of a word that only holds a sentence together, against 1 for one that carries content
GAP = 0.15  # what a word without a partner between two blocks costs
GAP_MOST = 3.0  # a long cut costs no more than three words of content
LONG_RUN, LONG_RUN_HEAVY, LONG_RUN_SHARE = 7, 3, 0.5  # words in one run, of them with content, and their share of the sentences on one side
LONGER_RUN = 9  # words of a run that counts whatever its share
FRAGMENT_WORDS = 8  # up to so many words a quotation counts as a fragment
FRAGMENT_GAP = 2  # words that may stand between those of a fragment
FRAGMENT_OTHER = 4  # words of a fragment when the speakers differ, or when it has one word of content
SINGLE_WORD = 7  # letters a quotation of one word must have
REWORDED_SHARE, REWORDED_LEAST = 0.6, 0.45  # share of the sentences of one side, and of the other
REWORDED_WORDS, REWORDED_OTHER = 5, 8  # words matched; when the speakers differ
REWORDED_HEAVY = 4  # words with content that make up for a small share of the longer side
REPORTED_WORDS, REPORTED_SHARE, REPORTED_OTHER = 4, 0.6, 0.9  # words; share of the shorter side; share of both sides when the speakers differ
REPORTED_UNKNOWN = 4  # words with content
REPORTED_SAME, REPORTED_CLOSE = 2, 0.8  # words with content, and share of the shorter side, that do when the speaker is the same
HEDGE_REACH = 10  # words between a dropped hedge and the kept words: further off it governs another clause


GRAM = 5  # words of the runs that passages are grown from
GRAM_MOST = 20  # a run that stands in one account more often than this is a refrain
COPIED_RUN, COPIED_HEAVY = 10, 4  # words of a copied run, of them with content and no names; over 109 accounts of 38 events this finds one run
ALIKE_SHARE, ALIKE_HEAVY, ALIKE_RUN = 0.6, 6, 4
PASSAGE_SCORES: dict[str, float] = {VERBATIM: 0.9, ALIKE: 0.7}
