"""Pairs of wordings in two accounts that are one utterance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from onrecord.records import Anchor, Annotated, Basis, QuoteVariant, Source, Span, content_id
from onrecord.text import covers, overlap
from onrecord.trace.alignment import Match, match_words
from onrecord.trace.candidates import propose_accounts
from onrecord.trace.edits import find_edits, make_sides, slide_blocks
from onrecord.trace.gates import count_bare, find_rule, is_title, tell_speakers
from onrecord.trace.rules import FRAGMENT, FRAGMENT_WORDS, REPORTED, REPORTED_WORDS, SAME_RUN, SCORES, UNITING
from onrecord.trace.severity import find_losses, weigh_edits
from onrecord.trace.wordings import Wording, find_frame, find_speakers, find_wordings, fold_names, heavy_stems, strip_article
from onrecord.trace.words import find_acronyms

Key: TypeAlias = tuple[str, Span, bool, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings of one utterance, the fuller one first; `framed`: the clause around the words was compared too."""

    left: Wording
    right: Wording
    match: Match
    rule: str
    speakers: str
    strength: float
    framed: bool = False


def trace_quotes(articles: Sequence[Annotated], sources: Sequence[Source]) -> tuple[QuoteVariant, ...]:
    """Every pair of quotations in two different accounts that are the same utterance, also where one side tells it without marks, with what changed.

    Ordered by places; the order of the articles changes nothing.
    """
    ordered = sorted(articles, key=lambda article: article.document.id)
    speakers = find_speakers(ordered, sources)
    wordings = [find_wordings(article, speakers) for article in ordered]
    acronyms = [find_acronyms(article.document.text) for article in ordered]
    proposed = [[fold_names(wordings[at], acronyms[a] | acronyms[b]) for at in (a, b)] for a, b in propose_accounts(ordered)]
    found = [make_variant(pair) for one, other in proposed for pair in trace_pair(one, other)]
    unique = {variant.id: variant for variant in sorted(found, key=lambda v: (v.id, -v.basis.score, v.basis.by, v.statements))[::-1]}
    return tuple(sorted(unique.values(), key=lambda v: (v.left, v.right)))


def trace_pair(one: Sequence[Wording], other: Sequence[Wording]) -> list[Pair]:
    """The pairs of wordings of two accounts that are one utterance; once more with those speakers as one to whom the accounts give the same long quotation."""
    chosen = choose_pairs(tuple(find_pairs(one, other)))
    also = unite_speakers(chosen, (*one, *other))
    if also:
        chosen = choose_pairs(tuple(find_pairs(*([unite_speaker(w, also) for w in side] for side in (one, other)))))
    return [place_pair(pair, (*one, *other)) for pair in chosen]


def place_pair(pair: Pair, wordings: Sequence[Wording]) -> Pair:
    """The pair with each side at that of its places where the clause around the words has most in common with the other side."""
    left, right = place_wording(pair.left, pair.right, wordings), place_wording(pair.right, pair.left, wordings)
    right = cut_wording(right, pair.match) if pair.framed else right
    match = match_words(left.words, right.words, shifted=not (left.quoted and right.quoted))
    return replace(pair, left=left, right=right, match=match) if match else pair


def place_wording(wording: Wording, partner: Wording, wordings: Sequence[Wording]) -> Wording:
    def weigh(place: Wording) -> int:
        frame = find_frame(place, [w for w in wordings if w.article is place.article])
        match = match_words(frame.words, partner.words, shifted=True) if frame else None
        return match.heavy if match else 0

    return max((wording, *wording.repeats), key=weigh) if wording.repeats else wording


def unite_speakers(pairs: Sequence[Pair], wordings: Sequence[Wording]) -> dict[str, frozenset[str]]:
    """Of each source the others that it counts as: both say the same long run, or much of it where one is nowhere named ("the advertisement")."""
    named = {w.speaker.source for w in wordings if w.speaker and w.speaker.named}
    also: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.left.speaker and pair.right.speaker and pair.left.quoted and pair.right.quoted:
            a, b = pair.left.speaker.source, pair.right.speaker.source
            if a != b and (pair.rule == SAME_RUN or (pair.match.heavy >= UNITING and not {a, b} <= named)):
                also[a].add(b)
                also[b].add(a)
    return {source: frozenset(others) for source, others in also.items()}


def unite_speaker(wording: Wording, also: Mapping[str, frozenset[str]]) -> Wording:
    speaker = wording.speaker
    return replace(wording, speaker=replace(speaker, also=also[speaker.source])) if speaker and speaker.source in also else wording


