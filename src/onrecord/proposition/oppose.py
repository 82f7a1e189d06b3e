"""How two tellings oppose each other: the rules, each with the places that collide.

A rule only says what stands against what; whether the two speak of the same thing is for the caller to know.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.proposition.days import Day, differ
from onrecord.proposition.numbers import Quantity
from onrecord.proposition.telling import Frame, Telling
from onrecord.proposition.words import stem, weight
from onrecord.records import Anchor, Reason, Span

# "was not the only one whom he refused" grants that he refused
IF = re.compile(r"\b(?:if|unless|whether|would|could|might|may|should|perhaps)\b|(?:\bnot|n[’']t) the only\b", re.IGNORECASE)
LIGHT = frozenset(map(stem, ("be", "have", "do", "get", "make", "say", "take", "go", "come", "give", "tell", "call", "want", "see", "know", "think")))
ANY = frozenset(map(stem, ("anything", "anyone", "anybody", "nothing", "none", "such")))
NOT = re.compile(r"\b(?:not|no|never)\b|n[’']t\b", re.IGNORECASE)
WITH = re.compile(r"\b(with|without)\s+(?:(?:an?|any|the|his|her|its|their|our|my)\s+)?(\w{3,})", re.IGNORECASE)
ALLEGED = re.compile(r"\b(?:accus|alleg|claim|assert|charg|suggest|insist|maintain)\w*\b", re.IGNORECASE)
CLAIM = re.compile(
    r"\b(?:(?:accus|alleg|claim|assert|charg|suggest|report|complain|attack)\w*|rumou?rs?|stor(?:y|ies)|statements?|narrative|it|that|this)\b", re.IGNORECASE
)
# "false statements" are an offence, not a denial; "neither confirm nor deny" is none either.
NO_DENIAL = re.compile(
    r"\bfalse (?:statements?|returns?|tax|income|information)\b|\bfiling false\b|\bconfirm (?:n?or) deny\b|\bnot deny\b|\bwhether\b|\bproved false\b",
    re.IGNORECASE,
)
BEFORE = 40  # code points before a clause in which an "if" still governs it
LIGHT_SHARED = 2.0  # weight of the words that two clauses share when their verb tells little ("is")
JUDGED = "model:pairs"
SAME_WORDS = 0.8  # share of the lighter telling's words; set by hand
SAME_MATTER = 0.5  # share of the lighter clause's words; set by hand, not measured


@dataclass(frozen=True, slots=True)
class Opposition:
    """One rule's finding on two tellings: why, by which rule, and the two places."""

    reason: Reason
    rule: str
    left: Anchor
    right: Anchor


def find_oppositions(a: Telling, b: Telling) -> tuple[Opposition, ...]:
    """Everything that stands against each other in the two, in the order of RULES; nothing when one speaker tells both in one account."""
    if a.document == b.document and _speaker(a) == _speaker(b):
        return ()
    alike = bool(a.predicates & b.predicates) or any(_opposites().get(predicate, frozenset()) & b.predicates for predicate in a.predicates)
    rules = [*(FRAME_RULES.values() if alike else ()), *(REFUSAL_RULES.values() if a.refusal or b.refusal else ())]
    return tuple(found for rule in rules for found in rule(a, b))


def _speaker(telling: Telling) -> str:
    return telling.source or telling.statement or "the outlet"


