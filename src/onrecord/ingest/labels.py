"""What each run of an HTML page is, once it is known which hold the article."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from onrecord.ingest.blocks import is_byline, is_caption, is_furniture
from onrecord.ingest.credits import is_credit
from onrecord.ingest.lines import SENTENCE_END
from onrecord.ingest.page import Page, Run
from onrecord.records import Block, BlockRole, Span
from onrecord.text import covers, exact

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that hold no part of an account whatever the extractor says. The window's title is not on the page; it repeats the headline with the site's name.
NEVER = frozenset(("title", "select", "option", "button", "textarea", "nav"))
CELLS = frozenset(("td", "th"))
BYLINE_TOLD = re.compile(r"byline|\bauthor|\bvcard\b")
CAPTION_TOLD = re.compile(r"\b(?:wp-)?caption(?:-text)?\b|figcaption|image-caption|photo-caption")
WORDS = re.compile(r"[^\W_]+")
MAX_BYLINE_WORDS = 14
# Of the words of a heading and of the page's title, so many must be shared for the heading to be the headline.
MIN_TITLE_SHARE = 0.6
# Bylines, captions and credits stand from so many runs before the headline to so many after the last paragraph; farther ones belong to other stories.
RUNS_BEFORE = 6
RUNS_AFTER = 8
# Swept on 120 saved pages: a link line .7-1.0 linked (F1 .9785, .9787 at .8, .9769 at 1) and 1-6 words (.976 at 1, .979 from 3 on).
MIN_LINKED = 0.8
MIN_LINK_WORDS = 4


def label_runs(page: Page, chosen: Sequence[bool]) -> tuple[Block, ...]:
    """A block for each run of the page, labelled; `chosen` tells which hold the article."""
    headline = find_headline(page)
    title = words_of(exact(page.text, headline.span)) if headline else []
    reach = find_reach(page, headline, chosen)
    roles = []
    for run, is_chosen in zip(page.runs, chosen, strict=True):
        if run is headline:
            roles.append(BlockRole.HEADLINE)
        elif not NEVER.isdisjoint(run.tags) or not covers(reach, run.span) or (title and words_of(exact(page.text, run.span)) == title):
            roles.append(BlockRole.FURNITURE)
        else:
            roles.append(label_run(page, run, chosen=is_chosen))
    return tuple(Block(span=run.span, role=role) for run, role in zip(page.runs, roles, strict=True))


def find_reach(page: Page, headline: Run | None, chosen: Sequence[bool]) -> Span:
    """The part of the page that the article's own lines stand in."""
    inside = [i for i, (run, is_chosen) in enumerate(zip(page.runs, chosen, strict=True)) if is_chosen or run is headline]
    if not inside:
        return Span(0, 0)
    first, last = max(0, inside[0] - RUNS_BEFORE), min(len(page.runs) - 1, inside[-1] + RUNS_AFTER)
    return Span(page.runs[first].span.start, page.runs[last].span.end)


def label_run(page: Page, run: Run, *, chosen: bool) -> BlockRole:
    """What a run is that is not the headline and stands near the article."""
    line = exact(page.text, run.span)
    furniture = is_furniture(line) and not (chosen and CELLS.intersection(run.tags))
    if is_credit(line):
        return BlockRole.CREDIT
    if furniture or (chosen and is_link_line(run, line)):
        return BlockRole.FURNITURE
    if "figcaption" in run.tags or CAPTION_TOLD.search(run.told):
        return BlockRole.CAPTION
    if is_byline(line) or (not chosen and is_told_byline(run, line)):
        return BlockRole.BYLINE
    if not chosen:
        return BlockRole.FURNITURE
    return BlockRole.CAPTION if is_caption(line) else BlockRole.BODY


def is_told_byline(run: Run, line: str) -> bool:
    """Whether the page's own attributes call a short line with a name a byline."""
    words = WORDS.findall(line)
    return BYLINE_TOLD.search(run.told) is not None and 2 <= len(words) <= MAX_BYLINE_WORDS and words[0].istitle() and words[1][0].isupper()


def is_link_line(run: Run, line: str) -> bool:
    """Whether a run is the title of another story: a link, of more words than an address has, that does not end as a sentence does."""
    return run.linked >= MIN_LINKED and len(line.split()) >= MIN_LINK_WORDS and not SENTENCE_END.search(line)


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
