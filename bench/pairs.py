#!/usr/bin/env python3
"""Score `onrecord relate` on what its models and weights have not seen. Usage: pairs.py SHARED_DIR [--all]

contrast-sets: the domain that training left out (business), every second set: the others fitted the last weights. headline-pairs: the part of the topics that
training left out, every second topic. Prints what the scorers make of them. --all: every domain and topic, most of which the model has learnt from.
"""

import json
import re
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import load_scorer
from onrecord.pipeline import relate_pairs

DOMAINS = ("business", "diplomacy", "politics", "society", "talk")
PARTS, LEFT_OUT = 5, 0
FIGURE = re.compile(r"^(agrees|conflicts): precision ([\d.]+) recall ([\d.]+) F1 ([\d.]+)", re.MULTILINE)
TRAP = re.compile(r"said conflict: unrelated\s.*?\s([\d.]+) of \d+$", re.MULTILINE)
HEADLINES = re.compile(r"F1 ([\d.]+)\s+balanced accuracy ([\d.]+)\s+AUC ([\d.]+)")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def split_topics(pairs: list[tuple[str, str]]) -> list[str]:
    """The topic of each pair: the first headline, in the order of the alphabet, of all that are tied to it by pairs."""
    home: dict[str, str] = {}

    def find(one: str) -> str:
        while home.setdefault(one, one) != one:
            home[one] = home[home[one]]
            one = home[one]
        return one

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        home[second] = first
    return [find(a) for a, _ in pairs]


def number_topic(topic: str) -> int:
    """A number that decides the topic's part (its remainder by PARTS) and half (by twice PARTS)."""
    return int(sha256(topic.encode()).hexdigest()[:8], 16)


def choose_sets(shared: Path, half: int) -> list[dict[str, Any]]:
    """Half of the sets of the domain left out: 0 for fitting the last weights, 1 for measuring."""
    return read_lines(shared / "contrast-sets" / f"{DOMAINS[LEFT_OUT]}.jsonl")[half::2]


def choose_headlines(shared: Path, half: int | None) -> list[dict[str, Any]]:
    """Half of the topics left out; for None the topics that the pair model has learnt from."""
    rows = read_lines(shared / "headline-pairs" / "dev.jsonl")
    numbers = [number_topic(topic) for topic in split_topics([(row["a"], row["b"]) for row in rows])]
    chosen = [None if number % PARTS != LEFT_OUT else number // PARTS % 2 for number in numbers]
    return [row for row, part in zip(rows, chosen, strict=True) if part == half]


def predict(pairs: Iterable[tuple[str, str]], path: Path) -> None:
    lines = [json.dumps({"kind": related.kind, "conflict": related.conflict}) for related in relate_pairs(pairs)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def score(scorer: Path, rows: list[dict[str, Any]]) -> str:
    """What a scorer prints of the judgements on the rows of its gold."""
    module, printed = load_scorer(scorer), StringIO()
    with TemporaryDirectory() as folder:
        gold, said = Path(folder) / "gold.jsonl", Path(folder) / "said.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        predict([(pair[0], pair[1]) for pair in module.pairs(gold)] if hasattr(module, "pairs") else [(row["a"], row["b"]) for row in rows], said)
        with redirect_stdout(printed):
            module.main(str(gold), str(said))
    return printed.getvalue()


def measure_contrast(shared: Path) -> dict[str, float]:
    """F1 of agreement and of conflict, and the share of the worst kind of trap that is let be, in percent."""
    said = score(shared / "contrast-sets" / "score.py", choose_sets(shared, 1))
    found = {f"{kind}_f1": 100 * float(f1) for kind, _, _, f1 in FIGURE.findall(said)}
    return found | {"worst_trap": 100 - 100 * max(map(float, TRAP.findall(said)))}


def measure_headlines(shared: Path) -> dict[str, float]:
    """F1 of conflict, balanced accuracy and AUC, in percent."""
    found = HEADLINES.search(score(shared / "headline-pairs" / "score.py", choose_headlines(shared, 1)))
    if found is None:
        raise SystemExit("the scorer of headline-pairs printed nothing that is known")
    return {name: 100 * float(value) for name, value in zip(("conflict_f1", "balanced_accuracy", "auc"), found.groups(), strict=True)}


def main() -> None:
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    shared, everything = Path(sys.argv[1]), "--all" in sys.argv
    for domain in DOMAINS if everything else DOMAINS[LEFT_OUT : LEFT_OUT + 1]:
        sets = read_lines(shared / "contrast-sets" / f"{domain}.jsonl") if everything else choose_sets(shared, 1)
        print(domain, score(shared / "contrast-sets" / "score.py", sets), sep="\n")
    rows = read_lines(shared / "headline-pairs" / "dev.jsonl") if everything else choose_headlines(shared, 1)
    print("headlines", score(shared / "headline-pairs" / "score.py", rows))


if __name__ == "__main__":
    main()
