"""Eight-bit weights for an exported graph: symmetric int8 matrices with one scale an output channel, tables with one a row.

Activations become int8 by the range met in a run (DynamicQuantizeLinear), so that runs must hold one text or window each; or, with `by_piece`, by the range of
each piece, which is a fifth slower and nearly as good as float32. Products of attention, norms and sums of
embeddings stay float32, and so does what `SMALLEST` leaves out and the matrices of Gemm nodes.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TOP = 127
SMALLEST = 16384  # weights below this many numbers stay float32


def quantise(weights: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 weights and a float32 scale for each index that is not on `axis`."""
    scales = (np.maximum(np.abs(weights).max(axis=axis, keepdims=True), 1e-12) / TOP).astype(np.float32)
    return np.clip(np.rint(weights / scales), -TOP, TOP).astype(np.int8), scales


def table_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    out = node.output[0]
    return [
        helper.make_node("Gather", [f"{name}.int8", node.input[1]], [f"{out}.int8"], axis=0),
        helper.make_node("Gather", [f"{name}.scale", node.input[1]], [f"{out}.scale"], axis=0),
        helper.make_node("Cast", [f"{out}.int8"], [f"{out}.cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.cast", f"{out}.scale"], [out]),
    ]


def matrix_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    x, out = node.input[0], node.output[0]
    return [
        helper.make_node("DynamicQuantizeLinear", [x], [f"{out}.x", f"{out}.xs", f"{out}.xz"]),
        helper.make_node("MatMulInteger", [f"{out}.x", f"{name}.int8", f"{out}.xz"], [f"{out}.sum"]),
        helper.make_node("Cast", [f"{out}.sum"], [f"{out}.float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.xs", f"{name}.scale"], [f"{out}.scale"]),
        helper.make_node("Mul", [f"{out}.float", f"{out}.scale"], [out]),
    ]


def piece_nodes(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """Activations as bytes around 128 with a scale for each piece."""
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


def quantise_graph(model: onnx.ModelProto, *, by_piece: bool = False) -> onnx.ModelProto:
    """The same graph with every large matrix and table as int8."""
    graph = model.graph
    used = {name for node in graph.node if node.op_type in ("Gather", "MatMul") for name in node.input}
    large = {
        t.name: numpy_helper.to_array(t)
        for t in graph.initializer
        if t.name in used and t.data_type == TensorProto.FLOAT and len(t.dims) == 2 and np.prod(t.dims) >= SMALLEST
    }
    kept = [t for t in graph.initializer if t.name not in large]
    kept += [numpy_helper.from_array(np.array(value), name) for name, value in CONSTANTS.items() if by_piece]
    multiply = piece_nodes if by_piece else matrix_nodes
    nodes = []
    for node in graph.node:
        name = next((n for n in node.input if n in large), None)
        if name is None:
            nodes.append(node)
            continue
        looked_up = node.op_type == "Gather"
        values, scales = quantise(large[name], 1 if looked_up else 0)
        scales = scales if looked_up else scales[0]
        kept += [numpy_helper.from_array(values, f"{name}.int8"), numpy_helper.from_array(scales, f"{name}.scale")]
        nodes += (table_nodes if looked_up else multiply)(node, name)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    model.producer_name, model.producer_version = "onrecord", ""
    onnx.checker.check_model(model)
    return model
