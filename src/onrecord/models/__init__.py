"""The weights: loaded once, by hash, never pickled.

A folder below this one holds one model of our own: its networks (`*.onnx`), what its tokenizer needs, `model.json` (name, sha256 of each file, settings) and
`card.md`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.models.pairs import PairModel
    from onrecord.models.tagger import Tagger

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spread:
    """The word pieces of a text, by their number in the vocabulary (smaller ones are met more often), and a unit-length row for each."""

    ids: NDArray[np.int64]
    rows: Vectors


class Encoder(Protocol):
    """Sentence vectors: `encode` gives one unit-length row a text, shape (len(texts), dimensions), `spread` one a word piece; whatever the batch."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors: ...

    def spread(self, texts: Sequence[str]) -> tuple[Spread, ...]: ...


@dataclass(frozen=True, slots=True)
class Models:
    """Everything learned that a comparison uses. `names` go into `Run.models`."""

    parser: "Language"
    tagger: "Tagger"
    encoder: Encoder
    pairs: "PairModel"
    names: tuple[str, ...]


@cache
def load_models() -> Models:
    """The shipped models, loaded once a process. Raises `ModelError` when weights are missing or are not those that their card names."""
    from onrecord.models.encoder import load_encoder
    from onrecord.models.pairs import load_pairs
    from onrecord.models.parser import load_parser
    from onrecord.models.tagger import load_tagger

    parser, tagger, encoder, pairs = load_parser(), load_tagger(), load_encoder(), load_pairs()
    name = f"{parser.meta['lang']}_{parser.meta['name']}@{parser.meta['version']}"
    return Models(parser=parser, tagger=tagger, encoder=encoder, pairs=pairs, names=(name, tagger.name, encoder.name, pairs.name))
