"""How fast it is: `python bench/speed.py FILE FILE ... [--runs N]` or `python bench/speed.py --growth`. A benchmark, never a test.

Prints, for the given accounts: seconds of the cold command, of a warm `compare`, of each stage, words per CPU-second, and the peak memory of the process.
Stages that follow the first run find vectors and judgements of the same texts kept; "first compare" is the one that finds nothing.
--growth: seconds of the first comparison of 2, 5, 10 and 20 invented accounts of 800 words by models that are loaded and have read nothing of them.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from onrecord.models import Models

os.environ.setdefault("OMP_NUM_THREADS", "1")


def timed(runs: int, work: Callable[[], object]) -> tuple[float, float]:
    """Median wall and CPU seconds of `runs` calls."""
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return median(walls), median(cpus)


def time_cold(files: list[Path], runs: int) -> float:
    """Median wall seconds of the whole command, from its start."""
    command = [sys.executable, "-m", "onrecord.cli", "compare", *map(str, files), "--format", "json"]
    return timed(runs, lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))[0]


def load_anew() -> "Models":
    """Models that keep nothing of what was read before, started by a comparison of two sentences."""
    from onrecord.ingest import wrap_sentence
    from onrecord.models import load_models
    from onrecord.pipeline import compare

    load_models.cache_clear()
    models = load_models()
    compare([wrap_sentence(text, text) for text in ("The mayor closed the bridge on Monday.", "The mayor opened the bridge.")], models=models)
    return models


def measure_growth() -> None:
    from bench.ten import write_account
    from onrecord.ingest import read_document
    from onrecord.pipeline import compare

    for count in (2, 5, 10, 20):
        documents = [read_document(write_account(number).encode(), f"{number}.txt", format="txt") for number in range(count)]
        words, models = sum(len(document.text.split()) for document in documents), load_anew()
        wall, cpu = timed(1, partial(compare, documents, models=models))
        print(f"{count:3} accounts {words:6} words {wall:7.3f} s wall  {cpu:7.3f} s CPU  {cpu / count:6.3f} s an account")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--growth", action="store_true")
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    if given.growth:
        measure_growth()
        return
    if not given.files:
        options.error("no FILE")
    print(f"{'cold command':24} {time_cold(given.files, given.runs):7.3f} s")

    from onrecord.align import align_claims
    from onrecord.annotate import annotate
    from onrecord.annotate.parsing import parse_document
    from onrecord.export import EXPORTERS
    from onrecord.ingest import read_documents
    from onrecord.judge import judge_claims
    from onrecord.models import load_models
    from onrecord.pipeline import compare
    from onrecord.proposition import compare_tellings
    from onrecord.resolve import resolve_sources
    from onrecord.trace import trace_passages, trace_quotes

    print(f"{'load models':24} {timed(1, load_models)[0]:7.3f} s")
    models = load_anew()
    documents, _ = read_documents(given.files)
    words = sum(len(document.text.split()) for document in documents)
    wall, cpu = timed(1, partial(compare, documents, models=models))
    print(f"{'first compare':24} {wall:7.3f} s wall  {cpu:7.3f} s CPU")
    stretches = [[paragraph.block.span for paragraph in parse_document(document, models)] for document in documents]
    report = compare(documents, models=models)
    articles = tuple(sorted(report.articles, key=lambda article: article.document.id))
    compared = compare_tellings(articles, report.sources, models)
    stages: dict[str, Callable[[], object]] = {
        "ingest": lambda: read_documents(given.files),
        "annotate": lambda: [annotate(document, models) for document in documents],
        "  of it parse": lambda: [parse_document(document, models) for document in documents],
        "  of it tagger": lambda: [models.tagger.attribute(document.text, read) for document, read in zip(documents, stretches, strict=True)],
        "resolve": lambda: resolve_sources(articles),
        "annotate and resolve": lambda: resolve_sources([annotate(document, models) for document in documents]),
        "proposition": lambda: compare_tellings(articles, report.sources, models),
        "align": lambda: align_claims(compared),
        "judge": lambda: judge_claims(report.claims, compared),
        "trace": lambda: (trace_quotes(articles, report.sources), trace_passages(articles)),
        "export html": lambda: EXPORTERS["html"](report),
        "warm compare": lambda: compare(documents, models=models),
    }
    for name, work in stages.items():
        wall, cpu = timed(given.runs, work)
        print(f"{name:24} {wall:7.3f} s wall  {cpu:7.3f} s CPU  {words / cpu:9.0f} words per CPU-second")
    print(f"{'peak memory':24} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB   ({len(documents)} accounts, {words} words)")


if __name__ == "__main__":
    main()
