"""The memory: accounts, what was read in them, events with their comparisons, and decisions, in one SQLite file."""

from onrecord.store.accounts import NOBODY, add_annotated, add_document, find_document, list_documents, read_annotated, read_original
from onrecord.store.checking import check_store
from onrecord.store.events import Kept, add_event, list_events, put_report, read_event, read_report, remove_event, rename_event, set_accounts
from onrecord.store.opening import Store, open_store
from onrecord.store.places import find_place
from onrecord.store.rulings import add_decisions, read_rulings, undo_decision
from onrecord.store.search import Found, Hit, Person, Query, find_people, search_said

__all__ = [
    "NOBODY",
    "Found",
    "Hit",
    "Kept",
    "Person",
    "Query",
    "Store",
    "add_annotated",
    "add_decisions",
    "add_document",
    "add_event",
    "check_store",
    "find_document",
    "find_people",
    "find_place",
    "list_documents",
    "list_events",
    "open_store",
    "put_report",
    "read_annotated",
    "read_event",
    "read_original",
    "read_report",
    "read_rulings",
    "remove_event",
    "rename_event",
    "search_said",
    "set_accounts",
    "undo_decision",
]
