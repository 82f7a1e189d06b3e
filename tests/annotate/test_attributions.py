"""Who said what: invented prose in tiers. STRONG cases hold; of the others as many hold as did when they were written."""

import importlib.util
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.records import Annotated, Polarity, Span, Statement

HERE = Path(__file__).parent
spec = importlib.util.spec_from_file_location("annotate_marked", HERE / "marked.py")
assert spec is not None
assert spec.loader is not None
marked = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = marked
spec.loader.exec_module(marked)
CASES = marked.read_cases(HERE.parent / "cases" / "attribution")
WORD = re.compile(r"\w+")
FLOOR = {"MEDIUM": 0, "WEAK": 0}

Read = Callable[[str], Annotated]


def words(text: str, spans: Sequence[Span | None]) -> set[int]:
    return {m.start() for s in spans if s is not None for m in WORD.finditer(text, s.start, s.end)}


def content(text: str, statement: Statement) -> set[int]:
    return words(text, statement.content) - words(text, (statement.source, statement.cue))


def is_meant(text: str, statement: Statement, roles: dict[str, list[Span]]) -> bool:
    wanted = words(text, roles["Q"]) - words(text, [*roles.get("S", []), *roles.get("C", [])])
    cue = words(text, roles.get("C", []))
    told = "T" not in roles or words(text, (statement.told_to,)) == words(text, roles["T"])
    source = words(text, (statement.source,)) == words(text, roles.get("S", []))
    return content(text, statement) - words(text, roles.get("T", [])) == wanted and source and told and cue <= words(text, (statement.cue,))


def stands_in(inner: list[Span], outer: list[Span]) -> bool:
    return all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)


def faults(case: Any, article: Annotated) -> list[str]:
    """What is wrong with the statements of a case's text, in words."""
    text, found = article.document.text, article.statements
    matched = {n: next((s for s in found if is_meant(text, s, roles)), None) for n, roles in case.marked.items()}
    wrong = [f"statement {n} not found" for n, s in matched.items() if s is None]
    known = {s.id for s in matched.values() if s is not None}
    wrong += [f"unwanted: {[text[c.start : c.end] for c in s.content]}" for s in found if s.within is None and s.id not in known]
    for n, inner in matched.items():
        outer = [
            m
            for m, roles in case.marked.items()
            if m != n and inner and all(any(q.start <= x.start and x.end <= q.end for q in roles["Q"]) for x in case.marked[n]["Q"])
        ]
        parent = matched[max(outer)] if outer else None
        if inner is not None and inner.within != (parent.id if parent else None):
            wrong.append(f"statement {n} stands in {inner.within}")
    first = matched.get(1)
    if first is not None and (first.polarity is Polarity.NEGATIVE) != ("negative" in case.notes):
        wrong.append(f"polarity {first.polarity}")
    return wrong


@pytest.mark.parametrize("case", [c for c in CASES if c.tier == "STRONG"], ids=lambda c: c.name)
def test_strong_cases_hold(case: Any, read: Read) -> None:
    assert faults(case, read(case.text)) == []


@pytest.mark.parametrize("tier", ["MEDIUM", "WEAK"])
def test_weaker_cases_hold_as_before(tier: str, read: Read) -> None:
    held = [c.name for c in CASES if c.tier == tier and not faults(c, read(c.text))]
    assert len(held) >= FLOOR[tier], held
