"""What the pair model reads of a telling."""

from judge.told import compare

from onrecord.proposition.reading import find_meant, render
from onrecord.records import Annotated, Span

TEXT = "Minister Orlan Vesk met the pilots of Ostrel. Vesk said that he had never seen the letter."


def read(text: str) -> Annotated:
    return compare(text)[0][0]


def test_a_part_is_marked_and_its_speaker_stands_before_it() -> None:
    article = read(TEXT)
    start = article.document.text.index("he had")
    line = render(article, Span(start, len(TEXT) - 1), "Orlan Vesk", ())
    assert line == "Orlan Vesk: Vesk said that « he had never seen the letter » ."


def test_a_whole_sentence_is_not_marked() -> None:
    article = read(TEXT)
    assert render(article, article.sentences[0], "", ()) == "Minister Orlan Vesk met the pilots of Ostrel."


def test_a_long_sentence_is_cut_around_the_part() -> None:
    text = "Vesk said that " + "very " * 90 + "old boats sank."
    article = read(text)
    start = text.index("old boats")
    line = render(article, Span(start, start + 9), "", ())
    assert "« old boats »" in line
    assert len(line.split()) < 70


def test_pronouns_name_whom_they_mean() -> None:
    from onrecord.annotate import annotate
    from onrecord.ingest import read_document
    from onrecord.models import load_models
    from onrecord.resolve import resolve_sources

    article = annotate(read_document(TEXT.encode(), "a.txt", format="txt"), load_models())
    meant = find_meant(article, resolve_sources((article,)))
    assert {m.name for m in meant} <= {"Orlan Vesk"}
    assert render(article, article.sentences[1], "", meant).count("(Orlan Vesk)") == len({m.name for m in meant})
