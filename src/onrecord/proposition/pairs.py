"""Which two tellings are worth comparing, and what speaks for their being the same claim."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from onrecord.models import Encoder, Spread, Vectors
from onrecord.proposition.oppose import RULES, Opposition, find_oppositions, find_refusal
from onrecord.proposition.telling import Telling, split_names
from onrecord.proposition.words import tokens, weight

NEAREST = 8  # candidates a telling in each other document; this and the next two set by hand, not measured
MIN_COSINE = 0.3
FEATURES = (
    "cosine", "rank", "around cosine", "lift", "words shared", "words contained", "rare shared", "rare contained", "names shared", "people shared",
    "numbers shared", "predicate", "negation differs", "same source", "own voice and said", "length", "length ratio", "around words shared",
    "around words contained", "around rare shared", "around rare contained", "parts", "other source", "one account", "refused once", "refused twice",
    "negated once", "denied once", *(f"opposed: {rule.removeprefix('rule:en.')}" for rule in RULES), "place", "both lead",
    "covered less", "covered more", "met less", "met more", "met weight", "missing less", "missing more", "depth met", "stretch less", "stretch more",
)  # fmt: skip
NEGATIVE = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|fail\w*|refus\w*)\b|n[’']t\b", re.IGNORECASE)
FIRST_WORD = 1996  # number of the first whole word in the vocabulary; what stands before are marks and single letters
LIGHTEST = 0.02
STRETCH = 8  # pieces; a clause
MET = 0.6  # cosine from which a piece counts as met; set by hand
LEAD = 0.12  # of the document's text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings by their index, left before right, with the values of FEATURES and what stands against each other in them."""

    left: int
    right: int
    values: tuple[float, ...]
    oppositions: tuple[Opposition, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: their weights and their rows."""

    weights: NDArray[np.float64]
    rows: Vectors


@dataclass(frozen=True, slots=True)
class Table:
    """Two documents set against each other: the tellings of each, how alike all of them are, and how rare each stem is in the two."""

    one: Sequence[int]
    other: Sequence[int]
    cosines: Vectors
    lifts: Vectors
    rarity: Mapping[str, float]


def find_pairs(tellings: Sequence[Telling], encoder: Encoder) -> tuple[Pair, ...]:
    """For each two documents (and within one) the nearest tellings of each telling, with their features; in order of the indices.

    What another document says never changes the pairs of these two.
    """
    spreads = [_weigh_pieces(spread) for spread in encoder.spread([telling.text for telling in tellings])]
    vectors, around = encoder.encode([telling.text for telling in tellings]), encoder.encode([telling.around for telling in tellings])
    by_document: dict[str, list[int]] = {}
    for at, telling in enumerate(tellings):
        by_document.setdefault(telling.document, []).append(at)
    ends = {document: max(tellings[at].anchor.span.end for at in here) for document, here in by_document.items()}
    found = []
    for one, other in combinations_with_replacement(sorted(by_document), 2):
        table = _set_table(tellings, by_document[one], by_document[other], vectors)
        for row, column, rank in _nearest(table):
            left, right = table.one[row], table.other[column]
            oppositions = find_oppositions(tellings[left], tellings[right])
            values = describe(tellings[left], tellings[right], table.rarity, oppositions)
            nearness = (float(table.cosines[row, column]), rank, round(float(around[left] @ around[right]), 5), float(table.lifts[row, column]))
            placed = _place(tellings[left], tellings[right], ends)
            found.append(Pair(left, right, (*nearness, *values, *placed, *_cover(spreads[left], spreads[right])), oppositions))
    return tuple(sorted(found, key=lambda pair: (pair.left, pair.right)))


def _weigh_pieces(spread: Spread) -> Pieces:
    """The rarer a piece, the more its being met tells; the vocabulary is ordered by how often a piece is met."""
    weights = np.clip((np.log(np.maximum(spread.ids, FIRST_WORD) - FIRST_WORD + 6) - 1.5) / 8, LIGHTEST, 1)
    return Pieces(np.where(spread.ids < FIRST_WORD, LIGHTEST, weights), spread.rows)


def _cover(one: Pieces, other: Pieces) -> tuple[float, ...]:
    """How well the pieces of each text are met by the other's (late interaction, Khattab & Zaharia 2020), and the rarest that is not."""
    if not len(one.weights) or not len(other.weights):
        return (0.0,) * 10
    cosines = np.round(one.rows @ other.rows.T, 4)
    sides = ((one.weights, cosines.max(axis=1)), (other.weights, cosines.max(axis=0)))
    covered = sorted(float((w * best).sum() / w.sum()) for w, best in sides)
    met = sorted(float((w * (best > MET)).sum() / w.sum()) for w, best in sides)
    missing = sorted(float((w * (1 - best)).max()) for w, best in sides)
    weight_met, depth = min(float((w * (best > MET)).sum()) for w, best in sides), min(float((w * np.clip(best - 0.4, 0, 1)).sum()) for w, best in sides)
    stretches = sorted(_find_stretch(w, best) for w, best in sides)
    return tuple(round(value, 5) for value in (*covered, *met, weight_met / 4, *missing, depth / 3, *stretches))


def _find_stretch(weights: NDArray[np.float64], best: NDArray[np.float64]) -> float:
    """How well the best run of STRETCH pieces is met: a long sentence may share one clause and no more."""
    if len(weights) <= STRETCH:
        return float((weights * best).sum() / weights.sum())
    sums = [np.convolve(values, np.ones(STRETCH), "valid") for values in (weights * best, weights)]
    heavy = sums[1] >= np.median(sums[1])
    return float((sums[0] / sums[1])[heavy].max())


def _set_table(tellings: Sequence[Telling], one: Sequence[int], other: Sequence[int], vectors: Vectors) -> Table:
    cosines = np.round(vectors[list(one)] @ vectors[list(other)].T, 5)
    if one == other:
        np.fill_diagonal(cosines, -1.0)
    lifts = cosines - (_crowd(cosines) + _crowd(cosines.T).T) / 2
    whole = [tellings[at] for at in sorted({*one, *other}) if tellings[at].whole]
    counts = Counter(stemmed for telling in whole for stemmed in telling.words | telling.names)
    scale = np.log(len(whole) + 1.0)
    rarity = {stemmed: weight(stemmed) * float(np.log((len(whole) + 1.0) / count) / scale) for stemmed, count in counts.items()}
    return Table(one, other, cosines, np.round(lifts, 5), rarity)


def _crowd(cosines: Vectors) -> Vectors:
    """How near a telling's five nearest are, a column: where everything is near, nearness says little (CSLS, Conneau et al. 2018)."""
    nearest = np.sort(cosines, axis=1)[:, -5:]
    return np.asarray(nearest.mean(axis=1, keepdims=True))


def _nearest(table: Table) -> Iterator[tuple[int, int, float]]:
    """Rows and columns with how near they stand in each other's list: 2 for mutual nearest, 1 for two seconds."""
    same = table.one == table.other
    forward = _ranks(table.cosines)
    backward = forward.T if same else _ranks(table.cosines.T).T
    rows, columns = np.nonzero(((forward < NEAREST) | (backward < NEAREST)) & (table.cosines >= MIN_COSINE))
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if not same or row < column:
            yield row, column, 1 / (1 + float(forward[row, column])) + 1 / (1 + float(backward[row, column]))


def _ranks(cosines: Vectors) -> Vectors:
    order = np.argsort(-cosines, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(cosines.shape[1])[None, :].repeat(len(cosines), 0), axis=1)
    return ranks.astype(np.float32)


def describe(a: Telling, b: Telling, rarity: Mapping[str, float], oppositions: Sequence[Opposition]) -> tuple[float, ...]:
    """The values of the FEATURES from "words shared" to the oppositions; the same for either order."""
    numbers_a, numbers_b = {q.value for q in a.quantities}, {q.value for q in b.quantities}
    frames = [(f, g) for f in a.frames for g in b.frames]
    short, long = sorted((len(tokens(a.text)), len(tokens(b.text))))
    return (
        *_share(a.words | a.names, b.words | b.names),
        *_share(a.words | a.names, b.words | b.names, rarity),
        _dice(a.names, b.names),
        _dice(a.people, b.people),
        float(bool(numbers_a & numbers_b)),
        float(any(f.predicate == g.predicate for f, g in frames)),
        float(any(f.predicate == g.predicate and f.negated != g.negated for f, g in frames)),
        float(a.source is not None and a.source == b.source),
        float((a.voice is None) != (b.voice is None)),
        min(short, 20) / 20,
        short / max(long, 1),
        *_share(_stems(a.around), _stems(b.around)),
        *_share(_stems(a.around), _stems(b.around), rarity),
        float(2 - a.whole - b.whole),
        float(a.source is not None and b.source is not None and a.source != b.source),
        float(a.document == b.document),
        *_refusals(a, b),
        float(_is_negative(a) != _is_negative(b)),
        float(a.denied != b.denied),
        *_flags(oppositions),
    )


def _refusals(a: Telling, b: Telling) -> tuple[float, float]:
    """Whether one of the two, and whether both, call something untrue."""
    refused = bool(find_refusal(a.text)) + bool(find_refusal(b.text))
    return float(refused == 1), float(refused == 2)


def _is_negative(telling: Telling) -> bool:
    return bool(NEGATIVE.search(telling.text))


def _flags(oppositions: Sequence[Opposition]) -> tuple[float, ...]:
    found = {opposition.rule for opposition in oppositions}
    return tuple(float(rule in found) for rule in RULES)


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    names, words = split_names(text)
    return names | words


def _share(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float] | None = None) -> tuple[float, float]:
    """The weight of the shared words, of both together and of the lighter one."""
    shared, heavy = _sum(one & other, rarity), sorted((_sum(one, rarity), _sum(other, rarity)))
    return 2 * shared / max(sum(heavy), 1.0), shared / max(heavy[0], 1.0)


def _sum(stems: frozenset[str], rarity: Mapping[str, float] | None = None) -> float:
    if rarity is None:
        return sum(map(weight, sorted(stems)))
    return sum(rarity.get(stemmed, 1.0) for stemmed in sorted(stems))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _place(a: Telling, b: Telling, ends: Mapping[str, int]) -> tuple[float, float]:
    """How far apart the two stand in the course of their texts, and whether both stand at its head."""
    at, other = a.anchor.span.start / max(ends[a.document], 1), b.anchor.span.start / max(ends[b.document], 1)
    return abs(at - other), float(max(at, other) < LEAD)
