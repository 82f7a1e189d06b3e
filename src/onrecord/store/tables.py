"""Tables derived from records: one column a plain field, two numbers a span, three cells an anchor, JSON for anything deeper."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from onrecord.records import (
    Anchor,
    Claim,
    Clause,
    Decision,
    Document,
    Family,
    Finding,
    Introduction,
    Leftover,
    Mention,
    Passage,
    QuoteVariant,
    Source,
    Span,
    Statement,
    Voice,
)

Cell: TypeAlias = str | int | float | bytes | None
Row: TypeAlias = Sequence[Cell]
T = TypeVar("T")
OWN = "id"
PLAIN = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `needed` says that it may not be empty."""

    name: str
    type: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record with the columns that hold it."""

    name: str
    hint: object
    inner: object
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Where the records of one type are kept. `owner` is the column that says what a row belongs to, `position` its place there, from 0.

    Records that belong to nothing are owned by their own id and have no position.
    """

    name: str
    record: type
    owner: str
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        own = tuple(column for field in self.fields for column in field.columns if column.name != self.owner)
        return (Column(self.owner, "TEXT", True), *self.place, *own)

    @property
    def place(self) -> tuple[Column, ...]:
        return () if self.owner == OWN else (Column("position", "INTEGER", True),)


def derive_table(name: str, record: type, owner: str) -> Table:
    """The table of a record type; `owner` is one of its fields or a column of its own."""
    hints = get_type_hints(record)
    return Table(name, record, owner, tuple(derive_field(field.name, hints[field.name]) for field in fields(record)))


def derive_field(name: str, hint: object) -> Field:
    inner, needed = unwrap(hint)
    if inner is Span:
        columns: tuple[Column, ...] = tuple(Column(f"{name}_{end}", "INTEGER", needed) for end in ("start", "end"))
    elif inner is Anchor:
        columns = (Column(f"{name}_document", "TEXT", needed), *(Column(f"{name}_{end}", "INTEGER", needed) for end in ("start", "end")))
    elif isinstance(inner, type) and issubclass(inner, StrEnum):
        columns = (Column(name, "TEXT", needed),)
    else:
        columns = (Column(name, PLAIN.get(inner, "TEXT") if isinstance(inner, type) else "TEXT", needed),)
    return Field(name, hint, inner, columns)


def unwrap(hint: object) -> tuple[object, bool]:
    """The type without `None`, and whether there is no `None`."""
    if get_origin(hint) in (Union, UnionType):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return kept[0], len(kept) == len(get_args(hint))
    return hint, True


def is_plain(inner: object) -> bool:
    return isinstance(inner, type) and (inner in PLAIN or issubclass(inner, StrEnum))


def write_cells(field: Field, value: object) -> Row:
    """The cells of a field."""
    if value is None:
        return (None,) * len(field.columns)
    if isinstance(value, Span) and field.inner is Span:
        return value.start, value.end
    if isinstance(value, Anchor) and field.inner is Anchor:
        return value.document, value.span.start, value.span.end
    if is_plain(field.inner):
        return (int(value) if isinstance(value, bool) else value if isinstance(value, int | float) else str(value),)
    return (msgspec.json.encode(value).decode("utf-8"),)


def read_cells(field: Field, cells: Row) -> object:
    """The value of a field."""
    if cells[0] is None:
        return None
    if field.inner is Span:
        return msgspec.convert({"start": cells[0], "end": cells[1]}, Span)
    if field.inner is Anchor:
        return msgspec.convert({"document": cells[0], "span": {"start": cells[1], "end": cells[2]}}, Anchor)
    if is_plain(field.inner):
        return msgspec.convert(bool(cells[0]) if field.inner is bool else cells[0], field.inner)
    return msgspec.json.decode(str(cells[0]), type=field.inner)


def write_row(table: Table, record: object, owner: str, position: int = 0) -> Row:
    """A record as a row of its table."""
    cells: list[Cell] = [owner, *(position for _ in table.place)]
    for field in table.fields:
        if field.name != table.owner:
            cells += write_cells(field, getattr(record, field.name))
    return cells


def read_row(table: Table, record: type[T], row: Row) -> T:
    """The record of a row, in the order of `Table.columns`."""
    values: dict[str, object] = {table.owner: row[0]} if any(field.name == table.owner for field in table.fields) else {}
    at = 1 + len(table.place)
    for field in table.fields:
        if field.name != table.owner:
            values[field.name] = read_cells(field, row[at : at + len(field.columns)])
            at += len(field.columns)
    return record(**values)


@cache
def insert_sql(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" for _ in table.columns)})'  # noqa: S608 - names come from our records


@cache
def select_sql(table: Table) -> str:
    """All rows, in their order; a `WHERE` may follow."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'SELECT {names} FROM "{table.name}"'  # noqa: S608 - names come from our records


def create_sql(table: Table) -> str:
    """The statement that makes a table; written down in a migration, and compared with it in the tests."""
    lines = [f'  "{column.name}" {column.type}{" NOT NULL" if column.needed else ""}' for column in table.columns]
    key = f'"{OWN}"' if table.owner == OWN else f'"{table.owner}", position'
    lines += [f"  PRIMARY KEY ({key})"] + ([] if table.owner == OWN else [f'  FOREIGN KEY ("{table.owner}") REFERENCES "{table.owner}" (id) ON DELETE CASCADE'])
    return f'CREATE TABLE "{table.name}" (\n' + ",\n".join(lines) + "\n) STRICT"


DOCUMENTS = derive_table("document", Document, OWN)
MENTIONS = derive_table("mention", Mention, "document")
STATEMENTS = derive_table("statement", Statement, "document")
VOICES = derive_table("voice", Voice, "document")
CLAUSES = derive_table("clause", Clause, "document")
SOURCES = derive_table("source", Source, "event")
CLAIMS = derive_table("claim", Claim, "event")
FINDINGS = derive_table("finding", Finding, "event")
VARIANTS = derive_table("variant", QuoteVariant, "event")
FAMILIES = derive_table("family", Family, "event")
PASSAGES = derive_table("passage", Passage, "event")
LEFTOVERS = derive_table("leftover", Leftover, "event")
INTRODUCTIONS = derive_table("introduction", Introduction, "event")
DECISIONS = derive_table("decision", Decision, OWN)
OF_DOCUMENT = (MENTIONS, STATEMENTS, VOICES, CLAUSES)
OF_EVENT = (SOURCES, CLAIMS, FINDINGS, VARIANTS, FAMILIES, PASSAGES, LEFTOVERS, INTRODUCTIONS)
TABLES = (DOCUMENTS, *OF_DOCUMENT, *OF_EVENT, DECISIONS)
