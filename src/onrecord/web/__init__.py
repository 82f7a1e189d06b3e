"""The desk: pages and an HTTP interface over the store. It holds no judgement of its own."""

from onrecord.web.app import Settings, make_app
from onrecord.web.serving import Server, run_server

__all__ = ["Server", "Settings", "make_app", "run_server"]
