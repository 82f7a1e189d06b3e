"""Links between names: inside an article and across articles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from onrecord.resolve.cluster import Link
from onrecord.resolve.names import Name, NameKind, clean_name, gender_of, same_family, same_given, same_person, words
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import PART_OF_NAME, PROMINENT, SAME_NAME, SCORES, SPELLING

PERSONAL = (NameKind.PERSON, NameKind.UNKNOWN)


def link_names(readings: Sequence[Reading]) -> Iterator[Link]:
    """Equal and part names in each article, then across articles."""
    everyone: list[Reference] = []
    for reading in readings:
        named = [r for r in reading.references if r.name]
        full = [r for r in named if is_full(r)]
        everyone += full
        yield from _link_full(full)
        yield from _link_parts(reading, named, full)
        yield from _link_others(named)
    yield from _link_full(everyone)
    yield from _link_across(readings, everyone)


def is_full(reference: Reference) -> bool:
    """Whether the name has a given and a family name."""
    return bool(reference.name and reference.name.kind in PERSONAL and reference.name.given and reference.name.family)


def name_of(reference: Reference) -> Name:
    if reference.name is None:
        raise ValueError(f"{reference.mention.id} is not a name")
    return reference.name


def _link_full(full: Sequence[Reference]) -> Iterator[Link]:
    """Full names of one person, each spelling linked to those met before."""
    by_family: dict[str, list[Reference]] = defaultdict(list)
    for r in full:
        key = next((k for k in by_family if same_family(k, name_of(r).family)), name_of(r).family)
        alike = [o for o in by_family[key] if same_person(name_of(r), name_of(o))]
        equal = [o for o in alike if _is_equal(r, o)]
        for other in equal[:1] or alike:
            yield _link(r, other, SAME_NAME if equal else SPELLING)
        if not equal:
            by_family[key].append(r)


def _is_equal(a: Reference, b: Reference) -> bool:
    return (name_of(a).given, name_of(a).family) == (name_of(b).given, name_of(b).family)


def _link(left: Reference, right: Reference, by: str, factor: float = 1.0) -> Link:
    return Link(left=left.mention.id, right=right.mention.id, by=by, score=round(SCORES[by] * factor, 4), evidence=(anchor(left), anchor(right)))


def _link_parts(reading: Reading, named: Sequence[Reference], full: Sequence[Reference]) -> Iterator[Link]:
    """A surname or a given name alone: the one person in this article who bears it."""
    lone: list[Reference] = []
    for r in named:
        if is_full(r) or name_of(r).kind not in (*PERSONAL, NameKind.OUTLET) or not name_of(r).family:
            continue
        bearers = _bearers(r, full)
        people = _people(bearers)
        chosen = people[0][0] if len(people) == 1 else _choose(reading, r, people)
        if chosen:
            yield _link(r, chosen, PART_OF_NAME)
            continue
        slips = [] if bearers else [f for f in full if is_slip(name_of(r).family, name_of(f).family)]
        if len(_people(slips)) == 1:
            yield _link(r, slips[0], SPELLING, 0.8)
            continue
        for other in lone:
            if same_family(name_of(r).family, name_of(other).family) and name_of(r).generation == name_of(other).generation:
                yield _link(r, other, SAME_NAME)
                break
        lone.append(r)


def _bearers(lone: Reference, full: Sequence[Reference]) -> list[Reference]:
    """Those who bear the lone part as their family name, or else as their given name."""
    name = name_of(lone)
    family = [f for f in full if same_family(name_of(f).family, name.family)]
    if name.generation:
        return [f for f in family if name_of(f).generation == name.generation]
    return family or [f for f in full if len(name.family) > 1 and name.family == name_of(f).given[0]]


def is_slip(a: str, b: str) -> bool:
    """Whether two longer family names differ by one letter, as by a slip ("Brandlin", "Brandin")."""
    return min(len(a), len(b)) >= 5 and a[0] == b[0] and Levenshtein.distance(a, b, score_cutoff=1) == 1


def _people(full: Sequence[Reference]) -> list[list[Reference]]:
    """The full names sorted into people."""
    people: list[list[Reference]] = []
    for r in full:
        for person in people:
            if any(same_person(name_of(r), name_of(p)) for p in person):
                person.append(r)
                break
        else:
            people.append([r])
    return people


def _choose(reading: Reading, lone: Reference, bearers: Sequence[Sequence[Reference]]) -> Reference | None:
    """Of several bearers the one that an honorific's gender leaves, the only one met so far, the only one who is no slip of reading, or the most prominent."""
    gender = _honorific(reading, lone)
    people = [p for p in bearers if not gender or gender_of(name_of(p[0])) in ("", gender)]
    sure = [p for p in people if gender and gender_of(name_of(p[0])) == gender]
    if len(people) == 1 or len(sure) == 1:
        return (sure or people)[0][0]
    met = [p for p in people if p[0].start < lone.start]
    firm = [p for p in people if len(p) > 1 or set(name_of(p[0]).given) & words("names", "masculine", "feminine")]
    if len(met) == 1:
        return met[0][0]
    if len(firm) == 1 and len(firm[0]) > 1:
        return firm[0][0]
    return _most_prominent(people)


