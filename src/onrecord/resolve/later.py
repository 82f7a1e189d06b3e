"""A speaker first described, then named: "A Varn councillor has quit ... Mara Lind said"."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Sort, same_office
from onrecord.resolve.people import is_full
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.roles import Roles
from onrecord.resolve.rules import LATER, LEAD, SCORES

OWNED = ("his ", "her ", "their ", "my ", "our ", "one ", "another ")


def link_later(reading: Reading, groups: Groups, genders: Mapping[str, str], roles: Roles) -> Iterator[Link]:
    """The first speaker of an article, told without a name, is the first full name that speaks soon after, when nothing speaks against it."""
    speaking = {m for s, m in reading.speakers.items() if reading.statements[s].within is None}
    met: set[str] = set()
    for r in reading.references:
        if r.mention.id in speaking and r.sentence <= LEAD and _is_nameless(r):
            named = _named_after(reading, r, groups, met, speaking)
            if named and _agree(r, genders.get(groups.of[named.mention.id], ""), roles.get(groups.of[named.mention.id], ())):
                yield Link(left=r.mention.id, right=named.mention.id, by=LATER, score=SCORES[LATER], evidence=(anchor(r), anchor(named)))
        met.add(groups.of[r.mention.id])
        if r.mention.id in speaking and not r.headline:
            return


def _is_nameless(r: Reference) -> bool:
    """A description of one person that brings him in: "a nurse", "the widow of a sailor", or a bare "Nurse" in a headline."""
    if r.phrase is None or r.phrase.sort is not Sort.PERSON or r.phrase.plural or r.text.lower().startswith(OWNED):
        return False
    return r.text.lower().startswith(("a ", "an ")) or (r.phrase.definite and " of " in r.text) or (not r.phrase.definite and r.headline)


def _named_after(reading: Reading, r: Reference, groups: Groups, met: set[str], speaking: set[str]) -> Reference | None:
    """The next full name, if it is new here and a speaker, and nobody else speaks in between."""
    mine = groups.all(r.mention.id)
    if any(o.name for m in mine if (o := reading.by_id.get(m))):
        return None
    for other in reading.references:
        if other.start <= r.end or other.mention.id in mine:
            continue
        if is_full(other) and groups.of[other.mention.id] not in met:
            known = any(m in speaking for m in groups.all(other.mention.id))
            return other if known and other.sentence - r.sentence <= LEAD else None
        if other.mention.id in speaking and (other.name or (other.phrase and not _is_nameless(other))):
            return None
    return None


def _agree(r: Reference, gender: str, roles: Sequence[Reference]) -> bool:
    """Whether gender and the titles told of the named one leave room for the description."""
    if r.phrase is None or (r.phrase.gender and gender and r.phrase.gender != gender):
        return False
    return not roles or any(x.phrase and same_office(x.phrase.head, r.phrase.head) for x in roles)
