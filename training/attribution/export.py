"""Turn a checkpoint into the weights that ship: ONNX with int8 matrices, the decoder's numbers, hashes and card.

PYTHONPATH=src:. python training/attribution/export.py --weights FILE --encoder DIR --out src/onrecord/models/attribution
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

from training.encoder.int8 import quantise_graph

OPSET = 17
OUTPUTS = ("emissions", "to_cue", "to_source")
PLAIN = (0.0, 0.5, 0.2, 0.2, 0.2, 0.2, 0.0, 0.0, 0.0, 0.0)


def export_float(model: net.Tagger) -> onnx.ModelProto:
    out = io.BytesIO()
    sample = tuple(torch.randint(0, 3, (1, 17)) for _ in net.INPUTS)
    axes = {name: {1: "length"} for name in (*net.INPUTS, *OUTPUTS)} | {name: {1: "length", 2: "length"} for name in OUTPUTS[1:]}
    names = {"input_names": list(net.INPUTS), "output_names": list(OUTPUTS), "dynamic_axes": axes}
    torch.onnx.export(net.Shipped(model), sample, out, **names, opset_version=OPSET, dynamo=False)
    return onnx.load_from_string(out.getvalue())


def write_model(out: Path, model: net.Tagger, encoder: Path, training: dict) -> None:
    """The folder, with a calibration that is yet to be fitted."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(quantise_graph(export_float(model), by_piece=True), out / "model.onnx")
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    (out / "decoder.json").write_text(json.dumps({"steps": [[round(x, 6) for x in row] for row in model.steps.tolist()]}), encoding="utf-8")
    card = {"name": "attribution@2", "licence": "see card.md", "settings": {}, "training": training}
    (out / "model.json").write_text(json.dumps(card), encoding="utf-8")
    write_calibration(out, PLAIN)


def write_calibration(out: Path, calibration: tuple[float, ...]) -> None:
    """The calibration into decoder.json, then all hashes and the card."""
    decoder = json.loads((out / "decoder.json").read_text(encoding="utf-8")) | {"calibration": [round(x, 6) for x in calibration]}
    (out / "decoder.json").write_text(json.dumps(decoder) + "\n", encoding="utf-8")
    files = {name: sha256((out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json", "decoder.json")}
    card = json.loads((out / "model.json").read_text(encoding="utf-8")) | {"files": files}
    (out / "model.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    shutil.copy(Path(__file__).parent / "card.md", out / "card.md")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--encoder", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    options = ask.parse_args()
    state = load_file(options.weights)
    model = net.Tagger(net.find_shape(state)).eval()
    model.load_state_dict(state)
    settings = json.loads((options.weights.parent / "settings.json").read_text()) if (options.weights.parent / "settings.json").exists() else {}
    settings = {k: v for k, v in settings.items() if k not in ("data", "encoder", "out")}
    with torch.inference_mode():
        write_model(options.out, model, options.encoder, settings)


if __name__ == "__main__":
    main()
