"""The page in a real browser: it shows only what stands in the files, asks for nothing, runs nothing of theirs, and works without a mouse or a script."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from invented import make_report
from playwright.sync_api import Browser, BrowserContext, Page

from onrecord.export.check import check_report
from onrecord.export.html import export_html
from onrecord.records import Report

SPOKEN = """() => [...document.querySelectorAll('[data-at]')].map(e => { const [account, start, end] = e.dataset.at.split('-'), words = e.cloneNode(true);
  for (const label of words.querySelectorAll('i')) label.remove();
  return [document.getElementById(`text-${account}`).dataset.document, +start, +end, words.textContent]; })"""


@pytest.fixture(scope="module")
def file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(export_html(report))
    return path


def open_page(context: BrowserContext, file: Path, log: list[str]) -> Page:
    """The page, with every console message, error, dialog and outside request written to `log`."""
    page = context.new_page()
    page.on("console", lambda message: log.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: log.append(f"error: {error}"))
    page.on("dialog", lambda dialog: log.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: log.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    return page


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    log: list[str] = []
    yield open_page(context, file, log)
    context.close()
    assert log == []


def check_places(page: Page, report: Report) -> int:
    """How many snippets stand on the page beside the full texts, each of them and every paragraph compared with the file."""
    texts = {article.document.id: article.document.text for article in report.articles}
    places = page.evaluate(SPOKEN)
    for document, start, end, words in places:
        assert texts[document][start:end] == words
    blocks = {(article.document.id, block.span.start, block.span.end) for article in report.articles for block in article.document.blocks}
    assert blocks <= {(document, start, end) for document, start, end, _ in places}
    return len(places) - len(blocks)


def test_every_snippet_is_the_slice_that_it_names(page: Page, report: Report) -> None:
    assert check_places(page, report) > 20


def test_the_first_screen_tells_the_conflict_and_the_changed_quotation(page: Page) -> None:
    for words in (
        "Two accounts of one event",
        "does not say what is true",
        "Largest conflict",
        "she did not accept his word",
        "hedge dropped",
        "Sources disagree",
    ):
        box = page.get_by_text(words).first.bounding_box()
        assert box is not None, words
        assert box["y"] + box["height"] <= 900, words


def test_the_grid_is_a_table_with_scopes_and_silence_is_worded(page: Page) -> None:
    assert page.locator("#claims th[scope=row]").count() == 3
    assert page.locator("#claims table").first.locator("th[scope=col]").count() == 3
    assert "says nothing" in (page.locator("#row-3 td").nth(1).text_content() or "")


def test_every_link_leads_somewhere(page: Page) -> None:
    lost = page.evaluate("() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))")
    assert lost == []
    double = page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.filter((id, at) => ids.indexOf(id) !== at); }"
    )
    assert double == []


def test_it_reads_whole_without_javascript(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    log: list[str] = []
    page = open_page(context, file, log)
    page.locator("#row-3").wait_for(state="attached")
    assert not page.locator(".tools").is_visible()
    page.locator(".group-fold > summary").first.click()
    assert page.locator("#row-3").is_visible()
    page.locator(".why > summary").first.click()
    assert page.get_by_text("One side holds a negation that the other lacks.").first.is_visible()
    context.close()
    assert log == []


def test_keys_move_open_and_jump(page: Page) -> None:
    page.keyboard.press("j")
    assert page.locator("tr.current").get_attribute("id") == "row-1"
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.locator(".claim-row:has(#row-1) .why").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator(".claim-row:has(#row-1) .why").get_attribute("open") is None
    page.keyboard.press("2")
    assert page.locator("thead .chosen").first.text_content() == "2Courier"
    page.keyboard.press("h")
    assert page.locator("thead .chosen").first.text_content() == "1Herald"
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"#a1-\d+$"))
    assert page.locator(".lit").first.text_content() == "Ilva Brandt accepted his word"


def test_keys_open_a_folded_group(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("j")
    assert page.locator("#row-3").is_visible()
    assert page.locator("tr.current").get_attribute("id") == "row-3"


def test_keys_can_be_switched_off(page: Page) -> None:
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator("tr.current").count() == 0


def test_filter_and_search_say_how_many_are_left(page: Page) -> None:
    page.keyboard.press("f")
    page.locator("#filter").select_option("conflict")
    assert page.locator("#found").text_content() == "1 of 3 claims"
    assert page.locator(".claim-row:visible").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("DISGRACE")
    assert page.locator(".claim-row:visible").count() == 1
    assert page.locator("#row-3").is_visible()


@pytest.mark.parametrize("width", [320, 400, 760, 1024, 1440])
def test_no_width_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough(page: Page) -> None:
    small = page.evaluate("""() => [...document.querySelectorAll('button, select, input[type=search], summary, .chip, .row-number, article p > a, .tally a')]
      .filter(e => e.offsetParent).filter(e => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24).map(e => e.outerHTML)""")
    assert small == []


def test_printed_it_shows_everything(browser: Browser, report: Report, file: Path, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = open_page(context, file, [])
    page.emulate_media(media="print")
    assert page.locator("#row-3").is_visible()
    assert page.get_by_text("Share", exact=True).is_visible()
    shown = page.evaluate("getComputedStyle(document.querySelector('#claims [data-at] + a'), '::after').content")
    assert shown == f'"· {report.articles[0].document.meta.raw_sha256[:8]}"'.replace("·", " ·")
    target = tmp_path / "page.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 84[12][.0-9]* 59[45]", target.read_bytes())
    context.close()


HOSTILE = (
    "</span></bdi></script><script>alert(1)</script><img src=x onerror=alert(2)>",
    '" onmouseover="alert(3)" x="',
    "{{ 7 * 7 }} {% raw %}",
    "\u202e\u2067rtl override ]]> <!-- <svg/onload=alert(4)>",
    "javascript:alert(5)",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(browser: Browser, tmp_path: Path, words: str) -> None:
    report = make_report(names=(words, f"Ilva {words}"), junk=words)
    file = tmp_path / "hostile.html"
    file.write_bytes(export_html(report))
    context = browser.new_context()
    log: list[str] = []
    page = open_page(context, file, log)
    assert check_places(page, report) > 20
    for target in page.locator(".chip, .speaker-name").all():
        target.hover()
    page.keyboard.press("j")
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert "49" not in (page.locator(".speaker-name").first.text_content() or "")
    context.close()
    assert log == []


def test_odd_characters_come_through_whole(browser: Browser, tmp_path: Path) -> None:
    odd = "a\x01\x0b\x0c\x1f\x7f\x85\x9b\u2028\ufeff\ufdd0\U0001ffff\r\t\xa0\xad&amp;&#13;<!-- ]]>e\u0301\U0001f468\u200d\U0001f469b"
    report = make_report(junk=odd)
    file = tmp_path / "odd.html"
    file.write_bytes(export_html(report))
    context = browser.new_context()
    check_places(open_page(context, file, []), report)
    context.close()
    assert check_report(file.read_bytes(), [article.document for article in report.articles]).problems == ()


def test_words_that_turn_the_direction_stay_in_their_box(browser: Browser, tmp_path: Path) -> None:
    report = make_report(names=("\u202eMarten Oskal", "Ilva Brandt"))
    file = tmp_path / "turned.html"
    file.write_bytes(export_html(report))
    context = browser.new_context()
    page = open_page(context, file, [])
    loose = page.evaluate("""() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const out = [];
      while (walk.nextNode()) { const at = walk.currentNode.parentElement;
        if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(walk.currentNode.data) && !at.closest('bdi, [dir=auto], .vh, i')) out.push(at.outerHTML); }
      return out; }""")
    assert loose == []
    context.close()


def test_nothing_in_the_file_asks_for_the_network(file: Path) -> None:
    html = file.read_text(encoding="utf-8")
    assert "unsafe-inline" not in html
    assert re.search(r"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-""", html.replace("&#39;", "'"))
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:|//|data:)", html)
    assert not re.search(r"\sstyle=", html)


