"""Runs of words outside quotation marks that stand in two accounts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.quotes import find_quotations
from onrecord.records import Anchor, Annotated, Basis, BlockRole, CreditKind, Passage, PassageKind, Span, content_id
from onrecord.text import covers, exact, overlap
from onrecord.trace.alignment import Match, match_words
from onrecord.trace.candidates import propose_accounts
from onrecord.trace.rules import (
    ALIKE,
    ALIKE_HEAVY,
    ALIKE_RUN,
    ALIKE_SHARE,
    COPIED_HEAVY,
    COPIED_RUN,
    GRAM,
    GRAM_MOST,
    PASSAGE_SCORES,
    VERBATIM,
)
from onrecord.trace.words import Word, split_words

# Credits that cover words; a photographer does not, nor does an outlet that somebody talked to.
FOR_TEXT = frozenset({CreditKind.SOURCE, CreditKind.WIRE, CreditKind.FIRST, CreditKind.REPORTING})


@dataclass(frozen=True, slots=True)
class Prose:
    """What an account tells outside quotation marks: its words in order, `breaks` at the words that begin a new stretch, and the word ranges of its sentences
    without quotations."""

    article: Annotated
    words: tuple[Word, ...]
    keys: tuple[str, ...]
    breaks: frozenset[int]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of two accounts that are the same or alike: indices of words, half-open."""

    left: tuple[int, int]
    right: tuple[int, int]
    rule: str


def trace_passages(articles: Sequence[Annotated]) -> tuple[Passage, ...]:
    """Every passage that two accounts share word for word, or nearly so, outside quotation marks.

    A name, a title or a stock phrase is no passage. Which account took it from which is not said. Ordered by places; the order of the articles changes nothing.
    """
    ordered = sorted(articles, key=lambda article: article.document.id)
    prose = [read_prose(article) for article in ordered]
    found = [make_passage(prose[a], prose[b], run) for a, b in propose_accounts(ordered) for run in find_runs(prose[a], prose[b])]
    return tuple(sorted(found, key=lambda passage: (passage.left, passage.right)))


def read_prose(article: Annotated) -> Prose:
    """The body of an account without its quotations."""
    text = article.document.text
    quotations = [q.span for q in find_quotations(text, article.document.blocks) if q.depth == 0]
    body = [block.span for block in article.document.blocks if block.role is BlockRole.BODY]
    words: list[Word] = []
    breaks: set[int] = set()
    sentences: list[tuple[int, int]] = []
    for sentence in article.sentences:
        if not any(covers(span, sentence) for span in body):
            continue
        first = len(words)
        cuts = [q for q in quotations if overlap(q, sentence)]
        for stretch in cut_out(sentence, cuts):
            breaks.update([len(words)] if stretch.start != sentence.start else [])
            words.extend(split_words(text, stretch))
        if not cuts:
            sentences.append((first, len(words)))
    return Prose(article, tuple(words), tuple(word.key for word in words), frozenset(breaks), tuple(sentences))


def cut_out(span: Span, holes: Sequence[Span]) -> list[Span]:
    """What is left of a span, in order."""
    left, at = [], span.start
    for hole in holes:
        if hole.start > at:
            left.append(Span(at, hole.start))
        at = max(at, hole.end)
    return [*left, Span(at, span.end)] if at < span.end else left


def find_runs(one: Prose, other: Prose) -> list[Run]:
    """The copied runs, then the sentences alike that hold none of them."""
    copied = find_copied(one, other)
    return sorted([*copied, *find_alike(one, other, copied)], key=lambda run: (run.left, run.right))


def find_copied(one: Prose, other: Prose) -> list[Run]:
    """The longest common runs that are long enough, none overlapping a longer one on either side."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other.keys) - GRAM + 1):
        places[other.keys[at : at + GRAM]].append(at)
    runs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    reached: dict[int, int] = defaultdict(int)
    for a in range(len(one.keys) - GRAM + 1):
        here = places.get(one.keys[a : a + GRAM], ())
        for b in here if len(here) <= GRAM_MOST else ():
            if a >= reached[a - b]:
                runs.append(extend_run(one, other, a, b))
                reached[a - b] = runs[-1][0][1]
    kept: list[Run] = []
    for left, right in sorted(runs, key=lambda run: (run[0][0] - run[0][1], run)):
        if tells(one, left) and not any(_touch(left, run.left) or _touch(right, run.right) for run in kept):
            kept.append(Run(left, right, VERBATIM))
    return kept


def extend_run(one: Prose, other: Prose, a: int, b: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The longest common run around two equal words, that a quotation does not break."""
    start = 0
    while min(a, b) - start > 0 and one.keys[a - start - 1] == other.keys[b - start - 1] and a - start not in one.breaks and b - start not in other.breaks:
        start += 1
    end = 0
    while a + end < len(one.keys) and b + end < len(other.keys) and one.keys[a + end] == other.keys[b + end]:
        if end and (a + end in one.breaks or b + end in other.breaks):
            break
        end += 1
    return (a - start, a + end), (b - start, b + end)


