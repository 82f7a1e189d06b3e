"""Learn and write `onrecord/ingest/weights.py`: `python training/blocks/train.py SHARED_DIR [--write]`.

Of saved news pages whose article is known: the visible text as lines, in two renderings (block by block; the text nodes' own lines), and crops of it, an
article with few leftovers. Of plain articles: themselves, all account. Each text counts the same, a paragraph by its words. Logistic regression by Newton's
method with an L2 penalty; prints F1 over four-word shingles in cross-validation by page before it fits on everything. Needs numpy only.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lxml import etree

from onrecord.ingest import prose
from onrecord.ingest.blocks import count_notices, find_lines, join_lines, label_line
from onrecord.ingest.decoding import decode_bytes
from onrecord.ingest.mapping import covered_share, map_chosen
from onrecord.ingest.page import UNSEEN, read_page

PENALTY = 1.0  # swept .002-10 in cross-validation: F1 .865, .867 (.2), best at 1
FOLDS = 6
SHARES = {"blocks": 1.0, "lines": 1.0, "crop": 0.35, "plain": 0.4}  # how much a text of each kind counts
PLAIN = 240
OUTPUT = Path(__file__).parents[2] / "src/onrecord/ingest/weights.py"
NAMES = tuple(prose.WEIGHTS)
HEAD = '''"""Weights of the measures in `prose.py`: how much each speaks for a paragraph being the account (log odds).

Logistic regression on 120 saved pages as lines of text, crops of them and 240 plain articles (`training/blocks/train.py`); each text counts the same.
"""
'''


@dataclass(frozen=True)
class Text:
    """One training text: its page, kind, paragraphs, which the lists call furniture, measures, answers and weights."""

    page: str
    kind: str
    lines: list[str]
    known: list[bool]
    rows: np.ndarray
    answers: np.ndarray
    weights: np.ndarray


def make_text(page: str, kind: str, text: str, gold: str | None) -> Text | None:
    found = list(find_lines(text))
    units = join_lines(text, found, [label_line(text[line.span.start : line.span.end]) for line in found])
    lines = [text[span.start : span.end] for span, _ in units]
    if not lines:
        return None
    known = [role is not None for _, role in units]
    marks = map_chosen(text, gold) if gold is not None else None
    answers = [1.0 if marks is None else float(covered_share(marks, text, span) >= 0.5) for span, _ in units]
    words = np.minimum([len(re.findall(r"\w+", line)) for line in lines], 80) + 3.0
    rows = np.array(prose.measure_paragraphs(lines, known, [count_notices(line) for line in lines]))
    return Text(page, kind, lines, known, rows, np.array(answers), SHARES[kind] * words / words.sum())


def render(data: bytes) -> tuple[str, str]:
    """The visible text block by block, and by the lines of the text nodes."""
    page = read_page(decode_bytes(data, "page").text, "page")
    shown = [run for run in page.runs if not {"title", "option"} & set(run.tags)]
    blocks = "\n".join(" ".join(page.text[run.span.start : run.span.end].split()) for run in shown)
    etree.strip_elements(page.tree, *UNSEEN, "title", with_tail=False)
    lines = "".join(page.tree.itertext()).split("\n")
    return blocks, "\n".join(line.strip() for line in lines if line.strip())


def make_texts(shared: Path) -> Iterator[Text | None]:
    chance = random.Random(0)
    gold = json.loads((shared / "extraction-gold/gold.json").read_text(encoding="utf-8"))
    for page, answer in gold.items():
        blocks, lines = render(gzip.decompress((shared / f"extraction-gold/html/{page}.html.gz").read_bytes()))
        text = make_text(page, "blocks", blocks, answer["articleBody"])
        yield text
        yield make_text(page, "lines", lines, answer["articleBody"])
        body = [i for i, is_body in enumerate(text.answers) if is_body] if text else []
        for _ in range(2 if text and body else 0):
            start, end = max(0, body[0] - chance.choice([0, 0, 1, 2, 4, 8])), body[-1] + 1 + chance.choice([0, 1, 3, 5, 10])
            yield make_text(page, "crop", "\n\n".join(text.lines[start:end]), answer["articleBody"])
    articles = [json.loads(line)["text"] for line in (shared / "attribution/train.jsonl").read_text(encoding="utf-8").splitlines()]
    chance.shuffle(articles)
    for number, article in enumerate(articles[:PLAIN]):
        yield make_text(f"plain{number}", "plain", article, None)


def fit(texts: Sequence[Text]) -> tuple[np.ndarray, float]:
    """Weights and intercept."""
    rows, answers, weights = (np.concatenate([getattr(text, name) for text in texts]) for name in ("rows", "answers", "weights"))
    weights = weights / weights.sum()
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    scaled = np.c_[(rows - mean) / deviation, np.ones(len(rows))]
    found = np.zeros(scaled.shape[1])
    penalty = np.r_[np.full(scaled.shape[1] - 1, PENALTY / 50), 0.0]
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        gradient = scaled.T @ (weights * (p - answers)) + penalty * found
        curvature = (scaled.T * (weights * p * (1 - p))) @ scaled + np.diag(penalty + 1e-9)
        found -= np.linalg.solve(curvature, gradient)
    return found[:-1] / deviation, float(found[-1] - (mean * found[:-1] / deviation).sum())


def choose(text: Text, weights: np.ndarray, intercept: float) -> list[bool]:
    clutter = text.rows[0][NAMES.index("clutter")]
    scores = text.rows @ weights + intercept + prose.LEAN * (1 - clutter)
    chosen = prose.find_best_run([prose.KNOWN if known else float(score) for score, known in zip(scores, text.known, strict=True)])
    return [is_chosen and not known for is_chosen, known in zip(chosen, text.known, strict=True)]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def cross_validate(texts: Sequence[Text], gold: dict[str, str]) -> None:
    order = np.random.RandomState(0).permutation(len(gold))
    fold = dict(zip(gold, (int(i) % FOLDS for i in np.argsort(order)), strict=True))
    scores: dict[str, list[tuple[float, float]]] = {kind: [] for kind in SHARES}
    for number in range(FOLDS):
        weights, intercept = fit([text for text in texts if fold.get(text.page, -1) != number])
        for text in texts:
            if fold.get(text.page) == number:
                found = shingles("\n".join(line for line, is_body in zip(text.lines, choose(text, weights, intercept), strict=True) if is_body))
                answer = shingles(gold[text.page])
                shared = sum((found & answer).values())
                scores[text.kind].append((shared / max(1, sum(found.values())), shared / max(1, sum(answer.values()))))
    for kind, pairs in scores.items():
        if pairs:
            precision, recall = np.mean(pairs, axis=0)
            print(f"{kind}: precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}")


def main(arguments: Sequence[str]) -> None:
    shared = Path(arguments[0])
    texts = [text for text in make_texts(shared) if text]
    gold = json.loads((shared / "extraction-gold/gold.json").read_text(encoding="utf-8"))
    cross_validate(texts, {page: answer["articleBody"] for page, answer in gold.items()})
    weights, intercept = fit(texts)
    if "--write" in arguments:
        lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(NAMES, weights, strict=True)]
        OUTPUT.write_text("\n".join([HEAD, f"INTERCEPT = {intercept:.3f}", "WEIGHTS: dict[str, float] = {", *lines, "}"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
