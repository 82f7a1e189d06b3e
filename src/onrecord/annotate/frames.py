"""The frames of cues: which words carry what is said, for a verb or a noun in a parse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.annotate.cues import CUES
from onrecord.annotate.grammar import SUBJECTS, VERBS, child, find_subject, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKING = ("PERSON", "ORG", "NORP", "GPE")
REACH = 10  # words between a noun and the clause that tells its content
FINITE = ("VBD", "VBZ", "VBP", "MD")
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
    if (told := _cleft(verb)) is not None:
        yield Frame("clause" if told.dep_ == "ccomp" else "object", verb, tuple(phrase(told)), subject)
    if verb.dep_ == "parataxis":
        yield Frame("parenthesis", verb, tuple(t for t in phrase(verb.head) if not verb.is_ancestor(t) and t != verb), subject)


def _complement(verb: "Token", c: "Token", subject: "Token | None") -> Iterator[Frame]:
    if c.dep_ in ("ccomp", "xcomp") and c.pos_ in VERBS:
        if _is_nouns(verb, c):
            return
        yield Frame(_clause_name(c), verb, tuple(phrase(c)), subject)
    elif c.dep_ in ("xcomp", "oprd", "acomp"):
        yield Frame("predicate", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "ccomp" or (c.dep_ == "advcl" and verb.lemma_ == "feel" and any(k.dep_ == "mark" and k.lower_ == "like" for k in c.children)):
        yield Frame("clause", verb, tuple(phrase(c)), subject)
    elif c.dep_ == "dobj" and (told := _swallowed(c)):
        yield Frame("clause", verb, told, subject)
    elif c.dep_ == "dobj" and _cleft(verb) is None:
        yield Frame("object", verb, (*phrase(c), *(t for t in _lost_clause(c) if t.i > c.right_edge.i)), subject)
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
            told = verb.lemma_.lower() in CUES["told"]  # "the crew were told that P": the crew are whom it was told to
            yield Frame(f"passive {name}", verb, (*(() if told else about), *phrase(c)), by)
        elif c.dep_ == "prep":
            yield Frame(f"passive prep:{c.lower_}", verb, (*about, *(t for t in phrase(c) if t != c)), by, (c,))
        elif c.dep_ in ("oprd", "dobj"):
            given = verb.lemma_.lower() in ("promise", "offer", "tell", "ask")
            yield Frame("passive predicate", verb, (*(() if given else about), *phrase(c)), by)
    if about:
        yield Frame("passive", verb, about, by)


def _cleft(verb: "Token") -> "Token | None":
    """What is told in "what X said was that P", "what X wants is an answer"."""
    be = verb.head
    what = verb.dep_ in ("csubj", "csubjpass") and be.lemma_ == "be" and any(c.lower_ == "what" and c.i < verb.i for c in verb.children)
    return next((c for c in be.children if c.dep_ in ("ccomp", "attr") and c.i > be.i), None) if what else None


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
    if lost := _lost_clause(noun):
        yield Frame("noun that", noun, lost, source)
    if noun.lemma_.lower() in CUES["noun alone"] and child(noun, "poss") is not None:
        yield Frame("noun alone", noun, tuple(t for t in phrase(noun) if t.i > max(t.right_edge.i for t in noun.children if t.dep_ == "poss")), source)


def _used_word(noun: "Token") -> "tuple[Token, ...]":
    """What stands behind "the word" or "the phrase" that somebody uses, in quotation marks."""
    verb = noun.head
    used = noun.dep_ == "dobj" and verb.lemma_ == "use" and verb.tag_ in (*FINITE, "VBG", "VBN") and noun.lemma_.lower() in CUES["noun word"]
    words = tuple(t for t in phrase(noun) if t.i > noun.i) if used else ()
    return words if any(t.is_quote for t in words) else ()


def _lost_clause(noun: "Token") -> "tuple[Token, ...]":
    """The "that" clause behind a noun which a parse has tied to another word: "received assurances from both sides [that P]", "the claim [that P] was ..."."""
    mark = next((t for t in noun.doc[noun.i + 1 : noun.i + REACH] if t.lower_ == "that" or t.is_punct or (t.pos_ in VERBS and t.tag_ in FINITE)), None)
    if mark is None or mark.lower_ != "that" or mark.dep_ != "mark" or mark.head.i < mark.i or mark.head in noun.children:
        return ()
    clause, above = mark.head, mark.head.head
    between = noun.i < above.i < mark.i and above.pos_ not in VERBS
    behind = above.i > mark.i and noun.head in (clause, above) and noun.dep_ in SUBJECTS
    if not (between or behind or (above.i < noun.i and _can_hold(noun, above))):
        return ()
    return tuple(noun.doc[mark.i : clause.right_edge.i + 1])


def _swallowed(held: "Token") -> "tuple[Token, ...]":
    """The clause whose subject a parse has taken for an object: "believes [cuts to spending left the navy weak]"."""
    end = held.right_edge.i + 1
    after = held.doc[end] if end < len(held.doc) else held
    lost = after.pos_ in VERBS and after.tag_ in FINITE and not after.is_sent_start and child(after, *SUBJECTS) is None
    return tuple(held.doc[held.left_edge.i : after.right_edge.i + 1]) if lost and after.dep_ in ("ccomp", "conj", "advcl", "ROOT") else ()


def _is_nouns(verb: "Token", clause: "Token") -> bool:
    """Whether a clause that a parse gives to a verb is rather told by the verb's object ("offers parents hope that P", "heard assertions from X that P")."""
    held = child(verb, "dobj")
    if held is None or held.lemma_.lower() not in CUES["noun that"]:
        return False
    lost = _lost_clause(held)
    return bool(lost) and lost[0].i == clause.left_edge.i


def _can_hold(noun: "Token", verb: "Token") -> bool:
    """Whether a clause tied to a verb before a noun can be the noun's: not where the verb takes such a clause itself, unless the noun is its object."""
    lemma, held = verb.lemma_.lower(), noun.head
    if lemma in CUES["told"]:
        return noun.dep_ == "pobj" and held.lower_ in ("of", "about")
    return lemma not in CUES["clause"] or (noun.dep_ == "dobj" and held == verb)


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
    if noun.dep_ not in ("dobj", "attr") or verb.lemma_.lower() not in CUES["light verbs"]:
        return None
    given = child(verb, "dative") if noun.lemma_.lower() in CUES["feelings"] else None
    return given if given is not None and given.pos_ != "ADP" else find_subject(verb)
