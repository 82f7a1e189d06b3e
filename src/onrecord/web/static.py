"""Styles, scripts and the icon; the report's own are the desk's own."""

from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.responses import Response

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
HOMES = dict.fromkeys(("page.css", "page.js"), "onrecord.export/templates") | dict.fromkeys(("desk.css", "desk.js", "icon.svg"), "onrecord.web/static")


def find_asset(name: str) -> Response:
    if name not in HOMES:
        raise HTTPException(404, "There is no such file.")
    return Response(load_asset(name), media_type=TYPES[name.rpartition(".")[2]], headers={"Cache-Control": "no-cache"})


@cache
def load_asset(name: str) -> bytes:
    package, _, folder = HOMES[name].partition("/")
    return (files(package) / folder / name).read_bytes()
