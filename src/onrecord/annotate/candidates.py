"""What a finder of attributions hands on, before forms, hedges and nesting; and how sure each rule is."""

from dataclasses import dataclass

from onrecord.records import Span

# How often each rule is right on PolNeAR's 912 train and dev articles, outermost statements only: content shared for half or more on both sides, and a word of
# the source (`bench/attribution.py SHARED_DIR --rules`); behind each, how many it found. A quotation alone names no source: its content's share counts.
SCORES: dict[str, float] = {
    "rule:en.quote-then-cue": 0.93,  # 3661
    "rule:en.signed": 0.88,  # 26
    "rule:en.according-to": 0.84,  # 451
    "rule:en.cue-then-quote": 0.82,  # 786
    "rule:en.verb-clause": 0.79,  # 5246
    "rule:en.parenthesis": 0.70,  # 275
    "rule:en.headline": 0.69,  # 96
    "rule:en.verb-object": 0.58,  # 4961
    "rule:en.adjective": 0.57,  # 201
    "rule:en.verb-to": 0.56,  # 1026
    "rule:en.as-said": 0.55,  # 60
    "rule:en.passive": 0.54,  # 560
    "rule:en.quote-alone": 0.53,  # 107
    "rule:en.verb-preposition": 0.50,  # 1394
    "rule:en.no-reply": 0.47,  # 32; to the annotators that nobody answered is as often the outlet's own sentence
    "rule:en.raised": 0.46,  # 258
    "rule:en.noun": 0.43,  # 759
    "rule:en.speaker-label": 0.40,  # 89; the gold often takes a whole transcript for one statement
    "rule:en.quoted-words": 0.35,  # 95
}

GAP = 16  # code points between two pieces of content that belong to it all the same ("in hopes"), less than a sentence; set by hand


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
    thin: bool = False  # does not count inside another statement


def find_stretches(c: Candidate) -> tuple[Span, ...]:
    """Where the words of an attribution stand: its content, over gaps in which neither its cue nor its source nor its addressee stands."""
    own = [s for s in (c.cue, c.source, c.told_to) if s is not None]
    joined: list[Span] = []
    for span in c.content:
        last = joined[-1] if joined else None
        if last is not None and not any(last.end <= s.start < span.start for s in own) and span.start - last.end <= GAP:
            joined[-1] = Span(last.start, max(last.end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
