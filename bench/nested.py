#!/usr/bin/env python3
"""Score every attributed statement, nested, with its speaker. Usage: nested.py SHARED_DIR

Reads SHARED_DIR/nested-gold/dev and texts, and prints what its scorer makes of `annotate` and `resolve_sources`.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import extract, load_scorer, run_scorer

FIGURES = {
    "precision": r"P ([\d.]+)",
    "recall": r"R ([\d.]+)",
    "f1": r"F1 ([\d.]+)",
    "speaker": r"speaker ([\d.]+) of \d+   inner",
    "inner found": r"inner: found ([\d.]+)",
    "inner parent": r"parent ([\d.]+)",
    "inner speaker": r"parent [\d.]+ speaker ([\d.]+)",
    "told to": r"told_to ([\d.]+)",
}


def measure(shared: Path) -> dict[str, float]:
    """All statements (precision, recall, F1, right speaker of those found), the inner ones, and addressees; in percent."""
    gold = shared / "nested-gold"
    files = sorted((gold / "texts").glob("*.txt"))
    lines, _ = extract((path.name, path.read_bytes()) for path in files)
    printed = run_scorer(load_scorer(gold / "score.py"), [str(gold / "dev"), str(gold / "texts")], lines)
    return {figure: float(found.group(1)) for figure, pattern in FIGURES.items() if (found := re.search(pattern, printed))}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("   ".join(f"{figure} {value:.1f}" for figure, value in measure(Path(sys.argv[1])).items()))
