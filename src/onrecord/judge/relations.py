"""Which claims contradict each other, why, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.judge.weights import CONFLICT, MIN_COSINE, MIN_DENIED, PRECISION, SURE, UNCLEAR
from onrecord.models import Vectors
from onrecord.proposition import Compared, Odds, Opposition, Telling, find_change, find_odds, find_oppositions, find_reason
from onrecord.records import Anchor, Basis, Claim, Reason, Relation, RelationKind

Key = tuple[Anchor, str | None, str | None]
MAY_CHANGE = (Reason.POLARITY, Reason.EVALUATION)  # what is true of one day and not of the next
NEAREST_ONLY = ("rule:en.denial", "rule:en.doubt")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two tellings that oppose each other, how alike they are (cosine), and how likely they conflict; None for what their rule is worth."""

    left: Telling
    right: Telling
    opposition: Opposition
    cosine: float
    judged: float | None = None


def find_relations(claims: Sequence[Claim], compared: Compared, least: float = CONFLICT) -> tuple[Relation, ...]:
    """The relations between claims, at most one for two claims: the surest. In order of the two ids.

    From the probability `least` up a relation is a conflict; below it, unless it is unlikely, unclear. What is told of two days has changed between them.
    """
    widest = sorted(claims, key=lambda claim: (len(claim.members), claim.id))
    home = {(member.anchor, member.statement, member.voice): claim.id for claim in widest for member in claim.members}
    kept = [at for at, telling in enumerate(compared.tellings) if _key(telling) in home]
    members = [compared.tellings[at] for at in kept]
    cosines = compared.cosines[np.ix_(kept, kept)]
    accounts = {claim.id: len({member.anchor.document for member in claim.members}) for claim in claims}
    spread = {telling.id: accounts[home[_key(telling)]] for telling in members}
    told = compared.tellings
    near = {(told[left].id, told[right].id): verdict.agrees + verdict.conflicts for (left, right), verdict in compared.verdicts.items()}
    odds = _choose_odds(list(find_odds(members, cosines)), spread)
    clashes = [*_keep_nearest(list(_find_clashes(members, cosines)), near), *odds, *_find_judged(compared, home)]
    best: dict[tuple[str, str], Relation] = {}
    for clash in clashes:
        one, other = home[_key(clash.left)], home[_key(clash.right)]
        relation = _relate(one, other, clash, least)
        key = (relation.left, relation.right)
        if one != other and relation.basis.score >= min(UNCLEAR, least) and (key not in best or _rank(relation) > _rank(best[key])):
            best[key] = relation
    return tuple(best[key] for key in sorted(best))


def _find_judged(compared: Compared, home: Mapping[Key, str]) -> Iterator[Clash]:
    """The pairs that are likely to conflict by features and pair model together."""
    for (left, right), verdict in sorted(compared.verdicts.items()):
        a, b = compared.tellings[left], compared.tellings[right]
        if verdict.conflicts >= UNCLEAR and verdict.conflicts > verdict.agrees and _key(a) in home and _key(b) in home:
            opposition = verdict.oppositions[0] if verdict.oppositions else find_reason(a, b)
            yield Clash(a, b, opposition, float(compared.cosines[left, right]), verdict.conflicts)


def _choose_odds(found: Sequence[Odds], spread: Mapping[str, int]) -> Iterator[Clash]:
    """Of each remark that two speakers are at odds, the two things that most accounts carry; of these, the most alike."""
    chosen: dict[str, Odds] = {}
    for odds in found:
        had = chosen.get(odds.remark.id)
        if had is None or _carried(odds, spread) > _carried(had, spread):
            chosen[odds.remark.id] = odds
    return (Clash(odds.left, odds.right, odds.opposition, odds.cosine) for odds in chosen.values())


def _carried(odds: Odds, spread: Mapping[str, int]) -> int:
    return min(spread[odds.left.id], spread[odds.right.id])


def _key(telling: Telling) -> Key:
    return telling.told, telling.statement, telling.voice


def _find_clashes(members: Sequence[Telling], cosines: Vectors) -> Iterator[Clash]:
    for left, right in zip(*np.nonzero(np.triu(cosines >= MIN_DENIED, 1)), strict=True):
        cosine = float(cosines[left, right])
        if cosine < MIN_COSINE and members[left].denied == members[right].denied:
            continue
        for opposition in find_oppositions(members[left], members[right]):
            if cosine >= MIN_COSINE or opposition.rule == "rule:en.denied":
                yield Clash(members[left], members[right], opposition, cosine)


def _keep_nearest(clashes: Sequence[Clash], near: Mapping[tuple[str, str], float]) -> Iterator[Clash]:
    """A denial means one claim of each account: the one that most likely tells the same or the contrary, else the most alike."""
    nearest: dict[tuple[str, str, str], tuple[float, float, str, Clash]] = {}
    for clash in clashes:
        if clash.opposition.rule not in NEAREST_ONLY:
            yield clash
            continue
        denier, other = (clash.left, clash.right) if clash.opposition.left != clash.left.told else (clash.right, clash.left)
        key = (denier.id, other.document, clash.opposition.rule)
        found = (near.get((clash.left.id, clash.right.id), 0.0), clash.cosine, other.id, clash)
        if key not in nearest or found[:3] > nearest[key][:3]:
            nearest[key] = found
    yield from (clash for *_, clash in nearest.values())


def _relate(left: str, right: str, clash: Clash, least: float) -> Relation:
    """The relation with the smaller id on the left."""
    opposition = clash.opposition
    places: tuple[Anchor, ...] = (opposition.left, opposition.right)
    turned = right < left
    if turned:
        left, right, places = right, left, places[::-1]
    score = PRECISION[opposition.rule][clash.cosine >= SURE] if clash.judged is None else clash.judged
    kind = RelationKind.CONFLICTS if score >= least else RelationKind.UNCLEAR
    days = find_change(clash.left, clash.right) if opposition.reason in MAY_CHANGE else ()
    if days:
        kind, places = RelationKind.CHANGED, places + (days[::-1] if turned else days)
    return Relation(left=left, right=right, kind=kind, reason=opposition.reason, basis=Basis(by=opposition.rule, score=score, evidence=places))


def _rank(relation: Relation) -> tuple[float, str, tuple[object, ...]]:
    return relation.basis.score, relation.basis.by, relation.basis.evidence
