"""Events: sets of accounts that people keep together, and the last comparison of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from onrecord.errors import MissingError
from onrecord.records import (
    Accounts,
    Claim,
    Decision,
    Event,
    Family,
    Finding,
    Introduction,
    Leftover,
    MentionKind,
    Meta,
    Passage,
    Provenance,
    QuoteVariant,
    Report,
    Source,
    Sources,
    content_id,
)
from onrecord.records import Run as RunRecord
from onrecord.store.accounts import add_rows, load_annotated, load_rows, name_account, name_said
from onrecord.store.opening import Run, Store, reading, writing
from onrecord.store.tables import CLAIMS, FAMILIES, FINDINGS, INTRODUCTIONS, LEFTOVERS, OF_EVENT, PASSAGES, SOURCES, VARIANTS
from onrecord.text import exact

CONTESTED = (Accounts.DIFFER, Sources.CONFLICT)
NAMING = (MentionKind.NAME, MentionKind.TITLE, MentionKind.OUTLET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An event as the store has it: what its accounts are called, when it was added, when it was last compared (both ISO 8601) and by what, if ever.

    `differ` and `conflict` are how many findings of that comparison say that accounts differ and that sources disagree.
    """

    event: Event
    names: tuple[str, ...]
    added: str
    compared: str | None
    stamp: str | None
    differ: int
    conflict: int


def add_event(store: Store, title: str, accounts: Sequence[str], at: str) -> Event:
    """Keeps accounts that are in the store together under a title. The same title with the same accounts is the same event; adding it again changes nothing."""
    accounts = tuple(dict.fromkeys(accounts))
    event = Event(id=content_id("event", title, *accounts), title=title, accounts=accounts)
    with writing(store) as run:
        if run("INSERT OR IGNORE INTO event VALUES (?, ?, ?)", (event.id, title, at)).rowcount:
            put_accounts(run, event.id, accounts)
    return event


def set_accounts(store: Store, event: str, accounts: Iterable[str]) -> None:
    """Gives an event these accounts, in this order. What was compared stays until the next comparison."""
    with writing(store) as run:
        load_event(run, event)
        put_accounts(run, event, tuple(dict.fromkeys(accounts)))


def put_accounts(run: Run, event: str, accounts: Sequence[str]) -> None:
    known = {row[0] for row in run(f"SELECT id FROM document WHERE id IN ({', '.join('?' * len(accounts))})", tuple(accounts))}  # noqa: S608 - only marks
    if missing := [one for one in accounts if one not in known]:
        raise MissingError(f"no account {missing[0]!r} in this store")
    run("DELETE FROM account WHERE event = ?", (event,))
    for at, document in enumerate(accounts):
        run("INSERT INTO account VALUES (?, ?, ?)", (event, at, document))


def rename_event(store: Store, event: str, title: str) -> None:
    with writing(store) as run:
        load_event(run, event)
        run("UPDATE event SET title = ? WHERE id = ?", (title, event))


def remove_event(store: Store, event: str) -> None:
    """Forgets an event and its comparison; its accounts and all decisions stay."""
    with writing(store) as run:
        load_event(run, event)
        run("DELETE FROM event WHERE id = ?", (event,))


def list_events(store: Store) -> tuple[Kept, ...]:
    """Every event, the last compared or added first."""
    sql = "SELECT id FROM event LEFT JOIN report ON report.event = event.id ORDER BY max(coalesce(made, ''), added) DESC, event.rowid DESC"
    with reading(store) as run:
        return tuple(load_kept(run, row[0]) for row in run(sql).fetchall())


def read_event(store: Store, event: str) -> Kept:
    """The event with this id. Raises `StoreError` when there is none."""
    with reading(store) as run:
        return load_kept(run, event)


def load_event(run: Run, event: str) -> Event:
    return load_kept(run, event).event


