"""The real models and documents made from invented prose."""

from collections.abc import Callable

import pytest

from onrecord.annotate import annotate
from onrecord.ingest import read_document
from onrecord.models import load_models
from onrecord.records import Annotated


@pytest.fixture(scope="session")
def read() -> Callable[[str], Annotated]:
    models = load_models()
    return lambda text: annotate(read_document(text.encode("utf-8"), "case.txt"), models)
