"""Fit how sure the tagger says it is to how often it is right, on the train articles that were held back.

    PYTHONPATH=src:. python training/attribution/calibrate.py --data DIR --model src/onrecord/models/attribution

Logistic regression (Newton, ridge 1) on `features_of`; right means what the scorer's linked figure counts. Writes the weights into decoder.json and prints the
reliability on dev, which the fit has not seen.
"""

import argparse
from pathlib import Path
from types import ModuleType

import export
import numpy as np
from evaluate import calibration_table, judge, load_scorer, predict, read_gold
from tokenizers import Tokenizer

from onrecord.models import tagger as tagging
from onrecord.models.tagger import Tagger
from onrecord.models.weights import load_weights

RIDGE = 1.0


class Recorder:
    """Stands in for the calibration and keeps what it is asked."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, ...]] = []

    def __call__(self, features: tuple[float, ...], _: tuple[float, ...]) -> float:
        self.seen.append(features)
        return (len(self.seen) - 0.5) / 1e6


def collect(tagger: Tagger, gold: list[dict], scorer: ModuleType) -> tuple[np.ndarray, np.ndarray]:
    """Features and whether right, of every attribution."""
    recorder, kept = Recorder(), tagging.calibrate
    tagging.calibrate = recorder
    try:
        judged = judge(scorer, gold, predict(gold, tagger.attribute)[0])
    finally:
        tagging.calibrate = kept
    order = [round(score * 1e6 - 0.5) for score, _ in judged]
    return np.array(recorder.seen)[order], np.array([right for _, right in judged], float)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w)), x.T @ (y - p) - RIDGE * w)
    return w


def open_model(folder: Path) -> Tagger:
    weights = load_weights(folder)
    files = weights.files
    tokenizer = Tokenizer.from_buffer(files["tokenizer.json"])
    return Tagger(weights.name, tokenizer, tagging.start_network(files["model.onnx"]), tagging.read_decoder(files["decoder.json"]))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--model", type=Path, required=True)
    options = ask.parse_args()
    tagger, scorer = open_model(options.model), load_scorer(options.data)
    weights = tuple(fit(*collect(tagger, read_gold(options.data, "held"), scorer)).tolist())
    export.write_calibration(options.model, weights)
    for which in ("held", "dev"):
        gold = read_gold(options.data, which)
        error, lines = calibration_table(judge(scorer, gold, predict(gold, open_model(options.model).attribute)[0]))
        print(which, f"calibration error {error:.3f}", *lines, sep="\n")


if __name__ == "__main__":
    main()
