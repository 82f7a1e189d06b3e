"""Two bare sentences, without accounts around them: the same features, rules and pair model as for tellings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.models import Models
from onrecord.models.pairs import Judged
from onrecord.proposition.differences import DIFFERENCES, compare_words, is_exchanged, is_flipped, is_in_order, is_near, is_restated
from onrecord.proposition.oppose import JUDGED, Opposition, find_reason
from onrecord.proposition.pairs import FEATURES, find_near
from onrecord.proposition.stance import STANCES, compare_stances, find_stances
from onrecord.proposition.telling import Frame, Telling, read_tellings
from onrecord.proposition.verdicts import chance
from onrecord.proposition.weights import RELATE_AGREES, RELATE_CONFLICTS, STANCE
from onrecord.proposition.words import stem, tokens, weight
from onrecord.records import Anchor, Annotated, Source

USED = (
    "cosine", "words shared", "words contained", "rare contained", "names shared", "numbers shared", "covered less", "covered more", "met less", "missing more",
)  # fmt: skip
ENDED = re.compile(r"[.!?][\"'”’)]*\s*$")  # as sentences end, and headlines do not
PASSIVE = re.compile(r"(?:is|are|was|were|been|be|being)\b", re.IGNORECASE)
HEARSAY = frozenset(("hearsay",))
ALONE = ("numbers swapped", "dates swapped", "negation differs", "hedged once")  # what counts more where nothing else differs
SPEAKERS = ("other source", "said once", "denied once")
SURE = 2.0  # by how much the pair model must prefer a conflict to be trusted where two sentences share their words, but not their order; set by hand
HEADLINES = ("headlines", "headlines agree", "headlines conflict", "headlines stance")
ROLES = ("other doer", "roles same", "roles crossed")
RELATED = (
    "said agrees", "said conflicts", "opposed", "numbers differ", "names differ", "stance", *USED, *DIFFERENCES, *SPEAKERS, *ROLES, "near", "near opposed",
    *(f"near {name}" for name in ALONE), *HEADLINES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relatedness:
    """Probabilities that two sentences tell the same and that they contradict each other, and what collides.

    `restated`: one is the other in nearly its words; `shifted`: so it is, but somebody else says it, or only one hedges it; `flipped`: the words are the
    same but for a number, a day, a name or a negation, or for two phrases that have changed places.
    """

    agrees: float
    conflicts: float
    opposition: Opposition | None
    restated: bool = False
    shifted: bool = False
    flipped: bool = False


def relate_articles(articles: Sequence[Annotated], sources: Sequence[Source], models: Models) -> Relatedness:
    """What two sentences, each an article of its own, are to each other."""
    a, b = (article.document.text for article in articles)
    tellings = read_tellings(articles, sources)
    values, opposition = describe(articles, sources, tellings, models.pairs.judge([(a, b)])[0], models)
    agrees, conflicts = (_weigh(values, weights) for weights in (RELATE_AGREES, RELATE_CONFLICTS))
    opposed = opposition is not None and opposition.rule != JUDGED
    found = dict(zip(RELATED, values, strict=True))
    heard = [find_stances(text) & HEARSAY for text in ((a, b) if not all(article.statements for article in articles) else map(_drop_cues, articles))]
    hedged = bool(found["hedged once"]) or heard[0] != heard[1]
    shifted = (bool(found["near"]) and hedged) or (bool(found["other source"]) and _tell_the_same(articles, tellings))
    flipped = is_flipped(a, b, found) or is_exchanged(a, b)
    apart = opposed or shifted or flipped or bool(found["other doer"])
    known = is_in_order(a, b, found) or bool(found["roles same"]) or found["said conflicts"] - found["said agrees"] < SURE
    restated = not apart and known and is_restated(a, b, found) and not _are_turned(_part(articles, tellings))
    return Relatedness(round(chance(agrees), 4), round(chance(conflicts), 4), opposition, restated, shifted, flipped)


def _drop_cues(article: Annotated) -> str:
    """The text without its words of saying: where both sentences have a speaker, "reported" beside one is no hearsay; "is alleged" is, by whomever."""
    text = article.document.text
    cues = [statement.cue for statement in article.statements if statement.cue and not PASSIVE.match(text, statement.cue.start)]
    return "".join(" " if any(cue.start <= at < cue.end for cue in cues) else mark for at, mark in enumerate(text))


def _weigh(values: Sequence[float], weights: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weights[name] * value for name, value in zip(RELATED, values, strict=True))


def describe(
    articles: Sequence[Annotated], sources: Sequence[Source], tellings: Sequence[Telling], said: Judged, models: Models
) -> tuple[tuple[float, ...], Opposition | None]:
    """The values of RELATED, and the surest opposition between the two."""
    documents = [article.document.id for article in articles]
    sides = _part(articles, tellings)
    told = find_near(tellings, models.encoder)
    across = [at for at, (left, right) in enumerate(told.pairs) if tellings[left].document != tellings[right].document]
    widest = max(across, key=lambda at: (sum(len(tellings[place].text) for place in told.pairs[at]), -at), default=None)
    values = {} if widest is None else dict(zip(FEATURES, told.values[widest].tolist(), strict=True))
    found = [opposition for at in across for opposition in told.oppositions[at]]
    opposition = _find_opposition(found, sides, documents)
    differ = opposition is not None and opposition.rule == "rule:en.number"
    names = [frozenset().union(*(telling.names for telling in side)) for side in sides]
    opposed = float(bool(found))
    apart = compare_words(*(article.document.text for article in articles))
    near = float(is_near(apart))
    headlines = float(not any(ENDED.search(article.document.text) for article in articles))
    stance = weigh_stances(*(article.document.text for article in articles))
    row = (
        said.agrees - said.other,
        said.conflicts - said.other,
        opposed,
        float(differ or _numbers_differ(sides)),
        float(bool(names[0] - names[1]) and bool(names[1] - names[0])),
        stance,
        *(values.get(name, 0.0) for name in USED),
        *apart.values(),
        *_compare_speakers(sides, {source.id: source.name for source in sources}),
        *_compare_roles(sides),
        near,
        near * opposed,
        *(near * apart[name] for name in ALONE),
        headlines,
        headlines * (said.agrees - said.other),
        headlines * (said.conflicts - said.other),
        headlines * stance,
    )
    return row, opposition


def _part(articles: Sequence[Annotated], tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of each article."""
    return [[telling for telling in tellings if telling.document == article.document.id] for article in articles]


