"""Getting one page from the web because somebody asked for it."""

import socket
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

from onrecord.errors import InputError

MAX_BYTES = 20_000_000  # as for a file
SECONDS = 20
HOPS = 5
NAME = "onrecord (a person asked for this page)"


def fetch_page(url: str) -> tuple[bytes, str]:
    """The bytes of a page and the address that it came from in the end. Nothing but the address is sent.

    Raises `InputError` for what is no public web address, does not answer, or answers with no page. Addresses inside a network of one's own are refused, after
    connecting as well, so that no name can lead there.
    """
    for _ in range(HOPS):
        status, place, data = ask(url)
        if place is None:
            if status != 200:
                raise InputError(f"{url}: answered with status {status}")
            return data, url
        url = urljoin(url, place)
    raise InputError(f"{url}: led on more than {HOPS} times")


def ask(url: str) -> tuple[int, str | None, bytes]:
    """One request: the status, where it leads on to, the bytes."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"{url}: no web address: {error}") from error
    if parts.scheme not in ("http", "https") or not host or any(ord(c) < 33 or ord(c) > 126 for c in url):
        raise InputError(f"{url}: no web address; it begins with https:// or http:// and has no spaces")
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(host, port, timeout=SECONDS)
    try:
        connection.connect()
        refuse_private(connection.sock, url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"User-Agent": NAME, "Accept": "text/html, text/plain;q=0.9"})
        answer = connection.getresponse()
        place = answer.getheader("Location") if answer.status in (301, 302, 303, 307, 308) else None
        data = answer.read(MAX_BYTES + 1)
    except (OSError, HTTPException, UnicodeError) as error:
        raise InputError(f"{url}: could not be fetched: {error}") from error
    finally:
        connection.close()
    if len(data) > MAX_BYTES:
        raise InputError(f"{url}: too large; an article has at most {MAX_BYTES:,} bytes")
    return answer.status, place, data


def refuse_private(connected: socket.socket, url: str) -> None:
    """Raises `InputError` when the other end is not on the public internet."""
    if not ip_address(connected.getpeername()[0].partition("%")[0]).is_global:
        raise InputError(f"{url}: an address inside this network, not on the web")
