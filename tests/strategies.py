"""Hypothesis strategies for texts as the press prints them: every quotation mark, odd spaces, emoji, right-to-left letters and `İ`."""

import re

from hypothesis import strategies as st

from onrecord.records import Span

MARKS = "\"'“”‘’„‚«»‹›`´″"
ODD = "\t\n\r\u00a0\u2009\u200b\u202e\u2066\u00ad\ufeff"
LETTERS = "abcdeABCDE éüİßﬁ שלום مرحبا 日本 🎤👩‍🚀𝔘"
PHRASES = """the minister said harbour talks “no” would not denied that President Ana Belrose told reporters ‘never’ according to
Osric Vane's claim , . — [we] … she he they accepted rejected on Friday 12 percent "deal\""""
alphabet = st.sampled_from(MARKS + ODD + LETTERS + " .,;:!?-–—…[]()0123456789")

WORDS = [*sorted(set(re.findall(r"\S+", PHRASES))), "\n", "\n\n"]
any_text = st.text(alphabet, max_size=200)
prose = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
texts = st.one_of(any_text, prose, st.text(max_size=80).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t)))


@st.composite
def text_and_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    start = draw(st.integers(0, len(text)))
    return text, Span(start, draw(st.integers(start, len(text))))


@st.composite
def text_and_rewrites(draw: st.DrawFn) -> tuple[str, Span, list[tuple[Span, str]]]:
    text, span = draw(text_and_span())
    cuts = sorted(draw(st.lists(st.integers(span.start, span.end), max_size=8, unique=True)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, span, [(s, draw(st.text(alphabet, max_size=4))) for s in spans]
