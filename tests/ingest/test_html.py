"""HTML pages: invented ones, with the page's text nodes untouched and every block in its place."""

import pytest
from lxml import etree
from lxml.html import HTMLParser

from onrecord.ingest import read_document
from onrecord.ingest.mapping import map_chosen, squeeze
from onrecord.ingest.page import UNSEEN, read_page
from onrecord.records import BlockRole, Document

PARAGRAPHS = [
    "The harbour bridge of Northwick will stay shut until May, mayor <a href='/lee'>Ann&nbsp;Lee</a> said on Monday: there are <em>cracks</em> in two pillars.",
    "&ldquo;Nobody will cross it while I am in office,&rdquo; Lee told reporters in the town hall. &ldquo;We owe that to the ferrymen&#8230;&rdquo;",
    "Her rival, Tom Okafor, called the decision a scandal and said that the town council had known of the cracks for two years.",
    "The council has denied this. It said in a statement\n      that the first report had reached it in March, and that it had acted within a week.",
    "Repairs are expected to cost four million crowns, most of which the county is to pay.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Harbour bridge to stay shut until May | The Northwick Lantern</title>
<meta property="og:site_name" content="The Northwick Lantern"><meta property="og:title" content="Harbour bridge to stay shut until May">
<meta property="article:published_time" content="2024-05-03T10:00:00Z"><meta name="author" content="Sam Roe">
<link rel="canonical" href="https://lantern.example/bridge"><style>p {{ color: red }}</style><script>var bridge = "shut";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Harbour bridge to stay shut until May</h1><p class="byline">By Sam Roe</p>
<figure><img src="b.jpg"><figcaption>The bridge on Sunday. Kim Dale/Harbour Pictures</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p><a href="/ferry">Ferrymen ask for a second pier</a></p><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<div class="share"><a href="#">Share</a><a href="#">Tweet</a></div><p>{PARAGRAPHS[4]}</p><p>Source: Coastal Wire</p></article>
<aside><h3>You may also like</h3><ul><li><a href="/1">Ferry fares go up again</a></li><li><a href="/2">Why the pier is crooked</a></li></ul></aside>
<section id="comments"><h3>65 Comments</h3><div class="comment"><p>I never liked that bridge, and my brother says the same of it.</p></div>
<form><label>Leave a Reply</label><textarea>Your comment</textarea><button>Post comment</button></form></section>
<footer><p>We use cookies. By clicking accept all you agree to our privacy policy.</p><p>© 2024 The Northwick Lantern. All rights reserved.</p></footer>
<noscript>Please enable JavaScript</noscript></body></html>"""


def read(page: str) -> Document:
    return read_document(page.encode(), "page.html")


def lines_of(document: Document, role: BlockRole) -> list[str]:
    return [" ".join(document.text[block.span.start : block.span.end].split()) for block in document.blocks if block.role == role]


def plain(markup: str) -> str:
    return " ".join("".join(etree.fromstring(f"<p>{markup}</p>", HTMLParser()).itertext()).split())


def nodes_of(page: str) -> str:
    """The text nodes of a page by another way than the reader's."""
    tree = etree.fromstring(page.encode(), HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True))
    return "".join(node for node in tree.xpath("//text()") if not any(UNSEEN & {a.tag} for a in enclosing(node)))


def enclosing(node: etree._ElementUnicodeResult) -> list[etree._Element]:
    element = node.getparent()
    element = element.getparent() if node.is_tail else element
    return [element, *element.iterancestors()] if element is not None else []


def test_the_text_is_the_page_s_text_nodes() -> None:
    assert read(PAGE).text == nodes_of(PAGE)
    assert "Ann\u00a0Lee" in read(PAGE).text
    assert "statement\n      that" in read(PAGE).text
    assert "var bridge" not in read(PAGE).text


def test_every_part_of_a_page_is_labelled() -> None:
    document = read(PAGE)
    assert lines_of(document, BlockRole.BODY) == [plain(paragraph) for paragraph in PARAGRAPHS]
    assert lines_of(document, BlockRole.HEADLINE) == ["Harbour bridge to stay shut until May"]
    assert lines_of(document, BlockRole.BYLINE) == ["By Sam Roe"]
    assert lines_of(document, BlockRole.CAPTION) == ["The bridge on Sunday. Kim Dale/Harbour Pictures"]
    assert lines_of(document, BlockRole.CREDIT) == ["Source: Coastal Wire"]
    furniture = lines_of(document, BlockRole.FURNITURE)
    for line in ("Home", "65 Comments", "Leave a Reply", "You may also like", "Ferrymen ask for a second pier", "Ferry fares go up again"):
        assert line in furniture


def test_metadata_with_its_provenance() -> None:
    meta = read(PAGE).meta
    found = {name: (fact.value, fact.provenance) for name in ("url", "outlet", "title", "byline", "published") if (fact := getattr(meta, name))}
    assert found == {
        "url": ("https://lantern.example/bridge", "html:link[rel=canonical]"),
        "outlet": ("The Northwick Lantern", "html:meta[property=og:site_name]"),
        "title": ("Harbour bridge to stay shut until May", "html:headline"),
        "byline": ("Sam Roe", "html:meta[name=author]"),
        "published": ("2024-05-03T10:00:00Z", "html:meta[property=article:published_time]"),
    }
    assert read(PAGE).language == "en"


