"""Measure the int8 encoder against float32: closeness, ranking, the same bytes in any batch, speed.

Usage: evaluate.py TEXT_FILE FLOAT_MODEL      (one sentence a line; FLOAT_MODEL is what `convert.py --keep-float` leaves; needs onrecord and scipy)
"""

import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from scipy.stats import spearmanr

from onrecord.models import encoder
from onrecord.models.encoder import MiniLM, load_encoder
from onrecord.models.weights import Weights, load_weights


def load_float(path: Path) -> MiniLM:
    """The same code over the float32 graph."""
    shipped = load_weights(encoder.FOLDER)
    return MiniLM(Weights("float32", {**shipped.files, "model.onnx": path.read_bytes()}, shipped.settings))


def time_runs(model: MiniLM, texts: list[str], size: int) -> tuple[np.ndarray, float]:
    """Vectors of the texts given `size` at a time, and texts per CPU-second."""
    model._kept.clear()
    start = time.process_time()
    vectors = np.concatenate([model.encode(texts[at : at + size]) for at in range(0, len(texts), size)])
    return vectors, len(texts) / (time.process_time() - start)


def main(text_file: Path, float_file: Path) -> None:
    texts = sorted({line.strip() for line in text_file.read_text(encoding="utf-8").splitlines() if line.strip()})
    model, exact = load_encoder(), load_float(float_file).encode(texts)
    alone, speed = time_runs(model, texts, 1)
    print(f"onnxruntime {onnxruntime.__version__}, {len(texts)} texts; alone {speed:.0f} texts/s")
    for size in (2, 7, 16, 64, len(texts)):
        vectors, speed = time_runs(model, texts, size)
        print(f"  {size} at a time: {speed:.0f} texts/s, same bytes as alone: {np.array_equal(vectors, alone)}")
    cosines = (alone * exact).sum(axis=1)
    ours, theirs = alone @ alone.T, exact @ exact.T
    upper = np.triu_indices(len(texts), 1)
    error = np.abs(ours - theirs)[upper]
    for matrix in (ours, theirs):
        np.fill_diagonal(matrix, -1)
    print(f"cosine to float32: mean {cosines.mean():.5f}, min {cosines.min():.5f}; error of similarities: mean {error.mean():.4f}, max {error.max():.4f}")
    print(
        f"Spearman of similarities {spearmanr(ours[upper][::50], theirs[upper][::50])[0]:.5f}; same nearest {(ours.argmax(1) == theirs.argmax(1)).mean():.3f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
