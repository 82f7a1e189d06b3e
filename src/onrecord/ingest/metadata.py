"""What an HTML page says of itself, each field with the place that says it. Nothing is guessed: a page that states no date has none."""

import json
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from onrecord.ingest.page import Page
from onrecord.records import Block, BlockRole, Fact, Meta
from onrecord.text import exact

URL = re.compile(r"https?://[^\s<>\"]+")
ARTICLE_TYPES = re.compile(r"Article$|^BlogPosting$|^Report$|^WebPage$")
URL_META = ("og:url",)
OUTLET_META = ("og:site_name", "application-name", "dc.publisher", "publisher")
TITLE_META = ("og:title", "twitter:title", "dc.title")
BYLINE_META = ("author", "byl", "article:author", "dc.creator", "parsely-author", "sailthru.author")
PUBLISHED_META = ("article:published_time", "datepublished", "date", "pubdate", "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date")
BY = re.compile(r"^\s*(?:written |posted |reported )?by[:\s]+", re.IGNORECASE)
AFTER_NAMES = re.compile(r"\s[-–—|•·]\s|\s*\d|,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d")
MAX_VALUE = 1000


def make_meta(page: Page, blocks: Sequence[Block], *, path: str, digest: str, encoding: str) -> Meta:
    """The metadata of a page."""
    said = dict(read_meta(page.tree))
    article = find_article(page.tree)
    return Meta(
        path=path,
        raw_sha256=digest,
        encoding=encoding,
        url=find_canonical(page.tree),
        outlet=pick_name(said, OUTLET_META) or from_json(article, "publisher"),
        title=from_block(page.text, blocks, BlockRole.HEADLINE, "html:headline") or pick(said, TITLE_META) or find_title(page.tree),
        byline=pick_name(said, BYLINE_META) or from_json(article, "author") or from_block(page.text, blocks, BlockRole.BYLINE, "html:byline"),
        published=pick(said, PUBLISHED_META) or from_json(article, "datePublished") or find_time(page.tree),
    )


def read_meta(tree: HtmlElement) -> Iterator[tuple[str, Fact]]:
    """Each name of a meta element with its first content, in document order reversed so that the first wins in a dict."""
    for element in reversed(list(tree.iter("meta"))):
        for attribute in ("property", "name", "itemprop"):
            name, content = element.get(attribute), (element.get("content") or "").strip()
            if name and content:
                yield name.strip().lower(), Fact(value=content[:MAX_VALUE], provenance=f"html:meta[{attribute}={name.strip()}]")


def pick(said: dict[str, Fact], names: Sequence[str]) -> Fact | None:
    """The first of the names that the page states."""
    return next((said[name] for name in names if name in said), None)


def pick_name(said: dict[str, Fact], names: Sequence[str]) -> Fact | None:
    """The first of the names that the page states and that is no address."""
    return next((said[name] for name in names if name in said and not URL.match(said[name].value)), None)


def find_canonical(tree: HtmlElement) -> Fact | None:
    """The page's own address: its canonical link, else `og:url`; absolute ones only."""
    for element in tree.iter("link"):
        href = (element.get("href") or "").strip()
        if "canonical" in (element.get("rel") or "").lower().split() and URL.fullmatch(href):
            return Fact(value=href, provenance="html:link[rel=canonical]")
    found = pick(dict(read_meta(tree)), URL_META)
    return found if found and URL.fullmatch(found.value) else None


def find_language(tree: HtmlElement) -> str | None:
    """The language that the page declares."""
    said = pick(dict(read_meta(tree)), ("og:locale", "content-language"))
    return tree.get("lang") or (said.value if said else None)


def find_title(tree: HtmlElement) -> Fact | None:
    """The window's title."""
    value = next((element.text.strip() for element in tree.iter("title") if element.text and element.text.strip()), None)
    return Fact(value=value, provenance="html:title") if value else None


def find_time(tree: HtmlElement) -> Fact | None:
    """A `time` element that is marked as the date of publication."""
    for element in tree.iter("time"):
        value = (element.get("datetime") or "").strip()
        if value and (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None):
            return Fact(value=value[:MAX_VALUE], provenance="html:time[itemprop=datePublished]" if element.get("itemprop") else "html:time[pubdate]")
    return None


def find_article(tree: HtmlElement) -> dict[str, object]:
    """The first schema.org article among the page's JSON-LD; empty if there is none or it is broken."""
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "").lower() and element.text:
            try:
                data = json.loads(element.text, strict=False)
            except (ValueError, RecursionError):
                continue
            for item in unfold(data):
                if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in listed(item.get("@type"))):
                    return item
    return {}


def unfold(data: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD document, those of its graph included."""
    for item in listed(data):
        if isinstance(item, dict):
            yield item
            yield from (inner for inner in listed(item.get("@graph")) if isinstance(inner, dict))


def listed(value: object) -> list[object]:
    """A list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def from_json(article: dict[str, object], key: str) -> Fact | None:
    """A text, or the names, under a key of the article."""
    values = [item.get("name") if isinstance(item, dict) else item for item in listed(article.get(key))]
    names = [value.strip() for value in values if isinstance(value, str) and value.strip() and not URL.match(value)]
    return Fact(value=", ".join(names)[:MAX_VALUE], provenance=f"html:json-ld[{key}]") if names else None


def from_block(text: str, blocks: Sequence[Block], role: BlockRole, provenance: str) -> Fact | None:
    """The words of the first block of a role, on one line; a byline without its "By" and without what follows the names (a date, the outlet)."""
    found = next((block for block in blocks if block.role == role), None)
    if found is None:
        return None
    value = " ".join(exact(text, found.span).split())
    if role == BlockRole.BYLINE:
        value = AFTER_NAMES.split(BY.sub("", value, count=1), maxsplit=1)[0].strip(" ,")
    return Fact(value=value, provenance=provenance) if value else None
