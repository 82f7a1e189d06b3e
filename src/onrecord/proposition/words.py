"""Words made comparable: stems, and how much a shared one tells."""

import re
from collections.abc import Iterable
from functools import cache

from onrecord.lang import load_words

TOKEN = re.compile(r"\w+(?:[’'.\-]\w+)*")
ENDINGS = ("ations", "ation", "ments", "ment", "ions", "ion", "ings", "ing", "ers", "ies", "ied", "er", "ed", "es", "ly", "s", "e", "y")
MIN_STEM = 4
OFTEN, COMMON = 0.35, 0.7  # of the weight of a rare word; set by hand, not measured


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words or phrases, the longest that fits."""
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + r")\b", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


@cache
def stem(word: str) -> str:
    """The word in lower case without a possessive and one ending, never shorter than four letters: "press" and "pressed" meet."""
    low = re.sub(r"[’']s?$", "", word.lower().replace("’", "'"))
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= MIN_STEM:
            return low[: -len(ending)]
    return low


@cache
def weights() -> dict[str, float]:
    """Stem -> weight of the frequent words; any stem that is not here weighs 1."""
    lists = load_words("en", "frequent")
    found = {stem(word): COMMON for word in lists["common"]} | {stem(word): OFTEN for word in lists["often"]}
    return found | dict.fromkeys(lists["grammar"], 0.0) | {stem(word): 0.0 for word in lists["grammar"]}


def weight(stemmed: str) -> float:
    return weights().get(stemmed, 1.0)
