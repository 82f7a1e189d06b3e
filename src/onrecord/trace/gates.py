"""Whether two wordings are one utterance: what each rule asks for."""

from onrecord.trace.alignment import Match
from onrecord.trace.rules import (
    FRAGMENT,
    FRAGMENT_WORDS,
    LONG_RUN,
    LONG_RUN_HEAVY,
    REPORTED,
    REPORTED_HEAVY,
    REPORTED_RUN,
    REPORTED_SHARE,
    REWORDED,
    REWORDED_HEAVY,
    REWORDED_RUN,
    REWORDED_SHARE,
    SAME_RUN,
    SINGLE_WORD,
)
from onrecord.trace.wordings import Wording


def tell_speakers(left: Wording, right: Wording) -> str:
    """Whether both sides are known to have one speaker ("same"), two ("other"), or it is unknown of a side ("unknown")."""
    if left.source is None or right.source is None:
        return "unknown"
    return "same" if left.source == right.source else "other"


def find_rule(left: Wording, right: Wording, match: Match) -> str | None:
    """The first rule that takes two wordings for one utterance, if any does."""
    speakers = tell_speakers(left, right)
    if not (left.quoted and right.quoted):
        return REPORTED if is_reported(match) and speakers != "other" else None
    if speakers != "same" and is_title(left) and is_title(right):
        return None
    if match.run >= LONG_RUN and match.run_heavy >= LONG_RUN_HEAVY:
        return SAME_RUN
    if is_fragment(left, right, match, speakers):
        return FRAGMENT
    return REWORDED if is_reworded(match) and speakers != "other" else None


def is_title(wording: Wording) -> bool:
    """Whether a short run is written like a name or a title: every word of content begins with a capital or figure."""
    text = wording.article.document.text
    heavy = [text[word.span.start] for word in wording.words if word.heavy]
    return len(wording.words) <= FRAGMENT_WORDS and all(c.isupper() or c.isdigit() for c in heavy)


def is_fragment(left: Wording, right: Wording, match: Match, speakers: str) -> bool:
    """Whether the shorter run stands unbroken in the longer one; the less is known of the speakers, the more words it takes."""
    shorter = min(len(left.words), len(right.words))
    if shorter > FRAGMENT_WORDS or match.run < shorter:
        return False
    if match.heavy >= 2:
        return speakers != "other" or shorter >= 4
    longest = max(len(word.key) for word in right.words)
    return speakers == "same" and match.heavy == 1 and (shorter >= 2 or longest >= SINGLE_WORD)


def is_reworded(match: Match) -> bool:
    """Whether most words of the shorter quotation are matched, in a run that is no accident."""
    return max(match.left, match.right) >= REWORDED_SHARE and match.heavy >= REWORDED_HEAVY and match.run >= REWORDED_RUN


def is_reported(match: Match) -> bool:
    """Whether a telling without marks keeps the words."""
    return max(match.left, match.right) >= REPORTED_SHARE and match.heavy >= REPORTED_HEAVY and match.run >= REPORTED_RUN
