"""Families of versions: all variants of one utterance as a graph from the fullest version to the shorter ones."""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.records import Anchor, EditKind, Family, QuoteVariant, Version, content_id

Places = tuple[Anchor, ...]


def trace_families(variants: Sequence[QuoteVariant]) -> tuple[Family, ...]:
    """The families of some variants, ordered by the place of their fullest version.

    Places with the same words are one version. Links lead from the fuller version to the shorter one. A version that hangs on several fullest ones goes with
    the fullest of them, so that each family has one root; one that hangs on a shorter version of it keeps both links.
    """
    same = join_same(variants)
    links = {(same[v.left], same[v.right]): v for v in sorted(variants, key=lambda v: v.id, reverse=True) if rank(same[v.left]) < rank(same[v.right])}
    roots = find_roots(links)
    groups: dict[Places, set[Places]] = {}
    for version in {*same.values()}:
        groups.setdefault(roots.get(version, version), set()).add(version)
    return tuple(make_family(sorted(groups[root], key=rank), links, variants) for root in sorted(groups))


def join_same(variants: Sequence[QuoteVariant]) -> dict[Anchor, Places]:
    """Of each place the places with the same words, itself among them."""
    groups: dict[Anchor, frozenset[Anchor]] = {anchor: frozenset([anchor]) for v in variants for anchor in (v.left, v.right)}
    for variant in variants:
        if all(edit.kind == EditKind.IDENTICAL for edit in variant.edits):
            joined = groups[variant.left] | groups[variant.right]
            groups.update(dict.fromkeys(joined, joined))
    return {anchor: tuple(sorted(group)) for anchor, group in groups.items()}


def rank(version: Places) -> tuple[int, Places]:
    """The fullest first: a strict order, so that links along it make no circle."""
    return min(anchor.span.start - anchor.span.end for anchor in version), version


def find_roots(links: Iterable[tuple[Places, Places]]) -> Mapping[Places, Places]:
    """The fullest version that each version hangs on, directly or through others."""
    roots: dict[Places, Places] = {}
    for fuller, shorter in sorted(links, key=lambda link: (rank(link[0]), rank(link[1]))):
        root = roots.get(fuller, fuller)
        roots[shorter] = min(roots.get(shorter, root), root, key=rank)
    return roots


def make_family(versions: Sequence[Places], links: Mapping[tuple[Places, Places], QuoteVariant], variants: Sequence[QuoteVariant]) -> Family:
    """The family of some versions, the fullest first, with the links among them."""
    index = {version: at for at, version in enumerate(versions)}
    inside = sorted((index[fuller], index[shorter]) for fuller, shorter in links if fuller in index and shorter in index)
    held = {anchor for version in versions for anchor in version}
    sources = sorted({v.source for v in variants if v.source and v.left in held and v.right in held})
    leading = [tuple(sorted(links[versions[a], versions[b]].id for a, b in inside if b == at)) for at in range(len(versions))]
    return Family(
        id=content_id("family", *(version[0] for version in versions)),
        source=sources[0] if len(sources) == 1 else None,
        versions=tuple(Version(places=places, variants=ids) for places, ids in zip(versions, leading, strict=True)),
        links=tuple(inside),
    )
