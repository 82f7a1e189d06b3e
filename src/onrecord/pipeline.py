"""The whole flow. Read this first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from onrecord.align import RULES as ALIGN_RULES
from onrecord.align import align_claims
from onrecord.annotate import RULES as ANNOTATE_RULES
from onrecord.annotate import annotate
from onrecord.decisions import find_in_force
from onrecord.ingest import wrap_sentence
from onrecord.judge import MIN_CONFIDENCE, judge_claims, judge_pair
from onrecord.judge import RULES as JUDGE_RULES
from onrecord.models import Models, load_models
from onrecord.proposition import compare_tellings, relate_articles
from onrecord.records import Annotated, Decision, Document, Related, Report, Run
from onrecord.resolve import RULES as RESOLVE_RULES
from onrecord.resolve import resolve_sources
from onrecord.trace import RULES as TRACE_RULES
from onrecord.trace import trace_families, trace_introductions, trace_leftovers, trace_passages, trace_provenance, trace_quotes

RULES: dict[str, str] = {**ANNOTATE_RULES, **RESOLVE_RULES, **ALIGN_RULES, **JUDGE_RULES, **TRACE_RULES}
"""Every rule that a `Basis` may name, with the sentence that explains it to readers."""


KEPT = 2000  # sentences whose reading is kept while pairs are related


def compare(
    documents: Sequence[Document], *, models: Models | None = None, decisions: Sequence[Decision] = (), min_confidence: float = MIN_CONFIDENCE
) -> Report:
    """Set accounts of one event side by side.

    The order of the documents is the order of `Report.articles` and changes nothing else. Models default to the shipped ones. What is less likely a conflict
    than `min_confidence` (0..1) is said to be unclear.
    """
    models = models or load_models()
    return compare_articles(tuple(annotate(document, models) for document in documents), models, decisions, min_confidence)


def compare_articles(articles: Sequence[Annotated], models: Models, decisions: Sequence[Decision] = (), min_confidence: float = MIN_CONFIDENCE) -> Report:
    """`compare` for accounts that were read before."""
    decisions = find_in_force(decisions)
    ordered = tuple(sorted(articles, key=lambda article: article.document.id))
    sources = resolve_sources(ordered, decisions)
    compared = compare_tellings(ordered, sources, models)
    claims = align_claims(compared, decisions)
    variants, passages = trace_quotes(ordered, sources), trace_passages(ordered)
    report = Report(
        articles=tuple(articles),
        sources=sources,
        claims=claims,
        findings=judge_claims(claims, compared, decisions, min_confidence),
        variants=variants,
        families=trace_families(variants),
        passages=passages,
        provenance=trace_provenance(ordered, passages),
        leftovers=trace_leftovers(ordered),
        introductions=trace_introductions(ordered, sources, variants, claims),
        run=make_run(models, decisions, min_confidence),
        decisions=decisions,
    )
    return explain_rules(report)


def extract(document: Document, *, models: Models | None = None, decisions: Sequence[Decision] = ()) -> Report:
    """Who says what in one account, read by itself: a report without claims and findings."""
    models = models or load_models()
    article = annotate(document, models)
    sources = resolve_sources((article,), decisions)
    return explain_rules(Report(articles=(article,), sources=sources, claims=(), findings=(), variants=(), passages=(), run=make_run(models, decisions)))


@cache
def write_stamp(models: tuple[str, ...]) -> str:
    """Names the program and the models, so that what they read can be kept and told from what others read: version, models, a hash of code and word lists."""
    digest = sha256()
    root = Path(str(files("onrecord")))
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml", ".json")):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return f"onrecord {version('onrecord')} {' '.join(models)} {digest.hexdigest()[:12]}"


def relate(a: str, b: str, *, models: Models | None = None) -> Related:
    """What two sentences by themselves are to each other: the judge of a comparison without accounts around it. Raises `InputError` when one is empty."""
    return next(relate_pairs([(a, b)], models=models))


def relate_pairs(pairs: Iterable[tuple[str, str]], *, models: Models | None = None) -> Iterator[Related]:
    """`relate` for one pair after the other, in their order; a sentence that comes again soon is read once."""
    models = models or load_models()
    read: dict[tuple[str, str], Annotated] = {}
    for a, b in pairs:
        sides = ((a, "a"), (b, "b"))
        for side in sides:
            if side not in read:
                read[side] = annotate(wrap_sentence(*side), models)
        articles = tuple(read[side] for side in sides)
        yield judge_pair(relate_articles(articles, resolve_sources(articles), models))
        if len(read) > KEPT:
            read.clear()


def make_run(models: Models, decisions: Sequence[Decision], min_confidence: float = MIN_CONFIDENCE) -> Run:
    settings = (("decisions", str(len(decisions))), ("min_confidence", str(min_confidence)))
    return Run(version=version("onrecord"), settings=settings, models=models.names)


def explain_rules(report: Report) -> Report:
    """The report with the explanation of each rule that it rests on."""
    bases = [
        *(statement.basis for article in report.articles for statement in article.statements),
        *(voice.basis for article in report.articles for voice in article.voices),
        *(source.basis for source in report.sources),
        *(mention.basis for source in report.sources for mention in source.mentions),
        *(claim.basis for claim in report.claims),
        *(finding.basis for finding in report.findings),
        *(relation.basis for finding in report.findings for relation in finding.relations),
        *(variant.basis for variant in report.variants),
        *(loss for variant in report.variants for loss in variant.losses),
        *(passage.basis for passage in report.passages),
        *(flow.basis for flow in report.provenance.flows),
        *(leftover.basis for leftover in report.leftovers),
    ]
    used = sorted({basis.by for basis in bases} & RULES.keys())
    return replace(report, run=replace(report.run, rules=tuple((rule, " ".join(RULES[rule].split())) for rule in used)))
