"""Who takes from whom, leftovers of other texts, and how sources are introduced."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.records import Annotated, CreditKind, Fact, FlowKind, Stance
from onrecord.resolve import resolve_sources
from onrecord.text import exact
from onrecord.trace import trace_introductions, trace_leftovers, trace_passages, trace_provenance, trace_quotes

Read = Callable[[str], Annotated]
COPIED = "The tugboat crews walked out shortly before dawn after talks over winter pay collapsed in the harbour office"


def date(article: Annotated, published: str | None, outlet: str | None = None) -> Annotated:
    meta = replace(
        article.document.meta,
        published=Fact(value=published, provenance="given") if published else None,
        outlet=Fact(value=outlet, provenance="given") if outlet else None,
    )
    return replace(article, document=replace(article.document, meta=meta))


@pytest.mark.parametrize(
    ("one", "other", "directed"),
    [
        ("2031-03-01", "2031-03-02", True),
        ("2031-03-01", "2031-03-01", False),
        ("2031-03-01", None, False),
        ("2031-03-01T08:00:00Z", "2031-03-01T09:30:00Z", True),
        ("2031-03-01T08:00:00Z", "2031-03-01T09:30:00+02:00", False),
        ("yesterday", "2031-03-02", False),
    ],
)
def test_a_passage_flows_from_the_earlier_account_where_dates_tell(read_account: Read, one: str | None, other: str | None, directed: bool) -> None:
    articles = [date(read_account(f"Fog lay over the port.\n\n{COPIED}.\n"), one), date(read_account(f"It was known. {COPIED}.\n"), other)]
    (flow,) = trace_provenance(articles, trace_passages(articles)).flows
    assert flow.kind is FlowKind.PASSAGE
    assert flow.directed is directed
    if directed:
        assert (flow.origin, flow.account) == tuple(article.document.id for article in articles)


def test_a_credit_leads_to_the_account_of_that_outlet(read_account: Read) -> None:
    lantern = date(read_account("The bridge is shut, the mayor said on Monday.\n"), None, "The Northwick Lantern")
    taker = read_account(
        "The bridge is shut.\n\nThe mayor told the Coastal Courier that she was sorry.\n\nThis story originally appeared in The Northwick Lantern.\n"
    )
    graph = trace_provenance([taker, lantern], ())
    names = {origin.id: origin for origin in graph.origins}
    found = {(flow.credit, names[flow.origin].name, names[flow.origin].document) for flow in graph.flows}
    assert found == {(CreditKind.FIRST, "The Northwick Lantern", lantern.document.id), (CreditKind.TOLD, "Coastal Courier", None)}
    assert all(flow.account == taker.document.id for flow in graph.flows)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The mayor did not echo that language.” She left at noon.", ["”"]),
        ("The two discussed bread, coal and, drumroll, the opera.", ["drumroll"]),
        ("The bridge is shut since Monday. (MORE) The ferry runs.", ["(MORE)"]),
        ("“The bridge is shut,” she said. “Drumroll, please,” said the conductor.", []),
        ("“The bridge is shut.\n\n“The ferry runs,” she said.", []),
        ("The drumrolls of the band woke the town.", []),
    ],
    ids=["unpaired", "aside", "note", "quoted", "continued", "other word"],
)
def test_leftovers_are_shown(read_account: Read, text: str, left: list[str]) -> None:
    article = read_account(text + "\n")
    assert [exact(article.document.text, one.span) for one in trace_leftovers([article])] == left


def test_the_same_statement_is_introduced_differently(read_account: Read) -> None:
    articles = (
        read_account("Greta Holm claimed that the mill was sold in all but name before the vote.\n"),
        read_account("“The mill was sold in all but name before the vote,” Greta Holm said.\n"),
    )
    ordered = tuple(sorted(articles, key=lambda article: article.document.id))
    sources = resolve_sources(ordered, ())
    found = trace_introductions(ordered, sources, trace_quotes(ordered, sources), ())
    assert {one.stance for one in found} == {Stance.CLAIMING, Stance.NEUTRAL}
    assert all(len(one.same) == 1 for one in found)
