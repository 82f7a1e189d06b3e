"""Running the desk on a socket."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from getpass import getuser
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread

import uvicorn

from onrecord.errors import InputError
from onrecord.store import open_store
from onrecord.web.app import Settings, make_app
from onrecord.web.work import get_models


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to answer and over which store; without a token one is made up where others can reach it."""

    store: Path
    host: str
    port: int
    token: str | None = None


def run_server(server: Server, *, say: Callable[[str], None]) -> None:
    """Answers until interrupted. Says where, and the token where one is asked for. Raises `InputError` for an address that cannot be used."""
    token = server.token or (None if is_own(server.host) else token_urlsafe(24))
    bound = bind(server)
    with open_store(server.store):
        pass
    shown = f"[{server.host}]" if ":" in server.host else server.host
    say(f"onrecord is at http://{shown}:{bound.getsockname()[1]}/{f'?token={token}' if token else ''}")
    say(f"It keeps everything in {server.store} and sends nothing anywhere. Stop it with Ctrl+C.")
    Thread(target=get_models, daemon=True).start()
    app = make_app(Settings(store=server.store, user=find_user(), token=token))
    uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[bound])


def bind(server: Server) -> socket.socket:
    try:
        family = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((server.host, server.port), family=family)
    except OSError as error:
        raise InputError(f"{server.host} port {server.port}: {error.strerror or error}; choose another with --port") from error


def is_own(host: str) -> bool:
    """Whether only this machine can ask at this address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def find_user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "reader"
