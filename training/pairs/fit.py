#!/usr/bin/env python3
"""Fit the weights of `onrecord.proposition.weights` by ridge-penalised logistic regression. Usage: fit.py SHARED_DIR JUDGED_DIR

Every near pair of tellings of the events of JUDGED_DIR (see `data.read_near`) is an example; one that was not judged counts as neither. The quick weights are
fitted on all events. The final ones are fitted on the events that the pair model has not seen, with quick weights from the others. Prints the weights as they
stand in the file.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from data import AGREES, CONFLICTS, OTHER, OWN, read, read_near

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.lines import load_scorer
from bench.pairs import LEFT_OUT, PARTS, choose_headlines, choose_sets, number_topic
from onrecord.annotate import annotate
from onrecord.ingest import wrap_sentence
from onrecord.models import load_models
from onrecord.proposition import read_tellings
from onrecord.proposition.pairs import FEATURES
from onrecord.proposition.relate import RELATED
from onrecord.proposition.relate import describe as describe_pair
from onrecord.proposition.stance import STANCES, compare_stances
from onrecord.proposition.verdicts import SAID, choose, describe
from onrecord.proposition.weights import ASKED
from onrecord.resolve import resolve_sources

PENALTY, ROUNDS = 0.5, 25
RELATED_PENALTY = 2.0
# What the bias of the final conflicts is raised by: of 50 pairs said with a probability of .1 to .5 on the 38 events of the gold 22 were right, of 4 above all,
# since the gold sees more conflicts than the language models that judged the pairs.
CALIBRATED = 0.8
OWN_SETS, OWN_HEADLINES = 600, 600


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


def read_event(tellings, near, labels: dict[tuple[int, int], int]) -> Event:
    found = np.array([labels.get(pair, OTHER) for pair in near.pairs])
    reads = [(tellings[a].reads, tellings[b].reads) for a, b in near.pairs]
    one_account = np.array([tellings[a].document == tellings[b].document for a, b in near.pairs])
    opposed = np.array([bool(rules) for rules in near.oppositions])
    return Event(near.values, found == AGREES, found == CONFLICTS, reads, one_account, opposed, len(tellings))


def fit(features: np.ndarray, labels: np.ndarray, strength: float = PENALTY) -> np.ndarray:
    """The bias and the weights, by Newton's method; the bias is not penalised."""
    rows = np.hstack([np.ones((len(features), 1)), features])
    penalty = np.diag([0.0] + [2 * strength] * features.shape[1])
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
    """On pairs that the pair model has not seen: the half of the contrast domain left out on which `bench/pairs.py` does not measure, and of our own sets and
    headlines as many of those left out as make up for the other domains and for headlines.
    """
    models, rows, labels = load_models(), [], []
    for a, b, label in [*read_sets(shared, [*choose_sets(shared, 0), *choose_own("sets", "id", OWN_SETS)]), *read_own_headlines()]:
        articles = tuple(annotate(wrap_sentence(text, name), models) for text, name in ((a, "a"), (b, "b")))
        sources = resolve_sources(articles)
        rows.append(describe_pair(articles, sources, read_tellings(articles, sources), models.pairs.judge([(a, b)])[0], models)[0])
        labels.append(label)
    values, found = np.array(rows), np.array(labels)
    return fit(values, (found == "agrees").astype(float), RELATED_PENALTY), fit(values, (found == "conflicts").astype(float), RELATED_PENALTY)


def choose_own(kind: str, key: str, most: int) -> list[dict]:
    """Rows of our own that the pair model has not seen, at most so many, in an order that chance has made."""
    rows = [row for path in sorted(OWN.glob(f"{kind}*.jsonl")) for row in read(path) if number_topic(row[key]) % PARTS == LEFT_OUT]
    return sorted(rows, key=lambda row: number_topic(row[key]))[:most]


def read_sets(shared: Path, rows: list[dict]) -> list[tuple[str, str, str]]:
    sets = load_scorer(shared / "contrast-sets" / "score.py")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sets.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return [(a, b, label) for a, b, label, _ in sets.pairs(file)]


def read_own_headlines() -> list[tuple[str, str, str]]:
    rows = choose_own("headlines", "topic", OWN_HEADLINES)
    return [(row["a"], row["b"], "conflicts" if row["label"] == "conflict" else "agrees") for row in rows]


def show(name: str, weights: np.ndarray, names: tuple[str, ...]) -> None:
    print(f"{name}: dict[str, float] = {{")
    for key, weight in zip(("bias", *names), weights, strict=True):
        print(f'    "{key}": {weight:.3f},')
    print("}")


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    shared, events = Path(sys.argv[1]), {True: [], False: []}  # by whether the pair model has seen the event
    for event, tellings, near, labels in read_near(Path(sys.argv[2])):
        if near.pairs:
            events[number_topic(event) % PARTS != LEFT_OUT].append(read_event(tellings, near, labels))
    for name, weights in zip(("AGREES", "CONFLICTS"), fit_quick(events[True] + events[False]), strict=True):
        show(name, weights, FEATURES)
    rows, agrees, conflicts = ask(events[False], fit_quick(events[True]))
    show("FINAL_AGREES", fit(rows, agrees), SAID)
    show("FINAL_CONFLICTS", fit(rows, conflicts) + CALIBRATED * np.eye(1 + len(SAID))[0], SAID)
    show("STANCE", fit_stance(shared), STANCES)
    for name, weights in zip(("RELATE_AGREES", "RELATE_CONFLICTS"), fit_related(shared), strict=True):
        show(name, weights, RELATED)


if __name__ == "__main__":
    main()
