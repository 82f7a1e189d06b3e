"""The frames of cues: which words carry what is said, for a verb or a noun in a parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.cues import CUES
from onrecord.annotate.grammar import VERBS, child, find_subject, phrase
from onrecord.annotate.strays import FINITE, GIVING, cleft, is_nouns, lost_clause, swallowed

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKING = ("PERSON", "ORG", "NORP", "GPE")
NOUN_PREPOSITIONS = ("of", "about", "for", "against", "on", "over", "with", "to", "in", "from", "by", "toward", "towards")


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a word takes what is said: the frame's name, the complement's words, the source's head word, further words of the cue ("of" in "accused of")."""

    name: str
    head: "Token"
    content: tuple["Token", ...]
    source: "Token | None"
    extra: tuple["Token", ...] = ()


def _clause_name(clause: "Token") -> str:
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children):
        return "infinitive"
    finite = any(c.dep_ in ("aux", "auxpass") and c.tag_ in FINITE for c in clause.children)
    return "gerund" if clause.tag_ == "VBG" and not finite else "clause"


def verb_frames(verb: "Token") -> Iterator[Frame]:
    """The frames of a verb: clause, infinitive, gerund, object, predicate, preposition, an object with one of these; of a passive, with its subject."""
    if child(verb, "nsubjpass", "auxpass", "agent") is not None:
        yield from _passive_frames(verb)
        return
    subject = find_subject(verb)
    frames = [frame for c in verb.children for frame in _complement(verb, c, subject)]
    yield from frames
    held = next((f for f in frames if f.name == "object"), None)
    if held is not None:
        for f in frames:
            if f is not held and f.content and f.content[0].i > held.content[-1].i:
                yield Frame(f"object {f.name}", verb, (*held.content, *f.extra, *f.content), subject)
    about = child(verb, "nsubj")
    if about is not None:
        for f in frames:
            if f.name in ("infinitive", "predicate"):
                yield Frame(f"raised {f.name}", verb, (*phrase(about), *f.content), None)
    if (told := cleft(verb)) is not None:
        yield Frame("clause" if told.dep_ == "ccomp" else "object", verb, tuple(phrase(told)), subject)
    if verb.dep_ == "parataxis":
        yield Frame("parenthesis", verb, tuple(t for t in phrase(verb.head) if not verb.is_ancestor(t) and t != verb), subject)


