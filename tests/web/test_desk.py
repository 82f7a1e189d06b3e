"""The desk in a real browser: what a person does with it, by mouse and by keyboard, wide and narrow."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from web.conftest import COURIER, HERALD, Desk, open_desk

from bench.ten import write_account
from onrecord.decisions import read_decisions

AXE = Path(__file__).parents[2] / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"

SERIOUS = ("serious", "critical")
SMALL = """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), summary, nav a, a.open, a.button, .exports a, .crumb a')]
  .filter(e => e.offsetParent && !e.closest('.vh')).filter(e => e.getBoundingClientRect().height < 24).map(e => e.outerHTML.slice(0, 120))"""


def press_until(page: Page, key: str, found: str, most: int = 200) -> None:
    """Presses a key until what has the focus fits a selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", found):
            return
    raise AssertionError(f"{most} times {key} never reached {found}")


@pytest.mark.parametrize("width", [1440, 400])
def test_a_person_compares_reads_decides_searches_and_exports(browser: Browser, fresh_desk: Desk, tmp_path: Path, width: int) -> None:
    desk, log = fresh_desk, list[str]()
    context, page = open_desk(browser, desk, log, width=width)
    page.get_by_label("Title").fill("The Brackmouth talks")
    page.locator("input[type=file]").set_input_files([HERALD, COURIER])
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/events/event-\w+\?note=compared"))
    expect(page.locator("h1")).to_have_text("The Brackmouth talks")
    read_largest_conflict(page)
    merge_sources(page)
    event = re.sub(r"\?.*", "", page.url.partition("#")[0]).removeprefix(desk.url)
    context.close()

    desk.stop()
    desk.start()
    context, page = open_desk(browser, desk, log, width=width)
    page.get_by_role("link", name="The Brackmouth talks").click()
    assert page.url == f"{desk.url}{event}"
    expect(page.locator("#rulings").get_by_text("one and the same")).to_be_visible()
    expect(page.locator("#sources tbody th", has_text=re.compile("Corin Hale|Harriet Osgood"))).to_have_count(1)
    search_and_export(page, tmp_path)
    with page.expect_download() as saved:
        page.goto(f"{desk.url}{event}")
        page.get_by_role("link", name="page", exact=True).click()
    saved.value.save_as(tmp_path / "report.html")
    assert "The Brackmouth talks" in (tmp_path / "report.html").read_text(encoding="utf-8")
    page.locator("#rulings").get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"note=compared"))
    expect(page.locator("#rulings")).to_have_count(0)
    expect(page.locator("#sources tbody th", has_text=re.compile("Corin Hale|Harriet Osgood"))).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert log == []


def read_largest_conflict(page: Page) -> None:
    """From the head to the row and its evidence."""
    page.locator(".clash").get_by_role("link", name=re.compile("claim")).click()
    row = page.locator(f".claim-row:has({page.evaluate('location.hash')})")
    row.locator(".why > summary").first.click()
    expect(row.locator(".reasons dd").first).to_be_visible()
    expect(row.locator(".reasons small").first).to_be_visible()


def merge_sources(page: Page) -> None:
    """Rules two sources one person, with a name and a note."""
    page.locator("#sources tbody tr", has_text="Corin Hale").first.get_by_role("link", name="Open").click()
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Note").fill("one and the same")
    page.get_by_label("The same as").select_option(label="Harriet Osgood")
    page.get_by_role("button", name="They are one").click()
    page.wait_for_url(re.compile(r"note=kept"))
    expect(page.get_by_text("Decision kept, and compared again.")).to_be_visible()
    expect(page.locator("#rulings").get_by_text("one and the same")).to_be_visible()


def search_and_export(page: Page, folder: Path) -> None:
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_label("Person").fill("osgood")
    page.locator(".search-form button").click()
    assert page.locator(".hits li").count() > 5
    page.locator(".people-list a").first.click()
    expect(page.get_by_role("heading", name="Everything")).to_be_visible()
    expect(page.get_by_role("heading", name="Quotations that changed between accounts")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="JSON lines").click()
    saved.value.save_as(folder / "said.jsonl")
    assert len((folder / "said.jsonl").read_text(encoding="utf-8").splitlines()) > 5
    page.get_by_role("link", name="Decisions").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as JSON lines").click()
    saved.value.save_as(folder / "decisions.jsonl")
    assert [(d.user, d.note) for d in read_decisions((folder / "decisions.jsonl").read_bytes())] == [("Ada", "one and the same")]


