"""The word lists of this stage: lower case, sorted, each word once in its list."""

import pytest

from onrecord.lang import load_words

LOWER = ("titles", "names", "pronouns", "nicknames", "nations", "offices", "abbreviations", "places")


@pytest.mark.parametrize("name", [*LOWER, "outlets"])
def test_lists_are_sorted_sets(name: str) -> None:
    for key, words in load_words("en", name).items():
        assert list(words) == sorted(set(words)), key
        assert all(word == word.strip() and word for word in words)


@pytest.mark.parametrize("name", LOWER)
def test_lists_are_lower_case(name: str) -> None:
    for words in load_words("en", name).values():
        assert all(word == word.lower() for word in words)


def test_a_pronoun_agrees_one_way() -> None:
    lists = load_words("en", "pronouns")
    assert not set(lists["masculine"]) & set(lists["feminine"])
    assert not set(lists["first_singular"]) & set(lists["first_plural"])


def test_a_country_form_names_one_country() -> None:
    forms = [form for country, words in load_words("en", "nations").items() for form in (country, *words)]
    assert len(forms) == len(set(forms))
