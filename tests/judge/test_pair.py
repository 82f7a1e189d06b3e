"""Two bare sentences."""

import pytest

from onrecord.errors import InputError
from onrecord.judge import judge_pair
from onrecord.pipeline import relate, relate_pairs
from onrecord.proposition import Relatedness
from onrecord.records import PairKind, Reason

PRESSED = ("President Orlan Vesk pressed Prime Minister Mira Dole on the border.", "Prime Minister Mira Dole pressed President Orlan Vesk on the border.")


@pytest.mark.parametrize(
    ("agrees", "conflicts", "kind"),
    [
        (0.9, 0.1, PairKind.AGREES),
        (0.1, 0.9, PairKind.CONFLICTS),
        (0.2, 0.2, PairKind.UNRELATED),
        (0.7, 0.72, PairKind.UNCLEAR),
        (0.7, 0.2, PairKind.AGREES),
    ],
)
def test_the_kind_follows_from_the_probabilities(agrees: float, conflicts: float, kind: PairKind) -> None:
    related = judge_pair(Relatedness(agrees, conflicts, None))
    assert (related.kind, related.conflict) == (kind, conflicts)


def test_turned_round_the_places_change_sides_and_nothing_else() -> None:
    one, other = relate(*PRESSED), relate(*PRESSED[::-1])
    assert (one.kind, one.conflict, one.reason) == (other.kind, other.conflict, other.reason)
    assert (one.left, one.right) == (other.right, other.left)


def test_a_conflict_says_why_and_where() -> None:
    found = relate(*PRESSED)
    assert (found.kind, found.reason) == (PairKind.CONFLICTS, Reason.ROLE_REVERSAL)
    assert found.left is not None
    assert "pressed" in PRESSED[0][found.left.start : found.left.end]


def test_a_contraction_is_no_conflict() -> None:
    assert relate("Mira Dole didn't sell the old harbour.", "Mira Dole did not sell the old harbour.").kind is PairKind.AGREES


def test_pairs_come_one_by_one_in_their_order() -> None:
    pairs = iter([PRESSED, (PRESSED[0], PRESSED[0])])
    found = relate_pairs(pairs)
    assert next(found) == relate(*PRESSED)
    assert next(pairs, None) == (PRESSED[0], PRESSED[0])


def test_an_empty_sentence_is_refused() -> None:
    with pytest.raises(InputError, match="b is empty"):
        relate("Something.", " ")
