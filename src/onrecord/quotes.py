"""Quotation marks of every style: where quotations open and close, whatever the marks, stray and unbalanced ones included. Never raises."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.records import Block, BlockRole, Span

DOUBLE_OPEN, DOUBLE_CLOSE = "“„‟", "”"
SINGLE_OPEN = "‘‚‛"
MARK = re.compile(r"``|''|’’|‘‘|[“”„‟\"«»‘’‚‛'‹›]")
# Words that drop their first letters: an apostrophe, not an opening mark.
ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n|round|cuz|course|fraid)\b", re.IGNORECASE)
READ = (BlockRole.HEADLINE, BlockRole.BODY, BlockRole.CAPTION)


class Kind(StrEnum):
    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


class Side(StrEnum):
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks. `span` takes the marks in; `depth` 0 is outermost.

    `balanced`: it opens and closes with marks that belong together. `closed`: it closes at all; otherwise it runs to the end of its paragraph, and
    `continues` tells that the next paragraph opens with a mark again, as quotations over several paragraphs do.
    """

    span: Span
    kind: Kind
    depth: int
    balanced: bool
    closed: bool
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: Kind
    side: Side
    style: str  # the typography, so that straight marks may enclose curly ones of the same kind


def _is_word(c: str) -> bool:
    return c.isalnum()


def _side(text: str, start: int, end: int, span: Span) -> Side | None:
    """Which way an undirected mark faces, from its neighbours; None where both are possible."""
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    if before.isspace() or before in '([{—–-/“‘"':
        return None if after.isspace() else Side.OPEN
    if after.isspace() or after in '.,;:!?)]}—–-/”’"' or not _is_word(after):
        return Side.CLOSE
    return None


def _single(text: str, m: re.Match[str], span: Span, *, is_open: bool) -> Side | None:
    """Whether a single mark opens or closes a quotation; None for an apostrophe."""
    mark, start, end = m.group(), m.start(), m.end()
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    if mark in SINGLE_OPEN and not _is_word(before):
        return Side.CLOSE if is_open and after.isspace() else Side.OPEN
    if _is_word(before) and _is_word(after):
        return None
    if is_open and not before.isspace() and not _is_word(after):
        plural = before in "sS" and after == " " and text[end + 1 : end + 2].islower() and _closes_later(text, end, span)
        return None if plural else Side.CLOSE
    if mark == "'" and not _is_word(before) and _is_word(after) and not ELISION.match(text, end) and _closes_later(text, end, span):
        return Side.OPEN
    return None


def _closes_later(text: str, at: int, span: Span) -> bool:
    """Whether a single mark that can close follows in the paragraph, before another that can only open."""
    for m in re.finditer(r"['’‘]", text[at : span.end]):
        i = at + m.start()
        if m.group() == "‘" and not _is_word(text[i - 1]):
            return False
        before, after = text[i - 1], text[i + 1] if i + 1 < span.end else " "
        if not before.isspace() and not _is_word(after) and not (before in "sS" and after == " " and text[i + 2 : i + 3].islower()):
            return True
    return False


def _style(mark: str) -> str:
    if mark in "„‚":
        return "low"
    return "straight" if mark in ('"', "'") else "ticks" if len(mark) == 2 else "curly"


