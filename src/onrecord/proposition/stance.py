"""How a sentence stands to the claim that it repeats: whether it denies, doubts, upholds or only passes it on. Seen in the words alone."""

import re
from functools import cache

from onrecord.lang import load_words

KINDS = ("denial", "untrue", "doubt", "hearsay", "upheld")
NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without)\b|n[’']t\b", re.IGNORECASE)
AGAINST = ("denial", "untrue", "negation", "doubt")
STANCES = (
    "denial once", "untrue once", "doubt once", "hearsay once", "hearsay twice", "upheld once", "negation once", "question once", "against once",
    "against twice", "refuted once", "refuted twice",
)  # fmt: skip


def compare_stances(one: str, other: str) -> tuple[float, ...]:
    """The values of STANCES: what one of the two does and the other does not, and what both do; the same for either order."""
    a, b = find_stances(one), find_stances(other)
    once = a ^ b
    against = [bool(kinds & set(AGAINST)) for kinds in (a, b)]
    refuted = [bool(kinds & set(AGAINST[:3])) for kinds in (a, b)]
    return (
        float("denial" in once),
        float("untrue" in once),
        float("doubt" in once),
        float("hearsay" in once),
        float("hearsay" in a & b),
        float("upheld" in once),
        float("negation" in once),
        float("question" in once),
        float(against[0] != against[1]),
        float(all(against)),
        float(refuted[0] != refuted[1]),
        float(all(refuted)),
    )


def find_stances(text: str) -> frozenset[str]:
    """The kinds of stance whose words stand in a text, with `negation` and `question`."""
    found = {kind for kind, pattern in _patterns().items() if pattern.search(text)}
    if NEGATION.search(text):
        found.add("negation")
    if "?" in text:
        found.add("question")
    return frozenset(found)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = load_words("en", "stance")
    return {kind: re.compile("|".join(_form(word) for word in lists[kind]), re.IGNORECASE) for kind in KINDS}


def _form(word: str) -> str:
    stem = re.escape(word.removesuffix("*"))
    return rf"\b{stem}\w*" if word.endswith("*") else rf"\b{stem}\b"
