#!/usr/bin/env python3
"""Score `annotate` on attributed statements. Usage: attribution.py SHARED_DIR [--set dev|train] [--limit N] [--out PREDICTIONS.jsonl] [--rules]

Reads SHARED_DIR/attribution/<set>.jsonl, annotates each article as plain text, and prints what the scorer beside it makes of it, then words per CPU-second.
`--rules` adds, for each rule, how many outermost statements it found and how many of them are right: content shared for half on both sides, and a word of the
source (or neither side has one).
"""

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated, Span


def load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_score", shared / "attribution" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer below {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", default="dev", choices=("dev", "train"))
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    lines = (options.shared / "attribution" / f"{options.set}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()][: options.limit]
    scorer, models = load_scorer(options.shared), load_models()
    found, words, started = {}, 0, time.process_time()
    for article in gold:
        found[article["id"]] = predict(annotate(read_document(article["text"].encode("utf-8", "surrogatepass"), article["id"] + ".txt"), models))
        words += len(article["text"].split())
    spent = time.process_time() - started
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
