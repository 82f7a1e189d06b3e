"""How likely two tellings are one claim, and how likely they contradict each other: features of both and, for the nearest, the pair model's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models import Models, Vectors
from onrecord.models.pairs import Judged
from onrecord.proposition.oppose import Opposition
from onrecord.proposition.pairs import FEATURES, find_near
from onrecord.proposition.pieces import Values
from onrecord.proposition.telling import Telling, read_tellings
from onrecord.proposition.weights import AGREES, ASKED, CONFLICTS, FINAL_AGREES, FINAL_CONFLICTS, WORTH
from onrecord.records import Annotated, Source

SAID = ("quick agrees", "quick conflicts", "said agrees", "said conflicts", "one account", "opposed")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Probabilities that two tellings tell the same in the same sense, and that they cannot both be true; and what the rules found to collide in them."""

    agrees: float
    conflicts: float
    oppositions: tuple[Opposition, ...]


Verdicts = Mapping[tuple[int, int], Verdict]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything told in some accounts, and how it stands to each other: cosines of all pairs, verdicts on the near ones."""

    tellings: tuple[Telling, ...]
    cosines: Vectors
    verdicts: Verdicts


def compare_tellings(articles: Sequence[Annotated], sources: Sequence[Source], models: Models) -> Compared:
    """The tellings of the articles, compared with each other."""
    tellings = read_tellings(articles, sources)
    if not tellings:
        return Compared((), np.zeros((0, 0), np.float32), {})
    verdicts = judge_tellings(tellings, models)
    vectors = models.encoder.encode([telling.text for telling in tellings])
    return Compared(tellings, np.round(vectors @ vectors.T, 5), verdicts)


def judge_tellings(tellings: Sequence[Telling], models: Models) -> Verdicts:
    """The verdicts on all near pairs of tellings, by their indices (the smaller first).

    The pair model is asked about the most promising only, ASKED for each telling on average: its work grows with the accounts and not with their square.
    """
    near = find_near(tellings, models.encoder)
    quick = np.stack([weigh(near.values, AGREES, FEATURES), weigh(near.values, CONFLICTS, FEATURES)], axis=1)
    asked = choose(quick, round(ASKED * len(tellings)))
    judged = models.pairs.judge([(tellings[left].reads, tellings[right].reads) for left, right in (near.pairs[at] for at in asked)])
    said = dict(zip(asked, judged, strict=True))
    found = {}
    for at, (left, right) in enumerate(near.pairs):
        one_account = tellings[left].document == tellings[right].document
        found[left, right] = _decide((quick[at, 0], quick[at, 1]), near.oppositions[at], said.get(at), one_account=one_account)
    return found


def choose(quick: Values, most: int) -> list[int]:
    """Which pairs are worth the pair model's time, at most so many, by their quick sums for agreement and for conflict: likely ones of either kind."""
    worth = np.round(1 / (1 + np.exp(-quick[:, 0])) + WORTH / (1 + np.exp(-quick[:, 1])), 9)
    return sorted(np.argsort(-worth, kind="stable")[:most].tolist())


def _decide(quick: tuple[float, float], oppositions: tuple[Opposition, ...], judged: Judged | None, *, one_account: bool) -> Verdict:
    if judged is None:
        return Verdict(round(chance(quick[0]), 4), 0.0, oppositions)
    values = np.array(describe(quick, judged, one_account=one_account, opposed=bool(oppositions)))
    agrees, conflicts = (round(chance(float(weigh(values, weights, SAID))), 4) for weights in (FINAL_AGREES, FINAL_CONFLICTS))
    return Verdict(agrees, conflicts, oppositions)


def describe(quick: tuple[float, float], judged: Judged, *, one_account: bool, opposed: bool) -> tuple[float, ...]:
    """The values of SAID."""
    return (*quick, judged.agrees - judged.other, judged.conflicts - judged.other, float(one_account), float(opposed))


def weigh(values: Values, weights: Mapping[str, float], names: Sequence[str]) -> Values:
    """The logistic sums before the logistic: bias and weights by name, for values whose last axis are the names."""
    found: Values = np.round(weights["bias"] + values @ np.array([weights[name] for name in names]), 9)
    return found


def chance(total: float) -> float:
    return float(1 / (1 + np.exp(-total)))
