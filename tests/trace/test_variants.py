"""Alterations of quotations: which pairs are one utterance, and what was changed, marked or not."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import texts

from onrecord.records import Annotated, Edit, EditKind, QuoteVariant, Span
from onrecord.resolve import resolve_sources
from onrecord.text import covers, exact
from onrecord.trace import RULES, trace_quotes

Read = Callable[[str], Annotated]
CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "variants.toml").read_text(encoding="utf-8"))


def trace(articles: Sequence[Annotated]) -> tuple[QuoteVariant, ...]:
    ordered = tuple(sorted(articles, key=lambda article: article.document.id))
    return trace_quotes(ordered, resolve_sources(ordered, ()))


def show(edit: Edit, left: str, right: str) -> tuple[str, str, str, str]:
    return str(edit.kind), "marked" if edit.marked else "", exact(left, edit.left), exact(right, edit.right)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_alteration_is_typed(case: dict[str, Any], read_account: Read) -> None:
    articles = [read_account(case["left"] + "\n"), read_account(case["right"] + "\n")]
    place = {article.document.id: article.document.text for article in articles}
    expected = [tuple(edit) for edit in case["edits"]]
    swapped = [(kind, mark, b, a) for kind, mark, a, b in expected]
    found = []
    for variant in trace(articles):
        left, right = place[variant.left.document], place[variant.right.document]
        edits = [show(edit, left, right) for edit in variant.edits]
        found.append(edits)
        is_left = variant.left.document == articles[0].document.id
        if sorted(edits) == sorted(expected if is_left else swapped):
            return
    pytest.fail(f"expected {expected}, found {found}")


@pytest.mark.parametrize("case", CASES["distinct"], ids=lambda case: case["name"])
def test_other_utterances_are_no_variant(case: dict[str, Any], read_account: Read) -> None:
    assert trace([read_account(case["left"] + "\n"), read_account(case["right"] + "\n")]) == ()


def test_one_account_has_no_variants(read_account: Read) -> None:
    text = "“The mill is sold for good,” said Greta Holm. “The mill is sold for good,” she said again.\n"
    assert trace([read_account(text)]) == ()


def test_fuller_version_is_left_and_speaker_is_named(read_account: Read) -> None:
    short = read_account("Greta Holm said the deal was “sold in all but name.”\n")
    full = read_account("“The mill was sold in all but name before the vote,” Greta Holm said.\n")
    (variant,) = trace([short, full])
    assert variant.left.document == full.document.id
    assert variant.source is not None
    assert len(variant.statements) == 2


def test_a_fragment_goes_with_the_same_fragment_and_with_the_fullest_version_else(read_account: Read) -> None:
    one = read_account("The “wretched pier” again.\n\n“That wretched pier has cost us thirty boats,” Hanne Sorby said.\n")
    other = read_account("Hanne Sorby attacked the “wretched pier” on Monday.\n")
    found = {exact(one.document.text if v.left.document == one.document.id else other.document.text, v.left.span) for v in trace([one, other])}
    assert any("wretched pier" in words for words in found)


def test_repeated_quotation_counts_once(read_account: Read) -> None:
    one = read_account("“No boat leaves before noon,” Teo Marchetti said.\n\nHe repeated: “No boat leaves before noon.”\n")
    other = read_account("“No boat leaves before noon,” Teo Marchetti said.\n")
    assert len(trace([one, other])) == 1


def test_of_the_places_of_a_repeated_quotation_the_one_whose_clause_fits(read_account: Read) -> None:
    one = read_account("Ida Brokk said she was “deeply” sorry for the noise.\n\nIda Brokk wrote that she “deeply” regrets the fire.\n")
    other = read_account("“I truly and deeply regret my part in it,” Ida Brokk wrote.\n")
    (variant,) = trace([one, other])
    assert exact(one.document.text, Span(variant.right.span.start, variant.right.span.end + 9)) == "deeply” regrets"


def test_those_who_say_the_same_long_quotation_count_as_one(read_account: Read) -> None:
    said = "“We have no comment on the wreck of the ferry or on its captain,”"
    one = read_account(f"The Sorby Foundation did not want to speak of “its captain.”\n\n{said} the Sorby Foundation said.\n")
    other = read_account(f"{said} said Tora Sorby, the founder's daughter.\n")
    assert {exact(one.document.text, v.left.span if v.left.document == one.document.id else v.right.span) for v in trace([one, other])} == {
        said[1:-1],
        "its captain.",
    }


QUOTES = "“The old granary was never insured against fire or flood,” Lotte Reinhart said. "
printed = texts.filter(lambda text: all(c >= " " or c in "\t\n\r" for c in text))
pieces = st.lists(st.sampled_from(QUOTES.split()), min_size=1, max_size=25).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(printed, pieces), st.one_of(printed, pieces))
def test_places_lie_inside_and_order_changes_nothing(read_account: Read, one: str, other: str) -> None:
    articles = [read_account(text + end) for text, end in ((QUOTES + one, "\nFirst."), (QUOTES + other, "\nSecond."))]
    forward, backward = (trace_quotes(order, ()) for order in (articles, articles[::-1]))
    assert forward == backward
    assert forward
    length = {article.document.id: len(article.document.text) for article in articles}
    for variant in forward:
        assert variant.basis.by in RULES
        assert 0 <= variant.basis.score <= 1
        for anchor, side in ((variant.left, "left"), (variant.right, "right")):
            assert covers(Span(0, length[anchor.document]), anchor.span)
            assert all(covers(anchor.span, getattr(edit, side)) for edit in variant.edits)
        assert [e.kind for e in variant.edits] == [EditKind.IDENTICAL] or EditKind.IDENTICAL not in {e.kind for e in variant.edits}
