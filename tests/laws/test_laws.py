"""Laws over whole reports: they hold for every input."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import texts

from onrecord.errors import InputError
from onrecord.export import EXPORTERS
from onrecord.ingest import read_document
from onrecord.models import Models, load_models
from onrecord.pipeline import RULES, compare
from onrecord.records import Anchor, Annotated, Basis, Document, Report, Span
from onrecord.text import covers

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").iterdir())
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()


def walk(record: object) -> Iterator[object]:
    """Every record in a record, itself first."""
    yield record
    if isinstance(record, tuple):
        for item in record:
            yield from walk(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from walk(getattr(record, field.name))


def read(texts_given: list[str]) -> list[Document]:
    """The documents of those texts that can be read."""
    found = {}
    for text in texts_given:
        try:
            document = read_document(text.encode(), "account.txt")
        except InputError:
            continue
        found[document.id] = document
    return list(found.values())


def check_places(report: Report) -> None:
    whole = {article.document.id: Span(0, len(article.document.text)) for article in report.articles}
    for record in walk(report):
        if isinstance(record, Anchor):
            assert covers(whole[record.document], record.span)
            assert record.span.start <= record.span.end
        if isinstance(record, Annotated):
            for inner in walk(record):
                if isinstance(inner, Span):
                    assert covers(whole[record.document.id], inner)
                    assert inner.start <= inner.end


def check_bases(report: Report) -> None:
    for record in walk(report):
        if isinstance(record, Basis):
            assert record.by in RULES or record.by.removeprefix("model:") in report.run.models, record.by
            assert 0 <= record.score <= 1


def places(value: object) -> Iterator[dict[str, object]]:
    """Every place that an export shows, wherever it stands."""
    if isinstance(value, dict):
        if {"start", "end", "exact", "document"} <= value.keys():
            yield value
        for item in value.values():
            yield from places(item)
    elif isinstance(value, list):
        for item in value:
            yield from places(item)


def check_json(report: Report) -> None:
    text = {article.document.id: article.document.text for article in report.articles}
    for place in places(json.loads(EXPORTERS["json"](report))):
        start, end = place["start"], place["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[str(place["document"])][start:end] == place["exact"]


@SLOW
@given(st.lists(texts, min_size=1, max_size=3))
def test_any_texts_give_a_lawful_report(models: Models, given_texts: list[str]) -> None:
    documents = read(given_texts)
    report = compare(documents, models=models)
    check_places(report)
    check_bases(report)
    check_json(report)
    turned = compare(documents[::-1], models=models)
    assert turned.articles == report.articles[::-1]
    for name in ("sources", "claims", "findings", "variants", "families", "passages", "provenance", "leftovers", "introductions", "run"):
        assert getattr(turned, name) == getattr(report, name), name
    for exporter in EXPORTERS.values():
        assert exporter(report) == exporter(report)


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    return [read_document(path.read_bytes(), path.name) for path in EXAMPLES]


def test_the_example_is_lawful(models: Models, documents: list[Document]) -> None:
    report = compare(documents, models=models)
    check_places(report)
    check_bases(report)
    check_json(report)
    assert {len(exporter(report)) > 1000 for exporter in EXPORTERS.values()} == {True}


def test_the_same_input_gives_the_same_bytes(models: Models, documents: list[Document]) -> None:
    first, second = (compare(documents, models=models) for _ in range(2))
    for name, exporter in EXPORTERS.items():
        assert exporter(first) == exporter(second), name


def test_an_unrelated_article_changes_no_finding(models: Models, documents: list[Document]) -> None:
    other = read_document(
        b"Village bakery wins prize\n\nA bakery in Lower Quillmere won a ribbon for its loaf. Petra Ansdell, the owner, said she would hang it up.\n",
        "other.txt",
    )
    alone, together = compare(documents, models=models), compare([*documents, other], models=models)
    ids = {member for claim in alone.claims for member in claim.members}
    assert {member for claim in together.claims for member in claim.members if member.anchor.document != other.id} == ids
    assert set(alone.findings) <= set(together.findings)
    assert alone.variants == together.variants
    assert alone.passages == together.passages
    assert alone.families == together.families
