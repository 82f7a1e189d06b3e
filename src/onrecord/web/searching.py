"""Pages that search everything said, and people."""

import csv
import io
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, TypeAlias
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from starlette.responses import Response

from onrecord.export.json import encode
from onrecord.export.page import make_page
from onrecord.export.shown import ShownQuotation
from onrecord.store import Hit, Query, Store, find_people, read_report, search_said
from onrecord.text import exact
from onrecord.web.api import Asked, Desk
from onrecord.web.forms import frame_of
from onrecord.web.shapes import shape_hit
from onrecord.web.showing import show

router = APIRouter()
MOST_NAME = 5000  # characters; an account may call somebody by a whole sentence
A_PAGE = 50  # hits
MOST = 5000  # hits of an export
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula

Named: TypeAlias = Annotated[str, Parameter(max_length=MOST_NAME)]
Typed: TypeAlias = Annotated[str, Parameter(max_length=200)]


class Table(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def write_address(query: Query) -> str:
    """The query as the page's own parameters, without the empty ones."""
    asked = {"q": query.words, "person": query.person, "outlet": query.outlet, "speaker": query.speaker, "since": query.since, "until": query.until}
    return urlencode({name: value for name, value in asked.items() if value}, errors="replace")


@router.get("/search")
def see_search(request: Request, store: Desk, query: Asked, page: Annotated[int, Parameter(ge=1, le=10_000)] = 1) -> Response:
    address = write_address(query)
    found = search_said(store, query, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    people = find_people(store, query, limit=12)
    values = {"query": query, "found": found, "people": people, "address": address, "number": page, "pages": max(1, -(-found.total // A_PAGE))}
    return show("search.html", frame_of(request, "search"), values)


@router.get("/search/export/{format}")
def export_search(format: Table, store: Desk, query: Asked) -> Response:
    """All hits as JSON lines, or as a table for a spreadsheet."""
    hits = read_all(store, query)
    data = b"".join(encode(shape_hit(hit)) + b"\n" for hit in hits) if format is Table.JSONL else write_table(hits)
    kind = "application/jsonl" if format is Table.JSONL else "text/csv; charset=utf-8"
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="said.{format}"'})


def read_all(store: Store, query: Query) -> Iterable[Hit]:
    for offset in range(0, MOST, 500):
        hits = search_said(store, query, limit=500, offset=offset).hits
        yield from hits
        if len(hits) < 500:
            return


def write_table(hits: Iterable[Hit]) -> bytes:
    """One statement a row; a cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("speaker", "words", "form", "outlet", "published", "document", "start", "end"))
    for hit in hits:
        content, published = hit.statement.content, hit.document.meta.published
        words = " … ".join(exact(hit.document.text, span) for span in content)
        cells = (hit.speaker, words, str(hit.statement.form), hit.outlet, published.value if published else "", hit.document.id)
        rows.writerow((*(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells), content[0].start, content[-1].end))
    return out.getvalue().encode("utf-8-sig", "replace")


@router.get("/people")
def see_people(
    request: Request, store: Desk, name: Annotated[str, Parameter(max_length=MOST_NAME)] = "", person: Annotated[str, Parameter(max_length=200)] = ""
) -> Response:
    """Who speaks in the store; with a name, everything that this one has said."""
    if not name:
        people = find_people(store, Query(person=person), limit=200)
        return show("people.html", frame_of(request, "people"), {"people": people, "person": person})
    found = search_said(store, Query(speaker=name), limit=500)
    events = dict.fromkeys(hit.event for hit in found.hits if hit.event)
    quoted = [quotation for event in events for quotation in find_quotations(store, event, name)]
    values = {"name": name, "found": found, "quoted": quoted, "address": urlencode({"speaker": name}, errors="replace")}
    return show("person.html", frame_of(request, "people"), values)


def find_quotations(store: Store, event: str, name: str) -> list[tuple[str, ShownQuotation, tuple[str, ...]]]:
    """The changed quotations of somebody in an event, with the names of its accounts."""
    report = read_report(store, event)
    page = make_page(report) if report else None
    return [(event, quotation, tuple(a.name for a in page.accounts)) for quotation in page.quotations if quotation.speaker == name] if page else []
