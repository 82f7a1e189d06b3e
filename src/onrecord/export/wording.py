"""The program's own words, the same on the page and in the terminal. Everything else that is shown is verbatim."""

from collections.abc import Mapping

from onrecord.records import Accounts, CutPlace, Decision, EditKind, Reason, Ruling, Severity, Sources

STANDING = "Compares accounts; does not say what is true."

ACCOUNTS = {Accounts.DIFFER: "differ", Accounts.AGREE: "agree", Accounts.ONE_ONLY: "one only"}
SOURCES = {Sources.CONFLICT: "disagree", Sources.AGREE: "agree", Sources.SINGLE: "one source", Sources.NONE: "no source"}


def count_accounts(found: Mapping[Accounts, int], unsure: int) -> tuple[str, ...]:
    """How many findings stand how between the accounts; of those that agree, how many only perhaps do."""
    perhaps = {Accounts.AGREE: f" ({unsure} perhaps)" if unsure else ""}
    return tuple(f"{found[key]} {word}{perhaps.get(key, '')}" for key, word in ACCOUNTS.items())


REASONS = {
    Reason.POLARITY: "one says it is so, the other that it is not",
    Reason.ROLE_REVERSAL: "who did it to whom is the other way round",
    Reason.NUMBER: "the numbers differ",
    Reason.TIME_OR_PLACE: "the time or the place differs",
    Reason.ATTRIBUTION: "the same words are given to different people",
    Reason.EVALUATION: "the same thing is judged differently",
    Reason.DECISION: "a person ruled that they contradict",
}

RULINGS = {
    (Ruling.SAME, True): ("", "is the same as"),
    (Ruling.SAME, False): ("", "is not the same as"),
    (Ruling.CONFLICT, True): ("", "contradicts"),
    (Ruling.CONFLICT, False): ("", "does not contradict"),
    (Ruling.SPEAKER, True): ("", "is said by"),
    (Ruling.SPEAKER, False): ("", "is not said by"),
    (Ruling.DISMISS, True): ("Dismissed:", ""),
    (Ruling.DISMISS, False): ("Not dismissed:", ""),
    (Ruling.UNDO, True): ("Undone:", ""),
    (Ruling.UNDO, False): ("Undone:", ""),
}
"""What a decision says, before its first record and between the two."""


def word_ruling(decision: Decision) -> tuple[str, str]:
    nobody = decision.kind is Ruling.SPEAKER and not decision.right
    return ("", "is said by nobody known") if nobody else RULINGS[decision.kind, decision.same]


EDITS = {
    EditKind.IDENTICAL: "the same words",
    EditKind.CUT: "cut",
    EditKind.HEDGE_DROPPED: "hedge dropped",
    EditKind.BRACKETED: "words in brackets",
    EditKind.WORDS_CHANGED: "words changed",
    EditKind.MERGED: "two sentences made one",
    EditKind.NEGATION_LOST: "negation lost",
    EditKind.QUANTIFIER_LOST: "how many or how much lost",
    EditKind.SHIFTED: "person or tense shifted",
    EditKind.MARKS_REMOVED: "without quotation marks",
    EditKind.OTHER_SPEAKER: "another speaker",
}

CUT_PLACES = {CutPlace.START: "at the start", CutPlace.INSIDE: "inside", CutPlace.END: "at the end"}
SEVERITIES = {
    Severity.NONE: "The words are the same.",
    Severity.SHOWN: "Changed, and the text shows every change.",
    Severity.SLIGHT: "Changed where the text does not show it.",
    Severity.GRAVE: "The reader may take it in another sense.",
}

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 account`, `2 accounts`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def head(accounts: int) -> str:
    """The heading of a comparison."""
    number = NUMBERS[accounts] if accounts < len(NUMBERS) else str(accounts)
    return f"{number} {'account' if accounts == 1 else 'accounts'} of one event"


def surety(score: float) -> str:
    """A probability in words and figures: `likely (82 %)`."""
    words = ((0.95, "almost certain"), (0.8, "likely"), (0.6, "more likely than not"), (0.0, "uncertain"))
    return f"{next(word for least, word in words if score >= least)} ({score * 100:.0f} %)"
