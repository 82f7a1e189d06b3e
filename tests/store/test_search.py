"""Everything that was said, by words, person, outlet and day; what a person types is never an operator."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.test_store import keep

from onrecord.records import Report
from onrecord.store import Query, Store, find_people, search_said


@pytest.fixture
def full(store: Store, report: Report) -> Store:
    keep(store, report)
    return store


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        (Query(words="timing"), ["Marten Oskal", "Marten Oskal"]),
        (Query(words="question tim"), ["Marten Oskal", "Marten Oskal"]),
        (Query(person="brandt"), ["Ilva Brandt"]),
        (Query(person="mayor"), ["Ilva Brandt"]),
        (Query(person="aide"), ["an aide"]),
        (Query(speaker="Marten Oskal", outlet="herald"), ["Marten Oskal", "Marten Oskal"]),
        (Query(words="timing", outlet="courier"), ["Marten Oskal"]),
        (Query(words="nowhere"), []),
        (Query(words="?!"), []),
        (Query(since="2031-01-01"), []),
    ],
)
def test_queries_find_what_fits(full: Store, query: Query, speakers: list[str]) -> None:
    found = search_said(full, query)
    assert [hit.speaker for hit in found.hits] == speakers
    assert found.total == len(speakers)


def test_hits_are_places_in_the_text(full: Store) -> None:
    for hit in search_said(full, Query()).hits:
        assert all(hit.document.text[span.start : span.end].strip() for span in hit.statement.content)


def test_pages_of_hits_follow_each_other(full: Store) -> None:
    whole = search_said(full, Query()).hits
    assert tuple(hit for at in range(0, len(whole), 2) for hit in search_said(full, Query(), limit=2, offset=at).hits) == whole


def test_people_are_counted(full: Store) -> None:
    assert [(p.name, p.statements, p.accounts) for p in find_people(full, Query())] == [("Marten Oskal", 4, 2), ("Ilva Brandt", 1, 1), ("an aide", 1, 1)]
    assert [p.name for p in find_people(full, Query(words="timing"))] == ["Marten Oskal"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.sampled_from(["words", "person", "outlet", "speaker", "since", "until"]))
def test_nothing_that_is_typed_breaks_a_query(full: Store, typed: str, field: str) -> None:
    search_said(full, Query(**{field: typed}))
    find_people(full, Query(**{field: typed}))
