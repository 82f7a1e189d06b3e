"""Who said what: one function that finds attributions, whatever finds the spans."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.direct import find_direct
from onrecord.annotate.indirect import find_indirect
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.quoted import find_as_said, find_heading, find_quoted
from onrecord.quotes import Quotation
from onrecord.records import Document, Span
from onrecord.text import covers, overlap

MOSTLY = 0.6  # share of an inner statement's content that must lie in the outer one


def find_attributions(document: Document, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Candidate, ...]:
    """All attributions of a document, outermost and nested, in text order; two never share a cue."""
    indirect = [c for paragraph in paragraphs for c in find_indirect(paragraph)]
    direct = [c for c in find_direct(paragraphs, quotations, indirect) if c.content]
    found = [*direct, *(c for c in indirect if not any(_same(c, d) for d in direct))]
    for paragraph in paragraphs:
        later = [*find_as_said(paragraph), *find_heading(paragraph), *find_quoted(paragraph, quotations, found)]
        found.extend(c for c in later if not any(_same(c, f) for f in found))
    unique = {(c.cue, c.content): c for c in reversed(found)}
    kept = [c for c in unique.values() if not c.weak or any(is_inside(c, o) for o in unique.values() if not o.weak)]
    return tuple(sorted(kept, key=lambda c: (min(c.content), c.cue or Span(0, 0), -c.content[-1].end)))


def is_inside(inner: Candidate, outer: Candidate) -> bool:
    """Whether a statement stands in the content of another: its cue wholly, its content for the most part (a clause may run past the closing mark)."""
    if inner is outer or inner.cue is None or not any(covers(s, inner.cue) for s in outer.content):
        return False
    shared = sum(overlap(a, b) for a in inner.content for b in outer.content)
    return shared >= MOSTLY * _size(inner) and (_size(outer), outer.content) > (shared, inner.content)


def _size(candidate: Candidate) -> int:
    return sum(s.end - s.start for s in candidate.content)


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether both have one cue."""
    return a.cue is not None and b.cue is not None and overlap(a.cue, b.cue) > 0
