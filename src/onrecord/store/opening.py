"""A store is one SQLite file in WAL mode. Everything that is added is added in one transaction, and is on the disk when the function returns."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep
from typing import TypeAlias

from onrecord.errors import StoreError

APPLICATION = 0x6F6E7263  # "onrc": tells a store of ours from any other SQLite file
WAIT = 60  # seconds that a writer waits for another one; adding an article takes milliseconds, but whoever waits has no turn of its own


Run: TypeAlias = Callable[..., sqlite3.Cursor]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema; `digest` is the SHA-256 of its statements and is recorded with it."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Give it to one thread at a time; any number may be open on one file."""

    path: Path
    connection: sqlite3.Connection


def read_migrations() -> tuple[Migration, ...]:
    """All steps, in the order of their numbers."""
    found = sorted((files("onrecord.store") / "migrations").iterdir(), key=lambda file: file.name)
    parts = [(file.name.removesuffix(".sql").partition("-"), file.read_text(encoding="utf-8")) for file in found if file.name.endswith(".sql")]
    return tuple(Migration(int(number), name, sql) for (number, _, name), sql in parts)


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """The store in a file, made when there is none and brought up to date when it is older.

    Raises `StoreError` for a file that is no store, that a newer onrecord made, or that cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: cannot be opened: {error}") from error
    with closing(connection):
        store = Store(path, connection)
        with told(store):
            prepare(store)
        yield store


def prepare(store: Store) -> None:
    """The settings of a connection, then every migration that the file does not have yet."""
    run = store.connection.execute
    if run("PRAGMA application_id").fetchone()[0] not in (0, APPLICATION) or (not is_ours(store) and run("SELECT count(*) FROM sqlite_master").fetchone()[0]):
        raise StoreError(f"{store.path}: an SQLite file, but no store of onrecord")
    write_ahead(run)
    run("PRAGMA synchronous = FULL")
    run("PRAGMA foreign_keys = ON")
    migrate(store)


def write_ahead(run: Run) -> None:
    """Puts the file in WAL mode. SQLite does not wait by itself when another process is about to do the same, so this does."""
    last = monotonic() + WAIT
    while True:
        try:
            run("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > last:
                raise
            sleep(0.01)
        else:
            return


def is_ours(store: Store) -> bool:
    return bool(store.connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def migrate(store: Store) -> None:
    """Runs what is missing, each step in a transaction of its own that also records it."""
    known = read_migrations()
    if read_done(store) == {step.number: step.digest for step in known}:
        return
    for step in known:
        with writing(store) as run:
            done = read_done(store)
            if newer := set(done) - {one.number for one in known}:
                raise StoreError(f"{store.path}: has migration {max(newer)}, made by a newer onrecord; this one knows {known[-1].number}")
            if step.number in done:
                check_step(store, step, done[step.number])
                continue
            run("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL) STRICT")
            for statement in split_sql(step.sql):
                run(statement)
            run("INSERT INTO migration VALUES (?, ?, ?)", (step.number, step.name, step.digest))
            run(f"PRAGMA application_id = {APPLICATION}")


def check_step(store: Store, step: Migration, digest: str) -> None:
    if digest != step.digest:
        raise StoreError(f"{store.path}: migration {step.number} ({step.name}) was another one when this store was made")


def read_done(store: Store) -> dict[int, str]:
    """The digest of each migration that the file has."""
    run = store.connection.execute
    if not run("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
        return {}
    return dict(run("SELECT number, digest FROM migration"))


def split_sql(sql: str) -> Iterator[str]:
    """The statements of a script; the body of a trigger is no end."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def writing(store: Store) -> Iterator[Run]:
    """A transaction that holds the only write lock from its start: all of what is run in it is stored, or nothing."""
    with told(store):
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            yield store.connection.execute
            store.connection.execute("COMMIT")
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")


@contextmanager
def reading(store: Store) -> Iterator[Run]:
    """A transaction that sees the store as it is now, whatever others write meanwhile."""
    with told(store):
        store.connection.execute("BEGIN")
        try:
            yield store.connection.execute
        finally:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")


@contextmanager
def told(store: Store) -> Iterator[None]:
    """What SQLite complains of as a `StoreError` that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{store.path}: {error}") from error
