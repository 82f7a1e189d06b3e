"""120 labelled alterations: are the kinds of change right, and whether the text shows them?"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.records import Annotated, Edit, QuoteVariant
from onrecord.resolve import resolve_sources
from onrecord.trace import trace_quotes

Read = Callable[[str], Annotated]
DATA = tomllib.loads((Path(__file__).parent.parent / "cases" / "alterations.toml").read_text(encoding="utf-8"))
KINDS_RIGHT, MARKS_RIGHT = 0.95, 0.97


def write_account(words: str, by: str) -> str:
    """The passage itself, or the words as a quotation of a speaker."""
    return words.removeprefix("= ") + "\n" if words.startswith("= ") else f"“{words.strip('“”')},” {by} said.\n"


def name_edit(edit: Edit) -> tuple[str, bool]:
    """The kind of a change as the labels have it, and whether it is marked."""
    return f"{edit.kind} {edit.where}" if edit.where else str(edit.kind), edit.marked


def trace_case(case: dict[str, Any], by: str, read: Read) -> tuple[QuoteVariant, ...]:
    articles = tuple(sorted((read(write_account(case[side], by)) for side in ("full", "other")), key=lambda article: article.document.id))
    return trace_quotes(articles, resolve_sources(articles, ()))


def test_kinds_and_marks(read_account: Read) -> None:
    cases = DATA["case"]
    assert len(cases) == 120
    wrong, marks, right_marks = [], 0, 0
    for at, case in enumerate(cases):
        by = case.get("by", DATA["by"][at % len(DATA["by"])])
        labels = {label.removesuffix(" marked"): label.endswith(" marked") for label in case["edits"]}
        found = [dict(map(name_edit, variant.edits)) for variant in trace_case(case, by, read_account)]
        best = max(found, key=lambda edits: (edits.keys() == labels.keys(), len(edits.keys() & labels.keys())), default={})
        if best.keys() != labels.keys():
            wrong.append(f"{case['other']!r}: expected {sorted(labels)}, found {sorted(best)}")
        for kind in best.keys() & labels.keys():
            marks += 1
            right_marks += best[kind] == labels[kind]
    assert len(wrong) <= (1 - KINDS_RIGHT) * len(cases), "\n".join(wrong)
    assert right_marks >= MARKS_RIGHT * marks
