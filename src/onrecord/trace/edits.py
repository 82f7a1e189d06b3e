"""What differs between two versions of an utterance, each difference at its exact place in both documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.records import CutPlace, Edit, EditKind, Span
from onrecord.text import covers, exact, overlap
from onrecord.trace.alignment import Block
from onrecord.trace.rules import HEDGE_REACH, SCOPE_REACH
from onrecord.trace.wordings import Wording
from onrecord.trace.words import is_shift

ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
# What is lost with words that decide how sure or how wide a sentence is: the word list and its keys (all, when none is named).
LOSSES: dict[EditKind, tuple[str, tuple[str, ...]]] = {
    EditKind.HEDGE_DROPPED: ("hedges", ()),
    EditKind.NEGATION_LOST: ("scope", ("negation",)),
    EditKind.QUANTIFIER_LOST: ("scope", ("quantifier",)),
}
BRACKET = re.compile(r"\[[^\[\]]*\w[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Side:
    """One version as far as it takes part: `first` and `last` bound its words (half-open), `span` their place."""

    wording: Wording
    first: int
    last: int
    span: Span


@dataclass(frozen=True, slots=True)
class Gap:
    """Words between two blocks: indices of the left's and the right's words, half-open."""

    left: tuple[int, int]
    right: tuple[int, int]


def make_sides(left: Wording, right: Wording, blocks: Sequence[Block]) -> tuple[Side, Side]:
    """Both versions, cut down to the sentences that take part in the match."""
    first, last = blocks[0], blocks[-1]
    return make_side(left, first.left, last.left + last.size), make_side(right, first.right, last.right + last.size)


def make_side(wording: Wording, first: int, last: int) -> Side:
    """The run from the start of the sentence of word `first` to the end of that of word `last - 1`."""
    start, end = find_sentence(wording, first)[0], find_sentence(wording, last - 1)[1]
    return Side(wording, start, end, Span(find_start(wording, start), find_end(wording, end)))


def find_start(wording: Wording, word: int) -> int:
    """Where the sentence that begins with a word begins: at what stands before the word without a space, such as a bracket."""
    if word == 0:
        return wording.span.start
    before, start = wording.words[word - 1].span.end, wording.words[word].span.start
    between = wording.article.document.text[before:start]
    return start - len(re.split(r"\s", between)[-1])


def find_end(wording: Wording, word: int) -> int:
    """Where the sentence ends whose last word stands before `word`: behind its punctuation."""
    if word == len(wording.words):
        return wording.span.end
    end, after = wording.words[word - 1].span.end, wording.words[word].span.start
    between = wording.article.document.text[end:after]
    return end + len(re.split(r"\s", between, maxsplit=1)[0])


def find_sentence(wording: Wording, word: int) -> tuple[int, int]:
    """The words of the sentence that a word stands in."""
    return next((first, last) for first, last in wording.sentences if word < last)


def find_gaps(left: Side, right: Side, blocks: Sequence[Block]) -> Iterator[Gap]:
    """Where the versions part, in order; gaps without words are left out."""
    a, b = left.first, right.first
    for block in (*blocks, Block(left.last, right.last, 0)):
        if block.left > a or block.right > b:
            yield Gap((a, block.left), (b, block.right))
        a, b = block.left + block.size, block.right + block.size


def find_edits(left: Side, right: Side, blocks: Sequence[Block], *, other_speaker: bool = False) -> tuple[Edit, ...]:
    """All differences in the order of the left version; `identical` alone when there is none but in punctuation, case and style of the marks."""
    gaps = tuple(find_gaps(left, right, blocks))
    brackets = [edit for edit in find_brackets(left, right, blocks) if not any(_is_cut(edit, left, right, gap) for gap in gaps)]
    edits = list(brackets)
    for gap in gaps:
        if not any(_explains(edit, left, right, gap) for edit in brackets):
            edits.extend(read_gap(left, right, gap))
    for block in blocks:
        edits.extend(find_forms(left, right, block, brackets))
    edits.extend(find_whole(left, right, other_speaker=other_speaker))
    if not edits:
        return (Edit(kind=EditKind.IDENTICAL, marked=False, left=left.span, right=right.span),)
    return tuple(sorted(edits, key=lambda e: (e.left, e.right, e.kind)))


def _is_cut(edit: Edit, left: Side, right: Side, gap: Gap) -> bool:
    """Whether bracketed words only went with others that were cut."""
    for side, here, other, span in ((left, gap.left, gap.right, edit.left), (right, gap.right, gap.left, edit.right)):
        place = place_words(side, here)
        if other[0] == other[1] and covers(place, Span(span.start + 1, span.end - 1)) and place.end - place.start > span.end - span.start - 2:
            return True
    return False


def place_words(side: Side, words: tuple[int, int]) -> Span:
    """The place of some words of a side; for none, the empty place behind the word before."""
    first, last = words
    if first < last:
        return Span(side.wording.words[first].span.start, side.wording.words[last - 1].span.end)
    at = side.wording.words[first - 1].span.end if first > side.first else side.span.start
    return Span(at, at)


def place_gap(side: Side, words: tuple[int, int]) -> Span:
    """The place from the word before to the word after: where an ellipsis may stand."""
    run, first, last = side.wording, *words
    start = run.words[first - 1].span.end if first > side.first else side.span.start
    end = run.words[last].span.start if last < side.last else side.span.end
    return Span(start, max(start, end))


def is_marked(side: Side, words: tuple[int, int]) -> bool:
    """Whether the side shows by an ellipsis that something is left out there."""
    span = place_gap(side, words)
    return ELLIPSIS.search(side.wording.article.document.text, span.start, span.end) is not None


def find_whole(left: Side, right: Side, *, other_speaker: bool) -> Iterator[Edit]:
    """What became of the version as a whole: it lost its marks, or went to somebody else. Lost marks show where the account says whose words they are."""
    if left.wording.quoted and not right.wording.quoted:
        yield Edit(kind=EditKind.MARKS_REMOVED, marked=right.wording.statement is not None, left=left.span, right=right.span)
    if other_speaker:
        yield Edit(kind=EditKind.OTHER_SPEAKER, marked=False, left=left.span, right=right.span)


def read_gap(left: Side, right: Side, gap: Gap) -> Iterator[Edit]:
    """The edits of one gap: what kind of change it is, and what was lost in it."""
    a, b = place_words(left, gap.left), place_words(right, gap.right)
    has_left, has_right = gap.left[0] < gap.left[1], gap.right[0] < gap.right[1]
    marked = is_marked(right, gap.right) if has_left else is_marked(left, gap.left)
    if has_left != has_right and (has_tail(left, gap.left) or has_tail(right, gap.right)):
        a, b = (place_words(side, (words[0] - 1, words[1])) for side, words in ((left, gap.left), (right, gap.right)))
        yield Edit(kind=EditKind.WORDS_CHANGED, marked=marked, left=a, right=b)
    elif joins_sentences(left, right, gap):
        yield Edit(kind=EditKind.MERGED, marked=marked, left=a, right=b)
    elif has_left and has_right:
        yield from read_change(left, right, gap, marked=marked)
    else:
        yield Edit(kind=EditKind.CUT, marked=marked, left=a, right=b, where=find_place(left, right, gap))
    yield from find_losses(left, right, gap, marked=marked)


def read_change(left: Side, right: Side, gap: Gap, *, marked: bool) -> Iterator[Edit]:
    """Words for others: as many as before that differ in person or tense only are shifted."""
    (a, b), (c, d) = gap.left, gap.right
    pairs = list(zip(left.wording.words[a:b], right.wording.words[c:d], strict=False))
    shifted = b - a == d - c and all(is_shift(one, other, reported=is_reported(left, right)) for one, other in pairs)
    for words, others in zip(range(a, b), range(c, d), strict=False) if shifted else ():
        one, other = left.wording.words[words], right.wording.words[others]
        yield Edit(kind=EditKind.SHIFTED, marked=False, left=one.span, right=other.span)
    if not shifted:
        yield Edit(kind=EditKind.WORDS_CHANGED, marked=marked, left=place_words(left, gap.left), right=place_words(right, gap.right))


def is_reported(left: Side, right: Side) -> bool:
    """Whether one of the two tells without marks."""
    return not (left.wording.quoted and right.wording.quoted)


def find_place(left: Side, right: Side, gap: Gap) -> CutPlace:
    """Where something was cut out."""
    if gap.left[0] == left.first and gap.right[0] == right.first:
        return CutPlace.START
    return CutPlace.END if gap.left[1] == left.last and gap.right[1] == right.last else CutPlace.INSIDE


def find_losses(left: Side, right: Side, gap: Gap, *, marked: bool) -> Iterator[Edit]:
    """The hedges, negations and quantifiers that only one version has there."""
    a, b = place_words(left, gap.left), place_words(right, gap.right)
    for kind in LOSSES:
        ours, theirs = find_phrases(left, gap.left, kind), find_phrases(right, gap.right, kind)
        for text, span in ours:
            if text not in {other for other, _ in theirs}:
                yield Edit(kind=kind, marked=marked, left=span, right=Span(b.end, b.end))
        for text, span in theirs:
            if text not in {other for other, _ in ours}:
                yield Edit(kind=kind, marked=marked, left=Span(a.end, a.end), right=span)


def has_tail(side: Side, words: tuple[int, int]) -> bool:
    """Whether the words begin with the tail of a contraction, whose head is matched ("should" and "shouldn't")."""
    run, first = side.wording.words, words[0]
    return side.first < first < words[1] and run[first - 1].span.end == run[first].span.start


def joins_sentences(left: Side, right: Side, gap: Gap) -> bool:
    """Whether words of two sentences of the one version stand in one sentence of the other."""
    if gap.left[0] <= left.first or gap.left[1] >= left.last or gap.right[0] <= right.first or gap.right[1] >= right.last:
        return False
    a, b = crosses_sentence(left, gap.left), crosses_sentence(right, gap.right)
    return a != b


def crosses_sentence(side: Side, words: tuple[int, int]) -> bool:
    """Whether the word before and the word after stand in different sentences; the dots of an ellipsis end one where a capital follows."""
    text = side.wording.article.document.text
    between = exact(text, place_gap(side, words))
    if words[0] == words[1] and (dots := ELLIPSIS.search(between)):
        after = exact(text, side.wording.words[words[1]].span)
        return re.search(r"[.!?]", ELLIPSIS.sub("", between)) is not None or (dots is not None and after[0].isupper() and after != "I")
    if find_sentence(side.wording, words[0] - 1) == find_sentence(side.wording, words[1]):
        return False
    return not ELLIPSIS.search(between) or re.search(r"[.!?]", ELLIPSIS.sub("", between)) is not None


def slide_blocks(left: Wording, right: Wording, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with each cut moved to the start of a sentence where it can be: "[The vet came.] The market" rather than "The [vet came. The] market"."""
    moved = list(blocks)
    for at in range(len(moved) - 1):
        before, after = moved[at], moved[at + 1]
        if after.right == before.right + before.size:
            steps = count_steps(left, before, after)
        elif after.left == before.left + before.size:
            steps = count_steps(right, Block(before.right, before.left, before.size), Block(after.right, after.left, after.size))
        else:
            steps = 0
        moved[at] = Block(before.left, before.right, before.size - steps)
        moved[at + 1] = Block(after.left - steps, after.right - steps, after.size + steps)
    return tuple(moved)