def tells(prose: Prose, words: tuple[int, int]) -> bool:
    """Whether a run is long enough, and more than names and grammar."""
    return words[1] - words[0] >= COPIED_RUN and count_plain(prose, range(*words)) >= COPIED_HEAVY


def count_plain(prose: Prose, words: Iterable[int]) -> int:
    """How many words carry content and are no names."""
    text = prose.article.document.text
    return sum(prose.words[at].heavy and text[prose.words[at].span.start].islower() for at in words)


def find_alike(one: Prose, other: Prose, copied: Sequence[Run]) -> list[Run]:
    """Pairs of sentences that share most of their words in order, each sentence once, the closest first."""
    index: dict[str, set[int]] = defaultdict(set)
    for at, (first, last) in enumerate(other.sentences):
        for word in other.words[first:last]:
            if word.heavy:
                index[word.stem].add(at)
    found: list[tuple[float, Run]] = []
    for left in one.sentences:
        shared: dict[int, int] = defaultdict(int)
        for stem in {word.stem for word in one.words[left[0] : left[1]] if word.heavy}:
            for at in index.get(stem, ()):
                shared[at] += 1
        for at in sorted(at for at, count in shared.items() if count >= ALIKE_HEAVY):
            right = other.sentences[at]
            match = match_words(one.words[left[0] : left[1]], other.words[right[0] : right[1]], shifted=False)
            if match and is_alike(match) and count_plain(one, (left[0] + b.left + step for b in match.blocks for step in range(b.size))) >= COPIED_HEAVY:
                found.append((min(match.left, match.right), Run(left, right, ALIKE)))
    kept = list(copied)
    for _, run in sorted(found, key=lambda f: (-f[0], f[1].left, f[1].right)):
        if not any(_touch(run.left, k.left) or _touch(run.right, k.right) for k in kept):
            kept.append(run)
    return kept[len(copied) :]


def is_alike(match: Match) -> bool:
    return match.heavy >= ALIKE_HEAVY and match.run >= ALIKE_RUN and min(match.left, match.right) >= ALIKE_SHARE


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def make_passage(one: Prose, other: Prose, run: Run) -> Passage:
    left, right = place_run(one, run.left), place_run(other, run.right)
    return Passage(
        id=content_id("p", left, right),
        left=left,
        right=right,
        kind=PassageKind.VERBATIM if run.rule == VERBATIM else PassageKind.REWORDED,
        credit=find_credit(one.article, other.article),
        basis=Basis(by=run.rule, score=PASSAGE_SCORES[run.rule], evidence=(left, right)),
    )


def place_run(prose: Prose, words: tuple[int, int]) -> Anchor:
    return Anchor(prose.article.document.id, Span(prose.words[words[0]].span.start, prose.words[words[1] - 1].span.end))


def find_credit(one: Annotated, other: Annotated) -> Anchor | None:
    """The credit line of either account that covers what both have: one that names the other account's outlet, else the first that stands for a text."""
    lines = [
        (not names(article, credit.name, rest), article.document.id, credit)
        for article, rest in ((one, other), (other, one))
        for credit in article.document.credits
    ]
    lines = [line for line in lines if line[2].kind in FOR_TEXT or (not line[0] and line[2].kind is not CreditKind.TOLD)]
    if not lines:
        return None
    _, document, credit = min(lines, key=lambda line: (line[0], line[1], line[2].span))
    return Anchor(document, credit.span)


def names(article: Annotated, name: Span, other: Annotated) -> bool:
    outlet = other.document.meta.outlet
    return outlet is not None and outlet.value.casefold() == exact(article.document.text, name).casefold()
