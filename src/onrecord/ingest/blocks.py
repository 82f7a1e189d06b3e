"""Which lines of a plain text are the account, and which are leftovers of the page it stood on. Nothing is deleted: blocks are labelled in place."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from onrecord.ingest.credits import is_credit
from onrecord.ingest.lines import SENTENCE_END, Line, find_lines, find_wrap, is_joined
from onrecord.ingest.prose import choose_body
from onrecord.lang import load_words
from onrecord.records import Block, BlockRole, Span
from onrecord.text import exact

# In words: a line that begins like furniture is furniture up to this length; a notice up to that.
MAX_FURNITURE_WORDS = 16
MAX_NOTICE_WORDS = 80
# A bar of links, each of them known ("Facebook Twitter 14 Email").
MAX_BAR_WORDS = 8
# In characters: a longer line is a paragraph.
MAX_LINE = 1_000
MAX_HEADLINE_WORDS = 30
# After the last of at least so many paragraphs, a line of at most so many words that ends no sentence is a label.
MIN_PROSE = 2
MAX_LABEL_WORDS = 8
MAX_BYLINE_WORDS = 14
MAX_CAPTION_WORDS = 60
# A headline or byline stands among the first lines; furniture (menus, share bars) may precede it.
HEAD_UNITS = 15

# The share of its content words that a headline must share with the account.
MIN_ABOUT = 0.2
# The first of so few lines is the headline whatever its words.
MAX_UNTOLD = 2
CONTENT = re.compile(r"[^\W\d_]{4,}")

Unit = tuple[Span, BlockRole | None]

EDGES = " \t\u00a0.…:!?*•·|»›>«‹<-–—_=~[]()#+"
COUNTED = "comments?|shares?|likes?|views?|retweets?|replies|reply|reactions?|votes?|followers?"
COUNT = re.compile(rf"(?:\d[\d.,]*\s?[kKmM]?\+?|No|Be the first to)\s+(?:{COUNTED})\b.{{0,20}}", re.IGNORECASE)
COUNT_AFTER = re.compile(r"(?:comments?|shares?|likes?|views?|replies|tweets?)\s*[:(]?\s*\d[\d.,]*\s?[kKmM]?\)?", re.IGNORECASE)
RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s.{0,60}(?:\d{4}|all rights reserved).{0,60}|.{0,80}all rights reserved.{0,20}", re.IGNORECASE)
MARKS = re.compile(r"[\W_\d]*")
CRUMBS = re.compile(r"(?:[^|»›/·•]{1,30}\s?[|»›·•]\s?){2,}[^|»›/·•]{0,40}")
BYLINE = re.compile(r"(?:(?:[Bb]y|BY|(?:[Ww]ritten|[Pp]osted|[Rr]eported) by)\b:?|Author:)\s+(?:the\s+)?[A-Z][^!?\n\r]*")
DATELINE = re.compile(r"(?:(?:last )?updated|(?:first )?published|posted|(?:publication )?date|modified)\b(?: on| at)?\s*:?\s.{0,12}\d.{0,40}", re.IGNORECASE)
MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
DAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
TIMES = "am|pm|[ap]\\.m|est|edt|et|pst|pdt|gmt|bst|utc|at|on|ago|hours?|hrs?|min(?:ute)?s?|days?|read(?:ing)?|time|updated|posted|published|page|of|th|st|nd|rd"
# A line of nothing but a date, a time, a page number. Possessive, so that no line can make it try every split.
STAMP = re.compile(rf"(?=.*\d)(?:(?:\d++|(?:{MONTHS}|{DAYS}|{TIMES})\b)[\s,.:|/•·()–-]*+)++", re.IGNORECASE)
FOLLOW = re.compile(
    r"(?:please )?follow (?:.{0,60} )?(?:@|on (?:twitter|facebook|instagram|x|social)\b).{0,60}"
    r"|.{0,80}\b(?:may|can) be reached (?:at|by|via|on)\b.{0,80}",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:.*\S\s?)?[(\[](?:photos?|images?|credit|picture|[^()]{0,40}\bphotos?\b|ap|reuters|afp|getty)\b[^()]{0,60}[)\]]\.?"
    r"|(?:.*[.!?”\"]\s*)?(?:photos?|image|picture|photograph|credit)(?: credit)?(?: by)?: ?.{0,60}"
    r"|.*[.!?”\"]\s*.{0,40}(?:\bvia |/)\s?(?:Getty|AP|Reuters|AFP)(?: Images)?",
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
    if len(line) > MAX_LINE:
        return None
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
    whole, starts, _ = read_lists()
    words = len(line.split())
    if words > MAX_NOTICE_WORDS:
        return False
    plain = line.casefold().replace("’", "'").strip(EDGES)
    if words <= MAX_FURNITURE_WORDS:
        if (
            plain in whole
            or plain.startswith(starts)
            or (words <= MAX_BAR_WORDS and all(word.strip(EDGES) in whole or MARKS.fullmatch(word) for word in plain.split()))
        ):
            return True
        if any(pattern.fullmatch(line) for pattern in (COUNT, COUNT_AFTER, RIGHTS, MARKS, CRUMBS, DATELINE, STAMP, FOLLOW)):
            return True
    return count_notices(line) >= (2 if words <= MAX_FURNITURE_WORDS else 3)


@lru_cache(maxsize=256)
def count_notices(line: str) -> int:
    """How many of the words of notices (cookies, newsletters, rights) a line holds."""
    plain = line.casefold().replace("’", "'")
    return sum(notice in plain for notice in read_lists()[2])


def join_lines(text: str, lines: Sequence[Line], roles: Sequence[BlockRole | None]) -> list[Unit]:
    """Paragraphs: neighbouring lines that are one sentence or one hard-wrapped paragraph, never across a line already labelled."""
    wrap = find_wrap(text, lines)
    units: list[Unit] = []
    before: Line | None = None
    for line, role in zip(lines, roles, strict=True):
        if before and role is None and units[-1][1] is None and is_joined(text, before, line, wrap):
            units[-1] = (Span(units[-1][0].start, line.span.end), None)
        else:
            units.append((line.span, role))
        before = line
    return units


def label_units(text: str, units: Sequence[Unit]) -> tuple[Block, ...]:
    """A block for each paragraph: those still open are the account, its headline, or leftovers."""
    lines = [exact(text, span) for span, _ in units]
    chosen = cut_tail(lines, choose_body(lines, [role is not None for _, role in units], [count_notices(line) for line in lines]))
    roles = [role or (BlockRole.BODY if body else BlockRole.FURNITURE) for (_, role), body in zip(units, chosen, strict=True)]
    headline = find_headline(lines, units, chosen)
    if headline is not None:
        words = lines[headline].casefold().split()
        roles = [BlockRole.FURNITURE if role == BlockRole.BODY and line.casefold().split() == words else role for line, role in zip(lines, roles, strict=True)]
        roles[headline] = BlockRole.HEADLINE
    return tuple(Block(span=span, role=role) for (span, _), role in zip(units, roles, strict=True))


def cut_tail(lines: Sequence[str], chosen: Sequence[bool]) -> list[bool]:
    """The choice without the labels after the last sentence of an account: short lines that end no sentence."""
    prose = [i for i, body in enumerate(chosen) if body and SENTENCE_END.search(lines[i]) and len(lines[i].split()) > MAX_LABEL_WORDS]
    if len(prose) < MIN_PROSE:
        return list(chosen)
    return [
        body and (i <= prose[-1] or len(line.split()) > MAX_LABEL_WORDS or bool(SENTENCE_END.search(line)))
        for i, (line, body) in enumerate(zip(lines, chosen, strict=True))
    ]


def find_headline(lines: Sequence[str], units: Sequence[Unit], chosen: Sequence[bool]) -> int | None:
    """Of the open lines before the account, and its own first one, that which shares most of its words with the rest; the first of equals."""
    if sum(chosen) < 2:
        return None
    first = chosen.index(True)
    told = [set(CONTENT.findall(line.casefold())) if body else set() for line, body in zip(lines, chosen, strict=True)]
    candidates = [i for i in range(max(0, first - HEAD_UNITS), first + 1) if units[i][1] is None and is_heading(lines[i])]
    best, headline = MIN_ABOUT, None
    for i in candidates:
        words = set(CONTENT.findall(lines[i].casefold()))
        about: set[str] = set().union(*(told[j] for j in range(first, len(lines)) if j != i))
        share = len(words & about) / (len(words) + 1)
        if share > best:
            best, headline = share, i
    return candidates[0] if headline is None and candidates and len(candidates) <= MAX_UNTOLD else headline


def is_heading(line: str) -> bool:
    """Whether a line may be a headline: short, and no long sentence."""
    return len(line.split()) <= MAX_HEADLINE_WORDS and not is_sentence(line)


def is_sentence(line: str) -> bool:
    """Whether a first line reads as prose rather than as a headline: a long one that ends as a sentence does."""
    return bool(SENTENCE_END.search(line)) and len(line.split()) > 16 and not line.endswith(("?", "!"))
