"""Train the attribution tagger: one command, resumable, on CPU or GPU.

    PYTHONPATH=src:. python training/attribution/train.py --data DIR --encoder DIR --out DIR --epochs 8 [--minutes 60] [--taught FILE ...]

`--data` holds train.jsonl (and, for texts that only a teacher has read, more.jsonl), `--encoder` a published encoder's model.safetensors and tokenizer.json.
`--shape mpnet --fold 0/4` trains a teacher on three quarters of the articles; teach.py lets it read the rest. The learning rate rises over the first 5 % and
falls linearly to zero over the epochs, or, with --minutes, over the time given (for a machine that is shared; then two runs differ). `--without` leaves an
ingredient out, `--part` takes only a share of the articles: for the ablations of the card.
"""

import argparse
import json
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

import data
import net
import numpy as np
import torch
from safetensors.torch import save_file

from training.encoder import bert

SHAPES = {"minilm": bert.MINILM, "minilm9": bert.MINILM9, "mpnet": bert.MPNET}
PEAK = {"minilm": 2e-4, "minilm9": 2e-4, "mpnet": 6e-5}  # of the top layer
FALL = 0.9  # each layer below learns by this factor less
HEAD = 1e-3
LINK = 0.3  # weight of each pointer's loss
WARM = 0.05
AVERAGE = 0.998  # weights' running mean, which is what is evaluated and shipped
SHARE = 0.6  # of the teacher's word where there is gold too
INGREDIENTS = ("variation", "extras", "field")


