"""Which lines of a plain text are the account, and which are leftovers of the page it stood on. Nothing is deleted: blocks are labelled in place."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.ingest.credits import is_credit
from onrecord.ingest.lines import SENTENCE_END, Line, find_lines, find_wrap, is_joined
from onrecord.lang import load_words
from onrecord.records import Block, BlockRole, Span
from onrecord.text import exact

# In words: a line that begins like furniture is furniture up to this length; a notice up to that.
MAX_FURNITURE_WORDS = 16
MAX_NOTICE_WORDS = 80
MAX_HEADLINE_WORDS = 30
MAX_BYLINE_WORDS = 14
MAX_CAPTION_WORDS = 60
# A headline or byline stands among the first lines; furniture (menus, share bars) may precede it.
HEAD_UNITS = 8

EDGES = " \t\u00a0.…:!?*•·|»›>«‹<-–—_=~[]()#+"
COUNT = re.compile(r"(?:\d[\d.,]*\s?[kKmM]?\+?|No|Be the first to)\s+(?:comments?|shares?|likes?|views?|retweets?|replies|reply|reactions?|votes?|followers?)\b.{0,20}", re.IGNORECASE)
COUNT_AFTER = re.compile(r"(?:comments?|shares?|likes?|views?|replies|tweets?)\s*[:(]?\s*\d[\d.,]*\s?[kKmM]?\)?", re.IGNORECASE)
RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s.{0,60}(?:\d{4}|all rights reserved)|.{0,80}all rights reserved", re.IGNORECASE)
MARKS = re.compile(r"[\W_\d]*")
CRUMBS = re.compile(r"(?:[^|»›/·•]{1,30}\s?[|»›·•]\s?){2,}[^|»›/·•]{0,40}")
BYLINE = re.compile(r"(?:[Bb]y|BY|(?:[Ww]ritten|[Pp]osted|[Rr]eported) by|Author)\b:?\s+(?:the\s+)?[A-Z][^!?\n\r]*")
DATELINE = re.compile(r"(?:(?:last )?updated|published|posted|date|first published|publication date|modified)\b(?: on| at)?\s*:?\s.{0,12}\d.{0,40}", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:.*[.!?”\"]\s*)?(?:\((?:photo|image|credit|picture|[^()]{0,40}\bphoto\b|ap|reuters|afp|getty)[^()]{0,60}\)\.?|(?:photo|image|picture|photograph)(?: credit)?(?: by)?: ?.{0,60})",
    re.IGNORECASE | re.DOTALL,
)


@cache
def read_lists() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Whole lines, line starts, notice words."""
    words = load_words("en", "furniture")
    return frozenset(words["whole lines"]), words["line starts"], words["notice words"]


def label_blocks(text: str) -> tuple[Block, ...]:
    """The labelled blocks of a plain text, in order: each stretch that is not white space lies in one, and a body block is one paragraph."""
    lines = list(find_lines(text))
    roles = [label_line(exact(text, line.span)) for line in lines]
    units = join_lines(text, lines, roles)
    return label_units(text, units)


def label_line(line: str) -> BlockRole | None:
    """What a line is when it is plain from itself alone; None leaves it open."""
    if is_furniture(line):
        return BlockRole.FURNITURE
    if is_credit(line):
        return BlockRole.CREDIT
    if is_byline(line):
        return BlockRole.BYLINE
    return BlockRole.CAPTION if is_caption(line) else None


def is_byline(line: str) -> bool:
    """Whether a line names who wrote: "By Somebody", and no sentence."""
    return len(line.split()) <= MAX_BYLINE_WORDS and BYLINE.fullmatch(line) is not None and not SENTENCE_END.search(line)


def is_caption(line: str) -> bool:
    """Whether a line is the caption of a picture: it ends with, or is, the picture's credit."""
    return len(line.split()) <= MAX_CAPTION_WORDS and CAPTION.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a line is a leftover of the page: a share bar, a count, a form's label, a prompt, a notice, a menu."""
    whole, starts, notices = read_lists()
    words = len(line.split())
    if words > MAX_NOTICE_WORDS:
        return False
    plain = line.casefold().replace("’", "'")
    if words <= MAX_FURNITURE_WORDS:
        if plain.strip(EDGES) in whole or plain.startswith(starts):
            return True
        if any(pattern.fullmatch(line) for pattern in (COUNT, COUNT_AFTER, RIGHTS, MARKS, CRUMBS, DATELINE)):
            return True
    return sum(notice in plain for notice in notices) >= (2 if words <= MAX_FURNITURE_WORDS else 3)


def join_lines(text: str, lines: Sequence[Line], roles: Sequence[BlockRole | None]) -> list[tuple[Span, BlockRole | None]]:
    """Paragraphs: neighbouring lines that are one sentence or one hard-wrapped paragraph, never across a line already labelled."""
    wrap = find_wrap(text, lines)
    units: list[tuple[Span, BlockRole | None]] = []
    before: Line | None = None
    for line, role in zip(lines, roles, strict=True):
        if before and role is None and units[-1][1] is None and is_joined(text, before, line, wrap):
            units[-1] = (Span(units[-1][0].start, line.span.end), None)
        else:
            units.append((line.span, role))
        before = line
    return units


def label_units(text: str, units: Sequence[tuple[Span, BlockRole | None]]) -> tuple[Block, ...]:
    """The open ones are body, but for the headline, its double, and bylines that stand too deep in the text."""
    headline = find_headline(text, units)
    roles = [role or BlockRole.BODY for _, role in units]
    if headline is not None:
        roles[headline] = BlockRole.HEADLINE
        words = exact(text, units[headline][0]).casefold().split()
        for i, (span, _) in enumerate(units):
            if i != headline and roles[i] == BlockRole.BODY and exact(text, span).casefold().split() == words:
                roles[i] = BlockRole.FURNITURE
    return tuple(Block(span=span, role=role) for (span, _), role in zip(units, roles, strict=True))


def find_headline(text: str, units: Sequence[tuple[Span, BlockRole | None]]) -> int | None:
    """The first open line of the head that is short, is followed by more text and does not read as a paragraph."""
    for i, (span, role) in enumerate(units[:HEAD_UNITS]):
        if role is not None:
            continue
        line = exact(text, span)
        rest = any(role is None for _, role in units[i + 1 :])
        return i if rest and len(line.split()) <= MAX_HEADLINE_WORDS and not is_sentence(line) else None
    return None


def is_sentence(line: str) -> bool:
    """Whether a first line reads as prose rather than as a headline: a long one that ends as a sentence does."""
    return bool(SENTENCE_END.search(line)) and len(line.split()) > 16 and not line.endswith(("?", "!"))

