"""Pages as responses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from starlette.responses import HTMLResponse

from onrecord.export.html import make_environment
from onrecord.export.reading import MODES
from onrecord.store import NOBODY

HEADINGS = {
    400: "That could not be read",
    404: "There is nothing here",
    422: "That could not be used",
    503: "The store cannot be used",
    500: "Something went wrong",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page: which part of the desk this is, who decides, and a word of what was just done."""

    part: str
    user: str
    note: str = ""


@cache
def find_templates() -> Environment:
    environment = make_environment("onrecord.web")
    environment.globals.update(form_words=MODES, nobody=NOBODY)
    return environment


def show(template: str, frame: Frame, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
    """A page of the desk."""
    text = find_templates().get_template(template).render(values, frame=frame)
    return HTMLResponse(text.encode("utf-8", "replace"), status)


def show_error(status: int, detail: str) -> HTMLResponse:
    heading = HEADINGS.get(status, "That did not work")
    return show("error.html", Frame(part="", user=""), {"heading": heading, "detail": detail}, status=status)
