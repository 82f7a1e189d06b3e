"""HTML pages: the page's own text nodes, with what is the article decided by trafilatura and mapped back onto them."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from logging import NullHandler, getLogger

from lxml.html import HtmlElement

from onrecord.errors import InputError
from onrecord.ingest.blocks import count_notices, is_byline, is_caption, is_furniture
from onrecord.ingest.credits import find_credits, is_credit
from onrecord.ingest.decoding import Decoded, check_length, decode_bytes
from onrecord.ingest.language import guess_language
from onrecord.ingest.lines import SENTENCE_END
from onrecord.ingest.mapping import MIN_COVERED, covered_share, map_chosen
from onrecord.ingest.metadata import find_canonical, find_language, make_meta
from onrecord.ingest.page import Page, Run, read_page
from onrecord.ingest.prose import choose_body
from onrecord.records import Block, BlockRole, Document, content_id
from onrecord.text import exact

# trafilatura logs what it discards; without a handler Python would print that.
QUIET = NullHandler()
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that hold no part of an account whatever the extractor says.
NEVER = frozenset(("title", "select", "option", "button", "textarea", "nav"))
CELLS = frozenset(("td", "th"))
BYLINE_TOLD = re.compile(r"byline|\bauthor|\bvcard\b")
CAPTION_TOLD = re.compile(r"\b(?:wp-)?caption(?:-text)?\b|figcaption|image-caption|photo-caption")
WORDS = re.compile(r"[^\W_]+")
MAX_BYLINE_WORDS = 20
# Swept on 120 saved pages: a link line .7-1.0 linked (F1 .9785, .9787 at .8, .9769 at 1) and 1-6 words (.976 at 1, .979 from 3 on); an alike paragraph
# 1-5 alike (.979; never: .976) and 40-120 characters (.979 each).
MIN_LINKED = 0.8
MIN_LINK_WORDS = 4
MIN_ALIKE = 3
MIN_PROSE = 80
# Of the words of a heading and of the page's title, so many must be shared for the heading to be the headline.
MIN_TITLE_SHARE = 0.6


def read_html(data: bytes, path: str) -> Iterator[Document]:
    """The one document of an HTML page. Raises `InputError` as `decode_bytes` does, and for a page without text."""
    yield make_html(decode_bytes(data, path), data, path)


def make_html(decoded: Decoded, data: bytes, path: str) -> Document:
    """The document of a page already decoded."""
    page = read_page(decoded.text, path)
    check_length(page.text, path)
    if not page.text.strip():
        raise InputError(f"{path}: an HTML page without text")
    digest = sha256(data).hexdigest()
    blocks = label_runs(page)
    meta = make_meta(page, blocks, path=path, digest=digest, encoding=decoded.encoding)
    url = find_canonical(page.tree)
    return Document(
        id=content_id("d", url.value if url else "", digest),
        text=page.text,
        language=guess_language(page.text, find_language(page.tree)),
        blocks=blocks,
        credits=find_credits(page.text, blocks),
        meta=meta,
    )


def extract_main(tree: HtmlElement) -> str:
    """What trafilatura takes for the article, a paragraph a line; empty if it finds none.

    Precision mode with tables: measured best on 120 saved news pages (F1 .969; without tables .961; balanced .954). No duplicate filter, whose memory
    makes results depend on what was read before; no metadata, whose date search invents dates. It is handed a tree, so it fetches nothing.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    getLogger("trafilatura").addHandler(QUIET)
    try:
        found = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False)
    except RecursionError:
        # It walks nested lists by calling itself: some hundred levels deep, which only a hostile page has.
        return ""
    return found.text or "" if isinstance(found, Extracted) else ""


def label_runs(page: Page) -> tuple[Block, ...]:
    """A block for each run of the page, labelled."""
    headline = find_headline(page)
    title = words_of(exact(page.text, headline.span)) if headline else []
    chosen = choose_runs(page)
    roles = [BlockRole.HEADLINE if run is headline else label_run(page, run, chosen=ok, title=title) for run, ok in zip(page.runs, chosen, strict=True)]
    return tuple(Block(span=run.span, role=role) for run, role in zip(page.runs, roles, strict=True))


