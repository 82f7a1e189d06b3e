"""Findings: one row of the page each, a claim and those it conflicts with, judged on two axes."""

from collections.abc import Sequence

from onrecord.judge.axes import compare_accounts, compare_sources, find_conflicts
from onrecord.judge.relations import find_relations
from onrecord.models import Models
from onrecord.proposition import OPPOSITIONS, read_tellings
from onrecord.records import Anchor, Annotated, Basis, Claim, Decision, Finding, Relation, RelationKind, Source, content_id


def judge_claims(
    claims: Sequence[Claim], articles: Sequence[Annotated], sources: Sequence[Source], models: Models, decisions: Sequence[Decision] = ()
) -> tuple[Finding, ...]:
    """One finding for each group of claims that are tied by relations, and one for each other claim; by the place of the lead claim.

    Every claim stands in exactly one finding; the lead claim (first) is the one that most accounts tell. A decision that two claims are the same takes the
    relation between them away; joining them is for `align_claims`.
    """
    ruled = {frozenset((decision.left, decision.right)) for decision in decisions if decision.same}
    relations = [r for r in find_relations(claims, read_tellings(articles, sources), models) if frozenset((r.left, r.right)) not in ruled]
    groups = _group(claims, _thin(relations))
    findings = [_make_finding(group, [r for r in relations if {r.left, r.right} <= {claim.id for claim in group}]) for group in groups]
    order = {claim.id: claim.members[0].anchor for claim in claims}
    return tuple(sorted(findings, key=lambda finding: (order[finding.claims[0]], finding.id)))


def conflicting() -> None:
    """These claims stand together because at least two of them contradict each other, or may; the reason stands with each pair."""


def told_alike() -> None:
    """Nothing in these accounts was found to contradict this claim."""


RULES = OPPOSITIONS | {
    "rule:en.conflicting": conflicting.__doc__ or "",
    "rule:en.told-alike": told_alike.__doc__ or "",
}


def _thin(relations: Sequence[Relation]) -> list[Relation]:
    """All conflicts; of the unclear relations, the surest first, those between claims that nothing else ties."""
    kept = [r for r in relations if r.kind is RelationKind.CONFLICTS]
    tied = {claim for r in kept for claim in (r.left, r.right)}
    for relation in sorted(relations, key=lambda r: (-r.basis.score, r.left, r.right)):
        if relation.kind is RelationKind.UNCLEAR and not tied & {relation.left, relation.right}:
            kept.append(relation)
            tied |= {relation.left, relation.right}
    return kept


def _group(claims: Sequence[Claim], relations: Sequence[Relation]) -> list[list[Claim]]:
    """The claims in connected groups, the lead first."""
    home: dict[str, str] = {claim.id: claim.id for claim in claims}
    for relation in relations:
        one, other = sorted((home[relation.left], home[relation.right]))
        home = {claim: one if group == other else group for claim, group in home.items()}
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(home[claim.id], []).append(claim)
    return [sorted(group, key=_lead) for group in groups.values()]


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
