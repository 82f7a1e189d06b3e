"""Statements from attributions: form, hedges, polarity, whom they were told to, and which stands inside which."""

from collections.abc import Sequence

from onrecord.annotate.attributions import is_inside
from onrecord.annotate.candidates import Candidate
from onrecord.quotes import Quotation
from onrecord.records import Anchor, Basis, Document, Form, Polarity, Statement, content_id
from onrecord.text import overlap


def make_statements(document: Document, candidates: Sequence[Candidate], quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """The statements of a document in text order, each with the smallest statement that it lies in."""
    ids = [content_id("s", document.id, c.source, c.cue, *c.content) for c in candidates]
    made = []
    for i, c in enumerate(candidates):
        parent = find_parent(c, candidates)
        made.append(
            Statement(
                id=ids[i],
                document=document.id,
                source=c.source,
                cue=c.cue,
                content=c.content,
                form=tell_form(document.text, c, quotations),
                within=ids[parent] if parent is not None else None,
                told_to=c.told_to,
                hedges=(),
                polarity=Polarity.POSITIVE,
                basis=Basis(by=c.rule, score=c.score, evidence=tuple(Anchor(document.id, s) for s in (c.cue, c.source) if s is not None)),
            )
        )
    return tuple(made)


def find_parent(inner: Candidate, candidates: Sequence[Candidate]) -> int | None:
    """The smallest statement that `inner` stands in."""
    holding = [(sum(s.end - s.start for s in c.content), i) for i, c in enumerate(candidates) if is_inside(inner, c)]
    return min(holding)[1] if holding else None


def tell_form(text: str, c: Candidate, quotations: Sequence[Quotation]) -> Form:
    """Direct when all its words stand in quotation marks, mixed when some do, else indirect."""
    outer = [q.span for q in quotations if q.depth == 0]
    words = [i for s in c.content for i in range(s.start, s.end) if text[i].isalnum()]
    quoted = sum(any(q.start <= i < q.end for q in outer) for i in words)
    inside_cue = c.cue is not None and any(overlap(c.cue, q) for q in outer)
    if not quoted or inside_cue:
        return Form.INDIRECT
    return Form.DIRECT if quoted == len(words) else Form.MIXED
