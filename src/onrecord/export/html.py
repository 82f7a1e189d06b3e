"""The page that a reader sees: one file without any outside request, which works without JavaScript too."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from onrecord.export.page import make_page
from onrecord.export.shown import ShownTelling
from onrecord.export.wording import ACCOUNTS, CUT_PLACES, EDITS, REASONS, SEVERITIES, SOURCES, STANDING, count, head, surety
from onrecord.records import Report

FORBIDDEN = re.compile(r"[\x00\ud800-\udfff]")


def export_html(report: Report, *, title: str = "") -> bytes:
    """The page, under a title where it has one.

    Everything from the accounts is escaped; the only script and style that may run are the page's own, by their hashes.
    """
    shown = make_page(report)
    style, script = load_asset("page.css") + write_hashes([account.sha256 for account in shown.accounts]), load_asset("page.js")
    page = (
        make_environment()
        .get_template("page.html")
        .render(
            page=shown,
            title=title,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=write_policy(style, script),
        )
    )
    return page.encode("utf-8", "replace")


def write_hashes(hashes: Sequence[str]) -> str:
    """Styles that print the hash of its text beside each place; `hashes` in the order of the columns."""
    found = ((at, digest[:8]) for at, digest in enumerate(hashes, 1) if digest.isalnum())
    rules = " ".join(f'[href*="#a{at}-"] {{ --hash: " \\b7  {digest}"; }}' for at, digest in found)
    return f"@media print {{ {rules} }}\n"


def write_reading(telling: ShownTelling) -> Markup:
    """Who says it in which account, and how sure that is."""
    pattern = Markup("<u>{}</u><bdi>{}</bdi> <small>{:.0f} %</small>")
    return pattern.format(telling.place.account, telling.short, telling.basis.score * 100 if telling.basis else 0)


def write_policy(style: str, script: str) -> str:
    """Content-Security-Policy: nothing but this style and this script."""
    return f"default-src 'none'; style-src '{hash_asset(style)}'; script-src '{hash_asset(script)}'; base-uri 'none'; form-action 'none'"


def hash_asset(asset: str) -> str:
    return f"sha256-{b64encode(sha256(asset.encode()).digest()).decode()}"


@cache
def load_asset(name: str) -> str:
    return (files("onrecord.export") / "templates" / name).read_text(encoding="utf-8")


@cache
def make_environment(*packages: str) -> Environment:
    """Templates with everything escaped, and the words of the program; those of `packages` stand before the page's own of the same name."""
    folders = [files(package) / "templates" for package in ("onrecord.export", *packages)]
    templates = {path.name: path.read_text(encoding="utf-8") for folder in folders for path in folder.iterdir() if path.name.endswith(".html")}
    environment = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(
        accounts_words=ACCOUNTS, sources_words=SOURCES, reasons=REASONS, edits=EDITS, standing=STANDING, count=count, head=head, surety=surety, base=""
    )
    environment.globals.update(severities=SEVERITIES, cut_places=CUT_PLACES)
    environment.filters.update(verbatim=write_verbatim, reading_of=write_reading)
    return environment


def write_verbatim(words: str) -> Markup:
    """Words of an account in HTML, such that the page's text is exactly these words.

    Carriage returns would come back as line feeds unless written as references. What a page cannot hold at all (NUL, lone surrogates) is shown as U+FFFD.
    """
    return Markup(str(escape(FORBIDDEN.sub("\ufffd", words))).replace("\r", "&#13;"))  # noqa: S704 - escaped here
