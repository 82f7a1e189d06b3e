"""What a person says about an account that its text does not."""

from onrecord.ingest import read_document
from onrecord.ingest.given import give_facts

WORDS = b"The ferry is late\n\nMayor Ilva Brandt said that the ferry was late."


def test_nothing_given_changes_nothing() -> None:
    document = read_document(WORDS, "ferry.txt")
    assert give_facts(document, url=" ", outlet="", published="") == document


def test_given_facts_say_that_they_were_given() -> None:
    given = give_facts(read_document(WORDS, "ferry.txt"), outlet=" Gull ", published="2031-01-01")
    assert given.meta.outlet is not None
    assert (given.meta.outlet.value, given.meta.outlet.provenance) == ("Gull", "given")
    assert given.meta.published is not None
    assert given.text == read_document(WORDS, "ferry.txt").text


def test_the_same_words_by_two_outlets_stay_two() -> None:
    document = read_document(WORDS, "ferry.txt")
    ids = {give_facts(document, outlet="Gull").id, give_facts(document, outlet="Post").id, give_facts(document, url="https://gull.example/1").id, document.id}
    assert len(ids) == 4
    assert give_facts(document, outlet="Gull").id == give_facts(document, outlet="Gull", published="2031-01-01").id
