"""Numbers with what they count."""

import re
from dataclasses import dataclass

from onrecord.proposition.words import stem, weight

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
VALUES = {word: float(at) for at, word in enumerate(SMALL.split())} | {
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
ROUGH = frozenset(
    ("about", "around", "almost", "nearly", "roughly", "some", "over", "under", "than", "least", "most", "approximately", "up", "hundreds", "dozens")
)
NUMBER = re.compile(
    r"(?P<money>[$€£])?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<rest>(?:st|nd|rd|th|s)\b|%)?|\b(?P<word>"
    + "|".join(sorted(VALUES, key=len, reverse=True))
    + r")\b",
    re.I,
)
AFTER = re.compile(r"[\s\-]*([^\W\d]+)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, what it counts (stem; "$", "%" or "" when it counts nothing named), whether it is only rough, and where it stands in the text."""

    value: float
    counted: str
    rough: bool
    start: int
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The counting numbers of a text; ordinals, years, clock times and "one" are no counts."""
    found = []
    for match in NUMBER.finditer(text):
        value, unit, end = _read(text, match)
        if unit != "-":
            before = [word.lower() for word in re.findall(r"\w+", text[max(0, match.start() - 24) : match.start()])[-3:]]
            found.append(Quantity(value, unit, bool(ROUGH & set(before)), match.start(), end))
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> tuple[float, str, int]:
    """Value, unit ("-" for what is no count) and end."""
    word, end = match["word"], match.end()
    value = VALUES[word.lower()] if word else float(match["digits"].replace(",", "") or 0)
    after = AFTER.match(text, end)
    if after and after[1].lower() in SCALES:
        value, end = value * SCALES[after[1].lower()], after.end()
        after = AFTER.match(text, end)
    if match["money"]:
        return value, "$", end
    if match["rest"] == "%" or (after and after[1].lower() in ("percent", "per")):
        return value, "%", end
    if not _is_count(text, match, value):
        return value, "-", end
    return value, _counted(text, end), end


def _is_count(text: str, match: re.Match[str], value: float) -> bool:
    if match["rest"] or (match["word"] or "").lower() in ("one", "zero"):
        return False
    near = text[match.end() : match.end() + 5].lower()
    if near.startswith((":", " a.m", " p.m", " am ", " pm ", "-year")) or text[max(0, match.start() - 1) : match.start()] in (":", ".", "-", "/"):
        return False
    return not (match["word"] is None and 1500 <= value <= 2100 and "," not in match["digits"])


def _counted(text: str, at: int) -> str:
    """The stem of the first word after the number that means something."""
    for match in AFTER.finditer(text, at):
        if match.start() - at > 40:
            break
        if weight(stem(match[1])) > 0:
            return stem(match[1])
    return ""
