"""A report as flat tables, for notebooks and data frames: who says what, what each account tells of each claim, who is who, what happened to quotations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from onrecord.errors import FormatError
from onrecord.export.quotations import is_changed
from onrecord.export.reading import Reading
from onrecord.records import EditKind, Report

if TYPE_CHECKING:
    import pandas

Cell: TypeAlias = "str | int | float | bool | None"
SHOWN = 20  # rows that a notebook shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under named columns. Anything that reads Arrow takes it as it is (`__arrow_c_stream__`): pyarrow, polars, duckdb, pandas, Altair.

    Offsets count code points of the untouched text; an empty cell is `None`.
    """

    name: str
    types: tuple[tuple[str, type], ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.types)

    def __len__(self) -> int:
        return len(self.rows)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule interface. Raises `FormatError` when pyarrow is missing."""
        arrow = find_arrow()
        kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
        schema = arrow.schema([(name, kinds[kind]) for name, kind in self.types])
        table = arrow.Table.from_pylist([dict(zip(self.columns, row, strict=True)) for row in self.rows], schema=schema)
        return table.__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> "pandas.DataFrame":
        """A pandas data frame. Raises `FormatError` when pandas is missing."""
        try:
            import pandas
        except ImportError as error:
            raise FormatError("pandas is not installed: pip install 'onrecord[notebook]'") from error
        return pandas.DataFrame.from_records(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        """The first rows, for notebooks."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(show_cell(cell))}</td>' for cell in row)}</tr>" for row in self.rows[:SHOWN])
        more = f"<p>{len(self.rows) - SHOWN:,} more rows</p>" if len(self.rows) > SHOWN else ""
        return f"<table><caption>{escape(self.name)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def show_cell(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def find_arrow() -> ModuleType:
    try:
        import pyarrow
    except ImportError as error:
        raise FormatError("pyarrow is not installed: pip install 'onrecord[notebook]'") from error
    module: ModuleType = pyarrow
    return module


PLACE = (("document", str), ("outlet", str), ("published", str))
TYPES: Mapping[str, tuple[tuple[str, type], ...]] = {
    "statements": (
        *PLACE,
        ("statement", str),
        ("speaker", str),
        ("via", str),
        ("form", str),
        ("words", str),
        ("start", int),
        ("end", int),
        ("hedges", int),
        ("negative", bool),
        ("score", float),
    ),
    "claims": (
        *PLACE,
        ("row", int),
        ("group", str),
        ("accounts", str),
        ("sources", str),
        ("side", str),
        ("speaker", str),
        ("mode", str),
        ("words", str),
        ("start", int),
        ("end", int),
        ("score", float),
    ),
    "sources": (("source", str), ("name", str), ("kind", str), ("roles", str), ("outlet", str), ("statements", int), ("mentions", int)),
    "quotations": (
        ("quotation", str),
        ("speaker", str),
        ("kind", str),
        ("marked", bool),
        ("left_outlet", str),
        ("left_words", str),
        ("right_outlet", str),
        ("right_words", str),
        ("left_edit", str),
        ("right_edit", str),
    ),
}


def make_tables(report: Report) -> dict[str, Table]:
    """The tables of a report by name.

    statements: one row a statement. claims: one row for each telling of each row of the page; `accounts` and `sources` are its two axes. sources: one row
    a source and account. quotations: one row an edit of a changed quotation.
    """
    reading = Reading(report)
    rows = {
        "statements": list_statements(reading),
        "claims": list_claims(reading),
        "sources": list_sources(reading),
        "quotations": list_quotations(reading),
    }
    return {name: Table(name=name, types=TYPES[name], rows=tuple(found)) for name, found in rows.items()}


def place_cells(reading: Reading, document: str) -> tuple[Cell, ...]:
    published = reading.documents[document].meta.published
    return document, reading.name(document), published.value if published else None


def list_statements(reading: Reading) -> Iterable[tuple[Cell, ...]]:
    for statement in reading.statements.values():
        text, speaker, outer = reading.texts[statement.document], reading.speakers.get(statement.id), reading.speakers.get(statement.within or "")
        yield (
            *place_cells(reading, statement.document),
            statement.id,
            speaker.name if speaker else None,
            outer.name if outer else None,
            str(statement.form),
            " … ".join(text[span.start : span.end] for span in statement.content),
            statement.content[0].start,
            statement.content[-1].end,
            len(statement.hedges),
            statement.polarity == "negative",
            statement.basis.score,
        )


def list_claims(reading: Reading) -> Iterable[tuple[Cell, ...]]:
    for row in reading.rows:
        axes = (row.number, str(row.marks[0]), str(row.finding.accounts), str(row.finding.sources))
        for telling in (telling for cell in row.cells for telling in cell):
            place = telling.anchor
            side = row.sides[telling.side].letter if len(row.sides) > 1 else None
            told = (side, telling.speaker if telling.speaker_id else None, str(telling.mode), telling.words)
            yield (*place_cells(reading, place.document), *axes, *told, place.span.start, place.span.end, row.finding.basis.score)


def list_sources(reading: Reading) -> Iterable[tuple[Cell, ...]]:
    for source in reading.report.sources:
        for document in reading.columns:
            said = sum(reading.statements[one].document == document for one in source.statements if one in reading.statements)
            met = sum(mention.anchor.document == document for mention in source.mentions)
            if said or met:
                yield source.id, source.name, str(source.kind), "; ".join(source.roles), reading.name(document), said, met


def list_quotations(reading: Reading) -> Iterable[tuple[Cell, ...]]:
    for variant in filter(is_changed, reading.report.variants):
        source = reading.sources.get(variant.source or "")
        left, right = reading.texts[variant.left.document], reading.texts[variant.right.document]
        for edit in (edit for edit in variant.edits if edit.kind is not EditKind.IDENTICAL):
            yield (
                variant.id,
                source.name if source else None,
                str(edit.kind),
                edit.marked,
                reading.name(variant.left.document),
                reading.words(variant.left),
                reading.name(variant.right.document),
                reading.words(variant.right),
                left[edit.left.start : edit.left.end],
                right[edit.right.start : edit.right.end],
            )


def pick(table: Table, names: Sequence[str]) -> list[dict[str, Cell]]:
    """Some columns as one mapping a row."""
    at = [table.columns.index(name) for name in names]
    return [{name: row[index] for name, index in zip(names, at, strict=True)} for row in table.rows]
