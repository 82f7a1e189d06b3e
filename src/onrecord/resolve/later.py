"""A speaker first described, then named: "A Varn councillor has quit ... Mara Lind said"."""

from collections.abc import Iterator, Mapping

from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.people import is_full
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import LEAD, LATER, SCORES


OWNED = ("his ", "her ", "their ", "my ", "our ", "one ", "another ")


def link_later(reading: Reading, groups: Groups, genders: Mapping[str, str]) -> Iterator[Link]:
    """The first speaker of an article, told without a name, is the first full name that speaks soon after, when nothing speaks against it."""
    speaking = set(reading.speakers.values())
    met: set[str] = set()
    for r in reading.references:
        if r.sentence > LEAD:
            return
        if r.mention.id in speaking and _is_nameless(r):
            named = _named_after(reading, r, groups, met, speaking)
            if named and _agree(r, genders.get(groups.of[named.mention.id], "")):
                yield Link(left=r.mention.id, right=named.mention.id, by=LATER, score=SCORES[LATER], evidence=(anchor(r), anchor(named)))
        met.add(groups.of[r.mention.id])


def _is_nameless(r: Reference) -> bool:
    """A description of one person that brings him in: "a nurse", "the widow of a sailor", or a bare "Nurse" in a headline."""
    if r.phrase is None or r.phrase.sort is not Sort.PERSON or r.phrase.plural or r.text.lower().startswith(OWNED):
        return False
    return not r.phrase.definite or bool(r.phrase.rest)


def _named_after(reading: Reading, r: Reference, groups: Groups, met: set[str], speaking: set[str]) -> Reference | None:
    """The next full name, if it is new here and a speaker, and no other person was described as speaking in between."""
    if any(o.name for m in groups.all(r.mention.id) if (o := reading.by_id.get(m))):
        return None
    for other in reading.references:
        if other.start <= r.end or groups.of[other.mention.id] == groups.of[r.mention.id]:
            continue
        if is_full(other) and groups.of[other.mention.id] not in met:
            return other if any(m in speaking for m in groups.all(other.mention.id)) and other.sentence - r.sentence <= LEAD + 2 else None
        if other.mention.id in speaking and other.name:
            return None
    return None


def _agree(r: Reference, gender: str) -> bool:
    return not (r.phrase and r.phrase.gender and gender and r.phrase.gender != gender)
