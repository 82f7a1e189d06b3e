"""The application: one factory, nothing at import."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from onrecord.errors import MissingError, OnrecordError, StoreError
from onrecord.web import api, events, rulings, searching
from onrecord.web.fetching import fetch_page
from onrecord.web.guard import MAX_BODY, Guard
from onrecord.web.showing import show_error
from onrecord.web.static import find_asset

Fetch = Callable[[str], tuple[bytes, str]]
PROBLEM = "application/problem+json"
DESCRIPTION = (
    "Compares accounts of one event: who said what, on whose word, and where the accounts part. It does not say what is true. Nothing leaves this machine."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the store is, who decides when nobody says, the token that is asked for (None: only this machine can ask), what gets a page from the web."""

    store: Path
    user: str = "reader"
    token: str | None = None
    fetch: Fetch = fetch_page


def make_app(settings: Settings) -> FastAPI:
    """The application over a store. It asks nobody for anything unless somebody gives an address to fetch."""
    app = FastAPI(title="onrecord", version=version("onrecord"), description=DESCRIPTION, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.state.settings = settings
    app.include_router(api.router)
    for part in (events, rulings, searching):
        app.include_router(part.router, include_in_schema=False)
    app.add_api_route("/static/{name}", find_asset, include_in_schema=False)
    app.add_middleware(Guard, token=settings.token)
    app.add_exception_handler(OnrecordError, answer_error)
    app.add_exception_handler(HTTPException, answer_error)
    app.add_exception_handler(RequestValidationError, answer_error)
    app.add_exception_handler(ClientDisconnect, answer_error)
    app.add_exception_handler(Exception, answer_error)
    return app


def answer_error(request: Request, error: Exception) -> Response:
    """A problem (RFC 9457) for machines, a page for people."""
    status, detail, more = explain_error(error)
    if request.url.path.startswith("/v1/"):
        return api.answer_problem(status, detail, more)
    return show_error(status, detail)


def explain_error(error: Exception) -> tuple[int, str, object]:
    """Status, what was wrong, and where in the input."""
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), None
    if isinstance(error, RequestValidationError):
        places = [{"at": ".".join(map(str, one["loc"])), "message": str(one["msg"])} for one in error.errors()]
        return 422, "; ".join(f"{one['at']}: {one['message']}" for one in places), places
    if isinstance(error, ClientDisconnect):
        return 413, f"At most {MAX_BODY:,} bytes at once.", None
    if isinstance(error, MissingError):
        return 404, str(error), None
    if isinstance(error, StoreError):
        return 503, str(error), None
    if isinstance(error, OnrecordError):
        return 422, str(error), None
    return 500, "Something went wrong in onrecord itself.", None
