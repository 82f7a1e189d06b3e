#!/usr/bin/env python3
"""Fit the weights of `onrecord.proposition.weights` by ridge-penalised logistic regression. Usage: fit.py SHARED_DIR [EVENTS_DIR]

Every near pair of tellings of an event of SHARED_DIR/accounts-gold/train, and of EVENTS_DIR (see data.py), is an example, of agreement where the reading has
one claim told in both, of conflict where it has two that conflict. The quick weights are fitted on all events of the gold. The final ones are fitted on the
events of both that the pair model has not seen, with quick weights from the gold's other events. Prints the weights as they stand in the file.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.lines import load_scorer
from bench.pairs import LEFT_OUT, PARTS, choose_headlines, choose_sets, number_topic
from onrecord.annotate import annotate
from onrecord.ingest import read_documents, wrap_sentence
from onrecord.models import load_models
from onrecord.proposition import read_tellings
from onrecord.proposition.pairs import FEATURES, find_near
from onrecord.proposition.relate import RELATED
from onrecord.proposition.relate import describe as describe_pair
from onrecord.proposition.stance import STANCES, compare_stances
from onrecord.proposition.verdicts import SAID, choose, describe
from onrecord.proposition.weights import ASKED
from onrecord.resolve import resolve_sources

PENALTY, ROUNDS = 0.5, 25


@dataclass
class Event:
    """Features of all near pairs, their labels, and for each what the pair model is to read."""

    values: np.ndarray
    agrees: np.ndarray
    conflicts: np.ndarray
    reads: list[tuple[str, str]]
    one_account: np.ndarray
    opposed: np.ndarray
    tellings: int


def read_event(base: Path, folder: Path, scorer) -> Event:
    models = load_models()
    documents, _ = read_documents(sorted(folder.glob("*.txt")))
    articles = tuple(sorted((annotate(document, models) for document in documents), key=lambda article: article.document.id))
    names = {article.document.id: Path(article.document.meta.path).name for article in articles}
    tellings = read_tellings(articles, resolve_sources(articles))
    near = find_near(tellings, models.encoder)
    texts = scorer.Texts(base / "texts")
    words = [scorer.words(texts, folder.name, {"file": names[t.document], "start": t.told.span.start, "end": t.told.span.end}) for t in tellings]
    reading = json.loads((base / "gold" / f"{folder.name}.json").read_text(encoding="utf-8"))
    members = {claim["id"]: [scorer.words(texts, folder.name, member) for member in claim["members"]] for claim in reading["claims"]}
    told = np.array([[any(scorer.same(w, member) for member in places) for places in members.values()] for w in words], dtype=float)
    order = {key: at for at, key in enumerate(members)}
    against = np.zeros((len(order), len(order)))
    for conflict in reading["conflicts"]:
        a, b = order[conflict["a"]], order[conflict["b"]]
        against[a, b] = against[b, a] = 1
    agrees, conflicts = told @ told.T > 0, told @ against @ told.T > 0
    left, right = np.array(near.pairs).T
    reads = [(tellings[a].reads, tellings[b].reads) for a, b in near.pairs]
    one_account = np.array([tellings[a].document == tellings[b].document for a, b in near.pairs])
    opposed = np.array([bool(found) for found in near.oppositions])
    return Event(near.values, agrees[left, right], conflicts[left, right], reads, one_account, opposed, len(tellings))


def fit(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The bias and the weights, by Newton's method; the bias is not penalised."""
    rows = np.hstack([np.ones((len(features), 1)), features])
    penalty = np.diag([0.0] + [2 * PENALTY] * features.shape[1])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        guess = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (labels - guess) - penalty @ weights
        weights += np.linalg.solve((rows * (guess * (1 - guess))[:, None]).T @ rows + penalty, slope)
    return weights


