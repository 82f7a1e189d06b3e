"""Reads cases of who speaks, written as marked-up prose.

`‹1:The mayor› said ‹1=“No.”›` marks the source and the content of statement 1 (`@` an addressee); inside the content of another statement it is nested.
`---` begins another account; the last lines `1 2 = Mara Lind` tell which statements belong to one source, and its name.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.parsing import find_sentences, parse_document
from onrecord.ingest import read_document
from onrecord.models import Models
from onrecord.records import Annotated, Basis, Document, Form, Span, Statement
from onrecord.text import covers, exact

HEADER = re.compile(r"== (STRONG|MEDIUM|WEAK): (.+)\n")
MARK = re.compile(r"‹(\d+)([:=@])|›")
EXPECTED = re.compile(r"^((?:\d+ )+)= (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """Marked texts, one an account, and the expected name -> the statements that belong to it."""

    tier: str
    name: str
    accounts: tuple[str, ...]
    expected: dict[str, frozenset[str]]


def read_cases(folder: Path) -> list[Case]:
    cases = []
    for path in sorted(folder.glob("*.txt")):
        parts = HEADER.split(path.read_text(encoding="utf-8"))[1:]
        for tier, name, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            expected = {shown.strip(): frozenset(numbers.split()) for numbers, shown in EXPECTED.findall(body)}
            accounts = tuple(a.strip() + "\n" for a in EXPECTED.sub("", body).split("\n---\n"))
            cases.append(Case(tier, f"{path.stem}: {name}", accounts, expected))
    return cases


def make_article(marked: str, models: Models, path: str = "case.txt") -> Annotated:
    """The account with its statements as marked, and everything else as the program finds it."""
    text, places = _strip(marked)
    document = read_document(text.encode(), path, format="txt")
    statements = _make_statements(document, places)
    paragraphs = parse_document(document, models)
    return Annotated(
        document=document,
        sentences=find_sentences(document, paragraphs),
        mentions=find_mentions(document, paragraphs, statements),
        statements=statements,
        voices=(),
        clauses=(),
    )


def maker(models: Models) -> Callable[[str], Annotated]:
    return lambda marked: make_article(marked, models)


def _strip(marked: str) -> tuple[str, dict[str, dict[str, list[Span]]]]:
    text, at = "", 0
    stack: list[tuple[str, str, int]] = []
    places: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m.group(1):
            stack.append((m.group(1), m.group(2), len(text)))
        else:
            number, role, start = stack.pop()
            places[number][role].append(Span(start, len(text)))
    return text + marked[at:], places


def _make_statements(document: Document, places: dict[str, dict[str, list[Span]]]) -> tuple[Statement, ...]:
    made = []
    for number, roles in places.items():
        content = tuple(sorted(roles["="]))
        outer = {n: other["="][0] for n, other in places.items() if n != number and any(covers(c, content[0]) for c in other["="])}
        around = sorted((span.end - span.start, n) for n, span in outer.items())
        source = roles[":"][0] if roles[":"] else None
        quoted = any(exact(document.text, c)[:1] in "“\"'‘" for c in content)
        made.append(
            Statement(
                id=number,
                document=document.id,
                source=source,
                cue=None,
                content=content,
                form=Form.DIRECT if quoted else Form.INDIRECT,
                within=around[0][1] if around else None,
                told_to=roles["@"][0] if roles["@"] else None,
                basis=Basis(by="marked by hand", score=1.0),
            )
        )
    return tuple(made)