def find_pairs(one: Sequence[Wording], other: Sequence[Wording]) -> Iterator[Pair]:
    """All pairs of wordings of two accounts that a rule takes for one utterance."""
    for a, b in propose_pairs(one, other):
        left, right = (a, b) if rank_wording(a) >= rank_wording(b) else (b, a)
        match = match_words(left.words, right.words, shifted=not (left.quoted and right.quoted))
        if match is not None and (rule := find_rule(*make_sides(left, right, match.blocks), match)):
            yield Pair(left, right, match, rule, tell_speakers(left, right), weigh_pair(left, right, match))
    yield from find_framed(one, other)
    yield from find_framed(other, one)


def find_framed(one: Sequence[Wording], other: Sequence[Wording]) -> Iterator[Pair]:
    """A few words in marks with what the other account tells without, where the clause around them is told in the same words too."""
    fragments = [w for w in one if w.quoted and len(w.words) <= FRAGMENT_WORDS and heavy_stems(w) and not is_title(w)]
    frames = [w for w in one if w.speaker and not w.quoted and any(w.marked)]
    told = [w for w in other if w.speaker and not w.quoted]
    for frame, partner in product(frames, told):
        whole = match_words(frame.words, partner.words, shifted=True)
        if whole is None or whole.heavy < 2 or whole.words < REPORTED_WORDS or tell_speakers(frame, partner) == "other":
            continue
        for fragment in (w for w in fragments if covers(frame.span, w.span) and holds(whole, frame, w)):
            match = match_words(fragment.words, partner.words, shifted=True)
            if match and match.left == 1 and count_bare(partner, match):
                yield Pair(fragment, partner, match, REPORTED, tell_speakers(fragment, partner), weigh_pair(frame, partner, whole), framed=True)


def cut_wording(wording: Wording, match: Match) -> Wording:
    """The words of the right side of a match alone: what stands around them the other account tells too, in its own words."""
    first, last = match.blocks[0].right, match.blocks[-1].right + match.blocks[-1].size
    words = wording.words[first:last]
    span = Span(words[0].span.start, words[-1].span.end)
    return replace(wording, span=span, words=words, sentences=((0, len(words)),), marked=wording.marked[first:last])


def holds(match: Match, frame: Wording, fragment: Wording) -> bool:
    """Whether all words with content of a fragment are matched in the clause around it."""
    at = {frame.words[block.left + step].span for block in match.blocks for step in range(block.size)}
    return all(word.span in at for word in fragment.words if word.heavy)


