"""Turns of a transcript: paragraphs that begin with the name of the one who speaks and a colon."""

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.cues import CUES
from onrecord.annotate.parsing import Paragraph
from onrecord.records import Span

MIN_TURNS = 3  # labelled paragraphs that make a transcript
LABEL = re.compile(r"[“\"']?((?:[^\W\d_][\w.’'-]+\s){0,3}[^\W\d_][\w.’'-]+(?:\s\([^()]{1,30}\))?|Q|A)\s?:\s+(?=\S)")


def find_turns(paragraphs: Sequence[Paragraph]) -> list[Candidate | None]:
    """For each paragraph its turn in a transcript ("VOSS: Let me finish"), if it is one.

    A transcript has three labels in capitals or more, or three others by two speakers or more of whom one comes back.
    """
    labels = [_label(paragraph) for paragraph in paragraphs]
    counts = Counter(m.group(1) for m in labels if m is not None)
    capitals = sum(n for label, n in counts.items() if label.isupper())
    named = {label: n for label, n in counts.items() if label == label.title()}
    dialogue = sum(named.values()) >= MIN_TURNS and 1 < len(named) < sum(named.values())
    return [
        _make_turn(p, m) if m is not None and (capitals >= MIN_TURNS if m.group(1).isupper() else dialogue and m.group(1) in named) else None
        for p, m in zip(paragraphs, labels, strict=True)
    ]


def _label(paragraph: Paragraph) -> re.Match[str] | None:
    m = LABEL.match(paragraph.view.text)
    return None if m is None or m.group(1).casefold() in CUES["no speakers"] or not m.group(1)[0].isupper() else m


def _make_turn(paragraph: Paragraph, m: re.Match[str]) -> Candidate:
    span = paragraph.block.span
    name, content = Span(span.start + m.start(1), span.start + m.end(1)), Span(span.start + m.end(), span.end)
    return Candidate(source=name, cue=None, content=(content,), rule="rule:en.speaker-label", score=SCORES["rule:en.speaker-label"], direct=True)
