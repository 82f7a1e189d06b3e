"""onrecord sets several accounts of one event side by side: who said what, on whose word, and where the accounts part. It never says what is true.

import onrecord
report = onrecord.compare(["herald.txt", "courier.html"])
report.findings
"""

from collections.abc import Iterable, Sequence
from html import escape
from os import PathLike, fspath
from typing import TYPE_CHECKING

from onrecord.errors import AnchorError, FormatError, InputError, ModelError, OnrecordError
from onrecord.records import (
    Accounts,
    Anchor,
    Annotated,
    Basis,
    Claim,
    Decision,
    Document,
    Finding,
    Passage,
    QuoteVariant,
    Refusal,
    Relation,
    Report,
    Source,
    Sources,
    Span,
    Statement,
    Voice,
)

if TYPE_CHECKING:
    import altair

    from onrecord.export.tables import Table

__all__ = [
    "Accounts",
    "Anchor",
    "AnchorError",
    "Annotated",
    "Basis",
    "Claim",
    "Decision",
    "Document",
    "Finding",
    "FormatError",
    "InputError",
    "ModelError",
    "OnrecordError",
    "Passage",
    "QuoteVariant",
    "Refusal",
    "Relation",
    "Report",
    "Source",
    "Sources",
    "Span",
    "Statement",
    "Voice",
    "compare",
    "plot_agreement",
    "plot_speakers",
    "plot_timeline",
    "read_documents",
    "tables",
]

NOTEBOOK = "_repr_html_"  # the method that notebooks ask for


def read_documents(paths: Iterable[str | PathLike[str]]) -> tuple[Document, ...]:
    """The accounts in plain text or HTML files, in the order given. Raises `InputError`, naming the file and the reason, for the first that cannot be read."""
    from onrecord.ingest import read_documents as read_paths

    documents, refusals = read_paths([fspath(path) for path in paths])
    if refusals:
        raise InputError(refusals[0].reason)
    return documents


def compare(accounts: Iterable[str | PathLike[str] | Document], *, decisions: Sequence[Decision] = ()) -> Report:
    """Set accounts of one event side by side, given as paths or as documents. Raises `InputError` for a file that cannot be read."""
    from onrecord.pipeline import compare as compare_documents

    given = list(accounts)
    read = iter(read_documents([one for one in given if not isinstance(one, Document)]))
    return compare_documents([one if isinstance(one, Document) else next(read) for one in given], decisions=decisions)


def tables(report: Report) -> "dict[str, Table]":
    """A report as flat tables by name (`statements`, `claims`, `sources`, `quotations`), for data frames and anything that reads Arrow."""
    from onrecord.export.tables import make_tables

    return make_tables(report)


def plot_speakers(report: Report) -> "altair.LayerChart":
    """Who speaks where. Raises `FormatError` without Altair (`pip install 'onrecord[notebook]'`), as the other plots do."""
    from onrecord.export.plots import plot_speakers as plot

    return plot(report)


def plot_agreement(report: Report) -> "altair.Chart":
    """How the accounts stand on each claim, in the order of the page."""
    from onrecord.export.plots import plot_agreement as plot

    return plot(report)


def plot_timeline(report: Report) -> "altair.Chart":
    """Who is quoted when."""
    from onrecord.export.plots import plot_timeline as plot

    return plot(report)


def show_report(report: Report) -> str:
    """The page of a report in a frame of its own, for notebooks."""
    from onrecord.export.html import export_html

    page = escape(export_html(report).decode("utf-8"))
    return f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="onrecord report" width="100%" height="800" style="border:0"></iframe>'


setattr(Report, NOTEBOOK, show_report)
