"""What a finder of attributions hands on, before forms, hedges and nesting; and how sure each rule is."""

from dataclasses import dataclass

from onrecord.records import Span

# Each rule's precision on PolNeAR's dev articles: content and source right, as `linked` in the attribution score.
SCORES: dict[str, float] = {
    "rule:en.quote-then-cue": 0.9,
    "rule:en.cue-then-quote": 0.9,
    "rule:en.quote-alone": 0.5,
    "rule:en.signed": 0.9,
    "rule:en.speaker-label": 0.9,
    "rule:en.quoted-words": 0.5,
    "rule:en.as-said": 0.7,
    "rule:en.verb-clause": 0.6,
    "rule:en.verb-to": 0.4,
    "rule:en.verb-object": 0.4,
    "rule:en.verb-preposition": 0.4,
    "rule:en.parenthesis": 0.7,
    "rule:en.passive": 0.4,
    "rule:en.noun": 0.4,
    "rule:en.adjective": 0.4,
    "rule:en.raised": 0.4,
    "rule:en.according-to": 0.7,
    "rule:en.headline": 0.6,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One attribution as found: the words of its source and cue, its content in text order, whom it was told to, by which rule, how sure (0..1)."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    rule: str
    score: float
    told_to: Span | None = None
    direct: bool = False
    weak: bool = False  # counts only inside another statement
