"""What the folds of a training run said of what they had not seen. Usage: evaluate.py DATA_DIR predicted.npz

contrast: F1 on the pairs as the sets' scorer counts them, by the likeliest label. headlines: AUC, and F1 on each half of the topics with the threshold that is
best on the other. accounts: average precision of agreement and of conflict over the pairs that a comparison might ask about.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

AGREES, CONFLICTS = 1, 2


def read(path: Path) -> list:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def soften(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits.astype(np.float64) - logits.max(1, keepdims=True).astype(np.float64))
    return raised / raised.sum(1, keepdims=True)


def f1(said: np.ndarray, gold: np.ndarray) -> float:
    return 2 * float((said & gold).sum()) / max(1, int(said.sum() + gold.sum()))


def average_precision(score: np.ndarray, gold: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hits = gold[order]
    return float(((hits.cumsum() / np.arange(1, len(hits) + 1)) * hits).sum() / max(1, hits.sum()))


def area(score: np.ndarray, gold: np.ndarray) -> float:
    ranks = np.empty(len(score))
    ranks[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    n = int(gold.sum())
    return float((ranks[gold].sum() - n * (n + 1) / 2) / (n * (len(gold) - n)))


def best_threshold(score: np.ndarray, gold: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hits = gold[order].cumsum()
    values = 2 * hits / (np.arange(1, len(order) + 1) + gold.sum())
    return float(score[order][int(values.argmax())])


def show_contrast(rows: Sequence, logits: np.ndarray) -> None:
    scored = np.array([bool(row[4]) for row in rows])
    gold, parts = np.array([row[2] for row in rows])[scored], np.array([row[3] for row in rows])[scored]
    said = logits[scored].argmax(1)
    for label, name in ((AGREES, "agrees"), (CONFLICTS, "conflicts")):
        each = " ".join(f"{f1(said[parts == p] == label, gold[parts == p] == label):.3f}" for p in range(5))
        print(f"contrast {name}: F1 {f1(said == label, gold == label):.3f}   by domain {each}")


def show_headlines(rows: Sequence, logits: np.ndarray) -> None:
    gold, score = np.array([row[2] == CONFLICTS for row in rows]), soften(logits)[:, CONFLICTS]
    half = np.array([row[3] for row in rows]) < 2
    print(f"headlines: AUC {area(score, gold):.3f}", end="")
    for one, other in ((half, ~half), (~half, half)):
        print(f"   F1 {f1(score[other] >= best_threshold(score[one], gold[one]), gold[other]):.3f} of {gold[other].sum()}", end="")
    print()


def show_accounts(events: Sequence, logits: np.ndarray) -> None:
    pairs = np.array([pair for event in events for pair in event["pairs"]])
    near = (pairs[:, 3] == 1) & (pairs[:, 2] >= 0)
    chances, labels = soften(logits)[near], pairs[near, 2]
    for label, name in ((AGREES, "agrees"), (CONFLICTS, "conflicts")):
        gold = labels == label
        threshold = best_threshold(chances[:, label], gold)
        print(
            f"accounts {name}: AP {average_precision(chances[:, label], gold):.3f}  best F1 {f1(chances[:, label] >= threshold, gold):.3f} at {threshold:.2f}"
        )


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    found = np.load(sys.argv[2])
    for name, show in (("contrast", show_contrast), ("headlines", show_headlines), ("accounts", show_accounts)):
        if name in found.files:
            show(read(Path(sys.argv[1]) / f"{name}.jsonl.gz"), found[name].astype(np.float32))


if __name__ == "__main__":
    main()
