"""Variants come in pairs; a reader wants each utterance once, the fullest version first, and every account's version under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import Anchor, EditKind, QuoteVariant, Severity
from onrecord.text import overlap

SEVERITIES = tuple(Severity)
PROPER = frozenset({EditKind.IDENTICAL, EditKind.MARKS_REMOVED, EditKind.SHIFTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A version with the places that have it word for word, and the pair that tells how it departs from the fullest one."""

    places: tuple[Anchor, ...]
    variant: QuoteVariant


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One utterance: the places of its fullest version, the versions that depart from it, and the ids of all pairs that it stands for."""

    base: tuple[Anchor, ...]
    witnesses: tuple[Witness, ...]
    variants: frozenset[str]


def is_changed(variant: QuoteVariant) -> bool:
    """Whether anything happened to the words; who tells them without marks as somebody's, in another person or tense, changed nothing."""
    return any(edit.kind not in PROPER or (edit.kind == EditKind.MARKS_REMOVED and not edit.marked) for edit in variant.edits)


def rank_variant(variant: QuoteVariant) -> tuple[int, bool, str]:
    """The gravest first, then those with a change that the text does not show."""
    return (-SEVERITIES.index(variant.severity), all(edit.marked for edit in variant.edits), variant.id)


def find_quotations(variants: Sequence[QuoteVariant]) -> tuple[Quotation, ...]:
    """The changed quotations. A pair whose two versions both stand under one utterance already adds nothing and is counted to it."""
    changed = sorted(filter(is_changed, variants), key=rank_variant)
    same = join_places((v.left, v.right) for v in variants if not is_changed(v))
    for variant in changed:
        for anchor in (variant.left, variant.right):
            same.setdefault(anchor, (anchor,))
    found, left = [], changed
    while left:
        base = same[min(left, key=lambda v: (v.left.span.start - v.left.span.end, v.left)).left]
        mine = [v for v in left if v.left in base]
        covered = {*base, *(anchor for v in mine for anchor in same[v.right])}
        gone = [v for v in left if v.left in covered and v.right in covered]
        found.append(Quotation(base=base, witnesses=tuple(find_witnesses(mine, same)), variants=frozenset(v.id for v in gone)))
        left = [v for v in left if v.id not in found[-1].variants]
    order = {variant.id: at for at, variant in enumerate(changed)}
    return tuple(sorted(found, key=lambda quotation: min(order[one] for one in quotation.variants)))


def find_witnesses(variants: Sequence[QuoteVariant], same: dict[Anchor, tuple[Anchor, ...]]) -> Iterable[Witness]:
    """The first pair of each version."""
    seen: set[Anchor] = set()
    for variant in variants:
        if variant.right not in seen:
            seen.update(same[variant.right])
            yield Witness(places=same[variant.right], variant=variant)


def join_places(pairs: Iterable[tuple[Anchor, Anchor]]) -> dict[Anchor, tuple[Anchor, ...]]:
    """Of each place, all places joined to it by a chain of pairs, itself among them, in order. Places that overlap are joined too."""
    groups: list[set[Anchor]] = []
    for pair in pairs:
        touching = [group for group in groups if any(is_same(one, other) for one in group for other in pair)]
        groups = [group for group in groups if group not in touching] + [set(pair).union(*touching)]
    return {anchor: places for places in map(tuple, map(sorted, groups)) for anchor in places}


def is_same(one: Anchor, other: Anchor) -> bool:
    return one.document == other.document and overlap(one.span, other.span) > 0
