"""Pages of events: the desk, the accounts of one, its report."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.errors import InputError, MissingError
from onrecord.export import EXPORTERS, export_html
from onrecord.export.html import write_hashes
from onrecord.export.page import make_page
from onrecord.records import Report
from onrecord.store import (
    Kept,
    Store,
    add_event,
    find_document,
    list_events,
    read_event,
    read_original,
    remove_event,
    rename_event,
    set_accounts,
)
from onrecord.web.api import TYPES, Desk, Format
from onrecord.web.forms import Form, Submitted, frame_of, lead_on, read_accounts
from onrecord.web.showing import show
from onrecord.web.work import add_to_event, compare_event, find_report, is_stale, keep_accounts, now, propose_title, read_alone

router = APIRouter()


@router.get("/")
def see_desk(request: Request, store: Desk) -> Response:
    return show("desk.html", frame_of(request, "desk"), {"events": list_events(store)})


@router.post("/events")
def begin_event(request: Request, store: Desk, form: Form) -> Response:
    """Keeps the accounts given together, and compares them when there are two."""
    accounts = keep_accounts(store, read_accounts(form, request))
    event = add_event(store, form.text("title")[:200] or propose_title(find_document(store, accounts[0])), accounts, now())
    if len(accounts) < 2:
        return lead_on(f"/events/{event.id}/accounts")
    compare_event(store, event.id)
    return lead_on(f"/events/{event.id}", "compared")


@router.get("/events/{event}")
def see_event(event: str, request: Request, store: Desk) -> Response:
    """The report; where there is nothing to compare yet, the accounts."""
    kept = read_event(store, event)
    if not kept.event.accounts:
        return lead_on(f"/events/{event}/accounts")
    return show_report(request, kept, find_report(store, event), stale=bool(kept.stamp) and is_stale(store, kept))


def show_report(request: Request, kept: Kept, report: Report, *, stale: bool) -> Response:
    values = {"page": make_page(report), "title": kept.event.title, "kept": kept, "stale": stale}
    return show("report.html", frame_of(request, "event"), values)


@router.get("/events/{event}/print.css")
def style_print(event: str, store: Desk) -> Response:
    """The hashes that are printed beside the places of this report."""
    hashes = [article.document.meta.raw_sha256 for article in find_report(store, event).articles]
    return Response(write_hashes(hashes), media_type="text/css; charset=utf-8")


@router.post("/events/{event}/compare")
def compare_again(event: str, store: Desk) -> Response:
    compare_event(store, event)
    return lead_on(f"/events/{event}", "compared")


@router.get("/events/{event}/export/{format}")
def export_event(event: str, format: Format, store: Desk) -> Response:
    """The report as a file; the page is the same that the command writes, under the event's title."""
    kept, report = read_event(store, event), find_report(store, event)
    data = export_html(report, title=kept.event.title) if format is Format.HTML else EXPORTERS[format](report)
    return Response(data, media_type=TYPES[format], headers={"Content-Disposition": f'attachment; filename="{event}.{format}"'})


@router.get("/events/{event}/places/{document}/{start}")
def find_passage(event: str, document: str, start: int, store: Desk) -> Response:
    """Leads to a place in the report by its document: which column that is may change."""
    documents = [article.document.id for article in find_report(store, event).articles]
    if document not in documents:
        raise MissingError(f"no account {document!r} in this event")
    return lead_on(f"/events/{event}#a{documents.index(document) + 1}-{start}")


@router.get("/events/{event}/accounts")
def see_accounts(event: str, request: Request, store: Desk) -> Response:
    kept = read_event(store, event)
    documents = [find_document(store, account) for account in kept.event.accounts]
    values = {"kept": kept, "documents": documents, "stale": bool(kept.stamp) and is_stale(store, kept)}
    return show("accounts.html", frame_of(request, "event"), values)


@router.post("/events/{event}/accounts")
def change_event(event: str, request: Request, store: Desk, form: Form) -> Response:
    """Adds accounts, takes one out, gives another title, or forgets the event, as the button says."""
    action, _, account = form.text("change").partition(" ")
    if action == "forget":
        remove_event(store, event)
        return lead_on("/", "forgotten")
    change_accounts(event, action, account, (request, store, form))
    return lead_on(f"/events/{event}/accounts", "changed")


def change_accounts(event: str, action: str, account: str, asked: tuple[Request, Store, Submitted]) -> None:
    request, store, form = asked
    if action == "add":
        add_to_event(store, event, read_accounts(form, request))
    elif action == "remove":
        set_accounts(store, event, [one for one in read_event(store, event).event.accounts if one != account])
    elif action == "rename" and form.text("title"):
        rename_event(store, event, form.text("title")[:200])
    else:
        raise InputError("the form says nothing that can be done here")


@router.get("/accounts/{account}")
def see_account(account: str, request: Request, store: Desk) -> Response:
    """One account by itself: who says what in it."""
    values = {"page": make_page(read_alone(store, account)), "title": "", "kept": None, "stale": False}
    return show("report.html", frame_of(request, "account"), values)


@router.get("/accounts/{account}/original")
def get_original(account: str, store: Desk) -> Response:
    """The bytes that came in, to keep and to check a report against; never shown as a page."""
    name = find_document(store, account).meta.path.rpartition("/")[2].encode("ascii", "ignore").decode()
    safe = "".join(c for c in name if c.isalnum() or c in "._-") or "account"
    return Response(read_original(store, account), media_type="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{safe}"'})
