"""Whether two wordings are one utterance: what each rule asks for."""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.records import BlockRole, Span
from onrecord.text import covers
from onrecord.trace.alignment import Match
from onrecord.trace.edits import Side
from onrecord.trace.rules import (
    CLAUSE_GAP,
    CLAUSE_SHARE,
    CLAUSE_WORDS,
    FRAGMENT,
    FRAGMENT_GAP,
    FRAGMENT_OTHER,
    FRAGMENT_WORDS,
    KEPT_WORD,
    LONG_RUN,
    LONG_RUN_HEAVY,
    LONG_RUN_SHARE,
    LONGER_RUN,
    REPORTED,
    REPORTED_CLOSE,
    REPORTED_OTHER,
    REPORTED_SAME,
    REPORTED_SHARE,
    REPORTED_UNKNOWN,
    REPORTED_WORDS,
    REWORDED,
    REWORDED_HEAVY,
    REWORDED_LEAST,
    REWORDED_OTHER,
    REWORDED_SHARE,
    REWORDED_WORDS,
    SAME_RUN,
    SENTENCE_WORDS,
    SINGLE_WORD,
    TERM_USES,
)
from onrecord.trace.wordings import Wording
from onrecord.trace.words import count_letters

WORK = re.compile(r"([^\W\d_]+),?\s[“\"'‘]$")  # the word before a quotation, whose span has no marks
WORK_REACH = 24  # code points that the word and the marks may take


def tell_speakers(left: Wording, right: Wording) -> str:
    """Whether both sides have one speaker ("same"), are known for sure to have two ("other"), or neither is known ("unknown")."""
    if left.speaker is None or right.speaker is None:
        return "unknown"
    if left.speaker.source == right.speaker.source or right.speaker.source in left.speaker.also:
        return "same"
    return "other" if left.speaker.named and right.speaker.named else "unknown"


def find_rule(left: Side, right: Side, match: Match) -> str | None:
    """The first rule that takes two wordings for one utterance, if any does. The sides are the sentences that take part."""
    speakers = tell_speakers(left.wording, right.wording)
    shares = Shares(match.words / (left.last - left.first), match.words / (right.last - right.first))
    if not (left.wording.quoted and right.wording.quoted):
        return REPORTED if is_reported(left.wording, right.wording, match, shares) else None
    if is_title(right.wording) and (is_title(left.wording) or speakers != "same"):
        return None
    if is_work(left.wording) or is_work(right.wording):
        return None
    if is_same_run(match, shares):
        return SAME_RUN
    if is_fragment(left.wording, right.wording, match, speakers):
        return FRAGMENT
    return REWORDED if is_reworded(match, shares, speakers) else None


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each side's sentences is matched (0..1)."""

    left: float
    right: float


def is_title(wording: Wording) -> bool:
    """Whether a short run in running text is written like a name or a title: every word of content begins with a capital or figure.

    The first word tells nothing where words without content follow in small letters: it may begin a sentence.
    """
    document = wording.article.document
    heavy = [document.text[word.span.start] for word in wording.words if word.heavy]
    if len(wording.words) > FRAGMENT_WORDS or not heavy or not all(c.isupper() or c.isdigit() for c in heavy):
        return False
    if len(heavy) == 1 < len(wording.words) and wording.words[0].heavy:
        return False
    return not any(block.role is BlockRole.HEADLINE and covers(block.span, wording.span) for block in document.blocks)


def is_work(wording: Wording) -> bool:
    """Whether a run written like a title stands behind a word for what has one ("her memoir, “The Long Ford”")."""
    before = WORK.search(wording.article.document.text, max(0, wording.span.start - WORK_REACH), wording.span.start)
    return bool(before and is_title(wording) and before.group(1).lower() in load_words("en", "titles")["documents"])


def is_same_run(match: Match, shares: Shares) -> bool:
    """Whether an unbroken run is too long to be chance."""
    if match.run < LONG_RUN or match.run_heavy < LONG_RUN_HEAVY:
        return False
    return match.run >= LONGER_RUN or max(shares.left, shares.right) >= LONG_RUN_SHARE


def is_fragment(left: Wording, right: Wording, match: Match, speakers: str) -> bool:
    """Whether all words of the shorter run stand in the longer one; the less is known of the speakers, the more words it takes."""
    shorter = min(len(left.words), len(right.words))
    if speakers == "same" and keeps_content(left, right, match):
        return True
    if shorter > FRAGMENT_WORDS or match.words < shorter or is_inner(left, match):
        return False
    equal = min(match.left, match.right) == 1
    if speakers != "same" and min(left.depth, right.depth) > 0:
        return False
    if speakers != "same" and not equal and is_term(right):
        return False
    if not match.heavy:
        return speakers != "other" and shorter >= SENTENCE_WORDS and match.gap <= 1
    if match.run < shorter:
        return speakers != "other" and match.heavy >= 2 and match.gap <= FRAGMENT_GAP
    if match.heavy >= 2:
        return speakers != "other" or shorter >= FRAGMENT_OTHER or equal
    if speakers == "same":
        return match.heavy == 1 and shorter >= 2
    if shorter == 1:
        return speakers == "unknown" and equal and len(right.words[0].key) >= SINGLE_WORD
    return match.heavy == 1 and shorter >= (FRAGMENT_OTHER if speakers == "unknown" else FRAGMENT_OTHER + 2)


