"""Reports as JSON: the documented shape, the same bytes twice, every place verbatim."""

import json
from typing import Any

from onrecord.export import EXPORTERS
from onrecord.export.jsonl import export_jsonl
from onrecord.records import Report


def test_the_keys_of_the_format(report: Report) -> None:
    data = json.loads(EXPORTERS["json"](report))
    assert data["format"] == "onrecord-report/1"
    assert set(data) == {
        "format",
        "run",
        "documents",
        "sources",
        "claims",
        "relations",
        "findings",
        "variants",
        "families",
        "passages",
        "provenance",
        "leftovers",
        "introductions",
        "decisions",
    }
    assert set(data["documents"][0]) == {"document", "blocks", "credits", "statements", "voices"}
    assert data["relations"] == [relation for finding in data["findings"] for relation in finding["relations"]]
    assert {"id", "path", "sha256", "language", "title", "outlet", "published"} <= set(data["documents"][0]["document"])
    statement = data["documents"][1]["statements"][1]
    assert (statement["speaker"], statement["told_to"]["exact"], statement["form"], statement["by"]) == ("Marten Oskal", "the Gull", "indirect", "rule:en.said")
    assert statement["within"] == data["documents"][1]["statements"][0]["id"]
    assert data["documents"][1]["statements"][0]["speaker"] is None
    assert data["variants"][0]["edits"][1]["left"]["exact"] == "may be simply "


def test_keys_are_sorted_and_bytes_are_stable(report: Report) -> None:
    data = EXPORTERS["json"](report)
    assert data == EXPORTERS["json"](report)
    assert json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False, indent=1) + "\n" == data.decode()


def test_every_place_is_verbatim(report: Report) -> None:
    texts = {article.document.id: article.document.text for article in report.articles}

    def walk(value: Any, document: str | None) -> int:
        if isinstance(value, list):
            return sum(walk(inner, document) for inner in value)
        if not isinstance(value, dict):
            return 0
        owner = value.get("document", document)
        document = owner["id"] if isinstance(owner, dict) else owner
        if "exact" in value:
            assert document is not None
            assert texts[document][value["start"] : value["end"]] == value["exact"]
        return ("exact" in value) + sum(walk(inner, document) for inner in value.values())

    assert walk(json.loads(EXPORTERS["json"](report)), None) > 30


def test_a_line_a_document_with_its_text_when_asked(report: Report) -> None:
    lines = export_jsonl(report, with_text=True).splitlines()
    assert [json.loads(line)["document"]["path"] for line in lines] == ["herald.txt", "courier.txt"]
    assert [json.loads(line)["document"]["text"] for line in lines] == [article.document.text for article in report.articles]
    assert all("text" not in json.loads(line)["document"] for line in EXPORTERS["jsonl"](report).splitlines())
