"""Which names are those of places and organisations: by the parser's labels, the words around them, and the names of peoples made of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import Name, NameKind, words
from onrecord.resolve.people import is_full, name_of
from onrecord.resolve.reading import Reading, Reference
from onrecord.resolve.rules import ORGANISATION, PLACE_SIGNS

PLACES = frozenset(("GPE", "LOC", "FAC"))
INSIDE = re.compile(r"(?<!faith )(?<!trust )(?<!confidence )(?<!believe )(?<!interest )\b(?:in|near|across|throughout|outside|inside|from)\s+$")
OWNS = re.compile(r"['’]s?\s+\w+|\sv\.?s?\.?\s")
OF = re.compile(r"(\w+(?: \w+)?) of\s+$")
OWN = re.compile(r"['’]s?\s+(\w+(?:\s\w+){0,2})")
TITLED = re.compile(r"\b[^\W\d_a-zß-öø-ÿ][\w-]+")
# Endings of the name of a people: those that go on the whole name of its country, and those that take the place of its last letter.
ENDINGS = (("n", "an", "ian", "ese", "ish", "er"), ("an", "ian", "ese", "ish"))


def settle_kinds(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with places and organisations told from people: a name that nobody bears with a given name is a place in all accounts or in none."""
    bearers = {part for r in _names(readings) if is_full(r) and not _is_place_like(r) for part in (name_of(r).family, name_of(r).given[0])}
    peoples = frozenset(word for reading in readings for word in TITLED.findall(reading.article.document.text))
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    for reading in readings:
        for at, r in enumerate(reading.references):
            if r.name and _is_open(r.name):
                for place, weight in _signs(reading, at, r, peoples):
                    votes[r.name.text][place] += weight
    places = {text for text, count in votes.items() if count[True] - count[False] >= _needed(text) and text.lower() not in bearers}
    institutions = {text for text in _find_institutions(readings) - places if text.lower() not in bearers}
    return [_settle(reading, places, institutions) for reading in readings]


def _find_institutions(readings: Sequence[Reading]) -> set[str]:
    """Names that the parser takes for an organisation's again and again, never for a person's, and whose last part no title of a person stands before."""
    titled = {name_of(r).family for reading in readings for at, r in enumerate(reading.references) if r.name and _is_titled(reading, at, r)}
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for r in reading.references:
            if r.name and _is_open(r.name) and not _has_initial(r.name):
                labels[r.name.text][r.mention.label] += 1
                labels[r.name.text]["PERSON"] += r.name.family in titled
    return {
        text
        for text, count in labels.items()
        if count["ORG"] >= ORGANISATION and not count["PERSON"] and text.lower() not in words("names", "masculine", "feminine")
    }


def _has_initial(name: Name) -> bool:
    return any(len(part) == 1 for part in name.given)


def _names(readings: Sequence[Reading]) -> Iterator[Reference]:
    return (r for reading in readings for r in reading.references if r.name)


def _is_place_like(r: Reference) -> bool:
    return r.mention.label in PLACES


def _needed(text: str) -> int:
    """The lead that the signs for a place must have: one for a single word, more for what looks like a person's name."""
    return PLACE_SIGNS["lead of names"] if " " in text or text.lower() in words("names", "masculine", "feminine") else 1


def _is_open(name: Name) -> bool:
    """Whether a name may be a place's: not a given name that we know before another, nor an institution."""
    if name.kind not in (NameKind.UNKNOWN, NameKind.PERSON) or name.generation:
        return False
    return not name.given or name.given[0] not in words("names", "masculine", "feminine")


def _signs(reading: Reading, at: int, r: Reference, peoples: frozenset[str]) -> Iterator[tuple[bool, int]]:
    """Signs for a place (true) and against it, with their weight."""
    text = reading.article.document.text
    if r.mention.label:
        yield _is_place_like(r), PLACE_SIGNS["label"]
    if INSIDE.search(text[max(0, r.start - 24) : r.start]) and not OWNS.match(text, r.end):
        yield True, PLACE_SIGNS["inside"]
    if (owned := OF.search(text[max(0, r.start - 40) : r.start])) and any(owned.group(1).lower().endswith(word) for word in words("places", "of")):
        yield True, PLACE_SIGNS["of"]
    if (own := OWN.match(text, r.end)) and words("places", "own").intersection(own.group(1).lower().split()):
        yield True, PLACE_SIGNS["own"]
    if r.name and peoples.intersection(_peoples(r.name.text)):
        yield True, PLACE_SIGNS["people"]
    if _is_titled(reading, at, r):
        yield False, PLACE_SIGNS["title"]


def _is_titled(reading: Reading, at: int, r: Reference) -> bool:
    """Whether a person's title stands directly before a name."""
    text = reading.article.document.text
    return any(
        o.phrase and o.phrase.sort is Sort.PERSON and o.end <= r.start and not text[o.end : r.start].strip() for o in reading.references[max(0, at - 1) : at]
    )


def _peoples(name: str) -> set[str]:
    if " " in name or len(name) < 4:
        return set()
    whole, cut = ENDINGS
    return {name + ending for ending in whole} | {name[:-1] + ending for ending in cut if name[-1] in "aeiouy"}


def _settle(reading: Reading, places: set[str], institutions: set[str]) -> Reading:
    references = tuple(replace(r, name=_settle_name(r.name, places, institutions)) if r.name else r for r in reading.references)
    return replace(reading, references=references, by_id={r.mention.id: r for r in references})


def _settle_name(name: Name, places: set[str], institutions: set[str]) -> Name:
    if not _is_open(name) or name.text not in places | institutions:
        return name
    return replace(name, kind=NameKind.PLACE if name.text in places else NameKind.ORGANISATION, given=(), family=name.text.lower())
