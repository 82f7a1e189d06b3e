"""Accounts in the store: the document, the bytes that it came from, and what was read in it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from onrecord.errors import InputError, MissingError, StoreError
from onrecord.records import Annotated, Clause, Document, Mention, MentionKind, Meta, Span, Statement, Voice
from onrecord.store.opening import Run, Store, reading, writing
from onrecord.store.tables import CLAUSES, DOCUMENTS, MENTIONS, OF_DOCUMENT, STATEMENTS, VOICES, Table, insert_sql, read_row, select_sql, write_row
from onrecord.text import covers, exact

T = TypeVar("T")
NOBODY = "Nobody named"


def add_document(store: Store, document: Document, data: bytes) -> bool:
    """Keeps an account with the bytes that it was read from; False when it was there already, and then nothing changes.

    Raises `InputError` for a text that cannot be written as UTF-8 (lone surrogates).
    """
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"{document.meta.path}: holds half a character at {error.start}, which no file can keep") from error
    with writing(store) as run:
        if has_document(run, document.id):
            return False
        run(insert_sql(DOCUMENTS), write_row(DOCUMENTS, document, document.id))
        run("INSERT INTO original VALUES (?, ?)", (document.id, data))
        return True


def has_document(run: Run, document: str) -> bool:
    return run("SELECT 1 FROM document WHERE id = ?", (document,)).fetchone() is not None


def find_document(store: Store, document: str) -> Document:
    """The account with this id. Raises `StoreError` when there is none."""
    with reading(store) as run:
        return load_document(run, document)


def load_document(run: Run, document: str) -> Document:
    row = run(f"{select_sql(DOCUMENTS)} WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise MissingError(f"no account {document!r} in this store")
    return read_row(DOCUMENTS, Document, row)


def list_documents(store: Store) -> tuple[Document, ...]:
    """Every account, in the order in which they came."""
    with reading(store) as run:
        return tuple(read_row(DOCUMENTS, Document, row) for row in run(f"{select_sql(DOCUMENTS)} ORDER BY rowid"))


def read_original(store: Store, document: str) -> bytes:
    """The bytes that an account was read from."""
    with reading(store) as run:
        row = run("SELECT data FROM original WHERE document = ?", (document,)).fetchone()
    if row is None:
        raise MissingError(f"no account {document!r} in this store")
    return bytes(row[0])


def add_annotated(store: Store, article: Annotated, stamp: str) -> None:
    """Keeps what was read in an account that is there; `stamp` names the program and the models that read it.

    With the stamp that it has already nothing changes, with another one the new reading takes the old one's place.
    """
    document = article.document
    with writing(store) as run:
        if not has_document(run, document.id):
            raise StoreError(f"{document.meta.path}: add the account before what was read in it")
        if read_stamp(run, document.id) == stamp:
            return
        for table in OF_DOCUMENT:
            run(f'DELETE FROM "{table.name}" WHERE document = ?', (document.id,))  # noqa: S608 - our own table
        for table, records in ((MENTIONS, article.mentions), (STATEMENTS, article.statements), (VOICES, article.voices), (CLAUSES, article.clauses)):
            add_rows(run, table, document.id, records)
        sentences = msgspec.json.encode(article.sentences).decode()
        run("INSERT OR REPLACE INTO annotated VALUES (?, ?, ?)", (document.id, stamp, sentences))
        add_said(run, article)


def add_rows(run: Run, table: Table, owner: str, records: Sequence[object]) -> None:
    for at, record in enumerate(records):
        run(insert_sql(table), write_row(table, record, owner, at))


def read_stamp(run: Run, document: str) -> str | None:
    row = run("SELECT stamp FROM annotated WHERE document = ?", (document,)).fetchone()
    return str(row[0]) if row else None


def read_annotated(store: Store, document: str, stamp: str | None = None) -> Annotated | None:
    """What was read in an account, or None when it was not read yet, or not by the program and models that `stamp` names."""
    with reading(store) as run:
        had = read_stamp(run, document)
        return load_annotated(run, document) if had is not None and stamp in (None, had) else None


def load_annotated(run: Run, document: str) -> Annotated:
    row = run("SELECT sentences FROM annotated WHERE document = ?", (document,)).fetchone()
    if row is None:
        raise StoreError(f"account {document} was never read")
    return Annotated(
        document=load_document(run, document),
        sentences=msgspec.json.decode(row[0], type=tuple[Span, ...]),
        mentions=load_rows(run, MENTIONS, Mention, document),
        statements=load_rows(run, STATEMENTS, Statement, document),
        voices=load_rows(run, VOICES, Voice, document),
        clauses=load_rows(run, CLAUSES, Clause, document),
    )


def load_rows(run: Run, table: Table, record: type[T], owner: str) -> tuple[T, ...]:
    """The records of one owner, in their order."""
    return tuple(read_row(table, record, row) for row in run(f'{select_sql(table)} WHERE "{table.owner}" = ? ORDER BY position', (owner,)))


def add_said(run: Run, article: Annotated) -> None:
    """What is searched: each statement under the words that name its speaker, until a comparison says who that is."""
    document = article.document
    run("DELETE FROM said WHERE document = ?", (document.id,))
    outlet, published = name_account(document.meta), document.meta.published.value if document.meta.published else ""
    for statement in article.statements:
        words = words_of(document, statement.content)
        run(
            "INSERT OR IGNORE INTO said (statement, document, words, speaker, called, outlet, published) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (statement.id, document.id, words, *name_said(article, statement), outlet, published),
        )


def words_of(document: Document, content: Iterable[Span]) -> str:
    return "\n".join(exact(document.text, span) for span in content)


def name_said(article: Annotated, statement: Statement) -> tuple[str, str]:
    """The words that name who speaks, and the names that stand in them, a line each."""
    if statement.source is None:
        return NOBODY, ""
    text = article.document.text
    names = (m.span for m in article.mentions if m.kind is MentionKind.NAME and covers(statement.source, m.span))
    return " ".join(exact(text, statement.source).split()), "\n".join(" ".join(exact(text, span).split()) for span in names)


def name_account(meta: Meta) -> str:
    """What an account is called: its outlet, else the name of its file."""
    return meta.outlet.value if meta.outlet else meta.path.rpartition("/")[2]
