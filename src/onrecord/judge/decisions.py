"""People's rulings on what contradicts what: they win over every rule."""

from collections.abc import Iterator, Mapping, Sequence

from onrecord.records import Anchor, Basis, Claim, Decision, Reason, Relation, RelationKind, Ruling

RULED = "rule:decision-conflict"


def rule_relations(relations: Sequence[Relation], claims: Sequence[Claim], decisions: Sequence[Decision]) -> tuple[Relation, ...]:
    """The relations without those that people ruled out, and with those that they ruled in, by the two ids.

    A ruling names claims, or statements or voices in them; two claims that were ruled the same do not contradict each other. The last ruling on a pair counts.
    """
    kept = {(relation.left, relation.right): relation for relation in relations}
    homes = find_homes(claims)
    for decision in decisions:
        if decision.kind not in (Ruling.SAME, Ruling.CONFLICT):
            continue
        for key, places in find_pairs(decision, homes):
            if decision.kind is Ruling.CONFLICT and decision.same:
                basis = Basis(by=RULED, score=1.0, evidence=places)
                kept[key] = Relation(left=key[0], right=key[1], kind=RelationKind.CONFLICTS, reason=Reason.DECISION, basis=basis)
            elif decision.kind is Ruling.CONFLICT or decision.same:
                kept.pop(key, None)
    return tuple(kept[key] for key in sorted(kept))


def find_homes(claims: Sequence[Claim]) -> Mapping[str, Sequence[tuple[str, Anchor]]]:
    """The claims, each with a place in it, that an id of a claim, a statement or a voice leads to."""
    homes: dict[str, list[tuple[str, Anchor]]] = {claim.id: [(claim.id, claim.gist)] for claim in claims}
    for claim in claims:
        for member in claim.members:
            for key in (member.statement, member.voice):
                if key:
                    homes.setdefault(key, []).append((claim.id, member.anchor))
    return homes


def find_pairs(decision: Decision, homes: Mapping[str, Sequence[tuple[str, Anchor]]]) -> Iterator[tuple[tuple[str, str], tuple[Anchor, Anchor]]]:
    """Pairs of claims that a ruling is about, the smaller id first, each with the two places."""
    for left, one in homes.get(decision.left, ()):
        for right, other in homes.get(decision.right, ()):
            if left < right:
                yield (left, right), (one, other)
            elif right < left:
                yield (right, left), (other, one)


def ruled() -> None:
    """A person has ruled that these contradict each other."""


RULES = {RULED: ruled.__doc__ or ""}
