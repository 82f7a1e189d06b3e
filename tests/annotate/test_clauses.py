"""Clauses: verbatim spans, frames with active and passive made equal, and whose they are."""

import pytest

from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated, Clause, Span
from onrecord.text import covers


def read(text: str) -> Annotated:
    return annotate(read_document(text.encode(), "case.txt", format="txt"), load_models())


def exact(article: Annotated, span: Span | None) -> str | None:
    return None if span is None else article.document.text[span.start : span.end]


def find(article: Annotated, predicate: str) -> Clause:
    found = [clause for clause in article.clauses if clause.predicate == predicate]
    assert found, [(clause.predicate, exact(article, clause.span)) for clause in article.clauses]
    return found[0]


@pytest.mark.parametrize(
    ("text", "predicate", "agent", "patient", "negated"),
    [
        ("The council sold the harbour.", "sell", "The council", "the harbour", False),
        ("The harbour was sold by the council.", "sell", "the council", "The harbour", False),
        ("The council did not sell the harbour.", "sell", "The council", "the harbour", True),
        ("The council never sold the harbour.", "sell", "The council", "the harbour", True),
        ("The council failed to sell the harbour.", "sell", "The council", "the harbour", True),
        ("Orlan Vesk continued to press Mira Dole.", "press", "Orlan Vesk", "Mira Dole", False),
        ("The council sold no houses.", "sell", "The council", "no houses", True),
    ],
)
def test_frame(text: str, predicate: str, agent: str, patient: str, negated: bool) -> None:
    article = read(text)
    clause = find(article, predicate)
    assert (exact(article, clause.agent), exact(article, clause.patient), clause.negated) == (agent, patient, negated)


def test_two_coordinated_clauses_give_two() -> None:
    article = read("The council sold the harbour and the mayor bought two new boats.")
    assert [exact(article, clause.span) for clause in article.clauses] == ["The council sold the harbour", "the mayor bought two new boats"]


def test_the_clause_of_a_statement_is_what_is_said() -> None:
    article = read("Mayor Mira Dole said that the council had sold the harbour.")
    assert [clause.predicate for clause in article.clauses] == ["sell"]
    assert article.clauses[0].holder == article.statements[0].id


def test_a_content_without_a_verb_is_a_clause() -> None:
    article = read("Mayor Mira Dole called the sale “a disgrace for the whole town.”")
    assert {statement.id for statement in article.statements} <= {clause.holder for clause in article.clauses}


def test_spans_lie_in_their_holder() -> None:
    article = read("Mayor Mira Dole said the harbour was safe, but the engineers who had seen it closed two piers.\n\n“We were never asked,” Orlan Vesk said.")
    parts = {statement.id: statement.content for statement in article.statements} | {voice.id: (voice.span,) for voice in article.voices}
    for clause in article.clauses:
        assert any(covers(part, clause.span) for part in parts[clause.holder]), exact(article, clause.span)
        assert clause.span.start < clause.span.end
