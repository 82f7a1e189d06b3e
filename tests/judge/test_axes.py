"""The two axes, by definition."""

import pytest

from onrecord.judge.axes import compare_accounts, compare_sources
from onrecord.records import Accounts, Anchor, Basis, Claim, Member, Sources, Span

BASIS = Basis(by="rule:en.same-claim", score=1.0)


def claim(name: str, *told: str) -> Claim:
    """`told`: "document:source" for a statement ("?" for an unknown speaker), "document" for the outlet's own voice."""
    members = []
    for at, telling in enumerate(told):
        document, _, source = telling.partition(":")
        anchor = Anchor(document, Span(10 * at, 10 * at + 5))
        statement = f"{name}-{at}" if source else None
        members.append(Member(anchor=anchor, statement=statement, voice=None if source else f"{name}-{at}", source=source if source not in ("", "?") else None))
    return Claim(id=name, gist=members[0].anchor, members=tuple(members), basis=BASIS)


@pytest.mark.parametrize(
    ("lead", "other", "accounts"),
    [
        (("d1", "d2"), None, Accounts.AGREE),
        (("d1",), None, Accounts.ONE_ONLY),
        (("d1", "d1"), None, Accounts.ONE_ONLY),
        (("d1",), ("d2",), Accounts.DIFFER),
        (("d1", "d2"), ("d1", "d2"), Accounts.AGREE),
        (("d1", "d2"), ("d2",), Accounts.DIFFER),
        (("d1",), ("d1",), Accounts.ONE_ONLY),
    ],
)
def test_accounts(lead: tuple[str, ...], other: tuple[str, ...] | None, accounts: Accounts) -> None:
    one = claim("a", *lead)
    assert compare_accounts(one, [(one, claim("b", *other))] if other else []) is accounts


@pytest.mark.parametrize(
    ("lead", "other", "sources"),
    [
        (("d1:vesk", "d2:dole"), None, Sources.AGREE),
        (("d1:vesk", "d2:vesk"), None, Sources.SINGLE),
        (("d1:vesk", "d2"), None, Sources.SINGLE),
        (("d1", "d2"), None, Sources.NONE),
        (("d1:?",), None, Sources.SINGLE),
        (("d1:vesk",), ("d1:dole",), Sources.CONFLICT),
        (("d1:vesk",), ("d2:vesk",), Sources.SINGLE),
        (("d1:vesk",), ("d2:?",), Sources.SINGLE),
        (("d1:vesk",), ("d2",), Sources.SINGLE),
        (("d1",), ("d2",), Sources.NONE),
        (("d1",), ("d2:dole",), Sources.SINGLE),
    ],
)
def test_sources(lead: tuple[str, ...], other: tuple[str, ...] | None, sources: Sources) -> None:
    one = claim("a", *lead)
    pairs = [(one, claim("b", *other))] if other else []
    assert compare_sources([one, *(pair[1] for pair in pairs)], pairs) is sources
