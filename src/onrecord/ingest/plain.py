"""Plain text: the text as it came in, its paragraphs labelled in place."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from onrecord.ingest.blocks import label_blocks
from onrecord.ingest.credits import find_credits
from onrecord.ingest.decoding import SIGNATURE, Decoded, check_length, decode_bytes
from onrecord.ingest.language import guess_language
from onrecord.records import Block, BlockRole, Document, Fact, Meta, content_id
from onrecord.text import exact

BYLINE = re.compile(r"(?:By|BY)[:\s]\s*(?P<value>\S.*)", re.DOTALL)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|tember|ember|ober|\.)?"
DATE = rf"(?:\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?|\d{{1,2}} {MONTH},? \d{{4}}|{MONTH} \d{{1,2}},? \d{{4}})"
STATED = r"^[ \t]*(?:Published|Posted|Date|Publication date|First published)(?: on| at)?[ \t]*:?[ \t]+(?:\w+day,? )?"
PUBLISHED = re.compile(rf"{STATED}(?P<value>{DATE})", re.MULTILINE | re.IGNORECASE)


def read_plain(data: bytes, path: str) -> Iterator[Document]:
    """The one document of a text file. Raises `InputError` as `decode_bytes` does, and for a text of more than `MAX_CHARACTERS`."""
    decoded = decode_bytes(data, path)
    check_length(decoded.text, path)
    yield make_plain(decoded, data, path)


def make_plain(decoded: Decoded, data: bytes, path: str) -> Document:
    """The document of characters already decoded."""
    digest = sha256(data).hexdigest()
    blocks = label_blocks(decoded.text.replace(SIGNATURE, " ", 1) if decoded.text.startswith(SIGNATURE) else decoded.text)
    return Document(
        id=content_id("d", "", digest),
        text=decoded.text,
        language=guess_language(decoded.text),
        blocks=blocks,
        credits=find_credits(decoded.text, blocks),
        meta=make_meta(decoded, blocks, path, digest),
    )


def make_meta(decoded: Decoded, blocks: Sequence[Block], path: str, digest: str) -> Meta:
    """What the text says of itself; a field that it does not state stays empty."""
    return Meta(
        path=path,
        raw_sha256=digest,
        encoding=decoded.encoding,
        title=find_title(decoded.text, blocks),
        byline=find_byline(decoded.text, blocks),
        published=find_published(decoded.text, blocks),
    )


def find_title(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The headline's words."""
    found = next((block for block in blocks if block.role == BlockRole.HEADLINE), None)
    return Fact(value=exact(text, found.span), provenance="text:headline") if found else None


def find_byline(text: str, blocks: Sequence[Block]) -> Fact | None:
    """Who a "By ..." line names."""
    for block in blocks:
        if block.role == BlockRole.BYLINE and (match := BYLINE.match(exact(text, block.span))):
            return Fact(value=match["value"].strip(), provenance="text:byline")
    return None


def find_published(text: str, blocks: Sequence[Block]) -> Fact | None:
    """The date, as written, of a line "Published: ..." outside the body; never one that was only mentioned."""
    for block in blocks:
        if block.role != BlockRole.BODY and (match := PUBLISHED.search(exact(text, block.span))):
            return Fact(value=match["value"], provenance="text:dateline")
    return None
