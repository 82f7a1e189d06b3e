"""What is said where a parse has tied it to the wrong word: clauses of nouns given to a verb, subjects taken for objects, clefts."""

from typing import TYPE_CHECKING

from onrecord.annotate.cues import CUES
from onrecord.annotate.grammar import SUBJECTS, VERBS, child

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE = ("VBD", "VBZ", "VBP", "MD")
REACH = 10  # words between a noun and the clause that tells its content
GIVING = ("bring", "give", "offer")


def cleft(verb: "Token") -> "Token | None":
    """What is told in "what X said was that P", "what X wants is an answer"."""
    be = verb.head
    what = verb.dep_ in ("csubj", "csubjpass") and be.lemma_ == "be" and any(c.lower_ == "what" and c.i < verb.i for c in verb.children)
    return next((c for c in be.children if c.dep_ in ("ccomp", "attr") and c.i > be.i), None) if what else None


def swallowed(held: "Token") -> "tuple[Token, ...]":
    """The clause whose subject a parse has taken for an object: "believes [cuts to spending left the navy weak]"."""
    end = held.right_edge.i + 1
    after = held.doc[end] if end < len(held.doc) else held
    lost = after.pos_ in VERBS and after.tag_ in FINITE and not after.is_sent_start and child(after, *SUBJECTS) is None
    return tuple(held.doc[held.left_edge.i : after.right_edge.i + 1]) if lost and after.dep_ in ("ccomp", "conj", "advcl", "ROOT") else ()


def lost_clause(noun: "Token") -> "tuple[Token, ...]":
    """The "that" clause behind a noun which a parse has tied to another word: "received assurances from both sides [that P]", "the claim [that P] was ..."."""
    mark = next((t for t in noun.doc[noun.i + 1 : noun.i + REACH] if t.lower_ == "that" or t.is_punct or (t.pos_ in VERBS and t.tag_ in FINITE)), None)
    if mark is None or mark.lower_ != "that" or (mark.dep_ != "mark" and mark.tag_ != "IN") or mark.head.i < mark.i or mark.head in noun.children:
        return ()
    clause, above = mark.head, mark.head.head
    between = noun.i < above.i < mark.i and above.pos_ not in VERBS
    behind = above.i > mark.i and noun.head in (clause, above) and noun.dep_ in SUBJECTS
    if not (between or behind or (above.i < noun.i and _can_hold(noun, above))):
        return ()
    return tuple(noun.doc[mark.i : clause.right_edge.i + 1])


def is_nouns(verb: "Token", clause: "Token") -> bool:
    """Whether a clause that a parse gives to a verb is rather told by the noun before it ("offers parents hope that P", "heard assertions from X that P")."""
    held, near = child(verb, "dobj"), clause.doc[clause.left_edge.i - 1]
    nouns = [n for n in (held, near) if n is not None and n.i > verb.i and n.lemma_.lower() in CUES["noun that"]]
    return any(lost and lost[0].i == clause.left_edge.i for lost in map(lost_clause, nouns))


def _can_hold(noun: "Token", verb: "Token") -> bool:
    """Whether a clause tied to a verb before a noun can be the noun's: not where the verb takes such a clause itself, unless the noun is its object."""
    lemma, held = verb.lemma_.lower(), noun.head
    if lemma in CUES["told"]:
        return noun.dep_ == "pobj" and held.lower_ in ("of", "about")
    given = lemma in GIVING and noun.lemma_.lower() in CUES["feelings"]
    return given or lemma not in CUES["clause"] or (noun.dep_ == "dobj" and held == verb)
