"""Whom something is told to."""

from typing import TYPE_CHECKING

from onrecord.annotate.cues import CUES
from onrecord.annotate.grammar import child, phrase, to_spans
from onrecord.annotate.parsing import Paragraph
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def addressee(paragraph: Paragraph, verb: "Token") -> Span | None:
    """Whom it was told to, or through what: "told reporters that ...", "said to Reuters", "said in an interview with CNN", "tweeted on Friday on Chirper"."""
    lemma = verb.lemma_.lower()
    to = _told(verb) if lemma in CUES["told"] else None
    for c in verb.children:
        if to is None and c.dep_ in ("prep", "dative") and c.lower_ == "to" and lemma in CUES["quote"]:
            to = child(c, "pobj")
        elif to is None and c.dep_ == "prep" and c.lower_ in ("in", "during", "on", "at", "with"):
            to = _partner(c)
    spans = to_spans(paragraph, phrase(to)) if to is not None else ()
    return spans[0] if spans else None


def _told(verb: "Token") -> "Token | None":
    """The object of "tell" and its like: in the parse, or the noun phrase right behind the verb."""
    to = child(verb, "dative", "dobj")
    if to is not None and to.i > verb.i and to.pos_ in ("NOUN", "PROPN", "PRON") and to.dep_ in ("dative", "dobj"):
        return to
    for c in verb.children:
        if c.dep_ == "nsubjpass":
            return c
    right = next((t for t in verb.doc[verb.i + 1 : verb.i + 6] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if right is None or any(t.is_punct for t in verb.doc[verb.i + 1 : right.i]) or right.tag_ == "WP":
        return None
    while right.dep_ in ("compound", "poss", "amod", "nmod") and right.head.i > right.i:
        right = right.head
    return right


def _partner(preposition: "Token") -> "Token | None":
    """The other side of a talk ("in an interview with CNN"), or the programme and medium itself ("on Face the Nation")."""
    talk = child(preposition, "pobj")
    if talk is None:
        return None
    if preposition.lower_ == "with":
        return None
    if talk.lemma_.lower() in CUES["talks"]:
        partner = next((c for c in talk.children if c.dep_ == "prep" and c.lower_ in ("with", "to", "on")), None)
        return child(partner, "pobj") if partner is not None else None
    named = talk.ent_type_ in ("ORG", "WORK_OF_ART") and preposition.lower_ == "on"
    return talk if named else None
