"""People's rulings as data: their ids, which of them are in force, and the JSON lines in which they travel."""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.errors import FormatError
from onrecord.records import Decision, Ruling, content_id


def decision_id(decision: Decision) -> str:
    """The id of a ruling: the same words by the same person at the same moment are one ruling."""
    return content_id("decision", decision.kind, decision.left, decision.right, decision.same, decision.user, decision.at, decision.note)


def find_in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The rulings that hold, by the moment they were made: without those that were undone, and without the undoing."""
    ordered = sorted(decisions, key=lambda d: (d.at, decision_id(d)))
    undone = {decision.left for decision in ordered if decision.kind is Ruling.UNDO}
    return tuple(decision for decision in ordered if decision.kind is not Ruling.UNDO and decision_id(decision) not in undone)


def write_decisions(decisions: Iterable[Decision]) -> bytes:
    """One JSON object a line, keys sorted; undone rulings and their undoing included when given."""
    return b"".join(msgspec.json.encode(decision, order="sorted") + b"\n" for decision in decisions)


def read_decisions(data: bytes) -> Sequence[Decision]:
    """The rulings of JSON lines. Raises `FormatError` that names the first line which is none."""
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Decision))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise FormatError(f"line {number} is no decision: {error}") from error
    return found
