"""A desk that runs as users run it: the command, on a port of its own, over a store of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

EXAMPLES = Path(__file__).parents[2] / "examples"
HERALD, COURIER = EXAMPLES / "harbour-herald.txt", EXAMPLES / "coast-courier.html"


class Desk:
    """A running `onrecord serve`."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "onrecord.cli", "serve", "--store", str(self.store), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr
        found = re.search(r"http://\S+", self.process.stderr.readline())
        assert found
        self.url = found[0].rstrip("/")

    def stop(self) -> None:
        """Stops it; nothing that it said on standard error may be a traceback."""
        self.process.terminate()
        assert "Traceback" not in self.process.communicate(timeout=20)[1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    running = Desk(tmp_path_factory.mktemp("desk") / "desk.sqlite")
    yield running
    running.stop()


@pytest.fixture
def fresh_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for a test that stops and starts it."""
    running = Desk(tmp_path / "desk.sqlite")
    yield running
    running.stop()


def open_desk(browser: Browser, desk: Desk, log: list[str], *, width: int = 1440, **options: bool) -> tuple[BrowserContext, Page]:
    """A page of the desk; console messages, errors, dialogs and requests to anywhere else are written to `log`."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=not options.get("scriptless", False))
    page = context.new_page()
    page.on("console", lambda message: log.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: log.append(f"error: {error}"))
    page.on("dialog", lambda dialog: log.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: log.append(request.url) if not request.url.startswith(desk.url) else None)
    page.goto(f"{desk.url}/")
    return context, page
