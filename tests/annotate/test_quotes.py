"""Quotation marks of every style."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.quotes import find_quotations
from onrecord.records import Block, BlockRole, Span


def quoted(*paragraphs: str) -> list[tuple[str, int, bool, bool]]:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(len(text), len(text) + len(paragraph)), role=BlockRole.BODY))
        text += paragraph + "\n\n"
    return [(text[q.span.start : q.span.end], q.depth, q.balanced, q.continues) for q in find_quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no deal” twice.", ["“no deal”"]),
        ('She said "no deal" twice.', ['"no deal"']),
        ("She said ''no deal'' twice.", ["''no deal''"]),
        ("She said ``no deal'' twice.", ["``no deal''"]),
        ("She said ‘no deal’ twice.", ["‘no deal’"]),
        ("She said 'no deal' twice.", ["'no deal'"]),
        ("She said «no deal» twice.", ["«no deal»"]),
        ("She said »no deal« twice.", ["»no deal«"]),
        ("She said „no deal“ twice.", ["„no deal“"]),
        ("“One,” she said. “Two.”", ["“One,”", "“Two.”"]),
        ("“He said ‘never’ to us,” she said.", ["“He said ‘never’ to us,”", "‘never’"]),
        ('"He said “never” to us," she said.', ['"He said “never” to us,"', "“never”"]),
        ("“He said “never” to us,” she said.", ["“He said “never” to us,”", "“never”"]),
        ("The boats’ owners don’t sail in the ’90s.", []),
        ("The boats' owners don't sail in the '90s.", []),
        ("‘The boats’ owners don’t sail,’ she said.", ["‘The boats’ owners don’t sail,’"]),
        ("No quotation at all.”", []),
        ("She said ‘no deal” twice.", ["‘no deal”"]),
        ("”No deal at all,” she said.", ["”No deal at all,”"]),
        ("", []),
        ("“", []),
    ],
)
def test_where_quotations_stand(text: str, expected: list[str]) -> None:
    assert [q[0] for q in quoted(text)] == expected


def test_a_quotation_over_paragraphs_continues() -> None:
    found = quoted("“One. Two.", "“Three.”")
    assert found == [("“One. Two.", 0, False, True), ("“Three.”", 0, True, False)]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert quoted("She said “one. Two.", "Three.") == [("“one. Two.", 0, False, False)]


@given(st.lists(st.text(st.sampled_from("ab s.,!\u00a0\t“”„‟\"'‘’‚‛«»‹›`´İ🎤ש"), max_size=40), max_size=4))
def test_any_marks_give_nested_spans_inside_their_paragraph(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(span=Span(at, at + len(paragraph)), role=BlockRole.BODY))
        at += len(paragraph) + 2
    found = find_quotations(text, blocks)
    for q in found:
        assert any(b.span.start <= q.span.start < q.span.end <= b.span.end for b in blocks)
        assert all(o.span.end <= q.span.start or q.span.end <= o.span.start or _within(q.span, o.span) or _within(o.span, q.span) for o in found)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
