"""Where two runs of words say the same: blocks of equal words, as in Ratcliff and Obershelp's method, without stray ones at the ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from onrecord.trace.rules import FRAGMENT_WORDS, GAP, GAP_MOST, LIGHT
from onrecord.trace.words import Word, shift


@dataclass(frozen=True, slots=True)
class Block:
    """`size` words from `left` on are, one by one, those from `right` on (indices of words)."""

    left: int
    right: int
    size: int


@dataclass(frozen=True, slots=True)
class Match:
    """What two runs share. `words` and `heavy`: words in common, and those that carry content; `run` and `run_heavy`: of the longest block.

    `left` and `right` are the shares (0..1) of each run's words that are matched; `gap` counts the words between the blocks, on both sides.
    """

    blocks: tuple[Block, ...]
    words: int
    heavy: int
    run: int
    run_heavy: int
    left: float
    right: float
    gap: int


def match_words(left: Sequence[Word], right: Sequence[Word], *, shifted: bool) -> Match | None:
    """The match of two runs by stems; with `shifted`, person and tense of small words are folded too. None when they share nothing of weight."""
    a, b = ([shift(w.stem) if shifted else w.stem for w in words] for words in (left, right))
    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()[:-1]
    blocks = trim_blocks([Block(m.a, m.b, m.size) for m in found], left)
    if len(right) <= FRAGMENT_WORDS and sum(word.heavy for word in right) > sum(count_heavy(block, left) for block in blocks):
        blocks = max(blocks, find_closest(a, b, left), key=lambda found: sum(count_heavy(block, left) for block in found))
    if not blocks:
        return None
    longest = max(blocks, key=lambda block: (weigh(block, left), -block.left))
    common = sum(block.size for block in blocks)
    return Match(
        blocks=blocks,
        words=common,
        heavy=sum(count_heavy(block, left) for block in blocks),
        run=longest.size,
        run_heavy=count_heavy(longest, left),
        left=common / len(left),
        right=common / len(right),
        gap=sum(count_gap(before, after) for before, after in pairwise(blocks)),
    )


def find_closest(a: Sequence[str], b: Sequence[str], left: Sequence[Word]) -> tuple[Block, ...]:
    """Where the words of a short run stand in a long one, in order, so that they weigh most and stand closest (Smith and Waterman's local alignment)."""
    best: dict[tuple[int, int], tuple[float, tuple[Block, ...]]] = {}
    for i, j in ((i, j) for i, word in enumerate(a) for j, other in enumerate(b) if word == other):
        own = 1.0 if left[i].heavy else LIGHT
        before = [(total - GAP * (i - x + j - y - 2), blocks) for (x, y), (total, blocks) in best.items() if x < i and y < j]
        total, blocks = max(before, key=lambda found: found[0], default=(0.0, ()))
        best[i, j] = (total + own, (*blocks, Block(i, j, 1))) if total > 0 else (own, (Block(i, j, 1),))
    _, blocks = max(best.values(), key=lambda found: found[0], default=(0.0, ()))
    return join_blocks(blocks)


def join_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, those that follow each other on both sides as one."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and (last.left + last.size, last.right + last.size) == (block.left, block.right):
            joined[-1] = Block(last.left, last.right, last.size + block.size)
        else:
            joined.append(block)
    return tuple(joined)


def count_heavy(block: Block, words: Sequence[Word]) -> int:
    return sum(word.heavy for word in words[block.left : block.left + block.size])


def weigh(block: Block, words: Sequence[Word]) -> float:
    heavy = count_heavy(block, words)
    return heavy + LIGHT * (block.size - heavy)


def trim_blocks(blocks: Sequence[Block], words: Sequence[Word]) -> tuple[Block, ...]:
    """The consecutive blocks whose weight, less the cost of the gaps between them, is greatest: a stray "the" far from the rest goes."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    total, start = 0.0, 0
    for at, block in enumerate(blocks):
        if at > start:
            total -= cost_gap(blocks[at - 1], block)
        if total <= 0:
            total, start = 0.0, at
        total += weigh(block, words)
        if total > best[0]:
            best = (total, start, at + 1)
    return tuple(blocks[best[1] : best[2]])


def cost_gap(before: Block, after: Block) -> float:
    return min(GAP_MOST, GAP * count_gap(before, after))


def count_gap(before: Block, after: Block) -> int:
    return after.left - before.left - before.size + after.right - before.right - before.size
