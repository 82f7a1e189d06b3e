"""HTML pages: the page's own text nodes, with what is the article decided by trafilatura and mapped back onto them."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from logging import NullHandler, getLogger

from lxml.html import HtmlElement

from onrecord.errors import InputError
from onrecord.ingest.blocks import count_notices, is_furniture
from onrecord.ingest.credits import find_credits
from onrecord.ingest.decoding import SIGNATURE, Decoded, check_length, decode_bytes
from onrecord.ingest.labels import NEVER, label_runs
from onrecord.ingest.language import guess_language
from onrecord.ingest.lines import SENTENCE_END
from onrecord.ingest.mapping import MIN_COVERED, covered_share, map_chosen
from onrecord.ingest.metadata import find_canonical, find_language, make_meta
from onrecord.ingest.page import Page, Run, read_page
from onrecord.ingest.prose import choose_body
from onrecord.records import BlockRole, Document, content_id
from onrecord.text import exact

# trafilatura logs what it discards; without a handler Python would print that.
QUIET = NullHandler()
# Paragraphs that the page treats alike, swept on 120 saved pages: 1-5 alike (F1 .979; never: .976) and 40-120 characters (.979 each).
MIN_ALIKE = 3
MIN_PROSE = 80


def read_html(data: bytes, path: str) -> Iterator[Document]:
    """The one document of an HTML page. Raises `InputError` as `decode_bytes` does, and for a page without text."""
    yield make_html(decode_bytes(data, path), data, path)


def make_html(decoded: Decoded, data: bytes, path: str) -> Document:
    """The document of a page already decoded."""
    page = read_page(decoded.text.removeprefix(SIGNATURE), path)
    check_length(page.text, path)
    if not page.text.strip():
        raise InputError(f"{path}: an HTML page without text")
    digest = sha256(data).hexdigest()
    blocks = label_runs(page, choose_runs(page))
    meta = make_meta(page, blocks, path=path, digest=digest, encoding=decoded.encoding)
    url = find_canonical(page.tree)
    body = "\n".join(exact(page.text, block.span) for block in blocks if block.role == BlockRole.BODY)
    return Document(
        id=content_id("d", url.value if url else "", digest),
        text=page.text,
        language=guess_language(body or page.text, find_language(page.tree)),
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


def choose_runs(page: Page) -> list[bool]:
    """Which runs are the article: what trafilatura says; where it finds nothing (a page of a few sentences), how they read."""
    marks = map_chosen(page.text, extract_main(page.tree))
    chosen = [covered_share(marks, page.text, run.span) >= MIN_COVERED for run in page.runs]
    if any(chosen):
        return complete_chosen(page, chosen)
    lines = [exact(page.text, run.span) for run in page.runs]
    known = [not NEVER.isdisjoint(run.tags) or is_furniture(line) for run, line in zip(page.runs, lines, strict=True)]
    return choose_body(lines, known, [count_notices(line) for line in lines])


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
