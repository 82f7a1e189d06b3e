"""Where the words of two sentences part: numbers, days, names and other words that only one of them has."""

import re
from collections.abc import Mapping, Set
from functools import cache

from rapidfuzz.distance import LCSseq

from onrecord.lang import load_words
from onrecord.models.pairs import write_out
from onrecord.proposition.days import MONTHS, WEEKDAYS
from onrecord.proposition.numbers import VALUES
from onrecord.proposition.stance import NEGATION
from onrecord.proposition.words import any_of, stem, tokens, weight

DATES = frozenset((*WEEKDAYS, *MONTHS)) - {"may"}  # in lower case that is mostly no month
DIFFERENCES = (
    "numbers swapped", "dates swapped", "names swapped", "words swapped", "names in one", "words in one", "rest shared", "negation differs", "hedged once",
    "same words", "swapped alone",
)  # fmt: skip
RESTATED, SLIP = 0.8, 0.3  # share of the words in common, and weight (of four words) that may stand for another, of a restatement; set by hand
IN_ORDER, LITTLE = 0.85, 0.2  # share of the words in the same order, and weight that may stand for another, of a restatement in order; set by hand
# What sets one thing against another: "sugar, unlike flour", "the nurses but hardly any doctors".
CONTRAST = frozenset(
    ("although", "but", "except", "hardly", "however", "instead", "never", "not", "only", "rather", "though", "unlike", "whereas", "while", "without", "yet")
)
SAME = 0.1  # the same, of two sentences with the same words; set by hand
PREFIXED = re.compile(r"(?:un|dis|non-?)(?P<root>\w{4,})|(?:in|im|il|ir)(?P<base>\w+(?:able|al|ant|ar|ate|ect|ent|ete|ible|ive))", re.IGNORECASE)
FLIPS = ("numbers swapped", "dates swapped", "names swapped", "negation differs")
# Between two phrases that may change places; and forms of verbs of saying that have no regular ending.
EVEN = frozenset(("and", "or", "nor", "but", "also", "as", "well", "both", "with", "met", "the", "a", "an"))
SAYING = frozenset(("said", "told", "thought", "wrote", "written", "according"))
BESIDES = 0.3  # by how much (of six words' weight) one of two near sentences may be the longer one; set by hand
ALIKE = 0.75  # share of the words in common from which a swap is all that differs; set by hand


def compare_words(one: str, other: str) -> dict[str, float]:
    """The values of DIFFERENCES, in their order; the same whichever text comes first. Contractions count as written out."""
    one, other = _undo_prefixes(write_out(one), write_out(other))
    names = _find_names(one) | _find_names(other)
    a, b = _sort_words(one, names), _sort_words(other, names)
    left, right = [x - y for x, y in zip(a, b, strict=True)], [y - x for x, y in zip(a, b, strict=True)]
    swapped = [float(bool(one_only and other_only)) for one_only, other_only in zip(left, right, strict=True)]
    words = [sum(map(weight, sorted(side[3]))) for side in (left, right)]
    shared = sum(weight(word) for x, y in zip(a, b, strict=True) for word in sorted(x & y))
    least = min(sum(weight(word) for part in side for word in sorted(part)) for side in (a, b))
    rest = shared / max(least, 1.0)
    hard = any(swapped[:3])
    values = (
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
    return dict(zip(DIFFERENCES, values, strict=True))


def is_near(found: Mapping[str, float]) -> bool:
    """Whether two sentences, by their DIFFERENCES, are nearly one: most words in common, hardly any besides."""
    return found["rest shared"] >= ALIKE and found["words swapped"] <= SLIP and found["words in one"] <= BESIDES


def is_flipped(one: str, other: str, found: Mapping[str, float]) -> bool:
    """Whether two sentences, with their DIFFERENCES, have the same words but for one thing that cannot be both ways: a number, a day, a name or a negation.

    Of 13 such pairs of contrast sets without a name 12 contradict each other, of 3 with one 2; in headlines every word may look like a name.
    """
    same = found["rest shared"] >= ALIKE and found["words swapped"] <= SAME and found["words in one"] <= SAME
    return same and sum(found[name] for name in FLIPS) == 1 and (not found["names swapped"] or (_is_prose(one) and _is_prose(other)))


def _is_prose(text: str) -> bool:
    words = tokens(text)
    return sum(word[0].islower() for word in words) * 2 >= len(words)


def is_exchanged(one: str, other: str) -> bool:
    """Whether two phrases have changed places around a verb or a preposition and all else is the same: "X blamed Y", "Y blamed X"; "left X for Y"."""
    a, b = ([token.lower() for token in tokens(write_out(text))] for text in (one, other))
    if sorted(a) != sorted(b) or a == b:
        return False
    start = next(at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y)
    end = len(a) - next(at for at, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=True)) if x != y)
    a, b = a[start:end], b[start:end]
    return any(_swap(a, x, y) == b and _ties(a[x:y]) for x in range(1, len(a) - 1) for y in range(x + 1, len(a)))


def _swap(words: list[str], x: int, y: int) -> list[str]:
    return words[y:] + words[x:y] + words[:x]


def _ties(words: list[str]) -> bool:
    """Whether what stands between two phrases makes a difference to which comes first: "X and Y" is "Y and X", "X said Y" is "Y, said X"."""
    return not set(words) <= EVEN and not SAYING & set(words) and not _saying() & set(map(stem, words))


def is_restated(one: str, other: str, found: Mapping[str, float]) -> bool:
    """Whether two sentences, with their DIFFERENCES, are one in nearly the same words: no number, day, name or other word stands for another, negation and
    hedges are the same, and nothing is set against anything in one of them only.
    """
    swapped = ("numbers swapped", "dates swapped", "names swapped", "names in one", "negation differs", "hedged once")
    if any(found[name] for name in swapped) or found["rest shared"] < RESTATED or found["words swapped"] > SLIP:
        return False
    words = [{token.lower() for token in tokens(write_out(text))} for text in (one, other)]
    return not (words[0] ^ words[1]) & CONTRAST


def is_in_order(one: str, other: str, found: Mapping[str, float]) -> bool:
    """Whether two sentences, with their DIFFERENCES, have their words that mean something in nearly the same order; a day or month stands anywhere."""
    a, b = ([stem(token) for token in tokens(write_out(text)) if weight(stem(token)) > 0 and token.lower() not in DATES] for text in (one, other))
    return found["words swapped"] < LITTLE and LCSseq.similarity(a, b) >= IN_ORDER * max(1, min(len(a), len(b)))


def _undo_prefixes(one: str, other: str) -> tuple[str, str]:
    """The texts with "not safe" for "unsafe" where the other has "safe"."""
    sides = [{token.lower() for token in tokens(text)} for text in (one, other)]
    return _split_prefixes(one, sides[1] - sides[0]), _split_prefixes(other, sides[0] - sides[1])


def _split_prefixes(text: str, bare: Set[str]) -> str:
    for token in tokens(text):
        match = PREFIXED.fullmatch(token)
        if match and (match["root"] or match["base"]).lower() in bare:
            text = text.replace(token, "not " + (match["root"] or match["base"]))
    return text


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
def _saying() -> frozenset[str]:
    return frozenset(map(stem, load_words("en", "cues")["clause"]))


@cache
def _hedges() -> re.Pattern[str]:
    return any_of({word for row in load_words("en", "hedges").values() for word in row})
