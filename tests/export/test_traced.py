"""What the page shows of the words' ways: the picture, leftovers, introductions, and how severe each change is."""

from pathlib import Path

import pytest
from lxml.html import HtmlElement, fromstring

from onrecord.export.html import export_html
from onrecord.export.introduced import show_contrasts, show_introduced
from onrecord.export.origins import draw_origins
from onrecord.export.reading import Reading
from onrecord.ingest import read_document
from onrecord.pipeline import compare
from onrecord.records import Report

HERALD = """<html><head><meta property="og:site_name" content="Harbour Herald"></head><body><article><h1>The weavers and the mill</h1>
<p>Greta Holm claimed that the mill was sold in all but name before the vote.</p>
<p>The council spoke of bread, coal and, drumroll, the opera. The meeting went on until the lamps were put out, and nobody was surprised.</p>
<p>Holm told the Saltmarsh Wire that nobody had asked the weavers. She left the hall at noon, and the council went on without her.</p>
<p>This story originally appeared in the Coast Courier.</p></article></body></html>"""
COURIER = """<html><head><meta property="og:site_name" content="Coast Courier"></head><body><article><h1>A long evening in the granary</h1>
<p>“The mill was perhaps sold in all but name before the vote,” Greta Holm said. The council met in the old granary on Monday evening.</p>
<p>Nobody in the hall was surprised by it, and the meeting went on for another three hours until the lamps were put out.</p></article></body></html>"""


@pytest.fixture(scope="module")
def traced() -> Report:
    return compare([read_document(text.encode(), name) for text, name in ((HERALD, "herald.html"), (COURIER, "courier.html"))])


@pytest.fixture(scope="module")
def shown(traced: Report) -> HtmlElement:
    return fromstring(export_html(traced))


def test_the_picture_leads_from_the_credited_account_to_the_taker(traced: Report) -> None:
    picture = draw_origins(Reading(traced))
    assert {box.name: box.number for box in picture.boxes} == {"Saltmarsh Wire": None, "Harbour Herald": 1, "Coast Courier": 2}
    assert {(arrow.origin, arrow.account, arrow.style) for arrow in picture.arrows} == {
        ("Coast Courier", "Harbour Herald", "words"),
        ("Saltmarsh Wire", "Harbour Herald", "told"),
    }
    assert all(0 <= box.x < picture.width and 0 <= box.y < picture.height for box in picture.boxes)


def test_the_picture_says_in_words_what_it_draws(shown: HtmlElement) -> None:
    (svg,) = shown.xpath("//figure[@class='origins']//svg")
    assert svg.get("role") == "img"
    assert "Harbour Herald tells what somebody said to Saltmarsh Wire." in svg.text_content()
    assert len(svg.xpath("./path")) == 2
    assert not svg.xpath(".//script|.//@onclick|.//@href")


def test_a_report_without_flows_says_so(traced: Report) -> None:
    courier = compare([article.document for article in traced.articles if article.document.meta.path == "courier.html"])
    assert draw_origins(Reading(courier)).boxes == ()
    assert "No account names where its words or pictures come from" in export_html(courier).decode()


def test_leftovers_and_severity_are_shown_with_their_reason(shown: HtmlElement) -> None:
    assert "drumroll" in shown.xpath("//ul[contains(@class, 'leftovers')]")[0].text_content()
    severity = shown.xpath("//p[contains(@class, 'severity')]")[0]
    assert "another sense" in severity.text_content()
    assert "cannot know that the speaker was not sure" in severity.text_content()


def test_what_is_introduced_differently_is_shown(traced: Report, shown: HtmlElement) -> None:
    (contrast,) = show_contrasts(Reading(traced))
    assert [cue.words for cue in contrast.cues] == ["claimed", "said"]
    assert contrast.cues[0].stance == "stands apart from it"
    (row,) = show_introduced(Reading(traced))
    assert row.source == "Greta Holm"
    assert [{cue.words for cue in cell} - {"claimed"} for cell in row.cells] == [{"told"}, {"said"}]
    assert "Introduced differently" in shown.xpath("//section[@id='wording']")[0].text_content()


def test_examples_have_a_picture() -> None:
    folder = Path(__file__).parents[2] / "examples"
    report = compare([read_document(path.read_bytes(), path.name) for path in sorted(folder.iterdir())])
    assert len(draw_origins(Reading(report)).arrows) >= 3
