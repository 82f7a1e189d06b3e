"""Names, part by part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.descriptions import parse_phrase, same_office
from onrecord.resolve.names import NameKind, clean_name, parse_name, same_family, same_given, same_person, spelling

SAME = [
    ("Sergei Valkovsky", "Sergey Valkovskiy"),
    ("Michael Ashgrove", "Mike Ashgrove"),
    ("R. J. Denholm", "Robert Denholm"),
    ("Volodymyr Hrynenko", "Vladimir Hrynenko"),
    ("José Ibañez", "Jose Ibanez"),
    ("Abdul al-Rasheed", "Abdul Rasheed"),
    ("Jean de la Tour", "Jean La Tour"),
]
DIFFERENT = [
    ("Bram Oosterling", "Petra Oosterling"),
    ("Casper Thorne Jr.", "Casper Thorne Sr."),
    ("Casper Thorne", "Casper Thorne Jr."),
    ("Mara Lind", "Mara Lindqvist"),
    ("Anna B. Roe", "Anna C. Roe"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_person(a: str, b: str) -> None:
    assert same_person(parse_name(a), parse_name(b))
    assert same_person(parse_name(b), parse_name(a))


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_people(a: str, b: str) -> None:
    assert not same_person(parse_name(a), parse_name(b))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mara Lind", NameKind.PERSON),
        ("Lind", NameKind.UNKNOWN),
        ("Velm Fisheries Department", NameKind.ORGANISATION),
        ("NAF", NameKind.ORGANISATION),
        ("Russia", NameKind.NATION),
        ("U.S.", NameKind.NATION),
        ("Reuters", NameKind.OUTLET),
        ("Velm Gazette", NameKind.OUTLET),
    ],
)
def test_kinds_of_name(text: str, kind: NameKind) -> None:
    assert parse_name(text).kind is kind


@pytest.mark.parametrize(
    ("text", "shown"),
    [("[Lind]", "Lind"), ("Lind’s", "Lind"), ("the  Velm\nGazette", "Velm Gazette"), ("Casper Thorne Jr.", "Casper Thorne Jr.")],
)
def test_clean_names(text: str, shown: str) -> None:
    assert clean_name(text) == shown


@given(st.text(max_size=30), st.text(max_size=30))
def test_comparison_is_symmetric(a: str, b: str) -> None:
    left, right = parse_name(a), parse_name(b)
    assert same_person(left, right) == same_person(right, left)
    assert same_family(a, b) == same_family(b, a)
    assert spelling(a) == spelling(a)
    if a and b:
        assert same_given(a, b) == same_given(b, a)


@pytest.mark.parametrize(
    ("later", "role", "same"),
    [
        ("the top Norwegian diplomat", "Norwegian foreign minister", True),
        ("the president", "Chilean president", True),
        ("the president", "opposition leader", False),
        ("the senator", "Sen.", True),
        ("the mayor", "the governor", False),
    ],
)
def test_offices(later: str, role: str, same: bool) -> None:
    assert same_office(parse_phrase(later).head, parse_phrase(role).head) == same


@given(st.text(max_size=60))
def test_any_phrase_is_read(text: str) -> None:
    assert parse_phrase(text).text == " ".join(text.split())
