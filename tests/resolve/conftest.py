import pytest

from onrecord.models import Models, load_models


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()
