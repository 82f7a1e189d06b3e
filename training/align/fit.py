#!/usr/bin/env python3
"""Fit the weights of `onrecord.align.weights` by ridge-penalised logistic regression. Usage: fit.py SHARED_DIR

Every pair of tellings from two documents of one event of SHARED_DIR/accounts-gold/train is an example: positive where the reading has one claim told in both.
Prints the weights as they stand in the file, and F1 over pairs by threshold, cross-validated over events in five parts.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.lines import load_scorer
from onrecord.align.pairs import FEATURES, find_pairs
from onrecord.annotate import annotate
from onrecord.ingest import read_documents
from onrecord.models import load_models
from onrecord.proposition import read_tellings
from onrecord.resolve import resolve_sources

PENALTY, ROUNDS, PARTS = 0.5, 25, 5
Examples = tuple[np.ndarray, np.ndarray]


def read_event(shared: Path, event: Path, scorer) -> Examples:
    """Features and labels of the cross-document pairs of one event."""
    models = load_models()
    documents, _ = read_documents(sorted(event.glob("*.txt")))
    articles = tuple(sorted((annotate(document, models) for document in documents), key=lambda article: article.document.id))
    names = {article.document.id: Path(article.document.meta.path).name for article in articles}
    tellings = read_tellings(articles, resolve_sources(articles))
    encode = models.encoder.encode
    pairs = find_pairs(tellings, encode([t.text for t in tellings]), encode([t.around for t in tellings]))
    pairs = [pair for pair in pairs if tellings[pair.left].document != tellings[pair.right].document]
    texts = scorer.Texts(shared / "accounts-gold" / "train" / "texts")
    gold = scorer.load(texts, shared / "accounts-gold" / "train" / "gold", event.name)["agree"]
    words = [scorer.words(texts, event.name, {"file": names[t.document], "start": t.told.span.start, "end": t.told.span.end}) for t in tellings]
    labels = [scorer.pair_hit((words[pair.left], words[pair.right]), gold) for pair in pairs]
    return np.array([pair.values for pair in pairs]), np.array(labels, dtype=float)


def fit(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The bias and the weights, by Newton's method; the bias is not penalised."""
    rows = np.hstack([np.ones((len(features), 1)), features])
    penalty = np.diag([0.0] + [2 * PENALTY] * features.shape[1])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (labels - chance) - penalty @ weights
        weights += np.linalg.solve((rows * (chance * (1 - chance))[:, None]).T @ rows + penalty, slope)
    return weights


def predict(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))


def join(events: list[Examples]) -> Examples:
    return np.vstack([features for features, _ in events]), np.concatenate([labels for _, labels in events])


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    shared = Path(sys.argv[1])
    scorer = load_scorer(shared / "accounts-gold" / "score.py")
    events = [read_event(shared, event, scorer) for event in sorted((shared / "accounts-gold" / "train" / "texts").iterdir())]
    chances, labels = [], []
    for part in range(PARTS):
        weights = fit(*join([event for at, event in enumerate(events) if at % PARTS != part]))
        for features, truth in events[part::PARTS]:
            chances.append(predict(weights, features))
            labels.append(truth)
    chance, truth = np.concatenate(chances), np.concatenate(labels)
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.4):
        said = chance >= threshold
        hits = float((said * truth).sum())
        print(f"{threshold}: precision {hits / max(1, said.sum()):.3f} recall of candidates {hits / truth.sum():.3f}")
    for name, weight in zip(("bias", *FEATURES), fit(*join(events)), strict=True):
        print(f'    "{name}": {weight:.3f},')


if __name__ == "__main__":
    main()
