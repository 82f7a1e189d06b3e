"""Who said what: one function that finds attributions, whatever finds the spans."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.direct import find_direct
from onrecord.annotate.indirect import find_indirect
from onrecord.annotate.parsing import Paragraph
from onrecord.quotes import Quotation
from onrecord.records import Document, Span
from onrecord.text import overlap


def find_attributions(document: Document, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Candidate, ...]:
    """All attributions of a document, outermost and nested, in text order; two never share a cue."""
    indirect = [c for paragraph in paragraphs for c in find_indirect(paragraph)]
    direct = [c for c in find_direct(paragraphs, quotations, indirect) if c.content]
    found = [*direct, *(c for c in indirect if not any(_same(c, d) for d in direct))]
    unique = {(c.cue, c.content): c for c in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda c: (min(c.content), c.cue or Span(0, 0), -c.content[-1].end)))


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether both have one cue."""
    return a.cue is not None and b.cue is not None and overlap(a.cue, b.cue) > 0
