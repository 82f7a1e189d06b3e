"""One line a document: who says what in it."""

from onrecord.export.json import encode
from onrecord.export.shapes import shape_article, speakers_of
from onrecord.records import Report


def export_jsonl(report: Report, *, with_text: bool = False) -> bytes:
    """A JSON line for each account, in the order of the input; `with_text` adds the untouched text that all offsets count in."""
    speakers = speakers_of(report)
    return b"".join(encode(shape_article(article, speakers, with_text=with_text)) + b"\n" for article in report.articles)
