"""Reports as bytes: one `Exporter` a format, one line in `EXPORTERS`."""

from collections.abc import Callable

from onrecord.export.html import export_html
from onrecord.export.json import export_json
from onrecord.export.jsonl import export_jsonl
from onrecord.records import Report

Exporter = Callable[[Report], bytes]

EXPORTERS: dict[str, Exporter] = {"html": export_html, "json": export_json, "jsonl": export_jsonl}

__all__ = ["EXPORTERS", "Exporter", "export_html", "export_json", "export_jsonl"]