def _read_mark(text: str, m: re.Match[str], span: Span, stack: Sequence[_Mark]) -> _Mark | None:
    """The mark with the way it faces; None for an apostrophe."""
    mark = m.group()
    open_kinds = {s.kind for s in stack}

    def make(kind: Kind, side: Side) -> _Mark:
        return _Mark(m.start(), m.end(), kind, side, _style(mark))

    if mark in "“‘" and any(s.style == "low" and s.kind is (Kind.DOUBLE if mark == "“" else Kind.SINGLE) for s in stack) and not text[m.start() - 1].isspace():
        return make(Kind.DOUBLE if mark == "“" else Kind.SINGLE, Side.CLOSE)
    if mark in ("``", "‘‘") or mark in DOUBLE_OPEN:
        return make(Kind.DOUBLE, Side.OPEN)
    if mark in DOUBLE_CLOSE and Kind.DOUBLE not in open_kinds and _side(text, m.start(), m.end(), span) is Side.OPEN:
        return make(Kind.DOUBLE, Side.OPEN)
    if mark in DOUBLE_CLOSE or mark == "’’":
        return make(Kind.DOUBLE, Side.CLOSE)
    if mark in ('"', "''"):
        side = _side(text, m.start(), m.end(), span) or (Side.CLOSE if Kind.DOUBLE in open_kinds else Side.OPEN)
        return make(Kind.DOUBLE, side)
    if mark in "«»‹›":
        forward = mark in "«‹"
        german = Kind.ANGLE not in open_kinds and not forward and _side(text, m.start(), m.end(), span) is Side.OPEN
        reverse = forward and Kind.ANGLE in open_kinds and _side(text, m.start(), m.end(), span) is Side.CLOSE
        return make(Kind.ANGLE, Side.OPEN if (forward and not reverse) or german else Side.CLOSE)
    side_of = _single(text, m, span, is_open=Kind.SINGLE in open_kinds)
    return make(Kind.SINGLE, side_of) if side_of else None


def _read_marks(text: str, span: Span) -> list[_Mark]:
    """All marks of a paragraph with the way they face."""
    stack: list[_Mark] = []
    marks: list[_Mark] = []
    for m in MARK.finditer(text, span.start, span.end):
        mark = _read_mark(text, m, span, stack)
        if mark is None:
            continue
        marks.append(mark)
        if mark.side is Side.OPEN:
            stack.append(mark)
        else:
            match = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].kind is mark.kind), None)
            del stack[len(stack) if match is None else match :]
    return marks


def _is_nested(marks: Sequence[_Mark], at: int, stack: Sequence[_Mark]) -> bool:
    """Whether an opening mark inside its own kind starts a quotation in a quotation: another typography, or two closing marks before the next opening one."""
    outer = next(s for s in reversed(stack) if s.kind is marks[at].kind)
    after = [m.side for m in marks[at + 1 :] if m.kind is marks[at].kind]
    if outer.style != marks[at].style:
        return any(m.side is Side.CLOSE and m.style == marks[at].style for m in marks[at + 1 :])
    return after[:2] == [Side.CLOSE, Side.CLOSE]


def _pair_marks(text: str, span: Span) -> list[Quotation]:
    """The quotations of one paragraph. A closing mark alone is stray; an opening one inside its own kind ends what was open, unless it is nested."""
    stack: list[_Mark] = []
    found: list[Quotation] = []

    def close(end: int, *, balanced: bool, closed: bool = True) -> None:
        opening = stack.pop()
        if end > opening.end:
            found.append(Quotation(Span(opening.start, end), opening.kind, len(stack), balanced, closed))

    marks = _read_marks(text, span)
    for at, mark in enumerate(marks):
        same = [i for i, s in enumerate(stack) if s.kind is mark.kind]
        if mark.side is Side.OPEN:
            if same and not _is_nested(marks, at, stack):
                while len(stack) > same[-1]:
                    close(mark.start, balanced=False)
            stack.append(mark)
        elif same:
            match = next((i for i in reversed(same) if stack[i].style == mark.style), same[-1])
            while len(stack) > match + 1:
                close(mark.start, balanced=False)
            close(mark.end, balanced=(mark.style in (stack[-1].style, "curly") and stack[-1].style != "straight") or stack[-1].style == mark.style)
        elif stack and mark.kind is Kind.DOUBLE and stack[-1].kind is Kind.SINGLE:
            close(mark.end, balanced=False)
    while stack:
        close(span.end, balanced=False, closed=False)
    return sorted(found, key=lambda q: (q.span.start, -q.span.end))


def _opens(text: str, span: Span) -> bool:
    m = MARK.match(text, span.start)
    return bool(m and m.group() not in ("”", "’", "’’"))


def find_quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """All quotations in what is read of a document (headline, body, captions), in text order, nested ones after those they lie in."""
    read = [block.span for block in blocks if block.role in READ]
    found: list[Quotation] = []
    for i, span in enumerate(read):
        here = _pair_marks(text, span)
        follows = i + 1 < len(read) and _opens(text, read[i + 1])
        found.extend(replace(q, continues=True) if not q.closed and q.depth == 0 and follows else q for q in here)
    return tuple(found)
