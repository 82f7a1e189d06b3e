"""Let a trained teacher read texts, for a smaller network to learn from.

    PYTHONPATH=src:. python training/attribution/teach.py --data DIR --encoder DIR --weights DIR/weights.safetensors --fold 0/4 --out FILE.npz

Reads the train articles of the fold, which the teacher was not trained on, and all of more.jsonl. Writes for each article by word: emissions, and of both
pointers the likeliest targets with their shares (data.Taught); and the field's steps.
"""

import argparse
from pathlib import Path

import data
import net
import numpy as np
import torch
from safetensors.torch import load_file
from train import SHAPES

from onrecord.models.tagger import cut_windows

ROWS = 24  # windows a run


def read_windows(model: net.Tagger, articles: list[data.Article], device: str) -> list[data.Taught]:
    """What the teacher says of each article, each word in the window in which it stands farthest from an edge."""
    places = [(i, start, end) for i, a in enumerate(articles) for start, end in cut_windows(a.pieces)]
    order = sorted(range(len(places)), key=lambda j: places[j][2] - places[j][1])
    said: dict[int, tuple[np.ndarray, ...]] = {}
    for k in range(0, len(order), ROWS):
        rows = order[k : k + ROWS]
        batch = data.pad([data.cut(articles[places[j][0]], *places[j][1:]) for j in rows])
        for j, values in zip(rows, say(model, {n: torch.from_numpy(v).to(device) for n, v in batch.items() if n != "known"}), strict=True):
            said[j] = values
    out, at = [], 0
    for i, article in enumerate(articles):
        mine = [j for j in range(at, len(places)) if places[j][0] == i] if at < len(places) else []
        at += len(mine)
        out.append(merge(article, [(places[j][1], places[j][2], said[j]) for j in mine]))
    return out


def say(model: net.Tagger, batch: dict[str, torch.Tensor]) -> list[tuple[np.ndarray, ...]]:
    with torch.inference_mode():
        scores = net.score(model, batch, half=device_of(batch) == "cuda")
        parts = [scores.emissions]
        for name in net.LINKS:
            share, at = torch.softmax(scores.links[name], -1).topk(data.TARGETS, -1)
            parts += [at, share]
    return list(zip(*(p.cpu().numpy() for p in parts), strict=True))


def device_of(batch: dict[str, torch.Tensor]) -> str:
    return batch["ids"].device.type


def merge(article: data.Article, windows: list[tuple[int, int, tuple[np.ndarray, ...]]]) -> data.Taught:
    n = len(article.pieces.first)
    shapes = ((len(data.TAGS), np.float16), (data.TARGETS, np.int32), (data.TARGETS, np.float16), (data.TARGETS, np.int32), (data.TARGETS, np.float16))
    whole = [np.zeros((n, width), kind) for width, kind in shapes]
    for i, (start, end, parts) in enumerate(windows):
        mine = (start + windows[i - 1][1]) // 2 if i else 0
        for target, values in zip(whole, parts, strict=True):
            kept = values[mine - start : end - start]
            target[mine:end] = np.where(kept == 0, -1, kept - 1 + start) if target.dtype == np.int32 else kept
    return data.Taught(*whole)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "encoder", "weights", "out"):
        ask.add_argument("--" + name, type=Path, required=True)
    ask.add_argument("--shape", choices=SHAPES, default="mpnet")
    ask.add_argument("--fold", required=True)
    options = ask.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = net.Tagger(SHAPES[options.shape]).eval()
    model.load_state_dict(load_file(options.weights))
    model.to(device)
    tokenizer = data.load_tokenizer(options.encoder / "tokenizer.json")
    fold, folds = map(int, options.fold.split("/"))
    articles, _ = data.split_held_back(data.read_articles(options.data / "train.jsonl", tokenizer))
    articles = [a for a in articles if data.choose_fold(a.id, folds) == fold] + data.read_articles(options.data / "more.jsonl", tokenizer)
    said = read_windows(model, articles, device)
    arrays = {f"{a.id}/{name}": getattr(t, name) for a, t in zip(articles, said, strict=True) for name in t.__dataclass_fields__}
    np.savez_compressed(options.out, steps=model.transitions().detach().cpu().numpy(), **arrays)


if __name__ == "__main__":
    main()
