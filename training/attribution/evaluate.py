"""Score a checkpoint or the shipped model on articles with gold.

    PYTHONPATH=src:. python training/attribution/evaluate.py --data DIR [--weights FILE --encoder DIR] [--set dev|held] [--out predictions.jsonl]

Prints what the data's score.py makes of it, precision by score, and words per second.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import data
import numpy as np

from onrecord.models import tagger as tagging
from onrecord.models.field import NEVER, Run, allow_steps
from onrecord.models.tagger import Attribution, Decoder, Tagger, load_tagger

PLAIN = (0.0, 0.5, 0.2, 0.2, 0.2, 0.2, 0.0, 0.0, 0.0, 0.0)  # calibration of a checkpoint that has none yet


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_score", folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_checkpoint(weights: Path, encoder: Path) -> Tagger:
    """A checkpoint as a tagger, run by torch in float32."""
    import net
    import torch
    from safetensors.torch import load_file

    device = "cuda" if torch.cuda.is_available() else "cpu"
    state = load_file(weights)
    model = net.Tagger(net.find_shape(state)).eval()
    model.load_state_dict(state)
    shipped = net.Shipped(model.to(device))

    def run(inputs: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        with torch.inference_mode():
            emissions, to_cue, to_source = (x[0].cpu().numpy() for x in shipped(*(torch.from_numpy(inputs[k]).to(device) for k in net.INPUTS)))
        return emissions, to_cue, to_source

    steps = np.where(allow_steps(), model.steps.detach().cpu().numpy().astype(np.float64), NEVER)
    return Tagger("checkpoint", data.load_tokenizer(encoder / "tokenizer.json"), run, Decoder(steps, PLAIN))


def point_to_nearest(_: object, __: object, runs: Sequence[Run], roles: tuple[int, int]) -> dict[int, tuple[int | None, float]]:
    """What links would be without pointers: each span of the first role to the nearest one of the second."""
    targets = [i for i, run in enumerate(runs) if run.role == roles[1]]

    def gap(a: Run, b: Run) -> int:
        return max(a.start - b.end, b.start - a.end)

    return {i: (min(targets, key=lambda j: gap(run, runs[j])), 1.0) for i, run in enumerate(runs) if run.role == roles[0] and targets}


def read_gold(folder: Path, which: str) -> list[dict]:
    lines = (folder / ("dev.jsonl" if which == "dev" else "train.jsonl")).read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines if line.strip()]
    return gold if which != "held" else [g for g in gold if g["id"] in data.choose_held_back([g["id"] for g in gold])]


def as_lists(attribution: Attribution) -> dict:
    def pair(span: object) -> list:
        return [] if span is None else [[span.start, span.end]]

    return {
        "source": pair(attribution.source),
        "cue": pair(attribution.cue),
        "content": [[s.start, s.end] for s in attribution.content],
        "score": attribution.score,
    }


def predict(gold: list[dict], attribute: Callable[[str], tuple[Attribution, ...]]) -> tuple[dict[str, list[dict]], float]:
    """Predictions by article, and words per CPU-second."""
    started = time.process_time()
    found = {g["id"]: [as_lists(a) for a in attribute(g["text"])] for g in gold}
    return found, sum(len(g["text"].split()) for g in gold) / (time.process_time() - started)


def judge(scorer: ModuleType, gold: list[dict], found: dict[str, list[dict]]) -> list[tuple[float, bool]]:
    """(score, right) of each outermost prediction; right as in the scorer's linked figure."""
    out = []
    for article in gold:
        index = scorer.Index(article["text"])
        wanted = scorer.normal(article["attributions"], index, False)
        for p in found[article["id"]]:
            words, source = index.words(p["content"]), index.words(p["source"])
            right = any(2 * len(words & g["content"]) >= max(len(words), len(g["content"])) and scorer.right(g["source"], source) for g in wanted)
            out.append((p["score"], right))
    return out


def calibration_table(judged: list[tuple[float, bool]]) -> tuple[float, list[str]]:
    """Expected calibration error over ten bins, and a line a bin."""
    error, lines = 0.0, []
    for i in range(10):
        inside = [(s, r) for s, r in judged if i / 10 <= s < (i + 1) / 10 or (i == 9 and s >= 1)]
        if inside:
            said, is_right = np.mean([s for s, _ in inside]), np.mean([r for _, r in inside])
            error += len(inside) / len(judged) * abs(said - is_right)
            lines.append(f"{i / 10:.1f}-{(i + 1) / 10:.1f}  {len(inside):5d}  said {said:.3f}  right {is_right:.3f}")
    return error, lines


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--weights", type=Path)
    ask.add_argument("--encoder", type=Path)
    ask.add_argument("--set", default="dev", choices=("dev", "train", "held"))
    ask.add_argument("--nearest", action="store_true", help="link to the nearest span instead of asking the pointers (an ablation)")
    ask.add_argument("--out", type=Path)
    options = ask.parse_args()
    tagger = load_checkpoint(options.weights, options.encoder) if options.weights else load_tagger()
    if options.nearest:
        tagging.point = point_to_nearest
    gold, scorer = read_gold(options.data, options.set), load_scorer(options.data)
    found, speed = predict(gold, tagger.attribute)
    for key, value in scorer.score(gold, found).items():
        print(f"{key:24s}", value)
    error, lines = calibration_table(judge(scorer, gold, found))
    print(f"{'words per CPU-second':24s} {speed:.0f}\n{'calibration error':24s} {error:.3f}", *lines, sep="\n")
    if options.out:
        options.out.write_text("".join(json.dumps({"id": k, "attributions": v}) + "\n" for k, v in found.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
