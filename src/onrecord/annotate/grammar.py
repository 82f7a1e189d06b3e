"""What the rules ask of a parse: who is a verb's subject, which words make up its group, which words a phrase covers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.annotate.cues import CUES
from onrecord.annotate.parsing import Paragraph
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
VERBS = ("VERB", "AUX")
GROUP = ("aux", "auxpass", "neg", "prt")
# Verbs that share their governor's subject when they have none of their own.
SHARED = ("conj", "xcomp", "advcl")


def child(token: "Token", *deps: str) -> "Token | None":
    """The first child with one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def find_subject(verb: "Token") -> "Token | None":
    """The subject's head word: the verb's own, else that of the verb it shares one with, else the noun that a participle modifies."""
    seen = verb
    for _ in range(4):
        own = child(seen, *SUBJECTS)
        if own is not None:
            return seen.head if own.lower_ == "that" and seen.dep_ == "relcl" else own
        if seen.dep_ in ("acl", "relcl"):
            return seen.head
        if seen.dep_ == "pcomp" and seen.head.head.pos_ in VERBS:
            seen = seen.head.head
            continue
        if seen.dep_ not in SHARED or seen.head.pos_ not in VERBS:
            return None
        if is_second_cue(seen):
            seen = seen.head.head
            continue
        if seen.dep_ == "xcomp":
            held = child(seen.head, "dobj", "dative")
            if held is not None and held.i < seen.i:
                return held
        seen = seen.head
    return None


def is_second_cue(verb: "Token") -> bool:
    """Whether a verb that the parse has coordinated with what is said is a second verb of the one who says it ("X said it was safe and warned ...")."""
    clause = verb.head
    cue = clause.head
    alike = verb.tag_ == cue.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP")
    return (
        verb.dep_ == "conj"
        and clause.dep_ == "ccomp"
        and alike
        and clause.i > cue.i
        and verb.lemma_.lower() in CUES["quote"]
        and child(verb, *SUBJECTS) is None
    )


def verb_group(verb: "Token") -> list["Token"]:
    """The verb with its auxiliaries, negation, particle and the adverbs that touch it, in text order."""
    words = {verb.i: verb}
    for c in verb.children:
        if c.dep_ in GROUP:
            words[c.i] = c
    for c in sorted(verb.children, key=lambda c: abs(c.i - verb.i)):
        near = c.i + 1 in words or c.i - 1 in words
        if c.dep_ == "advmod" and near and c.lower_ not in ("when", "where", "why", "how") and c.left_edge.i == c.right_edge.i == c.i:
            words[c.i] = c
    return [words[i] for i in sorted(words)]


def runs(tokens: Iterable["Token"]) -> Iterator[list["Token"]]:
    """Maximal runs of neighbouring tokens."""
    run: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def is_word(token: "Token") -> bool:
    return any(c.isalnum() for c in token.text)


def strip_run(run: list["Token"]) -> list["Token"]:
    """The run without punctuation and white space at its ends, but for quotation marks, which belong to what they enclose, and brackets."""
    keep = "“”\"'‘’«»„[]()$#@%"
    while run and not is_word(run[0]) and run[0].text[0] not in keep:
        run = run[1:]
    while run and not is_word(run[-1]) and run[-1].text[0] not in keep:
        run = run[:-1]
    return run if any(is_word(t) for t in run) else []


def to_span(paragraph: Paragraph, run: list["Token"]) -> Span:
    return Span(paragraph.lift(run[0]).start, paragraph.lift(run[-1]).end)


def to_spans(paragraph: Paragraph, tokens: Iterable["Token"]) -> tuple[Span, ...]:
    """The document's spans for these tokens, without punctuation at their ends; runs without a word are left out."""
    stripped = (strip_run(run) for run in runs(tokens))
    return tuple(to_span(paragraph, run) for run in stripped if run)


def phrase(token: "Token") -> list["Token"]:
    """All words of a phrase, from its left edge to its right edge."""
    return list(token.doc[token.left_edge.i : token.right_edge.i + 1])


def source_words(subject: "Token", verb: "Token") -> list["Token"]:
    """The words that name the source: the subject's phrase with its appositions, cut where the verb's own words begin."""
    words = phrase(subject)
    if subject.i < verb.i:
        words = [t for t in words if t.i < verb.i]
    elif subject.i > verb.i:
        words = [t for t in words if t.i > verb.i]
    if verb.dep_ in ("relcl", "acl") and verb.head == subject:
        words = [t for t in words if t.i < verb.left_edge.i]
    return words
