"""Two bare sentences: what the probabilities come to."""

from onrecord.judge.weights import AGREE_FROM, CONFLICT_FROM, FLIPPED, MARGIN, RESTATED
from onrecord.proposition import Relatedness
from onrecord.records import PairKind, Related


def judge_pair(found: Relatedness) -> Related:
    """A restatement agrees. Otherwise the kind is that of the larger probability, or unclear where the two stand closer than the margin.

    The same words but for a number, a day, a name or a negation, or with two phrases exchanged, conflict; nearly the same words by somebody else, or hedged
    once, do not agree. A conflict has its reason and the two places.
    """
    if found.restated:
        return Related(kind=PairKind.AGREES, conflict=min(found.conflicts, RESTATED))
    conflict = max(found.conflicts, FLIPPED) if found.flipped else found.conflicts
    kind = _find_kind(0.0 if found.shifted or found.flipped else found.agrees, conflict)
    if kind not in (PairKind.CONFLICTS, PairKind.UNCLEAR) or found.opposition is None:
        return Related(kind=kind, conflict=conflict)
    opposition = found.opposition
    return Related(kind=kind, conflict=conflict, reason=opposition.reason, left=opposition.left.span, right=opposition.right.span)


def _find_kind(agrees: float, conflicts: float) -> PairKind:
    over = {PairKind.AGREES: agrees - AGREE_FROM, PairKind.CONFLICTS: conflicts - CONFLICT_FROM}
    kind, other = sorted(over, key=lambda key: -over[key])
    if over[kind] < 0:
        return PairKind.UNRELATED
    return PairKind.UNCLEAR if over[other] >= 0 and over[kind] - over[other] < MARGIN else kind
