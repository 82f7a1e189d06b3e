"""Laws: whatever comes in, the text is untouched and the blocks are ordered, disjoint, trimmed and complete."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HTMLParser

from onrecord.errors import InputError
from onrecord.ingest import read_document
from onrecord.ingest.blocks import label_blocks
from onrecord.ingest.decoding import Decoded, decode_bytes
from onrecord.ingest.page import UNSEEN, read_page
from onrecord.records import Block, BlockRole, Document

PIECES = [
    "Ann Lee said no.",
    "“We won’t,” she said",
    "share",
    "65 Comments",
    "By Sam Roe",
    "Source: Coastal Wire",
    "© 2024",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u200b",
    "\ufeff",
    " ",
    "İ",
    "ﬁ",
    "😀",
    "שלום",
    "「いいえ」",
    "<b>",
    "&amp;",
    "a",
    ".",
    "-",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
TAGS = ["p", "div", "b", "a", "br", "h1", "li", "table", "tr", "td", "figure", "figcaption", "script", "noscript", "pre", "nav", "title", "form", "svg"]
MARKS = [*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<!-- x -->", "<p class=byline>"]
MARKUP = st.lists(st.one_of(st.sampled_from(MARKS), TEXTS), max_size=30).map("".join)


def check_refusal(error: InputError, path: str) -> None:
    assert str(error).startswith(f"{path}: ")


def check_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    at = 0
    for block in blocks:
        assert at <= block.span.start < block.span.end <= len(text)
        assert not text[at : block.span.start].removeprefix("\ufeff" if at == 0 else "").strip()
        assert not text[block.span.start].isspace()
        assert not text[block.span.end - 1].isspace()
        at = block.span.end
    assert not text[at:].strip()


def check_document(document: Document) -> None:
    check_blocks(document.text, document.blocks)
    at = 0
    for credit in document.credits:
        assert at <= credit.span.start <= credit.name.start < credit.name.end <= credit.span.end <= len(document.text)
        at = credit.span.end
    for role in (BlockRole.HEADLINE,):
        assert sum(block.role == role for block in document.blocks) <= 1


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_blocks_cover_every_word_of_a_text(text: str) -> None:
    check_blocks(text, label_blocks(text))
    assert label_blocks(text) == label_blocks(text)


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_a_plain_file_is_refused_or_kept_as_it_is(text: str) -> None:
    try:
        document = read_document(text.encode(), "a.txt", format="txt")
    except InputError as error:
        check_refusal(error, "a.txt")
        return
    assert document.text == text
    check_document(document)


@given(MARKUP)
@settings(deadline=None, max_examples=120)
def test_a_page_is_its_text_nodes(markup: str) -> None:
    try:
        document = read_document(markup.encode(), "a.html")
    except InputError as error:
        check_refusal(error, "a.html")
        return
    tree = etree.fromstring(markup.removeprefix("\ufeff").encode(), HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True))
    hidden = " or ".join(f"ancestor::{tag}" for tag in sorted(UNSEEN))
    assert document.text == "".join(tree.xpath(f"//text()[not({hidden})]"))
    check_document(document)


@given(MARKUP)
@settings(deadline=None, max_examples=60)
def test_runs_cover_every_word_of_a_page(markup: str) -> None:
    try:
        page = read_page(markup, "a")
    except InputError:
        return
    check_blocks(page.text, tuple(Block(span=run.span, role=BlockRole.BODY) for run in page.runs))


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode_bytes(data, "a")
    except InputError as error:
        check_refusal(error, "a")
        return
    assert isinstance(decoded, Decoded)
    assert decoded.text.encode(decoded.encoding)
