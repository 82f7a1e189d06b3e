"""The gender or number that a group shows: by honorifics and titles, by its given name, or as a group or thing."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.resolve.cluster import Groups
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import gender_of
from onrecord.resolve.people import PERSONAL
from onrecord.resolve.reading import Reading, Reference


def find_genders(readings: Sequence[Reading], groups: Groups) -> dict[str, str]:
    """Group root -> masculine, feminine, plural or thing; a word that tells it outweighs a given name."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for r in reading.references:
            for gender, weight in _signs(r):
                votes[groups.of[r.mention.id]][gender] += weight
    return {root: max(sorted(count), key=lambda g: count[g]) for root, count in votes.items()}


def _signs(r: Reference) -> list[tuple[str, int]]:
    if r.name:
        gender = gender_of(r.name)
        return [(gender, 2)] if gender and r.name.kind in PERSONAL else []
    if r.phrase is None:
        return []
    if r.phrase.gender and not r.phrase.plural:
        return [(r.phrase.gender, 5)]
    if r.phrase.plural or r.phrase.sort is Sort.GROUP:
        return [("plural", 1)]
    return []
