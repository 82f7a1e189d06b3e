"""Killed, crowded out, or two at once: nothing that was acknowledged is lost, nothing is half there. Two hundred kills: `python bench/store.py`."""

from functools import partial
from pathlib import Path

import pytest

from bench.store import add_article, find_losses, kill, kill_writers, start_writer
from onrecord.errors import StoreError
from onrecord.store import check_store, list_documents, open_store


def test_killed_in_mid_write_nothing_is_lost(path: Path) -> None:
    assert list(kill_writers(path, 12, seed=3)) == []


def test_a_full_disk_stores_all_or_nothing(path: Path) -> None:
    with open_store(path) as store:
        add_article(store, 0)
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
        store.connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError, match="full"):
            list(map(partial(add_article, store), range(1, 100)))
        kept = len(list_documents(store))
        assert 1 <= kept < 100
        assert list(check_store(store)) == []
        store.connection.execute("PRAGMA max_page_count = 1000000")
        add_article(store, 50)
        assert len(list_documents(store)) == kept + 1
    assert list(find_losses(path, ["article 0", "article 50"])) == []


def test_two_processes_write_at_once(path: Path) -> None:
    done: list[str] = []
    with start_writer(path, 0) as one, start_writer(path, 1000) as other:
        for writer in (one, other):
            assert writer.stdout
            done += [writer.stdout.readline().strip() for _ in range(60)]
        done += [*kill(one), *kill(other)]
    assert list(find_losses(path, done)) == []
    assert {int(line.split()[1]) >= 1000 for line in done} == {True, False}
