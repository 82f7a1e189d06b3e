"""Attributions from the structure of quotations: who speaks beside each, and which quotations go on with the same utterance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.grammar import VERBS, find_subject, is_word, phrase, source_words, to_span, to_spans, verb_group
from onrecord.annotate.indirect import CUES, addressee
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.quotes import Quotation
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = CUES["clause"] | CUES["quote"]
MIN_WORDS = 3  # a shorter quotation beside a cue must end like a sentence to be an utterance
REACH = 40  # tokens between a quotation and its cue


@dataclass(frozen=True, slots=True)
class Piece:
    """An outermost quotation in its paragraph, as a range of tokens."""

    quotation: Quotation
    first: int
    last: int


def find_direct(document_text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]) -> tuple[Candidate, ...]:
    """The attributions of all outermost quotations that are utterances, in text order."""
    found: list[Candidate] = []
    open_speaker: Candidate | None = None
    for paragraph in paragraphs:
        pieces = _pieces(paragraph, quotations)
        here = _attribute(paragraph, pieces)
        if pieces and not here and open_speaker is not None and _is_only_quotation(paragraph, pieces):
            found[found.index(open_speaker)] = open_speaker = _extend(open_speaker, [p.quotation.span for p in pieces])
            continue
        found.extend(here)
        open_speaker = here[-1] if here and _ends_with_quotation(paragraph, pieces) else None
    return tuple(found)


def _pieces(paragraph: Paragraph, quotations: Sequence[Quotation]) -> list[Piece]:
    span, pieces = paragraph.block.span, []
    starts = [paragraph.lift(t) for t in paragraph.doc]
    for q in quotations:
        if q.depth == 0 and span.start <= q.span.start < span.end:
            inside = [i for i, s in enumerate(starts) if s.start < q.span.end and s.end > q.span.start and not paragraph.doc[i].is_space]
            if inside and any(is_word(paragraph.doc[i]) for i in inside):
                pieces.append(Piece(q, inside[0], inside[-1]))
    return pieces


def _is_only_quotation(paragraph: Paragraph, pieces: Sequence[Piece]) -> bool:
    inside = {i for p in pieces for i in range(p.first, p.last + 1)}
    return not any(is_word(t) for t in paragraph.doc if t.i not in inside) and sum(p.last - p.first for p in pieces) > 4


def _ends_with_quotation(paragraph: Paragraph, pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and not any(is_word(t) for t in paragraph.doc[pieces[-1].last + 1 :])


def _extend(candidate: Candidate, spans: Sequence[Span]) -> Candidate:
    return replace(candidate, content=tuple(sorted({*candidate.content, *spans})))


def _attribute(paragraph: Paragraph, pieces: Sequence[Piece]) -> list[Candidate]:
    found: list[Candidate] = []
    waiting: list[Piece] = []
    for k, piece in enumerate(pieces):
        limit = pieces[k + 1].first if k + 1 < len(pieces) else len(paragraph.doc)
        since = pieces[k - 1].last + 1 if k else 0
        made = _cue_after(paragraph, piece, limit) or _cue_before(paragraph, piece, since)
        if made is None:
            if found and _is_continued(paragraph, pieces[k - 1], piece, found[-1]):
                found[-1] = _extend(found[-1], [piece.quotation.span])
            elif _is_utterance(paragraph, piece):
                waiting.append(piece)
            continue
        if found and made.cue == found[-1].cue:
            found[-1] = _extend(found[-1], made.content)
            continue
        before = [w.quotation.span for w in waiting if not _words_between(paragraph, w, piece)]
        waiting.clear()
        found.append(_extend(made, before))
    return found


def _words_between(paragraph: Paragraph, left: Piece, right: Piece) -> bool:
    return any(is_word(t) for t in paragraph.doc[left.last + 1 : right.first])


def _is_utterance(paragraph: Paragraph, piece: Piece) -> bool:
    words = [t for t in paragraph.doc[piece.first : piece.last + 1] if is_word(t)]
    text = paragraph.doc[piece.first : piece.last + 1].text.rstrip("”\"'’» ")
    return len(words) > MIN_WORDS or text.endswith((",", ".", "!", "?", "—", "…"))


def _is_continued(paragraph: Paragraph, last: Piece, piece: Piece, speaker: Candidate) -> bool:
    """Whether nothing but the last utterance's own attribution stands between the two quotations."""
    if speaker.cue is None:
        return False
    between = [t for t in paragraph.doc[last.last + 1 : piece.first] if is_word(t)]
    if not between:
        return True
    starts_at_quote = piece.first == 0 or not is_word(paragraph.doc[piece.first - 1])
    sentences = sum(t.text in (".", "!", "?") for t in paragraph.doc[last.last + 1 : piece.first])
    cue_inside = paragraph.lift(between[0]).start <= speaker.cue.start < paragraph.lift(paragraph.doc[piece.first]).start
    return cue_inside and sentences <= 1 and starts_at_quote


