"""Score the body blocks of saved news pages: `python bench/extraction.py SHARED_DIR` (a folder that holds `extraction-gold`)."""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord.ingest import read_document
from onrecord.records import BlockRole, Document
from onrecord.text import exact


def body_text(document: Document) -> str:
    """The body blocks, a paragraph a line."""
    return "\n".join(exact(document.text, block.span) for block in document.blocks if block.role == BlockRole.BODY)


def predict(folder: Path) -> dict[str, dict[str, str]]:
    """The body text of every saved page, by page id."""
    predicted = {}
    for page in sorted((folder / "html").glob("*.html.gz")):
        name = page.name.removesuffix(".html.gz")
        predicted[name] = {"articleBody": body_text(read_document(gzip.decompress(page.read_bytes()), f"{name}.html"))}
    return predicted


def main(shared: Path) -> int:
    """Print what the gold's own scorer says; the exit code is the scorer's."""
    folder = shared / "extraction-gold"
    with tempfile.TemporaryDirectory() as scratch:
        predicted = Path(scratch) / "predicted.json"
        predicted.write_text(json.dumps(predict(folder)), encoding="utf-8")
        return subprocess.run([sys.executable, folder / "score.py", folder / "gold.json", predicted], check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    raise SystemExit(main(Path(sys.argv[1])))
