"""How heavy and how quick the page is: `python bench/page.py`. Two accounts that come with the project, and ten invented ones of 800 words.

Prints for each: bytes of the file, milliseconds from opening it until its first frame stands, and between two frames while it is scrolled.
"""

import sys
import tempfile
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.ten import write_account
from onrecord import compare
from onrecord.export import export_html

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu"]
RUNS = 7
OPENED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
SCROLLED = """() => new Promise(done => {
  const took = []; let last = performance.now();
  const step = now => { took.push(now - last); last = now; scrollBy({ top: 300, behavior: 'instant' });
    took.length < 80 ? requestAnimationFrame(step) : done(took); };
  requestAnimationFrame(step);
})"""


def write_ten(folder: Path) -> list[Path]:
    """Ten invented accounts as files."""
    paths = [folder / f"outlet-{at:02}.txt" for at in range(1, 11)]
    for at, path in enumerate(paths):
        path.write_text(write_account(at), encoding="utf-8")
    return paths


def open_page(browser: Browser, page: Path) -> tuple[float, list[float]]:
    """Milliseconds to the first frame, and between frames while scrolling."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    tab.goto(page.as_uri())
    opened, scrolled = tab.evaluate(OPENED), tab.evaluate(SCROLLED)
    context.close()
    return float(opened), [float(one) for one in scrolled]


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        for what, paths in (("two accounts", sorted((ROOT / "examples").iterdir())), ("ten accounts", write_ten(folder))):
            page = folder / f"{what}.html"
            page.write_bytes(export_html(compare(paths)))
            runs = [open_page(browser, page) for _ in range(RUNS)]
            frames = [one for _, scrolled in runs for one in scrolled]
            opened = median(one for one, _ in runs)
            print(f"{what:14} {page.stat().st_size:10,} bytes  opened in {opened:5.0f} ms  frames {median(frames):4.0f} ms, slowest {max(frames):4.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
