"""The page that a reader sees: one file without any outside request, which works without JavaScript too."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from onrecord.export.page import make_page
from onrecord.export.wording import ACCOUNTS, CUT_PLACES, EDITS, REASONS, SEVERITIES, SOURCES, STANDING, count, head, surety
from onrecord.records import Report

FORBIDDEN = re.compile(r"[\x00\ud800-\udfff]")


def export_html(report: Report) -> bytes:
    """The page. Everything from the accounts is escaped; the only script and style that may run are the page's own, by their hashes."""
    style, script = load_asset("page.css"), load_asset("page.js")
    page = (
        load_environment()
        .get_template("page.html")
        .render(
            page=make_page(report),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=write_policy(style, script),
        )
    )
    return page.encode("utf-8", "replace")


def write_policy(style: str, script: str) -> str:
    """Content-Security-Policy: nothing but this style and this script."""
    return f"default-src 'none'; style-src '{hash_asset(style)}'; script-src '{hash_asset(script)}'; base-uri 'none'; form-action 'none'"


def hash_asset(asset: str) -> str:
    return f"sha256-{b64encode(sha256(asset.encode()).digest()).decode()}"


@cache
def load_asset(name: str) -> str:
    return (files("onrecord.export") / "templates" / name).read_text(encoding="utf-8")


@cache
def load_environment() -> Environment:
    """Templates with everything escaped, and the words of the program."""
    templates = {path.name: path.read_text(encoding="utf-8") for path in (files("onrecord.export") / "templates").iterdir() if path.name.endswith(".html")}
    environment = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(
        accounts_words=ACCOUNTS, sources_words=SOURCES, reasons=REASONS, edits=EDITS, standing=STANDING, count=count, head=head, surety=surety
    )
    environment.globals.update(severities=SEVERITIES, cut_places=CUT_PLACES)
    environment.filters["verbatim"] = write_verbatim
    return environment


def write_verbatim(words: str) -> Markup:
    """Words of an account in HTML, such that the page's text is exactly these words.

    Carriage returns would come back as line feeds unless written as references. What a page cannot hold at all (NUL, lone surrogates) is shown as U+FFFD.
    """
    return Markup(str(escape(FORBIDDEN.sub("\ufffd", words))).replace("\r", "&#13;"))  # noqa: S704 - escaped here
