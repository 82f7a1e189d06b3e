"""How likely two tellings are one claim, and how likely they contradict each other: features of both and, for the nearest, the pair model's word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.models import Models, Vectors
from onrecord.models.pairs import Judged
from onrecord.proposition.oppose import Opposition
from onrecord.proposition.pairs import FEATURES, Pair, find_pairs
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
    pairs = find_pairs(tellings, models.encoder)
    quick = {(pair.left, pair.right): (weigh(pair.values, AGREES), weigh(pair.values, CONFLICTS)) for pair in pairs}
    asked = choose(pairs, quick, round(ASKED * len(tellings)))
    said = dict(zip(asked, models.pairs.judge([(tellings[left].reads, tellings[right].reads) for left, right in asked]), strict=True))
    return {(pair.left, pair.right): _decide(tellings, pair, quick[pair.left, pair.right], said.get((pair.left, pair.right))) for pair in pairs}


def choose(pairs: Sequence[Pair], quick: Mapping[tuple[int, int], tuple[float, float]], most: int) -> list[tuple[int, int]]:
    """The pairs worth the pair model's time, at most so many: likely ones of either kind."""
    worth = {(pair.left, pair.right): chance(quick[pair.left, pair.right][0]) + WORTH * chance(quick[pair.left, pair.right][1]) for pair in pairs}
    return sorted(sorted(worth, key=lambda key: (-worth[key], key))[:most])


def _decide(tellings: Sequence[Telling], pair: Pair, quick: tuple[float, float], judged: Judged | None) -> Verdict:
    if judged is None:
        return Verdict(round(chance(quick[0]), 4), 0.0, pair.oppositions)
    one_account = tellings[pair.left].document == tellings[pair.right].document
    values = describe(quick, judged, one_account=one_account, opposed=bool(pair.oppositions))
    return Verdict(round(chance(weigh(values, FINAL_AGREES)), 4), round(chance(weigh(values, FINAL_CONFLICTS)), 4), pair.oppositions)


def describe(quick: tuple[float, float], judged: Judged, *, one_account: bool, opposed: bool) -> tuple[float, ...]:
    """The values of SAID."""
    return (*quick, judged.agrees - judged.other, judged.conflicts - judged.other, float(one_account), float(opposed))


def weigh(values: Sequence[float], weights: Mapping[str, float]) -> float:
    """The logistic sum before the logistic: bias and weights by name, in the order of FEATURES or SAID."""
    names = FEATURES if len(values) == len(FEATURES) else SAID
    return weights["bias"] + sum(weights[name] * value for name, value in zip(names, values, strict=True))


def chance(total: float) -> float:
    return float(1 / (1 + np.exp(-total)))
