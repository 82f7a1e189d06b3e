"""What the pages and the interface do: each a few calls of the pipeline and the store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from onrecord.annotate import annotate
from onrecord.decisions import decision_id
from onrecord.errors import InputError
from onrecord.ingest import read_document
from onrecord.ingest.given import give_facts
from onrecord.models import Models, load_models
from onrecord.pipeline import compare_articles, write_stamp
from onrecord.records import Annotated, Decision, Document, Report, content_id
from onrecord.store import (
    Kept,
    Store,
    add_annotated,
    add_document,
    find_document,
    put_report,
    read_annotated,
    read_event,
    read_report,
    read_rulings,
    set_accounts,
)

MOST_ACCOUNTS = 26  # of one event; sides have letters
LOADING, READING = Lock(), Lock()  # the models are loaded once, and read one text at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An account as somebody gives it: its bytes, what to call the file, and what its text does not say."""

    data: bytes = field(repr=False)
    name: str
    outlet: str = ""
    url: str = ""
    published: str = ""


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def get_models() -> Models:
    with LOADING:
        return load_models()


@contextmanager
def borrow_models() -> Iterator[Models]:
    models = get_models()
    with READING:
        yield models


def read_given(given: Given) -> Document:
    """Raises `InputError` for what is no account."""
    return give_facts(read_document(given.data, given.name), url=given.url, outlet=given.outlet, published=given.published)


def keep_accounts(store: Store, accounts: Sequence[Given]) -> tuple[str, ...]:
    """Keeps accounts; their ids. All are read before the first is kept: one that cannot be read keeps none."""
    documents = [(read_given(given), given.data) for given in accounts]
    for document, data in documents:
        add_document(store, document, data)
    return tuple(dict.fromkeys(document.id for document, _ in documents))


def add_to_event(store: Store, event: str, accounts: Sequence[Given]) -> None:
    had = read_event(store, event).event.accounts
    if len(had) + len(accounts) > MOST_ACCOUNTS:
        raise InputError(f"an event has at most {MOST_ACCOUNTS} accounts")
    set_accounts(store, event, (*had, *keep_accounts(store, accounts)))


def read_article(store: Store, document: str, models: Models) -> Annotated:
    """What an account says, read now if it was not read by this program and these models yet."""
    stamp = write_stamp(models.names)
    kept = read_annotated(store, document, stamp)
    if kept is None:
        kept = annotate(find_document(store, document), models)
        add_annotated(store, kept, stamp)
    return kept


def compare_event(store: Store, event: str) -> Report:
    """Compares the accounts of an event under the decisions in force, and keeps the result."""
    with borrow_models() as models:
        accounts = read_event(store, event).event.accounts
        articles = tuple(read_article(store, document, models) for document in accounts)
        decisions = read_rulings(store, in_force=True)
        report = compare_articles(articles, models, decisions)
        put_report(store, event, report, stamp=write_event_stamp(accounts, decisions, models), at=now())
        return report


def write_event_stamp(accounts: Sequence[str], decisions: Sequence[Decision], models: Models) -> str:
    """Names all that a comparison rests on."""
    return content_id("stamp", write_stamp(models.names), *accounts, "ruled", *map(decision_id, decisions))


def is_stale(store: Store, kept: Kept) -> bool:
    """Whether accounts, decisions or the program changed since an event was compared."""
    return kept.stamp != write_event_stamp(kept.event.accounts, read_rulings(store, in_force=True), get_models())


def find_report(store: Store, event: str) -> Report:
    """The kept comparison, or a first one."""
    return read_report(store, event) or compare_event(store, event)


def read_alone(store: Store, account: str) -> Report:
    """One account compared with nothing."""
    with borrow_models() as models:
        return compare_articles((read_article(store, account, models),), models, read_rulings(store, in_force=True))


def propose_title(document: Document) -> str:
    """What an event is called when nobody says: the title of its first account, else its name."""
    title = document.meta.title.value if document.meta.title else document.meta.path
    return " ".join(title.split())[:120] or "Untitled"
