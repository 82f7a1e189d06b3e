"""Form, hedges, polarity and addressee of statements."""

from collections.abc import Callable

import pytest

from onrecord.annotate import RULES
from onrecord.records import Annotated, Form, Polarity

Read = Callable[[str], Annotated]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The ferry will not sail on Monday,” Anna Berg said.", Form.DIRECT),
        ("Anna Berg said that the ferry would not sail on Monday.", Form.INDIRECT),
        ("Anna Berg said that the ferry was “in no danger at all.”", Form.MIXED),
    ],
)
def test_form(text: str, form: Form, read: Read) -> None:
    assert read(text).statements[0].form is form


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Anna Berg said that the ferry was full.", Polarity.POSITIVE),
        ("Anna Berg said that the ferry was not full.", Polarity.POSITIVE),
        ("Anna Berg did not say that the ferry was full.", Polarity.NEGATIVE),
        ("Anna Berg never said that the ferry was full.", Polarity.NEGATIVE),
        ("Anna Berg denied that the ferry was full.", Polarity.NEGATIVE),
        ("Anna Berg did not deny that the ferry was full.", Polarity.POSITIVE),
        ("Nobody said that the ferry was full.", Polarity.NEGATIVE),
    ],
)
def test_polarity(text: str, polarity: Polarity, read: Read) -> None:
    assert read(text).statements[0].polarity is polarity


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("“It may be simply a bad day at this point,” Anna Berg said.", ["may", "simply", "at this point"]),
        ("Anna Berg said that the ferry would sail in May.", []),
        ("Anna Berg said that the ferry would probably sail.", ["probably"]),
        ("Anna Berg said that the ferry would sail.", []),
    ],
)
def test_hedges(text: str, hedges: list[str], read: Read) -> None:
    assert [text[h.start : h.end] for h in read(text).statements[0].hedges] == hedges


@pytest.mark.parametrize(
    ("text", "told_to"),
    [
        ("Anna Berg told reporters that the ferry was full.", "reporters"),
        ("“The ferry is full and will not sail,” Anna Berg told the Skarvik Courier.", "the Skarvik Courier"),
        ("Anna Berg said in an interview with Radio Nord that the ferry was full.", "Radio Nord"),
        ("Anna Berg said that the ferry was full.", None),
    ],
)
def test_addressee(text: str, told_to: str | None, read: Read) -> None:
    told = read(text).statements[0].told_to
    assert (text[told.start : told.end] if told else None) == told_to


def test_the_basis_names_who_read_it_and_its_evidence(read: Read) -> None:
    text = "Anna Berg said that the ferry was full."
    statement = read(text).statements[0]
    assert statement.basis.by in RULES
    assert 0 < statement.basis.score < 1
    assert [text[a.span.start : a.span.end] for a in statement.basis.evidence] == ["said", "Anna Berg"]


def test_furniture_says_nothing(read: Read) -> None:
    text = "Ferry stays in harbour\n\nBy Anna Berg\n\nThe ferry stays, the harbour office said on Monday.\n\nShare\n\n65 Comments\n\nLeave a Reply\n"
    found = read(text).statements
    assert [text[s.source.start : s.source.end] for s in found if s.source] == ["the harbour office"]
