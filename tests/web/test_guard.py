"""Who may ask: this machine, or whoever has the token; never a page of another site."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from web.conftest import Desk

from onrecord.errors import InputError
from onrecord.web import Settings, make_app
from onrecord.web.fetching import fetch_page
from onrecord.web.guard import MAX_BODY
from onrecord.web.serving import is_own

TOKEN = "a-token-for-a-test"


@pytest.fixture
def open_client(tmp_path: Path) -> TestClient:
    return TestClient(make_app(Settings(store=tmp_path / "desk.sqlite")), base_url="http://127.0.0.1:8410", follow_redirects=False)


@pytest.fixture
def shut_client(tmp_path: Path) -> TestClient:
    settings = Settings(store=tmp_path / "desk.sqlite", token=TOKEN)
    return TestClient(make_app(settings), base_url="http://desk.example", follow_redirects=False)


def test_other_names_of_this_machine_are_refused(open_client: TestClient) -> None:
    assert open_client.get("/").status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example:8410", "", "[", "localhost@evil.example"):
        assert open_client.get("/", headers={"Host": host}).status_code == 421, host
    for host in ("localhost:8410", "[::1]:8410", "LOCALHOST"):
        assert open_client.get("/", headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_page_of_another_site_changes_nothing(open_client: TestClient, headers: dict[str, str]) -> None:
    assert open_client.post("/events", data={"text-1": "The mayor said no."}, headers=headers).status_code == 403
    assert open_client.get("/v1/events").json() == []


def test_the_own_page_changes_something(open_client: TestClient) -> None:
    answer = open_client.post("/events", data={"text-1": "The mayor said no."}, headers={"Origin": "http://127.0.0.1:8410", "Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303


def test_every_answer_carries_the_policy(open_client: TestClient) -> None:
    for address in ("/", "/v1/events", "/static/page.css", "/nothing", "/events/event-0"):
        policy = open_client.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
    assert open_client.get("/").headers["x-content-type-options"] == "nosniff"


def test_too_much_is_refused(open_client: TestClient) -> None:
    answer = open_client.post("/v1/compare", content=b"{}", headers={"Content-Length": str(MAX_BODY + 1)})
    assert answer.status_code == 413


def test_too_much_without_saying_so_is_refused(open_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.guard.MAX_BODY", 1000)

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    for address in ("/v1/compare", "/events", "/decisions/import"):
        kind = "application/json" if address.startswith("/v1") else "application/x-www-form-urlencoded"
        assert open_client.post(address, content=pieces(), headers={"Content-Type": kind}).status_code in (400, 413), address


def test_without_the_token_there_is_nothing(shut_client: TestClient) -> None:
    for address in ("/", "/v1/events", "/openapi.json"):
        assert shut_client.get(address).status_code == 401
        assert shut_client.get(address, headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert shut_client.get(address, params={"token": "wrong"}).status_code == 401
    assert shut_client.get("/v1/events", headers={"Authorization": f"Bearer {TOKEN}"}).json() == []


def test_the_link_with_the_token_opens_the_desk(shut_client: TestClient) -> None:
    answer = shut_client.get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert shut_client.get("/").status_code == 200


def test_only_loopback_needs_no_token() -> None:
    assert [host for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "192.168.1.2", "desk.example", "") if is_own(host)] == [
        "127.0.0.1",
        "::1",
        "localhost",
    ]


def test_serving_to_others_makes_up_a_token(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--host", "0.0.0.0", "--port", "0", "--store", str(tmp_path / "desk.sqlite")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "?token=" in process.stderr.readline()
        process.terminate()


def test_a_port_in_use_is_said(desk: Desk) -> None:
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", desk.url.rpartition(":")[2], "--store", str(desk.store)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "choose another with --port" in done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://exa mple.org",
        "http://[::1",
        "http://a:b:c/",
        "https://example.org/\r\nX: y",
        "x",
    ],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(InputError, match="no web address"):
        fetch_page(url)


def test_addresses_inside_are_not_fetched(desk: Desk) -> None:
    with pytest.raises(InputError, match="inside this network"):
        fetch_page(desk.url)
    with pytest.raises(InputError, match="inside this network"):
        fetch_page(desk.url.replace("127.0.0.1", "localhost"))


def test_an_address_is_fetched_only_when_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> tuple[bytes, str]:
        asked.append(url)
        return b"<title>Bridge</title><p>The mayor said that the bridge would stay shut until the spring.</p>", "https://post.example/bridge.html"

    with TestClient(make_app(Settings(store=tmp_path / "desk.sqlite", fetch=fetch)), base_url="http://localhost") as client:
        client.get("/")
        assert asked == []
        client.post("/events", data={"urls": "https://post.example/b", "title": "Bridge"})
        assert asked == ["https://post.example/b"]
        assert client.get("/v1/accounts").json()[0]["url"] == "https://post.example/bridge.html"