def group_parameters(model: net.Tagger, peak: float) -> list[dict]:
    """Parameters with their learning rates; piece embeddings stay as they are (rare words keep their place beside frequent ones)."""
    model.encoder.piece.weight.requires_grad = False
    groups: dict[tuple[float, float], list] = {}
    n = model.encoder.shape.layers
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        depth = n - 1 - int(name.split(".")[2]) if name.startswith("encoder.layers") else n
        rate = peak * FALL**depth if name.startswith("encoder.") else HEAD
        groups.setdefault((rate, 0.01 if p.ndim > 1 else 0.0), []).append(p)
    return [{"params": ps, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()]


def rate_at(progress: float) -> float:
    return max(0.0, min(progress / WARM, (1 - progress) / (1 - WARM)))


def choose_articles(options: argparse.Namespace) -> list[data.Article]:
    """What is trained on: neither the articles held back nor, with --fold, those of the fold."""
    tokenizer = data.load_tokenizer(options.encoder / "tokenizer.json")
    articles, _ = data.split_held_back(data.read_articles(options.data / "train.jsonl", tokenizer))
    if options.fold:
        fold, folds = map(int, options.fold.split("/"))
        articles = [a for a in articles if data.choose_fold(a.id, folds) != fold]
    articles = articles[: round(len(articles) * options.part)]
    if options.taught:
        articles += data.read_articles(options.data / "more.jsonl", tokenizer)
        articles = [a for a in data.read_taught(options.taught, articles) if a.taught is not None]
    return articles


def read_steps(paths: list[Path]) -> np.ndarray:
    return np.mean([np.load(path)["steps"] for path in paths], 0)


class Training:
    """The state that a checkpoint keeps."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        self.options = options
        self.articles = choose_articles(options)
        known = [a for a in self.articles if a.known]
        self.alphabet = data.make_alphabet(known, data.load_tokenizer(options.encoder / "tokenizer.json"))
        self.loader = ProcessPoolExecutor(1)
        self.ahead = {0: self.load(0)}  # before the GPU is touched: the loader is a fork
        self.ahead[0].exception()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = net.Tagger(SHAPES[options.shape])
        self.model.encoder.load_state_dict(bert.stretch(bert.read_encoder([options.encoder]), SHAPES[options.shape].layers))
        self.leave_out()
        self.model.to(self.device)
        self.taught_steps = torch.from_numpy(read_steps(options.taught)).float().to(self.device) if options.taught else None
        self.optimiser = torch.optim.AdamW(group_parameters(self.model, options.peak or PEAK[options.shape]), betas=(0.9, 0.98), fused=True)
        self.mean = {k: v.detach().clone() for k, v in self.model.named_parameters() if v.requires_grad}
        self.epoch = self.batch = self.step = 0
        self.spent = 0.0

    def leave_out(self) -> None:
        if "extras" in self.options.without:
            for p in self.model.extras.parameters():
                p.requires_grad = False
                p.data.zero_()
        if "field" in self.options.without:
            self.model.steps.requires_grad = False

    def load(self, epoch: int) -> Future:
        how = data.leave_alone if "variation" in self.options.without else data.vary
        return self.loader.submit(data.make_epoch, self.articles, self.alphabet, 1000 * self.options.seed + epoch, self.options.budget, how)

    def next_epoch(self) -> list[dict[str, np.ndarray]]:
        for epoch in (self.epoch, self.epoch + 1):
            if epoch not in self.ahead:
                self.ahead[epoch] = self.load(epoch)
        return self.ahead.pop(self.epoch).result()

    def save(self) -> None:
        out = self.options.out
        state = {"optimiser": self.optimiser.state_dict(), "model": self.model.state_dict(), "mean": self.mean}
        torch.save(state | {k: getattr(self, k) for k in ("epoch", "batch", "step", "spent")}, out / "state.part")
        (out / "state.part").replace(out / "state.pt")
        save_file({k: v.contiguous() for k, v in (self.model.state_dict() | self.mean).items()}, out / "weights.part")
        (out / "weights.part").replace(out / "weights.safetensors")

    def resume(self) -> None:
        state = torch.load(self.options.out / "state.pt", weights_only=True)
        self.optimiser.load_state_dict(state["optimiser"])
        self.model.load_state_dict(state["model"])
        self.mean = state["mean"]
        for k in ("epoch", "batch", "step", "spent"):
            setattr(self, k, state[k])

    def progress(self, batches: int) -> float:
        if self.options.minutes:
            return self.spent / (60 * self.options.minutes)
        return (self.epoch + self.batch / batches) / self.options.epochs

    def goal(self, batch: dict[str, torch.Tensor], known: bool) -> net.Goal:
        if self.taught_steps is None:
            return net.gold_goal(batch)
        taught = net.taught_goal(batch, self.taught_steps)
        return net.mix(net.gold_goal(batch), taught, SHARE) if known else taught

    def losses(self, batch: dict[str, torch.Tensor], known: bool) -> dict[str, torch.Tensor]:
        said = net.score(self.model, batch, half=True)
        goal = self.goal(batch, known)
        losses = net.loss_of(self.model, said, goal, batch["words"])
        if "field" in self.options.without:
            losses["tags"] = -((goal.tags * torch.log_softmax(said.emissions, -1)).sum(-1) * batch["words"]).sum() / batch["words"].sum()
        return losses

    def take_step(self, arrays: dict[str, np.ndarray], progress: float) -> dict[str, torch.Tensor]:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate_at(progress)
        known = bool(arrays["known"])
        losses = self.losses({k: torch.from_numpy(v).to(self.device) for k, v in arrays.items() if k != "known"}, known)
        (losses["tags"] + LINK * (losses["to_cue"] + losses["to_source"])).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        live = dict(self.model.named_parameters())
        weight = 1 - min(AVERAGE, self.step / (self.step + 10))
        torch._foreach_lerp_([self.mean[k] for k in self.mean], [live[k].detach() for k in self.mean], weight)
        return {k: v.detach() for k, v in losses.items()}

    def run(self) -> None:
        self.model.train()
        last, saved = time.monotonic(), time.monotonic()
        seen = dict.fromkeys(("tags", *net.LINKS), torch.zeros((), device=self.device))
        while True:
            batches = self.next_epoch()
            while self.batch < len(batches):
                progress = self.progress(len(batches))
                if progress >= 1:
                    return self.save()
                for k, v in self.take_step(batches[self.batch], progress).items():
                    seen[k] = seen[k] + (v - seen[k]) * 0.02
                self.batch += 1
                now = time.monotonic()
                self.spent, last = self.spent + now - last, now
                if self.step % 50 == 0:
                    losses = " ".join(f"{k} {v.item():.3f}" for k, v in seen.items())
                    print(f"{self.spent:6.0f} s  epoch {self.epoch + self.batch / len(batches):.2f}  step {self.step}  {progress:.3f}  {losses}", flush=True)
                if now - saved > 240:
                    self.save()
                    saved = now
            self.epoch, self.batch = self.epoch + 1, 0


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "encoder", "out"):
        ask.add_argument("--" + name, type=Path, required=True)
    ask.add_argument("--shape", choices=SHAPES, default="minilm")
    ask.add_argument("--epochs", type=float, default=8)
    ask.add_argument("--minutes", type=float, default=0)
    ask.add_argument("--budget", type=int, default=2048, help="padded pieces a step")
    ask.add_argument("--peak", type=float, default=0)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--fold", default="")
    ask.add_argument("--part", type=float, default=1.0)
    ask.add_argument("--taught", type=Path, nargs="*", default=[])
    ask.add_argument("--without", choices=INGREDIENTS, nargs="*", default=[])
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    recipe = {"fall": FALL, "head": HEAD, "link": LINK, "warm": WARM, "average": AVERAGE, "share": SHARE if options.taught else 0}
    chosen = {k: [p.name for p in v] if k == "taught" else str(v) if isinstance(v, Path) else v for k, v in vars(options).items()}
    (options.out / "settings.json").write_text(json.dumps(chosen | {"peak": options.peak or PEAK[options.shape]} | recipe, indent=1))
    training = Training(options)
    if (options.out / "state.pt").exists():
        training.resume()
    training.run()


if __name__ == "__main__":
    main()
