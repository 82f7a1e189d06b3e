"""Words by which a text denies something, calls it untrue, or says no."""

import re
from functools import cache

from onrecord.lang import load_words
from onrecord.proposition.words import any_of

NEGATIVE = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|fail\w*|refus\w*)\b|n[’']t\b", re.IGNORECASE)


def find_refusal(text: str) -> str:
    """The first words by which a text denies something or calls it untrue; "" when there are none."""
    found = _refusal().search(text)
    return found[0] if found else ""


def is_negative(text: str) -> bool:
    return bool(NEGATIVE.search(text))


@cache
def _refusal() -> re.Pattern[str]:
    lists = load_words("en", "opposites")
    forms = [form for word in lists["denial"] for form in _inflect(word)] + list(lists["untrue"])
    return any_of(forms)


def _inflect(verb: str) -> tuple[str, ...]:
    if verb.endswith("y"):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("ss"):
        return verb, verb + "es", verb + "ed", verb + "ing"
    return verb, verb + "s", verb + "ed", verb + "ing"
