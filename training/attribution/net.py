"""The network: an encoder of the BERT family, tags by word under a conditional random field, and two pointers (content -> cue, cue -> source).

What a batch asks for is a `Goal`: of the gold exactly one tag a word and one target a link, of a teacher the shares that it gives to each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from onrecord.models.field import ROLES, TAGS, allow_steps
from training.encoder.bert import MINILM, MINILM9, MPNET, NEVER, Encoder, Shape

LINK = 96  # width of a pointer's questions and answers
LINKS = ("to_cue", "to_source")
INPUTS = ("ids", "case", "quote", "brk")
EXTRAS = (("case", 5), ("quote", 4), ("brk", 3))


class Tagger(nn.Module):
    def __init__(self, shape: Shape = MINILM) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.extras = nn.ModuleDict({name: nn.Embedding(n, shape.width) for name, n in EXTRAS})
        for table in self.extras.values():
            nn.init.normal_(table.weight, std=0.01)
        self.tags = nn.Linear(shape.width, len(TAGS))
        self.links = nn.Linear(shape.width, 4 * LINK)  # content asks, cue answers; cue asks, source answers
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("barred", torch.where(torch.from_numpy(allow_steps()), 0.0, NEVER), persistent=False)

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, brk: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Emissions [batch, pieces, tags] and link vectors [batch, pieces, 4 * LINK]."""
        extra = self.extras["case"](case) + self.extras["quote"](quote) + self.extras["brk"](brk)
        x = self.encoder.drop(self.encoder(ids, mask, extra))
        return self.tags(x), self.links(x)

    def transitions(self) -> Tensor:
        return self.steps + self.barred


class Shipped(nn.Module):
    """The network as it ships: the pointers' scores of every pair of pieces instead of their vectors."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, brk: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        emissions, links = self.model(ids, case, quote, brk)
        asks_cue, cues, asks_source, sources = links.split(LINK, 2)
        return emissions, asks_cue @ cues.transpose(1, 2) * LINK**-0.5, asks_source @ sources.transpose(1, 2) * LINK**-0.5


@dataclass(frozen=True)
class Scores:
    """What the network says of a batch: emissions [batch, words, tags] and, by name of a link, scores [batch, words, 1 + words], column 0 for none."""

    emissions: Tensor
    links: Mapping[str, Tensor]


@dataclass(frozen=True)
class Goal:
    """Shares that sum to 1: of tags by word, of steps by pair of neighbours [batch, words - 1, tags, tags], of targets by asked word."""

    tags: Tensor
    steps: Tensor
    links: Mapping[str, Tensor]


def score(model: Tagger, batch: Mapping[str, Tensor], half: bool) -> Scores:
    """`half` runs the encoder in bfloat16."""
    with torch.autocast(batch["ids"].device.type, torch.bfloat16, enabled=half, cache_enabled=False):
        raw, links = model(batch["ids"], batch["case"], batch["quote"], batch["brk"], batch["mask"])
    raw, links, words = raw.float(), links.float(), batch["words"]
    open_ = torch.cat([words[:, :1], words], 1)[:, None, :]
    found = {name: link_scores(links, batch["first"], i).masked_fill(~open_, NEVER) for i, name in enumerate(LINKS)}
    return Scores(gather(raw, batch["first"]), found)


def find_shape(state: Mapping[str, Tensor]) -> Shape:
    """The shape that weights were trained in."""
    width, depth = state["encoder.piece.weight"].shape[1], 1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layers."))
    return next(s for s in (MINILM, MINILM9, MPNET) if (s.width, s.layers) == (width, depth))


def gather(x: Tensor, first: Tensor) -> Tensor:
    return x.gather(1, first[..., None].expand(-1, -1, x.shape[2]))


def link_scores(links: Tensor, first: Tensor, which: int) -> Tensor:
    """[batch, words, 1 + words]: how well each word's question is answered by [CLS] (none) and by each word."""
    asks = gather(links[..., 2 * which * LINK : (2 * which + 1) * LINK], first)
    answers = links[..., (2 * which + 1) * LINK : (2 * which + 2) * LINK]
    answers = torch.cat([answers[:, :1], gather(answers, first)], 1)
    return asks @ answers.transpose(1, 2) * LINK**-0.5


