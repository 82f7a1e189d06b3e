"""What is added is there, whole, once; what is not the store's own is refused by name."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from invented import make_report

from onrecord.decisions import decision_id, find_in_force, read_decisions, write_decisions
from onrecord.errors import FormatError, InputError, StoreError
from onrecord.records import Decision, Report, Ruling
from onrecord.store import (
    Store,
    add_annotated,
    add_decisions,
    add_document,
    add_event,
    check_store,
    find_document,
    list_documents,
    list_events,
    open_store,
    put_report,
    read_annotated,
    read_event,
    read_original,
    read_report,
    read_rulings,
    remove_event,
    rename_event,
    set_accounts,
    undo_decision,
)

AT = "2031-01-01T00:00:00Z"


def keep(store: Store, report: Report, title: str = "A ferry") -> str:
    """Keeps a report with all that it needs; the event's id."""
    for article in report.articles:
        add_document(store, article.document, article.document.text.encode())
        add_annotated(store, article, "one")
    event = add_event(store, title, [article.document.id for article in report.articles], AT)
    put_report(store, event.id, report, stamp="one", at=AT)
    return event.id


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def test_a_report_comes_back_equal(store: Store, report: Report) -> None:
    event = keep(store, report)
    assert read_report(store, event) == report
    assert list(check_store(store)) == []


def test_odd_characters_come_back_equal(store: Store) -> None:
    report = make_report(names=("\u202eIlva \x00 Brandt", "O'Neill; --"), junk="\x01\u2028\U0001f468\u200d\U0001f469e\u0301\ufdd0")
    assert read_report(store, keep(store, report)) == report
    assert list(check_store(store)) == []


def test_adding_twice_changes_nothing(store: Store, path: Path, report: Report) -> None:
    keep(store, report)
    before = dump(path)
    keep(store, report)
    assert dump(path) == before


def test_a_store_opens_again_with_everything(path: Path, report: Report) -> None:
    with open_store(path) as store:
        event = keep(store, report)
    before = dump(path)
    with open_store(path) as store:
        assert read_report(store, event) == report
        assert read_original(store, report.articles[0].document.id) == report.articles[0].document.text.encode()
    assert dump(path) == before


def test_a_new_reading_takes_the_old_ones_place(store: Store, report: Report) -> None:
    keep(store, report)
    article = replace(report.articles[1], statements=report.articles[1].statements[:1])
    add_annotated(store, article, "two")
    assert read_annotated(store, article.document.id, "two") == article
    assert read_annotated(store, article.document.id, "one") is None
    assert read_annotated(store, article.document.id) == article


def test_events_are_listed_changed_and_forgotten(store: Store, report: Report) -> None:
    event = keep(store, report)
    assert [kept.event.title for kept in list_events(store)] == ["A ferry"]
    rename_event(store, event, "The ferry")
    set_accounts(store, event, [report.articles[1].document.id])
    kept = read_event(store, event)
    assert (kept.event.title, kept.event.accounts, kept.compared) == ("The ferry", (report.articles[1].document.id,), AT)
    remove_event(store, event)
    assert list_events(store) == ()
    assert len(list_documents(store)) == 2
    assert list(check_store(store)) == []


def test_what_is_not_there_is_named(store: Store) -> None:
    for ask in (find_document, read_original, read_event, read_report, remove_event):
        with pytest.raises(StoreError, match=r"no (account|event) 'x-1'"):
            ask(store, "x-1")
    with pytest.raises(StoreError, match="no account 'd-0'"):
        add_event(store, "Nothing", ["d-0"], AT)
    assert list_events(store) == ()


def test_half_a_character_is_refused(store: Store, report: Report) -> None:
    document = replace(report.articles[0].document, text="broken \ud83c off")
    with pytest.raises(InputError, match="half a character at 7"):
        add_document(store, document, b"")


def test_other_files_are_refused(tmp_path: Path) -> None:
    words, other, newer = (tmp_path / name for name in ("words.sqlite", "other.sqlite", "newer.sqlite"))
    words.write_text("no database at all, only words, and more than a hundred bytes of them " * 3)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with open_store(newer) as store:
        store.connection.execute("INSERT INTO migration VALUES (99, 'later', '')")
    for path, complaint in (
        (words, "not a database"),
        (other, "no store of onrecord"),
        (newer, "migration 99, made by a newer onrecord"),
        (tmp_path, "cannot be opened"),
    ):
        with pytest.raises(StoreError, match=complaint), open_store(path):
            pass
    assert dump(other) == ["BEGIN TRANSACTION;", "CREATE TABLE mine (x);", "COMMIT;"]


DAMAGES = {
    "UPDATE original SET data = x'00'": "bytes are not those",
    "UPDATE mention SET span_end = 999999 WHERE position = 0": "a place at",
    "UPDATE said SET words = 'never said' WHERE number = 1": "not found by its words",
    "DELETE FROM claim WHERE position = 0": "names claim",
    "UPDATE decision SET note = 'another'": "its words are not those",
    "INSERT INTO said_words (said_words, rowid, words, speaker, called, outlet) VALUES ('delete', 1, 'a', 'b', 'c', 'd')": "search",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_check_finds_damage(store: Store, report: Report, damage: str) -> None:
    keep(store, report)
    add_decisions(store, (Decision(left="a", right="b", same=True, user="ada", at=AT),))
    assert list(check_store(store)) == []
    store.connection.execute(damage)
    assert any(DAMAGES[damage] in problem for problem in check_store(store))


def rule(left: str, at: str, kind: Ruling = Ruling.SAME, note: str = "") -> Decision:
    return Decision(left=left, right="b", same=True, user="ada", at=at, kind=kind, note=note)


def test_decisions_are_kept_undone_and_never_changed(store: Store) -> None:
    first, second = rule("a", "2031-01-02"), rule("c", "2031-01-01", note="they are not")
    assert add_decisions(store, (first, second)) == 2
    assert add_decisions(store, (second, first)) == 0
    assert read_rulings(store) == (first, second)
    assert read_rulings(store, in_force=True) == (second, first)
    undoing = undo_decision(store, decision_id(first), user="bo", at="2031-01-03")
    assert read_rulings(store) == (first, second, undoing)
    assert read_rulings(store, in_force=True) == (second,)
    with pytest.raises(StoreError, match="is in force"):
        undo_decision(store, decision_id(first), user="bo", at="2031-01-04")


def test_decisions_travel_as_json_lines() -> None:
    made = (rule("a", "2031-01-02", Ruling.SPEAKER, "“no”\n"), rule("c", "2031-01-01"))
    assert tuple(read_decisions(write_decisions(made))) == made
    assert find_in_force(made) == made[::-1]
    for line in (b"[]", b'{"left": "a"}', b"\xff", b'{"left": "a", "right": "b", "same": true, "user": "u", "at": "", "kind": "guess"}'):
        with pytest.raises(FormatError, match="line 2 is no decision"):
            read_decisions(b"\n" + line)
