"""Two versions of a quotation cut at their edits, so that each word can be shown as kept, cut, added or changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Edit, EditKind, Span

# Edits of the version as a whole: told of beside it, not in its words.
WHOLE = frozenset({EditKind.IDENTICAL, EditKind.MARKS_REMOVED, EditKind.OTHER_SPEAKER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one version; `kind` is None for words that both versions have."""

    span: Span
    kind: EditKind | None
    marked: bool


def cut_version(whole: Span, edits: Iterable[tuple[Edit, Span]]) -> tuple[Piece, ...]:
    """The pieces of one version in text order; each edit comes with its span in this version.

    An edit inside another one wins over it, and a hedge over the cut that took it.
    """
    real = [(edit, span) for edit, span in edits if edit.kind not in WHOLE and span.start < span.end]
    cuts = sorted({whole.start, whole.end, *(at for _, span in real for at in (span.start, span.end) if whole.start < at < whole.end)})
    return tuple(piece_of(Span(start, end), real) for start, end in pairwise(cuts))


def piece_of(span: Span, edits: list[tuple[Edit, Span]]) -> Piece:
    over = [(edit, at) for edit, at in edits if at.start <= span.start and span.end <= at.end]
    if not over:
        return Piece(span=span, kind=None, marked=False)
    edit, _ = min(over, key=lambda pair: (pair[1].end - pair[1].start, pair[0].kind == EditKind.CUT, pair[1], pair[0].kind))
    return Piece(span=span, kind=edit.kind, marked=edit.marked)
