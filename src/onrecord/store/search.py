"""Searching everything that was said: words, person, outlet, dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Document, Statement
from onrecord.store.accounts import NOBODY, load_document
from onrecord.store.opening import Run, Store, reading
from onrecord.store.tables import STATEMENTS, read_row, select_sql

TOKEN = re.compile(r"\w+(?:['’]\w+)*")
MOST = 500  # hits of one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; empty fields ask nothing. `words`, `person` and `outlet` are matched word by word, the last one also as a beginning.

    `speaker` is a whole name as the store gives it. `since` and `until` are ISO 8601 days, both included; accounts without a date are not found by them.
    """

    words: str = ""
    person: str = ""
    outlet: str = ""
    speaker: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement that was found, who says it as far as known, and the event whose comparison says so."""

    statement: Statement
    document: Document
    speaker: str
    source: str | None
    event: str | None
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits asked for, the latest published first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name under which something is said, in how many statements and accounts, from which day to which."""

    name: str
    statements: int
    accounts: int
    first: str
    last: str


def search_said(store: Store, query: Query, *, limit: int = 50, offset: int = 0) -> Found:
    """The statements that fit a query."""
    where, values = write_where(query)
    with reading(store) as run:
        total = run(f"SELECT count(*) FROM said {where}", values).fetchone()[0]  # noqa: S608 - values are bound
        rows = run(
            f"SELECT statement, document, speaker, source, event, outlet FROM said {where} ORDER BY published DESC, number LIMIT ? OFFSET ?",  # noqa: S608
            (*values, min(limit, MOST), offset),
        ).fetchall()
        return Found(hits=load_hits(run, rows), total=total)


def load_hits(run: Run, rows: Sequence[tuple[str, str, str, str | None, str | None, str]]) -> tuple[Hit, ...]:
    documents = {row[1]: load_document(run, row[1]) for row in rows}
    statements = {row[0]: load_statement(run, row[0]) for row in rows}
    return tuple(
        Hit(statement=statements[statement], document=documents[document], speaker=speaker, source=source, event=event, outlet=outlet)
        for statement, document, speaker, source, event, outlet in rows
    )


def load_statement(run: Run, statement: str) -> Statement:
    return read_row(STATEMENTS, Statement, run(f"{select_sql(STATEMENTS)} WHERE id = ?", (statement,)).fetchone())


def find_people(store: Store, query: Query, *, limit: int = 50) -> tuple[Person, ...]:
    """Who says what fits a query, those with most statements first. Whoever is not named is no person."""
    where, values = write_where(query)
    named = f"{where} AND speaker != ?" if where else "WHERE speaker != ?"
    with reading(store) as run:
        rows = run(
            "SELECT speaker, count(*), count(DISTINCT document), coalesce(min(nullif(published, '')), ''), max(published) FROM said "  # noqa: S608
            f"{named} GROUP BY speaker ORDER BY count(*) DESC, speaker LIMIT ?",
            (*values, NOBODY, limit),
        )
        return tuple(Person(name=name, statements=n, accounts=accounts, first=first, last=last) for name, n, accounts, first, last in rows)


def write_where(query: Query) -> tuple[str, tuple[str, ...]]:
    """The condition of a query and its values."""
    parts, values = [], []
    matches = write_matches(query)
    if matches:
        parts.append("number IN (SELECT rowid FROM said_words WHERE said_words MATCH ?)")
        values.append(matches)
    elif any((query.words, query.person, query.outlet)):
        parts.append("0")  # asked for signs that are no words
    for condition, value in (
        ("speaker = ?", query.speaker),
        ("published >= ?", query.since),
        ("published != '' AND substr(published, 1, 10) <= ?", query.until),
    ):
        if value:
            parts.append(condition)
            values.append(value)
    return ("WHERE " + " AND ".join(parts) if parts else ""), tuple(values)


def write_matches(query: Query) -> str:
    """The full-text part of a query, in which nothing that a person types is an operator."""
    columns = (("words", query.words), ("speaker called", query.person), ("outlet", query.outlet))
    found = ((names, TOKEN.findall(words)) for names, words in columns)
    return " AND ".join(f"{{{names}}} : ({quote(tokens)})" for names, tokens in found if tokens)


def quote(tokens: Sequence[str]) -> str:
    return " AND ".join(f'"{token}"' for token in tokens) + "*"
