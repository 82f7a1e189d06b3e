"""Gold texts through ingest, annotate and resolve, each article alone, as the lines that the scorers of the gold read."""

import importlib.util
import io
import json
import time
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated, Source, Span
from onrecord.resolve import resolve_sources


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_score".replace("-", "_"), path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shape_line(path: str, article: Annotated, sources: Iterable[Source]) -> dict[str, Any]:
    """The fields that the scorers read of one document."""
    speakers = {statement: source.name for source in sources for statement in source.statements}

    def place(span: Span | None) -> dict[str, int] | None:
        return {"start": span.start, "end": span.end} if span else None

    statements = [
        {
            "id": s.id,
            "source": place(s.source),
            "cue": place(s.cue),
            "content": [place(c) for c in s.content],
            "within": s.within,
            "speaker": speakers.get(s.id),
            "told_to": place(s.told_to),
        }
        for s in article.statements
    ]
    return {"document": {"path": path}, "statements": statements}


def extract(texts: Iterable[tuple[str, bytes]]) -> tuple[list[dict[str, Any]], float]:
    """A line for each (path, bytes), and the CPU-seconds that `resolve_sources` took in all."""
    models, lines, spent = load_models(), [], 0.0
    for path, data in texts:
        article = annotate(read_document(data, path, format="txt"), models)
        started = time.process_time()
        sources = resolve_sources((article,))
        spent += time.process_time() - started
        lines.append(shape_line(path, article, sources))
    return lines, spent


def run_scorer(scorer: ModuleType, before: list[str], lines: list[dict[str, Any]]) -> str:
    """What a scorer prints when its last argument is a file of these lines."""
    printed = io.StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(printed):
        path = Path(folder) / "extracted.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        scorer.main(*before, str(path))
    return printed.getvalue()
