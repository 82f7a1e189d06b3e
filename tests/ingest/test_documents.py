"""Bad inputs one by one: each gets a clear refusal, and the others go on."""

from hashlib import sha256
from pathlib import Path

import pytest

from onrecord.errors import FormatError, InputError
from onrecord.ingest import READERS, find_format, read_document, read_documents
from onrecord.ingest.decoding import MAX_BYTES, MAX_CHARACTERS
from onrecord.records import content_id

STORY = "Harbour bridge stays shut\n\nThe bridge will stay shut until May, the mayor of Northwick said on Monday.\n\nShe gave no reason.\n"
BAD = {
    "empty": (b"", "the file is empty"),
    "white": (b" \n\t\r\n ", "nothing but white space"),
    "no-break spaces": ("\u00a0\u3000\n".encode(), "nothing but white space"),
    "mark only": (b"\xef\xbb\xbf", "nothing but white space"),
    "nul": (b"The mayor\0said no.", "binary"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a PNG picture"),
    "pdf": (b"%PDF-1.7\nsome text", "a PDF"),
    "zip": (b"PK\x03\x04rest", "a zip archive"),
    "gzip": (b"\x1f\x8b\x08rest", "gzip-compressed"),
    "controls": (b"\x01\x02\x03\x04 text \x05\x06\x07", "control characters"),
    "large": (b"a" * (MAX_BYTES + 1), "too large"),
    "long": (b"word " * (MAX_CHARACTERS // 5 + 1), "too large"),
    "undecodable": (bytes(range(128, 256)) * 8, "its encoding is unknown"),
    "half a character": ("Zoë said so, and Zo".encode() + "ë".encode()[:1], "truncated"),
    "half of UTF-16": ("Ann Lee said so.".encode("utf-16")[:-1], "truncated"),
    "UTF-16 without a mark": ("Ann Lee said so.".encode("utf-16-le"), "byte order mark"),
    "html without text": (b"<html><head><script>var a = 1;</script></head><body><img src=a.png></body></html>", "without text"),
    "html that is a comment": (b"<!DOCTYPE html><!-- nothing -->", "without"),
    "html too deep": (b"<html><body>" + b"<div>" * 5000 + b"text", "nested deeper"),
    "html of attributes": (b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(20_000)) + b">text</p>", "attributes"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_by_name_and_reason(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(InputError, match=f"the/file: .*{reason}"):
        read_document(data, "the/file")


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    good, empty, folder = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "folder"
    good.write_text(STORY)
    empty.touch()
    folder.mkdir()
    documents, refusals = read_documents([empty, folder, tmp_path / "missing.txt", good, "nul\0name", "-"])
    assert [document.meta.path for document in documents] == [str(good)]
    assert [refusal.path for refusal in refusals] == [str(empty), str(folder), str(tmp_path / "missing.txt"), "nul\0name", "-"]
    reasons = " | ".join(refusal.reason for refusal in refusals)
    for words in ("the file is empty", "a directory", "there is no such file", "cannot be opened", "standard input"):
        assert words in reasons
    assert all(refusal.path in refusal.reason for refusal in refusals)


def test_the_same_bytes_twice_are_one_document(tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(STORY)
    second.write_text(STORY)
    documents, refusals = read_documents([first, second])
    assert len(documents) == 1
    assert [refusal.path for refusal in refusals] == [str(second)]
    assert str(first) in refusals[0].reason


def test_standard_input() -> None:
    documents, refusals = read_documents(["-"], stdin=STORY.encode())
    assert not refusals
    assert documents[0].text == STORY
    assert documents[0].meta.path == "-"


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("a.html", "Ann Lee said so.", "html"),
        ("a.HTM", "Ann Lee said so.", "html"),
        ("a.txt", "Ann Lee said so.", "txt"),
        ("a", "  <!DOCTYPE html><p>Ann Lee said so.", "html"),
        ("a.txt", "<!-- saved -->\n<html lang=en><p>Ann Lee said so.", "html"),
        ("-", "<p class=x>Ann Lee said so.</p>", "html"),
        ("a.txt", "<3 was all that she wrote.", "txt"),
        ("a.txt", "<p and q> were the letters.", "html"),
        ("a.md", "# Ann Lee said so.", "txt"),
    ],
)
def test_format_by_extension_and_by_bytes(path: str, text: str, name: str) -> None:
    assert find_format(text.encode(), path) == name


def test_unknown_format() -> None:
    with pytest.raises(FormatError, match="no reader named 'docx'; known: html, txt"):
        read_document(b"text", "a.docx", format="docx")


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_names_the_bytes(reader: str) -> None:
    data = b"<html><body><p>The bridge will stay shut, Ann Lee said.</p></body></html>"
    documents = list(READERS[reader](data, "x"))
    assert [document.meta.raw_sha256 for document in documents] == [sha256(data).hexdigest()]
    assert documents == list(READERS[reader](data, "x"))
    assert documents[0].id == content_id("d", "", sha256(data).hexdigest())
