"""Where a record stands that a decision names."""

from onrecord.records import Anchor, Mention, Span, Statement, Voice
from onrecord.store.opening import Store, reading
from onrecord.store.tables import MENTIONS, STATEMENTS, VOICES, read_row, select_sql


def find_place(store: Store, record: str) -> Anchor | None:
    """The place of a mention, a statement or an own-voice record; None for an id that names none of them, which a decision from elsewhere may do."""
    with reading(store) as run:
        if row := run(f"{select_sql(MENTIONS)} WHERE id = ?", (record,)).fetchone():
            mention = read_row(MENTIONS, Mention, row)
            return Anchor(mention.document, mention.span)
        if row := run(f"{select_sql(VOICES)} WHERE id = ?", (record,)).fetchone():
            voice = read_row(VOICES, Voice, row)
            return Anchor(voice.document, voice.span)
        if row := run(f"{select_sql(STATEMENTS)} WHERE id = ?", (record,)).fetchone():
            statement = read_row(STATEMENTS, Statement, row)
            return Anchor(statement.document, statement.content[0] if statement.content else Span(0, 0))
    return None
