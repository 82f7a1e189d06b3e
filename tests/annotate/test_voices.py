"""The outlet's own voice: what stands outside every statement, and the words that judge."""

from onrecord.annotate import annotate
from onrecord.annotate.voices import RULES
from onrecord.ingest import read_document
from onrecord.lang import load_words
from onrecord.models import load_models
from onrecord.records import Annotated, VoiceKind
from onrecord.text import overlap


def read(text: str) -> Annotated:
    return annotate(read_document(text.encode(), "case.txt", format="txt"), load_models())


def words(article: Annotated, kind: VoiceKind) -> list[str]:
    return [article.document.text[voice.span.start : voice.span.end] for voice in article.voices if voice.kind is kind]


def test_a_sentence_without_a_speaker_is_an_own_claim() -> None:
    assert words(read("The council sold the harbour on Monday."), VoiceKind.OWN_CLAIM) == ["The council sold the harbour on Monday."]


def test_a_statement_is_not() -> None:
    assert words(read("Mira Dole said the council had sold the harbour on Monday."), VoiceKind.OWN_CLAIM) == []


def test_own_claims_never_meet_a_content() -> None:
    article = read("While the council wrongly sold the harbour, Mira Dole said that the town needed money. The boats, she said, “were old.”")
    contents = [part for statement in article.statements for part in statement.content]
    own = [voice.span for voice in article.voices if voice.kind is VoiceKind.OWN_CLAIM]
    assert not any(overlap(one, part) for one in own for part in contents)


def test_judging_words_count_in_the_own_voice_only() -> None:
    article = read("The council recklessly sold the harbour.\n\n“It was a reckless, shameful sale,” Mira Dole said.")
    assert words(article, VoiceKind.EVALUATIVE) == ["recklessly"]


def test_a_word_in_quotation_marks_is_somebody_elses() -> None:
    assert words(read("The mayor and her “cronies” sold the harbour."), VoiceKind.LOADED) == []


def test_loaded_words() -> None:
    assert words(read("The mayor and her cronies sold the harbour."), VoiceKind.LOADED) == ["cronies"]


def test_every_basis_is_a_listed_rule() -> None:
    article = read("The council recklessly sold the harbour to its cronies.")
    assert {voice.basis.by for voice in article.voices} == set(RULES)
    assert all(RULES.values())


def test_word_lists_are_sorted() -> None:
    for name in ("loaded", "clauses", "frequent", "opposites"):
        for key, listed in load_words("en", name).items():
            assert list(listed) == sorted(set(listed)), (name, key)
