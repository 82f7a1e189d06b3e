"""Pronouns: who he, she, they, I and we are, read from left to right."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import MentionKind, Statement
from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import NameKind, words
from onrecord.resolve.people import PERSONAL, name_of
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import FIRST_PERSON, PRONOUN, SCORES
from onrecord.text import covers

# What makes an antecedent likely; set by hand, then swept one by one on hand-made gold.
WEIGHTS: dict[str, float] = {
    "distance": -0.6,  # a sentence away
    "speaker before": 2.0,  # spoke in the statement before this one
    "first": 0.8,  # opens its sentence
    "often": 0.15,  # a mention, at most ten
    "quoted": -1.0,  # stands inside somebody's direct speech while the pronoun does not
    "agrees": 1.0,  # gender known and the same
    "after preposition": -0.6,
}
REACH = 8  # sentences


@dataclass(frozen=True, slots=True)
class Looks:
    """What is known of a group: masculine, feminine, plural, thing, or nothing."""

    agreement: frozenset[str]


def link_pronouns(reading: Reading, groups: Groups, genders: Mapping[str, str]) -> Iterator[Link]:
    """A link for each pronoun with a likely antecedent. `genders`: group root -> gender, where the accounts or the name tell it."""
    of = dict(groups.of)
    count: dict[str, int] = defaultdict(int)
    seen: list[Reference] = []
    told = _speaking_order(reading)
    for r in reading.references:
        if r.mention.kind is MentionKind.PRONOUN:
            found = _first_person(reading, r, of) or _antecedent(reading, r, seen, of, genders, count, told)
            if found:
                target, by, factor = found
                of[r.mention.id] = of[target.mention.id]
                yield Link(left=r.mention.id, right=target.mention.id, by=by, score=round(SCORES[by] * factor, 4), evidence=(anchor(r), anchor(target)))
        count[of[r.mention.id]] += 1
        seen.append(r)


def _speaking_order(reading: Reading) -> list[tuple[int, str, str]]:
    """(place, statement id, mention that speaks) of the statements, in the order of where they begin."""
    order = []
    for s in reading.statements.values():
        if s.id in reading.speakers:
            order.append((min([c.start for c in s.content] + [reading.by_id[reading.speakers[s.id]].start]), s.id, reading.speakers[s.id]))
    return sorted(order)


def _first_person(reading: Reading, r: Reference, of: Mapping[str, str]) -> tuple[Reference, str, float] | None:
    if r.text.lower() not in words("pronouns", "first_singular", "first_plural") or not r.speech:
        return None
    speaker = reading.speakers.get(r.speech)
    if not speaker or speaker == r.mention.id:
        return None
    return reading.by_id[speaker], FIRST_PERSON, 1.0


def _antecedent(
    reading: Reading, r: Reference, seen: Sequence[Reference], of: Mapping[str, str], genders: Mapping[str, str], count: Mapping[str, int], told: Sequence[tuple[int, str, str]]
) -> tuple[Reference, str, float] | None:
    wanted = next((k for k in ("masculine", "feminine", "plural", "thing") if r.text.lower() in words("pronouns", k)), "")
    if not wanted:
        return None
    own = [s for s in reading.statements.values() if reading.speakers.get(s.id) == r.mention.id]
    last = _speaker_before(reading, r, own, told, of)
    best: tuple[float, int, Reference] | None = None
    for other in seen:
        if r.sentence - other.sentence > REACH or other.end > r.start or not _can_be(other, of, genders, wanted) or _is_barred(reading, r, other, own, of):
            continue
        value = _value(reading, r, other, of, genders, wanted, count) + (WEIGHTS["speaker before"] if of[other.mention.id] == last else 0.0)
        if best is None or (value, other.start) > best[:2]:
            best = (value, other.start, other)
    return (best[2], PRONOUN, 1.0) if best else None


def _speaker_before(reading: Reading, r: Reference, own: Sequence[Statement], told: Sequence[tuple[int, str, str]], of: Mapping[str, str]) -> str | None:
    mine = {s.id for s in own}
    place = min([r.start, *(c.start for s in own for c in s.content)])
    before = [(at, m) for at, s, m in told if at < place and s not in mine and reading.by_id[m].start < r.start and reading.statements[s].within is None]
    return of[before[-1][1]] if before else None


def _can_be(other: Reference, of: Mapping[str, str], genders: Mapping[str, str], wanted: str) -> bool:
    gender = genders.get(of[other.mention.id], "")
    if other.mention.kind is MentionKind.PRONOUN:
        return gender == wanted or (not gender and other.text.lower() in words("pronouns", wanted))
    if other.name:
        person = name_of(other).kind in PERSONAL
        if wanted in ("plural", "thing"):
            return not person or (name_of(other).kind is NameKind.UNKNOWN and not gender)
        return person and gender in ("", wanted)
    phrase = other.phrase
    if phrase is None:
        return False
    if wanted == "plural":
        return phrase.plural or phrase.sort in (Sort.GROUP, Sort.ORGANISATION)
    if wanted == "thing":
        return phrase.sort in (Sort.ORGANISATION, Sort.DOCUMENT) and not phrase.plural
    return phrase.sort is Sort.PERSON and not phrase.plural and (gender or phrase.gender or wanted) == wanted


def _is_barred(reading: Reading, r: Reference, other: Reference, own: Sequence[Statement], of: Mapping[str, str]) -> bool:
    """Not a name inside the words that the pronoun's own statement quotes, nor its addressee, nor (inside a quotation) the one who speaks it."""
    for s in own:
        if any(covers(c, other.mention.span) for c in s.content) or (s.told_to and covers(s.told_to, other.mention.span)):
            return True
    return bool(r.speech and (speaker := reading.speakers.get(r.speech)) and of[speaker] == of[other.mention.id])


def _value(reading: Reading, r: Reference, other: Reference, of: Mapping[str, str], genders: Mapping[str, str], wanted: str, count: Mapping[str, int]) -> float:
    text = reading.article.document.text
    before = text[max(0, other.start - 12) : other.start].split()
    return (
        WEIGHTS["distance"] * (r.sentence - other.sentence)
        + WEIGHTS["first"] * other.first
        + WEIGHTS["often"] * min(10, count[of[other.mention.id]])
        + WEIGHTS["quoted"] * (other.speech is not None and r.speech != other.speech)
        + WEIGHTS["agrees"] * (genders.get(of[other.mention.id]) == wanted)
        + WEIGHTS["after preposition"] * bool(before and before[-1].lower() in ("of", "for", "with", "to", "by", "from", "about", "on", "in", "at", "against"))
    )
