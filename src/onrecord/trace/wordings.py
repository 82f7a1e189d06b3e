"""What is compared: the quoted runs of an account, and what it reports without marks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.quotes import Quotation, find_quotations
from onrecord.records import Annotated, Form, Source, Span, Statement
from onrecord.text import covers, exact, overlap, trim
from onrecord.trace.words import Word, split_words

MARKS = re.compile(r"^(?:``|''|’’|‘‘|[“”„‟\"«»‘’‚‛'‹›])|(?:''|’’|[“”„‟\"«»‘’‚‛'‹›])$")


@dataclass(frozen=True, slots=True)
class Wording:
    """One run of words told as somebody's: `span` without the marks; `quoted`: it stands in marks. `statement` and `source` are ids where known."""

    article: Annotated
    span: Span
    words: tuple[Word, ...]
    quoted: bool
    statement: str | None
    source: str | None


def find_speakers(sources: Sequence[Source]) -> dict[str, str]:
    """The source's id by the statement's id."""
    return {statement: source.id for source in sources for statement in source.statements}


def find_wordings(article: Annotated, speakers: Mapping[str, str]) -> tuple[Wording, ...]:
    """The quoted runs of an article in text order, then what it reports in its own words; of those with the same words, one."""
    quotations = find_quotations(article.document.text, article.document.blocks)
    return merge_repeats((*_quoted(article, quotations, speakers), *_reported(article, quotations, speakers)))


def merge_repeats(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """One wording for each run of words that the account repeats: the first of those whose speaker is known, else the first."""
    kept: dict[tuple[bool, tuple[str, ...]], Wording] = {}
    for wording in wordings:
        key = (wording.quoted, tuple(word.key for word in wording.words))
        if key not in kept or (kept[key].source is None and wording.source is not None):
            kept[key] = wording
    return tuple(kept.values())


def _quoted(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, str]) -> Iterator[Wording]:
    for quotation in quotations:
        span = strip_marks(article.document.text, quotation.span)
        words = split_words(article.document.text, span)
        if words:
            statement = find_statement(article, span)
            yield Wording(article, span, words, True, statement, speakers.get(statement or ""))


def strip_marks(text: str, span: Span) -> Span:
    """What stands between the marks, without white space at its ends."""
    start, end = span.start, span.end
    for m in MARKS.finditer(exact(text, span)):
        if m.start() == 0:
            start = span.start + m.end()
        else:
            end = span.start + m.start()
    return trim(text, Span(start, max(start, end)))


def find_statement(article: Annotated, span: Span) -> str | None:
    """The innermost statement that at least half of the run belongs to."""

    def size(statement: Statement) -> int:
        return sum(s.end - s.start for s in statement.content)

    holding = [s for s in article.statements if 2 * sum(overlap(c, span) for c in s.content) >= span.end - span.start]
    return min(holding, key=lambda s: (size(s), s.id)).id if holding else None


def _reported(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, str]) -> Iterator[Wording]:
    """Contents of statements that are not wholly in marks: as a whole, so that two words in marks do not hide that the rest is told without."""
    for statement in article.statements:
        if statement.form is Form.DIRECT:
            continue
        for span in statement.content:
            words = split_words(article.document.text, span)
            if words and not any(covers(q.span, span) for q in quotations):
                yield Wording(article, span, words, False, statement.id, speakers.get(statement.id))
