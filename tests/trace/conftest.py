"""Invented accounts, read and annotated by the real stages."""

from collections.abc import Callable

import pytest

from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated

Read = Callable[[str], Annotated]


@pytest.fixture(scope="session")
def read_account() -> Read:
    models = load_models()

    def read(text: str) -> Annotated:
        return annotate(read_document(text.encode(), "account.txt"), models)

    return read
