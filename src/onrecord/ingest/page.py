"""An HTML page as its text nodes in order, and the runs of text that a reader sees as one paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from onrecord.errors import InputError
from onrecord.records import Span
from onrecord.text import trim

# Their content is not text that a reader of the page sees: code, styles, what shows only where scripts do not run, what a script may show later.
UNSEEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "object", "iframe", "noframes"))
# Elements that a browser sets on lines of their own (HTML standard, "Rendering", 15.3), and others between which words never run on.
SECTIONS = ("address", "article", "aside", "blockquote", "body", "center", "div", "footer", "form", "header", "hgroup", "html", "main", "nav")
LISTS = ("dd", "dir", "dl", "dt", "li", "menu", "ol", "ul")
TABLES = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
CONTROLS = ("audio", "video", "button", "input", "legend", "fieldset", "optgroup", "option", "select", "textarea", "summary")
TEXTS = ("details", "dialog", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "section", "search", "figure", "figcaption", "head", "title")
BLOCKS = frozenset((*SECTIONS, *LISTS, *TABLES, *CONTROLS, *TEXTS))
# Attributes whose words tell what an element is for.
TOLD_BY = ("class", "id", "itemprop", "rel", "role", "data-testid", "data-component")
MAX_TOLD = 200
# Only the nearest elements tell what a run is for; a page as a whole may be called "author-page".
NEAREST = 3
# The parser needs .1 s for 5,000 attributes of one element, a minute for 100,000.
MAX_ATTRIBUTES = 5_000
VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
BLANK = re.compile(r"\n[^\S\n]*\n\s*")
SENTENCE_END = re.compile(r"[.!?…。！？:;](?:[\"'”’»)\]]|\s)*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Text between two block boundaries.

    `span` is trimmed, `tags` are those of all elements that enclose it, outermost first, `told` what the nearest tell to be for, `way` tags and
    classes together (equal for what the page treats alike), `linked` the share of its characters that are links.
    """

    span: Span
    tags: tuple[str, ...]
    told: str
    way: tuple[str, ...]
    linked: float


@dataclass(frozen=True, slots=True)
class Page:
    """The parsed page, its text nodes put one after the other, and its runs in order."""

    tree: HtmlElement
    text: str
    runs: tuple[Run, ...]


@dataclass(slots=True)
class Walk:
    """Where the walk over a page stands. The one record here that is written to: it lives only inside `read_page`."""

    parts: list[str] = field(default_factory=list)
    at: int = 0
    start: int = 0
    seen: int = 0
    linked: int = 0
    links: int = 0
    path: list[HtmlElement] = field(default_factory=list)
    runs: list[tuple[Span, tuple[HtmlElement, ...], float]] = field(default_factory=list)


def parse_page(text: str, path: str) -> HtmlElement:
    """The tree of a page. Raises `InputError` where there is none, or where elements are nested deeper than the parser's 2,048."""
    if any(is_crowded(match[0]) for match in LONG_TAG.finditer(text)):
        raise InputError(f"{path}: an element with more than {MAX_ATTRIBUTES:,} attributes; no page has that, and reading it would take minutes")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except etree.ParserError as error:
        raise InputError(f"{path}: an HTML page without any element") from error
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}: not readable as HTML: {error}") from error
    if tree is None:
        raise InputError(f"{path}: an HTML page without any element")
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError(f"{path}: elements nested deeper than any page's (2,048 levels); the rest of it cannot be read")
    return tree


def is_crowded(tag: str) -> bool:
    """Whether a tag holds attributes without number (the parser's time grows with their square); one long value, an inlined picture say, is no crowd."""
    return len(VALUE.sub("= ", tag).split()) > MAX_ATTRIBUTES


def read_page(text: str, path: str) -> Page:
    """The page of an HTML source."""
    tree = parse_page(text, path)
    walk = Walk()
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            add_text(walk, element.tail if event == "end" else None)
        elif event == "start":
            enter(walk, element)
            if element.tag in UNSEEN:
                walker.skip_subtree()
        else:
            leave(walk, element)
    close_run(walk)
    whole = "".join(walk.parts)
    return Page(tree, whole, tuple(trim_runs(whole, walk)))


def enter(walk: Walk, element: HtmlElement) -> None:
    """Begin an element: a block ends the run before it."""
    if element.tag in BLOCKS or (element.tag == "br" and is_line_end(walk, element)):
        close_run(walk)
    walk.path.append(element)
    walk.links += element.tag == "a"
    if element.tag not in UNSEEN:
        add_text(walk, element.text)


def leave(walk: Walk, element: HtmlElement) -> None:
    """End an element: a block ends its run; what follows belongs to the parent."""
    if element.tag in BLOCKS:
        close_run(walk)
    walk.path.pop()
    walk.links -= element.tag == "a"
    add_text(walk, element.tail)


def add_text(walk: Walk, text: str | None) -> None:
    """Put a text node after the others."""
    if text:
        seen = len(text.strip())
        walk.seen += seen
        walk.linked += seen if walk.links else 0
        walk.parts.append(text)
        walk.at += len(text)


def close_run(walk: Walk) -> None:
    """End the run that is open, if it holds more than white space."""
    if walk.seen:
        walk.runs.append((Span(walk.start, walk.at), tuple(walk.path), walk.linked / walk.seen))
    walk.start, walk.seen, walk.linked = walk.at, 0, 0


def is_line_end(walk: Walk, element: HtmlElement) -> bool:
    """Whether a `br` ends a paragraph: not in mid-sentence, unless the words on both its sides would run into one."""
    before = walk.parts[-1] if walk.parts and walk.at > walk.start else ""
    after = element.tail or ""
    if not after.strip() or not before.strip() or SENTENCE_END.search(before):
        return True
    return not (before[-1].isspace() or after[0].isspace()) or not after.lstrip()[0].islower()


def describe(element: HtmlElement) -> str:
    """The words of the attributes that tell what an element is for, in lower case."""
    return " ".join(value[:MAX_TOLD].lower() for name in TOLD_BY if (value := element.get(name)))


def trim_runs(text: str, walk: Walk) -> Iterator[Run]:
    """The runs without the white space at their ends."""
    for span, path, linked in walk.runs:
        tags = tuple(element.tag for element in path)
        way = tuple(f"{element.tag}.{(element.get('class') or '')[:MAX_TOLD]}" for element in path)
        told = " ".join(filter(None, map(describe, path[-NEAREST:])))
        for part in split_preformatted(text, span) if "pre" in tags else (span,):
            yield Run(trim(text, part), tags, told, way, linked)


def split_preformatted(text: str, span: Span) -> Iterator[Span]:
    """The paragraphs of preformatted text: what blank lines part."""
    at = span.start
    for match in BLANK.finditer(text, span.start, span.end):
        if text[at : match.start()].strip():
            yield Span(at, match.start())
            at = match.end()
    if text[at : span.end].strip():
        yield Span(at, span.end)
