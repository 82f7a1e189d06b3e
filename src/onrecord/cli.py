"""The command line: one command a public verb, no logic of its own.

Exit codes: 0 fine, 1 an input was refused or a check failed, 2 wrong use or nothing usable, 130 interrupted.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.records import Document, Refusal

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sets several accounts of one event side by side: who said what, on whose word, and where the accounts part. It does not say what is true.",
)
stores = typer.Typer(no_args_is_help=True, help="Look after the store, in which the web app keeps accounts, comparisons and decisions.")
app.add_typer(stores, name="store")


class Format(StrEnum):
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"


class LineFormat(StrEnum):
    JSONL = "jsonl"


STDOUT = Path("-")
Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Accounts as plain text or HTML; - reads one from standard input.", show_default=False)]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Where to write (json, jsonl: standard output; html: report.html).", show_default=False)]

StoreFile = Annotated[Path | None, typer.Option("--store", metavar="FILE", help="The store (default: one file a user).", show_default=False)]


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def options(_version: Annotated[bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")] = False) -> None:
    """Options that stand before every command."""


@app.command()
def compare(
    files: Files,
    format: Annotated[Format, typer.Option("--format", "-f")] = Format.HTML,
    output: Output = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="Decisions as JSON lines; they outrank the program.", show_default=False)] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", min=0.0, max=1.0, help="How likely a conflict must be to be called one; below it is unclear.", show_default=False),
    ] = None,
) -> None:
    """Compare accounts of one event; writes a page and prints a summary."""
    from onrecord.decisions import read_decisions

    ruled = read_decisions(decisions.read_bytes()) if decisions else ()
    documents, refusals = read(files)
    from onrecord.export import EXPORTERS
    from onrecord.export.summary import print_summary
    from onrecord.judge import MIN_CONFIDENCE
    from onrecord.pipeline import compare as compare_documents

    with progress(f"comparing {len(documents)} accounts"):
        report = compare_documents(documents, decisions=ruled, min_confidence=MIN_CONFIDENCE if min_confidence is None else min_confidence)
        data = EXPORTERS[format](report)
    target = output or (Path("report.html") if format is Format.HTML else None)
    write(data, target)
    if target and target != STDOUT:
        print_summary(report, console(), where=str(target))
    finish(refusals)


@app.command()
def extract(
    files: Files,
    format: Annotated[LineFormat, typer.Option("--format", "-f")] = LineFormat.JSONL,
    output: Output = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each document's untouched text, which all offsets count in.")] = False,
) -> None:
    """Write who says what in each account: one JSON line a document, each read by itself."""
    documents, refusals = read(files)
    from onrecord.export.jsonl import export_jsonl
    from onrecord.pipeline import extract as extract_document

    with progress(f"reading {len(documents)} accounts"), sink(output) as out:
        for document in documents:
            out.write(export_jsonl(extract_document(document), with_text=with_text))
    finish(refusals)


@app.command()
def relate(
    file: Annotated[str, typer.Argument(metavar="FILE", help='JSON lines {"a": ..., "b": ...}; - reads them from standard input.')] = "-",
    format: Annotated[LineFormat, typer.Option("--format", "-f")] = LineFormat.JSONL,
    output: Output = None,
) -> None:
    """Say of pairs of sentences whether they tell the same, contradict each other, or neither: one JSON line a pair, as they come."""
    from onrecord.export.related import export_related, read_pairs
    from onrecord.pipeline import relate_pairs

    with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as lines, sink(output) as out:
        for related in relate_pairs(read_pairs(lines, "standard input" if file == "-" else file)):
            out.write(export_related(related))
            out.flush()


@app.command()
def check(report: Annotated[str, typer.Argument(metavar="REPORT", help="A report in html, json or jsonl.")], files: Files) -> None:
    """Look every snippet of a report up again in the files that it was made from."""
    data = sys.stdin.buffer.read() if report == "-" else Path(report).read_bytes()
    documents, refusals = read(files)
    from onrecord.export.check import check_report

    checked = check_report(data, documents)
    for problem in checked.problems:
        typer.echo(f"{problem.where}: {problem.message}", err=True)
    typer.echo(f"{checked.places} places looked up in {len(documents)} files: {f'{len(checked.problems)} problems' if checked.problems else 'every one holds'}")
    finish(refusals, failed=bool(checked.problems))


@app.command()
def serve(
    store: StoreFile = None,
    host: Annotated[str, typer.Option("--host", help="The address to answer on; any but this machine's own needs a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535)] = 8410,
    token: Annotated[str | None, typer.Option("--token", help="Asked of everybody; made up when others can reach this.", show_default=False)] = None,
) -> None:
    """Open the desk in a browser: keep accounts, compare, search everything said, correct."""
    try:
        from onrecord.web import Server, run_server
    except ImportError as error:
        raise typer.Exit(complain(f"the web app is not installed ({error.name} is missing): pip install 'onrecord[web]'")) from error

    server = Server(store=store or default_store(), host=host, port=port, token=token)
    run_server(server, say=lambda words: typer.echo(words, err=True))


@stores.command("check")
def check_whole(store: StoreFile = None) -> None:
    """Look at everything in a store again: the file, references, bytes of the accounts, places, the search, decisions."""
    path = store or default_store()
    if not path.exists():
        raise typer.Exit(complain(f"{path}: there is no such store"))
    from onrecord.store import check_store, open_store

    with open_store(path) as opened:
        problems = list(check_store(opened))
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo(f"{path}: {f'{len(problems)} problems' if problems else 'whole'}")
    finish((), failed=bool(problems))


def default_store() -> Path:
    return Path(typer.get_app_dir("onrecord")) / "desk.sqlite"


def read(files: Sequence[str]) -> "tuple[tuple[Document, ...], tuple[Refusal, ...]]":
    """The accounts that can be read; says on standard error which cannot, and stops when none can."""
    from onrecord.ingest import read_documents

    documents, refusals = read_documents(files, stdin=sys.stdin.buffer.read() if "-" in files else None)
    for refusal in refusals:
        typer.echo(f"onrecord: {refusal.reason}", err=True)
    if not documents:
        raise typer.Exit(complain("nothing to read"))
    return documents, refusals


def write(data: bytes, target: Path | None) -> None:
    with sink(target) as out:
        out.write(data)


@contextmanager
def sink(target: Path | None) -> Iterator[BinaryIO]:
    """The file to write to, or standard output."""
    if target is None or target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with target.open("wb") as file:
            yield file


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A spinner on standard error, on a terminal only."""
    with console(stderr=True).status(what) if sys.stderr.isatty() else nullcontext():
        yield


def console(*, stderr: bool = False) -> "Console":
    """Standard output or standard error; plain text of 80 columns where it is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 80)


def finish(refusals: "Sequence[Refusal]", *, failed: bool = False) -> None:
    if refusals or failed:
        raise typer.Exit(1)


def main() -> None:
    """Runs a command; what went wrong is said in one line, never as a traceback."""
    try:
        app()
    except OnrecordError as error:
        sys.exit(complain(str(error)))
    except OSError as error:
        sys.exit(complain(f"{error.filename or 'input or output'}: {error.strerror or error}"))


def complain(message: str) -> int:
    typer.echo(f"onrecord: {message}", err=True)
    return 2


if __name__ == "__main__":
    main()
