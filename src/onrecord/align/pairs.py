"""Which two tellings are worth comparing, and what speaks for their being the same claim."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np

from onrecord.models import Vectors
from onrecord.proposition import Telling
from onrecord.proposition.telling import split_names
from onrecord.proposition.words import tokens, weight

NEAREST = 8  # candidates a telling in each other document
MIN_COSINE = 0.3
FEATURES = (
    "cosine", "rank", "words shared", "words contained", "names shared", "names apart", "people shared", "numbers shared", "numbers apart",
    "predicate", "agent", "patient", "negation differs", "run", "same source", "own voice and said", "length", "length ratio", "around words shared",
    "around words contained", "around run", "around length", "parts", "around cosine",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings by their index, left before right, with the values of FEATURES."""

    left: int
    right: int
    values: tuple[float, ...]


def find_pairs(tellings: Sequence[Telling], vectors: Vectors, around: Vectors) -> tuple[Pair, ...]:
    """For each two documents (and within one) the nearest tellings of each telling, with their features; in order of the indices.

    `vectors` and `around` are the rows of the tellings and of their whole sentences. What another document says never changes the pairs of these two.
    """
    by_document: dict[str, list[int]] = {}
    for at, telling in enumerate(tellings):
        by_document.setdefault(telling.document, []).append(at)
    found: dict[tuple[int, int], Pair] = {}
    for one, other in combinations_with_replacement(sorted(by_document), 2):
        for left, right, cosine, rank in _nearest(by_document[one], by_document[other], vectors):
            found[left, right] = Pair(left, right, (*describe(tellings[left], tellings[right], cosine, rank), nearby(around, left, right)))
    return tuple(found[key] for key in sorted(found))


def nearby(around: Vectors, left: int, right: int) -> float:
    return round(float(around[left] @ around[right]), 5)


def _nearest(one: Sequence[int], other: Sequence[int], vectors: Vectors) -> Iterator[tuple[int, int, float, float]]:
    """Index pairs with their cosine and how near they stand in each other's list: 2 for mutual nearest, 0.5 for two fourths."""
    cosines = np.round(vectors[list(one)] @ vectors[list(other)].T, 5)
    if one == other:
        np.fill_diagonal(cosines, -1.0)
    forward = _ranks(cosines)
    backward = forward.T if one == other else _ranks(cosines.T).T
    rows, columns = np.nonzero(((forward < NEAREST) | (backward < NEAREST)) & (cosines >= MIN_COSINE))
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if one is not other or row < column:
            left, right = sorted((one[row], other[column]))
            yield left, right, float(cosines[row, column]), 1 / (1 + float(forward[row, column])) + 1 / (1 + float(backward[row, column]))


def _ranks(cosines: Vectors) -> Vectors:
    order = np.argsort(-cosines, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(cosines.shape[1])[None, :].repeat(len(cosines), 0), axis=1)
    return ranks.astype(np.float32)


def describe(a: Telling, b: Telling, cosine: float, rank: float) -> tuple[float, ...]:
    """The values of all FEATURES but the last for two tellings; the same for either order."""
    shared, contained = _share(a.words | a.names, b.words | b.names)
    numbers_a, numbers_b = {q.value for q in a.quantities}, {q.value for q in b.quantities}
    frames = [(f, g) for f in a.frames for g in b.frames]
    words_a, words_b = tokens(a.text.lower()), tokens(b.text.lower())
    short, long = sorted((len(words_a), len(words_b)))
    return (
        cosine,
        rank,
        shared,
        contained,
        _dice(a.names, b.names),
        float(bool(a.names and b.names and not a.names & b.names)),
        _dice(a.people, b.people),
        float(bool(numbers_a & numbers_b)),
        float(bool(numbers_a and numbers_b and not numbers_a & numbers_b)),
        float(any(f.predicate == g.predicate for f, g in frames)),
        float(any(f.agent & g.agent for f, g in frames)),
        float(any(f.patient & g.patient for f, g in frames)),
        float(any(f.predicate == g.predicate and f.negated != g.negated for f, g in frames)),
        _longest_run(words_a, words_b) / max(short, 1),
        float(a.source is not None and a.source == b.source),
        float((a.voice is None) != (b.voice is None)),
        min(short, 20) / 20,
        short / max(long, 1),
        *_describe_around(a.around, b.around),
        float(2 - a.whole - b.whole),
    )


@lru_cache(maxsize=100_000)
def _describe_around(one: str, other: str) -> tuple[float, float, float, float]:
    """The same for the two whole sentences: what stands beside a telling says whether the two are about the same thing."""
    (names_a, words_a), (names_b, words_b) = split_names(one), split_names(other)
    runs = tokens(one.lower()), tokens(other.lower())
    short = min(map(len, runs))
    return (*_share(names_a | words_a, names_b | words_b), _longest_run(*runs) / max(short, 1), min(short, 30) / 30)


def _share(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """The weight of the shared words, of both together and of the lighter one."""
    shared, heavy = _sum(one & other), sorted((_sum(one), _sum(other)))
    return 2 * shared / max(sum(heavy), 1.0), shared / max(heavy[0], 1.0)


def _sum(stems: frozenset[str]) -> float:
    return sum(map(weight, sorted(stems)))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(len(one) + len(other), 1)


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest run of words in both."""
    best, row = 0, [0] * (len(other) + 1)
    for word in one:
        new = [0]
        for at, match in enumerate(other):
            new.append(row[at] + 1 if word == match else 0)
        row, best = new, max(best, *new)
    return best


def score_pair(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """The probability that two tellings are one claim: a logistic sum of the features."""
    total = weights["bias"] + sum(weights[name] * value for name, value in zip(FEATURES, values, strict=True))
    return float(1 / (1 + np.exp(-total)))
