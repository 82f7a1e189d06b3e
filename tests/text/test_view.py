import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import text_and_rewrites, text_and_span, texts

from onrecord.records import Span
from onrecord.text import code_point_offset, covers, exact, find_rewrites, make_view, overlap, trim, utf16_offset


@given(text_and_rewrites())
def test_lift_of_kept_characters_is_verbatim(case: tuple[str, Span, list[tuple[Span, str]]]) -> None:
    text, span, rewrites = case
    view = make_view(text, span, rewrites)
    replaced = [old for old, _ in rewrites]
    for i, character in enumerate(view.text):
        place = view.lift(Span(i, i + 1))
        assert covers(span, place)
        if not any(covers(old, place) for old in replaced):
            assert exact(text, place) == character


@given(text_and_rewrites(), st.data())
def test_lift_is_monotone_and_covers_its_parts(case: tuple[str, Span, list[tuple[Span, str]]], data: st.DataObject) -> None:
    text, span, rewrites = case
    view = make_view(text, span, rewrites)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    whole = view.lift(Span(start, end))
    assert whole.start <= whole.end
    assert covers(Span(0, len(text)), whole)
    for i in range(start, end):
        assert covers(whole, view.lift(Span(i, i + 1)))


@given(text_and_span())
def test_without_rewrites_lift_round_trips_exactly(case: tuple[str, Span]) -> None:
    text, span = case
    view = make_view(text, span)
    assert view.text == exact(text, span)
    assert view.lift(Span(0, len(view.text))) == span or span.start == span.end
    for i in range(len(view.text)):
        assert view.lift(Span(i, i + 1)) == Span(span.start + i, span.start + i + 1)


def test_a_longer_replacement_stands_for_the_whole_rewritten_span() -> None:
    view = make_view("a…b", Span(0, 3), [(Span(1, 2), "...")])
    assert view.text == "a...b"
    assert view.lift(Span(2, 3)) == Span(1, 2)
    assert view.lift(Span(0, 5)) == Span(0, 3)


def test_same_length_replacement_maps_character_by_character() -> None:
    view = make_view("a\r\nb", Span(0, 4), find_rewrites("a\r\nb", Span(0, 4), re.compile(r"\s"), " "))
    assert view.text == "a  b"
    assert view.lift(Span(2, 4)) == Span(2, 4)


@pytest.mark.parametrize("rewrites", [[(Span(2, 3), ""), (Span(1, 2), "")], [(Span(1, 1), "x")], [(Span(0, 9), "x")]])
def test_bad_rewrites_are_refused(rewrites: list[tuple[Span, str]]) -> None:
    with pytest.raises(ValueError, match="rewrite"):
        make_view("abcd", Span(0, 4), rewrites)


@pytest.mark.parametrize("span", [Span(-1, 0), Span(0, 5), Span(3, 2)])
def test_lift_outside_the_view_is_refused(span: Span) -> None:
    with pytest.raises(IndexError):
        make_view("abcd", Span(0, 4)).lift(span)


@given(texts)
def test_utf16_offsets_round_trip_and_agree_with_the_codec(text: str) -> None:
    for at in range(len(text) + 1):
        units = utf16_offset(text, at)
        assert units == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert code_point_offset(text, units) == at


def test_an_offset_inside_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        code_point_offset("🎤", 1)
    with pytest.raises(ValueError, match="beyond"):
        code_point_offset("a", 3)


@given(text_and_span())
def test_trim_keeps_all_but_outer_white_space(case: tuple[str, Span]) -> None:
    text, span = case
    inner = trim(text, span)
    assert covers(span, inner)
    assert exact(text, inner) == exact(text, span).strip()


@given(text_and_span(), text_and_span())
def test_overlap_is_symmetric_and_bounded(a: tuple[str, Span], b: tuple[str, Span]) -> None:
    assert overlap(a[1], b[1]) == overlap(b[1], a[1]) <= min(a[1].end - a[1].start, b[1].end - b[1].start)
