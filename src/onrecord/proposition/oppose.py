"""How two tellings oppose each other: the rules, each with the places that collide.

A rule only says what stands against what; whether the two speak of the same thing is for the caller to know.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.proposition.numbers import Quantity
from onrecord.proposition.telling import Frame, Telling
from onrecord.proposition.words import stem
from onrecord.records import Anchor, Reason, Span

IF = re.compile(r"\b(?:if|unless|whether|would|could|might|may|perhaps)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opposition:
    """One rule's finding on two tellings: why, by which rule, and the two places."""

    reason: Reason
    rule: str
    left: Anchor
    right: Anchor


def find_oppositions(a: Telling, b: Telling) -> tuple[Opposition, ...]:
    """Everything that stands against each other in the two, in the order of RULES."""
    return tuple(found for rule in RULES.values() for found in rule(a, b))


def polarity(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side says that something is or was so, the other that it is not, with the same verb and about the same."""
    for f, g in _frame_pairs(a, b):
        if f.predicate == g.predicate and f.negated != g.negated and _compatible(f.agent, g.agent) and _overlaps(f, g):
            yield Opposition(Reason.POLARITY, "rule:en.polarity", f.anchor, g.anchor)


def opposite(a: Telling, b: Telling) -> Iterator[Opposition]:
    """The two sides use words of opposite meaning (accepted, rejected) of the same thing."""
    for f, g in _frame_pairs(a, b):
        if (f.predicate, g.predicate) in _opposites() and f.negated == g.negated and _compatible(f.agent, g.agent) and _overlaps(f, g):
            yield Opposition(Reason.POLARITY, "rule:en.opposite", f.anchor, g.anchor)


def role_reversal(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides tell the same deed, but who did it and to whom it was done are exchanged."""
    for f, g in _frame_pairs(a, b):
        crossed = f.agent & g.patient and f.patient & g.agent
        straight = f.agent & g.agent or f.patient & g.patient
        if f.predicate == g.predicate and crossed and not straight and f.negated == g.negated:
            yield Opposition(Reason.ROLE_REVERSAL, "rule:en.role-reversal", f.anchor, g.anchor)


def number(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides count the same thing and come to different numbers."""
    if {q.value for q in a.quantities} & {q.value for q in b.quantities}:
        return
    for q, r in ((q, r) for q in a.quantities for r in b.quantities):
        if q.counted and q.counted == r.counted and not _near(q, r):
            yield Opposition(Reason.NUMBER, "rule:en.number", _place(a, q), _place(b, r))


def day(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides tell the same and give different days."""
    one, other = _days(a.text), _days(b.text)
    if one and other and not {word for word, _ in one} & {word for word, _ in other}:
        yield Opposition(Reason.TIME_OR_PLACE, "rule:en.day", _find(a, one[0][1]), _find(b, other[0][1]))


def denial(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side denies what the other says, or calls it untrue."""
    for one, other, turned in ((a, b, False), (b, a, True)):
        found = _refusal().search(other.text)
        if found and not _refusal().search(one.text) and _heard(one, other):
            places = (one.anchor, _find(other, found[0]))
            yield Opposition(Reason.POLARITY, "rule:en.denial", *(places[::-1] if turned else places))


RULES: dict[str, Callable[[Telling, Telling], Iterator[Opposition]]] = {
    "rule:en.polarity": polarity,
    "rule:en.opposite": opposite,
    "rule:en.role-reversal": role_reversal,
    "rule:en.number": number,
    "rule:en.day": day,
    "rule:en.denial": denial,
}


def _frame_pairs(a: Telling, b: Telling) -> Iterator[tuple[Frame, Frame]]:
    return ((f, g) for f in a.frames for g in b.frames)


def _compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def _overlaps(f: Frame, g: Frame) -> bool:
    """Whether the two clauses share a word beside the verb."""
    return bool((f.words - {f.predicate}) & (g.words - {g.predicate}))


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [tuple(map(stem, pair.split("/"))) for pair in load_words("en", "opposites")["opposites"]]
    return frozenset((one, other) for pair in pairs for one, other in (pair, pair[::-1]))


def _near(q: Quantity, r: Quantity) -> bool:
    """Equal, or so close that a round number tells the same: within a tenth when one is rough, within a twentieth for large ones."""
    gap = abs(q.value - r.value) / max(abs(q.value), abs(r.value), 1e-9)
    return gap == 0 or gap < (0.1 if q.rough or r.rough else 0.02)


def _place(telling: Telling, quantity: Quantity) -> Anchor:
    return _find(telling, telling.text[quantity.start : quantity.end].strip())


def _find(telling: Telling, words: str) -> Anchor:
    """Where the words stand; the whole telling where a line break divides them."""
    at = telling.raw.find(words)
    if at < 0:
        return telling.anchor
    start = telling.anchor.span.start + at
    return Anchor(telling.document, Span(start, start + len(words)))


DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def _days(text: str) -> Sequence[tuple[str, str]]:
    return [(match[0], match[0]) for match in DAY.finditer(text)]


@cache
def _refusal() -> re.Pattern[str]:
    lists = load_words("en", "opposites")
    forms = [form for word in lists["denial"] for form in _inflect(word)] + list(lists["untrue"])
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form))) + r")\b", re.IGNORECASE)


def _inflect(verb: str) -> tuple[str, ...]:
    if verb.endswith("y"):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("ss"):
        return verb, verb + "es", verb + "ed", verb + "ing"
    return verb, verb + "s", verb + "ed", verb + "ing"


def _heard(said: Telling, denied: Telling) -> bool:
    """Whether the denial can mean what was said: somebody else says it, of somebody in it."""
    different = said.source != denied.source or said.source is None
    return different and bool(said.names & denied.names or said.people & denied.people)
