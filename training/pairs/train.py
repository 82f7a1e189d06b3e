"""Train the pair model: NLI first, then contrast sets, headlines, accounts and changed sentences together; every fold in turn, then once with everything.

    python3 training/pairs/train.py --data DIR --encoder FILE [FILE ...] --kind minilm|mpnet --tokenizer tokenizer.json --out OUT
        [--start OUT_OF_ANOTHER_RUN] [--teacher DIR] [--folds 0,1,2,3,4,-1] [--minutes 2.5] [--nli-epochs 2] [--epochs 3] [--device cuda]
        [--steps N]

Needs torch, numpy, tokenizers and safetensors, nothing of onrecord. Writes OUT/log.txt, OUT/predicted.npz (the logits of every pair that a fold did not
see, by name of its file) and, of the last fold, OUT/weights-N.safetensors (float16, without the piece embeddings, which stay as they came).
`--start DIR` begins from the weights that another run wrote.
`--keep DIR` leaves there what each fold's model says of the pairs that it was not trained on; a student learns from that (`--teacher DIR`).
"""

import argparse
import copy
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import net
import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.encoder.bert import CLS, SEP, read_encoder

LONGEST = 96  # pieces of one text
BUDGET = {"minilm": 32768, "mpnet": 24576}  # padded pieces a step
PEAK = {"minilm": 2e-4, "mpnet": 6e-5}
FALL = {"minilm": 0.9, "mpnet": 0.92}  # each layer below learns by this factor less
HEAD = 1e-3
WARM = 0.06
AVERAGE = 0.99
SOFT, HEAT = 0.6, 2.0  # share of the teacher's word in the loss; its temperature
SHARES = {"changes": 0.35, "nli": 0.03, "stories": 0.5}  # of a file's pairs in an epoch; of the others, all
OTHERS = {"accounts": 1.3, "judged": 4.0}  # sampled pairs labelled "other" for one that is not
SAVE_EVERY = 240  # seconds
WEIGHTS = {"headlines": 0.7, "changes": 0.7, "nli": 0.4}  # of a pair of a file; of the others, 1
CONFLICT_WEIGHT = 2.0  # in whole articles, where conflicts are rare
FILE_LIMIT = 15 << 20


