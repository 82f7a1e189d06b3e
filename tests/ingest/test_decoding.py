"""Bytes in any encoding."""

import pytest

from onrecord.ingest import read_document
from onrecord.ingest.decoding import decode_bytes
from onrecord.ingest.language import guess_language

ENGLISH = "“We won’t go,” Zoë Lindqvist said on Monday – “not for £20”.\r\n\tShe left.\u00a0"
TEXTS = {
    "cp1252": ENGLISH,
    "cp1251": "Мэр города заявил, что решение будет принято завтра, сообщает газета.",
    "koi8_r": "Мэр города заявил, что решение будет принято завтра, сообщает газета.",
    "cp932": "市長は月曜日に計画を発表したと新聞が報じた。",
    "euc_jp": "市長は月曜日に計画を発表したと新聞が報じた。",
    "gb18030": "市长星期一表示该计划将继续进行，报纸报道。",
    "cp1253": "Ο δήμαρχος είπε ότι η πόλη είναι έτοιμη να πληρώσει.",
    "cp1250": "Burmistrz powiedział, że miasto jest gotowe zapłacić za ścieżkę.",
    "utf-8": ENGLISH,
    "utf-16": ENGLISH,
    "utf-32": ENGLISH,
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_text_comes_through_untouched(encoding: str) -> None:
    document = read_document(TEXTS[encoding].encode(encoding), "a.txt")
    assert document.text == TEXTS[encoding]
    assert document.meta.encoding == encoding


def test_the_mark_of_utf_8_is_a_character_of_the_text_and_of_no_block() -> None:
    document = read_document(b"\xef\xbb\xbf" + ENGLISH.encode(), "a.txt")
    assert document.text == "\ufeff" + ENGLISH
    assert document.blocks[0].span.start == 1


def test_a_latin_1_file_that_ends_in_an_accent_is_not_truncated() -> None:
    assert decode_bytes("They met in the café".encode("latin-1"), "a").text == "They met in the café"


@pytest.mark.parametrize("declaration", ['<meta charset="windows-1251">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'])
def test_a_page_declares_its_encoding(declaration: str) -> None:
    page = f"<html><head>{declaration}</head><body><p>Мэр сказал нет.</p></body></html>"
    document = read_document(page.encode("cp1251"), "a.html")
    assert "Мэр сказал нет." in document.text
    assert document.meta.encoding == "cp1251"


@pytest.mark.parametrize("name", ["utf-8", "no-such-charset", "rot13", "utf-16"])
def test_a_wrong_declaration_is_no_error(name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body><p>“Zoë said no,” the mayor’s office wrote.</p></body></html>'
    assert "Zoë said no" in read_document(page.encode("cp1252"), "a.html").text


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The mayor said that she would go to the bridge.", None, "en"),
        ("The mayor said so.", "de-AT", "de"),
        ("The mayor said so.", "en_US", "en"),
        ("Yes.", None, "en"),
        ("市長は月曜日に計画を発表したと新聞が報じた。", None, "und"),
        ("Der Bürgermeister sagte am Montag, dass die Brücke bis Mai gesperrt bleibe, weil das Geld für den Umbau nicht reiche.", None, "und"),
        ("The mayor said so.", "12!", "en"),
        ("The mayor said on Monday that she would go to the bridge and that nobody was to cross it before she had been there.", "de", "en"),
    ],
)
def test_language(text: str, declared: str | None, language: str) -> None:
    assert guess_language(text, declared) == language
