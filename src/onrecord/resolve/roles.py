"""Titles and descriptions beside names, the roles learned from them, and later phrases that take a role up."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.records import MentionKind
from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Phrase, Sort, fits, is_general, is_joint
from onrecord.resolve.names import NameKind, gender_of, is_honorific, words
from onrecord.resolve.people import PERSONAL, name_of
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import APPOSITION, KIND, REPEATED, ROLE, SCORES, TITLE

Roles = Mapping[str, Sequence[Reference]]
AFTER = re.compile(r"\s*(?:[,;.—–)\]”\"(]|who\b|$)")
COPULA = re.compile(r",?\s(?:is|was|serves as|became|has been)\s")
NAMED = re.compile(r",?\s(?:called|named|known as|identified as)\s")
SET_OFF = re.compile(r"(?:\s(?:who|that|which)\s[^,.;“”]{1,60}|\s(?:himself|herself))?\s?[,—–]\s?(?:the late\s)?")
BESIDE = re.compile(r"\s?(?:[,—–(]|,\s\d{1,3},|\([^()]{1,20}\),)\s?")


def link_beside(reading: Reading) -> Iterator[Link]:
    """A title directly before a name, descriptions set off on either side of it, and "X is the mayor"."""
    for at, r in enumerate(reading.references):
        if r.name:
            yield from _before(reading, r, reading.references[max(0, at - 12) : at])
            yield from _after(reading, r, reading.references[at + 1 : at + 6])


def _before(reading: Reading, name: Reference, near: Sequence[Reference]) -> Iterator[Link]:
    """Leftwards from a name: its title, then "the mayor,", "a nurse called", "the actor who plays the king,"."""
    text = reading.article.document.text
    lead = name.start
    for r in sorted(near, key=lambda r: (-r.end, r.start)):
        if r.phrase is None or r.end > lead or r.sentence != name.sentence or r.phrase.plural or not _agrees(r.phrase, name):
            continue
        gap = text[r.end : lead]
        if not gap.strip() and lead == name.start:
            yield _link(r, name, TITLE)
        elif NAMED.fullmatch(gap) or (SET_OFF.fullmatch(gap) and _leads_in(r, bool(AFTER.match(text, name.end)))):
            yield _link(r, name, APPOSITION)
        else:
            continue
        lead = r.start


def _leads_in(r: Reference, closed: bool) -> bool:
    """Whether a description before a comma tells of the name after it: "the mayor, Ana Roe, said", "A nurse, Ana Roe said", "bill author, Rep. Ana Roe"."""
    return closed if r.phrase and r.phrase.definite else r.opens or _is_bare(r)


def _is_bare(r: Reference) -> bool:
    return r.text.split()[0].lower() not in ("a", "an", "one", "some", "another", "any", "no", "every", "each")


def _after(reading: Reading, name: Reference, near: Sequence[Reference]) -> Iterator[Link]:
    text = reading.article.document.text
    for r in near:
        if r.phrase is None or r.start < name.end or r.sentence != name.sentence or not _agrees(r.phrase, name):
            continue
        gap = text[name.end : r.start]
        if BESIDE.fullmatch(gap) and AFTER.match(text, r.end):
            yield _link(r, name, APPOSITION)
        elif COPULA.fullmatch(gap):
            yield _link(r, name, APPOSITION, 0.9)


def _link(left: Reference, right: Reference, by: str, factor: float = 1.0) -> Link:
    return Link(left=left.mention.id, right=right.mention.id, by=by, score=round(SCORES[by] * factor, 4), evidence=(anchor(left), anchor(right)))


def _agrees(phrase: Phrase, named: Reference) -> bool:
    kind = name_of(named).kind
    if phrase.sort is Sort.PERSON:
        gender = gender_of(name_of(named))
        return kind in PERSONAL and not (gender and phrase.gender and gender != phrase.gender)
    return phrase.sort in (Sort.ORGANISATION, Sort.DOCUMENT) and kind in (NameKind.ORGANISATION, NameKind.OUTLET, NameKind.UNKNOWN)


def learn_roles(readings: Sequence[Reading], links: Sequence[Link], groups: Groups) -> dict[str, list[Reference]]:
    """For each group the phrases that stand beside its names: root mention -> references, in text order."""
    by_id = {r.mention.id: r for reading in readings for r in reading.references}
    roles: dict[str, list[Reference]] = defaultdict(list)
    for link in links:
        if link.by in (TITLE, APPOSITION) and not is_honorific(by_id[link.left].text):
            roles[groups.of[link.left]].append(by_id[link.left])
    return {root: sorted(found, key=lambda r: (r.mention.document, r.start)) for root, found in roles.items()}


def link_roles(reading: Reading, groups: Groups, roles: Roles) -> Iterator[Link]:
    """Definite phrases that take up a role: of somebody in this article first, else of somebody in the others."""
    here: dict[str, list[Reference]] = defaultdict(list)
    for r in reading.references:
        here[groups.of[r.mention.id]].append(r)
    before: list[Reference] = []
    for r in reading.references:
        if r.phrase and len(groups.all(r.mention.id)) == 1 and _takes_up(r.phrase, r):
            root = _pick(r, [g for g in roles if g in here], roles, here) or _pick(r, [g for g in roles if g not in here], roles, {})
            if root:
                yield _link(r, roles[root][0], ROLE)
            else:
                yield from _link_repeated(r, before)
        if r.phrase:
            before.append(r)


def _takes_up(phrase: Phrase, r: Reference) -> bool:
    if (phrase.sort is Sort.GROUP and is_joint(phrase.text)) or phrase.text.split()[0].lower() in words("pronouns", "first_singular", "first_plural"):
        return False
    if phrase.definite or phrase.sort is Sort.ORGANISATION:
        return phrase.definite
    opening = phrase.text.split()[0]
    if not (r.opens or r.headline):
        return False
    if r.mention.kind is not MentionKind.TITLE or phrase.plural or is_honorific(opening):
        return False
    return opening.lower() not in words("titles", "groups") | {"a", "an", "one", "another"}


def _pick(r: Reference, roots: Sequence[str], roles: Roles, here: Mapping[str, Sequence[Reference]]) -> str | None:
    """The group whose role fits best; between two that fit as well, the one named last before this place. None where it stays open across articles."""
    scored = []
    for root in roots:
        best = max((_fit(r.phrase, role.phrase) for role in roles[root] if role.phrase and r.phrase), default=0.0)
        if best > 0:
            last = max((x.start for x in here.get(root, ()) if x.start < r.start), default=-1)
            scored.append((best + _at_home(r, roles[root]), last, root))
    if not scored:
        return None
    scored.sort(reverse=True)
    if not here and len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    return scored[0][2]


def _at_home(r: Reference, roles: Sequence[Reference]) -> float:
    """ "The president" is whom the accounts call so without a country: the share of bare titles, outside quotations, that fit."""
    fitting = [x for x in roles if x.phrase and r.phrase and fits(r.phrase, x.phrase)]
    bare = sum(1 for x in fitting if x.phrase and not x.phrase.nation and not x.speech)
    return 0.8 * bare / len(fitting) if fitting and r.phrase and not r.phrase.nation else 0.0


def _fit(phrase: Phrase, role: Phrase) -> float:
    if not fits(phrase, role) or phrase.plural != role.plural:
        return 0.0
    extra = phrase.rest - role.rest - set(role.head.split()) - {"top", "chief"}
    if extra and (is_general(phrase.head, role.head) or len(extra) > 1 or role.rest - phrase.rest):
        return 0.0
    nation = 1.0 if phrase.nation and phrase.nation == role.nation else 0.0
    return 1.0 + nation + 0.1 * len(phrase.rest & role.rest) - 0.4 * len(extra) + 0.3 * (phrase.head == role.head)


def _link_repeated(r: Reference, before: Sequence[Reference]) -> Iterator[Link]:
    """The same head met before, and no word that the earlier phrase does not have."""
    for other in reversed(before):
        if other.phrase and r.phrase and r.phrase.definite and _repeats(r.phrase, other.phrase):
            yield _link(r, other, REPEATED)
            return


def _repeats(later: Phrase, earlier: Phrase) -> bool:
    owned = later.text.split()[0].lower() in words("pronouns", "possessive")
    if owned and later.text.lower() != earlier.text.lower():
        return False
    return later.head == earlier.head and later.plural == earlier.plural and later.rest <= earlier.rest | {later.head}


def link_kinds(reading: Reading, groups: Groups) -> Iterator[Link]:
    """ "The alliance" is the organisation met last whose name has that word."""
    before: list[Reference] = []
    for r in reading.references:
        if r.name and name_of(r).kind in (NameKind.ORGANISATION, NameKind.OUTLET, NameKind.UNKNOWN):
            before.append(r)
        elif r.phrase and r.phrase.sort is Sort.ORGANISATION and r.phrase.definite and not r.phrase.plural and len(groups.all(r.mention.id)) == 1:
            fitting = [o for o in before if r.phrase.head in o.text.lower().split()]
            if fitting:
                yield _link(r, fitting[-1], KIND)
