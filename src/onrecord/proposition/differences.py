"""Where the words of two sentences part: numbers, days, names and other words that only one of them has."""

import re
from functools import cache

from onrecord.lang import load_words
from onrecord.proposition.numbers import VALUES
from onrecord.proposition.stance import NEGATION
from onrecord.proposition.words import stem, tokens, weight

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december")
DATES = frozenset((*WEEKDAYS, *MONTHS))
DIFFERENCES = (
    "numbers swapped", "dates swapped", "names swapped", "words swapped", "names in one", "words in one", "rest shared", "negation differs", "hedged once",
    "same words", "swapped alone",
)  # fmt: skip
RESTATED, SLIP = 0.8, 0.3  # share of the words in common, and weight (of four words) that may stand for another, of a restatement; set by hand
ALIKE = 0.75  # share of the words in common from which a swap is all that differs; set by hand


def compare_words(one: str, other: str) -> tuple[float, ...]:
    """The values of DIFFERENCES; the same for either order."""
    names = _find_names(one) | _find_names(other)
    a, b = _sort_words(one, names), _sort_words(other, names)
    left, right = [x - y for x, y in zip(a, b, strict=True)], [y - x for x, y in zip(a, b, strict=True)]
    swapped = [float(bool(one_only and other_only)) for one_only, other_only in zip(left, right, strict=True)]
    words = [sum(map(weight, sorted(side[3]))) for side in (left, right)]
    shared = sum(weight(word) for x, y in zip(a, b, strict=True) for word in sorted(x & y))
    least = min(sum(weight(word) for part in side for word in sorted(part)) for side in (a, b))
    rest = shared / max(least, 1.0)
    hard = any(swapped[:3])
    return (
        *swapped[:3],
        min(*words, 4.0) / 4,
        float(bool(left[2]) != bool(right[2])),
        min(abs(words[0] - words[1]), 6.0) / 6,
        rest,
        float(len(NEGATION.findall(one)) % 2 != len(NEGATION.findall(other)) % 2),
        float(bool(_hedges().search(one)) != bool(_hedges().search(other))),
        float(not any(left) and not any(right)),
        float(hard and rest >= ALIKE),
    )


def is_restated(one: str, other: str) -> bool:
    """Whether two sentences are one in nearly the same words: no number, day, name or other word stands for another, negation and hedges are the same."""
    found = dict(zip(DIFFERENCES, compare_words(one, other), strict=True))
    swapped = ("numbers swapped", "dates swapped", "names swapped", "names in one", "negation differs", "hedged once")
    return not any(found[name] for name in swapped) and found["rest shared"] >= RESTATED and found["words swapped"] <= SLIP


def _find_names(text: str) -> frozenset[str]:
    """Stems of the capitalised words that do not begin the text."""
    return frozenset(stem(token) for token in tokens(text)[1:] if token[0].isupper())


def _sort_words(text: str, names: frozenset[str]) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Numbers, dates, names (stems found among `names`) and other words that mean something."""
    found: tuple[set[str], set[str], set[str], set[str]] = (set(), set(), set(), set())
    for token in tokens(text):
        low = token.lower().replace("’", "'").removesuffix("'s").rstrip("'")
        if low in VALUES:
            found[0].add(f"{VALUES[low]:g}")
        elif low[:1].isdigit():
            found[0].add(re.sub(r"[^\d.]", "", low).strip("."))
        elif low in DATES:
            found[1].add(low)
        elif weight(stem(low)) > 0:
            found[2 if stem(low) in names else 3].add(stem(low))
    return frozenset(found[0]), frozenset(found[1]), frozenset(found[2]), frozenset(found[3])


@cache
def _hedges() -> re.Pattern[str]:
    words = sorted({word for row in load_words("en", "hedges").values() for word in row}, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
