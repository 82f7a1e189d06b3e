"""The pair model: same numbers whatever else is asked, either way round."""

import pytest

from onrecord.models import load_models

PAIRS = [
    ("The mayor of Ostrel sold the harbour.", "The harbour was sold by Ostrel's mayor."),
    ("The mayor of Ostrel sold the harbour.", "The mayor of Ostrel did not sell the harbour."),
    ("A.", "The river rose overnight and the lower town was flooded, the fire brigade said."),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_is_judged_alike_alone_among_others_and_turned_round(pair: tuple[str, str]) -> None:
    model = load_models().pairs
    (alone,) = model.judge([pair])
    assert model.judge([*PAIRS, pair[::-1]])[-1] == alone
    assert model.judge([*reversed(PAIRS)])[len(PAIRS) - 1 - PAIRS.index(pair)] == alone


def test_nothing_asked_nothing_said() -> None:
    assert load_models().pairs.judge([]) == ()


def test_long_and_odd_texts_are_read() -> None:
    assert len(load_models().pairs.judge([("word " * 4000, ""), ("\ud83d\ude00 “”", "x")])) == 2