@pytest.mark.parametrize("width", [1440, 400])
def test_all_of_it_by_keyboard_alone(browser: Browser, fresh_desk: Desk, tmp_path: Path, width: int) -> None:
    log: list[str] = []
    context, page = open_desk(browser, fresh_desk, log, width=width)
    for at, account in (("1", HERALD), ("2", COURIER)):
        press_until(page, "Tab", f"textarea[name=text-{at}]")
        page.keyboard.insert_text(account.read_text(encoding="utf-8"))
    press_until(page, "Tab", ".begin button.main")
    press_enter(page, r"note=compared")
    press_until(page, "Tab", ".clash-reason a")
    press_enter(page, r"#row-\d+$")
    press_until(page, "Tab", ".why > summary")
    page.keyboard.press("Enter")
    row = page.locator(f".claim-row:has({page.evaluate('location.hash')})")
    expect(row.locator(".why[open] .reasons dd").first).to_be_visible()
    merge_by_keyboard(page)
    context.close()

    fresh_desk.stop()
    fresh_desk.start()
    context, page = open_desk(browser, fresh_desk, log, width=width)
    press_until(page, "Tab", ".events a")
    press_enter(page, r"/events/event-\w+$")
    expect(page.locator("#rulings").get_by_text("by keyboard")).to_be_visible()
    press_until(page, "Tab", ".exports a")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    saved.value.save_as(tmp_path / "report.html")
    press_until(page, "Tab", "#rulings button")
    press_enter(page, r"note=compared")
    expect(page.locator("#rulings")).to_have_count(0)
    press_until(page, "Tab", "#quick")
    page.keyboard.insert_text("gauge books")
    press_enter(page, r"/search")
    press_until(page, "Tab", ".hits a")
    press_enter(page, r"/people\?name=")
    expect(page.get_by_role("heading", name="Everything")).to_be_visible()
    context.close()
    assert log == []


def press_enter(page: Page, leads_to: str) -> None:
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(leads_to))


def merge_by_keyboard(page: Page) -> None:
    """Opens a source, chooses another one by the first letters of its name, and rules them one."""
    press_until(page, "Tab", "#sources a.open", 500)
    press_enter(page, r"/sources/")
    press_until(page, "Tab", "input[name=note]")
    page.keyboard.insert_text("by keyboard")
    press_until(page, "Tab", "select[name=other]")
    page.keyboard.type("Corin")
    press_until(page, "Tab", "button[value^=merge]")
    press_enter(page, r"note=kept")


@pytest.fixture(scope="module")
def event(browser: Browser, desk: Desk) -> str:
    """An event with two accounts, compared, without JavaScript: everything is plain forms and links."""
    context, page = open_desk(browser, desk, [], scriptless=True)
    page.get_by_label("Title").fill("Two about one table")
    page.locator("input[type=file]").set_input_files([HERALD, COURIER])
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/events/event-\w+"))
    address = page.url.partition("?")[0].removeprefix(desk.url)
    context.close()
    return address


def find_addresses(page: Page, desk: Desk, event: str) -> list[str]:
    """Every kind of page."""
    page.goto(f"{desk.url}{event}")
    links = page.evaluate("() => [...document.querySelectorAll('a.open')].map(a => a.getAttribute('href'))")
    finding, source = (next(link for link in links if part in link) for part in ("/findings/", "/sources/"))
    account = page.locator(".account-text").first.get_attribute("data-document")
    wide = ("/search?q=water", "/people", "/people?name=Harriet%20Osgood", "/decisions", f"/accounts/{account}", "/events/event-0")
    return ["/", event, f"{event}/accounts", finding, source, *wide]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (400, "light")])
