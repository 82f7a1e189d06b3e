"""Who said what: one function that finds attributions, whatever finds the spans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.annotate.candidates import Candidate, find_stretches
from onrecord.annotate.direct import find_direct
from onrecord.annotate.indirect import find_indirect
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.places import Places, index_places
from onrecord.annotate.quoted import find_as_said, find_heading, find_quoted
from onrecord.annotate.witnesses import join_witnesses, read_candidates
from onrecord.models.tagger import Tagger
from onrecord.quotes import Quotation
from onrecord.records import Document, Span
from onrecord.text import covers, overlap

JOINING = re.compile(r"(?:But|And|Yet|So)\s+(?=\S)")
CLAUSES = ("rule:en.verb-clause", "rule:en.verb-object", "rule:en.passive")
MOSTLY = 0.6  # share of an inner statement's content that must lie in the outer one


def find_attributions(document: Document, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation], tagger: Tagger) -> tuple[Candidate, ...]:
    """All attributions of a document, outermost and nested, in text order: what the tagger reads, with the rules as second witness."""
    if not paragraphs:  # the tagger would read all of the text
        return ()
    marks = index_places((q.span, q) for q in quotations)
    read = [fitted for c in read_candidates(document, paragraphs, tagger) if (fitted := fit_quotations(document.text, c, marks)) is not None]
    ruled = find_by_rules(document, paragraphs, marks, read)
    joined = join_witnesses(list(part_others(read, index_candidates(ruled))), ruled, marks)
    return tuple(sorted(joined, key=lambda c: (min(c.content), c.cue or Span(0, 0), -c.content[-1].end)))


def part_others(read: Sequence[Candidate], ruled: Places[Candidate]) -> Iterator[Candidate]:
    """What the tagger reads, without a clause that another one says: "Critics said P. Some believe Q" are two."""
    for c in read:
        others = {span: other for span in c.content if len(c.content) > 1 and (other := _said_otherwise(c, span, ruled)) is not None}
        kept = tuple(span for span in c.content if span not in others)
        if kept and others:
            yield replace(c, content=kept)
            yield from others.values()
        else:
            yield c


def _said_otherwise(c: Candidate, span: Span, ruled: Places[Candidate]) -> Candidate | None:
    """The attribution of exactly these words to somebody else, by a verb of its own that stands in none of the words told."""
    taken = [s for s in (c.cue, c.source, *c.content) if s is not None]
    for r in ruled.at(span):
        if r.rule != "rule:en.verb-clause" or r.weak or r.content != (span,) or r.cue is None or r.source is None or c.cue is None:
            continue
        if not any(overlap(own, other) for own in (r.cue, r.source) for other in taken):
            return r
    return None


def find_by_rules(document: Document, paragraphs: Sequence[Paragraph], marks: Places[Quotation], read: Sequence[Candidate] = ()) -> tuple[Candidate, ...]:
    """All attributions that the rules find; two never share a cue. Weak ones count inside a strong one or inside one that is `read` by the tagger."""
    indirect = [c for paragraph in paragraphs for c in find_indirect(paragraph)]
    direct = [c for c in find_direct(paragraphs, marks, indirect) if c.content]
    found = [*direct, *_new(indirect, direct)]
    known = index_candidates(found)
    later = [c for p in paragraphs for c in (*find_as_said(p), *find_heading(p), *find_quoted(p, marks, known))]
    found.extend(_new(later, found))
    fitted = [fitted for c in found if (fitted := fit_quotations(document.text, end_quotation(document.text, c, marks), marks)) is not None]
    unique = list({(c.cue, c.content): c for c in reversed(fitted)}.values())
    strong = index_places((s, c) for c in (*unique, *read) if not c.weak for s in find_stretches(c))
    kept = [c for c in unique if not c.weak or (c.cue is not None and any(is_inside(c, o) for o in strong.at(c.cue)))]
    return tuple(kept)


def index_candidates(candidates: Sequence[Candidate]) -> Places[Candidate]:
    """Candidates by the places of their cue and their content."""
    return index_places((s, c) for c in candidates for s in (c.cue, *c.content) if s is not None)


def _new(candidates: Sequence[Candidate], known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those whose cue no known attribution has, nor exactly their content."""
    places = index_candidates(known)
    for c in candidates:
        near = places.at(c.cue if c.cue is not None else c.content[0])
        if not any(_same(c, k) or c.content == k.content for k in (*near, *places.at(c.content[0]))):
            yield c


