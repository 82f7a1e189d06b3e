"""Hostile words in every field that is shown: they are shown as words, and nothing of theirs runs, loads or breaks out."""

import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from web.conftest import Desk

HOSTILE = {
    "script": "</span></bdi></textarea></title></script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "attribute": '" onmouseover="alert(3)" style="position:fixed;inset:0" x=\'',
    "address": "javascript:alert(4)//<a href=javascript:alert(5)>x</a><base href=http://evil.example/>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "turned": "\u202e\u2066\u2067rtl \u202c\u2069 override <!-- ]]> <svg/onload=alert(6)><style>*{display:none}</style>",
    "large": "A" * 900 + "\u0301" * 90,
    "broken": "\x7f\x85\ufeff\ufffd\ufdd0\U0001ffff &amp;&#13;<!DOCTYPE [<!ENTITY x 'y'>]>",
}
ALONE = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const out = [];
  while (walk.nextNode()) { const at = walk.currentNode.parentElement;
    if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(walk.currentNode.data) && !at.closest('bdi, [dir=auto], .vh, i, textarea, option'))
      out.push(at.outerHTML.slice(0, 200)); }
  return out; }"""

LEADING_OUT = """() => [...document.querySelectorAll('a[href], form')].map(e => new URL(e.getAttribute('href') || e.getAttribute('action'), location).href)
  .filter(url => !url.startsWith(location.origin))"""


def write_account(words: str, said: str) -> str:
    return f"{words} and the ferry\n\nMinister Ilva {words} Brandt said that {said}.\n\n“It is {words} a question of timing,” Brandt said.\n"


def check_page(page: Page, log: list[str], address: str) -> None:
    """Nothing ran, nothing was loaded, and the page still stands."""
    expect(page.locator("script:not([src^='/static/'])")).to_have_count(0)
    expect(page.locator("img, base, style, iframe, object, embed, [onmouseover], [onerror], [onload]")).to_have_count(0)
    assert page.evaluate(LEADING_OUT) == [], address
    assert page.evaluate(ALONE) == [], address
    expect(page.locator("nav .wordmark")).to_be_visible()
    page.evaluate("() => { for (const one of document.querySelectorAll('body *')) one.dispatchEvent(new MouseEvent('mouseover')); }")
    assert log == [], address


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_words_are_only_words(browser: Browser, desk: Desk, kind: str) -> None:
    words = HOSTILE[kind]
    log: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("dialog", lambda dialog: log.append(f"dialog: {dialog.message}"))
    page.on("pageerror", lambda error: log.append(f"error: {error}"))
    page.on("request", lambda request: log.append(request.url) if not request.url.startswith(desk.url) else None)
    page.on("console", lambda message: log.append(message.text) if "server responded with a status of 4" not in message.text else None)
    page.goto(f"{desk.url}/")
    page.get_by_label("Title").fill(words[:190])
    page.locator("textarea[name=text-1]").fill(write_account(words, "the line was safe"))
    page.locator("input[name=outlet-1]").fill(words[:190])
    html = f"<title>{words}</title><meta name=author content='x'><p>{write_account(words, 'the line was not safe')}</p>"
    page.locator("input[type=file]").set_input_files([FilePayload(name=f"{words[:60]}.html", mimeType="text/html", buffer=html.encode("utf-8"))])
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile(r"/events/event-\w+"))
    event = page.url.partition("?")[0].partition("#")[0]
    assert words[:20].strip("\u202e\u2066\u2067") in (page.locator("h1").text_content() or "")
    check_page(page, log, event)
    decide(page, words)
    links = page.evaluate("() => [...document.querySelectorAll('a.open')].map(a => a.href)")
    found = [next(link for link in links if part in link) for part in ("/findings/", "/sources/")]
    for address in [*found, f"{event}/accounts", f"{desk.url}/", f"{desk.url}/search?q=timing", f"{desk.url}/people", f"{desk.url}/decisions"]:
        page.goto(address)
        check_page(page, log, address)
    page.goto(f"{desk.url}/people")
    page.locator(".people th a").first.click()
    check_page(page, log, "person")
    for field in ("q", "person", "outlet"):
        page.goto(f"{desk.url}/search")
        page.locator(f".search-form input[name={field}]").fill(words[:190])
        page.locator(".search-form button").click()
        check_page(page, log, f"search by {field}")
    page.goto(f"{desk.url}/events/{'%3Cscript%3Ealert(9)%3C%2Fscript%3E'}")
    check_page(page, log, "a page that is not there")
    page.goto(f"{desk.url}/")
    page.locator("input[type=file]").set_input_files([FilePayload(name=f"{words[:60]}.html", mimeType="text/html", buffer="é".encode() + b"\xff\xfe\xc3\x00")])
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="That could not be used").wait_for()
    check_page(page, log, "a broken encoding")
    context.close()


def decide(page: Page, words: str) -> None:
    """A decision whose author and note are hostile."""
    page.locator(".group-fold > summary").evaluate_all("all => all.forEach(one => one.click())")
    page.locator("a.open[href*=findings]").first.click()
    page.get_by_label("Name").fill(words[:90])
    page.get_by_label("Note").fill(words)
    page.get_by_role("button", name="Dismiss this finding").click()
    page.wait_for_url(re.compile(r"note=kept"))
