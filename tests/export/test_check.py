"""The check finds whatever a report says that the files do not bear out."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import FormatError
from onrecord.export import EXPORTERS
from onrecord.export.check import check_report
from onrecord.records import Document, Report


def documents_of(report: Report) -> list[Document]:
    return [article.document for article in report.articles]


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_fresh_report_holds(report: Report, name: str) -> None:
    checked = check_report(EXPORTERS[name](report), documents_of(report))
    assert checked.problems == ()
    assert checked.places > 10


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_missing_file_is_a_problem(report: Report, name: str) -> None:
    checked = check_report(EXPORTERS[name](report), documents_of(report)[:1])
    assert [problem.message.split(" for ")[0] for problem in checked.problems] == ["no file given"]


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_changed_file_is_told_by_its_hash_and_its_words(report: Report, name: str) -> None:
    first, second = documents_of(report)
    changed = replace(first, id="d-other", text=first.text.replace("accepted", "rejected"), meta=replace(first.meta, raw_sha256="0" * 64))
    checked = check_report(EXPORTERS[name](report), [changed, second])
    messages = [problem.message for problem in checked.problems]
    assert messages[0].startswith("sha256 is 0000")
    assert any("rejected" in message and "accepted" in message for message in messages[1:])


def spoil_words(data: Any) -> None:
    data["claims"][0]["gist"]["exact"] = "something else"


def spoil_end(data: Any) -> None:
    data["claims"][0]["gist"]["end"] = 10**6


def spoil_document(data: Any) -> None:
    data["claims"][0]["gist"]["document"] = "d-nobody"


def spoil_nested(data: Any) -> None:
    data["findings"][-1]["relations"][0]["basis"]["evidence"][1]["start"] += 1


def spoil_statement(data: Any) -> None:
    data["documents"][1]["statements"][0]["content"][0]["exact"] += "!"


@pytest.mark.parametrize("spoil", [spoil_words, spoil_end, spoil_document, spoil_nested, spoil_statement])
def test_one_spoilt_place_is_one_problem(report: Report, spoil: Callable[[Any], None]) -> None:
    data = json.loads(EXPORTERS["json"](report))
    spoil(data)
    assert len(check_report(json.dumps(data).encode(), documents_of(report)).problems) == 1


def test_a_place_without_numbers_is_no_report(report: Report) -> None:
    data = json.loads(EXPORTERS["json"](report))
    data["claims"][0]["gist"]["start"] = "one"
    with pytest.raises(FormatError, match="is no place"):
        check_report(json.dumps(data).encode(), documents_of(report))


def test_a_spoilt_snippet_of_a_page_is_found_and_a_page_without_places_is_no_report(report: Report) -> None:
    page = EXPORTERS["html"](report)
    spoilt = page.replace(b"did not accept his word</bdi>", b"did accept his word</bdi>", 1)
    assert spoilt != page
    assert len(check_report(spoilt, documents_of(report)).problems) == 1
    with pytest.raises(FormatError, match="no place"):
        check_report(page.replace(b"data-at", b"data-was"), documents_of(report))
    with pytest.raises(FormatError, match="no account, start and end"):
        check_report(page.replace(b'data-at="1-', b'data-at="one-'), documents_of(report))


@pytest.mark.parametrize("data", [b"", b"no report", b"{}", b"[1, 2]", b"<p>no report</p>", b"\xff\xfe", b'{"document": 3}'])
def test_what_is_no_report_is_an_error(data: bytes) -> None:
    with pytest.raises(FormatError):
        check_report(data, [])
