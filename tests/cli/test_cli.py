"""The commands as a user runs them: output, exit codes, refusals, no tracebacks."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
HERALD, COURIER = EXAMPLES / "harbour-herald.txt", EXAMPLES / "coast-courier.html"
COMMAND = [sys.executable, "-m", "onrecord.cli"]


def run(*words: str | Path, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([*COMMAND, *map(str, words)], cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    folder = tmp_path_factory.mktemp("compared")
    return folder, run("compare", HERALD, COURIER, cwd=folder)


def test_compare_writes_the_page_and_says_where(compared: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    folder, done = compared
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / "report.html").read_bytes().startswith(b"<!doctype html>")
    assert len((folder / "report.html").read_bytes()) <= 400_000
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "Two accounts of one event"
    assert lines[1] == "Compares accounts; does not say what is true."
    assert lines[-1] == "Written to report.html"
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in done.stdout.decode()
    assert done.stderr == b""


def test_the_summary_shows_the_conflict_and_the_changed_quotation(compared: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    shown = compared[1].stdout.decode()
    for words in (
        "What the accounts tell",
        "What their sources say",
        "Largest conflict",
        "hedge dropped (not marked)",
        "words in brackets (marked)",
        "Osgood",
    ):
        assert words in shown


def test_json_goes_to_standard_output_and_check_accepts_it(tmp_path: Path) -> None:
    done = run("compare", HERALD, COURIER, "--format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["format"] == "onrecord-report/1"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "r.json").write_bytes(done.stdout)
    held = run("check", "r.json", COURIER, HERALD, cwd=tmp_path)
    assert (held.returncode, held.stderr) == (0, b"")
    assert b"every one holds" in held.stdout


def test_check_accepts_the_page_and_refuses_a_changed_file(compared: tuple[Path, subprocess.CompletedProcess[bytes]], tmp_path: Path) -> None:
    folder, _ = compared
    assert run("check", "report.html", HERALD, COURIER, cwd=folder).returncode == 0
    changed = tmp_path / HERALD.name
    changed.write_text(HERALD.read_text(encoding="utf-8").replace("pressed", "begged"), encoding="utf-8")
    failed = run("check", "report.html", changed, COURIER, cwd=folder)
    assert failed.returncode == 1
    assert b"sha256" in failed.stderr
    assert b"begged" in failed.stderr


def test_extract_writes_a_line_a_document(tmp_path: Path) -> None:
    done = run("extract", HERALD, "-", "--format", "jsonl", "--with-text", cwd=tmp_path, stdin=COURIER.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["document"]["text"] == HERALD.read_text(encoding="utf-8")
    assert second["document"]["path"] == "-"
    for line in (first, second):
        text = line["document"]["text"]
        assert all(text[p["start"] : p["end"]] == p["exact"] for statement in line["statements"] for p in statement["content"])
    assert "Harriet Osgood" in {statement["speaker"] for statement in second["statements"]}


PAIR = {"a": "President Orlan Vesk pressed Prime Minister Mira Dole.", "b": "Prime Minister Mira Dole pressed President Orlan Vesk."}


def test_relate_writes_a_line_a_pair(tmp_path: Path) -> None:
    given = json.dumps(PAIR).encode() + b"\n\n" + json.dumps({"a": PAIR["a"], "b": PAIR["a"]}).encode()
    done = run("relate", cwd=tmp_path, stdin=given)
    assert done.returncode == 0, done.stderr.decode()
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(first) == set(second) == {"kind", "conflict", "reason", "evidence"}
    assert (first["kind"], first["reason"]) == ("conflicts", "role reversal")
    assert {side: PAIR[side][slice(*place)] for side, place in first["evidence"].items()}.keys() == {"a", "b"}
    assert (second["kind"], second["reason"], second["evidence"]) == ("agrees", None, None)
    (tmp_path / "pairs.jsonl").write_bytes(given)
    assert run("relate", "pairs.jsonl", "--format", "jsonl", cwd=tmp_path).stdout == done.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [(b"{", b"not JSON"), (b"[1]", b"not an object"), (b'{"a": "x"}', b"b is missing"), (b'{"a": "", "b": "y"}', b"a is missing"), (b"\xff", b"UTF-8")],
)
def test_relate_names_the_line_that_is_no_pair_and_keeps_what_came_before(tmp_path: Path, line: bytes, said: bytes) -> None:
    done = run("relate", cwd=tmp_path, stdin=json.dumps(PAIR).encode() + b"\n" + line + b"\n")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert b"line 2" in done.stderr
    assert said in done.stderr


def test_confidence_decides_what_is_called_a_conflict(tmp_path: Path) -> None:
    for least, kinds in (("0", {"conflicts"}), ("1", {"unclear"})):
        done = run("compare", HERALD, COURIER, "--format", "json", "--min-confidence", least, cwd=tmp_path)
        report = json.loads(done.stdout)
        assert {relation["kind"] for finding in report["findings"] for relation in finding["relations"]} <= kinds
        assert report["run"]["settings"]["min_confidence"] == str(float(least))


def test_a_refused_file_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("extract", "missing.txt", "empty.txt", HERALD, cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    named = done.stderr.decode().splitlines()
    assert len(named) == 2
    assert "missing.txt" in named[0]
    assert "empty.txt" in named[1]


def test_nothing_usable_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 8)
    done = run("compare", "picture.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert b"picture.txt" in done.stderr
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    "words",
    [("compare",), ("compare", "--format", "pdf", "x"), ("nonsense",), ("check", "nowhere.json", str(HERALD)), ("extract", str(HERALD), "-o", "no/such/place")],
)
def test_wrong_use_is_exit_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr


def test_a_report_that_is_none_is_exit_2(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text("[]")
    assert run("check", "r.json", HERALD, cwd=tmp_path).returncode == 2


def test_version_and_help(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith(b"onrecord 0.")
    shown = run("--help", cwd=tmp_path).stdout.decode()
    assert all(command in shown for command in ("compare", "extract", "check"))


def test_help_loads_no_model_library(tmp_path: Path) -> None:
    code = "import sys, onrecord, onrecord.cli; print([m for m in ('spacy', 'numpy', 'trafilatura', 'jinja2', 'lxml', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_closed_pipe_and_an_interrupt_end_quietly(tmp_path: Path) -> None:
    fifo = tmp_path / "account.txt"
    os.mkfifo(fifo)
    running = subprocess.Popen([*COMMAND, "extract", str(fifo)], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    writer = os.open(fifo, os.O_WRONLY)  # returns once the command waits for the account
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    os.close(writer)
    assert running.returncode == 130
    assert b"Traceback" not in errors


def test_store_check_tells_whether_a_store_is_whole(tmp_path: Path) -> None:
    from onrecord.store import open_store

    missing = run("store", "check", "--store", "desk.sqlite", cwd=tmp_path)
    assert (missing.returncode, missing.stderr) == (2, b"onrecord: desk.sqlite: there is no such store\n")
    with open_store(tmp_path / "desk.sqlite") as store:
        assert run("store", "check", "--store", "desk.sqlite", cwd=tmp_path).stdout == b"desk.sqlite: whole\n"
        store.connection.execute("INSERT INTO decision VALUES ('decision-0', 'a', 'b', 1, 'ada', '2031-01-01', '', 'same')")
    broken = run("store", "check", "--store", "desk.sqlite", cwd=tmp_path)
    assert broken.returncode == 1
    assert b"decision decision-0: its words are not those that were stored" in broken.stderr


def test_decisions_in_a_file_outrank_the_program(tmp_path: Path) -> None:
    first = json.loads(run("compare", HERALD, COURIER, "--format", "json", cwd=tmp_path).stdout)
    one, other = (next(s for s in first["sources"] if s["name"] == name)["mentions"][0]["id"] for name in ("Harriet Osgood", "Corin Hale"))
    ruling = {"left": one, "right": other, "same": True, "user": "ada", "at": "2031-01-01", "note": "a test"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(ruling))
    done = run("compare", HERALD, COURIER, "--format", "json", "--decisions", "decisions.jsonl", cwd=tmp_path)
    ruled = json.loads(done.stdout)
    assert len(ruled["sources"]) == len(first["sources"]) - 1
    assert [decision["note"] for decision in ruled["decisions"]] == ["a test"]
    (tmp_path / "decisions.jsonl").write_text("nonsense")
    broken = run("compare", HERALD, "--decisions", "decisions.jsonl", cwd=tmp_path)
    assert (broken.returncode, broken.stderr[:45]) == (2, b"onrecord: line 1 is no decision: JSON is malf")
