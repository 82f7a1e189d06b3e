"""Which sentences of many accounts are worth comparing: MinHash sketches of their word triples, joined where a band is equal (locality-sensitive hashing).

Source: Broder 1997 (MinHash), Indyk and Motwani 1998 (bands); the sketches are rensa's. Time and memory grow with the number of sentences, not of pairs.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ExtraError
from onrecord.records import Annotated, BlockRole, Span
from onrecord.text import covers, exact
from onrecord.trace.rules import BANDS, BATCH, FEW, LEAST_ALIKE, LEAST_TRIPLES, MOST_ALIKE, ROWS, SEED

if TYPE_CHECKING:
    import rensa

Sketches = NDArray[np.uint32]
WORD = re.compile(r"[^\W_]+")


def propose_accounts(articles: Sequence[Annotated]) -> Iterator[tuple[int, int]]:
    """Index pairs of accounts to compare, in order: all when they are few, otherwise those with a sentence in common.

    Raises `ExtraError` for many accounts when the extra `corpus` is not installed.
    """
    if len(articles) <= FEW:
        yield from combinations(range(len(articles)), 2)
        return
    sentences = [(at, exact(article.document.text, span)) for at, article in enumerate(articles) for span in article.sentences if is_body(article, span)]
    owners = [at for at, _ in sentences]
    yield from sorted({(owners[a], owners[b]) for a, b in find_alike([sentence for _, sentence in sentences], owners)})


def is_body(article: Annotated, span: Span) -> bool:
    return any(block.role is BlockRole.BODY and covers(block.span, span) for block in article.document.blocks)


def find_alike(sentences: Sequence[str], owners: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Index pairs, smaller first and each once, of sentences of two owners (say, documents) whose word triples overlap, by estimate, for LEAST_ALIKE.

    What more than MOST_ALIKE sentences share a band with is a stock phrase and proposes nothing. Sentences of fewer than LEAST_TRIPLES triples are left out.
    """
    triples = [make_triples(sentence) for sentence in sentences]
    long = np.array([at for at, found in enumerate(triples) if len(found) >= LEAST_TRIPLES], dtype=np.int64)
    sketches = sketch_all([triples[at] for at in long])
    pairs = join_bands(sketches, np.asarray(owners, dtype=np.int64)[long])
    alike = (sketches[pairs[:, 0]] == sketches[pairs[:, 1]]).mean(axis=1) >= LEAST_ALIKE if len(pairs) else np.zeros(0, dtype=bool)
    yield from map(tuple, long[pairs[alike]].tolist())


def make_triples(sentence: str) -> list[str]:
    words = WORD.findall(sentence.lower())
    return [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]


def sketch_all(sets: Sequence[Sequence[str]]) -> Sketches:
    """One row of BANDS × ROWS minima a set of tokens."""
    sketch = load_rensa().RMinHash.digest_matrix_from_token_sets
    parts = [np.array(sketch(sets[at : at + BATCH], BANDS * ROWS, SEED).to_rows(), dtype=np.uint32) for at in range(0, len(sets), BATCH)]
    return np.concatenate(parts) if parts else np.zeros((0, BANDS * ROWS), dtype=np.uint32)


def load_rensa() -> "rensa":
    try:
        import rensa
    except ImportError as error:
        raise ExtraError("comparing this many accounts needs the package rensa: pip install 'onrecord[corpus]'") from error
    return rensa


def join_bands(sketches: Sketches, owners: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Pairs of rows that have a band in common and two owners, sorted, shape (pairs, 2)."""
    found = [np.zeros((0, 2), dtype=np.int64)]
    for band in range(BANDS):
        keys = sketches[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64) @ np.array([2**32, 1], dtype=np.uint64)
        found.append(join_equal(keys))
    pairs = np.unique(np.concatenate(found), axis=0)
    return np.asarray(pairs[owners[pairs[:, 0]] != owners[pairs[:, 1]]])


def join_equal(keys: "NDArray[np.uint64]") -> "NDArray[np.int64]":
    """Pairs of indices with the same key, the smaller first; of keys that too many share, none."""
    order = np.argsort(keys, kind="stable")
    bounds = np.flatnonzero(np.diff(keys[order], prepend=keys[order[:1]] + 1 if len(order) else 0))
    sizes = np.diff(bounds, append=len(order))
    found = [np.zeros((0, 2), dtype=np.int64)]
    for size in range(2, MOST_ALIKE + 1):
        groups = order[bounds[sizes == size][:, None] + np.arange(size)]
        a, b = np.triu_indices(size, 1)
        found.append(np.stack([groups[:, a].ravel(), groups[:, b].ravel()], axis=1))
    return np.concatenate(found)
