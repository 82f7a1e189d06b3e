#!/usr/bin/env python3
"""Score what several accounts of one event tell. Usage: accounts.py SHARED_DIR [dev|train]

Compares the texts of each event of SHARED_DIR/accounts-gold through the whole pipeline and prints what the scorer makes of it: pairs of places that tell
the same claim (agree), pairs of claims that contradict each other (conflict), and pairs of quotations that are one utterance (variants).
"""

import json
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import load_scorer
from onrecord.ingest import read_documents
from onrecord.pipeline import compare
from onrecord.records import Anchor, RelationKind, Report

READINGS = {"dev": ("dev/A", "dev/B"), "train": ("train/gold", "train/gold")}
FIGURES = ("precision", "recall", "f1")


def read_report(report: Report) -> dict[str, Any]:
    """The report in the shape of a reading: claims with the places of their members, conflicts between them, pairs of quotations."""
    names = {article.document.id: Path(article.document.meta.path).name for article in report.articles}

    def place(anchor: Anchor) -> dict[str, Any]:
        return {"file": names[anchor.document], "start": anchor.span.start, "end": anchor.span.end}

    relations = [relation for finding in report.findings for relation in finding.relations]
    return {
        "claims": [{"id": claim.id, "members": [place(member.anchor) for member in claim.members]} for claim in report.claims],
        "conflicts": [{"a": r.left, "b": r.right} for r in relations if r.kind is RelationKind.CONFLICTS],
        "quote_variants": [{"a": place(variant.left), "b": place(variant.right)} for variant in report.variants],
    }


def score_events(shared: Path, split: str) -> dict[str, dict[str, float]]:
    """What the scorer says of all events of the split: agree, conflict, variants -> precision, recall, f1, counts."""
    gold = shared / "accounts-gold"
    scorer = load_scorer(gold / "score.py")
    with TemporaryDirectory() as folder:
        for event in sorted((gold / split / "texts").iterdir()):
            documents, _ = read_documents(sorted(event.glob("*.txt")))
            (Path(folder) / f"{event.name}.json").write_text(json.dumps(read_report(compare(documents))), encoding="utf-8")
        one, other = (str(gold / reading) for reading in READINGS[split])
        found: dict[str, dict[str, float]] = scorer.main(one, other, folder, str(gold / split / "texts"))
    return found


def measure(shared: Path) -> dict[str, float]:
    """`agree_f1`, `conflict_precision` and so on, in percent, on dev."""
    with redirect_stdout(StringIO()):
        scores = score_events(shared, "dev")
    return {f"{kind}_{figure}": 100 * row[figure] for kind, row in scores.items() for figure in FIGURES}


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    score_events(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "dev")
