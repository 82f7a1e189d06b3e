"""Turn the trained pair model into the weights that ship: two ONNX graphs (what reads a text, what judges two that are read) with int8 matrices, tokenizer,
hashes and card. The same bytes twice.

    python training/pairs/export.py --weights DIR --encoder FILE [FILE ...] --tokenizer FILE --out src/onrecord/models/pairs [--training log.txt]

`--encoder` is what training began with: the piece embeddings, which it leaves as they are, come from there.
"""

import argparse
import io
import json
import shutil
from hashlib import sha256
from pathlib import Path

import net
import onnx
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from train import LONGEST

from training.encoder.bert import read_encoder
from training.encoder.int8 import quantise_graph

OPSET = 17


def load_judge(weights: Path, encoder: list[Path]) -> net.Judge:
    model = net.Judge("minilm")
    state = {"encoder.piece.weight": read_encoder(encoder)["piece.weight"]}
    for file in sorted(weights.glob("weights-*.safetensors")):
        state |= {k: v.float() for k, v in load_file(file).items()}
    model.load_state_dict(state)
    return model.eval()


class Half(nn.Module):
    """One of the two halves of the judge, as a module of its own."""

    def __init__(self, model: net.Judge, half: str) -> None:
        super().__init__()
        self.model, self.half = model, half

    def forward(self, *inputs: Tensor) -> Tensor:
        found: Tensor = getattr(self.model, self.half)(*inputs)
        return found


def export_float(half: Half, inputs: dict[str, Tensor], output: str) -> onnx.ModelProto:
    """The float32 graph of one half: one text or one pair a run, of any length."""
    out, names = io.BytesIO(), list(inputs)
    axes = {name: {1: f"length {name}"} for name in names}
    torch.onnx.export(half.eval(), tuple(inputs.values()), out, input_names=names, output_names=[output], dynamic_axes=axes, opset_version=OPSET, dynamo=False)
    return onnx.load_from_string(out.getvalue())


def export_halves(model: net.Judge) -> dict[str, onnx.ModelProto]:
    ids = torch.randint(1000, 2000, (1, 17))
    rows = {"one": model.read(ids), "other": model.read(ids[:, :9])}
    return {"reads.onnx": export_float(Half(model, "read"), {"ids": ids}, "rows"), "judges.onnx": export_float(Half(model, "judge"), rows, "logits")}


def write_model(out: Path, model: net.Judge, tokenizer: Path, training: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    graphs = export_halves(model)
    for name, graph in graphs.items():
        onnx.save(quantise_graph(graph), out / name)
    words = Tokenizer.from_file(str(tokenizer))
    words.no_padding()
    words.no_truncation()
    words.save(str(out / "tokenizer.json"), pretty=False)
    files = {name: sha256((out / name).read_bytes()).hexdigest() for name in (*graphs, "tokenizer.json")}
    card = {"name": "pairs@3", "files": files, "licence": "see card.md", "settings": {"longest": LONGEST}, "training": training}
    (out / "model.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    written = Path(__file__).parent / "card.md"
    if written.exists():
        shutil.copy(written, out / "card.md")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "tokenizer", "out"):
        ask.add_argument("--" + name, type=Path, required=True)
    ask.add_argument("--encoder", type=Path, nargs="+", required=True)
    ask.add_argument("--training", default="")
    options = ask.parse_args()
    with torch.inference_mode():
        write_model(options.out, load_judge(options.weights, options.encoder), options.tokenizer, options.training)


if __name__ == "__main__":
    main()
