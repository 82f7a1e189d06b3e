"""Which claims contradict each other, why, and where."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from onrecord.judge.weights import CONFLICT, MIN_COSINE, PRECISION, UNCLEAR
from onrecord.models import Models
from onrecord.proposition import Opposition, Telling, find_oppositions
from onrecord.records import Basis, Claim, Relation, RelationKind


def find_relations(claims: Sequence[Claim], tellings: Sequence[Telling], models: Models) -> tuple[Relation, ...]:
    """The relations between claims, at most one for two claims: the surest. In order of the two ids."""
    home = _place(claims)
    members = [telling for telling in tellings if _key(telling) in home]
    best: dict[tuple[str, str], Relation] = {}
    for left, right, cosine in _find_near(members, models):
        claim_a, claim_b = home[_key(left)], home[_key(right)]
        if claim_a == claim_b:
            continue
        for opposition in find_oppositions(left, right):
            relation = _relate(claim_a, claim_b, opposition, cosine)
            key = (relation.left, relation.right)
            if relation.basis.score >= UNCLEAR and (key not in best or _rank(relation) > _rank(best[key])):
                best[key] = relation
    return tuple(best[key] for key in sorted(best))


def _place(claims: Sequence[Claim]) -> Mapping[tuple[object, ...], str]:
    return {(member.anchor, member.statement, member.voice): claim.id for claim in claims for member in claim.members}


def _key(telling: Telling) -> tuple[object, ...]:
    return telling.anchor, telling.statement, telling.voice


def _find_near(members: Sequence[Telling], models: Models) -> Iterator[tuple[Telling, Telling, float]]:
    vectors = models.encoder.encode([telling.text for telling in members])
    cosines = np.round(vectors @ vectors.T, 5)
    for left, right in zip(*np.nonzero(np.triu(cosines >= MIN_COSINE, 1)), strict=True):
        yield members[left], members[right], float(cosines[left, right])


def _relate(left: str, right: str, opposition: Opposition, cosine: float) -> Relation:
    """The relation with the smaller id on the left."""
    score = round(PRECISION[opposition.rule] * min(1.0, 0.5 + cosine), 4)
    places = (opposition.left, opposition.right)
    if right < left:
        left, right, places = right, left, places[::-1]
    kind = RelationKind.CONFLICTS if score >= CONFLICT else RelationKind.UNCLEAR
    return Relation(left=left, right=right, kind=kind, reason=opposition.reason, basis=Basis(by=opposition.rule, score=score, evidence=places))


def _rank(relation: Relation) -> tuple[float, str, tuple[object, ...]]:
    return relation.basis.score, relation.basis.by, relation.basis.evidence
