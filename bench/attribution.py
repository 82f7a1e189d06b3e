#!/usr/bin/env python3
"""Score `annotate` on attributed statements. Usage: attribution.py SHARED_DIR [--set dev|train] [--limit N] [--out PREDICTIONS.jsonl] [--rules]

Reads SHARED_DIR/attribution/<set>.jsonl, annotates each article as plain text, and prints what the scorer beside it makes of it, then words per CPU-second.
`--rules` adds, for each rule, how many outermost statements it found and how many of them are right: content shared for half on both sides, and a word of the
source (or neither side has one).
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import load_scorer
from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated, Span


def _pairs(spans: tuple[Span | None, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans if s is not None]


def predict(article: Annotated) -> list[dict[str, Any]]:
    """The outermost statements in the scorer's shape."""
    outer = [s for s in article.statements if s.within is None]
    return [{"source": _pairs((s.source,)), "cue": _pairs((s.cue,)), "content": _pairs(s.content), "rule": s.basis.by} for s in outer]


def count_rules(scorer: ModuleType, gold: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> dict[str, tuple[int, int]]:
    """Rule -> (statements found, of them right)."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for article in gold:
        index = scorer.Index(article["text"])
        wanted = scorer.normal(article["attributions"], index, False)
        for p in found[article["id"]]:
            words, source = index.words(p["content"]), index.words(p["source"])
            seen[p["rule"]] += 1
            right[p["rule"]] += any(2 * len(words & g["content"]) >= max(len(words), len(g["content"])) and scorer.right(g["source"], source) for g in wanted)
    return {rule: (seen[rule], right[rule]) for rule in sorted(seen)}


def annotate_gold(gold: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Article id -> its outermost statements."""
    models = load_models()
    return {a["id"]: predict(annotate(read_document(a["text"].encode("utf-8", "surrogatepass"), a["id"] + ".txt"), models)) for a in gold}


def read_gold(shared: Path, split: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "attribution" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(shared: Path) -> dict[str, float]:
    """The figures of the gate, in percent, on dev."""
    gold = read_gold(shared, "dev")
    scores = load_scorer(shared / "attribution" / "score.py").score(gold, annotate_gold(gold))
    figures = {name.replace(" ", "_"): float(scores["direct"][name]) for name in ("found", "right source", "source precision")}
    exact = {f"exact_{role}_f1": float(scores[f"exact {role}"]["f1"]) for role in ("source", "cue", "content")}
    return {f"direct_{name}": value for name, value in figures.items()} | exact | {f"{name}_f1": float(scores[name]["f1"]) for name in ("linked", "whole")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", default="dev", choices=("dev", "train"))
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    gold, scorer = read_gold(options.shared, options.set)[: options.limit], load_scorer(options.shared / "attribution" / "score.py")
    load_models()
    started = time.process_time()
    found = annotate_gold(gold)
    spent, words = time.process_time() - started, sum(len(article["text"].split()) for article in gold)
    for key, value in scorer.score(gold, found).items():
        print(f"{key:24s}", value)
    print(f"{'words per CPU-second':24s} {words / spent:.0f}")
    if options.rules:
        for rule, (seen, right) in count_rules(scorer, gold, found).items():
            print(f"{rule:32s} {seen:6d} {100 * right / seen:5.1f} %")
    if options.out:
        options.out.write_text("".join(json.dumps({"id": i, "attributions": a}) + "\n" for i, a in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
