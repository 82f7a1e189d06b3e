import pytest
from invented import make_report

from onrecord.records import Report


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report()