def polarity(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side says that something is or was so, the other that it is not: the same verb, the same doer, the same matter."""
    for f, g in _frame_pairs(a, b):
        if a.denied == b.denied and _contradict(f, g) and not _supposes(a, f) and not _supposes(b, g):
            yield Opposition(Reason.POLARITY, "rule:en.polarity", f.anchor, g.anchor)


def denied(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side is said to deny the very deed that the other side tells: the same verb, the same doer, the same matter."""
    for f, g in _frame_pairs(a, b):
        if a.denied != b.denied and _contradict(f, g) and not _supposes(a, f) and not _supposes(b, g):
            yield Opposition(Reason.POLARITY, "rule:en.denied", f.anchor, g.anchor)


def without(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides tell the same deed of the same doer, one with something and the other without it."""
    for f, g in _frame_pairs(a, b):
        same = f.predicate == g.predicate and f.agent & g.agent and f.negated == g.negated
        if same and (_had(a, f, "with") & _had(b, g, "without") or _had(a, f, "without") & _had(b, g, "with")):
            yield Opposition(Reason.POLARITY, "rule:en.without", f.anchor, g.anchor)


def opposite(a: Telling, b: Telling) -> Iterator[Opposition]:
    """The two sides use words of opposite meaning (accepted, rejected) of the same doer and the same thing."""
    for f, g in _frame_pairs(a, b):
        opposed = g.predicate in _opposites().get(f.predicate, frozenset()) and f.negated == g.negated
        if opposed and f.agent & g.agent and f.patient & g.patient and not _supposes(a, f) and not _supposes(b, g):
            yield Opposition(Reason.POLARITY, "rule:en.opposite", f.anchor, g.anchor)


def role_reversal(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides tell the same deed, but who did it and to whom it was done are exchanged."""
    for f, g in _frame_pairs(a, b):
        crossed = (f.agent & g.patient and f.patient & g.agent) or ((f.agent & g.patient or f.patient & g.agent) and _same_words(a, b))
        straight = f.agent & g.agent or f.patient & g.patient
        if f.predicate == g.predicate and f.predicate not in LIGHT and crossed and not straight and f.negated == g.negated:
            yield Opposition(Reason.ROLE_REVERSAL, "rule:en.role-reversal", f.anchor, g.anchor)


def number(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides count the same thing, in the same deed of the same doer, and come to different numbers."""
    if {q.value for q in a.quantities} & {q.value for q in b.quantities}:
        return
    for f, g in _frame_pairs(a, b):
        if f.predicate == g.predicate and f.predicate not in LIGHT and _same_doer(f, g) and _same_matter(f, g):
            for q, r in ((q, r) for q in a.quantities for r in b.quantities):
                if q.counted and q.counted == r.counted and not _near(q, r):
                    yield Opposition(Reason.NUMBER, "rule:en.number", _place(a, q), _place(b, r))


def day(a: Telling, b: Telling) -> Iterator[Opposition]:
    """Both sides tell the same deed of the same doer and give different days."""
    for f, g in _frame_pairs(a, b):
        alike = f.predicate == g.predicate and f.predicate not in LIGHT and f.agent & g.agent and f.patient & g.patient
        apart = differ(_days(a, f), _days(b, g)) if alike else None
        if apart:
            yield Opposition(Reason.TIME_OR_PLACE, "rule:en.day", _mark(a, apart[0]), _mark(b, apart[1]))


def denial(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side denies what the other is said to have claimed, or calls it untrue."""
    yield from _deny(a, b, "rule:en.denial", alleged=True)


def doubt(a: Telling, b: Telling) -> Iterator[Opposition]:
    """One side calls something untrue that sounds like what the other says; whether it means that very claim is not said."""
    yield from _deny(a, b, "rule:en.doubt", alleged=False)


def _deny(a: Telling, b: Telling, rule: str, *, alleged: bool) -> Iterator[Opposition]:
    for one, other, turned in ((a, b, False), (b, a, True)):
        if other.refusal and bool(ALLEGED.search(one.around)) == alleged and _heard(one, other):
            places = (one.told, _find(other, other.refusal))
            yield Opposition(Reason.POLARITY, rule, *(places[::-1] if turned else places))


def find_reason(a: Telling, b: Telling) -> Opposition:
    """The kind of conflict of two tellings that are judged to conflict though no rule sees how: by what differs between them."""
    counts = [(q, r) for q in a.quantities for r in b.quantities if q.counted and q.counted == r.counted and not _near(q, r)]
    if counts and not {q.value for q in a.quantities} & {r.value for r in b.quantities}:
        return Opposition(Reason.NUMBER, JUDGED, _place(a, counts[0][0]), _place(b, counts[0][1]))
    apart = differ(a.days, b.days)
    if apart:
        return Opposition(Reason.TIME_OR_PLACE, JUDGED, _mark(a, apart[0]), _mark(b, apart[1]))
    if a.source is not None and a.source == b.source:
        return Opposition(Reason.ATTRIBUTION, JUDGED, a.told, b.told)
    denies = bool(NOT.search(a.text) or a.refusal) != bool(NOT.search(b.text) or b.refusal) or a.denied != b.denied
    return Opposition(Reason.POLARITY if denies else Reason.EVALUATION, JUDGED, a.told, b.told)


def find_change(a: Telling, b: Telling) -> tuple[Anchor, ...]:
    """Where each of the two names its day, when no day of one is a day of the other; else nothing."""
    apart = differ(a.days, b.days)
    return (_mark(a, apart[0]), _mark(b, apart[1])) if apart else ()


def judged() -> None:
    """What the two sides tell is judged to contradict each other, by a model that compares sentences and by what they share and do not."""


Rule = Callable[[Telling, Telling], Iterator[Opposition]]
# What needs a deed that both tell, or its opposite; and what needs somebody who calls a thing untrue.
FRAME_RULES: dict[str, Rule] = {
    "rule:en.polarity": polarity,
    "rule:en.denied": denied,
    "rule:en.without": without,
    "rule:en.opposite": opposite,
    "rule:en.role-reversal": role_reversal,
    "rule:en.number": number,
    "rule:en.day": day,
}
REFUSAL_RULES: dict[str, Rule] = {
    "rule:en.denial": denial,
    "rule:en.doubt": doubt,
}
RULES = FRAME_RULES | REFUSAL_RULES


def _frame_pairs(a: Telling, b: Telling) -> Iterator[tuple[Frame, Frame]]:
    return ((f, g) for f in a.frames for g in b.frames)


def _had(telling: Telling, frame: Frame, word: str) -> frozenset[str]:
    """Stems of the nouns that stand behind "with" or "without" in the clause."""
    at, span = telling.anchor.span.start, frame.anchor.span
    return frozenset(stem(match[2]) for match in WITH.finditer(telling.raw[span.start - at : span.end - at]) if match[1].lower() == word)


def _contradict(f: Frame, g: Frame) -> bool:
    return f.predicate == g.predicate and f.negated != g.negated and bool(f.agent & g.agent) and _same_matter(f, g)


def _same_doer(f: Frame, g: Frame) -> bool:
    """Whether one doer is named in both, or none in either and it was done to the same."""
    return bool(f.agent & g.agent) or (not (f.agent or g.agent) and bool(f.patient & g.patient))


def _same_matter(f: Frame, g: Frame) -> bool:
    """Whether two clauses with one verb are about the same: what it was done to, where both tell, and half of the other words.

    A denial that anything was done is about all that was.
    """
    anything = f.patient <= ANY or g.patient <= ANY
    if not anything and not f.patient & g.patient:
        return False
    if f.predicate in LIGHT and _weigh(f.words & g.words) < LIGHT_SHARED:
        return False
    return _share(f.words - {f.predicate} - ANY, g.words - {g.predicate} - ANY) >= SAME_MATTER


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The weight of the shared words, of the lighter side."""
    shared, least = _weigh(one & other), min(_weigh(one), _weigh(other))
    return shared / least if least else 0.0


def _weigh(stems: frozenset[str]) -> float:
    return sum(weight(stemmed) for stemmed in sorted(stems))


def _supposes(telling: Telling, frame: Frame) -> bool:
    """Whether the clause only supposes, plans or asks."""
    return bool(IF.search(_snippet(telling, frame)))


def _snippet(telling: Telling, frame: Frame) -> str:
    at = telling.anchor.span.start
    return telling.raw[max(0, frame.anchor.span.start - at - BEFORE) : frame.anchor.span.end - at]


@cache
def _opposites() -> Mapping[str, frozenset[str]]:
    """The stems of opposite meaning of a stem."""
    found: dict[str, set[str]] = {}
    for one, other in (map(stem, pair.split("/")) for pair in load_words("en", "opposites")["opposites"]):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(words) for key, words in found.items()}


def _same_words(a: Telling, b: Telling) -> bool:
    """Whether the two are told in nearly the same words, so that one crossed role is enough."""
    return _share(a.words | a.names, b.words | b.names) >= SAME_WORDS


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


def _days(telling: Telling, frame: Frame) -> tuple[Day, ...]:
    """The days in a clause and just before it."""
    start, end = (at - telling.anchor.span.start for at in (frame.anchor.span.start - BEFORE, frame.anchor.span.end))
    return tuple(day for day in telling.days if start <= day.start and day.end <= end)


def _mark(telling: Telling, day: Day) -> Anchor:
    start = telling.anchor.span.start
    return Anchor(telling.document, Span(start + day.start, start + day.end))


def _heard(said: Telling, denied: Telling) -> bool:
    """Whether the denial can mean what was said: another speaker's claim on the same name, with a word in common that is not everybody's."""
    if said.source is not None and said.source == denied.source:
        return False
    if said.refusal or NO_DENIAL.search(denied.text) or IF.search(said.text) or NOT.search(said.text) or not CLAIM.search(denied.around):
        return False
    if said.statement is None and not ALLEGED.search(said.text):
        return False
    about = said.names & denied.names or said.people & denied.people
    return bool(about) and _weigh(said.words & denied.words) >= 1.0
