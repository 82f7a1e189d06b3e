"""The candidate stage: altered sentences are proposed, others are not, and few accounts are all compared."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.candidates import measure
from onrecord.records import Annotated
from onrecord.trace import candidates
from onrecord.trace.candidates import find_alike, propose_accounts

Read = Callable[[str], Annotated]


def test_altered_sentences_are_found_among_many() -> None:
    found = measure(10_000, 1_000)
    assert found["recall"] >= 0.98
    assert found["proposals"] < 1


def test_a_stock_phrase_proposes_nothing() -> None:
    sentence = "the mayor did not respond to a request for comment on Monday"
    assert len(list(find_alike([sentence] * 10, range(10)))) == 45
    assert list(find_alike([sentence] * 100, range(100))) == []


def test_sentences_of_one_owner_are_not_paired() -> None:
    sentence = "fog lay over the port of Vessburg for most of the week"
    assert list(find_alike([sentence, sentence, sentence], [4, 4, 7])) == [(0, 2), (1, 2)]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab ", max_size=40), max_size=12))
def test_pairs_are_ordered_and_unique(sentences: list[str]) -> None:
    pairs = list(find_alike(sentences, range(len(sentences))))
    assert all(a < b for a, b in pairs)
    assert pairs == sorted(set(pairs))


def test_many_accounts_are_compared_where_they_share_a_sentence(read_account: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = "The tugboat crews walked out shortly before dawn after talks over winter pay collapsed in the harbour office."
    accounts = [
        read_account(f"{shared}\n\nNobody came.\n"),
        read_account("The snow fences held through the night.\n"),
        read_account(f"It was known. {shared}\n"),
    ]
    assert list(propose_accounts(accounts)) == [(0, 1), (0, 2), (1, 2)]
    monkeypatch.setattr(candidates, "FEW", 2)
    assert list(propose_accounts(accounts)) == [(0, 2)]
