"""A text as word pieces, with what the attribution tagger reads beside them: case, place to quotation marks, line breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
MARKS = ("“", "”", '"')


@dataclass(frozen=True, slots=True)
class Pieces:
    """By piece: `ids`, `case` of its word (0 no letter, 1 lower, 2 Title, 3 UPPER, 4 mIxed), `quote` (0 outside, 1 inside, 2 opening, 3 closing double
    marks) and `brk` (line breaks before it: 0, 1, 2 or more). By word: `first` piece, `word_starts` and `word_ends` in code points.
    """

    ids: Ints
    case: Ints
    quote: Ints
    brk: Ints
    first: Ints
    word_starts: Ints
    word_ends: Ints


def read_pieces(text: str, tokenizer: "Tokenizer", stretches: Sequence[Span] = ()) -> Pieces:
    """Word pieces of a text, or of the ordered stretches of it alone, each of which is one paragraph whatever line breaks it holds.

    A word is a run of letters and digits or one mark.
    """
    # half a surrogate pair, which UTF-8 cannot say, is read as "?"
    encoded = tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"), add_special_tokens=False)
    offsets = np.array(encoded.offsets, np.int64).reshape(-1, 2)
    word_of = np.array([-1 if w is None else w for w in encoded.word_ids], np.int64)
    ids = np.array(encoded.ids, np.int64)
    first = np.flatnonzero(np.diff(word_of, prepend=-5))
    last = np.append(first[1:], len(ids))[: len(first)]
    starts, ends, lengths = offsets[first, 0], offsets[last - 1, 1], last - first
    breaks = np.array(count_breaks(text, starts, ends), np.int64)
    if stretches:
        kept, heads = keep_words(starts, ends, stretches)
        breaks[:], breaks[heads] = 0, 2
        ids = ids[np.repeat(kept, lengths)]
        starts, ends, lengths, breaks = starts[kept], ends[kept], lengths[kept], breaks[kept]
        first = np.cumsum(lengths) - lengths
    case = np.array([case_of(text[s:e]) for s, e in zip(starts, ends, strict=True)], np.int64)
    brk = np.zeros(len(ids), np.int64)
    brk[first] = breaks
    marks = [tokenizer.token_to_id(mark) or 0 for mark in MARKS]
    return Pieces(ids, np.repeat(case, lengths), mark_quotes(ids, brk, marks), brk, first, starts, ends)


def keep_words(starts: Ints, ends: Ints, stretches: Sequence[Span]) -> tuple[NDArray[np.bool_], Ints]:
    """Which words lie in a stretch, and the first word of each."""
    kept = np.zeros(len(starts), bool)
    heads = []
    for stretch in stretches:
        a, b = int(np.searchsorted(starts, stretch.start)), int(np.searchsorted(ends, stretch.end, "right"))
        kept[a:b] = True
        if a < b:
            heads.append(a)
    return kept, np.array(heads, np.int64)


def count_breaks(text: str, starts: Ints, ends: Ints) -> list[int]:
    """Line breaks before each word, at most 2; 2 before the first."""
    between = zip(ends[:-1].tolist(), starts[1:].tolist(), strict=True)
    return [2, *(min(2, text.count("\n", a, b)) if b > a else 0 for a, b in between)][: len(starts)]


def case_of(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    return 4 if any(c.isalpha() for c in word) else 0


def mark_quotes(ids: Ints, brk: Ints, marks: Sequence[int]) -> Ints:
    """Where each piece stands to double quotation marks (ids of the opening, closing and straight one); a paragraph's end closes what was left open."""
    opening, closing, straight = marks
    out = np.zeros(len(ids), np.int64)
    inside = False
    for i, (piece, lines) in enumerate(zip(ids.tolist(), brk.tolist(), strict=True)):
        if lines:
            inside = False
        if piece == opening or (piece == straight and not inside):
            out[i], inside = OPENING, True
        elif piece in (closing, straight):
            out[i], inside = CLOSING, False
        else:
            out[i] = INSIDE if inside else OUTSIDE
    return out
