"""The whole flow. Read this first."""

from collections.abc import Sequence
from importlib.metadata import version

from onrecord.align import align_claims
from onrecord.annotate import annotate
from onrecord.judge import judge_claims
from onrecord.models import Models, load_models
from onrecord.records import Decision, Document, Report, Run
from onrecord.resolve import resolve_sources
from onrecord.trace import trace_passages, trace_quotes


def compare(documents: Sequence[Document], *, models: Models | None = None, decisions: Sequence[Decision] = ()) -> Report:
    """Set accounts of one event side by side.

    The order of the documents is the order of `Report.articles` and changes nothing else. Models default to the shipped ones.
    """
    models = models or load_models()
    articles = tuple(annotate(document, models) for document in documents)
    ordered = tuple(sorted(articles, key=lambda article: article.document.id))
    sources = resolve_sources(ordered, decisions)
    claims = align_claims(ordered, sources, models, decisions)
    return Report(
        articles=articles,
        sources=sources,
        claims=claims,
        findings=judge_claims(claims, ordered, sources, models, decisions),
        variants=trace_quotes(ordered, sources),
        passages=trace_passages(ordered),
        run=Run(version=version("onrecord"), settings=(("decisions", str(len(decisions))),), models=models.names),
    )


def extract(document: Document, *, models: Models | None = None, decisions: Sequence[Decision] = ()) -> Report:
    """Who says what in one account, read by itself: a report without claims and findings."""
    models = models or load_models()
    article = annotate(document, models)
    run = Run(version=version("onrecord"), settings=(("decisions", str(len(decisions))),), models=models.names)
    return Report(articles=(article,), sources=resolve_sources((article,), decisions), claims=(), findings=(), variants=(), passages=(), run=run)
