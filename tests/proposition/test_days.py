from datetime import date

import pytest

from onrecord.proposition.days import differ, find_days, read_date

FRIDAY = date(2031, 5, 9)


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("He refused on Monday and gave in on Friday.", FRIDAY, ("2031-05-05", "2031-05-09")),
        ("He refused on Monday.", None, ("monday",)),
        ("The vote will be held on Monday.", FRIDAY, ("2031-05-12",)),
        ("She left on Saturday. Talks will go on.", FRIDAY, ("2031-05-03",)),
        ("It sank yesterday, not today.", FRIDAY, ("2031-05-08", "2031-05-09")),
        ("It sank yesterday.", None, ()),
        ("The deal of March 4 was dropped on 6 April 2030.", FRIDAY, ("2031-03-04", "2030-04-06")),
        ("The deal of Sept. 4 was dropped.", None, ("--09-04",)),
        ("On December 30 they met.", date(2031, 1, 2), ("2030-12-30",)),
        ("They may march 4 miles on May 35.", FRIDAY, ()),
        ("Feb. 29, 2031 is no day.", FRIDAY, ()),
    ],
)
def test_days_of_a_text(text: str, published: date | None, values: tuple[str, ...]) -> None:
    found = find_days(text, published)
    assert tuple(day.value for day in found) == values
    assert all(text[day.start : day.end].strip() for day in found)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("on Monday", "on Friday", True),
        ("on Monday", "on May 5, 2031", False),
        ("on Tuesday", "on May 5, 2031", True),
        ("on May 5", "on May 5, 2031", False),
        ("on May 5", "on May 6", True),
        ("on Monday and Friday", "on Friday", False),
        ("on Monday", "in spring", False),
    ],
)
def test_days_that_cannot_be_one(one: str, other: str, apart: bool) -> None:
    assert (differ(find_days(one), find_days(other)) is not None) == apart


def test_the_day_of_a_time() -> None:
    assert read_date("2031-05-09T10:00:00Z") == FRIDAY
    assert read_date("last spring") is None
