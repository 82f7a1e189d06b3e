"""The attribution tagger on invented sentences, and what must hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.models.tagger import Attribution, Tagger, load_tagger
from onrecord.records import Span

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "\n\n"]
PARTS = ["a", "B", ".", ",", ":", "-", "—", "(", ")", " ", "\t", "\xa0", "\x00", "\ud800", "İ", "🙂", "\u202e", " said ", "Ilse Varga "]
ALPHABET = st.sampled_from([*MARKS, *PARTS])


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def show(text: str, found: Attribution) -> tuple[str | None, str | None, list[str]]:
    def words(span: Span | None) -> str | None:
        return None if span is None else text[span.start : span.end]

    return words(found.source), words(found.cue), [text[s.start : s.end] for s in found.content]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“We never closed the bridge,” Mayor Odalys Brenner said.", "Mayor Odalys Brenner", ["“We never closed the bridge,”"]),
        ("Odalys Brenner said that the bridge had never been unsafe.", "Odalys Brenner", ["that the bridge had never been unsafe"]),
        ("According to the harbor office, two lanes were closed in March.", "the harbor office", ["two lanes were closed in March"]),
        ("“We never closed it,” she said. “And we never will.”", "she", ["“We never closed it,”", "“And we never will.”"]),
        ("The ferry left at nine. Engineer Pavel Nwosu believes the bridge will hold for years.", "Engineer Pavel Nwosu", ["the bridge will hold for years"]),
    ],
)
def test_attributes_what_is_said(tagger: Tagger, text: str, source: str, content: list[str]) -> None:
    found = [show(text, a) for a in tagger.attribute(text)]
    assert [(s, c) for s, _, c in found] == [(source, content)]


@pytest.mark.parametrize("text", ["", " \n", "“", "The ferry left at nine and reached the island before noon.", "🙂"])
def test_finds_nothing_where_nobody_speaks(tagger: Tagger, text: str) -> None:
    assert tagger.attribute(text) == ()


def test_a_long_quotation_over_paragraphs_is_one_attribution(tagger: Tagger) -> None:
    text = "“We built the bridge in nine years,” Odalys Brenner said.\n\n“We paid for it twice.\n\n“And we would do it again,” she said."
    found = tagger.attribute(text)
    assert all("\n" not in text[s.start : s.end] for a in found for s in a.content)
    assert {show(text, a)[0] for a in found} == {"Odalys Brenner", "she"}


def test_stretches_leave_out_what_lies_between(tagger: Tagger) -> None:
    parts = ("“We never closed it,” Odalys Brenner said.", "SHARE THIS 65 COMMENTS", "Pavel Nwosu denied that.")
    text = "\n".join(parts)
    stretches = [Span(0, len(parts[0])), Span(text.index("Pavel"), len(text))]
    found = tagger.attribute(text, stretches)
    assert found
    assert all(any(r.start <= s.start and s.end <= r.end for r in stretches) for a in found for s in (a.source, a.cue, *a.content) if s)


def test_windows_join_without_a_seam(tagger: Tagger) -> None:
    one = "“We never closed the bridge,” Odalys Brenner said on Monday. The ferry left at nine.\n\n"
    text = one * 40
    found = tagger.attribute(text)
    assert len(found) == 40
    assert len({show(text, a)[0] for a in found}) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(ALPHABET, max_size=80).map("".join))
def test_any_text_gives_places_in_it(text: str) -> None:
    tagger = load_tagger()
    found = tagger.attribute(text)
    assert found == tagger.attribute(text)
    for a in found:
        assert 0 <= a.score <= 1
        assert a.content
        assert list(a.content) == sorted(a.content)
        for span in (a.source, a.cue, *a.content):
            assert span is None or 0 <= span.start < span.end <= len(text)
    for t in tagger.tag(text):
        assert 0 <= t.span.start < t.span.end <= len(text)
        assert 0 <= t.score <= 1
