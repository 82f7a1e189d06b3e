"""Pairs of wordings in two accounts that are one utterance."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from onrecord.records import Anchor, Annotated, Basis, QuoteVariant, Source, Span, content_id
from onrecord.text import overlap
from onrecord.trace.alignment import Match, match_words
from onrecord.trace.edits import find_edits, make_sides
from onrecord.trace.gates import find_rule, tell_speakers
from onrecord.trace.rules import FRAGMENT, REPORTED, SCORES
from onrecord.trace.wordings import Wording, find_speakers, find_wordings

Key: TypeAlias = tuple[str, Span, bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings of one utterance, the fuller one first."""

    left: Wording
    right: Wording
    match: Match
    rule: str
    speakers: str
    strength: float


def trace_quotes(articles: Sequence[Annotated], sources: Sequence[Source]) -> tuple[QuoteVariant, ...]:
    """Every pair of quotations in two different accounts that are the same utterance, also where one side tells it without marks, with what changed.

    Ordered by places; the order of the articles changes nothing.
    """
    ordered = sorted(articles, key=lambda article: article.document.id)
    speakers = find_speakers(ordered, sources)
    wordings = [find_wordings(article, speakers) for article in ordered]
    found = [make_variant(pair) for one, other in combinations(wordings, 2) for pair in choose_pairs(tuple(find_pairs(one, other)))]
    unique = {variant.id: variant for variant in sorted(found, key=lambda v: (v.id, -v.basis.score, v.basis.by, v.statements))[::-1]}
    return tuple(sorted(unique.values(), key=lambda v: (v.left, v.right)))


def find_pairs(one: Sequence[Wording], other: Sequence[Wording]) -> Iterator[Pair]:
    """All pairs of wordings of two accounts that a rule takes for one utterance."""
    for a, b in propose_pairs(one, other):
        left, right = (a, b) if rank_wording(a) >= rank_wording(b) else (b, a)
        match = match_words(left.words, right.words, shifted=not (left.quoted and right.quoted))
        if match is not None and match.heavy and (rule := find_rule(*make_sides(left, right, match.blocks), match)):
            yield Pair(left, right, match, rule, tell_speakers(left, right), weigh_pair(left, right, match))


def propose_pairs(one: Sequence[Wording], other: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Pairs that share a stem of content, at least one of them quoted; three such stems where one is told without marks."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(other):
        for stem in heavy_stems(wording):
            index[stem].append(at)
    for wording in one:
        shared: dict[int, int] = defaultdict(int)
        for stem in heavy_stems(wording):
            for at in index.get(stem, ()):
                shared[at] += 1
        for at, count in sorted(shared.items()):
            if (wording.quoted and other[at].quoted) or (count >= 3 and (wording.quoted or other[at].quoted)):
                yield wording, other[at]


def heavy_stems(wording: Wording) -> list[str]:
    return sorted({word.stem for word in wording.words if word.heavy})


def rank_wording(wording: Wording) -> tuple[bool, int, str, int]:
    """What makes a wording the fuller one: marks, then words; ties are settled by document and place."""
    return wording.quoted, len(wording.words), wording.article.document.id, -wording.span.start


def weigh_pair(left: Wording, right: Wording, match: Match) -> float:
    """How well a pair fits, to choose among several partners: shared words, and how much of both sides they make up."""
    shared = match.heavy + 0.25 * (match.words - match.heavy)
    both = left.quoted and right.quoted
    return shared * (1 + max(match.left, match.right)) / 2 + 2 * min(match.left, match.right) + 0.5 * both + (tell_speakers(left, right) == "same")


def choose_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """Of the pairs between two accounts those that tell something of their own.

    Two quotations that are the same but for forms stay together when they are each other's closest; a fragment without such a partner goes with the fullest
    quotation that holds it; all others stay when they are the best of one of their sides.
    """
    best: dict[tuple[Key, bool], Pair] = {}
    for pair in sorted(pairs, key=rank_pair):
        for side in (pair.left, pair.right) if pair.rule != FRAGMENT or is_equal(pair) else (pair.right,):
            best.setdefault((key_of(side), is_equal(pair)), pair)

    def is_best(pair: Pair, side: Wording) -> bool:
        return best.get((key_of(side), is_equal(pair))) is pair

    def has(side: Wording, *, equal: bool) -> bool:
        partner = best.get((key_of(side), equal))
        return partner is not None and is_outer(partner)

    def keeps(pair: Pair) -> bool:
        if is_equal(pair):
            inner = [side for side in (pair.left, pair.right) if side.depth == 0 and not is_outer(pair) and has(side, equal=False)]
            return not inner and (is_best(pair, pair.left) or is_best(pair, pair.right))
        if pair.rule == FRAGMENT:
            return is_best(pair, pair.right) and not has(pair.right, equal=True)
        return is_best(pair, pair.left) or is_best(pair, pair.right)

    return drop_inner([pair for pair in pairs if keeps(pair)])


def drop_inner(pairs: Sequence[Pair]) -> list[Pair]:
    """Of pairs that hold one quotation against overlapping tellings without marks, the strongest."""

    def is_weaker(pair: Pair, other: Pair) -> bool:
        if other.rule != REPORTED or key_of(pair.left) != key_of(other.left) or not overlap(pair.right.span, other.right.span):
            return False
        return rank_pair(other) < rank_pair(pair)

    return [pair for pair in pairs if pair.rule != REPORTED or not any(is_weaker(pair, other) for other in pairs)]


def rank_pair(pair: Pair) -> tuple[bool | float | Span, ...]:
    """The best first: the same words exactly, outermost quotations; for a fragment one speaker, no other echo, and what is closest to it; then places."""
    exact = [word.key for word in pair.left.words] == [word.key for word in pair.right.words]
    echo = (pair.speakers != "same", pair.left.echo) if pair.rule == FRAGMENT else ()
    return (not exact, not is_outer(pair), *echo, -pair.strength, pair.left.span, pair.right.span)


def is_outer(pair: Pair) -> bool:
    """Whether neither side is a quotation inside another."""
    return pair.left.depth == 0 and pair.right.depth == 0


def is_equal(pair: Pair) -> bool:
    return min(pair.match.left, pair.match.right) == 1


def key_of(wording: Wording) -> Key:
    return wording.article.document.id, wording.span, wording.quoted


def make_variant(pair: Pair) -> QuoteVariant:
    left, right = make_sides(pair.left, pair.right, pair.match.blocks)
    anchors = [Anchor(side.wording.article.document.id, side.span) for side in (left, right)]
    known = sorted((side.speaker for side in (pair.left, pair.right) if side.speaker), key=lambda speaker: not speaker.named)
    return QuoteVariant(
        id=content_id("qv", *anchors),
        left=anchors[0],
        right=anchors[1],
        statements=tuple(side.statement for side in (pair.left, pair.right) if side.statement),
        source=known[0].source if known and pair.speakers != "other" else None,
        edits=find_edits(left, right, pair.match.blocks),
        basis=Basis(by=pair.rule, score=SCORES[pair.rule][pair.speakers], evidence=tuple(anchors)),
    )
