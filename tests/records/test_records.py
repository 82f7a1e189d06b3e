import ast
import inspect
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from onrecord import records
from onrecord.records import Anchor, Basis, Span, content_id

NOUNS = [cls for _, cls in inspect.getmembers(records, inspect.isclass) if is_dataclass(cls)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda cls: cls.__name__)
def test_every_noun_is_frozen_and_slotted(noun: type) -> None:
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(noun)
    assert not any("list" in str(field.type) or "dict" in str(field.type) for field in fields(noun))


def test_records_import_nothing_of_ours() -> None:
    names = [node.module or "" for node in ast.walk(ast.parse(inspect.getsource(records))) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.startswith("onrecord")]


def test_ids_depend_on_every_part_and_on_its_border() -> None:
    assert content_id("s", "ab", "c") == content_id("s", "ab", "c")
    assert content_id("s", "ab", "c") != content_id("s", "a", "bc")
    assert content_id("s", 1) != content_id("t", 1)
    assert content_id("s", "\ud800").startswith("s-")


def test_a_record_cannot_change_and_survives_pickling() -> None:
    basis = Basis(by="rule:x", score=0.5, evidence=(Anchor("d", Span(0, 1)),))
    with pytest.raises(FrozenInstanceError):
        basis.score = 1.0  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(basis)) == basis
