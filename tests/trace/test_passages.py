"""Copied and reworded passages outside quotation marks, and the credits that cover them."""

from collections.abc import Callable

import pytest

from onrecord.records import Annotated, Passage, PassageKind
from onrecord.text import exact
from onrecord.trace import RULES, trace_passages

Read = Callable[[str], Annotated]
COPIED = "The tugboat crews walked out shortly before dawn after talks over winter pay collapsed in the harbour office"
BEFORE = "Fog lay over the port of Vessburg on Tuesday.\n\n"
AFTER = "\n\nNobody could say when the next freighter would dock.\n"


def pair(read: Read, one: str, other: str) -> tuple[tuple[Passage, ...], Annotated, Annotated]:
    left, right = read(BEFORE + one + AFTER), read("Ilse Drummen had warned of it for weeks.\n\n" + other + "\n\nA ferry waited outside the breakwater.\n")
    found = trace_passages([left, right])
    assert found == trace_passages([right, left])
    assert all(passage.basis.by in RULES for passage in found)
    return found, left, right


def test_verbatim_run_is_found_at_its_places(read_account: Read) -> None:
    found, left, right = pair(read_account, f"{COPIED}.", f"Officials confirmed it. {COPIED}, a clerk wrote.")
    (passage,) = found
    assert passage.kind is PassageKind.VERBATIM
    text = {article.document.id: article.document.text for article in (left, right)}
    assert {exact(text[a.document], a.span) for a in (passage.left, passage.right)} == {COPIED}
    assert passage.credit is None


def test_run_over_two_sentences_is_one_passage(read_account: Read) -> None:
    two = f"{COPIED}. Two of the larger boats had already been moored across the entrance of the inner basin."
    found, _, _ = pair(read_account, two, f"This was known. {two}")
    assert [passage.kind for passage in found] == [PassageKind.VERBATIM]


def test_reworded_sentence_is_found(read_account: Read) -> None:
    reworded = "The tugboat crews walked out just before dawn when talks over winter pay broke down in the harbour office"
    found, _, _ = pair(read_account, f"{COPIED}.", f"{reworded}.")
    assert [passage.kind for passage in found] == [PassageKind.REWORDED]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"“{COPIED},” Ilse Drummen said.", f"“{COPIED},” said Ilse Drummen."),
        ("The mayor did not respond to a request for comment on Monday.", "Her office did not respond to a request for comment on Monday."),
        (
            "The United States Senate Committee on Homeland Security and Governmental Affairs met.",
            "It went to the United States Senate Committee on Homeland Security and Governmental Affairs.",
        ),
        ("The tugboat crews walked out shortly before dawn.", "Shortly before dawn the quay was empty."),
    ],
    ids=["quotation", "stock phrase", "name", "short"],
)
def test_what_is_no_copy(read_account: Read, one: str, other: str) -> None:
    assert pair(read_account, one, other)[0] == ()


def test_credit_covers_a_passage(read_account: Read) -> None:
    found, left, right = pair(read_account, f"{COPIED}.", f"{COPIED}.\n\nSource: Harbour Wire")
    (passage,) = found
    assert passage.credit is not None
    text = {article.document.id: article.document.text for article in (left, right)}
    assert exact(text[passage.credit.document], passage.credit.span) == "Source: Harbour Wire"
