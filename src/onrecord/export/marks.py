"""The full text of an account cut into segments, so that overlapping and nested statements can all be marked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from onrecord.records import Annotated, Block, BlockRole, Span
from onrecord.text import exact, overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something to show in a text: its place, a CSS class or none, the label that is spoken where it begins, and the row of the page it belongs to."""

    span: Span
    style: str
    label: str
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text under the same marks; `anchor` says whether a link of the page leads to its start."""

    span: Span
    words: str
    styles: tuple[str, ...]
    labels: tuple[str, ...]
    anchor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block with its segments, and the rows of the page that begin in it."""

    role: BlockRole
    span: Span
    segments: tuple[Segment, ...]
    rows: tuple[int, ...]


def mark_text(article: Annotated, marks: Sequence[Mark], starts: Collection[int]) -> tuple[tuple[bool, tuple[Paragraph, ...]], ...]:
    """The whole text in runs: (whether it is page furniture, its paragraphs)."""
    paragraphs = [mark_block(article.document.text, block, marks, starts) for block in article.document.blocks]
    runs = groupby(paragraphs, key=lambda paragraph: paragraph.role == BlockRole.FURNITURE)
    return tuple((furniture, tuple(run)) for furniture, run in runs)


def mark_block(text: str, block: Block, marks: Sequence[Mark], starts: Collection[int]) -> Paragraph:
    inside = [mark for mark in marks if overlap(mark.span, block.span)]
    rows = {mark.row: None for mark in inside if mark.row is not None and block.span.start <= mark.span.start}
    return Paragraph(role=block.role, span=block.span, segments=tuple(cut_block(text, block.span, inside, starts)), rows=tuple(rows))


def cut_block(text: str, span: Span, marks: Sequence[Mark], starts: Collection[int]) -> Iterable[Segment]:
    """Cuts at every place where a mark or the target of a link begins or ends."""
    edges = {span.start, span.end, *(edge for mark in marks for edge in (mark.span.start, mark.span.end)), *starts}
    cuts = sorted(edge for edge in edges if span.start <= edge <= span.end)
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        yield Segment(
            span=Span(start, end),
            words=exact(text, Span(start, end)),
            styles=tuple(style_marks(over)),
            labels=tuple(dict.fromkeys(mark.label for mark in over if max(mark.span.start, span.start) == start)),
            anchor=start in starts,
        )


def style_marks(marks: Sequence[Mark]) -> Iterable[str]:
    """The CSS classes of overlapping marks: of the rows only the most contested one, which comes first, has its own."""
    row = next((mark.row for mark in marks if mark.row is not None), None)
    return dict.fromkeys(mark.style for mark in marks if mark.style and mark.row in (None, row))
