"""Numbers with what they count."""

import pytest

from onrecord.proposition.numbers import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("Police arrested 40 marchers.", 40.0, "march"),
        ("Twelve ferries were late.", 12.0, "ferr"),
        ("The bridge cost $3.5 million.", 3_500_000.0, "$"),
        ("Turnout was 53 percent.", 53.0, "%"),
        ("Turnout was 53%.", 53.0, "%"),
        ("Some 1,200 homes lost power.", 1200.0, "home"),
    ],
)
def test_count(text: str, value: float, counted: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.counted[: len(counted)]) == (value, counted)


@pytest.mark.parametrize("text", ["It opened in 1998.", "The 3rd bridge fell.", "They met at 7:30.", "One of the ferries was late.", "A 40-year plan."])
def test_no_count(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_rough_number_is_marked() -> None:
    assert [found.rough for found in find_quantities("About 40 marchers met 15 officers.")] == [True, False]
