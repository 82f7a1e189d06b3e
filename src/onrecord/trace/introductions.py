"""How each account introduces what somebody says, and who introduces the same differently: "said" here, "claimed" there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.proposition.stances import find_stance
from onrecord.records import Annotated, Claim, Introduction, QuoteVariant, Source
from onrecord.text import exact
from onrecord.trace.rules import SAME_CLAIM


def trace_introductions(
    articles: Sequence[Annotated], sources: Sequence[Source], variants: Sequence[QuoteVariant], claims: Sequence[Claim]
) -> tuple[Introduction, ...]:
    """Every statement that has a known source and a cue, in the order of the documents' ids and of the places, with the stance of its cue.

    `same` names the statements of other accounts that tell the same utterance (a variant), or surely the same claim by the same source.
    """
    speakers = {statement: source.id for source in sources for statement in source.statements}
    statements = {one.id: one for article in articles for one in article.statements}
    same = join_same(variants, claims, speakers)
    found = (
        Introduction(
            statement=one.id,
            document=article.document.id,
            source=speakers[one.id],
            cue=one.cue,
            stance=find_stance(exact(article.document.text, one.cue)),
            same=tuple(sorted(s for s in same[one.id] if s in statements and statements[s].document != one.document)),
        )
        for article in sorted(articles, key=lambda a: a.document.id)
        for one in article.statements
        if one.cue is not None and one.id in speakers
    )
    return tuple(sorted(found, key=lambda i: (i.document, i.cue, i.statement)))


def join_same(variants: Iterable[QuoteVariant], claims: Iterable[Claim], speakers: Mapping[str, str]) -> Mapping[str, set[str]]:
    """Of each statement those that tell the same."""
    same: dict[str, set[str]] = defaultdict(set)
    groups = [variant.statements for variant in variants]
    for claim in (claim for claim in claims if claim.basis.score >= SAME_CLAIM):
        by_source: dict[str, list[str]] = defaultdict(list)
        for member in claim.members:
            if member.statement is not None and member.statement in speakers:
                by_source[speakers[member.statement]].append(member.statement)
        groups += map(tuple, by_source.values())
    for group in groups:
        for one in group:
            same[one].update(other for other in group if other != one)
    return same
