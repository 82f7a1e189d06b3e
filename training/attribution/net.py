"""The network: a six-layer BERT encoder, tags by word under a conditional random field, and two pointers (content -> cue, cue -> source)."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.models.field import ROLES, TAGS, allow_steps

NEVER = -1e4


@dataclass(frozen=True)
class Shape:
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    link: int = 96
    dropout: float = 0.1


class Dropout(nn.Module):
    """Dropout whose mask is drawn by numpy: torch's own Bernoulli took a third of a training step on CPU."""

    def __init__(self, rate: float, seed: int = 0) -> None:
        super().__init__()
        self.rate, self.random = rate, np.random.Generator(np.random.SFC64(seed))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        kept = torch.from_numpy(np.frombuffer(self.random.bytes(x.numel()), np.uint8) >= round(256 * self.rate)).view(x.shape)
        return x * kept.to(x.dtype).mul_(1 / (1 - self.rate)).to(x.device)


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
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


class Tagger(nn.Module):
    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        shape = shape or Shape()
        self.shape = shape
        self.piece = nn.Embedding(shape.vocabulary, shape.width)
        self.place = nn.Embedding(shape.positions, shape.width)
        self.case, self.quote, self.brk = (nn.Embedding(n, shape.width) for n in (5, 4, 3))
        for table in (self.case, self.quote, self.brk):
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tags = nn.Linear(shape.width, len(TAGS))
        self.links = nn.Linear(shape.width, 4 * shape.link)  # content asks, cue answers; cue asks, source answers
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("barred", torch.where(torch.from_numpy(allow_steps()), 0.0, NEVER), persistent=False)

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, brk: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Emissions [batch, pieces, tags] and link vectors [batch, pieces, 4 * link]."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.piece(ids) + self.place(at) + self.case(case) + self.quote(quote) + self.brk(brk)
        x = self.drop(self.norm(x))
        bias = None if mask is None or bool(mask.all()) else torch.where(mask, 0.0, NEVER)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        return self.tags(x), self.links(x)

    def transitions(self) -> Tensor:
        return self.steps + self.barred


class Normaliser(torch.autograd.Function):
    """log Z of the field for every row; its gradient is the marginals, by forward-backward without a tape."""

    @staticmethod
    def forward(ctx, emissions: Tensor, steps: Tensor, words: Tensor) -> Tensor:  # type: ignore[override]
        n = emissions.shape[1]
        alpha, beta = torch.empty_like(emissions), torch.empty_like(emissions)
        expo = steps.exp()
        alpha[:, 0] = emissions[:, 0]
        for t in range(1, n):
            top = alpha[:, t - 1].amax(1, keepdim=True)
            new = ((alpha[:, t - 1] - top).exp() @ expo).clamp_min(1e-30).log() + top + emissions[:, t]
            alpha[:, t] = torch.where(words[:, t, None], new, alpha[:, t - 1])
        beta[:, n - 1] = 0
        for t in range(n - 2, -1, -1):
            ahead = beta[:, t + 1] + emissions[:, t + 1]
            top = ahead.amax(1, keepdim=True)
            new = ((ahead - top).exp() @ expo.T).clamp_min(1e-30).log() + top
            beta[:, t] = torch.where(words[:, t + 1, None], new, beta[:, t + 1])
        z = alpha[:, -1].logsumexp(1)
        ctx.save_for_backward(emissions, steps, words, alpha, beta, z)
        return z

    @staticmethod
    def backward(ctx, grad: Tensor) -> tuple[Tensor, Tensor, None]:  # type: ignore[override]
        emissions, steps, words, alpha, beta, z = ctx.saved_tensors
        marginal = (alpha + beta - z[:, None, None]).exp() * words[..., None]
        pair = (alpha[:, :-1, :, None] + steps + (emissions + beta)[:, 1:, None, :] - z[:, None, None, None]).exp() * words[:, 1:, None, None]
        return marginal * grad[:, None, None], (pair * grad[:, None, None, None]).sum((0, 1)), None


def field_loss(emissions: Tensor, steps: Tensor, tags: Tensor, words: Tensor) -> Tensor:
    """Negative log-likelihood of the tags, summed over the batch. Rows are words, padded at the end."""
    gold = (emissions.gather(2, tags[..., None])[..., 0] * words).sum() + (steps[tags[:, :-1], tags[:, 1:]] * words[:, 1:]).sum()
    return Normaliser.apply(emissions, steps, words).sum() - gold


def gather(x: Tensor, first: Tensor) -> Tensor:
    return x.gather(1, first[..., None].expand(-1, -1, x.shape[2]))


def link_scores(links: Tensor, first: Tensor, which: int, size: int) -> Tensor:
    """[batch, words, 1 + words]: how well each word's question is answered by [CLS] (none) and by each word."""
    asks = gather(links[..., 2 * which * size : (2 * which + 1) * size], first)
    answers = links[..., (2 * which + 1) * size : (2 * which + 2) * size]
    answers = torch.cat([answers[:, :1], gather(answers, first)], 1)
    return asks @ answers.transpose(1, 2) * size**-0.5


def loss_of(model: Tagger, batch: dict[str, Tensor], half: bool) -> dict[str, Tensor]:
    """Mean loss by word of the tags, and by asked word of the links; `half` runs the encoder in bfloat16."""
    with torch.autocast(batch["ids"].device.type, torch.bfloat16, enabled=half):
        raw, links = model(batch["ids"], batch["case"], batch["quote"], batch["brk"], batch["mask"])
    raw, links, words, first = raw.float(), links.float(), batch["words"], batch["first"]
    out = {"tags": field_loss(gather(raw, first), model.transitions(), batch["tags"], words) / words.sum()}
    for which, name in enumerate(("to_cue", "to_source")):
        scores = link_scores(links, first, which, model.shape.link)
        scores = scores.masked_fill(~torch.cat([words[:, :1], words], 1)[:, None, :], NEVER)
        # a link holds the position of a first piece; its column is 1 + the number of the word
        goal = batch[name]
        column = (first[:, None, :] == goal[:, :, None]).to(torch.int64).argmax(2) + 1
        column = torch.where(goal > 0, column, goal.clamp(max=0))
        out[name] = functional.cross_entropy(scores.flatten(0, 1), column.flatten(), ignore_index=-100)
    return out


PARTS = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}


def from_bert(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The encoder's weights under our names."""
    e = "embeddings."
    out = {
        "piece.weight": weights[e + "word_embeddings.weight"],
        "place.weight": weights[e + "position_embeddings.weight"] + weights[e + "token_type_embeddings.weight"][0],
        "norm.weight": weights[e + "LayerNorm.weight"],
        "norm.bias": weights[e + "LayerNorm.bias"],
    }
    for i in range(sum(k.endswith("attention.self.query.weight") for k in weights)):
        p, q = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            out[q + "qkv." + kind] = torch.cat([weights[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")])
            for ours, theirs in PARTS.items():
                out[f"{q}{ours}.{kind}"] = weights[f"{p}{theirs}.{kind}"]
    return out


assert len(ROLES) == 3