def load_kept(run: Run, event: str) -> Kept:
    row = run("SELECT title, added, made, stamp FROM event LEFT JOIN report ON report.event = event.id WHERE event.id = ?", (event,)).fetchone()
    if row is None:
        raise MissingError(f"no event {event!r} in this store")
    found = run("SELECT document, meta FROM account JOIN document ON document.id = document WHERE event = ? ORDER BY account.position", (event,)).fetchall()
    differ, conflict = run("SELECT count(nullif(accounts = ?, 0)), count(nullif(sources = ?, 0)) FROM finding WHERE event = ?", (*CONTESTED, event)).fetchone()
    return Kept(
        event=Event(id=event, title=row[0], accounts=tuple(document for document, _ in found)),
        names=tuple(name_account(msgspec.json.decode(meta, type=Meta)) for _, meta in found),
        added=row[1],
        compared=row[2],
        stamp=row[3],
        differ=differ,
        conflict=conflict,
    )


def put_report(store: Store, event: str, report: Report, *, stamp: str, at: str) -> None:
    """Keeps the comparison of an event in the place of the one before; with the stamp that it has already nothing changes.

    `stamp` names all that the comparison rests on. Every account of it must have been added with what was read in it.
    """
    documents = [article.document.id for article in report.articles]
    rows = (report.sources, report.claims, report.findings, report.variants, report.families, report.passages, report.leftovers, report.introductions)
    values = (documents, report.run, report.decisions, report.provenance)
    with writing(store) as run:
        if load_kept(run, event).stamp == stamp:
            return
        for table in OF_EVENT:
            run(f'DELETE FROM "{table.name}" WHERE event = ?', (event,))  # noqa: S608 - our own table
        for table, records in zip(OF_EVENT, rows, strict=True):
            add_rows(run, table, event, records)
        cells = (msgspec.json.encode(value).decode() for value in values)
        run("INSERT OR REPLACE INTO report VALUES (?, ?, ?, ?, ?, ?, ?)", (event, stamp, at, *cells))
        name_speakers(run, event, report)
        unname_speakers(run, event, report)


def name_speakers(run: Run, event: str, report: Report) -> None:
    """Writes down who says what, now that a comparison knows, with every name by which the accounts call them."""
    kinds = {mention.id: mention.kind for article in report.articles for mention in article.mentions}
    texts = {article.document.id: article.document.text for article in report.articles}
    for source in report.sources:
        named = (m.anchor for m in source.mentions if kinds.get(m.mention) in NAMING)
        names = "\n".join(dict.fromkeys(" ".join(exact(texts[a.document], a.span).split()) for a in named))
        for statement in source.statements:
            run("UPDATE said SET speaker = ?, called = ?, source = ?, event = ? WHERE statement = ?", (source.name, names, source.id, event, statement))


def unname_speakers(run: Run, event: str, report: Report) -> None:
    """Gives back its own words to each statement for which the comparison knows no speaker."""
    spoken = {statement for source in report.sources for statement in source.statements}
    for article in report.articles:
        for statement in article.statements:
            if statement.id not in spoken:
                cells = (*name_said(article, statement), event, statement.id)
                run("UPDATE said SET speaker = ?, called = ?, source = NULL, event = ? WHERE statement = ?", cells)


def read_report(store: Store, event: str) -> Report | None:
    """The last comparison of an event, or None when it was never compared."""
    with reading(store) as run:
        load_event(run, event)
        row = run("SELECT documents, run, decisions, provenance FROM report WHERE event = ?", (event,)).fetchone()
        if row is None:
            return None
        return Report(
            articles=tuple(load_annotated(run, document) for document in msgspec.json.decode(row[0], type=list[str])),
            sources=load_rows(run, SOURCES, Source, event),
            claims=load_rows(run, CLAIMS, Claim, event),
            findings=load_rows(run, FINDINGS, Finding, event),
            variants=load_rows(run, VARIANTS, QuoteVariant, event),
            families=load_rows(run, FAMILIES, Family, event),
            passages=load_rows(run, PASSAGES, Passage, event),
            leftovers=load_rows(run, LEFTOVERS, Leftover, event),
            introductions=load_rows(run, INTRODUCTIONS, Introduction, event),
            provenance=msgspec.json.decode(row[3], type=Provenance),
            run=msgspec.json.decode(row[1], type=RunRecord),
            decisions=msgspec.json.decode(row[2], type=tuple[Decision, ...]),
        )
