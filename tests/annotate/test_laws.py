"""What holds of any text: nothing raises, every span lies inside and holds something, statements stand in statements without a ring."""

import re
from collections.abc import Callable

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records import Annotated, BlockRole, Span, Statement

Read = Callable[[str], Annotated]

MARKS = ["“", "”", '"', "''", "``", "'", "‘", "’", "„", "«", "»", "[", "]", "(", ")", ",", ".", ":", "?", "—", "...", "…"]
ODD = ["İlker", "🎤", "שלום", "مرحبا", "\u00a0", "\t", "\n", "\n\n", "\u200b", "𝔘"]
SAID = ["said", "Anna Berg", "she", "told", "reporters", "that", "the ferry", "would not", "sail", "according to", "claim", "denied", "BERG:", "wants to"]
WORDS = MARKS + ODD + SAID
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
noise = st.text(st.sampled_from("aB .,\n\t\u00a0“”\"'‘’„«»`´İ🎤ש\u202e—:()[]"), max_size=60)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="claim İlker “ » »")  # nothing but furniture
@given(text=st.one_of(prose, noise))
def test_any_text(text: str, read: Read) -> None:
    try:
        article = read(text)
    except InputError:
        return
    document = article.document
    furniture = [b.span for b in document.blocks if b.role in (BlockRole.FURNITURE, BlockRole.BYLINE, BlockRole.CREDIT)]
    for span in article.sentences:
        check(document.text, span)
    for statement in article.statements:
        for span in spans(statement):
            check(document.text, span)
            assert not any(f.start < span.end and span.start < f.end for f in furniture)
        assert statement.content == tuple(sorted(statement.content))
    check_nesting(article)
    assert read(text).statements == article.statements


def spans(s: Statement) -> list[Span]:
    return [*(x for x in (s.source, s.cue, s.told_to) if x is not None), *s.content, *s.hedges]


def check(text: str, span: Span) -> None:
    assert 0 <= span.start < span.end <= len(text)
    assert text[span.start : span.end].strip()


def check_nesting(article: Annotated) -> None:
    within = {s.id: s.within for s in article.statements}
    assert len(within) == len(article.statements)
    for outer in within.values():
        at, steps = outer, 0
        while at is not None:
            assert at in within
            at, steps = within[at], steps + 1
            assert steps <= len(within)


def test_the_order_is_the_text_s(read: Read) -> None:
    article = read("“The ferry stays,” Anna Berg said. Tomas Lind denied that it was safe. She told reporters that she hoped it would sail.")
    starts = [min(s.content).start for s in article.statements]
    assert starts == sorted(starts)
    assert all(re.fullmatch(r"s-[0-9a-f]{12}", s.id) for s in article.statements)
