"""Pairs of wordings in two accounts that are one utterance."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.records import Anchor, Annotated, Basis, QuoteVariant, Source, content_id
from onrecord.trace.alignment import Match, match_words
from onrecord.trace.edits import find_edits, make_sides
from onrecord.trace.gates import find_rule, tell_speakers
from onrecord.trace.rules import FRAGMENT, SCORES
from onrecord.trace.wordings import Wording, find_speakers, find_wordings


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
    """The pairs that are the best of one of their sides in the other account, apart for those the same but for forms and the others.

    A fragment's pair must be the fragment's best.
    """
    best: dict[tuple[str, int, int, bool, bool], Pair] = {}
    for pair in sorted(pairs, key=lambda p: (-p.strength, p.left.span, p.right.span)):
        for side in (pair.left, pair.right):
            best.setdefault((*_key(side), is_equal(pair)), pair)
    return [p for p in pairs if is_equal(p) or best[*_key(p.right), False] is p or (best[*_key(p.left), False] is p and p.rule != FRAGMENT)]


def is_equal(pair: Pair) -> bool:
    return min(pair.match.left, pair.match.right) == 1


def _key(wording: Wording) -> tuple[str, int, int, bool]:
    return wording.article.document.id, wording.span.start, wording.span.end, wording.quoted


def make_variant(pair: Pair) -> QuoteVariant:
    left, right = make_sides(pair.left, pair.right, pair.match.blocks)
    anchors = [Anchor(side.wording.article.document.id, side.span) for side in (left, right)]
    known = sorted((side.speaker for side in (pair.left, pair.right) if side.speaker), key=lambda speaker: -speaker.score)
    return QuoteVariant(
        id=content_id("qv", *anchors),
        left=anchors[0],
        right=anchors[1],
        statements=tuple(side.statement for side in (pair.left, pair.right) if side.statement),
        source=known[0].source if known and pair.speakers != "other" else None,
        edits=find_edits(left, right, pair.match.blocks),
        basis=Basis(by=pair.rule, score=SCORES[pair.rule][pair.speakers], evidence=tuple(anchors)),
    )
