"""Encoders of the BERT family in plain PyTorch, shared by what is trained on them: MiniLM-L6 (what ships) and MPNet-base (a teacher).

Both read the word pieces of BERT's uncased vocabulary under BERT's own ids, so that one tokenizer serves both: MPNet's rows are put into that order.
Tensors are [batch, pieces, width].
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

NEVER = -1e4
PAD, UNKNOWN, CLS, SEP, MASK = 0, 100, 101, 102, 103
VOCABULARY = 30522
BUCKETS, FAR = 32, 128  # MPNet's relative positions (Song et al., NeurIPS 2020; buckets as in T5)


@dataclass(frozen=True)
class Shape:
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1
    epsilon: float = 1e-12
    relative: bool = False


MINILM = Shape()
MINILM9 = Shape(layers=9)
MPNET = Shape(layers=12, width=768, heads=12, inner=3072, epsilon=1e-5, relative=True)


class Dropout(nn.Module):
    """Dropout whose mask numpy draws on CPU: torch's own Bernoulli took a third of a training step there."""

    def __init__(self, rate: float, seed: int = 0) -> None:
        super().__init__()
        self.rate, self.random = rate, np.random.Generator(np.random.SFC64(seed))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if x.is_cuda:
            return functional.dropout(x, self.rate)
        kept = torch.from_numpy(np.frombuffer(self.random.bytes(x.numel()), np.uint8) >= round(256 * self.rate)).view(x.shape)
        return x * kept.to(x.dtype).mul_(1 / (1 - self.rate))


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = Dropout(shape.dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).flatten(1, 2).unbind(0)
        # plain products: torch's fused attention took two and a half times as long forward and back in bfloat16 on CPU
        scores = torch.bmm((q * (w // self.heads) ** -0.5).contiguous(), k.contiguous().transpose(1, 2))
        if bias is not None:
            scores = (scores.view(b, self.heads, t, t) + bias.to(scores.dtype)).view(b * self.heads, t, t)
        a = torch.bmm(torch.softmax(scores, -1, dtype=scores.dtype), v.contiguous()).view(b, self.heads, t, w // self.heads)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """`forward(ids, mask, extra)` gives a vector for each piece; `extra` is added to the embeddings before their norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.piece = nn.Embedding(VOCABULARY, shape.width)
        self.place = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.relative:
            self.distance = nn.Embedding(BUCKETS, shape.heads)

    def forward(self, ids: Tensor, mask: Tensor | None = None, extra: Tensor | float = 0.0) -> Tensor:
        """`mask` [batch, pieces] is true where there is a piece; None where there is no padding."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.embed(ids, at, extra)
        bias = None if mask is None else torch.where(mask, 0.0, NEVER)[:, None, None, :]
        if self.shape.relative:
            near = self.distance(bucket(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
            bias = near if bias is None else near + bias
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def embed(self, ids: Tensor, at: Tensor, extra: Tensor | float = 0.0) -> Tensor:
        """What the first layer reads; `at` are the places of the pieces."""
        return self.drop(self.norm(self.piece(ids) + self.place(at) + extra))


def bucket(offset: Tensor) -> Tensor:
    """MPNet's bucket of each distance (key's place minus query's): exact when near, in steps of a logarithm when far, apart for either side."""
    half, near = BUCKETS // 2, BUCKETS // 4
    n = offset.abs()
    far = near + (torch.log(n.clamp(min=1).float() / near) / math.log(FAR / near) * (half - near)).to(torch.long)
    return torch.where(offset > 0, half, 0) + torch.where(n < near, n, far.clamp(max=half - 1))


BERT_PARTS = {
    "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip
MPNET_PARTS = BERT_PARTS | {"out": "attention.attn.o", "norm1": "attention.LayerNorm"}


def read_weights(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A published encoder's weights (BERT's or MPNet's names) under our names."""
    e = "embeddings."
    relative = "encoder.relative_attention_bias.weight" in weights
    pieces, places = weights[e + "word_embeddings.weight"], weights[e + "position_embeddings.weight"]
    if relative:  # <s> <pad> </s> <unk> stand before BERT's vocabulary and <mask> behind it; places count from 2
        rows = torch.arange(VOCABULARY) + 4
        rows[PAD], rows[CLS], rows[SEP], rows[MASK] = 1, 0, 2, len(pieces) - 1
        pieces, places = pieces[rows], places[2:]
    else:
        places = places + weights[e + "token_type_embeddings.weight"][0]
    out = {"piece.weight": pieces, "place.weight": places, "norm.weight": weights[e + "LayerNorm.weight"], "norm.bias": weights[e + "LayerNorm.bias"]}
    if relative:
        out["distance.weight"] = weights["encoder.relative_attention_bias.weight"]
    asks = [f"attention.attn.{x}" for x in "qkv"] if relative else [f"attention.self.{x}" for x in ("query", "key", "value")]
    parts = MPNET_PARTS if relative else BERT_PARTS
    for i in range(sum(k.endswith(f"{asks[0]}.weight") for k in weights)):
        p, q = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            out[q + "qkv." + kind] = torch.cat([weights[f"{p}{x}.{kind}"] for x in asks])
            for ours, theirs in parts.items():
                out[f"{q}{ours}.{kind}"] = weights[f"{p}{theirs}.{kind}"]
    return out


def stretch(weights: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Weights for a deeper encoder: some layers stand twice (stacking: Gong et al., ICML 2019)."""
    there = 1 + max(int(k.split(".")[1]) for k in weights if k.startswith("layers."))
    out = {k: v for k, v in weights.items() if not k.startswith("layers.")}
    for i in range(layers):
        p = f"layers.{i * there // layers}."
        out |= {f"layers.{i}.{k[len(p) :]}": v for k, v in weights.items() if k.startswith(p)}
    return out


# ---------------------------------------------------------------- weights small enough to be carried to a machine with a GPU

TOP = 127


def pack(weights: Mapping[str, Tensor]) -> dict[str, np.ndarray]:
    """Matrices as eight-bit integers with a scale a row, the rest as float16."""
    out: dict[str, np.ndarray] = {}
    for name, tensor in weights.items():
        values = tensor.float().numpy()
        if values.ndim == 2 and values.size > 1 << 16:
            scale = np.abs(values).max(1, keepdims=True).clip(1e-9) / TOP
            out[name + "/int"], out[name + "/scale"] = np.rint(values / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = values.astype(np.float16)
    return out


def unpack(packed: Mapping[str, np.ndarray]) -> dict[str, Tensor]:
    """What `pack` was given, as float32."""
    plain = {k: torch.from_numpy(v.astype(np.float32)) for k, v in packed.items() if not k.endswith(("/int", "/scale"))}
    packed_names = [k[: -len("/int")] for k in packed if k.endswith("/int")]
    return plain | {k: torch.from_numpy(packed[k + "/int"].astype(np.float32) * packed[k + "/scale"]) for k in packed_names}


def read_encoder(paths: Sequence[Path]) -> dict[str, Tensor]:
    """An encoder's weights under our names, from published safetensors or packed npz files; a folder stands for its model.safetensors, else its npz files."""
    files: list[Path] = []
    for path in paths:
        published = path / "model.safetensors"
        files += [path] if path.is_file() else [published] if published.exists() else sorted(path.glob("*.npz"))
    packed = {k: array for file in files if file.suffix == ".npz" for k, array in np.load(file).items()}
    plain = {k: v.float() for file in files if file.suffix == ".safetensors" for k, v in load_file(file).items()}
    weights = unpack(packed) | plain
    return weights if "piece.weight" in weights else read_weights(weights)
