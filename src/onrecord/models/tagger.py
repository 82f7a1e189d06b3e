"""The attribution tagger: who is quoted, with which cue, saying what.

A six-layer BERT encoder reads windows of word pieces; a conditional random field over all windows gives the likeliest spans of sources, cues and contents
and how sure each is; two pointers tell which cue a content hangs on and which source a cue. `training/attribution` makes the weights.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.models.field import NEVER, ROLES, Floats, Run, allow_steps, believe, best_path, find_runs
from onrecord.models.pieces import INSIDE, Pieces, read_pieces
from onrecord.models.runtime import start_session
from onrecord.models.weights import load_weights
from onrecord.records import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = "attribution"
WINDOW = 254  # pieces, with [CLS] and [SEP] 256: what the model was trained on
STRIDE = 190
CLS, SEP = 101, 102
SOURCE, CUE, CONTENT = range(3)
LINK_FLOOR = 0.05  # share of a content's or cue's pointer that its target must get

Scores = NDArray[np.float32]
# ids, case, quote and brk of one window, [1, pieces] -> emissions [pieces, tags] and the pointers' scores to cue and to source [pieces, pieces]
Network = Callable[[Mapping[str, NDArray[np.int64]]], tuple[Scores, Scores, Scores]]


@dataclass(frozen=True, slots=True)
class Tagging:
    """One span: `role` is source, cue or content; `score` the probability that exactly this span is one."""

    role: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Linked spans: contents in text order with their cue and source, either of which may be missing; `score` is the probability that it is right."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Decoder:
    """What decoding needs beside the network: the field's steps and the weights of the calibration."""

    steps: Floats
    calibration: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` in one run of the network: emissions [words, tags], and by role pointed to the scores [words, 1 + words], column 0 for "none"."""

    start: int
    end: int
    emissions: Floats
    pointers: Mapping[int, Scores]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: its spans in order, and for each content its cue and for each cue its source (index into `runs`, or None) with the share of the pointer."""

    pieces: Pieces
    runs: tuple[Run, ...]
    cue_of: Mapping[int, tuple[int | None, float]]
    source_of: Mapping[int, tuple[int | None, float]]


class Tagger:
    """`tag` gives spans, `attribute` linked ones, both in code points of the text given. The same window gives the same numbers whatever else is read."""

    def __init__(self, name: str, tokenizer: "Tokenizer", network: Network, decoder: Decoder) -> None:
        self.name = name
        self._tokenizer, self._network, self._decoder = tokenizer, network, decoder

    def tag(self, text: str, stretches: Sequence[Span] = ()) -> tuple[Tagging, ...]:
        """Spans in text order; with `stretches` (ordered, disjoint) only those are read, each as a paragraph of its own."""
        reading = self.read(text, stretches)
        return tuple(Tagging(ROLES[run.role], span, run.score) for run in reading.runs for span in place(text, reading.pieces, run))

    def attribute(self, text: str, stretches: Sequence[Span] = ()) -> tuple[Attribution, ...]:
        """Attributions in the order of their first content."""
        return link(text, self.read(text, stretches), self._decoder.calibration)

    def read(self, text: str, stretches: Sequence[Span] = ()) -> Reading:
        """The spans of a text and their links, by word."""
        pieces = read_pieces(text, self._tokenizer, stretches)
        windows = [self._look(pieces, start, end) for start, end in cut_windows(pieces)]
        emissions, owner = merge(windows, len(pieces.first))
        runs = find_runs(best_path(emissions, self._decoder.steps), believe(emissions, self._decoder.steps))
        return Reading(pieces, tuple(runs), point(windows, owner, runs, (CONTENT, CUE)), point(windows, owner, runs, (CUE, SOURCE)))

    def _look(self, pieces: Pieces, start: int, end: int) -> Window:
        a, b = int(pieces.first[start]), int(pieces.first[end]) if end < len(pieces.first) else len(pieces.ids)
        ends = {"ids": (CLS, SEP), "case": (0, 0), "quote": (0, 0), "brk": (0, 0)}
        inputs = {k: np.concatenate([[head], getattr(pieces, k)[a:b], [tail]])[None].astype(np.int64) for k, (head, tail) in ends.items()}
        emissions, to_cue, to_source = self._network(inputs)
        first = pieces.first[start:end] - a + 1
        square = np.ix_(first, np.concatenate([[0], first]))
        return Window(start, end, emissions[first].astype(np.float64), {CUE: to_cue[square], SOURCE: to_source[square]})


def cut_windows(pieces: Pieces) -> list[tuple[int, int]]:
    """Ranges of words, each of at most WINDOW pieces, that overlap by about WINDOW - STRIDE."""
    first, total = pieces.first, len(pieces.ids)
    found, start = [], 0
    while start < len(first):
        end = int(np.searchsorted(first, first[start] + WINDOW, "right")) - 1
        if total - first[start] <= WINDOW:
            end = len(first)
        end = max(end, start + 1)
        found.append((start, end))
        if end == len(first):
            break
        start = max(start + 1, int(np.searchsorted(first, first[start] + STRIDE)))
    return found


def merge(windows: Sequence[Window], n: int) -> tuple[Floats, NDArray[np.int64]]:
    """Each word's emissions from the window in which it stands farthest from an edge, and that window's index."""
    emissions = np.zeros((n, windows[0].emissions.shape[1] if windows else 1))
    owner = np.zeros(n, np.int64)
    for i, window in enumerate(windows):
        start = (window.start + windows[i - 1].end) // 2 if i else 0
        emissions[start : window.end] = window.emissions[start - window.start :]
        owner[start : window.end] = i
    return emissions, owner


def point(windows: Sequence[Window], owner: NDArray[np.int64], runs: Sequence[Run], roles: tuple[int, int]) -> dict[int, tuple[int | None, float]]:
    """For each run of the first role, the run of the second that its words point to, with its share of the pointer; None where they point to none.

    Each word is asked in the window that owns it. No matrix products: BLAS would start threads for them.
    """
    asking, targets = ([i for i, run in enumerate(runs) if run.role == role] for role in roles)
    run_of = np.full(len(owner), -1)
    for row, i in enumerate(asking):
        run_of[runs[i].start : runs[i].end] = row
    starts, ends = (np.array([getattr(runs[i], side) for i in targets], np.int64) for side in ("start", "end"))
    shares = np.zeros((len(asking), len(targets) + 1))
    for at, window in enumerate(windows):
        words = window.start + np.flatnonzero((owner[window.start : window.end] == at) & (run_of[window.start : window.end] >= 0))
        scores = window.pointers[roles[1]][words - window.start]
        scores = np.exp(scores - scores.max(1, keepdims=True, initial=NEVER))
        sums = np.cumsum(scores / scores.sum(1, keepdims=True), 1, dtype=np.float64)
        a, b = (np.clip(x, window.start, window.end) - window.start for x in (starts, ends))
        np.add.at(shares, run_of[words], np.hstack([sums[:, b] - sums[:, a], sums[:, :1]]))
    lengths = np.array([runs[i].end - runs[i].start for i in asking])
    return {i: _choose(shares[row] / lengths[row], targets) for row, i in enumerate(asking)}


def _choose(share: Floats, targets: Sequence[int]) -> tuple[int | None, float]:
    best = int(share.argmax())
    if best == len(targets) or share[best] < LINK_FLOOR:
        return None, float(share[-1])
    return targets[best], float(share[best])


def link(text: str, reading: Reading, calibration: Sequence[float]) -> tuple[Attribution, ...]:
    """Contents that hang on one cue are one attribution. A content without a cue needs a source beside it or quotation marks."""
    groups: dict[int, list[int]] = {}
    for content, (cue, _) in sorted(reading.cue_of.items()):
        if cue is not None:
            groups.setdefault(cue, []).append(content)
    made = [_make(text, reading, (*reading.source_of[cue], cue), contents, calibration) for cue, contents in groups.items()]
    claimed = {source for source, _ in reading.source_of.values()}
    for content, (cue, _) in sorted(reading.cue_of.items()):
        signed = None if cue is not None else find_signature(text, reading, content, claimed)
        if cue is None and (signed is not None or is_quoted(reading, content)):
            made.append(_make(text, reading, (signed, 1.0, None), [content], calibration))
    return tuple(sorted(made, key=lambda a: (a.content[0], a.cue or Span(0, 0))))


def find_signature(text: str, reading: Reading, content: int, claimed: AbstractSet[int | None]) -> int | None:
    """A source on the same line right after a content, or right before it, that no cue points to: `"..." - Commissioner X`."""
    places = reading.pieces.word_starts, reading.pieces.word_ends
    run = reading.runs[content]
    for other in (content + 1, content - 1):
        if 0 <= other < len(reading.runs) and reading.runs[other].role == SOURCE and other not in claimed:
            first, second = (run, reading.runs[other]) if other > content else (reading.runs[other], run)
            between = text[places[1][first.end - 1] : places[0][second.start]]
            if "\n" not in between and not any(c.isalnum() for c in between):
                return other
    return None


def is_quoted(reading: Reading, content: int) -> bool:
    """Whether more than half of a content's words stand in double quotation marks."""
    run = reading.runs[content]
    return bool((reading.pieces.quote[reading.pieces.first[run.start : run.end]] == INSIDE).mean() > 0.5)


def _make(text: str, reading: Reading, hung: tuple[int | None, float, int | None], contents: Sequence[int], calibration: Sequence[float]) -> Attribution:
    source, share, cue = hung

    def at(i: int) -> tuple[Span, ...]:
        return place(text, reading.pieces, reading.runs[i])

    return Attribution(
        source=None if source is None else at(source)[0],
        cue=None if cue is None else at(cue)[0],
        content=tuple(sorted(span for i in contents for span in at(i))),
        score=calibrate(features_of(reading, source, cue, contents, share), calibration),
    )


def features_of(reading: Reading, source: int | None, cue: int | None, contents: Sequence[int], share: float) -> tuple[float, ...]:
    """What the calibration looks at.

    1; log-odds of the weakest content, of cue and source, and of the pointers; whether cue and source are missing, contents several or quoted.
    """
    runs = reading.runs

    def logit(p: float) -> float:
        p = min(max(p, 1e-3), 1 - 1e-3)
        return float(np.log(p / (1 - p)))

    return (
        1.0,
        logit(min(runs[i].score for i in contents)),
        logit(runs[cue].score if cue is not None else 0.5),
        logit(runs[source].score if source is not None else 0.5),
        logit(min(reading.cue_of[i][1] for i in contents)),
        logit(share),
        float(cue is None),
        float(source is None),
        float(len(contents) > 1),
        float(any(is_quoted(reading, i) for i in contents)),
    )


def calibrate(features: Sequence[float], calibration: Sequence[float]) -> float:
    """A probability from what `features_of` gives."""
    return float(1 / (1 + np.exp(-sum(a * b for a, b in zip(features, calibration, strict=True)))))


CLOSING_BRACKET = re.compile(r"\.?\)")
CLOSING_MARKS = re.compile(r"[.,!?…;:—–-]{0,3}[”’\"']{1,3}")


def place(text: str, pieces: Pieces, run: Run) -> tuple[Span, ...]:
    """Where a run stands in the text: one span, but a content a span for each paragraph, with the quotation marks that enclose it or stand at its borders."""
    first = run.start + np.flatnonzero(pieces.brk[pieces.first[run.start + 1 : run.end]] == 2) + 1 if run.role == CONTENT else ()
    borders = [run.start, *(int(w) for w in first), run.end]
    spans = (Span(int(pieces.word_starts[a]), int(pieces.word_ends[b - 1])) for a, b in pairwise(borders))
    return tuple(take_marks(text, span) if run.role == CONTENT else take_bracket(text, span) for span in spans)


def take_bracket(text: str, span: Span) -> Span:
    """The span with the bracket that closes one opened in it."""
    opened = text.count("(", span.start, span.end) > text.count(")", span.start, span.end)
    bracket = CLOSING_BRACKET.match(text, span.end) if opened else None
    return Span(span.start, bracket.end()) if bracket else span


def take_marks(text: str, span: Span) -> Span:
    """The span with an opening mark right before it, the bracket that opens an insertion, and with what closes a quotation that it holds."""
    start, end = span.start, span.end
    if start and text[start - 1] == "[" and "]" in text[start:end]:
        start -= 1
    while start and text[start - 1] in "“\"‘'" and (start == 1 or not text[start - 2].isalnum()):
        start -= 1
    marks = CLOSING_MARKS.match(text, end)
    if marks and any(c in "“\"‘'" for c in text[start:end]):
        end = marks.end()
    return Span(start, end)


@cache
def load_tagger() -> Tagger:
    """The shipped tagger, loaded once a process. Raises `ModelError` when its weights are missing or are not those that its card names."""
    from tokenizers import Tokenizer

    weights = load_weights(FOLDER)
    return Tagger(
        weights.name,
        Tokenizer.from_buffer(weights.files["tokenizer.json"]),
        start_network(weights.files["model.onnx"]),
        read_decoder(weights.files["decoder.json"]),
    )


def read_decoder(data: bytes) -> Decoder:
    raw: dict[str, Any] = json.loads(data)
    return Decoder(np.where(allow_steps(), np.array(raw["steps"], np.float64), NEVER), tuple(raw["calibration"]))


def start_network(model: bytes) -> Network:
    """The network on one thread. Windows are run one by one: int8 scales of activations would depend on what else is in a batch."""
    session = start_session(model)

    def run(inputs: Mapping[str, NDArray[np.int64]]) -> tuple[Scores, Scores, Scores]:
        emissions, to_cue, to_source = session.run(["emissions", "to_cue", "to_source"], dict(inputs))
        return emissions[0], to_cue[0], to_source[0]

    return run
