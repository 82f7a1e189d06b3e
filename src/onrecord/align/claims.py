"""Claims: the tellings of all accounts, grouped by what they tell."""

from collections.abc import Mapping, Sequence

from onrecord.align.cluster import group_again, group_tellings
from onrecord.align.weights import AGAIN, APART, DISCOUNT, ODDS, THRESHOLD
from onrecord.proposition import Compared, Telling, Verdict, find_odds
from onrecord.records import Basis, Claim, Decision, Member, Ruling, content_id
from onrecord.text import overlap

Scores = Mapping[tuple[int, int], float]
ONE_TELLING = (
    0.65  # how sure it is that nobody else tells a claim that has one telling: 1,463 of 2,226 such claims of the 30 events that the weights were fitted on
)


def align_claims(compared: Compared, decisions: Sequence[Decision] = ()) -> tuple[Claim, ...]:
    """The claims of some accounts, by the place of their first telling.

    A claim holds every place, in any account, where one proposition is told in one sense; most have one. A sentence that tells two things is in two claims.
    Everything that a statement or the outlet's own voice tells is in some claim, apart from questions, scraps of fewer than two words that mean something, and
    statements inside a sentence that name a thing and no
    deed. Decisions name two claims, statements or voices by id:
    `same` joins their tellings, otherwise they are kept apart. The order of the articles changes nothing.
    """
    tellings = compared.tellings
    if not tellings:
        return ()
    scores = {key: verdict.agrees for key, verdict in compared.verdicts.items()}
    apart = frozenset(key for key, verdict in compared.verdicts.items() if _excludes(tellings[key[0]], tellings[key[1]], verdict)) | _set_apart(compared)
    documents = [telling.document for telling in tellings]
    groups = group_tellings(documents, scores, apart, (), (THRESHOLD, DISCOUNT))
    ruled = _rule(tellings, [_make_claim(tellings, group, scores) for group in groups], groups, decisions)
    if any(ruled):
        groups = group_tellings(documents, scores, apart | ruled[1], sorted(ruled[0]), (THRESHOLD, DISCOUNT))
    kept = [group for group in groups if not _repeats(tellings, group)] + group_again(documents, scores, apart | ruled[1], groups, (AGAIN, DISCOUNT))
    return tuple(_make_claim(tellings, group, scores) for group in sorted(kept))


def same_claim() -> None:
    """These places tell the same: they share wording, names, numbers and meaning, and nothing in them stands against it."""


def one_telling() -> None:
    """Nobody else in these accounts was found to tell this."""


RULES = {"rule:en.same-claim": same_claim.__doc__ or "", "rule:en.one-telling": one_telling.__doc__ or ""}


def _excludes(a: Telling, b: Telling, verdict: Verdict) -> bool:
    """Whether two tellings cannot be one claim: one lies in the other, a rule finds them opposed, or they rather conflict than agree."""
    if a.document == b.document and overlap(a.anchor.span, b.anchor.span):
        return True
    return bool(verdict.oppositions) or verdict.conflicts > max(verdict.agrees, APART)


def _set_apart(compared: Compared) -> frozenset[tuple[int, int]]:
    """The index pairs that an account itself says are at odds."""
    index = {telling.id: at for at, telling in enumerate(compared.tellings)}
    nearest: dict[str, tuple[int, int]] = {}
    for odds in find_odds(compared.tellings, compared.cosines):
        left, right = sorted((index[odds.left.id], index[odds.right.id]))
        nearest.setdefault(odds.remark.id, (left, right))
    return frozenset(nearest.values())


def _repeats(tellings: Sequence[Telling], group: Sequence[int]) -> bool:
    """Whether the group is a scrap beside a statement, in the outlet's own voice, that nobody else tells and that tells of no deed done to anybody."""
    telling = tellings[group[0]]
    if len(group) > 1 or telling.whole or telling.voice is None:
        return False
    return not any(frame.agent and frame.patient for frame in telling.frames)


def _make_claim(tellings: Sequence[Telling], group: Sequence[int], scores: Scores) -> Claim:
    members = [tellings[at] for at in group]
    links = [scores.get((left, right), 0.0) for at, left in enumerate(group) for right in group[at + 1 :]]
    gist = max(group, key=lambda at: (sum(scores.get((min(at, other), max(at, other)), 0.0) for other in group if other != at), -at))
    evidence = tuple(member.told for member in members)
    by, score = ("rule:en.same-claim", _raise(sum(links) / len(links))) if links else ("rule:en.one-telling", ONE_TELLING)
    return Claim(
        id=content_id("claim", *(member.id for member in members)),
        gist=tellings[gist].told,
        members=tuple(Member(anchor=m.told, statement=m.statement, voice=m.voice, source=m.source) for m in members),
        basis=Basis(by=by, score=round(score, 4), evidence=evidence),
    )


def _raise(mean: float) -> float:
    return ODDS * mean / (1 - mean + ODDS * mean)


def _rule(
    tellings: Sequence[Telling], claims: Sequence[Claim], groups: Sequence[Sequence[int]], decisions: Sequence[Decision]
) -> tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """Index pairs that people's rulings join, and those that they keep apart; of two rulings on the same records the later one counts."""
    places: dict[str, list[int]] = {claim.id: list(group) for claim, group in zip(claims, groups, strict=True)}
    for at, telling in enumerate(tellings):
        for key in (telling.statement, telling.voice):
            if key is not None:
                places.setdefault(key, []).append(at)
    rulings: dict[tuple[int, int], bool] = {}
    for decision in sorted((d for d in decisions if d.kind is Ruling.SAME), key=lambda d: d.at):
        for left in places.get(decision.left, ()):
            for right in places.get(decision.right, ()):
                if left != right:
                    rulings[min(left, right), max(left, right)] = decision.same
    return frozenset(key for key, same in rulings.items() if same), frozenset(key for key, same in rulings.items() if not same)
