"""Records as plain JSON values. A place is `{"document", "start", "end", "exact"}`; inside one document's own object `document` is left out."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from onrecord.export.chains import find_chain
from onrecord.records import Anchor, Annotated, Basis, Document, Fact, Report, Span, Statement, Voice
from onrecord.text import exact

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Shape: TypeAlias = dict[str, Json]
Texts: TypeAlias = Mapping[str, str]


def texts_of(report: Report) -> Texts:
    """Each document's untouched text by the document's id."""
    return {article.document.id: article.document.text for article in report.articles}


def speakers_of(report: Report) -> dict[str, str]:
    """The canonical name of who says it, by statement id."""
    return {statement: source.name for source in report.sources for statement in source.statements}


def shape_span(text: str, span: Span) -> Shape:
    """A place without its document."""
    return {"start": span.start, "end": span.end, "exact": exact(text, span)}


def shape_place(texts: Texts, anchor: Anchor) -> Shape:
    """A place that names its document."""
    return {"document": anchor.document, **shape_span(texts[anchor.document], anchor.span)}


def shape_basis(texts: Texts, basis: Basis) -> Shape:
    return {"by": basis.by, "score": basis.score, "evidence": [shape_place(texts, place) for place in basis.evidence]}


def shape_article(article: Annotated, speakers: Mapping[str, str], *, with_text: bool = False) -> Shape:
    """One document with all that it says: one line of `extract`, one element of a report's `documents`."""
    document, text = article.document, article.document.text
    return {
        "document": shape_document(document) | ({"text": text} if with_text else {}),
        "blocks": [{"start": block.span.start, "end": block.span.end, "role": str(block.role)} for block in document.blocks],
        "credits": [{**shape_span(text, credit.span), "name": exact(text, credit.name), "kind": str(credit.kind)} for credit in document.credits],
        "statements": [
            shape_statement(text, statement, speakers.get(statement.id), find_chain(article, statement, speakers)) for statement in article.statements
        ],
        "voices": [shape_voice(text, voice) for voice in article.voices],
    }


def shape_document(document: Document) -> Shape:
    meta = document.meta
    facts = {"url": meta.url, "title": meta.title, "outlet": meta.outlet, "byline": meta.byline, "published": meta.published, "fetched": meta.fetched}
    return {
        "id": document.id,
        "path": meta.path,
        "sha256": meta.raw_sha256,
        "encoding": meta.encoding,
        "language": document.language,
        **{name: shape_fact(fact) for name, fact in facts.items()},
        "provenance": {name: fact.provenance for name, fact in facts.items() if fact},
    }


def shape_fact(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def shape_statement(text: str, statement: Statement, speaker: str | None, chain: Sequence[str]) -> Shape:
    def place(span: Span | None) -> Shape | None:
        return shape_span(text, span) if span else None

    return {
        "id": statement.id,
        "source": place(statement.source),
        "cue": place(statement.cue),
        "content": [shape_span(text, span) for span in statement.content],
        "form": str(statement.form),
        "within": statement.within,
        "speaker": speaker,
        "chain": list(chain),
        "told_to": place(statement.told_to),
        "hedges": [shape_span(text, span) for span in statement.hedges],
        "polarity": str(statement.polarity),
        "score": statement.basis.score,
        "by": statement.basis.by,
    }


def shape_voice(text: str, voice: Voice) -> Shape:
    return {**shape_span(text, voice.span), "id": voice.id, "kind": str(voice.kind), "score": voice.basis.score, "by": voice.basis.by}
