"""The place where a report was filed is nobody that it tells of."""

import pytest

from onrecord.annotate import annotate
from onrecord.ingest import wrap_sentence
from onrecord.models import load_models

OPENINGS = ("DUNHOLM VALE, Corv. — ", "PORT NISI — ", "ISEL (Marrow Wire) - ", "QUELLIN, Upper Corv – ")


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_dateline_holds_no_mention(opening: str) -> None:
    document = wrap_sentence(opening + "Mayor Odo Brenn blamed the press on Thursday.", "a.txt")
    mentions = annotate(document, load_models()).mentions
    assert all(mention.span.start >= len(opening) for mention in mentions)
    assert any(document.text[mention.span.start : mention.span.end] == "Odo Brenn" for mention in mentions)


def test_capitals_that_are_no_dateline_stay() -> None:
    document = wrap_sentence("UNICEF said on Thursday that the bridge was closed - for good.", "a.txt")
    assert any(document.text[m.span.start : m.span.end] == "UNICEF" for m in annotate(document, load_models()).mentions)