class Pairs:
    """All pairs of one file on the device: texts as pieces in one long row."""

    def __init__(self, name: str, path: Path, tokenizer: Tokenizer, device: str) -> None:
        self.name = name
        texts: dict[str, int] = {}
        rows: list[tuple[int, int, int, int, int]] = []
        for line in gzip.decompress(path.read_bytes()).decode().split("\n"):
            if not line:
                continue
            row = json.loads(line)
            if isinstance(row, dict):
                at = [texts.setdefault(text, len(texts)) for text in row["units"]]
                rows += [(at[i], at[j], label, row["part"], near) for i, j, label, near in row["pairs"]]
            else:
                rows.append((texts.setdefault(row[0], len(texts)), texts.setdefault(row[1], len(texts)), row[2], row[3], 1))
        pieces = [encoding.ids[:LONGEST] for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        self.rows = torch.tensor(rows, dtype=torch.long)
        lengths = torch.tensor([len(p) for p in pieces])
        self.flat = torch.tensor([piece for p in pieces for piece in p] + [0] * LONGEST, device=device)
        self.starts, self.lengths = (lengths.cumsum(0) - lengths).to(device), lengths.to(device)
        self.size = (lengths[self.rows[:, 0]] + lengths[self.rows[:, 1]] + 4).numpy()
        self.labels, self.parts = self.rows[:, 2].numpy(), self.rows[:, 3].numpy()
        self.rows = self.rows.to(device)

    def batch(self, chosen: np.ndarray, at: Tensor, swap: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces, side and mask, padded to the longest; `at` is `chosen` on the device, `swap` says whose texts change places."""
        one, other = self.rows[at, 0], self.rows[at, 1]
        one, other = torch.where(swap, other, one), torch.where(swap, one, other)
        la, lb = self.lengths[one][:, None], self.lengths[other][:, None]
        place = torch.arange(int(self.size[chosen].max()), device=at.device)[None]
        from_a, from_b = place - 1, place - la - 3
        in_a, in_b = (from_a >= 0) & (from_a < la), (from_b >= 0) & (from_b < lb)
        index = torch.where(in_a, self.starts[one][:, None] + from_a, torch.where(in_b, self.starts[other][:, None] + from_b, 0))
        ids = torch.where(in_a | in_b, self.flat[index], 0)
        ids = torch.where((place == 0) | (place == la + 2), CLS, torch.where((place == la + 1) | (place == la + lb + 3), SEP, ids))
        return ids, ((place > la + 1) & (place <= la + lb + 3)).long(), place <= la + lb + 3


def make_batches(size: np.ndarray, chosen: np.ndarray, budget: int, random: np.random.Generator | None) -> list[np.ndarray]:
    """Indices of pairs of nearly the same length, `budget` padded pieces together; in random order of the batches when there is a generator."""
    noise = random.random(len(chosen)) * 4 if random else np.zeros(len(chosen))
    order = chosen[np.argsort(size[chosen] + noise, kind="stable")]
    batches, begin = [], 0
    while begin < len(order):
        longest = int(size[order[min(len(order), begin + max(1, budget // int(size[order[begin]]))) - 1]])
        end = begin + max(1, budget // longest)
        batches.append(order[begin:end])
        begin = end
    if random:
        random.shuffle(batches)  # type: ignore[arg-type]
    return batches


class Training:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.device, self.kind = options, options.device, options.kind
        self.budget = options.budget or BUDGET[options.kind]
        torch.manual_seed(options.seed)
        self.random = np.random.default_rng(options.seed)
        tokenizer = Tokenizer.from_file(str(options.tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.files = {p.name.split(".")[0]: p for p in sorted(options.data.glob("*.jsonl.gz"))}
        self.pairs = {name: Pairs(name, path, tokenizer, self.device) for name, path in self.files.items()}
        self.teacher: dict[str, Tensor] = {}
        self.model = net.Judge(options.kind)
        weights = read_encoder(options.encoder)
        left = self.model.encoder.load_state_dict({k: v for k, v in weights.items() if not k.startswith("pooler")}, strict=False)
        assert not left.missing_keys, left
        for file in sorted(options.start.glob("weights-*.safetensors")) if options.start else ():
            self.model.load_state_dict({k: v.float() for k, v in load_file(file).items()}, strict=False)
        self.model.to(self.device)
        self.model.encoder.piece.weight.requires_grad = False
        self.log = (options.out / "log.txt").open("a")
        self.began = self.saved = time.monotonic()
        self.say(f"{options} pairs { {k: len(v.size) for k, v in self.pairs.items()} }")

    def say(self, words: str) -> None:
        line = f"{time.monotonic() - self.began:7.1f} s  {words}"
        print(line, flush=True)
        print(line, file=self.log, flush=True)

    def group(self, model: net.Judge, scale: float) -> torch.optim.Optimizer:
        groups: dict[tuple[float, float], list] = {}
        layers = model.shape.layers
        for name, p in model.named_parameters():
            if name.startswith(tuple(f"encoder.layers.{at}." for at in range(self.options.freeze))) or (
                self.options.freeze and name.startswith("encoder.place")
            ):
                p.requires_grad = False
            if p.requires_grad:
                inner = name.removeprefix("encoder.")
                depth = layers - 1 - int(inner.split(".")[1]) if inner.startswith("layers") else layers
                rate = PEAK[self.kind] * FALL[self.kind] ** depth if name.startswith("encoder") else HEAD
                groups.setdefault((rate * scale, 0.01 if p.ndim > 1 else 0.0), []).append(p)
        made = [{"params": ps, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()]
        return torch.optim.AdamW(made, betas=(0.9, 0.98), fused=self.device == "cuda")

    def seen(self, name: str, part: int) -> np.ndarray:
        """Which pairs of a file a model that leaves out the part is trained on."""
        parts = self.pairs[name].parts
        return (parts != part) & ((parts != self.options.without) | (parts < 0))

    def epoch(self, names: list[str], part: int, share: dict[str, float]) -> Iterator[tuple[str, np.ndarray]]:
        """Batches of all files mixed."""
        batches: list[tuple[str, np.ndarray]] = []
        for name in names:
            pairs = self.pairs[name]
            known = (pairs.labels >= 0) | (name in self.teacher)
            chosen = np.flatnonzero(known & self.seen(name, part))
            if name in OTHERS:
                labels = pairs.labels[chosen]
                told = chosen[labels > 0]
                other = chosen[labels == 0]
                chosen = np.concatenate([told, self.random.choice(other, min(len(other), int(OTHERS[name] * len(told))), replace=False)])
            chosen = chosen[pairs.size[chosen] <= self.options.longest]
            keep = self.random.random(len(chosen)) < share.get(name, 1.0)
            batches += [(name, b) for b in make_batches(pairs.size, chosen[keep], self.budget, self.random)]
        for at in self.random.permutation(len(batches)):
            yield batches[at]

    def loss(self, model: net.Judge, name: str, chosen: np.ndarray) -> Tensor:
        pairs = self.pairs[name]
        at = torch.from_numpy(chosen).to(self.device)
        with torch.autocast(self.device, torch.bfloat16):
            logits = model(*pairs.batch(chosen, at, torch.rand(len(at), device=self.device) < 0.5))
        logits, labels = logits.float(), pairs.rows[at, 2]
        weight = torch.full((len(at),), WEIGHTS.get(name, 1.0), device=self.device)
        if name in OTHERS:
            weight = torch.where(labels == 2, CONFLICT_WEIGHT * weight, weight)
        hard = functional.cross_entropy(logits, labels.clamp(min=0), reduction="none", label_smoothing=0.03)
        if name not in self.teacher:
            return (weight * hard).mean()
        soft = torch.log_softmax(self.teacher[name][at].float() / HEAT, -1)
        learnt = (soft.exp() * (soft - torch.log_softmax(logits / HEAT, -1))).sum(-1) * HEAT**2
        known = (labels >= 0).float()
        return (weight * (SOFT * learnt + (1 - SOFT) * known * hard)).mean()

    def stage(self, model: net.Judge, names: list[str], part: int, epochs: float, limits: tuple[float, float], share: dict[str, float]) -> net.Judge:
        """Train in place, for so many epochs or seconds (limits[0]); gives the running mean. limits[1] scales the learning rates."""
        names = [name for name in names if name in self.pairs]
        if not epochs or not names:
            return model
        optimiser, mean = self.group(model, limits[1]), copy.deepcopy(model)
        live, kept = dict(model.named_parameters()), dict(mean.named_parameters())
        moving = [k for k, p in live.items() if p.requires_grad]
        steps, begun, step, seen = 0.0, time.monotonic(), 0, 0.0
        model.train()
        while True:
            batches = list(self.epoch(names, part, share))
            steps = steps or epochs * len(batches)
            for name, chosen in batches:
                progress = max(step / steps, (time.monotonic() - begun) / limits[0], step / (self.options.steps or 1e9))
                if progress >= 1:
                    self.say(f"part {part} {'+'.join(names)}: {step} steps, loss {seen:.3f}")
                    return mean.eval()
                for group in optimiser.param_groups:
                    group["lr"] = group["peak"] * max(0.01, min(progress / WARM, (1 - progress) / (1 - WARM)))
                loss = self.loss(model, name, chosen)
                loss.backward()
                torch.nn.utils.clip_grad_norm_([live[k] for k in moving], 1.0)
                optimiser.step()
                optimiser.zero_grad()
                step += 1
                seen += (loss.item() - seen) * 0.03
                if time.monotonic() - self.saved > SAVE_EVERY:
                    self.save(mean)
                    self.say(f"  done {progress:.2f}, {step} steps, loss {seen:.3f}")
                torch._foreach_lerp_([kept[k].data for k in moving], [live[k].data for k in moving], 1 - min(AVERAGE, step / (step + 10)))

    @torch.inference_mode()
    def predict(self, model: net.Judge, name: str, chosen: np.ndarray) -> np.ndarray:
        """Logits of the pairs as they stand in the file, the mean of both orders."""
        pairs = self.pairs[name]
        out = torch.zeros((len(pairs.size), net.LABELS), device=self.device)
        model.eval()
        batches = make_batches(pairs.size, chosen, 3 * self.budget, None)
        for part in batches[: 2 if self.options.steps else None]:
            at = torch.from_numpy(part).to(self.device)
            with torch.autocast(self.device, torch.bfloat16):
                swap = torch.ones(len(at), dtype=torch.bool, device=self.device)
                out[at] = (model(*pairs.batch(part, at, ~swap)) + model(*pairs.batch(part, at, swap))).float() / 2
        return out[torch.from_numpy(chosen).to(self.device)].cpu().numpy().astype(np.float16)

    def take_teacher(self) -> None:
        """What the teachers say of each pair: the mean of those who have not learnt from it."""
        found = [np.load(file) for file in sorted(self.options.teacher.glob("*.npz"))] if self.options.teacher else []
        for name in self.pairs:
            said = [one[name].astype(np.float32) for one in found if name in one.files]
            if said:
                self.teacher[name] = torch.from_numpy(np.nan_to_num(np.nanmean(said, axis=0))).to(self.device)

    def keep_for_student(self, model: net.Judge, names: list[str], part: int) -> None:
        if self.options.keep:
            self.options.keep.mkdir(parents=True, exist_ok=True)
            kept = {}
            for name in (name for name in names if name in self.pairs):
                parts = self.pairs[name].parts
                unseen = np.flatnonzero((parts < 0) | (~self.seen(name, part) & (parts != self.options.without)))
                kept[name] = np.full((len(parts), net.LABELS), np.nan, np.float16)
                kept[name][unseen] = self.predict(model, name, unseen)
            np.savez(self.options.keep / f"{'+'.join(names)}{part}.npz", **kept)
            self.say(f"kept {names}, fold {part}")

    def save(self, model: net.Judge) -> None:
        self.saved = time.monotonic()
        state = {k: v.half().cpu().contiguous() for k, v in model.state_dict().items() if not k.endswith("piece.weight")}
        chunk: dict[str, Tensor] = {}
        number = size = 0
        for k, v in [*state.items(), ("", torch.zeros(0))]:
            if chunk and (not k or size + v.numel() * 2 > FILE_LIMIT):
                save_file(chunk, self.options.out / f"weights-{number}.safetensors")
                chunk, size, number = {}, 0, number + 1
            chunk[k] = v
            size += v.numel() * 2

    def measure(self, model: net.Judge, name: str, part: int, found: dict[str, np.ndarray]) -> None:
        """How well the model does on the pairs of a file that it was not trained on; what it says of them goes into `found`."""
        pairs = self.pairs[name]
        chosen = np.flatnonzero(~self.seen(name, part) & (pairs.labels >= 0))
        if not len(chosen):
            return
        said = self.predict(model, name, chosen).astype(np.float32)
        found.setdefault(name, np.zeros((len(pairs.size), net.LABELS), np.float16))[chosen] = said
        for label, word in ((1, "agrees"), (2, "conflicts")):
            right, hit = pairs.labels[chosen] == label, said.argmax(1) == label
            odds = said[:, label] - np.logaddexp.reduce(np.delete(said, label, 1), axis=1)
            ranked = right[np.argsort(-odds, kind="stable")]
            precision = float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean()) if ranked.any() else 0.0
            f1 = 2 * float((right & hit).sum()) / max(1, int(right.sum() + hit.sum()))
            self.say(f"  fold {part} {name} {word} of {right.sum()} in {len(right)}: F1 {f1:.3f}, average precision {precision:.3f}")

    def run(self) -> None:
        second = ["contrast", "headlines", "accounts", "judged", "changes", "nli", "stories"]
        limit = 60 * self.options.minutes
        folds = [int(fold) for fold in self.options.folds.split(",")]
        self.take_teacher()
        base = self.stage(self.model, ["nli"], -2, self.options.nli_epochs, (self.options.nli_share * limit, 1.0), {})
        self.keep_for_student(base, ["nli"], -2)
        found: dict[str, np.ndarray] = {}
        for at, part in enumerate(folds):
            left = (limit - (time.monotonic() - self.began)) / (len(folds) - at)
            model = self.stage(copy.deepcopy(base), second, part, self.options.epochs, (max(1.0, left), 0.7), SHARES)
            if part == folds[-1]:
                self.save(model)
            self.keep_for_student(model, [name for name in second if name != "nli"], part)
            for name in ("contrast", "headlines", "accounts", "judged"):
                if name in self.pairs:
                    self.measure(model, name, part, found)
            np.savez_compressed(self.options.out / "predicted.npz", **found)
        self.say("done")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "tokenizer", "out"):
        ask.add_argument("--" + name, type=Path, required=True)
    ask.add_argument("--encoder", type=Path, required=True, nargs="+")
    for name in ("start", "keep", "teacher"):
        ask.add_argument("--" + name, type=Path)
    ask.add_argument("--without", type=int, default=-2, help="a part that no fold is trained on")
    ask.add_argument("--kind", choices=sorted(net.SHAPES), default="minilm")
    ask.add_argument("--folds", default="0,1,2,3,4,-1")
    ask.add_argument("--minutes", type=float, default=2.5)
    ask.add_argument("--nli-epochs", type=float, default=2)
    ask.add_argument("--nli-share", type=float, default=0.3, help="of the minutes, at most")
    ask.add_argument("--epochs", type=float, default=3)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--freeze", type=int, default=0, help="layers at the bottom that stay as they are")
    ask.add_argument("--longest", type=int, default=200, help="pieces of a pair; longer ones are not trained on")
    ask.add_argument("--budget", type=int, default=0, help="padded pieces a step")
    ask.add_argument("--steps", type=int, default=0, help="at most so many steps a stage, two batches a prediction: to see whether it runs")
    ask.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = ask.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    Training(options).run()


if __name__ == "__main__":
    main()