def _tell_the_same(articles: Sequence[Annotated], tellings: Sequence[Telling]) -> bool:
    """Whether what the two say, without who says it, is nearly one."""
    texts = {article.document.id: article.document.text for article in articles}
    said = [[t for t in side if t.statement] for side in _part(articles, tellings)]
    if not all(said):
        return False
    told = [max((t.told.span for t in side), key=lambda span: span.end - span.start) for side in said]
    words = [texts[article.document.id][span.start : span.end] for article, span in zip(articles, told, strict=True)]
    return is_near(compare_words(*words))


def _compare_speakers(sides: Sequence[Sequence[Telling]], names: Mapping[str, str]) -> tuple[float, ...]:
    """The values of SPEAKERS; two speakers are others when no word of one's name or description is in the other's."""
    words = [{word for telling in side if telling.source for word in map(stem, tokens(names[telling.source])) if weight(word) > 0} for side in sides]
    said = [any(telling.statement for telling in side) for side in sides]
    denied = [any(telling.denied for telling in side) for side in sides]
    return float(all(words) and not words[0] & words[1]), float(said[0] != said[1]), float(denied[0] != denied[1])


def _compare_roles(sides: Sequence[Sequence[Telling]]) -> tuple[float, ...]:
    """The values of ROLES: a deed that both tell has another doer in each; somewhere the same doer and object; somewhere these two exchanged."""
    frames = [[frame for telling in side for frame in telling.frames] for side in sides]
    pairs = [(f, g) for f in frames[0] for g in frames[1] if f.predicate == g.predicate]
    same = any(_doers(f) & _doers(g) and f.patient & g.patient for f, g in pairs)
    crossed = any(_doers(f) & g.patient or f.patient & _doers(g) for f, g in pairs) and not same
    return float(_other_doer(*sides)), float(same), float(crossed)


def _are_turned(sides: Sequence[Sequence[Telling]]) -> bool:
    """Whether somewhere the doer in one is what the deed is done to in the other and the other way round, whatever the deeds are called."""
    frames = [[frame for telling in side for frame in telling.frames] for side in sides]
    return any(_doers(f) & g.patient and _doers(g) & f.patient for f in frames[0] for g in frames[1])


def _doers(frame: Frame) -> frozenset[str]:
    """Who does it, by id and by words: what is a source in one sentence may be none in the other."""
    return frame.agent | frame.doer


def _other_doer(one: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether some deed that both tell has another doer in each."""
    doers = [{(frame.predicate, _doers(frame)) for telling in side for frame in telling.frames if frame.agent} for side in (one, other)]
    deeds = {deed for deed, _ in doers[0]} & {deed for deed, _ in doers[1]}
    return any(not any(a & b for d, a in doers[0] for e, b in doers[1] if d == e == deed) for deed in sorted(deeds))


def weigh_stances(one: str, other: str) -> float:
    """How much what the two do with a claim (deny, doubt, uphold, pass on) speaks for a conflict: a logistic sum."""
    return STANCE["bias"] + sum(STANCE[name] * value for name, value in zip(STANCES, compare_stances(one, other), strict=True))


def _numbers_differ(sides: Sequence[Sequence[Telling]]) -> bool:
    values = [{quantity.value for telling in side for quantity in telling.quantities} for side in sides]
    return bool(values[0]) and bool(values[1]) and not values[0] & values[1]


def _find_opposition(found: Sequence[Opposition], sides: Sequence[Sequence[Telling]], documents: Sequence[str]) -> Opposition | None:
    """What a rule sees, the left place in the first document; else what differs between the two."""
    if not found and not all(sides):
        return None
    first = found[0] if found else find_reason(sides[0][0], sides[1][0])
    places: tuple[Anchor, Anchor] = (first.left, first.right) if first.left.document == documents[0] else (first.right, first.left)
    return Opposition(first.reason, first.rule, *places)
