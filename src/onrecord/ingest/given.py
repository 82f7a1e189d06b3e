"""What a person says about an account that its text does not."""

from dataclasses import replace

from onrecord.records import Document, Fact, content_id

GIVEN = "given"


def give_facts(document: Document, *, url: str = "", outlet: str = "", published: str = "") -> Document:
    """The document with facts that somebody gave, which win over those found in it; empty ones say nothing.

    The id then covers the url, or else the outlet, so that two outlets that print the same words stay two.
    """
    meta = document.meta
    meta = replace(meta, url=give(url) or meta.url, outlet=give(outlet) or meta.outlet, published=give(published) or meta.published)
    if url.strip() or outlet.strip():
        return replace(document, id=content_id("d", url.strip() or f"outlet:{outlet.strip()}", meta.raw_sha256), meta=meta)
    return replace(document, meta=meta)


def give(value: str) -> Fact | None:
    return Fact(value=value.strip(), provenance=GIVEN) if value.strip() else None
