"""The invented event that ships with the project: what an attentive reader of both accounts finds."""

from pathlib import Path

import pytest

import onrecord
from onrecord.records import Accounts, EditKind, Form, Reason, RelationKind, Report, Sources, Statement
from onrecord.text import exact

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
COURIER, HERALD = "coast-courier.html", "harbour-herald.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return onrecord.compare([EXAMPLES / COURIER, EXAMPLES / HERALD])


def texts(report: Report) -> dict[str, str]:
    return {article.document.id: article.document.text for article in report.articles}


def speaker(report: Report, statement: Statement) -> str | None:
    return next((source.name for source in report.sources if statement.id in source.statements), None)


def statement_with(report: Report, words: str, *, form: Form | None = None) -> Statement:
    """The innermost statement whose content holds the words."""
    text = texts(report)
    found = [
        s
        for article in report.articles
        for s in article.statements
        if any(words in exact(text[s.document], c) for c in s.content) and (form is None or s.form is form)
    ]
    assert found, words
    return min(found, key=lambda s: sum(c.end - c.start for c in s.content))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("not setting the matter aside under any circumstances’", "Harriet Osgood"),
        ("not setting the matter aside under any circumstances,”", "Harriet Osgood"),
        ("a question of timing”", "Harriet Osgood"),
        ("a question of timing for the moment", "Harriet Osgood"),
        ("30 fishing boats", "Harriet Osgood"),
        ("13 fishing boats", "Harriet Osgood"),
        ("found her answer good", "Nikolai Brezan"),
        ("will publish the readings of its three river gauges every week, Brezan", "Nikolai Brezan"),
        ("The river has more sense", "Ysolde Karrow"),
        ("would never use water as a weapon", "Ysolde Karrow"),
        ("I came to listen,”", "Anselm Dorrick"),
        ("I came to listen, and I heard", "Anselm Dorrick"),
        ("a waste of a good lunch", "Corin Hale"),
        ("lost it somewhere between", "Corin Hale"),
    ],
)
def test_who_says_it(report: Report, words: str, name: str) -> None:
    outer = statement_with(report, words.removesuffix(", Brezan"))
    by_id = {s.id: s for article in report.articles for s in article.statements}
    chain = [outer]
    while chain[-1].within:
        chain.append(by_id[chain[-1].within])
    assert name in {speaker(report, s) for s in chain}


def test_assurances_stand_in_what_is_accepted_in_what_is_said(report: Report) -> None:
    by_id = {s.id: s for article in report.articles for s in article.statements}
    text = texts(report)
    for document in text:
        inner = [s for s in by_id.values() if s.document == document and any("held back no water" in exact(text[document], c) for c in s.content)]
        names = [speaker(report, s) for s in sorted(inner, key=lambda s: -sum(c.end - c.start for c in s.content))]
        assert names[0] == "Nikolai Brezan"
        assert names[-1] == "Ysolde Karrow"
        assert any(s.within for s in inner)


def collisions(report: Report, reason: Reason) -> list[tuple[str, ...]]:
    text = texts(report)
    return [
        tuple(exact(text[place.document], place.span) for place in relation.basis.evidence)
        for finding in report.findings
        for relation in finding.relations
        if relation.kind is RelationKind.CONFLICTS and relation.reason is reason
    ]


def test_who_pressed_whom_is_a_role_reversal_on_which_the_accounts_differ(report: Report) -> None:
    assert any("ressed" in left and "ressed" in right for left, right in collisions(report, Reason.ROLE_REVERSAL))
    reversal = [f for f in report.findings if any(r.reason is Reason.ROLE_REVERSAL for r in f.relations)]
    assert any(f.accounts is Accounts.DIFFER for f in reversal)


def test_what_was_accepted_is_a_conflict_of_sources_on_which_the_accounts_agree(report: Report) -> None:
    text = texts(report)
    found = [f for f in report.findings if f.sources is Sources.CONFLICT and f.accounts is Accounts.AGREE]
    words = [" ".join(exact(text[p.document], p.span) for r in f.relations for p in r.basis.evidence) for f in found]
    assert any("accepted" in w and ("denied" in w or "had accepted anything" in w) for w in words)


def test_the_number_of_boats_differs(report: Report) -> None:
    pairs = collisions(report, Reason.NUMBER)
    assert any("13" in left + right and "30" in left + right for left, right in pairs)


def test_what_happened_to_the_quotations(report: Report) -> None:
    text = texts(report)
    kinds = {exact(text[v.right.document], v.right.span): {(e.kind, e.marked) for e in v.edits} for v in report.variants}
    timing = next(kinds[w] for w in kinds if w.startswith("a question of timing"))
    assert {(EditKind.CUT, False), (EditKind.HEDGE_DROPPED, False)} <= timing
    aside = next(kinds[w] for w in kinds if "setting the matter aside" in w)
    assert (EditKind.BRACKETED, True) in aside


def test_no_leftover_of_the_page_says_anything(report: Report) -> None:
    text = texts(report)
    for article in report.articles:
        for s in article.statements:
            said = " ".join(exact(text[s.document], c) for c in s.content)
            assert not any(word in said for word in ("cookies", "Leave a comment", "Share", "eels", "Lock keeper", "e-mail"))


def test_the_credit_is_found(report: Report) -> None:
    text = texts(report)
    assert "Saltmarsh Wire" in {exact(text[a.document.id], c.name) for a in report.articles for c in a.document.credits}