def _complement(verb: "Token", c: "Token", subject: "Token | None") -> Iterator[Frame]:
    if c.dep_ in ("ccomp", "xcomp") and c.pos_ in VERBS:
        if is_nouns(verb, c):
            return
        yield Frame(_clause_name(c), verb, tuple(phrase(c)), subject)
    elif c.dep_ in ("xcomp", "oprd", "acomp"):
        yield Frame("predicate", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "ccomp" or (c.dep_ == "advcl" and verb.lemma_ == "feel" and any(k.dep_ == "mark" and k.lower_ == "like" for k in c.children)):
        yield Frame("clause", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "dobj" and (told := swallowed(c)):
        yield Frame("clause", verb, told, subject)
    elif c.dep_ == "dobj" and cleft(verb) is None:
        yield Frame("object", verb, (*phrase(c), *(t for t in lost_clause(c) if t.i > c.right_edge.i)), subject)
    elif c.dep_ == "prep":
        yield Frame(f"prep:{c.lower_}", verb, tuple(t for t in phrase(c) if t != c), subject, (c,))


def adjective_frames(adjective: "Token") -> Iterator[Frame]:
    """The frames of an adjective in a predicate: "is sure that ...", "was worried about ...", "is ready to ..."."""
    if adjective.dep_ not in ("acomp", "ROOT", "conj", "oprd"):
        return
    verb = adjective.head if adjective.dep_ in ("acomp", "oprd") else adjective
    subject = find_subject(verb)
    for c in adjective.children:
        if c.dep_ in ("ccomp", "xcomp") and c.pos_ in VERBS:
            yield Frame(f"adjective {_clause_name(c)}", adjective, tuple(phrase(c)), subject)
        elif c.dep_ == "prep":
            yield Frame(f"adjective {c.lower_}", adjective, tuple(t for t in phrase(c) if t != c), subject, (c,))


def _passive_frames(verb: "Token") -> Iterator[Frame]:
    subject, agent = child(verb, "nsubjpass"), child(verb, "agent")
    by = child(agent, "pobj", "pcomp") if agent is not None else None
    about = tuple(phrase(subject)) if subject is not None and subject.lower_ not in ("it", "who", "which", "that") else ()
    told = verb.lemma_.lower() in CUES["told"]  # "the crew were told that P": the crew are whom it was told to
    for c in verb.children:
        if c.dep_ in ("ccomp", "xcomp", "advcl") and c.pos_ in VERBS and c.i > verb.i:
            name = _clause_name(c)
            if c.dep_ == "advcl" and name != "infinitive":
                continue
            yield Frame(f"passive {name}", verb, (*(() if told else about), *phrase(c)), by)
        elif c.dep_ == "prep":
            yield Frame(f"passive prep:{c.lower_}", verb, (*(() if told else about), *(t for t in phrase(c) if t != c)), by, (c,))
        elif c.dep_ in ("oprd", "dobj"):
            given = verb.lemma_.lower() in ("promise", "offer", "tell", "ask")
            yield Frame("passive predicate", verb, (*(() if given else about), *phrase(c)), by)
    if about:
        yield Frame("passive", verb, about, by)


def noun_frames(noun: "Token") -> Iterator[Frame]:
    """The frames of a noun: "claim that ...", "plans to ...", "criticism of ..."; the source is its owner, or who holds it by a light verb."""
    source = _owner(noun)
    for c in noun.children:
        if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i:
            to = any(k.dep_ == "aux" and k.tag_ == "TO" for k in c.children)
            that = any(k.lower_ in ("that", "whether", "if") and (k.dep_ == "mark" or (k.tag_ == "IN" and k.i == c.left_edge.i)) for k in c.children)
            if to or that:
                yield Frame("noun to" if to else "noun that", noun, tuple(phrase(c)), source)
        elif c.dep_ == "prep" and c.lower_ in NOUN_PREPOSITIONS:
            yield Frame(f"noun {c.lower_}", noun, tuple(t for t in phrase(c) if t != c), source, (c,))
    if word := _used_word(noun):
        yield Frame("noun word", noun, word, find_subject(noun.head))
    be = noun.head
    if noun.dep_ == "nsubj" and be.lemma_ == "be" and (told := child(be, "ccomp")) is not None and told.i > be.i:
        yield Frame("noun that", noun, tuple(phrase(told)), source)
    if lost := lost_clause(noun):
        yield Frame("noun that", noun, lost, source)
    if noun.lemma_.lower() in CUES["noun alone"] and child(noun, "poss") is not None:
        yield Frame("noun alone", noun, tuple(t for t in phrase(noun) if t.i > max(t.right_edge.i for t in noun.children if t.dep_ == "poss")), source)


def _used_word(noun: "Token") -> "tuple[Token, ...]":
    """What stands behind "the word" or "the phrase" that somebody uses, in quotation marks."""
    verb = noun.head
    used = noun.dep_ == "dobj" and verb.lemma_ == "use" and verb.tag_ in (*FINITE, "VBG", "VBN") and noun.lemma_.lower() in CUES["noun word"]
    words = tuple(t for t in phrase(noun) if t.i > noun.i) if used else ()
    return words if any(t.is_quote for t in words) else ()


def _owner(noun: "Token") -> "Token | None":
    """Who holds what a noun tells: its possessor, who comes after "by" or "from", who stands before it ("a union claim"), or the subject of a light verb."""
    if (own := child(noun, "poss")) is not None:
        return own
    after = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
    if after is not None and (by := child(after, "pobj")) is not None:
        return by
    named = (c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i)
    return next((c for c in named if c.ent_type_ in SPEAKING or c.lemma_.lower() in CUES["speaking nouns"]), None) or _holder(noun)


def _holder(noun: "Token") -> "Token | None":
    """Who holds a noun that a light verb has as its object ("X made the claim that ...", "it gives X hope that ..."), or "in the hope that ..."."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.pos_ in VERBS and noun.lemma_.lower() in CUES["feelings"]:
        return find_subject(verb.head)
    if noun.lemma_.lower() in CUES["feelings"] and (given := _given(noun)) is not None:
        return given
    if noun.dep_ not in ("dobj", "attr") or verb.lemma_.lower() not in CUES["light verbs"]:
        return None
    return find_subject(verb)


def _given(noun: "Token") -> "Token | None":
    """Whom "it gives X hope" gives it to, also where a parse has taken both for one object."""
    verb = next((t for t in noun.ancestors if t.pos_ in VERBS), None)
    if verb is None or verb.lemma_.lower() not in GIVING:
        return None
    whom, held = child(verb, "dative"), child(verb, "dobj")
    if held == noun:
        return whom if whom is not None and whom.pos_ != "ADP" else None
    return held if held is not None and held.i < noun.i <= held.right_edge.i else None
