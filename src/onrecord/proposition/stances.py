"""Which stance a reporting verb takes towards what it introduces: "said" none, "claimed" apart from it, "admitted" that it is so."""

import re
from collections.abc import Iterator
from functools import cache

from onrecord.lang import load_words
from onrecord.records import Stance

WORD = re.compile(r"[^\W\d_]+")
NEGATED = frozenset({"cannot", "decline", "declined", "declines", "never", "nor", "not", "refuse", "refused", "refuses", "refusing", "t"})
IRREGULAR: dict[str, tuple[str, ...]] = {
    "according to": (),
    "beg": ("begs", "begged", "begging"),
    "begin": ("begins", "began", "begun", "beginning"),
    "brag": ("brags", "bragged", "bragging"),
    "carp": ("carps", "carped", "carping"),
    "plead": ("pleads", "pleaded", "pled", "pleading"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "say": ("says", "said", "saying"),
    "show": ("shows", "showed", "shown", "showing"),
    "slam": ("slams", "slammed", "slamming"),
    "snap": ("snaps", "snapped", "snapping"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "admit": ("admits", "admitted", "admitting"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
}


def find_stance(cue: str) -> Stance | None:
    """The stance of a cue: that of its first verb that a list has, a verb with its preposition before the verb alone; None where none has or it is negated."""
    words = [word.lower() for word in WORD.findall(cue)]
    if NEGATED & set(words):
        return None
    for at, word in enumerate(words):
        stance = _stances().get(" ".join(words[at : at + 2])) or _stances().get(word)
        if stance:
            return stance
    return None


@cache
def _stances() -> dict[str, Stance]:
    """The stance of every form of every verb."""
    return {form: Stance(stance) for stance, verbs in load_words("en", "stances").items() for verb in verbs for form in inflect(verb)}


def inflect(verb: str) -> Iterator[str]:
    """The forms of a verb, with the preposition that it may have."""
    head, _, tail = verb.partition(" ")
    if tail and verb not in IRREGULAR:
        yield from (f"{form} {tail}" for form in inflect(head))
        return
    yield verb
    if verb in IRREGULAR:
        yield from IRREGULAR[verb]
    elif verb.endswith("e"):
        yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield from (f"{verb}es" if verb.endswith(("s", "sh", "ch")) else f"{verb}s", f"{verb}ed", f"{verb}ing")
