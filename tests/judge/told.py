"""Invented accounts through the whole flow up to findings."""

from collections.abc import Sequence

from onrecord.align import align_claims
from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.judge import judge_claims
from onrecord.models import load_models
from onrecord.proposition import compare_tellings
from onrecord.records import Annotated, Claim, Decision, Finding, Relation
from onrecord.resolve import resolve_sources


def compare(*texts: str, decisions: Sequence[Decision] = ()) -> tuple[tuple[Annotated, ...], tuple[Claim, ...], tuple[Finding, ...]]:
    models = load_models()
    read = [annotate(read_document(text.encode(), f"{text[:12]}.txt", format="txt"), models) for text in texts]
    articles = tuple(sorted(read, key=lambda article: article.document.id))
    sources = resolve_sources(articles, decisions)
    compared = compare_tellings(articles, sources, models)
    claims = align_claims(compared, decisions)
    return articles, claims, judge_claims(claims, compared, decisions)


def relations(*texts: str) -> list[Relation]:
    return [relation for finding in compare(*texts)[2] for relation in finding.relations]
