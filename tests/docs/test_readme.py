"""What the README shows is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_output_shown_is_the_real_one(tmp_path: Path) -> None:
    shown = next(block for block in README.split("```")[1::2] if "Written to report.html" in block)
    command = [sys.executable, "-m", "onrecord.cli", "compare", *map(str, sorted((ROOT / "examples").iterdir()))]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line.rstrip() for line in printed.strip().splitlines()] == shown.strip().splitlines()
    assert (tmp_path / "report.html").is_file()


def test_the_library_example_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0], {})
    assert "accepted" in capsys.readouterr().out


@pytest.mark.parametrize("page", [README, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))], ids=lambda text: text[:30])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    folder = ROOT if page == README else ROOT / "docs"
    for target in re.findall(r"\]\(([^)#:]+)\)", page):
        assert (folder / target).exists(), target


def test_the_two_commands_can_be_run() -> None:
    for script in ("scripts/try", "scripts/test", ".ci/run"):
        assert (ROOT / script).stat().st_mode & 0o111, script
