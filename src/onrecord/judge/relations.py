"""Which claims contradict each other, why, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.judge.weights import CONFLICT, MIN_COSINE, MIN_DENIED, PRECISION, SURE, UNCLEAR
from onrecord.models import Models, Vectors
from onrecord.proposition import Odds, Opposition, Telling, find_odds, find_oppositions
from onrecord.records import Anchor, Basis, Claim, Relation, RelationKind

NEAREST_ONLY = ("rule:en.denial", "rule:en.doubt")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two tellings that oppose each other, and how alike they are (cosine)."""

    left: Telling
    right: Telling
    opposition: Opposition
    cosine: float


def find_relations(claims: Sequence[Claim], tellings: Sequence[Telling], models: Models) -> tuple[Relation, ...]:
    """The relations between claims, at most one for two claims: the surest. In order of the two ids."""
    home = {(member.anchor, member.statement, member.voice): claim.id for claim in claims for member in claim.members}
    members = [telling for telling in tellings if _key(telling) in home]
    if not members:
        return ()
    vectors = models.encoder.encode([telling.text for telling in members])
    cosines = np.round(vectors @ vectors.T, 5)
    accounts = {claim.id: len({member.anchor.document for member in claim.members}) for claim in claims}
    spread = {telling.id: accounts[home[_key(telling)]] for telling in members}
    clashes = [*_keep_nearest(list(_find_clashes(members, cosines))), *_choose_odds(list(find_odds(members, cosines)), spread)]
    best: dict[tuple[str, str], Relation] = {}
    for clash in clashes:
        one, other = home[_key(clash.left)], home[_key(clash.right)]
        relation = _relate(one, other, clash)
        key = (relation.left, relation.right)
        if one != other and relation.basis.score >= UNCLEAR and (key not in best or _rank(relation) > _rank(best[key])):
            best[key] = relation
    return tuple(best[key] for key in sorted(best))


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


def _key(telling: Telling) -> tuple[Anchor, str | None, str | None]:
    return telling.told, telling.statement, telling.voice


def _find_clashes(members: Sequence[Telling], cosines: Vectors) -> Iterator[Clash]:
    for left, right in zip(*np.nonzero(np.triu(cosines >= MIN_DENIED, 1)), strict=True):
        cosine = float(cosines[left, right])
        if cosine < MIN_COSINE and members[left].denied == members[right].denied:
            continue
        for opposition in find_oppositions(members[left], members[right]):
            if cosine >= MIN_COSINE or opposition.rule == "rule:en.denied":
                yield Clash(members[left], members[right], opposition, cosine)


def _keep_nearest(clashes: Sequence[Clash]) -> Iterator[Clash]:
    """A denial means one claim of each account: the most alike."""
    nearest: dict[tuple[str, str, str], Clash] = {}
    for clash in clashes:
        if clash.opposition.rule not in NEAREST_ONLY:
            yield clash
            continue
        denier, other = (clash.left, clash.right) if clash.opposition.left != clash.left.told else (clash.right, clash.left)
        key = (denier.id, other.document, clash.opposition.rule)
        if key not in nearest or (clash.cosine, other.id) > (nearest[key].cosine, _other(nearest[key], denier).id):
            nearest[key] = clash
    yield from nearest.values()


def _other(clash: Clash, telling: Telling) -> Telling:
    return clash.left if clash.right.id == telling.id else clash.right


def _relate(left: str, right: str, clash: Clash) -> Relation:
    """The relation with the smaller id on the left."""
    opposition = clash.opposition
    places = (opposition.left, opposition.right)
    if right < left:
        left, right, places = right, left, places[::-1]
    score = PRECISION[opposition.rule][clash.cosine >= SURE]
    kind = RelationKind.CONFLICTS if score >= CONFLICT else RelationKind.UNCLEAR
    return Relation(left=left, right=right, kind=kind, reason=opposition.reason, basis=Basis(by=opposition.rule, score=score, evidence=places))


def _rank(relation: Relation) -> tuple[float, str, tuple[object, ...]]:
    return relation.basis.score, relation.basis.by, relation.basis.evidence
