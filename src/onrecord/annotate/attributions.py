"""Who said what: one function that finds attributions, whatever finds the spans."""

from collections.abc import Iterator, Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.direct import find_direct
from onrecord.annotate.indirect import find_indirect
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.quotes import Quotation
from onrecord.records import Document, Span
from onrecord.text import overlap


def find_attributions(document: Document, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Candidate, ...]:
    """All attributions of a document, outermost and nested, in text order; two never share a cue."""
    direct = find_direct(document.text, paragraphs, quotations)
    found = list(direct)
    for paragraph in paragraphs:
        found.extend(c for c in _widen(find_indirect(paragraph), quotations) if not any(_same(c, d) for d in direct))
    unique = {(c.cue, c.content): c for c in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda c: (min(c.content), c.cue or Span(0, 0), -c.content[-1].end)))


def _widen(found: Iterator[Candidate], quotations: Sequence[Quotation]) -> Iterator[Candidate]:
    yield from found


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether both have one cue."""
    return a.cue is not None and b.cue is not None and overlap(a.cue, b.cue) > 0
