"""The conditional random field over the tags of a text's words: the best path, and how likely each span of it is (Lafferty, McCallum & Pereira, ICML 2001)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
NEVER = -1e4
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end` (end excluded) as one span of a role, with the probability that exactly this span is one."""

    role: int
    start: int
    end: int
    score: float


def allow_steps() -> NDArray[np.bool_]:
    """Which tag may follow which: [from, to]."""
    n = len(TAGS)
    out = np.zeros((n, n), bool)
    for i, a in enumerate(TAGS):
        for j, b in enumerate(TAGS):
            opened, continues = a[0] in "BI", b[0] in "IE"
            out[i, j] = a[1:] == b[1:] if opened and continues else not opened and not continues
    return out


def best_path(emissions: Floats, steps: Floats) -> NDArray[np.int64]:
    """The likeliest tags (Viterbi). `emissions` [words, tags] and `steps` [from, to] are log-potentials."""
    n, k = emissions.shape
    if n == 0:
        return np.zeros(0, np.int64)
    back = np.zeros((n, k), np.int64)
    columns = np.arange(k)
    score = emissions[0]
    for t in range(1, n):
        ways = score[:, None] + steps
        back[t] = ways.argmax(0)
        score = ways[back[t], columns] + emissions[t]
    path = np.zeros(n, np.int64)
    path[-1] = score.argmax()
    for t in range(n - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Forward and backward probabilities, each row scaled to sum 1, with the logs of the scales; enough for the probability of any stretch of a path."""

    emissions: Floats
    steps: Floats
    forward: Floats
    backward: Floats
    scales: Floats

    def probability(self, start: int, path: NDArray[np.int64]) -> float:
        """P(words from `start` on have exactly the tags of `path`)."""
        end = start + len(path)
        inner = self.steps[path[:-1], path[1:]].sum() + self.emissions[np.arange(start + 1, end), path[1:]].sum() - self.scales[start + 1 : end].sum()
        whole = np.log(max(self.forward[start, path[0]], 1e-300)) + inner + np.log(max(self.backward[end - 1, path[-1]], 1e-300))
        return float(np.exp(min(0.0, whole)))


def believe(emissions: Floats, steps: Floats) -> Beliefs:
    """Forward-backward."""
    n, k = emissions.shape
    tops = emissions.max(1, initial=NEVER) if n else np.zeros(0)
    local, moves = np.exp(emissions - tops[:, None]), np.exp(steps)
    forward, backward, scales = np.ones((n, k)), np.ones((n, k)), np.zeros(n)
    for t in range(n):
        row = (forward[t - 1] @ moves if t else 1.0) * local[t]
        total = row.sum()
        forward[t], scales[t] = row / total, total
    for t in range(n - 2, -1, -1):
        backward[t] = moves @ (local[t + 1] * backward[t + 1]) / scales[t + 1]
    return Beliefs(emissions, steps, forward, backward, np.log(scales) + tops)


def find_runs(path: NDArray[np.int64], beliefs: Beliefs) -> list[Run]:
    """The spans of a path, in order."""
    runs = []
    start = 0
    for t, tag in enumerate(path.tolist()):
        place = TAGS[tag][0]
        if place in "BS":
            start = t
        ends = place in "ES" or (place in "BI" and t + 1 == len(path))
        if ends:
            start = min(start, t)
            runs.append(Run((tag - 1) // 4, start, t + 1, beliefs.probability(start, path[start : t + 1])))
    return runs
