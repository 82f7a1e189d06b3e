#!/usr/bin/env python3
"""Score who said it. Usage: sources.py SHARED_DIR

Reads SHARED_DIR/sources-gold/dev.jsonl and prints what its scorer makes of `annotate` and `resolve_sources`: statements found, the right name, and how many
of ours lie inside gold statements (a lower bound of precision).
"""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import extract, load_scorer, run_scorer


def measure(shared: Path) -> dict[str, float]:
    """`found`, `name` and `inside`, in percent."""
    gold = shared / "sources-gold" / "dev.jsonl"
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines, _ = extract((a["id"], a["text"].encode("utf-8", "surrogatepass")) for a in articles)
    printed = run_scorer(load_scorer(gold.parent / "score.py"), [str(gold)], lines)
    return {figure: float(value) for figure, value in re.findall(r"(found|name|inside) ([\d.]+)", printed)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("   ".join(f"{figure} {value:.1f} %" for figure, value in measure(Path(sys.argv[1])).items()))
