"""Where the text that an extractor chose stands on the page: a monotone alignment of its paragraphs to the page's text nodes."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from unicodedata import normalize

from onrecord.records import Span

# A paragraph that stands in more places than this is placed by its neighbours alone.
MAX_PLACES = 12
# How many earlier candidates a candidate looks back on; articles have at most a few dozen paragraphs that stand more than once.
LOOK_BACK = 240
# What a jump of a thousand characters costs, in matched characters: enough to choose the near one of two equal places, too little to lose a paragraph.
JUMP_COST = 2.0
# A run counts as chosen from this share of its letters on.
MIN_COVERED = 0.5
# Window, in letters, in which a paragraph that the extractor changed is aligned word by word.
MAX_WINDOW = 60_000
MIN_PIECE = 8
LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text's letters and digits alone, in compatibility form and lower case; `at` holds for each the offset in the text."""

    letters: str
    at: "array[int]"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the extractor set at a place of the page's letters."""

    piece: int
    start: int
    end: int


def squeeze(text: str) -> Squeezed:
    """Letters and digits with the way back."""
    parts: list[str] = []
    at = array("I")
    for match in LETTERS.finditer(text):
        word = match[0]
        folded = word.casefold() if word.isascii() else ""
        if len(folded) == len(word):
            parts.append(folded)
            at.extend(range(match.start(), match.end()))
            continue
        for offset, letter in enumerate(word, match.start()):
            folded = normalize("NFKD", letter).casefold()
            kept = "".join(c for c in folded if c.isalnum())
            parts.append(kept)
            at.extend([offset] * len(kept))
    return Squeezed("".join(parts), at)


def map_chosen(text: str, chosen: str) -> bytearray:
    """For each code point of the page's text, 1 where the extractor's text (paragraphs by line) stands, else 0."""
    page = squeeze(text)
    pieces = [squeezed for line in chosen.splitlines() if (squeezed := squeeze(line).letters)]
    places = choose_places(page.letters, pieces)
    covered = bytearray(len(page.letters))
    for place in places:
        covered[place.start : place.end] = b"\1" * (place.end - place.start)
    for start, end in align_rest(page.letters, pieces, places):
        covered[start:end] = b"\1" * (end - start)
    marks = bytearray(len(text))
    for index, offset in enumerate(page.at):
        marks[offset] |= covered[index]
    return marks


def find_places(letters: str, pieces: Sequence[str]) -> Iterator[Place]:
    """Every place that each paragraph stands at, whole; one that stands at very many is left to `align_rest`."""
    for number, piece in enumerate(pieces):
        found: list[int] = []
        at = letters.find(piece)
        while at >= 0 and len(found) <= MAX_PLACES:
            found.append(at)
            at = letters.find(piece, at + 1)
        if len(found) <= MAX_PLACES:
            yield from (Place(number, start, start + len(piece)) for start in found)


def choose_places(letters: str, pieces: Sequence[str]) -> list[Place]:
    """The chain of places, in the order of both texts, that holds the most letters with the fewest jumps."""
    places = list(find_places(letters, pieces))
    best: list[float] = []
    back: list[int] = []
    for i, place in enumerate(places):
        value, link = 0.0, -1
        for j in range(max(0, i - LOOK_BACK), i):
            other = places[j]
            if other.piece < place.piece and other.end <= place.start:
                score = best[j] - JUMP_COST * (place.start - other.end) / 1000
                if score >= value:
                    value, link = score, j
        best.append(value + place.end - place.start)
        back.append(link)
    at = max(range(len(places)), key=best.__getitem__, default=-1)
    chain: list[Place] = []
    while at >= 0:
        chain.append(places[at])
        at = back[at]
    return chain[::-1]


def align_rest(letters: str, pieces: Sequence[str], places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Pieces of the paragraphs that were not placed whole, sought between their placed neighbours."""
    placed = {place.piece: place for place in places}
    low = 0
    for number, piece in enumerate(pieces):
        if number in placed:
            low = placed[number].end
            continue
        high = min((place.start for place in places if place.piece > number), default=len(letters))
        window = letters[low : min(high, low + MAX_WINDOW)]
        for start, end in match_piece(window, piece):
            yield low + start, low + end


def match_piece(window: str, piece: str) -> Iterator[tuple[int, int]]:
    """Where stretches of at least `MIN_PIECE` letters of a paragraph stand in a window, if they are most of it."""
    blocks = [block for block in SequenceMatcher(None, window, piece, autojunk=False).get_matching_blocks() if block.size >= MIN_PIECE]
    if sum(block.size for block in blocks) >= MIN_COVERED * len(piece):
        yield from ((block.a, block.a + block.size) for block in blocks)


def covered_share(marks: bytearray, text: str, span: Span) -> float:
    """The share of a span's letters and digits that is marked."""
    letters = [i for match in LETTERS.finditer(text, span.start, span.end) for i in range(*match.span())]
    return sum(marks[i] for i in letters) / len(letters) if letters else 0.0