def count_steps(wording: Wording, before: Block, after: Block) -> int:
    """By how many words the cut between two blocks can begin earlier so that it begins with a sentence; 0 where it cannot."""
    starts = {first for first, _ in wording.sentences}
    start, end = before.left + before.size, after.left
    for steps in range(1, before.size):
        if wording.words[start - steps].key != wording.words[end - steps].key:
            return 0
        if start - steps in starts:
            return steps
    return 0


def find_forms(left: Side, right: Side, block: Block, brackets: Sequence[Edit]) -> Iterator[Edit]:
    """Words that are matched as forms of one word, but are not the same ("careless", "carelessness")."""
    for step in range(block.size):
        a, b = left.wording.words[block.left + step], right.wording.words[block.right + step]
        if a.key != b.key and not any(overlap(e.left, a.span) or overlap(e.right, b.span) for e in brackets):
            kind = EditKind.SHIFTED if is_shift(a, b, reported=is_reported(left, right)) else EditKind.WORDS_CHANGED
            yield Edit(kind=kind, marked=False, left=a.span, right=b.span)


def find_brackets(left: Side, right: Side, blocks: Sequence[Block]) -> tuple[Edit, ...]:
    """Words that a version puts in square brackets, with what stands there in the other. Brackets that both share are no edit."""
    pairs = [(block.left + i, block.right + i) for block in blocks for i in range(block.size)]
    edits = []
    shared = set()
    for span in bracket_spans(left):
        other = find_counterpart(left, right, span, pairs)
        twin = next((s for s in bracket_spans(right) if overlap(s, place_gap(right, other))), None)
        if twin is None:
            edits.append(Edit(kind=EditKind.BRACKETED, marked=True, left=span, right=place_words(right, other)))
        else:
            shared.add(twin)
            if _text(left, span) != _text(right, twin):
                edits.append(Edit(kind=EditKind.BRACKETED, marked=True, left=span, right=twin))
    for span in bracket_spans(right):
        if span not in shared:
            other = find_counterpart(right, left, span, [(b, a) for a, b in pairs])
            edits.append(Edit(kind=EditKind.BRACKETED, marked=True, left=place_words(left, other), right=span))
    return tuple(edits)