def fit_quotations(text: str, c: Candidate, marks: Places[Quotation]) -> Candidate | None:
    """The attribution with content that respects quotations: said inside one, it ends there; said outside, it takes a quotation whole or not at all."""
    around = [q.span for q in marks.at(c.cue) if covers(q.span, c.cue) and _says_more(text, q.span, c.cue)] if c.cue is not None else []
    content = [_widen(span, c, marks.at(span)) for span in c.content]
    for q in around:
        content = [Span(max(s.start, q.start), min(s.end, q.end)) for s in content if overlap(s, q)]
    spans = sorted({fit_marks(text, span, marks.at(span)) for span in content})
    kept = tuple(s for i, s in enumerate(spans) if not any(covers(o, s) for o in spans[:i]) and any(ch.isalnum() for ch in text[s.start : s.end]))
    told_to = c.told_to if c.told_to is not None and not _is_told(c.told_to, kept) else None
    return replace(c, source=_bare(text, c.source), content=kept, told_to=told_to) if kept else None


def end_quotation(text: str, c: Candidate, marks: Places[Quotation]) -> Candidate:
    """The attribution with content that ends where the quotation that opens it ends its sentence ("said, ‘P,’ well, I would not")."""
    if c.direct or c.rule not in CLAUSES:
        return c
    content = []
    for s in c.content:
        ends = [q.span.end for q in marks.at(s) if q.closed and abs(q.span.start - s.start) <= 1 and q.span.end < s.end and _ends(text, q.span)]
        content.append(Span(s.start, max(ends)) if ends else s)
    return replace(c, content=tuple(content))


def _ends(text: str, quotation: Span) -> bool:
    """Whether a quotation of some length ends a sentence or its clause."""
    words = text[quotation.start + 1 : quotation.end - 1].rstrip()
    return words[-1:] in (",", ".", "!", "?") and len(words.split()) > 3


def _is_told(addressee: Span, content: Sequence[Span]) -> bool:
    """Whether the words of an addressee are rather words of what is told: they stand in the midst of them, or there are no others."""
    return any(overlap(addressee, s) and s.start < addressee.start for s in content) or all(covers(addressee, s) for s in content)


def _says_more(text: str, quotation: Span, cue: Span) -> bool:
    """Whether a quotation holds words besides the cue (unlike: he "accepted" the offer)."""
    return any(ch.isalnum() for ch in text[quotation.start : cue.start] + text[cue.end : quotation.end])


def _bare(text: str, source: Span | None) -> Span | None:
    """The source without what closes something before it, or joins its sentence to the one before."""
    if source is None:
        return None
    start = source.start
    while start < source.end and (text[start].isspace() or text[start] in "”’,;)]"):
        start += 1
    joined = JOINING.match(text, start, source.end)
    start = joined.end() if joined else start
    return Span(start, source.end) if start < source.end else source


def _widen(span: Span, c: Candidate, quotations: Sequence[Quotation]) -> Span:
    """The span with the rest of a quotation that its end cuts through."""
    for q in quotations:
        outside = all(p is None or not overlap(p, q.span) for p in (c.cue, c.source, c.told_to))
        if outside and q.closed and q.span.start < span.end < q.span.end:
            return Span(span.start, q.span.end)
    return span


def fit_marks(text: str, span: Span, quotations: Sequence[Quotation]) -> Span:
    """The span with the marks of each quotation whose words it holds, and without a closing mark at its start or an opening one at its end."""
    start, end = span.start, span.end
    for q in quotations:
        if not overlap(q.span, span):
            continue
        words = [i for i in range(q.span.start, q.span.end) if text[i].isalnum() or text[i] in "[]($)%"]
        if words and span.start <= words[0] and words[-1] < span.end:
            start, end = min(start, q.span.start), max(end, q.span.end if q.closed else end)
    while start < end and (text[start].isspace() or text[start] in "”’,;"):
        start += 1
    closed = any(q.closed and q.span.end == end for q in quotations)
    while start < end and not closed and (text[end - 1].isspace() or text[end - 1] in "“‘„"):
        end -= 1
    return Span(start, end) if start < end else span


def is_inside(inner: Candidate, outer: Candidate) -> bool:
    """Whether a statement stands in the content of another: its cue wholly, its content for the most part (a clause may run past the closing mark)."""
    if inner.cue is None or not any(covers(s, inner.cue) for s in find_stretches(outer)) or _order(outer) <= _order(inner):
        return False
    return sum(overlap(a, b) for a in inner.content for b in outer.content) >= MOSTLY * _size(inner)


def _order(c: Candidate) -> tuple[int, tuple[Span, ...], Span]:
    """By size of content, so that no two statements can stand in each other."""
    return _size(c), c.content, c.cue or Span(0, 0)


def _size(candidate: Candidate) -> int:
    return sum(s.end - s.start for s in candidate.content)


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether both have one cue."""
    return a.cue is not None and b.cue is not None and overlap(a.cue, b.cue) > 0
