"""What the store gives, as plain JSON values."""

from onrecord.export.shapes import Shape, shape_span
from onrecord.store import Found, Hit, Kept, Person


def shape_kept(kept: Kept) -> Shape:
    return {"id": kept.event.id, "title": kept.event.title, "accounts": list(kept.event.accounts), "added": kept.added, "compared": kept.compared}


def shape_hit(hit: Hit) -> Shape:
    text, statement = hit.document.text, hit.statement
    return {
        "statement": statement.id,
        "document": hit.document.id,
        "speaker": hit.speaker,
        "source": hit.source,
        "event": hit.event,
        "outlet": hit.outlet,
        "published": hit.document.meta.published.value if hit.document.meta.published else None,
        "form": str(statement.form),
        "content": [shape_span(text, span) for span in statement.content],
    }


def shape_found(found: Found) -> Shape:
    return {"total": found.total, "hits": [shape_hit(hit) for hit in found.hits]}


def shape_person(person: Person) -> Shape:
    return {"name": person.name, "statements": person.statements, "accounts": person.accounts, "first": person.first or None, "last": person.last or None}
