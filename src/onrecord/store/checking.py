"""Is a store whole? Everything in it is looked at again."""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from onrecord.decisions import decision_id
from onrecord.records import Anchor, Annotated, Report, Span
from onrecord.store.accounts import list_documents, read_annotated, read_original, words_of
from onrecord.store.events import list_events, read_report
from onrecord.store.opening import Store, reading, told
from onrecord.store.rulings import read_rulings


def check_store(store: Store) -> Iterator[str]:
    """Every way in which a store is not as it was stored, in words; nothing when it is whole.

    Looked at: the file itself, references between rows, the index of the search, that the bytes of each account are those it names, that every record can be
    read and every place in it lies inside its text, that what is searched is what was read, and the ids of decisions.
    """
    with told(store):
        yield from check_file(store)
        yield from check_documents(store)
        yield from check_events(store)
        yield from check_decisions(store)


def check_file(store: Store) -> Iterator[str]:
    run = store.connection.execute
    yield from (f"file: {row[0]}" for row in run("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"{table}: row {row} names a {parent} that is not there" for table, row, parent, _ in run("PRAGMA foreign_key_check"))
    try:
        run("INSERT INTO said_words (said_words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"search: the index does not fit what is said: {error}"


def check_documents(store: Store) -> Iterator[str]:
    for document in list_documents(store):
        if sha256(read_original(store, document.id)).hexdigest() != document.meta.raw_sha256:
            yield f"account {document.id} ({document.meta.path}): its bytes are not those that it was read from"
        article = read_annotated(store, document.id)
        if article:
            yield from check_article(store, article)


def check_article(store: Store, article: Annotated) -> Iterator[str]:
    document = article.document
    whole = len(document.text)
    for span in find_spans(msgspec.to_builtins((article.mentions, article.statements, article.voices, article.clauses, article.sentences))):
        if not 0 <= span.start <= span.end <= whole:
            yield f"account {document.id}: a place at {span.start}-{span.end} in a text of {whole} characters"
    with reading(store) as run:
        said = dict(run("SELECT statement, words FROM said WHERE document = ?", (document.id,)))
    for statement in article.statements:
        if said.get(statement.id) != words_of(document, statement.content):
            yield f"account {document.id}: statement {statement.id} is not found by its words"


def find_spans(value: object) -> Iterator[Span]:
    """Every span in plain values."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end"}:
            yield Span(value["start"], value["end"])
        else:
            for inner in value.values():
                yield from find_spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from find_spans(inner)


def check_events(store: Store) -> Iterator[str]:
    for kept in list_events(store):
        report = read_report(store, kept.event.id)
        if report:
            yield from (f"event {kept.event.id}: {problem}" for problem in check_report(report))


def check_report(report: Report) -> Iterator[str]:
    """Places outside their texts, and ids that lead nowhere."""
    sizes = {article.document.id: len(article.document.text) for article in report.articles}
    claims, statements = {claim.id for claim in report.claims}, {one.id for article in report.articles for one in article.statements}
    for anchor in find_anchors(report):
        if anchor.document not in sizes or not 0 <= anchor.span.start <= anchor.span.end <= sizes[anchor.document]:
            yield f"a place at {anchor.span.start}-{anchor.span.end} of {anchor.document} is not in its accounts"
    yield from (f"finding {f.id} names claim {one}, which is not there" for f in report.findings for one in f.claims if one not in claims)
    yield from (f"source {s.id} says {one}, which is not there" for s in report.sources for one in s.statements if one not in statements)


def find_anchors(report: Report) -> Iterator[Anchor]:
    for source in report.sources:
        yield from (mention.anchor for mention in source.mentions)
    for claim in report.claims:
        yield from (claim.gist, *(member.anchor for member in claim.members), *claim.basis.evidence)
    for variant in report.variants:
        yield from (variant.left, variant.right)
    for passage in report.passages:
        yield from (passage.left, passage.right)


def check_decisions(store: Store) -> Iterator[str]:
    with reading(store) as run:
        ids = [row[0] for row in run("SELECT id FROM decision ORDER BY rowid")]
    for own, decision in zip(ids, read_rulings(store), strict=True):
        if own != decision_id(decision):
            yield f"decision {own}: its words are not those that were stored"
