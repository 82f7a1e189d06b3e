"""The clauses that tell something, as verbatim spans with their frame: who did what to whom, active and passive made equal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.records import Clause, Document, Form, Span, Statement, Voice, content_id
from onrecord.text import covers, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Phrase

WORDS = load_words("en", "clauses")
ASPECT, NOT_DONE, SAYING = (frozenset(WORDS[key]) for key in ("aspect", "not_done", "saying"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
FINITE = ("VBD", "VBZ", "VBP", "MD")
SPLIT_OFF = ("ccomp", "conj", "advcl", "parataxis", "relcl")
MIN_PARTICIPLE = 4  # tokens; "citing two officials" tells less than it costs


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause in the parse: its head verb (or noun, of a fragment) and the run of tokens that it is told in."""

    paragraph: Paragraph
    head: "Token"
    first: int
    last: int

    @property
    def span(self) -> Span:
        doc = self.paragraph.doc
        return self.paragraph.lift(doc[self.first : self.last + 1])


def find_clauses(document: Document, paragraphs: Sequence[Paragraph], statements: Sequence[Statement], voices: Sequence[Voice]) -> tuple[Clause, ...]:
    """Every clause that tells something, in text order: of each statement what is said (not the saying), of the outlet's own voice what it claims.

    A sentence of two coordinated clauses gives two; a statement whose content holds no verb gives its content as it stands.
    """
    found = []
    for paragraph in paragraphs:
        for piece in cut_clauses(paragraph):
            clause = _frame(document, piece, statements, voices)
            if clause is not None:
                found.append(clause)
    held = {clause.holder for clause in found}
    found.extend(_frame_fragment(document, paragraphs, statement) for statement in statements if statement.id not in held)
    unique = {clause.id: clause for clause in found}
    return tuple(sorted(unique.values(), key=lambda clause: (clause.span, clause.id)))


def cut_clauses(paragraph: Paragraph) -> Iterator[Piece]:
    """The clauses of a paragraph in text order, those inside another one included; a sentence without a verb is one piece."""
    for sentence in paragraph.doc.sents:
        heads = [token for token in sentence if _is_head(token)]
        for head in heads or [sentence.root]:
            if not heads:
                yield from _whole(paragraph, sentence)
                continue
            others = {token.i for token in heads if token.i != head.i and _splits_off(token) and head.is_ancestor(token)}
            yield _run(paragraph, head, others)


def find_innermost(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The statement whose content most narrowly covers the span."""
    around = [(part.end - part.start, statement.id, statement) for statement in statements for part in statement.content if covers(part, span)]
    return min(around, key=lambda found: found[:2])[2] if around else None


def is_saying(piece: Piece, statements: Sequence[Statement]) -> bool:
    """Whether the clause does nothing but introduce a statement ("the minister told reporters")."""
    at = piece.paragraph.lift(piece.head)
    return piece.head.lemma_.lower() in SAYING and any(statement.cue is not None and covers(statement.cue, at) for statement in statements)


def is_deed(piece: Piece, statements: Sequence[Statement]) -> bool:
    """Whether the clause introduces a statement in nobody's words and yet tells a deed of its own ("the mayor pressed the harbour master to resign")."""
    at = piece.paragraph.lift(piece.head)
    introduced = [statement for statement in statements if statement.cue is not None and covers(statement.cue, at)]
    return piece.head.lemma_.lower() not in SAYING and any(statement.form is Form.INDIRECT for statement in introduced)


def _whole(paragraph: Paragraph, sentence: "Phrase") -> Iterator[Piece]:
    if sum(token.is_alpha for token in sentence) > 1:
        yield Piece(paragraph, sentence.root, sentence.start, sentence.end - 1)


def _splits_off(token: "Token") -> bool:
    """Participles stay with the clause that they colour ("left, slamming the door") and are told once more on their own."""
    return token.dep_ in SPLIT_OFF and (token.dep_ != "advcl" or _subject_of(token) is not None)


def _subject_of(verb: "Token") -> "Token | None":
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _is_head(token: "Token") -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound"):
        return False
    if _subject_of(token) is not None:
        return token.dep_ != "xcomp"
    if token.dep_ == "conj":
        return token.tag_ in FINITE or any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in token.children)
    if token.dep_ == "advcl":
        return token.tag_ != "VB" and sum(1 for _ in token.subtree) >= MIN_PARTICIPLE
    return token.dep_ == "ROOT"


def _run(paragraph: Paragraph, head: "Token", others: set[int]) -> Piece:
    """The tokens of the clause from first to last, without the other clauses that hang on its ends."""
    doc = paragraph.doc
    inside = sorted(token.i for token in head.subtree if token.i == head.i or (not _is_loose(token) and not any(up.i in others for up in _path(token, head))))
    first, last = inside[0], inside[-1]
    while first < head.i and doc[first].dep_ in ("cc", "mark"):
        first += 1
    while last > head.i and doc[last].dep_ == "cc":
        last -= 1
    return Piece(paragraph, head, first, last)


