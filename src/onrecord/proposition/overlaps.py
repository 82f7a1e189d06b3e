"""What every telling of one document has in common with every one of another: one matrix a feature."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.proposition.telling import Telling, split_names
from onrecord.proposition.words import tokens, weight

OVERLAPS = (
    "words shared", "words contained", "rare shared", "rare contained", "names shared", "people shared", "numbers shared", "predicate", "negation differs",
    "same source", "own voice and said", "length", "length ratio", "around words shared", "around words contained", "around rare shared",
    "around rare contained", "parts", "other source", "one account", "refused once", "refused twice", "negated once", "denied once",
)  # fmt: skip
DIGITS = 6  # decimals kept of sums, whose last bits depend on the order of adding

Matrix = NDArray[np.float64]
Words = Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Weights:
    """The stems of two documents in order, what each weighs anywhere, and what it weighs in these two, where the rare ones tell more."""

    order: dict[str, int]
    plain: Matrix
    rare: Matrix


def compare_documents(one: Sequence[Telling], other: Sequence[Telling]) -> list[Matrix]:
    """The matrices of OVERLAPS, [len(one), len(other)] each; turned round when the documents are."""
    told = [[telling.words | telling.names for telling in side] for side in (one, other)]
    around = [[_stems(telling.around) for telling in side] for side in (one, other)]
    weights = _weigh(one if one == other else [*one, *other], [*told[0], *told[1], *around[0], *around[1]])
    return [*_share_words(told, weights), *_share_deeds(one, other), *_compare_holders(one, other), *_compare_shapes(one, other, around, weights)]


def _share_words(sides: Sequence[Words], weights: Weights) -> list[Matrix]:
    """Words shared and contained, plain and by rarity."""
    a, b = (_mark(side, weights.order) for side in sides)
    return [*_share(a, b, weights.plain), *_share(a, b, weights.rare)]


def _share_deeds(one: Sequence[Telling], other: Sequence[Telling]) -> list[Matrix]:
    names, people = (_dice([t.names for t in one], [t.names for t in other]), _dice([t.people for t in one], [t.people for t in other]))
    numbers = _meet(*([frozenset(str(q.value) for q in telling.quantities) for telling in side] for side in (one, other)))
    deeds = [[[frozenset(f.predicate for f in t.frames if f.negated == negated) for t in side] for negated in (False, True)] for side in (one, other)]
    same = [[_meet(a, b) > 0 for b in deeds[1]] for a in deeds[0]]
    differ = same[0][1] | same[1][0]
    return [names, people, _flag(numbers > 0), _flag(same[0][0] | same[1][1] | differ), _flag(differ)]


def _compare_holders(one: Sequence[Telling], other: Sequence[Telling]) -> list[Matrix]:
    """Who speaks: the same source, and the outlet on one side only."""
    voiced = [np.array([telling.voice is None for telling in side]) for side in (one, other)]
    return [_flag(_same_source(one, other)), _flag(voiced[0][:, None] != voiced[1][None])]


def _compare_shapes(one: Sequence[Telling], other: Sequence[Telling], around: Sequence[Words], weights: Weights) -> list[Matrix]:
    """How long they are, what the sentences around them share, and what is denied or negated in one of them."""
    lengths = [np.array([len(tokens(telling.text)) for telling in side], float) for side in (one, other)]
    short, long = np.minimum(lengths[0][:, None], lengths[1][None]), np.maximum(lengths[0][:, None], lengths[1][None])
    known = [np.array([telling.source is not None for telling in side]) for side in (one, other)]
    account = float(bool(one) and bool(other) and one[0].document == other[0].document)
    refused, negative, denied, whole = (
        [np.array([bool(getattr(telling, name)) for telling in side], float) for side in (one, other)] for name in ("refusal", "negative", "denied", "whole")
    )
    refusals = refused[0][:, None] + refused[1][None]
    return [
        np.minimum(short, 20) / 20,
        short / np.maximum(long, 1),
        *_share_words(around, weights),
        2 - whole[0][:, None] - whole[1][None],
        _flag(known[0][:, None] & known[1][None] & ~_same_source(one, other)),
        np.full((len(one), len(other)), account),
        _flag(refusals == 1),
        _flag(refusals == 2),
        _flag(negative[0][:, None] != negative[1][None]),
        _flag(denied[0][:, None] != denied[1][None]),
    ]


def _same_source(one: Sequence[Telling], other: Sequence[Telling]) -> NDArray[np.bool_]:
    ids = [np.array([telling.source for telling in side], object) for side in (one, other)]
    known = np.array([telling.source is not None for telling in one], bool)
    return np.asarray((ids[0][:, None] == ids[1][None]) & known[:, None], bool)


def _weigh(tellings: Sequence[Telling], words: Iterable[frozenset[str]]) -> Weights:
    whole = [telling for telling in tellings if telling.whole]
    counts = Counter(stemmed for telling in whole for stemmed in telling.words | telling.names)
    scale = np.log(len(whole) + 1.0)
    order = {stemmed: at for at, stemmed in enumerate(sorted(frozenset().union(*words)))}
    plain = np.array([weight(stemmed) for stemmed in order])
    rarity = [weight(stemmed) * float(np.log((len(whole) + 1.0) / counts[stemmed]) / scale) if counts[stemmed] else 1.0 for stemmed in order]
    return Weights(order, plain, np.array(rarity))


def _mark(words: Words, order: dict[str, int]) -> Matrix:
    """A row a set, a column a stem."""
    found = np.zeros((len(words), len(order)))
    for at, stems in enumerate(words):
        found[at, [order[stemmed] for stemmed in stems]] = 1.0
    return found


def _share(one: Matrix, other: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """The weight of the shared words, of both together and of the lighter one."""
    shared = np.round((one * weights) @ other.T, DIGITS)
    left, right = np.round(one @ weights, DIGITS)[:, None], np.round(other @ weights, DIGITS)[None]
    return 2 * shared / np.maximum(left + right, 1.0), shared / np.maximum(np.minimum(left, right), 1.0)


def _meet(one: Words, other: Words) -> Matrix:
    """How many the sets have in common."""
    order = {key: at for at, key in enumerate(sorted(frozenset().union(*one, *other)))}
    found: Matrix = _mark(one, order) @ _mark(other, order).T
    return found


def _dice(one: Words, other: Words) -> Matrix:
    sizes = np.array([len(words) for words in one])[:, None] + np.array([len(words) for words in other])[None]
    shares: Matrix = 2 * _meet(one, other) / np.maximum(sizes, 1)
    return shares


def _flag(found: NDArray[np.bool_]) -> Matrix:
    return found.astype(np.float64)


@lru_cache(maxsize=10_000)
def _stems(text: str) -> frozenset[str]:
    names, words = split_names(text)
    return names | words