def normalise(emissions: Tensor, steps: Tensor, words: Tensor) -> Tensor:
    """log Z of the field for every row, by joining neighbouring stretches of words pairwise: log2(words) products of matrices, not a walk over the words.

    `steps` [tags, tags], or one for each pair of neighbours; `words` is true where there is a word; rows are padded at the end. The gradient by the
    emissions are the marginals.
    """
    k = emissions.shape[2]
    still = torch.full((k, k), NEVER, device=emissions.device).fill_diagonal_(0.0)
    links = torch.where(words[:, 1:, None, None], steps + emissions[:, 1:, None, :], still)
    size = 1 << (links.shape[1] - 1).bit_length()
    links = torch.cat([links, still.expand(len(links), size - links.shape[1], k, k)], 1)
    while links.shape[1] > 1:
        links = join(links[:, 0::2], links[:, 1::2])
    return (emissions[:, 0, :, None] + links[:, 0]).flatten(1).logsumexp(1)


def join(left: Tensor, right: Tensor) -> Tensor:
    """The log of the product of two matrices given by their logs."""
    a, b = left.detach().amax(-1, keepdim=True), right.detach().amax(-2, keepdim=True)
    return ((left - a).exp() @ (right - b).exp()).clamp_min(1e-30).log() + a + b


def gold_goal(batch: Mapping[str, Tensor]) -> Goal:
    tags = nn.functional.one_hot(batch["tags"], len(TAGS)).float()
    links = {}
    for name in LINKS:
        goal = batch[name]
        column = (batch["first"][:, None, :] == goal[:, :, None]).to(torch.int64).argmax(2) + 1
        column = torch.where(goal > 0, column, 0)
        links[name] = nn.functional.one_hot(column, goal.shape[1] + 1).float() * (goal >= 0)[..., None]
    return Goal(tags, tags[:, :-1, :, None] * tags[:, 1:, None, :], links)


def taught_goal(batch: Mapping[str, Tensor], steps: Tensor) -> Goal:
    """What a teacher believes: marginals of its field over this window, its pointers weighted by how surely a word asks at all.

    `batch["emissions"]` are the teacher's, `steps` its transitions; of each pointer the likeliest targets are known.
    """
    emissions = batch["emissions"].float().requires_grad_()
    pairs = steps.repeat(emissions.shape[0], emissions.shape[1] - 1, 1, 1).requires_grad_()
    with torch.enable_grad():
        tags, pairs = torch.autograd.grad(normalise(emissions, pairs, batch["words"]).sum(), (emissions, pairs))
    tags = tags * batch["words"][..., None]
    links = {}
    for name, role in (("to_cue", 2), ("to_source", 1)):
        asks = tags[..., 1 + 4 * role : 5 + 4 * role].sum(-1, keepdim=True)
        shares = torch.zeros(*tags.shape[:2], tags.shape[1] + 1, device=tags.device)
        links[name] = asks * shares.scatter_add(2, batch[name + "_at"], batch[name + "_share"].float())
    return Goal(tags, pairs, links)


def mix(left: Goal, right: Goal, share: float) -> Goal:
    """`share` of the right goal, the rest of the left."""

    def mean(a: Tensor, b: Tensor) -> Tensor:
        return torch.lerp(a, b, share)

    return Goal(mean(left.tags, right.tags), mean(left.steps, right.steps), {name: mean(left.links[name], right.links[name]) for name in LINKS})


def loss_of(model: Tagger, said: Scores, goal: Goal, words: Tensor) -> dict[str, Tensor]:
    """Mean cross-entropy by word of the tag sequences, and by asked word of the links (structural distillation: Wang et al., ACL 2020)."""
    z = normalise(said.emissions, model.transitions(), words)
    kept = (goal.tags * said.emissions).sum(-1) * words
    moved = (goal.steps * model.steps).sum((-1, -2)) * words[:, 1:]  # barred steps are constant
    out = {"tags": (z.sum() - kept.sum() - moved.sum()) / words.sum()}
    for name in LINKS:
        rows = (goal.links[name] * torch.log_softmax(said.links[name], -1)).sum(-1) * words
        out[name] = -rows.sum() / (goal.links[name].sum(-1) * words).sum().clamp_min(1.0)
    return out


assert ROLES == ("source", "cue", "content")