def keeps_content(left: Wording, right: Wording, match: Match) -> bool:
    """Whether all words with content of a fragment stand close together in the other quotation, whatever joins them there, denied in both or in neither."""
    if min(len(left.words), len(right.words)) > FRAGMENT_WORDS or is_inner(left, match) or match.gap > FRAGMENT_GAP:
        return False
    if is_denied(right) and not is_denied(left):
        return False
    least = min(sum(word.heavy for word in wording.words) for wording in (left, right))
    return match.heavy == least and (least >= 2 or (least == 1 and longest_shared(left, right, match) >= KEPT_WORD))


def is_denied(wording: Wording) -> bool:
    return not load_negations().isdisjoint(word.key for word in wording.words)


@cache
def load_negations() -> frozenset[str]:
    return frozenset(load_words("en", "scope")["negation"])


def longest_shared(left: Wording, right: Wording, match: Match) -> int:
    """How many letters a matched word with content has in common with its partner, at most ("save", "savings": 3; a name and its acronym: all)."""
    at = [(left.words[block.left + step], right.words[block.right + step]) for block in match.blocks for step in range(block.size)]
    keys = [(one.key, other.key) for one, other in at if one.heavy]
    return max((len(max(pair, key=len)) if " " in "".join(pair) else count_letters(*pair) for pair in keys), default=0)


def is_term(wording: Wording) -> bool:
    """Whether a few words in marks may be a term that is only named: nobody is said to say it, or the account uses it again and again."""
    return len(wording.words) < FRAGMENT_OTHER and (wording.statement is None or wording.uses >= TERM_USES)


def is_inner(wording: Wording, match: Match) -> bool:
    """Whether the matched words are a quotation inside the left wording, which is compared on its own."""
    first, last = match.blocks[0], match.blocks[-1]
    place = Span(wording.words[first.left].span.start, wording.words[last.left + last.size - 1].span.end)
    return any(covers(span, place) for span in wording.inner)


def is_reworded(match: Match, shares: Shares, speakers: str) -> bool:
    """Whether most words of the shorter quotation are matched, and enough of them that it is no accident."""
    if speakers == "same" and min(shares.left, shares.right) == 1 and match.words >= SENTENCE_WORDS and match.heavy:
        return True
    if max(shares.left, shares.right) < REWORDED_SHARE or match.heavy < 2 or match.run < 2:
        return False
    if speakers == "other":
        return match.words >= REWORDED_OTHER and min(shares.left, shares.right) >= REWORDED_SHARE
    return match.words >= REWORDED_WORDS and (
        min(shares.left, shares.right) >= REWORDED_LEAST or (match.heavy >= REWORDED_HEAVY and match.words >= REWORDED_OTHER)
    )


def is_reported(left: Wording, right: Wording, match: Match, shares: Shares) -> bool:
    """Whether a telling without marks keeps the words. What it has in marks is compared on its own, so words without must be among those shared."""
    speakers = tell_speakers(left, right)
    if is_inner(left, match):
        return False
    bare = count_bare(right, match)
    whole = bare and right.statement and match.left == 1 and match.heavy >= REPORTED_SAME
    if whole and (speakers == "same" or (speakers == "unknown" and match.heavy > REPORTED_SAME and left.uses < TERM_USES)):
        return True
    if not bare or match.words < REPORTED_WORDS:
        return False
    if match.run >= LONG_RUN and min(bare, match.run_heavy) >= REPORTED_UNKNOWN:
        return True
    if right.statement is None:
        return False
    if speakers == "other":
        return match.heavy >= REPORTED_UNKNOWN and min(match.left, match.right) >= REPORTED_OTHER
    if speakers == "same" and match.words >= CLAUSE_WORDS and match.heavy >= REPORTED_SAME and match.gap <= CLAUSE_GAP and shares.left >= CLAUSE_SHARE:
        return True
    if max(match.left, match.right) < REPORTED_SHARE:
        return False
    if speakers == "same":
        return match.heavy >= REPORTED_UNKNOWN or (max(match.left, match.right) >= REPORTED_CLOSE and match.heavy >= REPORTED_SAME)
    return match.heavy > REPORTED_UNKNOWN or (match.heavy == REPORTED_UNKNOWN and min(shares.left, shares.right) >= REPORTED_SHARE)


def count_bare(wording: Wording, match: Match) -> int:
    """How many of the matched words with content stand outside marks in the right wording; where nobody is named as saying them, names do not count."""
    text = wording.article.document.text
    at = [block.right + step for block in match.blocks for step in range(block.size)]
    bare = [wording.words[i] for i in at if wording.words[i].heavy and not wording.marked[i]]
    return len(bare) if wording.statement else sum(text[word.span.start].islower() for word in bare)
