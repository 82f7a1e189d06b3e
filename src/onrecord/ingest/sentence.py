"""A bare sentence as a document of its own: one paragraph, no metadata."""

from hashlib import sha256

from onrecord.errors import InputError
from onrecord.records import Block, BlockRole, Document, Meta, Span, content_id


def wrap_sentence(text: str, name: str) -> Document:
    """The document that holds just this text; `name` tells apart two with the same words. Raises `InputError` when nothing is in it."""
    if not text.strip():
        raise InputError(f"{name} is empty")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    meta = Meta(path=name, raw_sha256=digest, encoding="utf-8")
    return Document(id=content_id("doc", name, digest), text=text, language="en", blocks=(Block(span=Span(0, len(text)), role=BlockRole.BODY),), meta=meta)
