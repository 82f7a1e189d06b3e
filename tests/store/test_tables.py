"""Tables follow the records: a record that changes without a migration fails here."""

import re
from dataclasses import fields

import pytest

from onrecord.records import Anchor, Basis, Decision, Form, Mention, MentionKind, Passage, PassageKind, Ruling, Span, Statement
from onrecord.store import Store
from onrecord.store.opening import read_migrations
from onrecord.store.tables import DECISIONS, MENTIONS, PASSAGES, STATEMENTS, TABLES, Table, create_sql, read_row, write_row


def test_the_migrations_make_the_tables_of_the_records(store: Store) -> None:
    made = dict(store.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table in TABLES:
        assert " ".join(made[table.name].split()) == " ".join(create_sql(table).split())


def test_migrations_are_numbered_without_a_gap() -> None:
    steps = read_migrations()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(re.fullmatch(r"[a-z-]+", step.name) for step in steps)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_has_its_columns(table: Table) -> None:
    assert [field.name for field in table.fields] == [field.name for field in fields(table.record)]
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)


def test_rows_come_back_as_they_went() -> None:
    basis = Basis(by="rule:x", score=0.25, evidence=(Anchor("d-1", Span(3, 9)),))
    statement = Statement(
        id="s-1", document="d-1", source=None, cue=Span(1, 2), content=(Span(3, 4), Span(6, 9)), form=Form.MIXED, within=None, hedges=(Span(3, 4),), basis=basis
    )
    back = read_row(STATEMENTS, Statement, write_row(STATEMENTS, statement, "d-1"))
    assert back == statement
    assert back.polarity == "positive"
    mention = Mention(id="m", document="d-1", span=Span(0, 4), kind=MentionKind.TITLE, label="PERSON", part="main")
    assert read_row(MENTIONS, Mention, write_row(MENTIONS, mention, "d-1", 4)) == mention
    passage = Passage(id="p", left=Anchor("d-1", Span(0, 1)), right=Anchor("d-2", Span(5, 6)), kind=PassageKind.REWORDED, credit=None, basis=basis)
    assert read_row(PASSAGES, Passage, write_row(PASSAGES, passage, "event-1")) == passage
    ruling = Decision(left="a", right="b", same=False, user="Ada “A” \x00\u202e", at="2031-01-01", note="\n'; DROP TABLE decision; --", kind=Ruling.SPEAKER)
    assert read_row(DECISIONS, Decision, write_row(DECISIONS, ruling, "decision-1")) == ruling
