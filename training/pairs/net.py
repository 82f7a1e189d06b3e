"""The pair network: an encoder reads both texts together, [CLS] a [SEP] b [SEP], and a head says other / agrees / conflicts."""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.encoder.bert import MINILM, MPNET, Encoder, Shape

LABELS = 3
SHAPES = {"minilm": MINILM, "mpnet": MPNET}


class Judge(nn.Module):
    """`forward(ids, second, mask)`: `second` is 1 on the pieces of b and its [SEP].

    The head reads [CLS] and the means of both texts, apart and against each other.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.side = nn.Embedding(2, shape.width)
        nn.init.normal_(self.side.weight, std=0.01)
        self.drop = nn.Dropout(0.1)
        self.mix = nn.Linear(5 * shape.width, shape.width)
        self.out = nn.Linear(shape.width, LABELS)
        nn.init.zeros_(self.out.weight)

    def forward(self, ids: Tensor, second: Tensor, mask: Tensor | None = None) -> Tensor:
        hidden = self.encoder(ids, mask, self.side(second))
        here = torch.ones_like(ids, dtype=hidden.dtype) if mask is None else mask.to(hidden.dtype)
        b = second.to(hidden.dtype) * here
        a = here - b
        one = (hidden * a[..., None]).sum(1) / a.sum(1, keepdim=True)
        other = (hidden * b[..., None]).sum(1) / b.sum(1, keepdim=True)
        joined = torch.cat([hidden[:, 0], one, other, (one - other).abs(), one * other], -1)
        return self.out(self.drop(torch.nn.functional.gelu(self.mix(self.drop(joined)))))
