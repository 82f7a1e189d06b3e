"""The interface for programs: JSON in, JSON out, problems as RFC 9457."""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.errors import InputError
from onrecord.export import EXPORTERS
from onrecord.export.json import encode, shape_decision
from onrecord.export.shapes import Shape, shape_document
from onrecord.pipeline import compare, extract
from onrecord.records import Decision, Report, Ruling
from onrecord.store import Query as StoreQuery
from onrecord.store import (
    Store,
    add_decisions,
    add_event,
    find_document,
    find_people,
    list_documents,
    list_events,
    open_store,
    read_event,
    read_rulings,
    remove_event,
    search_said,
    undo_decision,
)
from onrecord.web.shapes import shape_found, shape_kept, shape_person
from onrecord.web.work import MOST_ACCOUNTS, Given, add_to_event, borrow_models, compare_event, find_report, keep_accounts, now, propose_title, read_given

JSON = "application/json"
TYPES = {"html": "text/html; charset=utf-8", "json": JSON, "jsonl": "application/jsonl"}


class Format(StrEnum):
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccountIn(Closed):
    """An account as text or HTML, and what its text does not say."""

    text: str = Field(min_length=1, max_length=5_000_000)
    name: str = Field("account.txt", min_length=1, max_length=200, description="What to call it; .html says that it is HTML.")
    outlet: str = Field("", max_length=200)
    url: str = Field("", max_length=2000)
    published: str = Field("", max_length=40, description="ISO 8601")


class DecisionIn(Closed):
    """A ruling; `at` is now when left out."""

    kind: Ruling = Ruling.SAME
    left: str = Field(min_length=1, max_length=80)
    right: str = Field("", max_length=80)
    same: bool = True
    user: str = Field(min_length=1, max_length=100)
    note: str = Field("", max_length=2000)
    at: str = Field("", max_length=40)


class CompareIn(Closed):
    accounts: list[AccountIn] = Field(min_length=1, max_length=MOST_ACCOUNTS)
    decisions: list[DecisionIn] = Field(default=[], max_length=1000)


class EventIn(Closed):
    title: str = Field("", max_length=200)
    accounts: list[AccountIn] = Field(min_length=1, max_length=MOST_ACCOUNTS)


class AccountsIn(Closed):
    accounts: list[AccountIn] = Field(min_length=1, max_length=MOST_ACCOUNTS)


def open_desk(request: Request) -> Iterator[Store]:
    """The store, for one request."""
    with open_store(request.app.state.settings.store) as store:
        yield store


Desk: TypeAlias = Annotated[Store, Depends(open_desk)]
PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": HTTPStatus(status).phrase, "content": {"application/problem+json": {}}} for status in (400, 404, 422, 503)
}
router = APIRouter(prefix="/v1", responses=PROBLEMS)


def answer(value: Shape | Sequence[Shape], status: int = 200) -> Response:
    return Response(encode(value), status, media_type=JSON)


def answer_problem(status: int, detail: str, errors: object = None) -> Response:
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail} | ({"errors": errors} if errors else {})
    return Response(json.dumps(problem), status, media_type="application/problem+json")


def answer_report(report: Report, format: Format = Format.JSON) -> Response:
    return Response(EXPORTERS[format](report), media_type=TYPES[format])


def take(account: AccountIn) -> Given:
    return Given(data=account.text.encode("utf-8"), name=account.name, outlet=account.outlet, url=account.url, published=account.published)


def rule(decision: DecisionIn) -> Decision:
    return Decision(**decision.model_dump() | {"at": decision.at or now()})


@router.post("/compare", summary="Compare accounts; nothing is kept")
def compare_given(given: CompareIn) -> Response:
    documents = {document.id: document for document in (read_given(take(account)) for account in given.accounts)}
    with borrow_models() as models:
        return answer_report(compare(list(documents.values()), models=models, decisions=[rule(decision) for decision in given.decisions]))


@router.post("/extract", summary="Who says what in one account; nothing is kept")
def extract_given(given: AccountIn) -> Response:
    with borrow_models() as models:
        return answer_report(extract(read_given(take(given)), models=models), Format.JSONL)


