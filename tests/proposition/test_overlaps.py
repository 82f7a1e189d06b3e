"""What two documents have in common, as matrices."""

import numpy as np
from judge.told import compare

from onrecord.proposition import read_tellings
from onrecord.proposition.overlaps import OVERLAPS, compare_documents

ONE = "Minister Orlan Vesk met the pilots of Ostrel on Friday. Vesk said that 40 boats had been laid up. He did not blame the harbour."
OTHER = "The pilots of Ostrel met Orlan Vesk. Forty boats were laid up, Vesk told them. The harbour denied that it was to blame."


def test_the_matrices_turn_round_with_the_documents() -> None:
    articles = compare(ONE, OTHER)[0]
    tellings = read_tellings(articles, ())
    one, other = ([telling for telling in tellings if telling.document == article.document.id] for article in articles)
    there, back = compare_documents(one, other), compare_documents(other, one)
    assert len(there) == len(OVERLAPS)
    assert all(np.array_equal(matrix, turned.T) for matrix, turned in zip(there, back, strict=True))
    assert all(matrix.shape == (len(one), len(other)) for matrix in there)


def test_what_two_tellings_share() -> None:
    articles = sorted(compare(ONE, OTHER)[0], key=lambda article: article.document.text != ONE)
    tellings = read_tellings(articles, ())
    one, other = ([telling for telling in tellings if telling.document == article.document.id] for article in articles)
    found = dict(zip(OVERLAPS, compare_documents(one, other), strict=True))
    row = next(at for at, telling in enumerate(one) if "40 boats" in telling.text)
    column = next(at for at, telling in enumerate(other) if "Forty boats" in telling.text)
    assert found["numbers shared"][row, column] == 1
    assert found["words contained"][row].argmax() == column
    assert not found["one account"].any()
