"""Accounts that say themselves that two speakers do not agree."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.lang import load_words
from onrecord.models import Vectors
from onrecord.proposition.oppose import Opposition
from onrecord.proposition.telling import Telling
from onrecord.records import Reason

SAYING = re.compile(r"\b(?:accounts?|claims?|remarks|said|says|statements?|testimony|told|version|words)\b", re.IGNORECASE)
AT_ODDS_COSINE = 0.3  # an account that says itself that two speakers disagree needs less likeness than a rule that guesses it
Odds = tuple[Telling, Telling, Opposition, float]


def find_odds(members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    """For each sentence that sets two speakers against each other, what they say that is most alike, in that account."""
    for remark in members:
        if remark.whole and remark.statement is None and _pattern().search(remark.text) and SAYING.search(remark.text):
            yield from _oppose(remark, members, cosines)


def at_odds(left: Telling, right: Telling) -> Opposition:
    """The account says itself that what these two speakers say does not go together."""
    return Opposition(Reason.POLARITY, "rule:en.at-odds", left.anchor, right.anchor)


def _oppose(remark: Telling, members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    here = [at for at, telling in enumerate(members) if telling.document == remark.document and telling.id != remark.id and telling.statement is not None]
    said = [members[at] for at in here]
    speakers = _find_speakers(remark, said)
    pairs = [
        (float(cosines[left, right]), -left, -right)
        for left in here
        for right in here
        if left < right and members[left].source != members[right].source and {members[left].source, members[right].source} <= speakers
    ]
    if pairs and max(pairs)[0] >= AT_ODDS_COSINE:
        cosine, left, right = max(pairs)
        one, other = members[-left], members[-right]
        yield one, other, at_odds(one, other), cosine


def _find_speakers(remark: Telling, said: Sequence[Telling]) -> frozenset[str | None]:
    """Whom the remark speaks of; where it names only one, also who spoke last before it ("his statement is at odds with what she said")."""
    named = {telling.source for telling in said if telling.source in remark.people}
    before = [telling for telling in said if telling.anchor < remark.anchor and telling.source is not None and telling.source not in named]
    return frozenset(named | {before[-1].source} if len(named) == 1 and before else named)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, load_words("en", "opposites")["at_odds"])) + r")\b", re.IGNORECASE)
