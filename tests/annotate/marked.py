"""Reads cases written as marked-up prose: `‹Q1 “No deal yet,”› ‹C1 said› ‹S1 Anna Berg›.`, marks inside marks allowed."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from onrecord.records import Span

HEADER = re.compile(r"== (STRONG|MEDIUM|WEAK): ([^\[\n]+?)(?: \[([^\]]*)\])?\n")
MARK = re.compile(r"‹([QSCT])(\d) |›")


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is marked in it: number of the statement -> role (Q, S, C, T) -> spans."""

    tier: str
    name: str
    notes: tuple[str, ...]
    text: str
    marked: dict[int, dict[str, list[Span]]]


def read_cases(folder: Path) -> list[Case]:
    return [case for path in sorted(folder.glob("*.txt")) for case in _read_file(path)]


def _read_file(path: Path) -> list[Case]:
    parts = HEADER.split(path.read_text(encoding="utf-8"))[1:]
    return [
        _read_case(tier, f"{path.stem}: {name}", tuple((notes or "").split()), body.strip())
        for tier, name, notes, body in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    ]


def _read_case(tier: str, name: str, notes: tuple[str, ...], body: str) -> Case:
    text, at = "", 0
    stack: list[tuple[str, int, int]] = []
    marked: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for m in MARK.finditer(body):
        text += body[at : m.start()]
        at = m.end()
        if m.group(1):
            stack.append((m.group(1), int(m.group(2)), len(text)))
        else:
            role, number, start = stack.pop()
            marked[number][role].append(Span(start, len(text)))
    if stack:
        raise ValueError(f"unclosed mark in {name}")
    return Case(tier, name, notes, text + body[at:], {number: dict(roles) for number, roles in marked.items()})
