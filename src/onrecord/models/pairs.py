"""The pair model: do two sentences tell the same, contradict each other, or neither?

A six-layer BERT encoder: its lower half reads each text by itself, once for all pairs that the text is in, its upper half reads both together (PreTTR,
MacAvaney et al., SIGIR 2020). The texts of a pair are put in the order of their code points first, so that turning them round changes nothing, and every text
and every pair is a run of its own: what else is asked cannot change its numbers. `training/pairs` makes the weights.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.models import Vectors
from onrecord.models.runtime import make_tokenizer, start_session
from onrecord.models.weights import Weights, load_weights

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = "pairs"
CLS, SEP = 101, 102
SHORT = (
    (re.compile(r"\bcan't\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"n't\b", re.IGNORECASE), " not"),
    (re.compile(r"\bcannot\b", re.IGNORECASE), "can not"),
    (re.compile(r"'re\b", re.IGNORECASE), " are"),
    (re.compile(r"'ve\b", re.IGNORECASE), " have"),
    (re.compile(r"'ll\b", re.IGNORECASE), " will"),
    (re.compile(r"\bper cent\b", re.IGNORECASE), "percent"),
    (re.compile(r"\s+"), " "),
)
SAME = (-6.0, 6.0, -6.0)  # scores of two texts that are one when written out
KEPT = 20_000  # judgements kept for pairs that come again


@dataclass(frozen=True, slots=True)
class Judged:
    """The model's raw scores (logits) of one pair; only their differences mean something."""

    other: float
    agrees: float
    conflicts: float


class PairModel(Protocol):
    """`judge` gives one row a pair, whatever the batch and whichever text of a pair comes first."""

    name: str

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Judged, ...]: ...


class Pairs:
    """The shipped pair model. Each text is cut after `longest` pieces."""

    def __init__(self, weights: Weights) -> None:
        self.name = weights.name
        self._files = weights.files
        self._tokenizer = make_tokenizer(weights.files["tokenizer.json"], weights.settings["longest"])
        self._kept: dict[tuple[str, str], Judged] = {}

    @cached_property
    def _networks(self) -> "tuple[InferenceSession, InferenceSession]":
        """What reads a text, and what judges two that are read; started when first asked, for many commands never ask."""
        return start_session(self._files["reads.onnx"]), start_session(self._files["judges.onnx"])

    def judge(self, pairs: Sequence[tuple[str, str]]) -> tuple[Judged, ...]:
        """One row a pair, in their order."""
        keys = [(min(pair), max(pair)) for pair in ((write_out(a), write_out(b)) for a, b in pairs)]
        new = sorted(set(keys) - self._kept.keys())
        found = {key: self._kept[key] for key in keys if key in self._kept} | self._ask(new)
        if len(self._kept) + len(new) > KEPT:
            self._kept.clear()
        self._kept |= {key: found[key] for key in new[:KEPT]}
        return tuple(found[key] for key in keys)

    def _ask(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Judged]:
        """The judgements on pairs in order; what is read of a text is let go after its last pair."""
        left = Counter(text for pair in pairs for text in pair)
        texts = sorted(left)
        pieces = dict(zip(texts, (encoding.ids for encoding in self._tokenizer.encode_batch(texts, add_special_tokens=False)), strict=True))
        reader, judge = self._networks
        rows: dict[str, Vectors] = {}
        found = {}
        for pair in pairs:
            for text in pair:
                if text not in rows:
                    rows[text] = reader.run(None, {"ids": np.array([[CLS, *pieces[text], SEP]], dtype=np.int64)})[0]
            same = pieces[pair[0]] == pieces[pair[1]]
            logits = SAME if same else judge.run(None, {"one": rows[pair[0]], "other": rows[pair[1]]})[0][0]
            found[pair] = Judged(*(round(float(logit), 4) for logit in logits))
            left.subtract(pair)
            for text in set(pair):
                if not left[text]:
                    del rows[text]
        return found


def write_out(text: str) -> str:
    """The text as the model reads it: one style of quotation mark, contractions in full, a half of a surrogate pair as "?"."""
    for old, new in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        text = text.replace(old, new)
    for pattern, words in SHORT:
        text = pattern.sub(words, text)
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def load_pairs() -> Pairs:
    """The shipped model. Raises `ModelError` when its weights are missing or are not those that its card names."""
    return Pairs(load_weights(FOLDER))
