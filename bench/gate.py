"""The quality gate: measures on the shared gold, prints one table, and fails below `floors.json`.

    python bench/gate.py [--shared DIR] [--update]

The gold is not part of the project: it lies in a folder beside the checkout (`../shared`). Where it is missing the gate says so and passes,
because a user has none. `--update` raises floors to what was measured, less the margin, and never lowers one; a lower floor is written by
hand, with its reason in the changelog.
Floors are pinned to the gold they were measured on: when the gold changes the gate fails until `--update` has measured anew.
"""

import argparse
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import accounts, attribution, extraction, flips, nested, pairs, sources

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MARGIN = 0.005  # a floor stands half a percent (relative) below what was measured: libraries of the same version range differ by less

Measure = Callable[[Path], dict[str, float]]
MEASURES: dict[str, tuple[str, Measure]] = {
    "attribution": ("attribution/dev.jsonl", attribution.measure),
    "sources": ("sources-gold", sources.measure),
    "nested": ("nested-gold/dev", nested.measure),
    "accounts": ("accounts-gold/dev", accounts.measure),
    "contrast sets": ("contrast-sets", pairs.measure_contrast),
    "headline pairs": ("headline-pairs", pairs.measure_headlines),
    "flips": (str(flips.SETS), flips.measure),
    "extraction": ("extraction-gold", extraction.measure),
}


class Floors(TypedDict):
    """`gold`: the hash of the files a measure was taken on; `floors`: figure -> the least it may be."""

    gold: str
    floors: dict[str, float]


def hash_gold(path: Path) -> str:
    """One hash over the names and bytes of a file, or of all files below a folder."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    digest = sha256()
    for file in files:
        digest.update(f"{file.relative_to(path.parent)}\0".encode() + sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def raise_floors(old: dict[str, float], measured: dict[str, float]) -> dict[str, float]:
    """Each watched figure's floor, never below the old one; of a measure without floors every figure is watched."""
    return {name: max(old.get(name, 0.0), round(value * (1 - MARGIN), 3)) for name, value in sorted(measured.items()) if not old or name in old}


def judge(name: str, gold: str, floors: Floors | None, measured: dict[str, float]) -> list[str]:
    """Prints the rows of one measure and returns what fails."""
    if floors is None:
        return [f"{name}: no floors; run with --update"]
    failures = [] if floors["gold"] == gold else [f"{name}: the gold changed from {floors['gold']} to {gold}; measure anew with --update"]
    for figure in sorted(set(measured) | set(floors["floors"])):
        value, floor = measured.get(figure), floors["floors"].get(figure)
        low = value is None or (floor is not None and value < floor)
        shown, least = ("missing" if value is None else f"{value:.3f}"), ("none" if floor is None else f"{floor:.3f}")
        print(f"{name:12} {figure:28} {shown:>8}  floor {least:>8}  {'BELOW' if low else 'ok'}")
        if low:
            failures.append(f"{name}: {figure} is {value}, the floor {floor}")
    return failures


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options.add_argument("--update", action="store_true")
    options.add_argument("--only", choices=sorted(MEASURES), action="append")
    given = options.parse_args()
    known: dict[str, Floors] = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures: list[str] = []
    for name in given.only or MEASURES:
        relative, measure = MEASURES[name]
        if not (given.shared / relative).exists():
            print(f"{name:12} not measured: the gold {relative} is not on this machine")
            continue
        measured, gold = measure(given.shared), hash_gold(given.shared / relative)
        if given.update:
            old = known[name]["floors"] if name in known and known[name]["gold"] == gold else {}
            known[name] = {"gold": gold, "floors": raise_floors(old, measured)}
        failures += judge(name, gold, known.get(name), measured)
    if given.update:
        FLOORS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print("\n".join(failures) or "the gate is open")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
