"""Accounts that say themselves that two speakers do not agree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.models import Vectors
from onrecord.proposition.oppose import Opposition
from onrecord.proposition.telling import Telling
from onrecord.proposition.words import any_of
from onrecord.records import Reason

SAYING = re.compile(r"\b(?:accounts?|claims?|remarks|said|says|statements?|testimony|told|version|words)\b", re.IGNORECASE)
AT_ODDS_COSINE = 0.3  # an account that says itself that two speakers disagree needs less likeness than a rule that guesses it


@dataclass(frozen=True, slots=True)
class Odds:
    """A remark that two speakers do not agree, two things that they say, and how alike these are (cosine)."""

    remark: Telling
    left: Telling
    right: Telling
    opposition: Opposition
    cosine: float


def find_odds(members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    """For each sentence that sets two speakers against each other, the pairs of what they say in that account that are alike enough, the most alike first."""
    for remark in members:
        remarks = remark.text if remark.statement is None else remark.beside
        if remark.whole and _pattern().search(remarks) and SAYING.search(remark.text):
            yield from _oppose(remark, members, cosines)


def at_odds(left: Telling, right: Telling) -> Opposition:
    """The account says itself that what these two speakers say does not go together."""
    return Opposition(Reason.POLARITY, "rule:en.at-odds", left.told, right.told)


def _oppose(remark: Telling, members: Sequence[Telling], cosines: Vectors) -> Iterator[Odds]:
    here = [at for at, telling in enumerate(members) if telling.document == remark.document and telling.statement is not None]
    said = [members[at] for at in here if members[at].id != remark.id]
    speakers = _find_speakers(remark, said)
    itself = remark.statement is not None and bool(_itself().search(remark.beside))
    pairs = [
        (float(cosines[left, right]), -left, -right)
        for left in here
        for right in here
        if left < right and members[left].source != members[right].source and {members[left].source, members[right].source} <= speakers
        if itself == (remark.id in (members[left].id, members[right].id))
    ]
    for cosine, left, right in sorted(pairs, reverse=True):
        if cosine >= AT_ODDS_COSINE:
            one, other = members[-left], members[-right]
            yield Odds(remark, one, other, at_odds(one, other), cosine)


def _find_speakers(remark: Telling, said: Sequence[Telling]) -> frozenset[str | None]:
    """Whom the remark speaks of; where it names only one, also who spoke last before it ("his statement is at odds with what she said")."""
    named = {telling.source for telling in said if telling.source in remark.people}
    before = [telling for telling in said if telling.anchor < remark.anchor and telling.source is not None and telling.source not in named]
    return frozenset(named | {before[-1].source} if len(named) == 1 and before else named)


@cache
def _itself() -> re.Pattern[str]:
    """By what a speaker sets what he says himself, there, against another's words: "Roe, contradicting Doe, said"."""
    return any_of(word for word in load_words("en", "opposites")["at_odds"] if word.endswith("ing"))


@cache
def _pattern() -> re.Pattern[str]:
    return any_of(load_words("en", "opposites")["at_odds"])
