"""Which two tellings are worth comparing, and what speaks for their being the same claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, groupby

import numpy as np
from numpy.typing import NDArray

from onrecord.models import Encoder, Vectors
from onrecord.proposition.oppose import RULES, Opposition, find_oppositions
from onrecord.proposition.overlaps import OVERLAPS, compare_documents
from onrecord.proposition.pieces import MEETINGS, Pieces, Values, meet, weigh_pieces
from onrecord.proposition.telling import Telling

NEAREST = 8  # candidates a telling in each other document; this and the next two set by hand, not measured
MIN_COSINE = 0.3
LEAD = 0.12  # of the document's text
NEARNESS = ("cosine", "rank", "around cosine", "lift")
FEATURES = (*NEARNESS, *OVERLAPS, *(f"opposed: {rule.removeprefix('rule:en.')}" for rule in RULES), "place", "both lead", *MEETINGS)


@dataclass(frozen=True, slots=True)
class Near:
    """The near pairs of some tellings, by index, the left before the right, in their order: a row of FEATURES for each, and what the rules see in it."""

    pairs: Sequence[tuple[int, int]]
    values: Values
    oppositions: Sequence[tuple[Opposition, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Two documents set against each other: the indices of the tellings of each, and how alike all of them are."""

    one: Sequence[int]
    other: Sequence[int]
    cosines: Vectors
    lifts: Vectors


def find_near(tellings: Sequence[Telling], encoder: Encoder) -> Near:
    """For each two documents (and within one) the nearest tellings of each telling, with their features.

    What another document says never changes the pairs of these two.
    """
    spreads = [weigh_pieces(spread) for spread in encoder.spread([telling.text for telling in tellings])]
    vectors, around = encoder.encode([telling.text for telling in tellings]), encoder.encode([telling.around for telling in tellings])
    by_document: dict[str, list[int]] = {}
    for at, telling in enumerate(tellings):
        by_document.setdefault(telling.document, []).append(at)
    places = _place(tellings, by_document)
    found: dict[tuple[int, int], Values] = {}
    for one, other in combinations_with_replacement(sorted(by_document), 2):
        table = _set_table(by_document[one], by_document[other], vectors)
        found |= _describe(tellings, table, around, places)
    if not found:
        return Near((), np.zeros((0, len(FEATURES))), ())
    pairs = sorted(found)
    oppositions = [find_oppositions(tellings[left], tellings[right]) for left, right in pairs]
    rows = np.array([found[pair] for pair in pairs])
    flags = np.array([[rule in {o.rule for o in opposed} for rule in RULES] for opposed in oppositions], float)
    split = len(NEARNESS) + len(OVERLAPS)
    return Near(pairs, np.hstack([rows[:, :split], flags, rows[:, split:], _meet_pieces(pairs, spreads)]), oppositions)


def _meet_pieces(pairs: Sequence[tuple[int, int]], spreads: Sequence[Pieces]) -> Values:
    return np.vstack([meet(spreads[left], [spreads[right] for _, right in group]) for left, group in groupby(pairs, key=lambda pair: pair[0])])


def _set_table(one: Sequence[int], other: Sequence[int], vectors: Vectors) -> Table:
    cosines = np.round(vectors[list(one)] @ vectors[list(other)].T, 5)
    if one == other:
        np.fill_diagonal(cosines, -1.0)
    lifts = cosines - (_crowd(cosines) + _crowd(cosines.T).T) / 2
    return Table(one, other, cosines, np.round(lifts, 5))


def _crowd(cosines: Vectors) -> Vectors:
    """How near a telling's five nearest are, a column: where everything is near, nearness says little (CSLS, Conneau et al. 2018)."""
    nearest = np.sort(cosines, axis=1)[:, -5:]
    return np.asarray(nearest.mean(axis=1, keepdims=True))


def _describe(tellings: Sequence[Telling], table: Table, around: Vectors, places: Values) -> dict[tuple[int, int], Values]:
    """The near pairs of two documents with the values of NEARNESS, OVERLAPS, "place" and "both lead"."""
    rows, columns, ranks = _nearest(table)
    if not len(rows):
        return {}
    left, right = np.array(table.one)[rows], np.array(table.other)[columns]
    overlaps = compare_documents([tellings[at] for at in table.one], [tellings[at] for at in table.other])
    near = np.round((around[left].astype(np.float64) * around[right]).sum(axis=1), 5)
    values = np.stack(
        [
            table.cosines[rows, columns], ranks, near, table.lifts[rows, columns], *(matrix[rows, columns] for matrix in overlaps),
            np.abs(places[left] - places[right]), np.maximum(places[left], places[right]) < LEAD,
        ],
        axis=1,
    )  # fmt: skip
    return {(min(a, b), max(a, b)): row for a, b, row in zip(left.tolist(), right.tolist(), values, strict=True)}


def _nearest(table: Table) -> tuple[NDArray[np.int64], NDArray[np.int64], Values]:
    """Rows and columns with how near they stand in each other's list: 2 for mutual nearest, 1 for two seconds."""
    same = table.one == table.other
    forward = _ranks(table.cosines)
    backward = forward.T if same else _ranks(table.cosines.T).T
    rows, columns = np.nonzero(((forward < NEAREST) | (backward < NEAREST)) & (table.cosines >= MIN_COSINE))
    if same:
        rows, columns = rows[rows < columns], columns[rows < columns]
    return rows, columns, 1 / (1 + forward[rows, columns]) + 1 / (1 + backward[rows, columns])


def _ranks(cosines: Vectors) -> Values:
    order = np.argsort(-cosines, axis=1, kind="stable")
    ranks = np.empty(order.shape)
    np.put_along_axis(ranks, order, np.arange(cosines.shape[1], dtype=float)[None, :].repeat(len(cosines), 0), axis=1)
    return ranks


def _place(tellings: Sequence[Telling], by_document: Mapping[str, Sequence[int]]) -> Values:
    """Where each telling stands in the course of its document, 0 to 1."""
    ends = {document: max(tellings[at].anchor.span.end for at in here) for document, here in by_document.items()}
    return np.array([telling.anchor.span.start / max(ends[telling.document], 1) for telling in tellings])
