"""The outlet speaking itself: what it claims without a source, and its evaluative and loaded words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.annotate.clauses import cut_clauses, is_deed, is_saying
from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.records import Anchor, Basis, Document, Span, Statement, Voice, VoiceKind, content_id
from onrecord.text import covers, overlap, trim

# Where the scores come from: of 100 hits in news articles, drawn by chance and read one by one, 51 of 56 evaluative and 36 of 44 loaded words judge or take
# sides in the outlet's own voice (docs/quality.md). That of own claims is set by hand.
SCORES = {VoiceKind.OWN_CLAIM: 0.9, VoiceKind.EVALUATIVE: 0.9, VoiceKind.LOADED: 0.8}
QUOTED_BEFORE, QUOTED_AFTER = re.compile(r"[“‘\"'«]\s*$"), re.compile(r"^[,.]?[”’\"'»](?!\w)")
MIN_WORDS = 3
WORD = re.compile(r"\w+")


def find_voices(document: Document, sentences: Sequence[Span], statements: Sequence[Statement], paragraphs: Sequence[Paragraph]) -> tuple[Voice, ...]:
    """What the outlet tells in its own voice, in text order.

    A sentence in which nobody is quoted is one own claim; of a sentence with a statement, the clauses beside it are; a deed that
    introduces a statement ("pressed her to resign") is told whole. Evaluative and loaded words count only there.
    """
    found = list(_find_own_claims(document, sentences, statements, paragraphs))
    found += [voice for claim in found for voice in _find_words(document, claim.span)]
    return tuple(sorted(found, key=lambda voice: (voice.span, voice.kind, voice.id)))


def own_claim(document: Document, span: Span) -> Voice:
    """Nobody is named for this: the outlet says it itself."""
    return _make(document, span, VoiceKind.OWN_CLAIM, "rule:en.own-claim", span)


def evaluative(document: Document, span: Span) -> Voice:
    """A word of praise, blame or doubt in the outlet's own voice."""
    return _make(document, span, VoiceKind.EVALUATIVE, "rule:en.evaluative", span)


def loaded(document: Document, span: Span) -> Voice:
    """A word that takes sides where a plainer one would have told the same."""
    return _make(document, span, VoiceKind.LOADED, "rule:en.loaded", span)


RULES = {"rule:en.own-claim": own_claim.__doc__ or "", "rule:en.evaluative": evaluative.__doc__ or "", "rule:en.loaded": loaded.__doc__ or ""}


def _make(document: Document, span: Span, kind: VoiceKind, by: str, evidence: Span) -> Voice:
    basis = Basis(by=by, score=SCORES[kind], evidence=(Anchor(document.id, evidence),))
    return Voice(id=content_id("voice", document.id, span, kind), document=document.id, span=span, kind=kind, basis=basis)


def _find_own_claims(document: Document, sentences: Sequence[Span], statements: Sequence[Statement], paragraphs: Sequence[Paragraph]) -> Iterator[Voice]:
    taken = [part for statement in statements for part in statement.content]
    marked = taken + [part for statement in statements for part in (statement.source, statement.cue) if part is not None]
    for sentence in sentences:
        if not any(overlap(sentence, part) for part in marked):
            yield from _keep(document, sentence)
    for paragraph in paragraphs:
        spans = []
        for piece in cut_clauses(paragraph):
            around = next((s for s in sentences if covers(s, paragraph.lift(piece.head))), None)
            beside = around is not None and any(overlap(around, part) for part in marked)
            if beside and not any(overlap(part, paragraph.lift(piece.head)) for part in taken) and not is_saying(piece, statements):
                spans += [piece.span] if is_deed(piece, statements) else _subtract(piece.span, taken)
        for run in _outermost(spans):
            yield from _keep(document, run)


def _keep(document: Document, span: Span) -> Iterator[Voice]:
    span = trim(document.text, span)
    if len(WORD.findall(document.text, span.start, span.end)) >= MIN_WORDS:
        yield own_claim(document, span)


def _subtract(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of the span, in runs, without the taken parts."""
    left, at = [], span.start
    for part in sorted(part for part in taken if overlap(part, span)):
        if part.start > at:
            left.append(Span(at, part.start))
        at = max(at, part.end)
    if at < span.end:
        left.append(Span(at, span.end))
    return left


def _outermost(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if not out or span.start >= out[-1].end:
            out.append(span)
        elif span.end > out[-1].end:
            out[-1] = Span(out[-1].start, span.end)
    return out


@cache
def _lexicon() -> dict[VoiceKind, re.Pattern[str]]:
    words = load_words("en", "loaded")
    alternatives = {kind: "|".join(map(re.escape, words[kind.value])) for kind in (VoiceKind.EVALUATIVE, VoiceKind.LOADED)}
    return {kind: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for kind, pattern in alternatives.items()}


def _find_words(document: Document, span: Span) -> Iterator[Voice]:
    for kind, pattern in _lexicon().items():
        for match in pattern.finditer(document.text, span.start, span.end):
            if _is_quoted(document.text, match):
                continue
            yield (evaluative if kind is VoiceKind.EVALUATIVE else loaded)(document, Span(match.start(), match.end()))


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Whether a quotation mark stands right beside the word: then it is somebody's word that the outlet only shows."""
    return bool(QUOTED_BEFORE.search(text[max(0, match.start() - 2) : match.start()]) or QUOTED_AFTER.match(text[match.end() : match.end() + 3]))
