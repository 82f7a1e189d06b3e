"""Where two sentences part: phrases that change places, prefixes that negate, things set against each other."""

import pytest

from onrecord.proposition.differences import compare_words, is_exchanged, is_flipped, is_in_order, is_restated

EXCHANGED = (
    ("Coach Marguerite Adeyo blamed the referee for the defeat.", "The referee blamed coach Marguerite Adeyo for the defeat."),
    ("Lev Amadi left Corrin United for Vesper City in January.", "Lev Amadi left Vesper City for Corrin United in January."),
    ("Wage growth outpaced inflation last year.", "Inflation outpaced wage growth last year."),
)
NOT_EXCHANGED = (
    ("Odo Brenn and Mara Lind opened the bridge.", "Mara Lind and Odo Brenn opened the bridge."),
    ("The bridge is safe, said Anna Lind.", "Anna Lind said the bridge is safe."),
    ("The bridge is safe.", "The bridge is safe."),
    ("Brenn blamed the referee.", "The referee was blamed by Brenn."),
)


@pytest.mark.parametrize(("one", "other"), EXCHANGED)
def test_two_phrases_have_changed_places(one: str, other: str) -> None:
    assert is_exchanged(one, other)
    assert is_exchanged(other, one)


@pytest.mark.parametrize(("one", "other"), NOT_EXCHANGED)
def test_nothing_has_changed_places(one: str, other: str) -> None:
    assert not is_exchanged(one, other)
    assert not is_exchanged(other, one)


@pytest.mark.parametrize(("one", "other"), [("safe", "unsafe"), ("honest", "dishonest"), ("possible", "impossible"), ("violent", "non-violent")])
def test_a_prefix_negates(one: str, other: str) -> None:
    a, b = (f"The march in Ostrel was {word}, the police said." for word in (one, other))
    found = compare_words(a, b)
    assert found["negation differs"]
    assert is_flipped(a, b, found)


def test_a_prefix_that_is_part_of_the_word_negates_nothing() -> None:
    assert not compare_words("His income rose in Ostrel.", "The ferry will come to Ostrel.")["negation differs"]


def test_what_is_set_against_something_is_no_restatement() -> None:
    a, b = "Flour prices had doubled, Wim Castor said.", "Sugar prices, unlike flour prices, had doubled, Wim Castor said."
    assert not is_restated(a, b, compare_words(a, b))
    c = "Flour prices had now doubled, Wim Castor said."
    assert is_restated(a, c, compare_words(a, c))


def test_words_in_order() -> None:
    a, b = "Police in Varnholt arrested seven students after the march.", "Seven students in Varnholt arrested police after the march."
    assert is_in_order(a, a, compare_words(a, a))
    assert not is_in_order(a, b, compare_words(a, b))
    c, d = "Striker Lev Amadi left Corrin for Vesper in January.", "In January striker Lev Amadi left Corrin for Vesper."
    assert is_in_order(c, d, compare_words(c, d))
