"""Where the text that an extractor chose stands on the page: a monotone alignment of its paragraphs to the page's text nodes."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
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
# A paragraph that the extractor changed (cut a caption out of, say) is placed in stretches of so many letters, about eight words.
CUT = 40
# The few stretches that stand nowhere whole are compared letter by letter with what lies between their neighbours, if that is at most so many times as long.
WINDOW = 8
MIN_STRETCH = 8
MAX_CELLS = 4_000_000
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
    pieces = list(cut_pieces(page.letters, (squeeze(line).letters for line in chosen.splitlines())))
    places = choose_places(page.letters, pieces)
    covered = bytearray(len(page.letters))
    for start, end in [*((place.start, place.end) for place in places), *align_rest(page.letters, pieces, places)]:
        covered[start:end] = b"\1" * (end - start)
    marks = bytearray(len(text))
    for index, offset in enumerate(page.at):
        marks[offset] |= covered[index]
    return marks


def cut_pieces(letters: str, paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs that stand on the page whole, the others cut into stretches of `CUT` letters, most of which do."""
    for paragraph in paragraphs:
        if paragraph in letters:
            if paragraph:
                yield paragraph
        else:
            yield from (paragraph[at : at + CUT] for at in range(0, len(paragraph), CUT))


def find_places(letters: str, pieces: Sequence[str]) -> Iterator[Place]:
    """Every place that each piece stands at; one that stands at very many is left to `align_rest`."""
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
    """Parts of the pieces that were not placed whole, sought between their placed neighbours."""
    starts = {place.piece: place.start for place in places}
    ends = {place.piece: place.end for place in places}
    at = 0
    while at < len(pieces):
        if at in starts:
            at += 1
            continue
        until = next((i for i in range(at, len(pieces)) if i in starts), len(pieces))
        low, high = ends.get(at - 1, 0), starts.get(until, len(letters))
        missing = "".join(pieces[at:until])
        window = letters[low:high] if high - low <= WINDOW * len(missing) else ""
        yield from ((low + start, low + end) for start, end in match_piece(window, missing))
        at = until


def match_piece(window: str, piece: str) -> Iterator[tuple[int, int]]:
    """Where stretches of at least `MIN_STRETCH` letters of a piece stand in a window."""
    if len(window) * len(piece) > MAX_CELLS:
        return
    for block in SequenceMatcher(None, window, piece, autojunk=False).get_matching_blocks():
        if block.size >= MIN_STRETCH:
            yield block.a, block.a + block.size


def covered_share(marks: bytearray, text: str, span: Span) -> float:
    """The share of a span's letters and digits that is marked."""
    letters = [i for match in LETTERS.finditer(text, span.start, span.end) for i in range(*match.span())]
    return sum(marks[i] for i in letters) / len(letters) if letters else 0.0
