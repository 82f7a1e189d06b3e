"""The interface for programs: what it answers, and that nothing makes it fall over."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web.conftest import COURIER, HERALD

from onrecord.store import open_store
from onrecord.web import Settings, make_app

BASE = "http://localhost"


def refuse_network(url: str) -> tuple[bytes, str]:
    raise AssertionError(f"asked the network for {url}")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return make_app(Settings(store=tmp_path_factory.mktemp("api") / "desk.sqlite", fetch=refuse_network))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE) as running:
        yield running


ACCOUNTS = [{"text": HERALD.read_text(encoding="utf-8"), "name": HERALD.name}, {"text": COURIER.read_text(encoding="utf-8"), "name": COURIER.name}]


DAYS = (("2031-09-17", "2031-09-17"), ("2031-01-01", ""), ("", "2031-09-16"), ("2031-09-18", ""))


@pytest.fixture(scope="module")
def event(client: TestClient) -> str:
    made = client.post("/v1/events", json={"title": "A table", "accounts": ACCOUNTS})
    assert made.status_code == 201
    return str(made.json()["id"])


def test_compare_gives_the_report_and_keeps_nothing(client: TestClient, app: FastAPI) -> None:
    answer = client.post("/v1/compare", json={"accounts": ACCOUNTS})
    report = answer.json()
    assert answer.headers["content-type"] == "application/json"
    assert report["format"] == "onrecord-report/1"
    assert len(report["documents"]) == 2
    with open_store(app.state.settings.store) as store:
        assert store.connection.execute("SELECT count(*) FROM document").fetchone() == (0,)


def test_extract_gives_one_line(client: TestClient) -> None:
    line = client.post("/v1/extract", json=ACCOUNTS[0]).content
    assert {one["speaker"] for one in json.loads(line)["statements"]} >= {"Harriet Osgood"}


def test_an_event_is_kept_compared_and_searched(client: TestClient, event: str) -> None:
    report = client.post(f"/v1/events/{event}/compare").json()
    assert client.get(f"/v1/events/{event}/report").json() == report
    assert client.get(f"/v1/events/{event}").json()["compared"]
    assert client.get(f"/v1/events/{event}/report", params={"format": "html"}).text.startswith("<!doctype html>")
    found = client.get("/v1/search", params={"person": "osgood", "q": "timing"}).json()
    texts = {one["id"]: client.get(f"/v1/accounts/{one['id']}").json()["text"] for one in client.get("/v1/accounts").json()}
    assert found["total"] >= 2
    for hit in found["hits"]:
        assert hit["speaker"] == "Harriet Osgood"
        assert all(texts[hit["document"]][place["start"] : place["end"]] == place["exact"] for place in hit["content"])
    assert client.get("/v1/people", params={"person": "osgood"}).json()[0]["accounts"] == 2
    dated = {(since, until): client.get("/v1/search", params={"since": since, "until": until}).json()["total"] for since, until in DAYS}
    assert dated == {DAYS[0]: dated[DAYS[1]], DAYS[1]: dated[DAYS[0]], DAYS[2]: 0, DAYS[3]: 0}
    assert 0 < dated[DAYS[0]] < client.get("/v1/search").json()["total"]


def test_a_decision_goes_into_the_next_comparison_and_is_undone(client: TestClient, event: str) -> None:
    before = client.post(f"/v1/events/{event}/compare").json()
    osgood, hale = (next(s for s in before["sources"] if s["name"] == name) for name in ("Harriet Osgood", "Corin Hale"))
    ruling = {"left": osgood["mentions"][0]["id"], "right": hale["mentions"][0]["id"], "user": "ada", "note": "a test"}
    made = client.post("/v1/decisions", json=ruling)
    assert made.status_code == 201
    after = client.post(f"/v1/events/{event}/compare").json()
    assert [decision["note"] for decision in after["decisions"]] == ["a test"]
    assert sum(s["name"] in ("Harriet Osgood", "Corin Hale") for s in after["sources"]) == 1
    assert client.post(f"/v1/decisions/{made.json()['id']}/undo", params={"user": "ada"}).status_code == 201
    again = client.post(f"/v1/events/{event}/compare").json()
    assert again["sources"] == before["sources"]
    assert len(client.get("/v1/decisions").json()) == 2
    assert client.get("/v1/decisions", params={"in_force": True}).json() == []


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "words"),
    [
        ("GET", "/v1/events/event-0", None, 404, "no event 'event-0'"),
        ("GET", "/v1/nothing", None, 404, "Not Found"),
        ("PUT", "/v1/events", None, 405, "Method Not Allowed"),
        ("POST", "/v1/compare", {"accounts": []}, 422, "accounts"),
        ("POST", "/v1/compare", {"accounts": [{"text": "   "}]}, 422, "account.txt"),
        ("POST", "/v1/compare", {"accounts": [{"text": "a", "colour": "red"}]}, 422, "colour"),
        ("POST", "/v1/decisions", {"left": "a", "user": "ada", "kind": "undo"}, 422, "undone by its own address"),
        ("POST", "/v1/decisions/decision-0/undo?user=ada", None, 404, "is in force"),
        ("GET", "/v1/search?limit=0", None, 422, "limit"),
    ],
)
def test_problems_say_what_was_wrong(client: TestClient, method: str, address: str, body: object, status: int, words: str) -> None:
    answer = client.request(method, address, json=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"]) == (status, status)
    assert words in problem["detail"]


def test_a_broken_body_is_a_problem(client: TestClient) -> None:
    for body in (b"{", b"\xff\xfe", b'{"accounts": [{"text": "\\ud800"}]}', b"[" * 100_000):
        answer = client.post("/v1/compare", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422), body[:20]
        assert answer.headers["content-type"] == "application/problem+json"


OPERATIONS = [(method, path) for path, methods in make_app(Settings(store=Path("nowhere.sqlite"))).openapi()["paths"].items() for method in methods]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nothing_that_fits_or_breaks_the_schema_makes_it_fall_over(app: FastAPI, event: str, method: str, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "localhost"})[path][method.upper()]
    modes = [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]

    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(*modes))
    def call(case: Any) -> None:
        if "event" in (case.path_parameters or {}) and len(case.path_parameters["event"]) % 2:
            case.path_parameters["event"] = event
        answer = case.call(headers={"Host": "localhost"})
        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer.headers["content-type"][0].startswith(("application/problem+json", "text/plain"))

    call()


def test_the_schema_names_every_address(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/v1/compare", "/v1/extract", "/v1/events/{event}/report", "/v1/search", "/v1/people", "/v1/decisions"} <= set(paths)
    assert all(address.startswith("/v1/") for address in paths)


def test_the_store_may_be_full(tmp_path: Path) -> None:
    (tmp_path / "blocked").mkdir()
    with TestClient(make_app(Settings(store=tmp_path / "blocked")), base_url=BASE) as client:
        answer = client.get("/v1/events")
        assert answer.status_code == 503
        assert "cannot be opened" in answer.json()["detail"]
        assert client.get("/").status_code == 503