def choose_runs(page: Page) -> list[bool]:
    """Which runs are the article: what trafilatura says; where it finds nothing (a page of a few sentences), how they read."""
    marks = map_chosen(page.text, extract_main(page.tree))
    chosen = [covered_share(marks, page.text, run.span) >= MIN_COVERED for run in page.runs]
    if any(chosen):
        return complete_chosen(page, chosen)
    lines = [exact(page.text, run.span) for run in page.runs]
    known = [not NEVER.isdisjoint(run.tags) or is_furniture(line) for run, line in zip(page.runs, lines, strict=True)]
    return choose_body(lines, known, [count_notices(line) for line in lines])


def label_run(page: Page, run: Run, *, chosen: bool, title: Sequence[str]) -> BlockRole:
    """What a run is that is not the headline: a double of the headline and what nobody chose is furniture."""
    line = exact(page.text, run.span)
    if not NEVER.isdisjoint(run.tags) or (title and words_of(line) == title):
        return BlockRole.FURNITURE
    if is_credit(line):
        return BlockRole.CREDIT
    if "figcaption" in run.tags or CAPTION_TOLD.search(run.told):
        return BlockRole.CAPTION
    if is_byline(line) or (not chosen and BYLINE_TOLD.search(run.told) and len(line.split()) <= MAX_BYLINE_WORDS):
        return BlockRole.BYLINE
    if chosen:
        if is_link_line(run, line):
            return BlockRole.FURNITURE
        return BlockRole.FURNITURE if is_furniture(line) and not CELLS.intersection(run.tags) else BlockRole.CAPTION if is_caption(line) else BlockRole.BODY
    return BlockRole.FURNITURE


def is_link_line(run: Run, line: str) -> bool:
    """Whether a run is the title of another story: a link, of more words than an address has, that does not end as a sentence does."""
    return run.linked >= MIN_LINKED and len(line.split()) >= MIN_LINK_WORDS and not SENTENCE_END.search(line)


def complete_chosen(page: Page, chosen: Sequence[bool]) -> list[bool]:
    """The runs chosen, and paragraphs of prose that the page treats just like these: an extractor takes one container of several."""
    text = page.text
    ways: dict[tuple[str, ...], int] = {}
    for run, is_chosen in zip(page.runs, chosen, strict=True):
        if is_chosen and is_prose(run, text):
            ways[run.way] = ways.get(run.way, 0) + 1
    return [is_chosen or (ways.get(run.way, 0) >= MIN_ALIKE and is_prose(run, text)) for run, is_chosen in zip(page.runs, chosen, strict=True)]


def is_prose(run: Run, text: str) -> bool:
    """Whether a run is a paragraph element that holds a sentence and is no link."""
    line = exact(text, run.span)
    return "p" in run.tags and run.linked < 0.5 and len(line) >= MIN_PROSE and bool(SENTENCE_END.search(line))


def find_headline(page: Page) -> Run | None:
    """The heading that best matches the page's title; of equals the one of the highest rank, then the first."""
    titles = [words_of(title) for title in find_titles(page.tree)]
    best, headline = 0.0, None
    for run in page.runs:
        tag = next((tag for tag in reversed(run.tags) if tag in HEADINGS), None)
        if tag and not NEVER.intersection(run.tags):
            value = max((title_share(words_of(exact(page.text, run.span)), title) for title in titles), default=0.0)
            value += (tag == "h1") * 0.2 - (tag > "h2") * 0.1
            if value > best and (value >= MIN_TITLE_SHARE or not titles):
                best, headline = value, run
    return headline


def find_titles(tree: HtmlElement) -> list[str]:
    """What the page says its title is."""
    said = [element.get("content") or "" for element in tree.iter("meta") if (element.get("property") or element.get("name")) in ("og:title", "twitter:title")]
    return [title for title in (*said, *(element.text or "" for element in tree.iter("title"))) if title.strip()]


def title_share(words: Sequence[str], title: Sequence[str]) -> float:
    """The share of words in common, by the longer of the two (Dice's coefficient of the sets)."""
    left, right = set(words), set(title)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def words_of(text: str) -> list[str]:
    """Words in lower case."""
    return WORDS.findall(text.casefold())
