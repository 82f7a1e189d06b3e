"""The gender or number that a group shows: by honorifics and titles, by its given name, by pronouns that can mean nobody else, or as a group or thing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from onrecord.records import MentionKind
from onrecord.resolve.cluster import Groups
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import gender_of, words
from onrecord.resolve.people import PERSONAL
from onrecord.resolve.reading import Reading, Reference


def find_genders(readings: Sequence[Reading], groups: Groups) -> dict[str, str]:
    """Group root -> masculine, feminine, plural or thing; a word that tells it outweighs a given name, and both outweigh the pronouns nearby."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for r in reading.references:
            for gender, weight in _signs(r):
                votes[groups.of[r.mention.id]][gender] += weight
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for root, gender in _told_by_pronouns(reading, groups):
            told[root][gender] += 1
    votes.update({root: count for root, count in told.items() if root not in votes})
    return {root: max(sorted(count), key=lambda g: count[g]) for root, count in votes.items()}


def _told_by_pronouns(reading: Reading, groups: Groups) -> Iterator[tuple[str, str]]:
    """Each "he", "she", "his", "her" that has one person only in its sentence and the one before, with that person."""
    people: list[tuple[int, str]] = []
    for r in reading.references:
        gender = next((g for g in ("masculine", "feminine") if r.text.lower() in words("pronouns", g)), "")
        near = {root for sentence, root in people if r.sentence - sentence <= 1}
        if r.mention.kind is MentionKind.PRONOUN and gender and len(near) == 1 and not r.headline:
            yield near.pop(), gender
        elif (r.name and r.name.kind in PERSONAL) or (r.phrase and r.phrase.sort is Sort.PERSON and not r.phrase.plural):
            people.append((r.sentence, groups.of[r.mention.id]))


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
