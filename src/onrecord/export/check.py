"""Does a report hold? Every place that it names is looked up again on the files themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

import msgspec
from lxml import html

from onrecord.errors import FormatError
from onrecord.export.shapes import Json
from onrecord.records import Document


class Found(NamedTuple):
    """A place that a report names: where in the report, which document, and the words that the report says stand there."""

    where: str
    document: str | None
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing in a report that the files do not bear out: where in the report, and what is wrong."""

    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check looked at: the number of places, and every problem."""

    places: int
    problems: tuple[Problem, ...]


def check_report(report: bytes, documents: Sequence[Document]) -> Checked:
    """Re-anchors every place of a report (`json`, `jsonl` or `html`) on the documents as they are read now.

    Raises `FormatError` when the bytes are no report of these formats.
    """
    named, found = read_report(report)
    if not named:
        raise FormatError("the report names no document")
    matched, problems = match_documents(named, documents)
    problems += [problem for place in found if (problem := check_place(place, matched, named))]
    return Checked(places=len(found), problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A document as a report names it."""

    id: str
    path: str
    sha256: str


def read_report(report: bytes) -> tuple[dict[str, Named], list[Found]]:
    """The documents and the places that a report names."""
    if report.lstrip()[:1] == b"<":
        return read_page(report)
    values = parse_json(report)
    found = [place for at, value in enumerate(values) for place in find_places(value, f"line {at + 1}" if len(values) > 1 else "report", None)]
    return {one.id: one for value in values for one in find_documents(value)}, found


def read_page(report: bytes) -> tuple[dict[str, Named], list[Found]]:
    """The documents and the places of an HTML report: elements with `data-at` hold the words that stand there and nothing else, but for labels in `i`."""
    page = html.document_fromstring(report, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    shown = list(page.iterfind(".//*[@data-sha256]"))
    named = {one.get("data-document"): Named(id=one.get("data-document"), path=one.get("data-path", ""), sha256=one.get("data-sha256")) for one in shown}
    numbers = {one.get("id", "").removeprefix("text-"): one.get("data-document") for one in shown}
    places = [read_element(at, one, numbers) for at, one in enumerate(page.iterfind(".//*[@data-at]"))]
    if named and not places:
        raise FormatError("the page shows no place; one of an older onrecord must be made again")
    return named, places


def read_element(at: int, element: html.HtmlElement, numbers: Mapping[str, str]) -> Found:
    """A place of the page; `data-at` is the number of the account, start and end."""
    where = f"place {at + 1} of the page"
    found = re.fullmatch(r"(\d+)-(\d+)-(\d+)", element.get("data-at"))
    if not found:
        raise FormatError(f"{where} has no account, start and end")
    words = "".join(map(str, element.xpath(".//text()[not(ancestor::i)]")))
    return Found(where, numbers.get(found[1]), int(found[2]), int(found[3]), words)


def parse_json(report: bytes) -> list[Json]:
    """One value for a JSON object, one a line for JSON lines."""
    try:
        return [msgspec.json.decode(report)]
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:
        return [msgspec.json.decode(line) for line in report.splitlines() if line.strip()]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"the report is neither JSON, JSON lines nor a page of onrecord: {error}") from error


def find_documents(value: Json) -> Iterator[Named]:
    """Every document that a JSON value describes."""
    if isinstance(value, Mapping):
        document = value.get("document")
        if isinstance(document, Mapping):
            yield Named(id=str(document.get("id")), path=str(document.get("path")), sha256=str(document.get("sha256")))
        for inner in value.values():
            yield from find_documents(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from find_documents(inner)


def find_places(value: Json, where: str, document: str | None) -> Iterator[Found]:
    """Every place in a JSON value; `document` is the one whose own object we are in."""
    if isinstance(value, Mapping):
        owner = value.get("document", document)
        document = str(owner["id"]) if isinstance(owner, Mapping) else None if owner is None else str(owner)
        if "exact" in value:
            yield place_of(value, where, document)
        if isinstance(owner, Mapping) and "text" in owner:
            yield Found(f"{where}.document.text", document, 0, len(str(owner["text"])), str(owner["text"]))
        for key, inner in value.items():
            yield from find_places(inner, f"{where}.{key}", document)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for at, inner in enumerate(value):
            yield from find_places(inner, f"{where}[{at}]", document)


def place_of(value: Mapping[str, Json], where: str, document: str | None) -> Found:
    start, end, words = value.get("start"), value.get("end"), value.get("exact")
    if isinstance(start, int) and isinstance(end, int) and isinstance(words, str):
        return Found(where, document, start, end, words)
    raise FormatError(f"{where} is no place: it needs start and end as numbers and exact as text")


def match_documents(named: Mapping[str, Named], documents: Sequence[Document]) -> tuple[dict[str, Document], list[Problem]]:
    """The file for each document of the report: by id, else by file name, and then with the complaint that it changed."""
    by_id = {document.id: document for document in documents}
    by_name = {PurePath(document.meta.path).name: document for document in documents}
    matched, problems = {}, []
    for one in named.values():
        document = by_id.get(one.id) or by_name.get(PurePath(one.path).name)
        if document is None:
            problems.append(Problem(where=one.path, message=f"no file given for document {one.id}"))
            continue
        matched[one.id] = document
        if document.meta.raw_sha256 != one.sha256:
            problems.append(Problem(where=one.path, message=f"sha256 is {document.meta.raw_sha256}, the report was made from {one.sha256}"))
    return matched, problems


def check_place(place: Found, matched: Mapping[str, Document], named: Mapping[str, Named]) -> Problem | None:
    """What is wrong with one place, or None when it holds; a document that is missing was complained of once already."""
    where, owner, start, end, words = place
    if owner is None or owner not in named:
        return Problem(where=where, message=f"names a document {owner!r} that the report does not have")
    if owner not in matched:
        return None
    text, path = matched[owner].text, named[owner].path
    if not 0 <= start <= end <= len(text):
        return Problem(where=where, message=f"{start}-{end} lies outside {path}, which has {len(text)} characters")
    if text[start:end] != words:
        return Problem(where=where, message=f"{path} {start}-{end} holds {brief(text[start:end])}, not {brief(words)}")
    return None


def brief(words: str) -> str:
    """Words fit for a line of a message."""
    return repr(words if len(words) <= 60 else words[:57] + "...")