def test_metadata_of_json_ld() -> None:
    authors = '[{"name": "Sam Roe"}, {"name": "Kim Dale"}]'
    data = f'{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2024-05-03", "author": {authors}, "publisher": {{"name": "Lantern"}}}}]}}'
    meta = read(f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>Ann Lee said no.</p></body></html>").meta
    assert meta.published is not None
    assert (meta.published.value, meta.published.provenance) == ("2024-05-03", "html:json-ld[datePublished]")
    assert meta.byline is not None
    assert meta.byline.value == "Sam Roe, Kim Dale"
    assert meta.outlet is not None
    assert meta.outlet.value == "Lantern"


@pytest.mark.parametrize("data", ["{", "[[[[", '"text"', "null", '[{"@type": 5}, {"@graph": 3}]', "[" * 100_000])
def test_broken_json_ld_is_no_error(data: str) -> None:
    assert read(f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>Ann Lee said no.</p></body></html>").meta.published is None


def test_a_page_that_states_no_date_has_none() -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2024-05-03T10:00:00Z">', "")
    assert read(page).meta.published is None


def test_results_do_not_depend_on_what_was_read_before() -> None:
    alone = read(PAGE)
    for _ in range(4):
        assert read(PAGE) == alone


def test_a_page_of_one_sentence() -> None:
    document = read("<html><head><title>Bridge</title></head><body><h1>Bridge shut</h1><p>Ann Lee said no.</p></body></html>")
    assert lines_of(document, BlockRole.BODY) == ["Ann Lee said no."]


def test_a_line_break_in_mid_sentence_joins_and_others_part() -> None:
    head, middle, tail = "The bridge will stay shut, Ann Lee told the\n", " council of Northwick on Monday.", "Tom Okafor disagreed with that.\n"
    page = read_page(f"<div>{head}<br>{middle}<br>{tail}<br>Glued<br>words</div>", "x")
    runs = [page.text[run.span.start : run.span.end] for run in page.runs]
    assert runs == [f"{head}{middle}", tail.strip(), "Glued", "words"]


def test_preformatted_paragraphs_part_at_blank_lines() -> None:
    page = read_page("<pre>First one,\nwrapped.\n\n  Second one.\n</pre>", "x")
    assert [page.text[run.span.start : run.span.end] for run in page.runs] == ["First one,\nwrapped.", "Second one."]


def test_a_japanese_page() -> None:
    sentences = [
        "市長は月曜日に、港の橋を五月まで閉鎖すると発表した。",
        "「私が市長である限り、誰にも渡らせない」と市長は記者団に語った。",
        "野党の議員は、市が二年前から知っていたと批判した。",
    ]
    body = "".join(f"<p>{sentence * 3}</p>" for sentence in sentences)
    head = "<head><title>橋の閉鎖</title></head>"
    document = read(f"<html lang='ja'>{head}<body><article><h1>橋の閉鎖</h1>{body}</article><footer>会社概要</footer></body></html>")
    assert lines_of(document, BlockRole.BODY) == [sentence * 3 for sentence in sentences]
    assert document.language == "ja"


HOSTILE = {
    "deep": "<html><body>" + "<div>" * 1900 + "The bridge is shut, Ann Lee said." + "</div>" * 1900,
    "deep lists": "<html><body><article>" + "<ul><li>The bridge is shut, Ann Lee said." * 700,
    "deep inline": "<p>" + "<b>" * 1900 + "The bridge is shut, Ann Lee said.",
    "unclosed": "<html><p>one<p>two<b>three<i>four<p>five<table><p>six",
    "long attribute": "<p class='" + "x " * 300_000 + "'>The bridge is shut, Ann Lee said.</p>",
    "surrogates": "<p>&#xD800;&#x110000;&#0;&bogus; The bridge is shut, Ann Lee said.</p>",
    "declared otherwise": "<?xml version='1.0' encoding='utf-16'?><html><body><p>The bridge is shut, Zoë said.</p></body></html>",
    "breaks": "<div>" + "The bridge is shut, Ann Lee said<br>" * 500 + "</div>",
    "one word": "<p>" + "a" * 100_000 + "</p>",
    "brackets": "<p>" + "The bridge &lt; " * 500 + "<<<<" * 500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    document = read(HOSTILE[name])
    assert document.text.strip()
    assert all(document.text[block.span.start : block.span.end].strip() for block in document.blocks)


@pytest.mark.parametrize(
    ("text", "chosen", "marked"),
    [
        ("menu one two One two three. end", "One two three.", "One two three"),
        ("teaser. The bridge is shut. x The bridge is shut. It stays so.", "The bridge is shut.\nIt stays so.", "The bridge is shut It stays so"),
        ("ﬁnal Straße CAFÉ menu", "final strasse café", "ﬁnal Straße CAFÉ"),
        ("nothing here", "", ""),
    ],
)
def test_what_an_extractor_chose_is_found_on_the_page(text: str, chosen: str, marked: str) -> None:
    marks = map_chosen(text, chosen)
    assert "".join(c for c, mark in zip(text, marks, strict=True) if mark) == "".join(squeeze_plain(marked))


def squeeze_plain(text: str) -> list[str]:
    return [c for c in text if c.isalnum()]


def test_a_cut_out_caption_does_not_lose_the_paragraph() -> None:
    first = "The harbour bridge of Northwick will stay shut until May because of its cracks"
    second = "and nobody will cross it while she is in office, the mayor of the town said on Monday"
    text = f"menu {first} PICTURE OF A BRIDGE {second} footer"
    marks = map_chosen(text, f"{first} {second}")
    lost = [c for c, mark in zip(text[text.index(second) :], marks[text.index(second) :], strict=True) if c.isalnum() and not mark]
    assert len(lost) <= len("footer") + 4


def test_squeezed_letters_know_their_place() -> None:
    squeezed = squeeze("Ab ﬁ İx!")
    assert squeezed.letters == "abfi" + "ix"
    assert list(squeezed.at) == [0, 1, 3, 3, 5, 6]