def _cue_after(paragraph: Paragraph, piece: Piece, limit: int) -> Candidate | None:
    """`"P," X said` and `"P," said X`."""
    doc = paragraph.doc
    gap = doc[piece.last + 1 : min(limit, piece.last + 1 + REACH)]
    words = [t for t in gap if not t.is_space and t.text not in (",", "-", "—", "–", "--")]
    if not words or doc[piece.last].text in (".",) or not _ends_open(paragraph, piece):
        return None
    for token in words:
        if token.text in (".", ";", ":", "!", "?"):
            return None
        if token.pos_ in VERBS and token.lemma_.lower() in SAYING and token.dep_ not in ("aux", "auxpass"):
            source = _source_beside(paragraph, token, words)
            if source:
                return _make(paragraph, piece, token, source, "rule:en.quote-then-cue")
        if token.lower_ in ("but", "and") and token is words[0]:
            return None
    return None


def _ends_open(paragraph: Paragraph, piece: Piece) -> bool:
    """Whether the quotation does not end its sentence: a comma, a question or exclamation mark, a dash, or no mark at all inside it or right after it."""
    doc = paragraph.doc
    inside = doc[piece.first : piece.last + 1].text.rstrip("”\"'’» ")
    after = doc[piece.last + 1 :].text.lstrip()[:1]
    return after == "," or (not inside.endswith(".") and after not in (".", ";")) or (after.islower())


def _source_beside(paragraph: Paragraph, verb: "Token", words: Sequence["Token"]) -> "list[Token]":
    subject = find_subject(verb)
    inside = {t.i for t in words}
    if subject is not None and subject.i in inside and subject.dep_ != "expl":
        return [t for t in source_words(subject, verb) if t.i in inside]
    before = [t for t in words if t.i < verb.i and t.dep_ not in ("aux", "advmod", "neg")]
    if before and any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in before):
        return before
    after = next((t for t in words if t.i > verb.i and t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if after is None or after.i - verb.i > 8:
        return []
    while after.head.i in inside and after.head.i > verb.i and after.dep_ in ("compound", "poss", "amod", "nmod"):
        after = after.head
    return [t for t in phrase(after) if t.i in inside and t.i > verb.i]


def _cue_before(paragraph: Paragraph, piece: Piece, since: int) -> Candidate | None:
    """`X said, "P"`, `X said: "P"`, `X told Y, "P"`."""
    doc = paragraph.doc
    gap = list(doc[max(since, piece.first - REACH) : piece.first])
    last = next((t for t in reversed(gap) if not t.is_space), None)
    if last is None or not _is_utterance(paragraph, piece):
        return None
    pointed = last.text in (":", ",")
    for token in reversed(gap):
        if token.text in (".", "!", "?", ";"):
            return None
        if token.pos_ in VERBS and token.dep_ not in ("aux", "auxpass"):
            if token.lemma_.lower() in SAYING and (pointed or token is last):
                source = _source_beside(paragraph, token, gap)
                return _make(paragraph, piece, token, source, "rule:en.cue-then-quote") if source else None
            if not pointed or token.dep_ not in ("relcl", "acl", "advcl"):
                return None
    return None


def _make(paragraph: Paragraph, piece: Piece, verb: "Token", source: "list[Token]", rule: str) -> Candidate:
    spans = to_spans(paragraph, source)
    group = [t for t in verb_group(verb) if not piece.first <= t.i <= piece.last]
    return Candidate(
        source=spans[0] if spans else None,
        cue=to_span(paragraph, group),
        content=(piece.quotation.span,),
        rule=rule,
        score=SCORES[rule],
        told_to=addressee(paragraph, verb),
        direct=True,
    )
