"""Which paragraphs of a text that came off a page are the account, by how they read and by what stands around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from onrecord.ingest.weights import INTERCEPT, WEIGHTS
from onrecord.lang import load_words

# Swept in cross-validation over 120 pages as text (F1 in brackets): what going into a gap inside the article costs [.5: .918, 1: .921, 2: .924], what each
# paragraph of it costs [0: .906, .2: .921, .4: .924], and how much a text without clutter is taken for the account [0: .915, 2: .917, 4: .921, 6: .908; of
# clean articles 1.1 % of the words were lost at 0, .3 % from 4 on].
GAP_START = 1.0
GAP_STEP = 0.2
LEAN = 4.0

END = re.compile(r"[.!?。！？‽](?:[\"'”’»)\]]|\s)*$")
TRAIL = re.compile(r"(?:…|\.\.\.|»|>>|›|→|:)\s*$")
WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]")
LINK = re.compile(r"https?://|www\.|\S@\S+\.\w|(?:^|\s)[@#]\w|\.com\b", re.IGNORECASE)
SEPARATOR = re.compile(r"[|»›•·→©®™★]")
CLOCK = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:ago|am|pm|AM|PM|EST|EDT|GMT)\b")
QUOTE = re.compile(r"[\"“”«»„]")
SPEAKING = re.compile(r"\b(?:you|your|we|our|us|click|here|free|please)\b", re.IGNORECASE)
PICTURED = re.compile(
    r"\b(?:pictured|file photo|photo|image|getty|in this [A-Z][a-z]+\.? )\b|\((?:[^()]{0,40}/)?(?:AP|AFP|Reuters|Getty)[^()]{0,30}\)|^credit:|^FILE\b",
    re.IGNORECASE,
)
# What may precede the words of a line that closes the account: a count, marks.
COUNTED = re.compile(r"^[\W\d_]*")
MAX_CLOSING = 70
# The share of a page's prose that stands before a line that closes the account.
MIN_TOLD = 0.2
DIGIT = re.compile(r"\d")
LIST = re.compile(r"[-–—*•·▪]|\d{1,2}[.)]\s")
# Words that tell what a text is about.
CONTENT = 5
# Marks that may close a sentence, in characters.
TAIL = 12
# The score of a paragraph that the lists call furniture, and of a path that is none.
KNOWN = -3.0
INFINITE = 1e9
NEAR = 3
AROUND = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """How one paragraph reads by itself."""

    words: float
    ends: bool
    prose: float
    known: bool
    content: frozenset[str]
    values: tuple[float, ...]


@cache
def read_small() -> frozenset[str]:
    """The commonest words, those of running text."""
    return frozenset(load_words("en", "lines")["running text"])


@cache
def read_closing() -> tuple[str, ...]:
    """How lines begin that stand after an account: comments, other stories."""
    return load_words("en", "furniture")["closing lines"]


def is_closing(line: str) -> bool:
    """Whether a line heads what stands after an account."""
    return len(line) <= MAX_CLOSING and COUNTED.sub("", line, count=1).casefold().startswith(read_closing())


def read_paragraph(line: str, *, known: bool, notices: int) -> Reading:
    """Measures of one paragraph; `known` tells that the lists call it furniture."""
    found = WORD.findall(line)
    words = max(len(found), len(WIDE.findall(line)) / 2, 1)
    ends = END.search(line, max(0, len(line) - TAIL)) is not None
    lower = [word.lower() for word in found]
    small = sum(map(read_small().__contains__, lower)) / words
    capital = sum(word[0].isupper() for word in found[1:]) / max(1, len(found) - 1)
    values = (
        log(words),
        float(words >= 5),
        float(words >= 10),
        float(words >= 20),
        float(words >= 40),
        float(ends),
        float(ends and words >= 10),
        float(ends and words < 6),
        float(TRAIL.search(line) is not None),
        small,
        capital,
        float(capital > 0.7 and len(found) > 1 and not ends),
        float(line.isupper()),
        min(3, line.count(",") + line.count("、")) / 3,
        min(3, len(QUOTE.findall(line))) / 3,
        float(LINK.search(line) is not None),
        float(SEPARATOR.search(line) is not None),
        float(words < 15 and CLOCK.search(line) is not None),
        len(DIGIT.findall(line)) / len(line),
        min(4.0, len(SPEAKING.findall(line))) / 4 if words < 60 else 0.0,
        float(known),
        float(line[0].islower()),
        float(line.endswith("?")),
        min(3, notices) / 3,
        float(PICTURED.search(line) is not None),
        float(LIST.match(line) is not None),
    )
    prose = words if ends and words >= 8 else 0.0
    return Reading(words, ends, prose, known, frozenset(word for word in lower if len(word) >= CONTENT), values)


def measure_paragraphs(lines: Sequence[str], known: Sequence[bool], notices: Sequence[int]) -> list[tuple[float, ...]]:
    """The features of each paragraph, in `NAMES` order: its own and those of its surroundings."""
    readings = [read_paragraph(line, known=is_known, notices=count) for line, is_known, count in zip(lines, known, notices, strict=True)]
    prose = [reading.prose for reading in readings]
    total = sum(prose) or 1.0
    about = Counter(word for reading in readings if reading.prose for word in reading.content)
    repeated = Counter(lines)
    clutter = sum(not reading.prose for reading in readings) / len(readings)
    sparse = 1 - sum(prose) / sum(reading.words for reading in readings)
    before, passed = 0.0, 0
    rows = []
    for i, reading in enumerate(readings):
        own = 1 if reading.prose else 0
        topic = sum(about[word] > own for word in reading.content) / len(reading.content) if reading.content else 0.5
        around = prose[max(0, i - AROUND) : i + AROUND + 1]
        left, right = prose[max(0, i - NEAR) : i], prose[i + 1 : i + 1 + NEAR]
        rows.append(
            (
                *reading.values,
                float(repeated[lines[i]] > 1),
                clutter,
                sparse,
                float(before / total < 0.01),
                float(before / total > 0.98 - reading.prose / total),
                topic,
                topic * (reading.words >= 5),
                float(bool(left) and left[-1] > 0),
                float(bool(right) and right[0] > 0),
                sum(value > 0 for value in left) / NEAR,
                sum(value > 0 for value in right) / NEAR,
                float(any(left) and any(right)),
                log(1 + sum(left)) / 6,
                log(1 + sum(right)) / 6,
                sum(value > 0 for value in around) / len(around),
                sum(around) / total,
                sum(readings[j].known for j in range(max(0, i - NEAR), min(len(readings), i + NEAR + 1)) if j != i) / (2 * NEAR),
                float(i > 0 and readings[i - 1].known),
                (1 - clutter) * (reading.words < 10),
                (1 - clutter) * (not reading.ends),
                (1 - clutter) ** 2,
                (1 - sparse) * (1 - clutter) * bool(any(left) or any(right)),
                float(passed > 0),
                min(3, passed) / 3,
            )
        )
        before += reading.prose
        passed += before / total > MIN_TOLD and is_closing(lines[i])
    return rows


def choose_body(lines: Sequence[str], known: Sequence[bool], notices: Sequence[int]) -> list[bool]:
    """Which paragraphs are the account: the best run of them, gaps allowed. All that are open if none speaks for itself.

    `known` tells which the lists call furniture (they are never chosen), `notices` how many words of notices each holds.
    """
    if not lines:
        return []
    rows = measure_paragraphs(lines, known, notices)
    weights = tuple(WEIGHTS.values())
    clutter = rows[0][tuple(WEIGHTS).index("clutter")]
    scores = [INTERCEPT + LEAN * (1 - clutter) + sum(weight * value for weight, value in zip(weights, row, strict=True)) for row in rows]
    chosen = find_best_run([KNOWN if is_known else score for score, is_known in zip(scores, known, strict=True)])
    chosen = [is_chosen and not is_known for is_chosen, is_known in zip(chosen, known, strict=True)]
    return chosen if any(chosen) else [not is_known for is_known in known]


def find_best_run(scores: Sequence[float]) -> list[bool]:
    """The paragraphs of the best run: Viterbi over the states before, inside, in a gap, after."""
    best = [0.0, scores[0], -INFINITE, -INFINITE]
    links: list[tuple[int, ...]] = []
    for score in scores[1:]:
        before, inside, gap, after = best
        options = (
            ((before, 0),),
            ((before, 0), (inside, 1), (gap, 2)),
            ((inside - GAP_START, 1), (gap, 2)),
            ((inside, 1), (after, 3)),
        )
        chosen = [max(option) for option in options]
        gains = (0.0, score, -GAP_STEP, 0.0)
        best = [value + gain for (value, _), gain in zip(chosen, gains, strict=True)]
        links.append(tuple(link for _, link in chosen))
    state = max((0, 1, 3), key=best.__getitem__)
    states = [state]
    for link in reversed(links):
        state = link[state]
        states.append(state)
    return [state == 1 for state in reversed(states)]
