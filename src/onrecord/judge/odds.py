"""Accounts that say themselves that two speakers do not agree."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.judge.weights import AT_ODDS_COSINE
from onrecord.lang import load_words
from onrecord.models import Vectors
from onrecord.proposition import Opposition, Telling
from onrecord.records import Reason

Odds = tuple[Telling, Telling, Opposition, float]


def find_odds(members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    """For each sentence that sets two speakers against each other, what they say that is most alike, in that account."""
    for remark in members:
        if remark.whole and _pattern().search(remark.text):
            yield from _oppose(remark, members, cosines)


def at_odds(remark: Telling, left: Telling, right: Telling) -> Opposition:
    """The account says itself that what these two speakers say does not go together."""
    del remark
    return Opposition(Reason.POLARITY, "rule:en.at-odds", left.anchor, right.anchor)


def _oppose(remark: Telling, members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    here = [at for at, telling in enumerate(members) if telling.document == remark.document and telling.id != remark.id and telling.statement is not None]
    pairs = [(float(cosines[left, right]), -left, -right) for left in here for right in here if left < right and _sides(remark, members[left], members[right])]
    if pairs and max(pairs)[0] >= AT_ODDS_COSINE:
        cosine, left, right = max(pairs)
        one, other = members[-left], members[-right]
        yield one, other, at_odds(remark, one, other), cosine


def _sides(remark: Telling, left: Telling, right: Telling) -> bool:
    """Whether the two are by two speakers of whom the remark speaks."""
    return left.source != right.source and left.source in remark.people and right.source in remark.people


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, load_words("en", "opposites")["at_odds"])) + r")\b", re.IGNORECASE)
