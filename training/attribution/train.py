"""Train the attribution tagger: one command, resumable, on CPU or GPU.

    PYTHONPATH=src python training/attribution/train.py --data DIR --encoder DIR --out DIR --epochs 8 [--minutes 60]

`--data` holds train.jsonl, `--encoder` the sentence encoder's model.safetensors and tokenizer.json. The learning rate rises over the first 5 % and falls
linearly to zero over the epochs, or, with --minutes, over the time given (for a machine that is shared; then two runs differ).
"""

import argparse
import json
import time
from pathlib import Path

import data
import net
import torch
from safetensors.torch import load_file, save_file

PEAK = 2e-4  # of the top layer
FALL = 0.9  # each layer below learns by this factor less
HEAD = 1e-3
LINK = 0.3  # weight of each pointer's loss
BUDGET = 2048  # padded pieces a step
WARM = 0.05
AVERAGE = 0.998  # weights' running mean, which is what is evaluated and shipped


def group_parameters(model: net.Tagger) -> list[dict]:
    """Parameters with their learning rates; piece embeddings stay as they are (rare words keep their place beside frequent ones)."""
    model.piece.weight.requires_grad = False
    groups: dict[tuple[float, float], list] = {}
    n = model.shape.layers
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        head = name.startswith(("tags", "links", "steps", "case", "quote", "brk"))
        depth = n - 1 - int(name.split(".")[1]) if name.startswith("layers") else n
        rate = HEAD if head else PEAK * FALL**depth
        groups.setdefault((rate, 0.01 if p.ndim > 1 else 0.0), []).append(p)
    return [{"params": ps, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()]


def rate_at(progress: float) -> float:
    return max(0.0, min(progress / WARM, (1 - progress) / (1 - WARM)))


class Training:
    """The state that a checkpoint keeps."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        self.options = options
        tokenizer = data.load_tokenizer(options.encoder / "tokenizer.json")
        self.articles, _ = data.split_held_back(data.read_articles(options.data / "train.jsonl", tokenizer))
        self.alphabet = data.make_alphabet(self.articles, tokenizer)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = net.Tagger()
        self.model.load_state_dict(net.from_bert(load_file(options.encoder / "model.safetensors")), strict=False)
        self.model.to(self.device)
        self.optimiser = torch.optim.AdamW(group_parameters(self.model), betas=(0.9, 0.98), fused=True)
        self.mean = {k: v.detach().clone() for k, v in self.model.named_parameters() if v.requires_grad}
        self.epoch = self.batch = self.step = 0
        self.spent = 0.0

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

    def take_step(self, batch: list[data.Window], progress: float) -> dict[str, float]:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate_at(progress)
        tensors = {k: torch.from_numpy(v).to(self.device) for k, v in data.pad(batch).items()}
        losses = net.loss_of(self.model, tensors, half=True)
        (losses["tags"] + LINK * (losses["to_cue"] + losses["to_source"])).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        live = dict(self.model.named_parameters())
        weight = 1 - min(AVERAGE, self.step / (self.step + 10))
        torch._foreach_lerp_([self.mean[k] for k in self.mean], [live[k].detach() for k in self.mean], weight)
        return {k: v.item() for k, v in losses.items()}

    def run(self) -> None:
        self.model.train()
        last, saved, seen = time.monotonic(), time.monotonic(), dict.fromkeys(("tags", "to_cue", "to_source"), 0.0)
        while True:
            batches = data.make_epoch(self.articles, self.alphabet, 1000 * self.options.seed + self.epoch, BUDGET)
            while self.batch < len(batches):
                progress = self.progress(len(batches))
                if progress >= 1:
                    return self.save()
                for k, v in self.take_step(batches[self.batch], progress).items():
                    seen[k] += (v - seen[k]) * 0.02
                self.batch += 1
                now = time.monotonic()
                self.spent, last = self.spent + now - last, now
                if self.step % 20 == 0:
                    losses = " ".join(f"{k} {v:.3f}" for k, v in seen.items())
                    print(
                        f"{self.spent:6.0f} s  epoch {self.epoch + self.batch / len(batches):.2f}  step {self.step}  done {progress:.3f}  {losses}", flush=True
                    )
                if now - saved > 240:
                    self.save()
                    saved = now
            self.epoch, self.batch = self.epoch + 1, 0


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "encoder", "out"):
        ask.add_argument("--" + name, type=Path, required=True)
    ask.add_argument("--epochs", type=float, default=8)
    ask.add_argument("--minutes", type=float, default=0)
    ask.add_argument("--seed", type=int, default=1)
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    recipe = {"peak": PEAK, "fall": FALL, "head": HEAD, "link": LINK, "budget": BUDGET, "warm": WARM, "average": AVERAGE}
    settings = {k: str(v) for k, v in vars(options).items()} | recipe
    (options.out / "settings.json").write_text(json.dumps(settings, indent=1))
    training = Training(options)
    if (options.out / "state.pt").exists():
        training.resume()
    training.run()


if __name__ == "__main__":
    main()