@router.get("/events", summary="All events")
def get_events(store: Desk) -> Response:
    return answer([shape_kept(kept) for kept in list_events(store)])


@router.post("/events", summary="Keep accounts together", status_code=201)
def post_event(given: EventIn, store: Desk) -> Response:
    accounts = keep_accounts(store, [take(account) for account in given.accounts])
    event = add_event(store, given.title.strip() or propose_title(find_document(store, accounts[0])), accounts, now())
    return answer(shape_kept(read_event(store, event.id)), 201)


@router.get("/events/{event}", summary="One event")
def get_event(event: str, store: Desk) -> Response:
    return answer(shape_kept(read_event(store, event)))


@router.delete("/events/{event}", summary="Forget an event; its accounts and the decisions stay", status_code=204)
def delete_event(event: str, store: Desk) -> Response:
    remove_event(store, event)
    return Response(status_code=204)


@router.post("/events/{event}/accounts", summary="Add accounts to an event")
def post_accounts(event: str, given: AccountsIn, store: Desk) -> Response:
    add_to_event(store, event, [take(account) for account in given.accounts])
    return answer(shape_kept(read_event(store, event)))


@router.post("/events/{event}/compare", summary="Compare the accounts of an event under the decisions in force, and keep the result")
def post_compare(event: str, store: Desk) -> Response:
    return answer_report(compare_event(store, event))


@router.get("/events/{event}/report", summary="The kept comparison of an event")
def get_report(event: str, store: Desk, format: Format = Format.JSON) -> Response:
    return answer_report(find_report(store, event), format)


@router.get("/accounts", summary="All accounts")
def get_accounts(store: Desk) -> Response:
    return answer([shape_document(document) for document in list_documents(store)])


@router.get("/accounts/{account}", summary="One account with its text")
def get_account(account: str, store: Desk) -> Response:
    document = find_document(store, account)
    return answer(shape_document(document) | {"text": document.text})


def read_query(
    q: Annotated[str, Query(max_length=200, description="words")] = "",
    person: Annotated[str, Query(max_length=200)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    speaker: Annotated[str, Query(max_length=5000, description="a whole name, as the answers give it")] = "",
    since: Annotated[str, Query(max_length=40, description="ISO 8601 day")] = "",
    until: Annotated[str, Query(max_length=40, description="ISO 8601 day")] = "",
) -> StoreQuery:
    return StoreQuery(words=q, person=person, outlet=outlet, speaker=speaker, since=since, until=until)


Asked: TypeAlias = Annotated[StoreQuery, Depends(read_query)]


@router.get("/search", summary="Statements that fit")
def get_search(store: Desk, query: Asked, limit: Annotated[int, Query(ge=1, le=500)] = 50, offset: Annotated[int, Query(ge=0, le=10**9)] = 0) -> Response:
    return answer(shape_found(search_said(store, query, limit=limit, offset=offset)))


@router.get("/people", summary="Who says what fits")
def get_people(store: Desk, query: Asked, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> Response:
    return answer([shape_person(person) for person in find_people(store, query, limit=limit)])


@router.get("/decisions", summary="All decisions, or those in force")
def get_decisions(store: Desk, in_force: bool = False) -> Response:
    return answer([shape_decision(decision) for decision in read_rulings(store, in_force=in_force)])


@router.post("/decisions", summary="Add a decision", status_code=201)
def post_decision(given: DecisionIn, store: Desk) -> Response:
    if given.kind is Ruling.UNDO:
        raise InputError("a decision is undone by its own address, /v1/decisions/{id}/undo")
    decision = rule(given)
    add_decisions(store, (decision,))
    return answer(shape_decision(decision), 201)


@router.post("/decisions/{decision}/undo", summary="Undo a decision", status_code=201)
def post_undo(decision: str, store: Desk, user: Annotated[str, Query(min_length=1, max_length=100)]) -> Response:
    return answer(shape_decision(undo_decision(store, decision, user=user, at=now())), 201)