def _most_prominent(people: Sequence[Sequence[Reference]]) -> Reference | None:
    """The one of several who is told of by full name three times or more while the others are only once."""
    ranked = sorted(people, key=lambda p: (-len(p), p[0].start))
    return ranked[0][0] if len(ranked) > 1 and len(ranked[0]) >= PROMINENT and len(ranked[1]) == 1 else None


def _honorific(reading: Reading, lone: Reference) -> str:
    text = reading.article.document.text[max(0, lone.start - 12) : lone.start].lower().split()
    last = text[-1] if text else ""
    return next((g for g in ("masculine", "feminine") if last in words("titles", f"honorifics_{g}")), "")


def _link_others(named: Sequence[Reference]) -> Iterator[Link]:
    """Organisations, countries and outlets: equal names, acronyms, and an outlet's last word."""
    first: dict[str, Reference] = {}
    for r in named:
        if name_of(r).kind in PERSONAL:
            continue
        key = name_of(r).family if name_of(r).kind is NameKind.NATION else clean_name(r.text).lower()
        other = first.get(key) or next((o for k, o in first.items() if is_short_for(r.text, o.text) or is_short_for(o.text, r.text)), None)
        if other:
            yield _link(r, other, SAME_NAME)
        first.setdefault(key, r)


def is_short_for(short: str, full: str) -> bool:
    """Whether `short` is made of the capitals of `full`, or is the last word of a longer outlet's name."""
    a, b = clean_name(short), clean_name(full)
    capitals = "".join(w[0] for w in b.split() if w[0].isupper())
    if len(a) > 2 and a.isupper() and a == capitals:
        return True
    return len(b.split()) > 1 and len(a.split()) == 1 and b.endswith(f" {a}") and a in ("Times", "Post", "Journal", "Tribune", "Globe", "Chronicle", "Herald")


def _link_across(readings: Sequence[Reading], full: Sequence[Reference]) -> Iterator[Link]:
    """Lone parts and other names across articles: one bearer in all of them."""
    lone: dict[str, Reference] = {}
    others: dict[str, Reference] = {}
    for reading in readings:
        own = [r for r in reading.references if is_full(r)]
        for r in (r for r in reading.references if r.name):
            name = name_of(r)
            if name.kind not in PERSONAL:
                key = name.family or clean_name(r.text).lower()
                if key in others:
                    yield _link(r, others[key], SAME_NAME)
                others.setdefault(key, r)
            elif not is_full(r) and not _bearers(r, own):
                bearers = _bearers(r, [f for f in full if same_family(name_of(f).family, name.family)])
                if len(_people(bearers)) == 1:
                    yield _link(r, bearers[0], PART_OF_NAME, 0.95)
                elif not bearers:
                    key = next((k for k in lone if same_family(k, name.family)), name.family)
                    if key in lone and name_of(lone[key]).generation == name.generation:
                        yield _link(r, lone[key], SAME_NAME, 0.95)
                    lone.setdefault(key, r)


def forbids_names(a: Sequence[Reference], b: Sequence[Reference], *, ruled: bool = False) -> bool:
    """Whether two groups hold names that cannot be one's. In groups that a person's ruling made (`ruled`), one pair that can be is enough."""
    left, right = ({name_of(r): None for r in group} for group in (a, b))
    pairs = [_differ(x, y) for x in left for y in right]
    return bool(pairs) and (all(pairs) if ruled else any(pairs))


def _differ(p: Name, q: Name) -> bool:
    if (p.kind in PERSONAL) != (q.kind in PERSONAL) and NameKind.UNKNOWN not in (p.kind, q.kind):
        return True
    if p.kind not in PERSONAL or q.kind not in PERSONAL or not (p.family and q.family):
        return False
    if p.given and q.given:
        return not same_person(p, q)
    return bool(p.given) != bool(q.given) and not _shares_part(p, q)


def _shares_part(p: Name, q: Name) -> bool:
    if same_family(p.family, q.family) or is_slip(p.family, q.family):
        return True
    return any(same_given(p.family, g) for g in q.given) or any(same_given(q.family, g) for g in p.given)
