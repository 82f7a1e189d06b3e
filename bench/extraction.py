"""Score the body blocks of saved news pages, read as HTML and as the text of all their lines: `python bench/extraction.py SHARED_DIR`."""

import gzip
import io
import json
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.lines import load_scorer
from onrecord.ingest import read_document
from onrecord.ingest.decoding import decode_bytes
from onrecord.ingest.page import read_page
from onrecord.records import BlockRole, Document
from onrecord.text import exact

READ = (BlockRole.HEADLINE, BlockRole.BODY, BlockRole.CAPTION)


def body_text(document: Document) -> str:
    """The body blocks, a paragraph a line."""
    return "\n".join(exact(document.text, block.span) for block in document.blocks if block.role == BlockRole.BODY)


def render_lines(data: bytes) -> str:
    """All that a page shows, a block a line: what is left of it in a text file."""
    page = read_page(decode_bytes(data, "page").text, "page")
    shown = [run for run in page.runs if not {"title", "option"} & set(run.tags)]
    return "\n".join(" ".join(exact(page.text, run.span).split()) for run in shown)


def score(folder: Path, bodies: dict[str, str]) -> dict[str, float]:
    """`F1` and `exact` as the gold's own scorer prints them."""
    printed = io.StringIO()
    with TemporaryDirectory() as scratch, redirect_stdout(printed):
        predicted = Path(scratch) / "predicted.json"
        predicted.write_text(json.dumps({name: {"articleBody": body} for name, body in bodies.items()}), encoding="utf-8")
        load_scorer(folder / "score.py").main(str(folder / "gold.json"), str(predicted))
    return {figure: float(value) for figure, value in re.findall(r"(F1|exact) ([\d.]+)", printed.getvalue())}


def kept_share(articles: Path) -> float:
    """The share of attributed words (source, cue, content) of plain articles that stand in blocks that are read."""
    kept = words = 0
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        document = read_document(article["text"].encode("utf-8", "surrogatepass"), article["id"], format="txt")
        inside = bytearray(len(document.text))
        for block in document.blocks:
            if block.role in READ:
                inside[block.span.start : block.span.end] = b"\1" * (block.span.end - block.span.start)
        for attribution in article["attributions"]:
            for start, end in (span for part in ("source", "cue", "content") for span in attribution[part]):
                found = [start + match.start() for match in re.finditer(r"\S+", document.text[start:end])]
                words += len(found)
                kept += sum(inside[at] for at in found)
    return kept / words


def measure(shared: Path) -> dict[str, float]:
    """F1 and exact share of pages as HTML, the same of their lines as plain text, and the share of attributed words that plain articles keep."""
    folder = shared / "extraction-gold"
    pages = {path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes()) for path in sorted((folder / "html").glob("*.html.gz"))}
    html = score(folder, {name: body_text(read_document(data, name, format="html")) for name, data in pages.items()})
    text = score(folder, {name: body_text(read_document(render_lines(data).encode(), name, format="txt")) for name, data in pages.items()})
    figures = {f"{kind} {figure}": value for kind, values in (("html", html), ("text", text)) for figure, value in values.items()}
    return figures | {"attributed words kept": kept_share(shared / "attribution/dev.jsonl")}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    print("   ".join(f"{figure} {value:.3f}" for figure, value in measure(Path(sys.argv[1])).items()))
