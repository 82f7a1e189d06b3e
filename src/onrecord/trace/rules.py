"""When two wordings count as one utterance, and two passages as one text: every rule with its explanation, every threshold."""

from onrecord.records import EditKind

SAME_RUN = "rule:trace.same-run"
FRAGMENT = "rule:trace.fragment"
REWORDED = "rule:trace.reworded-quotation"
REPORTED = "rule:trace.reported"
VERBATIM = "rule:trace.verbatim"
ALIKE = "rule:trace.alike"
UNPAIRED = "rule:trace.unpaired-mark"
ASIDE = "rule:trace.aside"
NOTE = "rule:trace.desk-note"
CREDITED = "rule:trace.credited"
CANONICAL = "rule:trace.canonical-link"
TAKEN = "rule:trace.in-common"

# What the reader of a version cannot know, by the kind of edit that took it away.
LOST: dict[EditKind, str] = {
    EditKind.CUT: "rule:trace.lost-words",
    EditKind.HEDGE_DROPPED: "rule:trace.lost-hedge",
    EditKind.BRACKETED: "rule:trace.put-in-brackets",
    EditKind.NEGATION_LOST: "rule:trace.lost-negation",
    EditKind.QUANTIFIER_LOST: "rule:trace.lost-quantifier",
    EditKind.WORDS_CHANGED: "rule:trace.other-words",
    EditKind.MERGED: "rule:trace.joined-sentences",
    EditKind.MARKS_REMOVED: "rule:trace.lost-marks",
    EditKind.OTHER_SPEAKER: "rule:trace.other-speaker",
}

RULES: dict[str, str] = {
    LOST[EditKind.CUT]: "The reader of the shorter version cannot know that the speaker also said these words.",
    LOST[EditKind.HEDGE_DROPPED]: "The reader of the version without these words cannot know that the speaker was not sure, or meant it only in part.",
    LOST[EditKind.BRACKETED]: "The words in brackets are the account's, not the speaker's; the reader sees that, but not what they stand for.",
    LOST[EditKind.NEGATION_LOST]: "The reader of the version without the negation reads the contrary of what the other version says.",
    LOST[EditKind.QUANTIFIER_LOST]: "The reader of the version without these words cannot know how many or how much the speaker meant.",
    LOST[EditKind.WORDS_CHANGED]: "The two versions have different words here; the reader of either cannot know which the speaker used.",
    LOST[EditKind.MERGED]: "The reader of the joined version cannot know that the speaker said it in two sentences.",
    LOST[EditKind.MARKS_REMOVED]: "The reader of the version without quotation marks cannot know that these are the speaker's own words.",
    LOST[EditKind.OTHER_SPEAKER]: "The two accounts give the same words to two speakers; the reader of either cannot know who said them.",
    SAME_RUN: "Both accounts quote the same unbroken run of words, too long to be chance.",
    FRAGMENT: "All words of the shorter quotation stand in the longer one, in order.",
    REWORDED: "Most words of the two quotations are the same, in the same order.",
    REPORTED: "One account tells without quotation marks what the other quotes, in largely the same words.",
    UNPAIRED: "A closing quotation mark that closes nothing: words before it may have stood in another text.",
    ASIDE: "An aside of talk or posts in the middle of a report: it may come from another text.",
    NOTE: "A note that desks or page systems write to each other and that readers are not meant to see.",
    CREDITED: "The account names where its words or pictures come from.",
    CANONICAL: "Both pages name the same address as the place where the text stands originally.",
    TAKEN: "Both accounts have a passage in common; who had it first is told only where both dates of publication are known.",
    VERBATIM: "The same unbroken run of words stands in both accounts outside quotation marks.",
    ALIKE: "Two sentences outside quotation marks share most of their words, in the same order.",
}

# Share of pairs found by each rule that are right on hand-made readings of 38 events (dev and train), by whether the speakers are known to be the same,
# unknown on a side, or known to differ.
SCORES: dict[str, dict[str, float]] = {
    SAME_RUN: {"same": 0.98, "unknown": 0.95, "other": 0.8},
    FRAGMENT: {"same": 0.9, "unknown": 0.75, "other": 0.6},
    REWORDED: {"same": 0.75, "unknown": 0.75, "other": 0.5},
    REPORTED: {"same": 0.7, "unknown": 0.7, "other": 0.6},
}