def test_no_page_has_a_serious_barrier(browser: Browser, desk: Desk, event: str, width: int, scheme: str) -> None:
    assert AXE.is_file(), "axe-core is missing: run scripts/test, which installs it"
    context, page = open_desk(browser, desk, [], width=width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in find_addresses(page, desk, event):
        page.goto(f"{desk.url}{address}")
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")["violations"]
        serious = [(one["id"], one["nodes"][0]["html"][:200], one["nodes"][0].get("failureSummary")) for one in found if one["impact"] in SERIOUS]
        assert serious == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate(SMALL) == [], address
    context.close()


def test_every_link_of_every_page_leads_somewhere(browser: Browser, desk: Desk, event: str) -> None:
    context, page = open_desk(browser, desk, [])
    seen: set[str] = set()
    for address in find_addresses(page, desk, event)[:-1]:
        page.goto(f"{desk.url}{address}")
        seen |= set(page.evaluate("() => [...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0])"))
        lost = page.evaluate("() => [...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))")
        assert lost == [], address
    for link in sorted(seen):
        assert context.request.get(link).ok, link
    context.close()


def test_a_hit_of_the_search_leads_to_its_place_in_the_report(browser: Browser, desk: Desk, event: str) -> None:
    context, page = open_desk(browser, desk, [])
    page.goto(f"{desk.url}/search?q=gauge+books")
    words = page.locator(".hits .words").first.text_content() or ""
    page.locator(".hits .at").first.click()
    page.wait_for_url(re.compile(r"#a\d+-\d+$"))
    place = page.locator(":target")
    assert place.is_visible()
    assert words.startswith((place.text_content() or "?").rpartition(": ")[2][:10])
    context.close()


@pytest.fixture(scope="module")
def ten(browser: Browser, desk: Desk) -> str:
    context, page = open_desk(browser, desk, [])
    files = [FilePayload(name=f"outlet-{at}.txt", mimeType="text/plain", buffer=write_account(at, 200).encode()) for at in range(10)]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/events/event-\w+"), timeout=120_000)
    address = page.url.partition("?")[0]
    context.close()
    return address


def test_ten_accounts_stand_side_by_side(browser: Browser, desk: Desk, ten: str) -> None:
    context, page = open_desk(browser, desk, [])
    page.goto(ten)
    expect(page.locator("#claims table").first.locator("thead th")).to_have_count(11)
    assert page.evaluate("document.documentElement.scrollWidth") == 1440
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".claim-row .evidence").first).to_be_visible()
    context.close()


def test_accounts_come_and_go_and_an_event_is_forgotten(browser: Browser, desk: Desk) -> None:
    log: list[str] = []
    context, page = open_desk(browser, desk, log)
    page.get_by_label("Title").fill("To be forgotten")
    page.locator("textarea[name=text-1]").fill("The mayor said that the bridge would stay shut.")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/accounts$"))
    expect(page.get_by_text("Add another to compare.")).to_be_visible()
    page.locator("textarea[name=text-1]").fill("The mayor denied that the bridge would stay shut.")
    page.locator("input[name=outlet-1]").fill("Tolland Post")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".kept-accounts li")).to_have_count(2)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"note=compared"))
    page.get_by_role("link", name="Accounts", exact=True).click()
    page.get_by_role("button", name="Take out account 1").click()
    expect(page.locator(".kept-accounts li")).to_have_count(1)
    page.get_by_role("button", name="Forget this event").click()
    expect(page.get_by_text("The event is forgotten.")).to_be_visible()
    assert page.get_by_role("link", name="To be forgotten").count() == 0
    context.close()
    assert log == []


def test_files_are_dropped_on_the_box(browser: Browser, desk: Desk) -> None:
    log: list[str] = []
    context, page = open_desk(browser, desk, log)
    dropped = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.txt', { type: 'text/plain' })); return data; }",
        "The mayor said that the lamps would be lit again.",
    )
    page.dispatch_event(".drop", "dragover", {"dataTransfer": dropped})
    page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})
    assert page.evaluate("document.querySelector('input[type=file]').files[0].name") == "dropped.txt"
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/accounts$"))
    expect(page.locator(".kept-accounts").get_by_text("dropped.txt").first).to_be_visible()
    context.close()
    assert log == []