def test_a_report_without_findings_says_so(browser: Browser, report: Report, tmp_path: Path) -> None:
    file = tmp_path / "empty.html"
    file.write_bytes(export_html(replace(report, articles=report.articles[:1], sources=(), findings=(), claims=(), variants=())))
    context = browser.new_context()
    log: list[str] = []
    page = open_page(context, file, log)
    for words in ("One account of one event", "No conflict found", "No claims were found", "No quotation changed"):
        assert page.get_by_text(words).first.is_visible()
    page.keyboard.press("j")
    context.close()
    assert log == []


def test_ten_accounts_fit_and_open_their_evidence(browser: Browser, report: Report, tmp_path: Path) -> None:
    first, second = report.articles
    more = tuple(replace(second, document=replace(second.document, id=f"d-{at}"), statements=(), voices=(), mentions=()) for at in range(8))
    wide = replace(report, articles=(first, second, *more))
    file = tmp_path / "ten.html"
    file.write_bytes(export_html(wide))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    log: list[str] = []
    page = open_page(context, file, log)
    assert page.evaluate("[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    assert page.locator("#row-1 td").nth(9).aria_snapshot() == '- cell "says nothing"'
    assert page.locator("#row-1 td").nth(0).locator("svg").first.get_attribute("aria-hidden") == "true"
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator(".evidence").first.get_by_text("she did not accept his word").is_visible()
    page.keyboard.press("0")
    assert (page.locator("thead .chosen").first.text_content() or "").startswith("10")
    page.keyboard.press("2")
    assert page.locator("#row-1 + tr .evidence .chosen dt").text_content() == "2Courier"
    page.keyboard.press("o")
    assert page.locator(".lit").all_text_contents() == ["Brandt accepted nothing 🎤"]
    check_places(page, wide)
    context.close()
    assert log == []


def test_a_notebook_shows_the_page_in_a_frame(browser: Browser, report: Report, tmp_path: Path) -> None:
    import onrecord

    frame = onrecord.show_report(report)
    assert getattr(report, "_repr_html_")() == frame  # noqa: B009 - the name is the notebooks' own
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset=utf-8>{frame}", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.frame_locator("iframe").get_by_text("Two accounts of one event").is_visible()
    context.close()


def test_it_opens_at_once(browser: Browser, file: Path) -> None:
    took = []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = open_page(context, file, [])
        took.append(page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"))
        context.close()
    assert min(took) < 300
