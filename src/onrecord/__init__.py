"""onrecord sets several accounts of one event side by side: who said what, on whose word, and where the accounts part. It never says what is true.

import onrecord
report = onrecord.compare(["herald.txt", "courier.html"])
report.findings
"""

from collections.abc import Iterable, Sequence
from html import escape
from os import PathLike, fspath

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
    "read_documents",
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


def show_report(report: Report) -> str:
    """The page of a report in a frame of its own, for notebooks."""
    from onrecord.export.html import export_html

    page = escape(export_html(report).decode("utf-8"))
    return f'<iframe srcdoc="{page}" sandbox="allow-scripts" title="onrecord report" width="100%" height="800" style="border:0"></iframe>'


setattr(Report, NOTEBOOK, show_report)