def _is_loose(token: "Token") -> bool:
    return bool(token.is_punct or token.is_space)


def _path(token: "Token", head: "Token") -> Iterator["Token"]:
    while token.i != head.i:
        yield token
        token = token.head


def _frame(document: Document, piece: Piece, statements: Sequence[Statement], voices: Sequence[Voice]) -> Clause | None:
    at = piece.paragraph.lift(piece.head)
    if is_saying(piece, statements):
        return None
    statement = find_innermost(at, statements)
    if statement is not None:
        part = next(part for part in statement.content if covers(part, at))
        return _make(document, piece, _clip(document, piece.span, part), statement.id)
    voice = next((voice for voice in voices if covers(voice.span, at)), None)
    return None if voice is None else _make(document, piece, _clip(document, piece.span, voice.span), voice.id)


def _clip(document: Document, span: Span, part: Span) -> Span:
    return trim(document.text, Span(max(span.start, part.start), min(span.end, part.end)))


def _make(document: Document, piece: Piece, span: Span, holder: str) -> Clause:
    verb = _look_through(piece.head)
    agent, patient = _roles(piece.head, verb)
    return Clause(
        id=content_id("clause", document.id, span, holder),
        document=document.id,
        span=span,
        holder=holder,
        predicate=verb.lemma_.lower(),
        agent=None if agent is None else _phrase(piece.paragraph, agent),
        patient=None if patient is None else _phrase(piece.paragraph, patient),
        negated=_is_negated(piece.head, verb),
    )


def _frame_fragment(document: Document, paragraphs: Sequence[Paragraph], statement: Statement) -> Clause:
    """The content of a statement that holds no clause of its own ("a disgrace"), led by its highest word."""
    part = max(statement.content, key=lambda part: (part.end - part.start, -part.start))
    span = trim(document.text, part)
    words = [token for paragraph in paragraphs if covers(paragraph.block.span, part) for token in paragraph.doc if covers(part, paragraph.lift(token))]
    head = min((token for token in words if not token.is_punct), key=_depth, default=None)
    predicate = head.lemma_.lower() if head is not None else document.text[span.start : span.end].lower()
    return Clause(
        id=content_id("clause", document.id, span, statement.id),
        document=document.id,
        span=span,
        holder=statement.id,
        predicate=predicate,
        agent=None,
        patient=None,
        negated=any(token.dep_ == "neg" for token in words),
    )


def _depth(token: "Token") -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i


def _look_through(head: "Token") -> "Token":
    """The verb that tells the deed: "continued to press" is a pressing, "failed to appear" an appearing (negated)."""
    if head.lemma_.lower() in ASPECT | NOT_DONE:
        for child in head.children:
            if child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX"):
                return child
    return head


def _is_negated(head: "Token", verb: "Token") -> bool:
    flips = sum(any(child.dep_ == "neg" for child in token.children) for token in {head, verb})
    flips += verb.i != head.i and head.lemma_.lower() in NOT_DONE
    nobody = any(child.dep_ in ("nsubj", "dobj", "attr", "nsubjpass") and _is_none(child) for token in {head, verb} for child in token.children)
    return (flips + nobody) % 2 == 1


def _is_none(noun: "Token") -> bool:
    if noun.lower_ in ("nobody", "none", "nothing", "no-one"):
        return True
    return any(child.dep_ in ("det", "neg") and child.lower_ in ("no", "neither") for child in noun.children)


def _roles(head: "Token", verb: "Token") -> "tuple[Token | None, Token | None]":
    subject = _subject(head)
    by = next((noun for child in verb.children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj"), None)
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in {*head.children, *verb.children}):
        return by, subject
    return subject, _object(verb)


def _subject(head: "Token") -> "Token | None":
    """The subject, of a shared or relative clause the one it stands for."""
    own = _subject_of(head)
    if own is not None and own.tag_ not in ("WP", "WDT"):
        return own
    if head.dep_ in ("relcl", "acl"):
        return head.head
    if head.dep_ in ("conj", "advcl") and head.head.i != head.i and head.head.pos_ in ("VERB", "AUX"):
        return _subject(head.head)
    return own


def _object(verb: "Token") -> "Token | None":
    for wanted in ("dobj", "dative", "attr"):
        for child in verb.children:
            if child.dep_ == wanted and child.tag_ not in ("WP", "WDT"):
                return child
    for child in verb.children:
        if child.dep_ == "prep":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _phrase(paragraph: Paragraph, noun: "Token") -> Span:
    """The noun with what stands close to it; relative clauses and appositions are left out."""
    doc: Doc = paragraph.doc
    away = {token.i for child in noun.children if child.dep_ in ("relcl", "appos", "acl", "advcl", "conj", "cc", "punct") for token in child.subtree}
    kept = [token.i for token in noun.subtree if token.i not in away]
    return paragraph.lift(doc[min(kept) : max(kept) + 1])
