"""Runs `annotate` over every article of the attribution data, and over broken copies of them, and lists what raises.

python bench/robust.py [--shared DIR] [--mutants N]
"""

import argparse
import json
import random
import traceback
from collections import Counter
from pathlib import Path

from onrecord.annotate import annotate
from onrecord.errors import InputError
from onrecord.ingest import read_document
from onrecord.models import load_models

MARKS = "\"'“”‘’«»"


def break_text(text: str, chance: random.Random) -> str:
    """One broken copy: quotation marks dropped, doubled or swapped, lines joined and broken."""
    kind = chance.choice(["drop", "double", "swap", "join", "split"])
    out = []
    for c in text:
        hit = chance.random() < 0.3
        if c in MARKS and hit:
            out.append({"drop": "", "double": c + c, "swap": chance.choice(MARKS)}.get(kind, c))
        elif c == "\n" and hit and kind == "join":
            out.append(" ")
        elif c == " " and kind == "split" and chance.random() < 0.05:
            out.append("\n")
        else:
            out.append(c)
    return "".join(out)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path(__file__).parent.parent.parent / "shared")
    options.add_argument("--mutants", type=int, default=0)
    given = options.parse_args()
    chance, models = random.Random(1), load_models()
    lines = [line for name in ("train", "dev") for line in (given.shared / "attribution" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    texts += [break_text(chance.choice(texts), chance) for _ in range(given.mutants)]
    failures: Counter[str] = Counter()
    for text in texts:
        try:
            annotate(read_document(text.encode(), "article.txt"), models)
        except InputError as error:
            failures[f"refused: {error}"] += 1
        except Exception:
            failures[traceback.format_exc(limit=-2)] += 1
    print(f"{len(texts)} texts, {sum(failures.values())} failures")
    for what, count in failures.most_common(10):
        print(count, what)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
