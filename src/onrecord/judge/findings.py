"""Findings: one row of the page each, a claim and those it conflicts with, judged on two axes."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.judge.axes import compare_accounts, compare_sources, find_conflicts
from onrecord.judge.decisions import RULES as DECISION_RULES
from onrecord.judge.decisions import rule_relations
from onrecord.judge.relations import find_relations
from onrecord.judge.weights import CONFLICT
from onrecord.proposition import OPPOSITIONS, Compared
from onrecord.records import Anchor, Basis, Claim, Decision, Finding, Reason, Relation, RelationKind, content_id

Row = tuple[Sequence[Claim], Sequence[Relation]]


def judge_claims(claims: Sequence[Claim], compared: Compared, decisions: Sequence[Decision] = (), least: float = CONFLICT) -> tuple[Finding, ...]:
    """A finding for each claim that conflicts with others, together with these, and one for each claim without a relation; by the place of the lead claim.

    The lead claim stands first, and every relation of a finding is one of the lead claim, all for the same reason. Every relation is in exactly one finding;
    a claim may be contradicted in several. From the probability `least` up a relation is a conflict. Decisions win over the rules (`rule_relations`); joining
    claims that were ruled the same is for `align_claims`.
    """
    relations = rule_relations(find_relations(claims, compared, least), claims, decisions)
    findings = [_make_finding(*row) for row in _make_rows(claims, _thin(relations))]
    order = {claim.id: claim.members[0].anchor for claim in claims}
    return tuple(sorted(findings, key=lambda finding: (order[finding.claims[0]], finding.id)))


def conflicting() -> None:
    """The first of these claims and the others contradict each other, or may; the reason stands with each pair."""


def told_alike() -> None:
    """Nothing in these accounts was found to contradict this claim."""


RULES = (
    OPPOSITIONS
    | DECISION_RULES
    | {
        "rule:en.conflicting": conflicting.__doc__ or "",
        "rule:en.told-alike": told_alike.__doc__ or "",
    }
)


def _thin(relations: Sequence[Relation]) -> list[Relation]:
    """All but the unclear relations; of these, the surest first, those between claims that nothing else ties."""
    kept = [r for r in relations if r.kind is not RelationKind.UNCLEAR]
    tied = {claim for r in kept for claim in (r.left, r.right)}
    for relation in sorted(relations, key=lambda r: (-r.basis.score, r.left, r.right)):
        if relation.kind is RelationKind.UNCLEAR and not tied & {relation.left, relation.right}:
            kept.append(relation)
            tied |= {relation.left, relation.right}
    return kept


def _make_rows(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[Row]:
    """Each lead claim with those that it conflicts with for one reason: the claims that most accounts tell lead first, until no relation is left."""
    by_id = {claim.id: claim for claim in claims}
    left = list(relations)
    rows: list[Row] = []
    for lead in sorted(claims, key=_lead):
        of_lead = [r for r in left if lead.id in (r.left, r.right)]
        left = [r for r in left if lead.id not in (r.left, r.right)]
        rows += [([lead, *_find_partners(lead, own, by_id)], own) for own in _part(of_lead)]
    tied = {claim for relation in relations for claim in (relation.left, relation.right)}
    return rows + [([claim], ()) for claim in claims if claim.id not in tied]


def _part(relations: Sequence[Relation]) -> Iterable[list[Relation]]:
    """The relations by reason."""
    by_reason: dict[Reason, list[Relation]] = {}
    for relation in relations:
        by_reason.setdefault(relation.reason, []).append(relation)
    return by_reason.values()


def _find_partners(lead: Claim, relations: Sequence[Relation], by_id: Mapping[str, Claim]) -> list[Claim]:
    return sorted((by_id[r.right if r.left == lead.id else r.left] for r in relations), key=_lead)


def _lead(claim: Claim) -> tuple[int, int, Anchor, str]:
    documents = {member.anchor.document for member in claim.members}
    return -len(documents), -len(claim.members), claim.members[0].anchor, claim.id


def _make_finding(claims: Sequence[Claim], relations: Sequence[Relation]) -> Finding:
    conflicts = find_conflicts(claims, relations)
    if relations:
        surest = max(relations, key=lambda r: (r.basis.score, r.left, r.right))
        basis = Basis(by="rule:en.conflicting", score=surest.basis.score, evidence=surest.basis.evidence)
    else:
        basis = Basis(by="rule:en.told-alike", score=claims[0].basis.score, evidence=claims[0].basis.evidence)
    return Finding(
        id=content_id("finding", *(claim.id for claim in claims)),
        claims=tuple(claim.id for claim in claims),
        accounts=compare_accounts(claims[0], conflicts),
        sources=compare_sources(claims, conflicts),
        relations=tuple(relations),
        basis=basis,
    )
