from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import make_report

from onrecord.records import Report
from onrecord.store import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report()
