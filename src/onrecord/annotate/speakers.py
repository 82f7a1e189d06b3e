"""The words beside a verb of saying that name who speaks, where the parse has them and where it has lost them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.annotate.grammar import VERBS, find_subject, is_word, phrase, source_words, verb_group

if TYPE_CHECKING:
    from spacy.tokens import Span as Phrase
    from spacy.tokens import Token

MAX_ASIDE = 25  # words of a name and the aside behind it


def name_beside(verb: "Token", words: Sequence["Token"]) -> "list[Token]":
    """The words that name the speaker: the noun phrase that touches the verb on its left, its subject in the parse, or what follows it ("said X")."""
    inside = range(words[0].i, words[-1].i + 1)
    subject = find_subject(verb)
    if subject is not None and subject.ent_type_ in ("DATE", "TIME"):
        subject = None
    touching = _touching(verb, inside)
    if touching is not None and (subject is None or subject.i not in inside or subject.right_edge.i < touching.left_edge.i):
        return [t for t in phrase(touching) if t.i in inside and t.i < verb.i]
    if subject is not None and subject.i in inside and subject.dep_ != "expl":
        return [t for t in source_words(subject, verb) if t.i in inside]
    return _noun_before(verb, inside) or _noun_after(verb, inside)


def _noun_before(verb: "Token", inside: range) -> "list[Token]":
    """The words between the last break and the verb's group, when they are a noun phrase that the parse has not tied to it."""
    first = verb_group(verb)[0].i
    start = first
    while start - 1 in inside and first - start < 12 and not verb.doc[start - 1].is_punct and verb.doc[start - 1].pos_ not in (*VERBS, "CCONJ", "SCONJ"):
        start -= 1
    if start == first and first - 1 in inside and verb.doc[first - 1].text == "," and _is_aside(verb.doc[inside.start : first]):
        start = next(t.i for t in verb.doc[inside.start : first] if is_word(t))
    words = list(verb.doc[start:first])
    return words if any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in words) and words[0].pos_ not in ("ADP", "ADV") else []


def _is_aside(words: "Phrase") -> bool:
    """Whether the words between a quotation and its cue are a name with an aside behind it ("Lind, who owns two boats, said")."""
    named = [t for t in words if is_word(t)]
    return 0 < len(named) <= MAX_ASIDE and named[0].pos_ in ("PROPN", "PRON", "DET") and sum(t.text == "," for t in words[named[0].i - words.start :]) == 2


def _noun_after(verb: "Token", inside: range) -> "list[Token]":
    """The noun phrase right behind the verb ("said X")."""
    near = [t for t in verb.doc[verb.i + 1 : verb.i + 9] if t.i in inside]
    after = next((t for t in near if t.pos_ in ("NOUN", "PROPN", "PRON", "ADP")), None)
    if after is None or after.pos_ == "ADP" or after.ent_type_ in ("DATE", "TIME"):
        return []
    while after.head.i in inside and after.head.i > verb.i and after.dep_ in ("compound", "poss", "amod", "nmod"):
        after = after.head
    return [t for t in phrase(after) if t.i in inside and t.i > verb.i]


def _touching(verb: "Token", inside: range) -> "Token | None":
    """The name or pronoun right before the verb and its adverbs, which the parse may have tied to another word."""
    i = verb.i - 1
    while i in inside and verb.doc[i].pos_ in ("ADV", "AUX"):
        i -= 1
    if i not in inside or verb.doc[i].pos_ not in ("PROPN", "PRON") or verb.doc[i].tag_ not in ("NNP", "NNPS", "PRP"):
        return None
    name = verb.doc[i]
    while name.head.i in inside and name.head.i < verb.i and name.dep_ in ("compound", "pobj", "prep", "appos", "flat"):
        name = name.head
    return name if name.dep_ not in ("dobj", "pobj", "dative") else None
