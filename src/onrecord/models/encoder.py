"""Sentence vectors: MiniLM-L6 with int8 weights, run by onnxruntime in float32 on one thread.

The same text gives the same bytes whatever else is in the batch: there is no padding (only texts of equal token count share a run), and no scale depends
on activations.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.models import Spread, Vectors
from onrecord.models.runtime import make_tokenizer, start_session
from onrecord.models.weights import Weights, load_weights

FOLDER = "minilm"
RUN = 16  # texts a run: 156/s alone, 290/s at 8 or more, flat up to 64 (26 tokens, one core)
KEPT = 20_000  # vectors kept for texts that come again: 31 MB


class MiniLM:
    """`encode` gives unit-length float32 rows: the mean of the last layer over the tokens. Texts are cut after `longest` tokens."""

    def __init__(self, weights: Weights) -> None:
        self.name = weights.name
        self.dimensions = weights.settings["dimensions"]
        self._session = start_session(weights.files["model.onnx"])
        self._tokenizer = make_tokenizer(weights.files["tokenizer.json"], weights.settings["longest"])
        self._kept: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, shape (len(texts), dimensions)."""
        found = {text: self._kept[text] for text in texts if text in self._kept}
        found |= self._compute(sorted(set(texts) - found.keys()))
        return np.array([found[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)

    def spread(self, texts: Sequence[str]) -> tuple[Spread, ...]:
        """The pieces of each text with a vector for each; they are not kept, but what `encode` gives for these texts is."""
        wanted = sorted(set(texts))
        found = dict(self._run(wanted))
        self._keep({text: _pool(rows) for text, (_, rows) in found.items()})
        return tuple(_spread(*found[text]) for text in texts)

    def _compute(self, texts: Sequence[str]) -> dict[str, Vectors]:
        new = {text: _pool(rows) for text, (_, rows) in self._run(texts)}
        self._keep(new)
        return new

    def _run(self, texts: Sequence[str]) -> Iterator[tuple[str, tuple[Sequence[int], Vectors]]]:
        """Each text with its pieces and the last layer over them, in order of their number."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        for run in _make_runs(tokens):
            hidden = self._session.run(None, {"ids": np.array([tokens[at] for at in run], dtype=np.int64)})[0]
            yield from ((texts[at], (tokens[at], rows)) for at, rows in zip(run, hidden, strict=True))

    def _keep(self, new: dict[str, Vectors]) -> None:
        if len(self._kept) + len(new) > KEPT:
            self._kept.clear()
        self._kept |= dict(list(new.items())[:KEPT])


def _spread(ids: Sequence[int], rows: Vectors) -> Spread:
    inner = np.asarray(rows[1:-1], dtype=np.float64)
    lengths = np.sqrt((inner * inner).sum(axis=1, keepdims=True))
    return Spread(np.array(ids[1:-1], dtype=np.int64), np.asarray(inner / np.maximum(lengths, 1e-9), dtype=np.float32))


def load_encoder() -> MiniLM:
    """The shipped encoder. Raises `ModelError` when its weights are missing or are not those that its card names."""
    return MiniLM(load_weights(FOLDER))


def _make_runs(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Indices of texts that share a run: at most RUN, all with the same number of tokens."""
    by_length = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
    for _, group in groupby(by_length, key=lambda at: len(tokens[at])):
        same = list(group)
        yield from (same[at : at + RUN] for at in range(0, len(same), RUN))


def _pool(rows: "NDArray[Any]") -> Vectors:
    """The unit-length mean, added up in float64: onnxruntime's own mean depends on the size of the batch."""
    mean = rows.mean(axis=0, dtype=np.float64)
    return np.asarray(mean / np.sqrt((mean * mean).sum()), dtype=np.float32)
