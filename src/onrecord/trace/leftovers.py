"""Places that look as if somebody else's text had been left standing. They are shown as observations: none proves anything."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.lang import load_words
from onrecord.quotes import find_quotations
from onrecord.records import Anchor, Annotated, Basis, Block, BlockRole, Document, Leftover, Span, content_id
from onrecord.trace.rules import ASIDE, LEFTOVER_SCORES, NOTE, UNPAIRED

OPEN, CLOSE = "“„", "”"


def trace_leftovers(articles: Sequence[Annotated]) -> tuple[Leftover, ...]:
    """The leftovers of all accounts, in the order of the documents' ids and of the places. Words inside quotation marks are the speaker's, and no leftovers."""
    return tuple(leftover for article in sorted(articles, key=lambda a: a.document.id) for leftover in find_leftovers(article.document))


def find_leftovers(document: Document) -> list[Leftover]:
    quoted = [q.span for q in find_quotations(document.text, document.blocks) if q.closed]
    body = [block for block in document.blocks if block.role is BlockRole.BODY]
    found = {(span, UNPAIRED) for block in body for span in find_unpaired(document.text, block)}
    for block in body:
        for rule, pattern in load_patterns():
            spans = (Span(*match.span()) for match in pattern.finditer(document.text, block.span.start, block.span.end))
            found |= {(span, rule) for span in spans if not any(q.start < span.end and span.start < q.end for q in quoted)}
    return [make_leftover(document, span, rule) for span, rule in sorted(found)]


def find_unpaired(text: str, block: Block) -> Iterator[Span]:
    """Closing marks of the curly kind that close nothing in their paragraph. Straight ones do not tell which way they face."""
    depth = 0
    for at in range(block.span.start, block.span.end):
        depth += text[at] in OPEN
        if text[at] == CLOSE:
            if not depth:
                yield Span(at, at + 1)
            depth = max(0, depth - 1)


@cache
def load_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load_words("en", "leftovers")
    asides, notes = ("|".join(map(re.escape, words[key])) for key in ("asides", "notes"))
    return (ASIDE, re.compile(rf"(?<![\w-])(?:{asides})(?![\w-])", re.IGNORECASE)), (NOTE, re.compile(notes))


def make_leftover(document: Document, span: Span, rule: str) -> Leftover:
    basis = Basis(by=rule, score=LEFTOVER_SCORES[rule], evidence=(Anchor(document.id, span),))
    return Leftover(id=content_id("leftover", document.id, span, rule), document=document.id, span=span, basis=basis)
