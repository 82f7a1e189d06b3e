"""The pair network: an encoder whose lower layers read each text by itself and whose upper ones read both, and a head: other / agrees / conflicts.

What the lower layers make of a text serves every pair that it is in (PreTTR, MacAvaney et al., SIGIR 2020).
"""

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.encoder.bert import MINILM, MPNET, NEVER, Encoder, Shape, bucket

LABELS = 3
SHAPES = {"minilm": MINILM, "mpnet": MPNET}
APART = {"minilm": 3, "mpnet": 0}  # layers that read each text by itself; a teacher's read both


class Judge(nn.Module):
    """`forward(ids, second, mask)`: [CLS] a [SEP] [CLS] b [SEP]; `second` is 1 on b's pieces and both marks around it.

    The head reads both [CLS] and the means of both texts, apart and against each other. `read` and `judge` are its two halves, for one text and one pair.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.shape: Shape = SHAPES[kind]
        self.apart = APART[kind]
        self.encoder = Encoder(self.shape)
        self.side = nn.Embedding(2, self.shape.width)
        nn.init.normal_(self.side.weight, std=0.01)
        self.drop = nn.Dropout(0.1)
        self.mix = nn.Linear(6 * self.shape.width, self.shape.width)
        self.out = nn.Linear(self.shape.width, LABELS)
        nn.init.zeros_(self.out.weight)

    def forward(self, ids: Tensor, second: Tensor, mask: Tensor) -> Tensor:
        begins = (mask & (second == 0)).sum(1, keepdim=True)
        at = torch.arange(ids.shape[1], device=ids.device)[None]
        there = torch.where(mask, 0.0, NEVER)[:, None, None, :]
        if self.shape.relative:
            there = there + self.encoder.distance(bucket(at - at.T)).permute(2, 0, 1)[None]
        x = self.encoder.embed(ids, torch.where(second == 1, at - begins, at) if self.apart else at)
        alone = torch.where(second[:, None, :, None] == second[:, None, None, :], there, NEVER)
        for layer in self.encoder.layers[: self.apart]:
            x = layer(x, alone)
        return self.finish(x, second, there, mask.to(x.dtype), begins)

    def finish(self, x: Tensor, second: Tensor, bias: Tensor | None, here: Tensor, begins: Tensor) -> Tensor:
        """Logits of pairs from what the lower layers made of both texts; `begins` is the place of b's [CLS]."""
        x = x + self.side(second)
        for layer in self.encoder.layers[self.apart :]:
            x = layer(x, bias)
        b = second.to(x.dtype) * here
        a = here - b
        one = (x * a[..., None]).sum(1) / a.sum(1, keepdim=True)
        other = (x * b[..., None]).sum(1) / b.sum(1, keepdim=True)
        heads = x[:, 0], torch.gather(x, 1, begins[..., None].expand(-1, 1, x.shape[2]))[:, 0]
        joined = torch.cat([*heads, one, other, (one - other).abs(), one * other], -1)
        return self.out(self.drop(torch.nn.functional.gelu(self.mix(self.drop(joined)))))

    def read(self, ids: Tensor) -> Tensor:
        """One text, [1, pieces] with its marks, by the lower layers: [1, pieces, width]."""
        x = self.encoder.embed(ids, torch.arange(ids.shape[1]))
        for layer in self.encoder.layers[: self.apart]:
            x = layer(x, None)
        return x

    def judge(self, one: Tensor, other: Tensor) -> Tensor:
        """Logits [1, LABELS] of two texts as `read` gave them."""
        x = torch.cat([one, other], 1)
        second = torch.cat([torch.zeros_like(one[..., 0]), torch.ones_like(other[..., 0])], 1).long()
        begins = (1 - second).sum(1, keepdim=True)
        return self.finish(x, second, None, torch.ones_like(x[..., 0]), begins)
