"""How well the word pieces of two texts meet (late interaction, Khattab & Zaharia, SIGIR 2020).

Rows and weights are whole multiples of a power of two, so that every product and every sum here is exact: in whatever order and company a pair is computed,
it comes to the same bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.models import Spread, Vectors

MEETINGS = (
    "covered less", "covered more", "met less", "met more", "met weight", "missing less", "missing more", "depth met", "stretch less", "stretch more",
)  # fmt: skip
FIRST_WORD = 1996  # number of the first whole word in the vocabulary; what stands before are marks and single letters
LIGHTEST = 0.02
STRETCH = 8  # pieces; a clause
MET = 0.6  # cosine from which a piece counts as met; set by hand
FINE = 2048  # of a row; the partial sums of a product of two unit-length rows stay below FINE * FINE, which float32 holds exactly
GRAIN = 1024  # of a weight
AT_ONCE = 64  # texts

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: their weights, whole multiples of 1 / GRAIN, and their rows, whole numbers, of length FINE."""

    weights: Values
    rows: Vectors


def weigh_pieces(spread: Spread) -> Pieces:
    """The rarer a piece, the more its being met tells; the vocabulary is ordered by how often a piece is met."""
    weights = np.clip((np.log(np.maximum(spread.ids, FIRST_WORD) - FIRST_WORD + 6) - 1.5) / 8, LIGHTEST, 1)
    return Pieces(np.rint(np.where(spread.ids < FIRST_WORD, LIGHTEST, weights) * GRAIN) / GRAIN, np.rint(spread.rows * FINE))


def meet(one: Pieces, others: Sequence[Pieces]) -> Values:
    """A row of MEETINGS for each of the others: how well the pieces of the two texts are met by each other's, and the rarest that is not.

    The same whichever of two texts comes first.
    """
    return np.vstack([_meet(one, others[at : at + AT_ONCE]) for at in range(0, len(others), AT_ONCE)])


def _meet(one: Pieces, others: Sequence[Pieces]) -> Values:
    lengths = np.array([len(other.weights) for other in others])
    longest = int(lengths.max())
    if not len(one.weights) or not longest:
        return np.zeros((len(others), len(MEETINGS)))
    rows, weights = np.zeros((len(others), longest, one.rows.shape[1]), np.float32), np.zeros((len(others), longest))
    for at, other in enumerate(others):
        rows[at, : lengths[at]], weights[at, : lengths[at]] = other.rows, other.weights
    cosines = np.matmul(one.rows, rows.transpose(0, 2, 1)).astype(np.float64) / FINE**2
    there = np.arange(longest) < lengths[:, None]
    cosines[~np.broadcast_to(there[:, None], cosines.shape)] = -1.0
    own = np.broadcast_to(one.weights, (len(others), len(one.weights)))
    sides = (
        _measure(own, cosines.max(axis=2), np.full(len(others), len(one.weights))),
        _measure(weights, np.where(there, cosines.max(axis=1), 0.0), lengths),
    )
    less, more = np.minimum(*sides), np.maximum(*sides)
    columns = (less[0], more[0], less[1], more[1], less[2] / 4, less[3], more[3], less[4] / 3, less[5], more[5])
    found: Values = np.round(np.stack(columns, axis=1), 5)
    found[lengths == 0] = 0.0
    return found


def _measure(weights: Values, best: Values, lengths: NDArray[np.int64]) -> Values:
    """For each row of weights and best cosines: share covered, share and weight met, the rarest piece missing, depth, and the best stretch."""
    whole = np.maximum(weights.sum(axis=1), 1e-9)
    met = (weights * (best > MET)).sum(axis=1)
    depth = (weights * np.clip(best - 0.4, 0, 1)).sum(axis=1)
    return np.stack([(weights * best).sum(axis=1) / whole, met / whole, met, (weights * (1 - best)).max(axis=1), depth, _find_stretch(weights, best, lengths)])


def _find_stretch(weights: Values, best: Values, lengths: NDArray[np.int64]) -> Values:
    """How well the best run of STRETCH pieces is met, of those that weigh as much as most: a long sentence may share one clause and no more."""
    whole: Values = (weights * best).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    if weights.shape[1] <= STRETCH:
        return whole
    met, heavy = (_add_up(values) for values in (weights * best, weights))
    runs = np.maximum(lengths - STRETCH + 1, 1)
    there = np.arange(heavy.shape[1]) < runs[:, None]
    ordered, rows = np.sort(np.where(there, heavy, np.inf), axis=1), np.arange(len(runs))
    middle = (ordered[rows, (runs - 1) // 2] + ordered[rows, runs // 2]) / 2
    shares = np.where(there & (heavy >= middle[:, None]), met / np.maximum(heavy, 1e-9), -np.inf)
    best_shares: Values = np.where(lengths > STRETCH, shares.max(axis=1), whole)
    return best_shares


def _add_up(values: Values) -> Values:
    """The sums of all runs of STRETCH columns."""
    sums = np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1)
    found: Values = sums[:, STRETCH:] - sums[:, :-STRETCH]
    return found