def _text(side: Side, span: Span) -> str:
    return side.wording.article.document.text[span.start : span.end].casefold()


def bracket_spans(side: Side) -> list[Span]:
    return [Span(m.start(), m.end()) for m in BRACKET.finditer(side.wording.article.document.text, side.span.start, side.span.end)]


def find_counterpart(side: Side, other: Side, span: Span, pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The words of the other version between those matched before and after a place of this one."""
    words = side.wording.words
    before = [b for a, b in pairs if words[a].span.end <= span.start]
    after = [b for a, b in pairs if words[a].span.start >= span.end]
    first = before[-1] + 1 if before else other.first
    last = after[0] if after else other.last
    return (first, max(first, last))


def _explains(edit: Edit, left: Side, right: Side, gap: Gap) -> bool:
    """Whether a bracket accounts for all words of a gap."""
    a, b = place_words(left, gap.left), place_words(right, gap.right)
    return edit.left.start <= a.start and a.end <= edit.left.end and edit.right.start <= b.start and b.end <= edit.right.end


@cache
def load_phrases(kind: EditKind) -> tuple[tuple[str, ...], ...]:
    """The phrases whose loss is of that kind, the longest first."""
    name, keys = LOSSES[kind]
    lists = load_words("en", name)
    phrases = {tuple(phrase.split()) for key in keys or lists for phrase in lists[key]}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def find_phrases(side: Side, words: tuple[int, int], kind: EditKind) -> list[tuple[str, Span]]:
    """The phrases of that kind among some words, not too far from the words that are kept; each word counts once."""
    run = side.wording.words
    text = side.wording.article.document.text
    near = [at for at in range(*words) if is_near(side, words, at, kind)]
    found: list[tuple[str, Span]] = []
    taken: set[int] = set()
    for phrase in load_phrases(kind):
        for at in near:
            here = range(at, at + len(phrase))
            if here[-1] < words[1] and not taken & set(here) and exact(text, run[at].span) != "May" and tuple(run[i].key for i in here) == phrase:
                taken |= set(here)
                found.append((" ".join(phrase), Span(run[at].span.start, run[here[-1]].span.end)))
    return sorted(found, key=lambda f: f[1])


def is_near(side: Side, words: tuple[int, int], at: int, kind: EditKind) -> bool:
    """Whether a lost word stands near enough to those kept before or behind it that it belongs to them; a negation or quantifier in one sentence with them."""
    before = words[0] - 1 if words[0] > side.first else None
    after = words[1] if words[1] < side.last else None
    if kind is EditKind.HEDGE_DROPPED:
        return (after is not None and after - at <= HEDGE_REACH) or (before is not None and at - before <= HEDGE_REACH)
    sentence = find_sentence(side.wording, at)
    joined = [abs(kept - at) for kept in (before, after) if kept is not None and find_sentence(side.wording, kept) == sentence]
    return bool(joined) and min(joined) <= SCOPE_REACH
