"""Days named in a text, made absolute from the day of publication where that is known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
AHEAD = re.compile(r"\b(?:will|shall|would|next|coming|due|plans?|planned|expected|scheduled|set|going|to be)\b|['’]ll\b", re.IGNORECASE)
BEFORE = 60  # code points before a weekday that say whether it lies ahead


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text: its date (ISO 8601; without a year, "--03-04", where that is not known), or a weekday's name where the date is not known; its place."""

    value: str
    start: int
    end: int


def find_days(text: str, published: date | None = None) -> tuple[Day, ...]:
    """The days of a text in their order. A weekday is the last one up to the day of publication, or the next one where the words before it look ahead."""
    return tuple(_read(text, published))


def read_date(published: str) -> date | None:
    """The day of an ISO 8601 date or time; None for anything else."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def differ(one: tuple[Day, ...], other: tuple[Day, ...]) -> tuple[Day, Day] | None:
    """The first day of each where no day of one can be a day of the other; None where one of the two names none, or they cannot be compared."""
    if not one or not other or any(_may_be(a.value, b.value) for a in one for b in other):
        return None
    return one[0], other[0]


def _may_be(one: str, other: str) -> bool:
    """Whether two days can be one: a date meets a weekday on that day of the week, and a date without a year the same day of any year."""
    if one == other:
        return True
    if {one, other} & set(WEEKDAYS):
        dates = [found for found in map(read_date, (one, other)) if found]
        return any(WEEKDAYS[found.weekday()] in (one, other) for found in dates) or any(day.startswith("--") for day in (one, other))
    return one[-6:] == other[-6:] and "--" in (one[:2], other[:2])


def _read(text: str, published: date | None) -> Iterator[Day]:
    for found in _pattern().finditer(text):
        if name := found["weekday"]:
            yield Day(_place_weekday(name.lower(), text[max(0, found.start() - BEFORE) : found.start()], published), *found.span())
        elif near := found["near"]:
            if published is not None:
                yield Day((published + timedelta(days=NEAR[near.lower()])).isoformat(), *found.span())
        else:
            month = 1 + next(at for at, name in enumerate(MONTHS) if name.startswith((found["month"] or found["month2"]).lower()[:3]))
            value = _place_date(month, int(found["day"] or found["day2"]), found["year"] or found["year2"], published)
            if value:
                yield Day(value, *found.span())


def _place_weekday(name: str, before: str, published: date | None) -> str:
    if published is None:
        return name
    back = (published.weekday() - WEEKDAYS.index(name)) % 7
    if AHEAD.search(before.rpartition(". ")[2]):
        return (published + timedelta(days=(7 - back) % 7)).isoformat()
    return (published - timedelta(days=back)).isoformat()


def _place_date(month: int, day: int, year: str | None, published: date | None) -> str | None:
    """The date; without a year the nearest to the day of publication."""
    if year is None and published is None:
        return f"--{month:02d}-{day:02d}" if day <= 31 else None
    years = [int(year)] if year else [published.year + more for more in (-1, 0, 1)] if published else []
    dates = [found for found in (_make_date(one, month, day) for one in years) if found]
    if not dates:
        return None
    return min(dates, key=lambda found: abs(found - published) if published else timedelta()).isoformat()


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _pattern() -> re.Pattern[str]:
    """Weekdays and months are written with a capital; "may" and "march" are words of their own."""
    weekday = "|".join(name.capitalize() for name in WEEKDAYS)
    month = "|".join(rf"{name[:3].capitalize()}(?:{name[3:]})?t?\.?" if len(name) > 4 else name.capitalize() for name in MONTHS)
    near = "|".join(f"{name}|{name.capitalize()}" for name in NEAR)
    number = r"(\d{1,2})(?:st|nd|rd|th)?\b"
    return re.compile(
        rf"\b(?P<weekday>{weekday})\b|\b(?P<near>{near})\b"
        rf"|\b(?P<month>{month}) {number.replace('(', '(?P<day>', 1)}(?!:)(?:,? (?P<year>(?:19|20)\d\d)\b)?"
        rf"|\b{number.replace('(', '(?P<day2>', 1)} (?:of )?(?P<month2>{month})\b(?:,? (?P<year2>(?:19|20)\d\d)\b)?"
    )
