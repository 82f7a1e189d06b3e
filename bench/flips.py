#!/usr/bin/env python3
"""Sentences with one controlled change: is it noticed, and are harmless rewordings left alone? Usage: flips.py [-v]

Each set of flips.toml is a sentence, changes of it by kind, and rewordings that tell the same. number, date, name, role, negation: found when the pair is said
to conflict. hedge, source: found when it is not said to agree, for the claim is no longer the same one on the same word. A false alarm is a rewording that is
said to conflict. Two halves of the rewordings of a set also meet each other. Prints recall by kind and the share of false alarms.
"""

import sys
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from onrecord.models import load_models
from onrecord.pipeline import relate

KINDS = ("number", "date", "name", "role", "negation", "hedge", "source")
NOT_AGREED = ("hedge", "source")
SETS = Path(__file__).with_name("flips.toml")


def read_pairs() -> Iterator[tuple[str, str, str]]:
    """Kind ("same" for a rewording) and the two sentences."""
    for row in tomllib.loads(SETS.read_text(encoding="utf-8"))["set"]:
        yield from ((kind, row["base"], row[kind]) for kind in KINDS if kind in row)
        yield from (("same", a, b) for a, b in combinations([row["base"], *row["same"]], 2))


def measure(_: Path | None = None, *, aloud: bool = False) -> dict[str, float]:
    """Recall by kind and `quiet`, the share of rewordings without a false alarm, in percent."""
    models = load_models()
    hits: dict[str, list[bool]] = {}
    for kind, a, b in read_pairs():
        said = relate(a, b, models=models)
        wanted = said.kind != "conflicts" if kind == "same" else said.kind != "agrees" if kind in NOT_AGREED else said.kind == "conflicts"
        hits.setdefault(kind, []).append(wanted)
        if aloud and not wanted:
            print(f"{kind}: {said.kind} {said.conflict:.2f}\n   {a}\n   {b}")
    return {"quiet" if kind == "same" else kind: 100 * sum(found) / len(found) for kind, found in hits.items()}


if __name__ == "__main__":
    for name, share in measure(aloud="-v" in sys.argv).items():
        print(f"{name:10} {share:5.1f} %")