def propose_pairs(one: Sequence[Wording], other: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Pairs that share a stem of content, at least one of them quoted; three such stems where one is told without marks."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(other):
        for stem in sorted(heavy_stems(wording)):
            index[stem].append(at)
    light = [[at for at, w in enumerate(side) if w.quoted and not heavy_stems(w)] for side in (one, other)]
    for number, wording in enumerate(one):
        shared: dict[int, int] = defaultdict(int)
        for stem in sorted(heavy_stems(wording)):
            for at in index.get(stem, ()):
                shared[at] += 1
        if wording.quoted:
            shared.update(dict.fromkeys((at for at, w in enumerate(other) if w.quoted) if number in light[0] else light[1], 1))
        for at, count in sorted(shared.items()):
            if (wording.quoted and other[at].quoted) or (count >= 2 and (wording.quoted or other[at].quoted)):
                yield wording, other[at]


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
    quotation that holds it; all others stay when they are the best of a sentence on one of their sides.
    """
    best: dict[tuple[Key, bool], Pair] = {}
    for pair in sorted(pairs, key=rank_pair):
        for side in (pair.left, pair.right) if pair.rule != FRAGMENT or is_equal(pair) else (pair.right,):
            for key in keys_of(pair, side):
                best.setdefault((key, is_equal(pair)), pair)

    def is_best(pair: Pair, side: Wording) -> bool:
        return any(best.get((key, is_equal(pair))) is pair for key in keys_of(pair, side))

    def has(pair: Pair, side: Wording, *, equal: bool) -> bool:
        partners = [best[key, equal] for key in keys_of(pair, side) if (key, equal) in best]
        return any(map(is_outer, partners))

    def keeps(pair: Pair) -> bool:
        if is_equal(pair):
            inner = [side for side in (pair.left, pair.right) if side.depth == 0 and not is_outer(pair)]
            return not any(has(pair, side, equal=False) for side in inner) and (is_best(pair, pair.left) or is_best(pair, pair.right))
        if pair.rule == FRAGMENT:
            return is_best(pair, pair.right) and not has(pair, pair.right, equal=True)
        return is_best(pair, pair.left) or is_best(pair, pair.right)

    chosen = drop_inner([pair for pair in pairs if keeps(pair)])
    astray = find_astray(chosen)
    return choose_pairs([pair for pair in pairs if pair not in astray]) if astray else chosen


def find_astray(pairs: Sequence[Pair]) -> list[Pair]:
    """The fragments that an account quotes more fully elsewhere, and that are not joined to what the fuller quotation is joined to, nor to the same words."""
    astray = [pair for pair in pairs if pair.rule == FRAGMENT and not is_equal(pair) and (pair.left.fuller or pair.right.fuller)]
    firm = [pair for pair in pairs if pair not in astray]
    return [pair for pair in astray if not any(follows(pair, other) for other in firm)]


def follows(pair: Pair, other: Pair) -> bool:
    """Whether the other pair joins what the fragment is a part of in its own account to what the pair joins the fragment to."""
    sides = {side.wording.article.document.id: side.span for side in make_sides(other.left, other.right, other.match.blocks)}
    ways = ((pair.left, pair.right), (pair.right, pair.left))
    return any(overlap(sides[a.article.document.id], a.span) and any(overlap(sides[b.article.document.id], span) for span in b.fuller) for a, b in ways)


def drop_inner(pairs: Sequence[Pair]) -> list[Pair]:
    """Of pairs that overlap on both sides, the strongest."""
    kept: list[Pair] = []
    for pair in sorted(pairs, key=rank_pair):
        if not any(touch(pair, other) for other in kept):
            kept.append(pair)
    return kept


def touch(pair: Pair, other: Pair) -> bool:
    """Whether two pairs have words in common in both accounts."""
    places = {side.wording.article.document.id: side.span for side in make_sides(other.left, other.right, other.match.blocks)}
    return all(overlap(places[side.wording.article.document.id], side.span) for side in make_sides(pair.left, pair.right, pair.match.blocks))


def rank_pair(pair: Pair) -> tuple[bool | float | Span, ...]:
    """The best first: the same words exactly, outermost, of one speaker, in marks on both sides; a fragment rather with what is quoted once; then places."""
    exact = [word.key for word in pair.left.words] == [word.key for word in pair.right.words]
    told, part = pair.rule == REPORTED, pair.rule == FRAGMENT
    foreign = (told or part) and pair.speakers != "same"
    return (not exact, not is_outer(pair), foreign, told, part and bool(pair.left.fuller), -pair.strength, pair.left.span, pair.right.span)


def is_outer(pair: Pair) -> bool:
    """Whether neither side is a quotation inside another."""
    return pair.left.depth == 0 and pair.right.depth == 0


def is_equal(pair: Pair) -> bool:
    """Whether all words of both sides are matched, but for an article before them."""
    return pair.match.words >= max(len(strip_article(side.words)) for side in (pair.left, pair.right))


def keys_of(pair: Pair, side: Wording) -> list[Key]:
    """The sentences of a wording that have matched words, each with its wording."""
    at = [block.left if side is pair.left else block.right for block in pair.match.blocks]
    words = [first + step for first, block in zip(at, pair.match.blocks, strict=True) for step in range(block.size)]
    sentences = [first for first, last in side.sentences if any(first <= word < last for word in words)]
    return [(side.article.document.id, side.span, side.quoted, first) for first in sentences]


def make_variant(pair: Pair) -> QuoteVariant:
    left, right = make_sides(pair.left, pair.right, pair.match.blocks)
    anchors = [Anchor(side.wording.article.document.id, side.span) for side in (left, right)]
    known = sorted((side.speaker for side in (pair.left, pair.right) if side.speaker), key=lambda speaker: not speaker.named)
    other = len({speaker.source for speaker in known if speaker.named}) == 2
    edits = find_edits(left, right, slide_blocks(pair.left, pair.right, pair.match.blocks), other_speaker=other)
    return QuoteVariant(
        id=content_id("qv", *anchors),
        left=anchors[0],
        right=anchors[1],
        statements=tuple(side.statement for side in (pair.left, pair.right) if side.statement),
        source=known[0].source if known and not other else None,
        edits=edits,
        severity=weigh_edits(left, right, edits),
        losses=find_losses(left, right, edits),
        basis=Basis(by=pair.rule, score=SCORES[pair.rule][pair.speakers], evidence=tuple(anchors)),
    )
