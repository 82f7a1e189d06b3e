"""The two axes of a finding, never merged: what the outlets tell, and what the people in them say."""

from collections.abc import Iterable, Sequence

from onrecord.records import Accounts, Claim, Member, Relation, RelationKind, Sources


def compare_accounts(lead: Claim, pairs: Sequence[tuple[Claim, Claim]]) -> Accounts:
    """What the outlets tell; `pairs` are the claims of the finding that conflict.

    differ: one account tells a claim and another one that it conflicts with, and they do not both tell both.
    agree: otherwise, when two accounts or more tell the lead claim.
    one only: when a single account does.
    """
    if any(_differ(one, other) for one, other in pairs):
        return Accounts.DIFFER
    return Accounts.AGREE if len(_documents(lead)) > 1 else Accounts.ONE_ONLY


def compare_sources(claims: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]]) -> Sources:
    """What the people say; the first of `claims` leads, `pairs` are those that conflict.

    conflict: one speaker tells a claim and another speaker one that it conflicts with; both are known, for an unknown one may be either.
    agree: otherwise, when two speakers or more tell the lead claim.
    single: when one speaker does, or only a conflicting claim has a speaker.
    none: when all of it is told in the outlets' own voice.
    """
    if any(_known(one) and _known(other) and _known(one) != _known(other) for one, other in pairs):
        return Sources.CONFLICT
    if len(_speakers(claims[0])) > 1:
        return Sources.AGREE
    return Sources.SINGLE if any(_speakers(claim) for claim in claims) else Sources.NONE


def find_conflicts(claims: Sequence[Claim], relations: Iterable[Relation]) -> list[tuple[Claim, Claim]]:
    """The pairs of claims that conflict; an unclear relation is none."""
    by_id = {claim.id: claim for claim in claims}
    return [(by_id[relation.left], by_id[relation.right]) for relation in relations if relation.kind is RelationKind.CONFLICTS]


def _differ(one: Claim, other: Claim) -> bool:
    left, right = _documents(one), _documents(other)
    return len(left | right) > 1 and left != right


def _documents(claim: Claim) -> frozenset[str]:
    return frozenset(member.anchor.document for member in claim.members)


def _speakers(claim: Claim) -> frozenset[str]:
    """Who tells the claim: sources, and each statement whose speaker is not known as a speaker of its own; never the outlet."""
    return frozenset(_speaker(member) for member in claim.members if member.statement is not None)


def _known(claim: Claim) -> frozenset[str]:
    return frozenset(member.source for member in claim.members if member.source is not None)


def _speaker(member: Member) -> str:
    return member.source or f"unknown speaker of {member.statement}"
