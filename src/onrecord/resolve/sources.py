"""Groups written down as sources: name, kind, roles, mentions with their basis, statements."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from onrecord.records import Basis, MentionKind, Source, SourceKind, SourceMention, content_id
from onrecord.resolve.cluster import Groups, Link
from onrecord.resolve.descriptions import Sort
from onrecord.resolve.names import NameKind, clean_name, is_honorific, words
from onrecord.resolve.people import name_of
from onrecord.resolve.reading import Reading, Reference, anchor
from onrecord.resolve.rules import ALONE, NAME, SCORES
from onrecord.text import exact

# What may go on a description up to the end of the source: a few words of one phrase.
TAIL = re.compile(r"(?:\s[^\s,;:()“”\"—–]+){1,12}")

KINDS = {
    NameKind.PERSON: SourceKind.PERSON,
    NameKind.UNKNOWN: SourceKind.PERSON,
    NameKind.ORGANISATION: SourceKind.ORGANISATION,
    NameKind.NATION: SourceKind.ORGANISATION,
    NameKind.PLACE: SourceKind.ORGANISATION,
    NameKind.OUTLET: SourceKind.OUTLET,
}


def write_sources(readings: Sequence[Reading], groups: Groups, reasons: Mapping[str, Link]) -> tuple[Source, ...]:
    """A source for each group that speaks or is named, in the order of their names and ids."""
    by_id = {r.mention.id: r for reading in readings for r in reading.references}
    whole = {mention: words_ for reading in readings for mention, words_ in _find_whole(reading)}
    spoken: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for statement, mention in reading.speakers.items():
            spoken[groups.of[mention]].append(statement)
    made = []
    for root, members in groups.members.items():
        references = sorted((by_id[m] for m in members), key=lambda r: (r.mention.document, r.start, r.end))
        if (root in spoken and not all(is_nobody(r) for r in references)) or any(r.name for r in references):
            made.append(_write(references, sorted(spoken[root]), reasons, whole))
    return tuple(sorted(made, key=lambda s: (s.name, s.id)))


def _find_whole(reading: Reading) -> Iterator[tuple[str, str]]:
    """For descriptions that speak, all the words by which the account tells who it is: "a lawsuit filed against the port", not "a lawsuit"."""
    text = reading.article.document.text
    for statement, mention in reading.speakers.items():
        r, source = reading.by_id[mention], reading.statements[statement].source
        if source and r.phrase and source.start == r.start and source.end > r.end and TAIL.fullmatch(text, r.end, source.end):
            yield mention, " ".join(exact(text, source).split())


def is_nobody(r: Reference) -> bool:
    """Whether a mention, when nothing tells what it takes up, names no speaker at all: "nobody", "that", "it"."""
    return r.mention.kind is MentionKind.PRONOUN and r.text.lower() in words("pronouns", "nobody", "demonstrative", "thing")


def _write(references: Sequence[Reference], statements: Sequence[str], reasons: Mapping[str, Link], whole: Mapping[str, str]) -> Source:
    head = best_reference(references)
    name = whole.get(head.mention.id) or show_name(head)
    mentions = tuple(SourceMention(mention=r.mention.id, anchor=anchor(r), basis=_basis(r, head, reasons)) for r in references)
    weakest = min(mentions, key=lambda m: m.basis.score)
    return Source(
        id=content_id("src", name, *sorted(m.mention for m in mentions)),
        name=name,
        kind=_kind(head, references),
        roles=_roles(references, head),
        mentions=mentions,
        statements=tuple(statements),
        basis=Basis(by=weakest.basis.by, score=weakest.basis.score, evidence=(anchor(head),)),
    )


def _basis(r: Reference, head: Reference, reasons: Mapping[str, Link]) -> Basis:
    link = reasons.get(r.mention.id)
    if link and r is not head:
        return Basis(by=link.by, score=min(1.0, link.score), evidence=link.evidence)
    by = NAME if r.name else ALONE
    return Basis(by=by, score=SCORES[by], evidence=(anchor(r),))


def best_reference(references: Sequence[Reference]) -> Reference:
    """The mention that names best: a name before a title before a description before a pronoun; the most parts, then the one met most often, then first."""
    order = {MentionKind.NAME: 0, MentionKind.OUTLET: 0, MentionKind.TITLE: 1, MentionKind.DESCRIPTION: 1, MentionKind.PRONOUN: 2}
    times: dict[str, int] = defaultdict(int)
    for r in references:
        times[show_name(r)] += 1

    def rank(r: Reference) -> tuple[int, int, bool, int, bool, int, str, str, int]:
        parts = len(r.name.given) + bool(r.name.family) + bool(r.name.generation) if r.name else 0
        length = -len(r.text) if r.phrase else 0
        unnamed = order[r.mention.kind] + (r.text.lower() in words("pronouns"))
        return (
            unnamed - (r.text.lower() in words("pronouns", "indefinite")),
            -parts,
            not (r.phrase and (r.phrase.rest or r.phrase.nation)),
            -times[show_name(r)],
            r.text.isupper(),
            length,
            show_name(r),
            r.mention.document,
            r.start,
        )

    return min(references, key=rank)


def show_name(r: Reference) -> str:
    return (clean_name(r.text) or r.text) if r.name else " ".join(r.text.split())


def _kind(head: Reference, references: Sequence[Reference]) -> SourceKind:
    if head.name:
        told = any(r.phrase and r.phrase.sort is Sort.ORGANISATION for r in references)
        return SourceKind.ORGANISATION if told and name_of(head).kind is NameKind.UNKNOWN else KINDS[name_of(head).kind]
    if head.mention.kind is MentionKind.PRONOUN or head.phrase is None:
        return SourceKind.UNNAMED
    phrase = head.phrase
    if phrase.sort is Sort.DOCUMENT:
        return SourceKind.DOCUMENT
    if phrase.sort is Sort.ORGANISATION and not phrase.plural:
        return SourceKind.ORGANISATION if phrase.definite else SourceKind.UNNAMED
    return SourceKind.OFFICE if head.mention.kind is MentionKind.TITLE and phrase.definite and not phrase.plural else SourceKind.UNNAMED


def _roles(references: Sequence[Reference], head: Reference) -> tuple[str, ...]:
    kept = {" ".join(r.text.split()) for r in references if r.phrase and r is not head and head.mention.kind in (MentionKind.NAME, MentionKind.OUTLET)}
    return tuple(sorted(role for role in kept if not is_honorific(role)))
