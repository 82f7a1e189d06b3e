"""The frames of cues: which words carry what is said, for a verb or a noun in a parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.grammar import VERBS, child, find_subject, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in clause.children)
    return "infinitive" if to else "gerund" if clause.tag_ == "VBG" else "clause"


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
    if verb.dep_ == "parataxis":
        yield Frame("parenthesis", verb, tuple(t for t in phrase(verb.head) if not verb.is_ancestor(t) and t != verb), subject)


def _complement(verb: "Token", c: "Token", subject: "Token | None") -> Iterator[Frame]:
    if c.dep_ in ("ccomp", "xcomp") and c.pos_ in VERBS:
        yield Frame(_clause_name(c), verb, tuple(phrase(c)), subject)
    elif c.dep_ in ("xcomp", "oprd", "acomp"):
        yield Frame("predicate", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "ccomp":
        yield Frame("clause", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "dobj":
        yield Frame("object", verb, tuple(phrase(c)), subject)
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
    for c in verb.children:
        if c.dep_ in ("ccomp", "xcomp", "advcl") and c.pos_ in VERBS and c.i > verb.i:
            name = _clause_name(c)
            if c.dep_ == "advcl" and name != "infinitive":
                continue
            yield Frame(f"passive {name}", verb, (*about, *phrase(c)), by)
        elif c.dep_ == "prep":
            yield Frame(f"passive prep:{c.lower_}", verb, (*about, *(t for t in phrase(c) if t != c)), by, (c,))
        elif c.dep_ in ("oprd", "dobj"):
            yield Frame("passive predicate", verb, (*about, *phrase(c)), by)
    if about:
        yield Frame("passive", verb, about, by)


def noun_frames(noun: "Token") -> Iterator[Frame]:
    """The frames of a noun: "claim that ...", "plans to ...", "criticism of ..."; the source is its possessor or what comes after "by" or "from"."""
    source = child(noun, "poss")
    if source is None:
        after = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("by", "from")), None)
        source = child(after, "pobj") if after is not None else None
    if source is None:
        source = _holder(noun)
    for c in noun.children:
        if c.dep_ in ("acl", "ccomp", "relcl") and c.i > noun.i:
            to = any(k.dep_ == "aux" and k.tag_ == "TO" for k in c.children)
            that = any(k.dep_ == "mark" and k.lower_ in ("that", "whether", "if") for k in c.children)
            if to or that:
                yield Frame("noun to" if to else "noun that", noun, tuple(phrase(c)), source)
        elif c.dep_ == "prep" and c.lower_ in NOUN_PREPOSITIONS:
            yield Frame(f"noun {c.lower_}", noun, tuple(t for t in phrase(c) if t != c), source, (c,))


def _holder(noun: "Token") -> "Token | None":
    """The subject of a light verb whose object the noun is: "X made the claim that ..."."""
    verb = noun.head
    return find_subject(verb) if noun.dep_ in ("dobj", "attr") and verb.pos_ in ("VERB", "AUX") else None
