"""What the pair model reads of a telling: its sentence, with who speaks before it, who is meant by a pronoun behind it, and the telling marked.

    Mara Lind: The minister said « he (Odo Brenn) had never seen the letter »

The words are for the model alone and are never shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Annotated, MentionKind, Source, Span
from onrecord.text import overlap

OPEN, CLOSE = " « ", " » "
LONGEST = 60  # words of the sentence, the telling in the middle; the model was trained so
NOBODY = frozenset(("we", "us", "our", "ours", "you", "your", "it", "its", "that", "this", "who", "which", "whom", "whose"))
WORD = re.compile(r"\S+")


SPEAKER = frozenset(("i", "me", "my", "mine", "myself"))


@dataclass(frozen=True, slots=True)
class Meant:
    """A pronoun's place and the name of whom it means."""

    span: Span
    name: str


def find_meant(article: Annotated, sources: Sequence[Source]) -> tuple[Meant, ...]:
    """The pronouns of an article whose person is known, in text order; second persons and what may mean a thing are left out."""
    pronouns = {mention.id for mention in article.mentions if mention.kind is MentionKind.PRONOUN}
    text, here = article.document.text, article.document.id
    found = [
        Meant(mention.anchor.span, source.name)
        for source in sources
        for mention in source.mentions
        if mention.mention in pronouns and mention.anchor.document == here
    ]
    return tuple(sorted((m for m in found if text[m.span.start : m.span.end].lower() not in NOBODY), key=lambda m: (m.span, m.name)))


def render(article: Annotated, span: Span, speaker: str, meant: Sequence[Meant]) -> str:
    """The line that the model reads for a place of the article, told by `speaker` ("" when nobody is named)."""
    text = article.document.text
    sentences = [sentence for sentence in article.sentences if overlap(sentence, span)] or [span]
    start, end = _cut(text, Span(min(span.start, sentences[0].start), max(span.end, sentences[-1].end)), span)
    named: dict[int, str] = {}
    for pronoun in meant:
        spoken = text[pronoun.span.start : pronoun.span.end].lower() in SPEAKER
        if not spoken and start <= pronoun.span.start and pronoun.span.end <= end and pronoun.name != speaker and pronoun.name not in named.values():
            named[pronoun.span.end] = pronoun.name
    inserts = {at: f" ({name})" for at, name in named.items()}
    if text[start : span.start].strip(" \n\t\"'“”‘’") or text[span.end : end].strip(" \n\t\"'“”‘’.,;"):
        inserts = _put(inserts, span)
    pieces, at = [], start
    for place in sorted(inserts):
        pieces += [text[at:place], inserts[place]]
        at = place
    line = " ".join("".join([*pieces, text[at:end]]).split())
    return f"{speaker}: {line}" if speaker else line


def _put(inserts: Mapping[int, str], span: Span) -> dict[int, str]:
    """The inserts with the two marks around the span."""
    out = dict(inserts)
    out[span.start] = out.get(span.start, "") + OPEN
    out[span.end] = out.get(span.end, "") + CLOSE
    return out


def _cut(text: str, whole: Span, span: Span) -> tuple[int, int]:
    """At most LONGEST words of the whole, as many before the span as after it."""
    words = [(whole.start + m.start(), whole.start + m.end()) for m in WORD.finditer(text[whole.start : whole.end])]
    inside = [at for at, (a, b) in enumerate(words) if a < span.end and span.start < b]
    if len(words) <= LONGEST or not inside:
        return whole.start, whole.end
    spare = max(0, LONGEST - len(inside)) // 2
    first, last = max(0, inside[0] - spare), min(len(words), inside[-1] + 1 + spare)
    return words[first][0], max(span.end, words[last - 1][1])
