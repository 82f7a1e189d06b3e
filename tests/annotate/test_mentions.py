"""Names without titles, titles without names, and a mention for every source."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import prose

from onrecord.annotate.mentions import find_mentions
from onrecord.annotate.parsing import parse_document
from onrecord.ingest import read_document
from onrecord.models import Models, load_models
from onrecord.records import Annotated, Basis, Document, Form, MentionKind, Span, Statement
from onrecord.text import covers, exact

NAME, TITLE, DESCRIPTION, PRONOUN, OUTLET = MentionKind.NAME, MentionKind.TITLE, MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.OUTLET


@pytest.fixture(scope="session")
def models() -> Models:
    return load_models()


def make_document(text: str) -> Document:
    return read_document(text.encode(), "case.txt", format="txt")


def find(text: str, models: Models, *sources: str) -> list[tuple[str, MentionKind]]:
    document = make_document(text)
    statements = [make_statement(document, Span(text.index(s), text.index(s) + len(s))) for s in sources]
    return [(exact(text, m.span), m.kind) for m in find_mentions(document, parse_document(document, models), statements)]


def make_statement(document: Document, source: Span) -> Statement:
    basis = Basis(by="marked by hand", score=1.0)
    return Statement(id=str(source), document=document.id, source=source, cue=None, content=(Span(0, 1),), form=Form.INDIRECT, basis=basis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Danish foreign minister Sergei Valko said no.", [("The Danish foreign minister", TITLE), ("Sergei Valko", NAME)]),
        ("Critics met secretary of State Wanda Pell there.", [("secretary of State", TITLE), ("Wanda Pell", NAME)]),
        ("It was Wanda Pell’s idea.", [("Wanda Pell", NAME)]),
        ("A spokesman for Wanda Pell said no.", [("A spokesman for Wanda Pell", TITLE), ("Wanda Pell", NAME)]),
        ("She told Reuters so.", [("She", PRONOUN), ("Reuters", OUTLET)]),
        ("The top Danish diplomat said no.", [("The top Danish diplomat", TITLE)]),
        ("Energy minister Walter Orne said no.", [("Energy minister", TITLE), ("Walter Orne", NAME)]),
        ("Lt. Col. Nils Orne said no.", [("Lt. Col.", TITLE), ("Nils Orne", NAME)]),
        ("Moderator Lester Orne asked why.", [("Moderator", TITLE), ("Lester Orne", NAME)]),
        ("Bram Orne Jr. said no.", [("Bram Orne Jr.", NAME)]),
        ("The 34-year-old nurse said no.", [("The 34-year-old nurse", DESCRIPTION)]),
    ],
)
def test_what_is_mentioned(text: str, expected: list[tuple[str, MentionKind]], models: Models) -> None:
    found = find(text, models)
    assert [m for m in found if m in expected] == expected
    assert not [m for m in found if m[1] is NAME and m not in expected]


@pytest.mark.parametrize(
    ("text", "source", "mention"),
    [
        ("Yesterday seven in ten said no.", "seven in ten", ("seven in ten", DESCRIPTION)),
        ("“[Orne] said so,” she wrote.", "[Orne]", ("Orne", NAME)),
        ("Lind and two aides said no.", "Lind and two aides", ("Lind and two aides", DESCRIPTION)),
        ("Our radar says no.", "Our radar", ("Our radar", DESCRIPTION)),
        ("The tenants, who want heat, wrote again.", "who", ("who", PRONOUN)),
        ("The tenants, who want heat, wrote again.", "who", ("The tenants", DESCRIPTION)),
    ],
)
def test_a_source_is_mentioned(text: str, source: str, mention: tuple[str, MentionKind], models: Models) -> None:
    assert mention in find(text, models, source)


def test_a_headline_in_title_case_takes_names_from_the_text(models: Models) -> None:
    text = "Belmonte Scolds Orrin Over Late Ferries\n\nFerry chief Gus Orrin met Mayor Clara Belmonte on Monday and said the tide was to blame.\n"
    names = [m for m, kind in find(text, models) if kind is NAME]
    assert names == ["Belmonte", "Orrin", "Gus Orrin", "Clara Belmonte"]


def test_a_surname_that_is_a_common_word(models: Models) -> None:
    text = "In the end Walter Young of the Velm ferry board lost his seat again. Young, who is a diver too, said no."
    assert ("Young", NAME) in find(text, models, "Young, who is a diver too")


def test_between_two_names_stand_two(models: Models) -> None:
    found = find("The ferry between Brackfirth and Port Orrel sails on Monday.", models)
    assert [m for m, kind in found if kind is NAME] == ["Brackfirth", "Port Orrel"]


def test_what_a_mention_is_in_its_sentence(models: Models) -> None:
    document = make_document("On that rainy evening Wanda Pell finally met Nils Orne, who lives quietly in Denmark.")
    found = {exact(document.text, m.span): m.part for m in find_mentions(document, parse_document(document, models), ())}
    assert (found["Wanda Pell"], found["Nils Orne"], found["Denmark"]) == ("main", "object", "oblique")


def test_compounds_name_nobody(models: Models) -> None:
    text = "The anti-Orne camp spoke of Orne-Lind talks. Bram Orne and Mara Lind met. Orne left. Lind stayed."
    assert {m for m, kind in find(text, models) if kind is NAME} == {"Bram Orne", "Mara Lind", "Orne", "Lind"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(prose.filter(lambda t: bool(t.strip())))
def test_laws(text: str) -> None:
    document = make_document(text)
    whole = Span(0, len(document.text))
    paragraphs = parse_document(document, load_models())
    sources = [p.block.span for p in paragraphs if p.block.span.start < p.block.span.end]
    found = find_mentions(document, paragraphs, [make_statement(document, s) for s in sources])
    assert list(found) == sorted(found, key=lambda m: m.span)
    assert len({m.id for m in found}) == len(found)
    assert all(covers(whole, m.span) and exact(document.text, m.span).strip() for m in found)
    for source in sources:
        assert any(covers(source, m.span) for m in found) or not any(c.isalnum() for c in exact(document.text, source))


def test_annotated_accounts_carry_them(read: Callable[[str], Annotated]) -> None:
    article = read("Mayor Clara Belmonte said the ferry was late.\n\n“I waited,” she said.\n")
    for statement in article.statements:
        if statement.source:
            assert any(covers(statement.source, m.span) for m in article.mentions)
