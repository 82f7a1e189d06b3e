"""Turn a checkpoint into the weights that ship: ONNX with int8 matrices, the decoder's numbers, hashes and card.

    PYTHONPATH=src:. python training/attribution/export.py --weights FILE --encoder DIR --out src/onrecord/models/attribution

Matrices: symmetric int8, one scale per output channel; activations: int8 by the range met in a piece. Products of
attention, norms and sums of embeddings stay float32.
"""

import argparse
import io
import json
import shutil
from hashlib import sha256
from pathlib import Path

import net
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer

OPSET = 17
TOP = 127
SMALLEST = 16384  # weights below this many numbers stay float32
OUTPUTS = ("emissions", "to_cue", "to_source")
PLAIN = (0.0, 0.5, 0.2, 0.2, 0.2, 0.2, 0.0, 0.0, 0.0, 0.0)


def export_float(model: net.Tagger) -> onnx.ModelProto:
    out = io.BytesIO()
    sample = tuple(torch.randint(0, 3, (1, 17)) for _ in net.INPUTS)
    axes = {name: {1: "length"} for name in (*net.INPUTS, *OUTPUTS)} | {name: {1: "length", 2: "length"} for name in OUTPUTS[1:]}
    names = {"input_names": list(net.INPUTS), "output_names": list(OUTPUTS), "dynamic_axes": axes}
    torch.onnx.export(net.Shipped(model), sample, out, **names, opset_version=OPSET, dynamo=False)
    return onnx.load_from_string(out.getvalue())


def quantise(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 weights and a float32 scale for each index that is not on `axis`."""
    scales = (np.maximum(np.abs(weights).max(axis=axis, keepdims=True), 1e-12) / TOP).astype(np.float32)
    return np.clip(np.rint(weights / scales), -TOP, TOP).astype(np.int8), scales


def embedding_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    out = node.output[0]
    return [
        helper.make_node("Gather", [f"{name}.int8", node.input[1]], [f"{out}.int8"], axis=0),
        helper.make_node("Gather", [f"{name}.scale", node.input[1]], [f"{out}.scale"], axis=0),
        helper.make_node("Cast", [f"{out}.int8"], [f"{out}.cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.cast", f"{out}.scale"], [out]),
    ]


def matrix_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """Activations as bytes around 128 with a scale for each piece: a scale for the whole window cost half a point of every figure."""
    x, out = node.input[0], node.output[0]
    return [
        helper.make_node("Abs", [x], [f"{out}.size"]),
        helper.make_node("ReduceMax", [f"{out}.size"], [f"{out}.top"], axes=[-1], keepdims=1),
        helper.make_node("Mul", [f"{out}.top", "unit"], [f"{out}.xs"]),
        helper.make_node("Div", [x, f"{out}.xs"], [f"{out}.parts"]),
        helper.make_node("Round", [f"{out}.parts"], [f"{out}.whole"]),
        helper.make_node("Add", [f"{out}.whole", "middle"], [f"{out}.shifted"]),
        helper.make_node("Cast", [f"{out}.shifted"], [f"{out}.x"], to=TensorProto.UINT8),
        helper.make_node("MatMulInteger", [f"{out}.x", f"{name}.int8", "zero"], [f"{out}.sum"]),
        helper.make_node("Cast", [f"{out}.sum"], [f"{out}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.float", f"{out}.xs"], [f"{out}.rows"]),
        helper.make_node("Mul", [f"{out}.rows", f"{name}.scale"], [out]),
    ]


CONSTANTS = {"unit": np.float32(1 / TOP), "middle": np.float32(128), "zero": np.uint8(128)}


def quantise_graph(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with every large matrix and table as int8."""
    graph = model.graph
    large = {
        t.name: numpy_helper.to_array(t) for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) == 2 and np.prod(t.dims) >= SMALLEST
    }
    kept = [t for t in graph.initializer if t.name not in large]
    kept += [numpy_helper.from_array(np.array(value), name) for name, value in CONSTANTS.items()]
    nodes = []
    for node in graph.node:
        name = next((n for n in node.input if n in large), None)
        if name is None:
            nodes.append(node)
            continue
        looked_up = node.op_type == "Gather"
        assert looked_up or node.op_type == "MatMul", node.op_type
        values, scales = quantise(large[name], 1 if looked_up else 0)
        scales = scales if looked_up else scales[0]
        kept += [numpy_helper.from_array(values, f"{name}.int8"), numpy_helper.from_array(scales, f"{name}.scale")]
        nodes += (embedding_nodes if looked_up else matrix_nodes)(node, name)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    model.producer_name, model.producer_version = "onrecord", ""
    onnx.checker.check_model(model)
    return model


def write_model(out: Path, model: net.Tagger, encoder: Path, training: dict) -> None:
    """The folder, with a calibration that is yet to be fitted."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(quantise_graph(export_float(model)), out / "model.onnx")
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