# Share of edits of a kind that are labelled so on the 120 invented alterations of tests/cases/alterations.toml, less a margin for real text.
LOSS_SCORES: dict[EditKind, float] = dict.fromkeys(LOST, 0.9) | {EditKind.OTHER_SPEAKER: 0.7, EditKind.MERGED: 0.8}

MOST_WORDS = 1000  # words of a wording that are compared: the alignment costs their square
INTERRUPTION = 14  # words, marks counted in, by which a speaker's name may interrupt a quotation
LIGHT = 0.25  # the weight of a word that only holds a sentence together, against 1 for one that carries content
GAP = 0.15  # what a word without a partner between two blocks costs
GAP_MOST = 3.0  # a long cut costs no more than three words of content
LONG_RUN, LONG_RUN_HEAVY, LONG_RUN_SHARE = 7, 3, 0.5  # words in one run, of them with content, and their share of the sentences on one side
LONGER_RUN = 9  # words of a run that counts whatever its share
FRAGMENT_WORDS = 8  # up to so many words a quotation counts as a fragment
FRAGMENT_GAP = 2  # words that may stand between those of a fragment
# Times that an account uses a few words for them to be a term: of ten fragments of two words by speakers not known to be one, the five whose words are used
# so often are wrong, and of the others three are right.
TERM_USES = 3
FRAGMENT_OTHER = 4  # words of a fragment when the speakers differ, or when it has one word of content
KEPT_WORD = 5  # letters of the one word with content that a fragment has, when words without content differ
SINGLE_WORD = 7  # letters a quotation of one word must have
REWORDED_SHARE, REWORDED_LEAST = 0.6, 0.45  # share of the sentences of one side, and of the other
REWORDED_WORDS, REWORDED_OTHER = 5, 8  # words matched; when the speakers differ
UNITING = 3  # words with content in common by which two speakers count as one, one of them nowhere named
SENTENCE_WORDS = 3  # words of a whole sentence that one speaker says in both
REWORDED_HEAVY = 4  # words with content that make up for a small share of the longer side
REPORTED_WORDS, REPORTED_SHARE, REPORTED_OTHER = 4, 0.6, 0.9  # words; share of the shorter side; share of both sides when the speakers differ
REPORTED_UNKNOWN = 4  # words with content
REPORTED_SAME, REPORTED_CLOSE = 2, 0.8  # words with content, and share of the shorter side, that do when the speaker is the same
CLAUSE_WORDS, CLAUSE_GAP, CLAUSE_SHARE = 4, 3, 0.5  # words of one speaker's that stand close together, and their share of the quoted sentence
HEDGE_REACH = 10  # words between a dropped hedge and the kept words: further off it governs another clause
SCOPE_REACH = 4  # words between a lost negation or quantifier and the kept words of its sentence, set by hand


SAME_CLAIM = 0.5  # how sure a claim is for two statements in it to count as the same said twice: below it fewer than half are

GRAM = 5  # words of the runs that passages are grown from
GRAM_MOST = 20  # a run that stands in one account more often than this is a refrain
COPIED_RUN, COPIED_HEAVY = 10, 4  # words of a copied run, of them with content and no names; over 109 accounts of 38 events this finds one run
ALIKE_SHARE, ALIKE_HEAVY, ALIKE_RUN = 0.6, 6, 4
PASSAGE_SCORES: dict[str, float] = {VERBATIM: 0.9, ALIKE: 0.7}

FEW = 40  # accounts of which every two are compared: 780 pairs, a few seconds
# Sketches: 64 bands of 2 minima find sentences of which a fifth of the word triples are the same in 93 of 100 cases, a third in all.
BANDS, ROWS, SEED = 64, 2, 1997
BATCH = 10_000  # sentences sketched at a time: 128 minima each, as Python numbers, are 40 MB
LEAST_TRIPLES = 3
LEAST_ALIKE = 0.15  # estimated overlap of the word triples; a clause of a third of its sentence, word for word, has more
MOST_ALIKE = 30  # sentences in one bucket; more is a stock phrase

# Set by hand: a leftover is an observation, and says nothing of where it is left over from.
FLOW_SCORES: dict[str, float] = {CREDITED: 0.95, CANONICAL: 0.95}
LEFTOVER_SCORES: dict[str, float] = {UNPAIRED: 0.6, ASIDE: 0.5, NOTE: 0.9}
