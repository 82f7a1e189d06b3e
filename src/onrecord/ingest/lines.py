"""Lines of a plain text, and which of them belong to one paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from onrecord.lang import load_words
from onrecord.records import Span
from onrecord.text import exact, trim

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# The end of a sentence, closing marks included.
SENTENCE_END = re.compile(r"[.!?…。！？‽](?:[\"'”’»)\]]|\s)*$")
# A line that may stop here although no sentence ends: a heading before a list, a rule.
STOP = re.compile(r"[:;_*=|>#~]\s*$")
WORD = re.compile(r"\S+")
# Hard-wrapped text keeps lines below this width (mail and terminals wrap at 72 to 80) ...
MAX_WRAP = 100
MIN_WRAP = 40
# ... and nearly every line that another follows leaves no room for that one's first word.
MIN_FULL_SHARE = 0.7
MIN_WRAPPED_LINES = 3
# A line this long that breaks off in mid-sentence goes on after a blank line too; shorter ones are headings and labels.
MIN_BROKEN = 60
# A line shorter than this may be a label whatever its last word.
MIN_OPEN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its trimmed span, how far it is indented, and whether a blank line precedes it."""

    span: Span
    indent: int
    after_blank: bool


def find_lines(text: str) -> Iterator[Line]:
    """The lines that hold more than white space, in order."""
    at, blank = 0, True
    for end, following in [*(match.span() for match in BREAK.finditer(text)), (len(text), len(text))]:
        span = trim(text, Span(at, end))
        if span.start < span.end:
            yield Line(span, span.start - at, blank)
        blank = span.start == span.end
        at = following


@cache
def read_endings() -> frozenset[str]:
    """Last words that leave a sentence open."""
    words = load_words("en", "lines")
    return frozenset((*words["mid-sentence"], *words["before names"]))


def is_broken(text: str, left: Span, right: Span) -> bool:
    """Whether a sentence runs on from one line to the next: it is left open, or does not end and the next line does not begin as a sentence does."""
    first, last = text[right.start], text[left.end - 1]
    if exact(text, left).rsplit(maxsplit=1)[-1].lower() in read_endings() and left.end - left.start >= MIN_OPEN:
        return True
    if SENTENCE_END.search(text, left.start, left.end) or STOP.search(text, left.start, left.end):
        return False
    return first.islower() or (last in ",–—-&" and left.end - left.start >= MIN_WRAP) or first in ",.;)"


def find_wrap(text: str, lines: Sequence[Line]) -> int | None:
    """The width that the text is hard-wrapped at, in characters; None if it is not."""
    pairs = [(a.span, b.span) for a, b in pairwise(lines) if not b.after_blank]
    if len(pairs) < MIN_WRAPPED_LINES:
        return None
    width = max(line.span.end - line.span.start for line in lines)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return None
    full = sum(is_full(text, a, b, width) for a, b in pairs)
    return width if full >= MIN_FULL_SHARE * len(pairs) else None


def is_full(text: str, left: Span, right: Span, width: int) -> bool:
    """Whether the first word of the next line would not have fitted."""
    word = WORD.match(text, right.start, right.end)
    return left.end - left.start + 1 + (word.end() - word.start() if word else 0) > width


def is_joined(text: str, left: Line, right: Line, wrap: int | None) -> bool:
    """Whether two neighbouring lines are one paragraph."""
    broken = is_broken(text, left.span, right.span)
    if right.after_blank:
        return broken and left.span.end - left.span.start >= MIN_BROKEN
    if broken:
        return True
    return wrap is not None and right.indent <= left.indent and is_full(text, left.span, right.span, wrap)