def fit_quick(events: list[Event]) -> tuple[np.ndarray, np.ndarray]:
    values = np.vstack([event.values for event in events])
    return fit(values, np.concatenate([e.agrees for e in events]).astype(float)), fit(values, np.concatenate([e.conflicts for e in events]).astype(float))


def ask(events: list[Event], quick: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The values of SAID and both labels for the pairs that the model would be asked about."""
    models, rows, agrees, conflicts = load_models(), [], [], []
    for event in events:
        sums = np.stack([weights[0] + event.values @ weights[1:] for weights in quick], axis=1)
        asked = choose(sums, round(ASKED * event.tellings))
        judged = models.pairs.judge([event.reads[at] for at in asked])
        rows += [
            describe((sums[at, 0], sums[at, 1]), said, one_account=event.one_account[at], opposed=event.opposed[at])
            for at, said in zip(asked, judged, strict=True)
        ]
        agrees += list(event.agrees[asked])
        conflicts += list(event.conflicts[asked])
    return np.array(rows), np.array(agrees, float), np.array(conflicts, float)


def fit_stance(shared: Path) -> np.ndarray:
    """On the headlines of the topics that the pair model has learnt from; the words alone."""
    rows = choose_headlines(shared, None)
    return fit(np.array([compare_stances(row["a"], row["b"]) for row in rows]), np.array([float(row["label"] == "conflict") for row in rows]))


def fit_related(shared: Path) -> tuple[np.ndarray, np.ndarray]:
    """On the half of the contrast sets of the domain that the pair model has not seen on which `bench/pairs.py` does not measure.

    Our own sets and the headlines left out were tried beside these: with them every figure of `bench/pairs.py` and `bench/flips.py` but one was lower.
    """
    models, rows, labels = load_models(), [], []
    sets = load_scorer(shared / "contrast-sets" / "score.py")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sets.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in choose_sets(shared, 0)), encoding="utf-8")
        examples = [(a, b, label) for a, b, label, _ in sets.pairs(file)]
    for a, b, label in examples:
        articles = tuple(annotate(wrap_sentence(text, name), models) for text, name in ((a, "a"), (b, "b")))
        rows.append(describe_pair(articles, resolve_sources(articles), models.pairs.judge([(a, b)])[0], models)[0])
        labels.append(label)
    values, found = np.array(rows), np.array(labels)
    return fit(values, (found == "agrees").astype(float)), fit(values, (found == "conflicts").astype(float))


def show(name: str, weights: np.ndarray, names: tuple[str, ...]) -> None:
    print(f"{name}: dict[str, float] = {{")
    for key, weight in zip(("bias", *names), weights, strict=True):
        print(f'    "{key}": {weight:.3f},')
    print("}")


def main() -> None:
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    shared, gold = Path(sys.argv[1]), Path(sys.argv[1]) / "accounts-gold" / "train"
    scorer = load_scorer(shared / "accounts-gold" / "score.py")
    events: dict[tuple[bool, bool], list[Event]] = {}  # by whether the reading is the gold's, and whether the pair model has seen it
    for base in (gold, *map(Path, sys.argv[2:])):
        for path in sorted((base / "gold").iterdir()):
            key = base == gold, number_topic(path.stem) % PARTS != LEFT_OUT
            events.setdefault(key, []).append(read_event(base, base / "texts" / path.stem, scorer))
    for name, weights in zip(("AGREES", "CONFLICTS"), fit_quick(events[True, True] + events[True, False]), strict=True):
        show(name, weights, FEATURES)
    rows, agrees, conflicts = ask(events[True, False] + events.get((False, False), []), fit_quick(events[True, True]))
    show("STANCE", fit_stance(shared), STANCES)
    for name, weights in zip(("RELATE_AGREES", "RELATE_CONFLICTS"), fit_related(shared), strict=True):
        show(name, weights, RELATED)
    show("FINAL_AGREES", fit(rows, agrees), SAID)
    show("FINAL_CONFLICTS", fit(rows, conflicts), SAID)


if __name__ == "__main__":
    main()
