"""Two bare sentences, without accounts around them: the same features, rules and pair model as for tellings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.models import Models
from onrecord.models.pairs import Judged
from onrecord.proposition.differences import DIFFERENCES, compare_words, is_restated
from onrecord.proposition.oppose import JUDGED, Opposition, find_reason
from onrecord.proposition.pairs import FEATURES, Pair, find_pairs
from onrecord.proposition.stance import STANCES, compare_stances
from onrecord.proposition.telling import Telling, read_tellings
from onrecord.proposition.verdicts import chance
from onrecord.proposition.weights import RELATE_AGREES, RELATE_CONFLICTS, STANCE
from onrecord.records import Anchor, Annotated, Source

USED = (
    "cosine", "words shared", "words contained", "rare contained", "names shared", "numbers shared", "covered less", "covered more", "met less", "missing more",
)  # fmt: skip
RELATED = ("said agrees", "said conflicts", "opposed", "numbers differ", "names differ", "stance", *USED, *DIFFERENCES)


@dataclass(frozen=True, slots=True)
class Relatedness:
    """Probabilities that two sentences tell the same and that they contradict each other, what collides, and whether one is the other in nearly its words."""

    agrees: float
    conflicts: float
    opposition: Opposition | None
    restated: bool = False


def relate_articles(articles: Sequence[Annotated], sources: Sequence[Source], models: Models) -> Relatedness:
    """What two sentences, each an article of its own, are to each other."""
    a, b = (article.document.text for article in articles)
    sides = _part(articles, read_tellings(articles, sources))
    values, opposition = describe(articles, sources, models.pairs.judge([(a, b)])[0], models)
    agrees, conflicts = (_weigh(values, weights) for weights in (RELATE_AGREES, RELATE_CONFLICTS))
    opposed = opposition is not None and opposition.rule != JUDGED
    return Relatedness(round(chance(agrees), 4), round(chance(conflicts), 4), opposition, not opposed and is_restated(a, b) and not _other_doer(*sides))


def _weigh(values: Sequence[float], weights: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weights[name] * value for name, value in zip(RELATED, values, strict=True))


def describe(articles: Sequence[Annotated], sources: Sequence[Source], said: Judged, models: Models) -> tuple[tuple[float, ...], Opposition | None]:
    """The values of RELATED, and the surest opposition between the two."""
    tellings = read_tellings(articles, sources)
    documents = [article.document.id for article in articles]
    sides = _part(articles, tellings)
    pairs = [pair for pair in find_pairs(tellings, models.encoder) if tellings[pair.left].document != tellings[pair.right].document]
    widest = max(pairs, key=lambda pair: (len(tellings[pair.left].text) + len(tellings[pair.right].text), -pair.left, -pair.right), default=None)
    values = dict(zip(FEATURES, widest.values, strict=True)) if widest else {}
    opposition = _find_opposition(pairs, sides, documents)
    differ = opposition is not None and opposition.rule == "rule:en.number"
    names = [frozenset().union(*(telling.names for telling in side)) for side in sides]
    row = (
        said.agrees - said.other,
        said.conflicts - said.other,
        float(any(pair.oppositions for pair in pairs)),
        float(differ or _numbers_differ(sides)),
        float(bool(names[0] - names[1]) and bool(names[1] - names[0])),
        weigh_stances(*(article.document.text for article in articles)),
        *(values.get(name, 0.0) for name in USED),
        *compare_words(*(article.document.text for article in articles)),
    )
    return row, opposition


def _part(articles: Sequence[Annotated], tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of each article."""
    return [[telling for telling in tellings if telling.document == article.document.id] for article in articles]


def _other_doer(one: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether some deed that both tell has another doer in each."""
    doers = [{(frame.predicate, frame.agent) for telling in side for frame in telling.frames if frame.agent} for side in (one, other)]
    deeds = {deed for deed, _ in doers[0]} & {deed for deed, _ in doers[1]}
    return any(not any(a & b for d, a in doers[0] for e, b in doers[1] if d == e == deed) for deed in sorted(deeds))


def weigh_stances(one: str, other: str) -> float:
    """How much what the two do with a claim (deny, doubt, uphold, pass on) speaks for a conflict: a logistic sum."""
    return STANCE["bias"] + sum(STANCE[name] * value for name, value in zip(STANCES, compare_stances(one, other), strict=True))


def _numbers_differ(sides: Sequence[Sequence[Telling]]) -> bool:
    values = [{quantity.value for telling in side for quantity in telling.quantities} for side in sides]
    return bool(values[0]) and bool(values[1]) and not values[0] & values[1]


def _find_opposition(pairs: Sequence[Pair], sides: Sequence[Sequence[Telling]], documents: Sequence[str]) -> Opposition | None:
    """What a rule sees, the left place in the first document; else what differs between the two."""
    found = [opposition for pair in pairs for opposition in pair.oppositions]
    if not found:
        if not all(sides):
            return None
        found = [find_reason(sides[0][0], sides[1][0])]
    first = found[0]
    places: tuple[Anchor, Anchor] = (first.left, first.right) if first.left.document == documents[0] else (first.right, first.left)
    return Opposition(first.reason, first.rule, *places)
