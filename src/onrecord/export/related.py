"""Pairs of sentences as JSON lines: what `onrecord relate` reads and writes."""

import json
from collections.abc import Iterable, Iterator

from onrecord.errors import InputError
from onrecord.records import Related


def read_pairs(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, str]]:
    """The pairs of the lines `{"a": ..., "b": ...}`, blank lines left out. Raises `InputError` that names the line for one that is no such pair."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_pair(line, f"{name}, line {number}")


def _read_pair(line: bytes, where: str) -> tuple[str, str]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise InputError(f"{where}: not JSON in UTF-8 ({error})") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: not an object with a and b")
    sides = []
    for key in ("a", "b"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise InputError(f"{where}: {key} is missing, empty or no text")
        sides.append(row[key])
    return sides[0], sides[1]


def export_related(related: Related) -> bytes:
    """One line: kind, conflict, reason, and evidence (start and end of the places that collide, in code points), the last two null where nothing does."""
    evidence = None
    if related.left is not None and related.right is not None:
        evidence = {"a": [related.left.start, related.left.end], "b": [related.right.start, related.right.end]}
    row = {"kind": related.kind, "conflict": related.conflict, "reason": related.reason, "evidence": evidence}
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
