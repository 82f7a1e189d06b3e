"""Turn the trained pair model into the weights that ship: ONNX with int8 matrices, tokenizer, hashes and card. The same bytes twice.

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
from train import LONGEST, read_encoder

from training.encoder.int8 import quantise_graph

OPSET = 17
INPUTS = ("ids", "second")


def load_judge(weights: Path, encoder: list[Path]) -> net.Judge:
    model = net.Judge(net.SHAPES["minilm"])
    state = {"encoder.piece.weight": read_encoder(encoder)["piece.weight"]}
    for file in sorted(weights.glob("weights-*.safetensors")):
        state |= {k: v.float() for k, v in load_file(file).items()}
    model.load_state_dict(state)
    return model.eval()


def export_float(model: net.Judge) -> onnx.ModelProto:
    """The float32 graph: one pair a run, of any length."""
    out = io.BytesIO()
    sample = (torch.randint(1000, 2000, (1, 17)), torch.tensor([[0] * 9 + [1] * 8]))
    axes = {name: {1: "length"} for name in INPUTS}
    torch.onnx.export(model, sample, out, input_names=list(INPUTS), output_names=["logits"], dynamic_axes=axes, opset_version=OPSET, dynamo=False)
    return onnx.load_from_string(out.getvalue())


def write_model(out: Path, model: net.Judge, tokenizer: Path, training: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(quantise_graph(export_float(model)), out / "model.onnx")
    words = Tokenizer.from_file(str(tokenizer))
    words.no_padding()
    words.no_truncation()
    words.save(str(out / "tokenizer.json"), pretty=False)
    files = {name: sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")}
    card = {"name": "pairs@1", "files": files, "licence": "see card.md", "settings": {"longest": LONGEST}, "training": training}
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
