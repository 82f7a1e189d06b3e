"""Late interaction: exact, whatever the company."""

import numpy as np

from onrecord.models import Spread
from onrecord.proposition.pieces import MEETINGS, Pieces, meet, weigh_pieces


def make_pieces(seed: int, length: int) -> Pieces:
    random = np.random.default_rng(seed)
    rows = random.normal(size=(length, 384)).astype(np.float32)
    return weigh_pieces(Spread(random.integers(1000, 30000, length), rows / np.linalg.norm(rows, axis=1, keepdims=True)))


def test_a_pair_alone_and_in_company_comes_to_the_same_bits() -> None:
    one, others = make_pieces(0, 23), [make_pieces(seed, length) for seed, length in enumerate((1, 5, 8, 9, 30, 61), 1)]
    together = meet(one, others)
    for at, other in enumerate(others):
        assert np.array_equal(meet(one, [other])[0], together[at])


def test_either_text_may_come_first() -> None:
    one, other = make_pieces(1, 12), make_pieces(2, 31)
    assert np.array_equal(meet(one, [other]), meet(other, [one]))


def test_a_text_meets_itself_wholly() -> None:
    one = make_pieces(3, 14)
    found = dict(zip(MEETINGS, meet(one, [one])[0], strict=True))
    assert abs(found["covered less"] - 1) < 1e-3
    assert abs(found["missing more"]) < 1e-3
    assert abs(found["stretch less"] - 1) < 1e-3


def test_a_text_without_pieces_meets_nothing() -> None:
    none = Pieces(np.zeros(0), np.zeros((0, 384), np.float32))
    assert not meet(none, [make_pieces(4, 5)]).any()
    assert not meet(make_pieces(4, 5), [none]).any()
    assert np.array_equal(meet(make_pieces(5, 6), [none, make_pieces(4, 5)])[1], meet(make_pieces(5, 6), [make_pieces(4, 5)])[0])
