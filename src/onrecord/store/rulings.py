"""Decisions in the store: they are added and never changed; undoing one adds another."""

from collections.abc import Iterable

from onrecord.decisions import decision_id, find_in_force
from onrecord.errors import MissingError
from onrecord.records import Decision, Ruling
from onrecord.store.opening import Run, Store, reading, writing
from onrecord.store.tables import DECISIONS, insert_sql, read_row, select_sql, write_row


def add_decisions(store: Store, decisions: Iterable[Decision]) -> int:
    """Keeps rulings; how many of them are new."""
    with writing(store) as run:
        return sum(add_decision(run, decision) for decision in decisions)


def add_decision(run: Run, decision: Decision) -> bool:
    own = decision_id(decision)
    if run("SELECT 1 FROM decision WHERE id = ?", (own,)).fetchone():
        return False
    run(insert_sql(DECISIONS), write_row(DECISIONS, decision, own))
    return True


def undo_decision(store: Store, decision: str, *, user: str, at: str) -> Decision:
    """Adds the ruling that another one no longer holds. Raises `StoreError` when there is no such one in force."""
    held = {decision_id(one) for one in read_rulings(store, in_force=True)}
    if decision not in held:
        raise MissingError(f"no decision {decision!r} is in force in this store")
    undoing = Decision(kind=Ruling.UNDO, left=decision, right="", same=False, user=user, at=at)
    add_decisions(store, (undoing,))
    return undoing


def read_rulings(store: Store, *, in_force: bool = False) -> tuple[Decision, ...]:
    """All rulings in the order in which they came, or those that hold by the moment they were made."""
    with reading(store) as run:
        found = tuple(read_row(DECISIONS, Decision, row) for row in run(f"{select_sql(DECISIONS)} ORDER BY rowid"))
    return find_in_force(found) if in_force else found
