"""On whose word an account has something: the outlet, those who tell it, the one who is told of, as `Herald ← Lavrov ← Trump`."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import PurePath

from onrecord.records import Annotated, Document, Statement
from onrecord.text import exact

ARROW = " ← "
NOBODY = "somebody not named"


def name_account(document: Document) -> str:
    """The outlet of an account; else whom it credits with its text ("Northern Wire copy"), else its file's name."""
    if document.meta.outlet:
        return document.meta.outlet.value
    if document.credits:
        return f"{exact(document.text, document.credits[0].name)} copy"
    return PurePath(document.meta.path).name


def find_chain(article: Annotated, statement: Statement, speakers: Mapping[str, str]) -> tuple[str, ...]:
    """The names from the account in to the statement's own speaker; one who tells of his own words stands once. `speakers`: name by statement id."""
    by_id = {s.id: s for s in article.statements}
    names = []
    inner: Statement | None = statement
    while inner is not None:
        own = exact(article.document.text, inner.source) if inner.source else NOBODY
        names.append(speakers.get(inner.id) or own)
        inner = by_id.get(inner.within) if inner.within else None
    return tuple(name for name, _ in groupby((name_account(article.document), *reversed(names))))


def print_chain(names: tuple[str, ...]) -> str:
    return ARROW.join(names)
