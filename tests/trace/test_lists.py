"""Word lists of this stage: sorted, without repeats, and no verb with two stances."""

import pytest

from onrecord.lang import load_words
from onrecord.proposition.stances import find_stance, inflect
from onrecord.records import Stance


@pytest.mark.parametrize("name", ["hedges", "leftovers", "scope", "stances", "tenses"])
def test_lists_are_sorted_and_have_no_repeats(name: str) -> None:
    for key, words in load_words("en", name).items():
        assert list(words) == sorted(set(words)), key


def test_every_list_of_verbs_is_a_stance_and_no_form_has_two() -> None:
    lists = load_words("en", "stances")
    assert set(lists) == {str(stance) for stance in Stance}
    forms = [form for verbs in lists.values() for verb in verbs for form in inflect(verb)]
    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", Stance.NEUTRAL),
        ("According to", Stance.NEUTRAL),
        ("had repeatedly claimed", Stance.CLAIMING),
        ("admitted", Stance.CONCEDING),
        ("denies", Stance.DENYING),
        ("called for", Stance.URGING),
        ("pointing out", Stance.KNOWING),
        ("lashing out", None),
        ("", None),
    ],
)
def test_stances(cue: str, stance: Stance | None) -> None:
    assert find_stance(cue) is stance
