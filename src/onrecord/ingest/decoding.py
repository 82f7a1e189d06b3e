"""From bytes to characters, and which reader they are for."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from dataclasses import dataclass

from onrecord.errors import InputError

# A saved page with its pictures inlined stays below this (trafilatura's own limit for a file is the same 20 MB).
MAX_BYTES = 20_000_000
# spaCy refuses more in one text; 170,000 words are a book, not an account of an event.
MAX_CHARACTERS = 1_000_000
# Of a text file: more C0 controls than one in fifty characters is no prose (terminal logs with colours stay below).
MAX_CONTROL_SHARE = 0.02

# The mark of UTF-8 is no matter of decoding: it is a character of the file (U+FEFF), and stays in a text that is left as it came.
SIGNATURE = "\ufeff"
# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
MARKS = ((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
KNOWN_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive (or a docx, odt, epub)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
# The encodings that newspapers' files come in; charset-normalizer guesses odd ones (hp_roman8, utf_7) for short texts when it may.
GUESSED = ("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp932", "euc_jp", "big5", "gb18030", "cp949", "euc_kr")
# A short text of Western Europe reads as well in its neighbours' encodings; the usual one wins unless another's letters fit a language by so much more.
USUAL = "cp1252"
MAX_LESS_COHERENT = 0.1
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
TAG = re.compile(rb"<[^<>]*>")
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
OPENS = SIGNATURE + r"?(?:\s|<\?xml[^>]*>|<!--.*?-->)*"
HTML_START = re.compile(OPENS + r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b[^<>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters and the Python name of the encoding they came in; the byte order mark of UTF-16 and UTF-32 is part of the encoding."""

    text: str
    encoding: str


def decode_bytes(data: bytes, path: str) -> Decoded:
    """The characters of a file: by its byte order mark, as UTF-8, as an HTML page declares, else as charset-normalizer guesses.

    Raises `InputError` for an empty, too large, binary, truncated or undecodable file.
    """
    check_bytes(data, path)
    decoded = decode_marked(data, path) or decode_utf8(data, path) or decode_declared(data) or decode_guessed(data, path)
    check_characters(decoded.text, path)
    return decoded


def check_bytes(data: bytes, path: str) -> None:
    """Raises `InputError` for what is no text whatever its encoding."""
    if not data:
        raise InputError(f"{path}: the file is empty")
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: too large, {len(data):,} bytes; an article has at most {MAX_BYTES:,}")
    for magic, name in KNOWN_BINARY:
        if data.startswith(magic):
            raise InputError(f"{path}: not text but {name}; known: plain text, HTML")


def check_characters(text: str, path: str) -> None:
    """Raises `InputError` for characters that are no prose."""
    if "\0" in text:
        raise InputError(f"{path}: binary: it holds NUL characters (UTF-16 needs a byte order mark)")
    if len(CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise InputError(f"{path}: binary: more than {MAX_CONTROL_SHARE:.0%} of its characters are control characters")
    if not text.removeprefix(SIGNATURE).strip():
        raise InputError(f"{path}: no text: nothing but white space")


def check_length(text: str, path: str) -> None:
    """Raises `InputError` for a text longer than any article."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"{path}: too large, {len(text):,} characters of text; an article has at most {MAX_CHARACTERS:,}")


def decode_marked(data: bytes, path: str) -> Decoded | None:
    """By the byte order mark, if there is one."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise InputError(f"{path}: begins with the mark of {encoding} but is not: {describe(error)}") from error
    return None


def decode_utf8(data: bytes, path: str) -> Decoded | None:
    """As UTF-8. Raises `InputError` for one that is cut off inside its last character: text that is otherwise UTF-8 with some character beyond ASCII."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not data[: error.start].isascii():
            raise InputError(f"{path}: truncated: it ends inside a UTF-8 character") from error
    return None


def decode_declared(data: bytes) -> Decoded | None:
    """As the page's own meta element declares, where that is a known encoding in which every byte has a meaning."""
    match = META_CHARSET.search(data, 0, 4096)
    if not match:
        return None
    try:
        name = lookup(match[1].decode("ascii")).name
        # Browsers read both as windows-1252 (WHATWG Encoding Standard).
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def decode_guessed(data: bytes, path: str) -> Decoded:
    """As charset-normalizer guesses among the encodings that newspapers' files come in. Raises `InputError` when none fits."""
    from charset_normalizer import from_bytes

    # Markup is ASCII whatever the language and only blurs the guess.
    matches = list(from_bytes(TAG.sub(b" ", data), cp_isolation=list(GUESSED)))
    if not matches:
        raise InputError(f"{path}: its encoding is unknown; known: UTF-8, UTF-16 and UTF-32 with a byte order mark, {', '.join(GUESSED)}")
    best = matches[0]
    usual = (match for match in matches if match.encoding == USUAL)
    encoding = next((m for m in usual if m.chaos <= best.chaos and m.coherence + MAX_LESS_COHERENT >= best.coherence), best).encoding
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: neither UTF-8 nor {encoding}, which most of it looks like: {describe(error)}") from error
    # Of encodings that agree on every character of the file, the usual one is named.
    return Decoded(text, USUAL if data.decode(USUAL, "replace") == text else encoding)


def describe(error: UnicodeDecodeError) -> str:
    """What is wrong and where, in a reader's words."""
    return "truncated" if "end of data" in error.reason or "truncated" in error.reason else f"{error.reason} at byte {error.start}"


def is_html(text: str) -> bool:
    """Whether the text opens as an HTML page does: a doctype, or an element that pages and fragments begin with."""
    return HTML_START.match(text) is not None
