"""Statements from attributions: form, hedges, polarity, whom they were told to, and which stands inside which."""

import re
from collections.abc import Sequence
from functools import cache

from onrecord.annotate.attributions import is_inside
from onrecord.annotate.candidates import Candidate, find_stretches
from onrecord.annotate.places import Places, index_places
from onrecord.lang import load_words
from onrecord.quotes import Quotation
from onrecord.records import Anchor, Basis, Document, Form, Polarity, Span, Statement, content_id
from onrecord.text import covers, exact

NEGATION = re.compile(r"\b(?:not|never|no longer|neither|nor|hardly)\b|n[’']t\b|\bcannot\b", re.IGNORECASE)
NOBODY = re.compile(r"(?:nobody|no one|none|neither|no)\b", re.IGNORECASE)
# Hedges that are other words with a capital letter (the month) or in other uses.
LOWER_ONLY = frozenset(("may", "might", "could", "would", "about"))
# In the list of hedges because a quotation without it says more; by itself it weakens nothing.
NO_HEDGES = frozenset(("some", "often", "usually", "sometimes"))


def make_statements(document: Document, candidates: Sequence[Candidate], quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """The statements of a document in text order, each with the smallest statement that it lies in."""
    ids = [content_id("s", document.id, c.source, c.cue, *c.content) for c in candidates]
    marks = index_places((q.span, q) for q in quotations)
    holders = index_places((s, i) for i, c in enumerate(candidates) for s in find_stretches(c))
    made = []
    for i, c in enumerate(candidates):
        parent = find_parent(c, candidates, holders)
        made.append(
            Statement(
                id=ids[i],
                document=document.id,
                source=c.source,
                cue=c.cue,
                content=c.content,
                form=tell_form(document.text, c, marks),
                within=ids[parent] if parent is not None else None,
                told_to=c.told_to,
                hedges=find_hedges(document.text, c),
                polarity=tell_polarity(document.text, c),
                basis=Basis(by=c.rule, score=c.score, evidence=tuple(Anchor(document.id, s) for s in (c.cue, c.source) if s is not None)),
            )
        )
    return tuple(made)


def find_parent(inner: Candidate, candidates: Sequence[Candidate], holders: Places[int]) -> int | None:
    """The smallest statement that `inner` stands in."""
    near = holders.at(inner.cue) if inner.cue is not None else []
    holding = [(sum(s.end - s.start for s in candidates[i].content), i) for i in near if is_inside(inner, candidates[i])]
    return min(holding)[1] if holding else None


def tell_form(text: str, c: Candidate, marks: Places[Quotation]) -> Form:
    """Direct when all its words stand in quotation marks that its cue does not stand in, mixed when some do, else indirect."""
    marked = [q.span for s in c.content for q in marks.at(s) if c.cue is None or not covers(q.span, c.cue)]
    words = [i for s in c.content for i in range(s.start, s.end) if text[i].isalnum()]
    quoted = sum(any(q.start <= i < q.end for q in marked) for i in words)
    if not quoted:
        return Form.DIRECT if c.rule == "rule:en.speaker-label" else Form.INDIRECT
    return Form.DIRECT if quoted == len(words) else Form.MIXED


@cache
def hedge_pattern() -> re.Pattern[str]:
    """Any hedge of the word list, the longest first, as whole words."""
    phrases = sorted({p for words in load_words("en", "hedges").values() for p in words if p not in NO_HEDGES}, key=lambda p: (-len(p), p))
    return re.compile(r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + r")\b", re.IGNORECASE)


def find_hedges(text: str, c: Candidate) -> tuple[Span, ...]:
    """Words by which what is said is weakened: in the content, or in the cue ("reportedly said")."""
    places = [s for s in (c.cue, *c.content) if s is not None]
    found = {Span(m.start(), m.end()) for s in places for m in hedge_pattern().finditer(text, s.start, s.end) if not _is_name(m)}
    return tuple(sorted(found))


def _is_name(m: re.Match[str]) -> bool:
    return m.group().lower() in LOWER_ONLY and not m.group().islower()


@cache
def denials() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_words("en", "cues")["denials"]) + r")\b", re.IGNORECASE)


def tell_polarity(text: str, c: Candidate) -> Polarity:
    """Negative where the saying is negated ("did not say that P", "nobody claimed") or is itself a denial ("denied that P"); both together cancel."""
    cue = exact(text, c.cue) if c.cue is not None else ""
    negated = NEGATION.search(cue) is not None or (c.source is not None and NOBODY.match(text, c.source.start) is not None)
    return Polarity.NEGATIVE if negated != (denials().search(cue) is not None) else Polarity.POSITIVE
