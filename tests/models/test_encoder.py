"""The encoder: unit vectors, the same bytes whatever the batch, weights checked by hash."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import texts

from onrecord.errors import ModelError
from onrecord.models import Models, load_models
from onrecord.models.encoder import MiniLM, load_encoder
from onrecord.models.weights import load_weights

SENTENCES = [
    "The ferry sank near Orlo.",
    "A passenger boat went down off the coast of Orlo.",
    "The council raised the harbour levy.",
    "No.",
    "",
    "quay " * 900,
    "Nobody in Vessburg drank the water after the pumps failed on Tuesday.",
]


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return load_encoder()


@pytest.fixture(scope="module")
def pair() -> tuple[MiniLM, MiniLM]:
    """Two encoders that share no kept vectors."""
    return load_encoder(), load_encoder()


def test_rows_are_unit_vectors(encoder: MiniLM) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_close_sentences_are_close(encoder: MiniLM) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors[0] @ vectors[1] > 0.6
    assert vectors[0] @ vectors[2] < 0.3


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(texts, st.sampled_from(SENTENCES[:4])), max_size=20))
def test_same_bytes_in_any_batch(pair: tuple[MiniLM, MiniLM], batch: list[str]) -> None:
    together, alone = pair
    apart = [alone.encode([text])[0] for text in batch]
    assert all(np.array_equal(a, b) for a, b in zip(together.encode(batch), apart, strict=True))


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    with as_file(files("onrecord.models").joinpath("minilm")) as folder:
        shutil.copytree(folder, tmp_path / "minilm")
    changed = tmp_path / "minilm" / "tokenizer.json"
    changed.write_bytes(changed.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"tokenizer\.json of model 'minilm-l6-int8@1' has sha256"):
        load_weights(tmp_path / "minilm")


@pytest.mark.parametrize("name", ["no-such-model"])
def test_missing_weights_are_a_model_error(name: str) -> None:
    with pytest.raises(ModelError, match=name):
        load_weights(name)


def test_models_are_named() -> None:
    models = load_models()
    assert isinstance(models, Models)
    assert "minilm-l6-int8@1" in models.names
    assert models is load_models()
