"""Groups of tellings that are one claim: average linkage, so that no chain of weak links makes one claim of two."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import combinations

from onrecord.align.weights import WIDE

Key = tuple[int, int]


@dataclass(slots=True)
class Groups:
    """The groups while they grow, by their first member; sums of the pair scores between two groups: across documents, and within one."""

    members: dict[int, list[int]]
    documents: dict[int, Counter[str]]
    sums: dict[int, dict[int, tuple[float, float]]] = field(default_factory=dict)
    barred: dict[int, set[int]] = field(default_factory=dict)


def group_tellings(
    documents: Sequence[str], scores: Mapping[Key, float], apart: Set[Key], together: Sequence[Key], settings: tuple[float, float]
) -> list[list[int]]:
    """Groups of the tellings 0, 1, ... (given by the documents that they stand in), each sorted, in order of their first member.

    `scores` holds probabilities by index pair (smaller first; a missing pair counts as 0). `settings` are a threshold and a discount. Two groups are
    joined, the best first, while the mean over the pairs between them is at least the threshold and none of these pairs is in `apart`. Pairs across
    documents decide; where there are none, those within one do, at the discount: an account seldom tells one thing twice. The pairs `together` are
    joined before anything else.
    """
    groups = _start(documents, scores, apart)
    home = list(range(len(documents)))
    for left, right in together:
        one, other = sorted((home[left], home[right]))
        if one != other:
            _join(groups, one, other)
            home = [one if at == other else at for at in home]
    heap = [(-mean, key, (0, 0)) for left in groups.members for key, mean in _find_means(groups, left, settings)]
    heapify(heap)
    joined = Counter[int]()  # how often each group has grown: what was computed before is out of date
    while heap:
        _, (kept, gone), seen = heappop(heap)
        if kept in groups.members and gone in groups.members and seen == (joined[kept], joined[gone]):
            _join(groups, kept, gone)
            joined[kept] += 1
            for key, mean in _find_means(groups, kept, settings):
                heappush(heap, (-mean, key, (joined[key[0]], joined[key[1]])))
    return [sorted(group) for _, group in sorted(groups.members.items())]


def group_again(
    documents: Sequence[str], scores: Mapping[Key, float], apart: Set[Key], groups: Sequence[Sequence[int]], settings: tuple[float, float]
) -> list[list[int]]:
    """Further groups, of two tellings or more, from the pairs across documents that the groups part though they are likely: a sentence may tell several things.

    Repeated until no likely pair is left; what two sentences tell that both stand in claims of WIDE accounts or more is told there.
    """
    left = {
        (one, other): score
        for (one, other), score in scores.items()
        if score >= settings[0] and documents[one] != documents[other] and (one, other) not in apart
    }
    found: list[list[int]] = []
    new, widest = [list(group) for group in groups], Counter[int]()
    while new:
        for group in new:
            width = len({documents[at] for at in group})
            for at in group:
                widest[at] = max(widest[at], width)
        together = {pair for group in new for pair in combinations(sorted(group), 2)}
        left = {pair: score for pair, score in left.items() if pair not in together and min(widest[at] for at in pair) < WIDE}
        new = _group_some(documents, left, apart, settings)
        found += new
    return found


def _group_some(documents: Sequence[str], scores: Mapping[Key, float], apart: Set[Key], settings: tuple[float, float]) -> list[list[int]]:
    """The groups of two or more of the tellings that the scores are about."""
    some = sorted({at for pair in scores for at in pair})
    index = {at: number for number, at in enumerate(some)}
    inside = frozenset((index[one], index[other]) for one, other in apart if one in index and other in index)
    numbered = {(index[one], index[other]): score for (one, other), score in scores.items()}
    groups = group_tellings([documents[at] for at in some], numbered, inside, (), settings)
    return [[some[number] for number in group] for group in groups if len(group) > 1]


def _start(documents: Sequence[str], scores: Mapping[Key, float], apart: Set[Key]) -> Groups:
    count = range(len(documents))
    groups = Groups({at: [at] for at in count}, {at: Counter([documents[at]]) for at in count}, {at: {} for at in count}, {at: set() for at in count})
    for (left, right), score in sorted(scores.items()):
        groups.sums[left][right] = groups.sums[right][left] = (0.0, score) if documents[left] == documents[right] else (score, 0.0)
    for left, right in sorted(apart):
        groups.barred[left].add(right)
        groups.barred[right].add(left)
    return groups


def _find_means(groups: Groups, group: int, settings: tuple[float, float]) -> Iterator[tuple[Key, float]]:
    """The means of the group with each other one that it may join."""
    for other in groups.sums[group]:
        if other not in groups.barred[group]:
            key = min(group, other), max(group, other)
            mean = _mean(groups, *key, settings[1])
            if mean >= settings[0]:
                yield key, mean


def _mean(groups: Groups, left: int, right: int, discount: float) -> float:
    one, other = groups.documents[left], groups.documents[right]
    within = sum(number * other[document] for document, number in one.items() if document in other)
    across = len(groups.members[left]) * len(groups.members[right]) - within
    sums = groups.sums[left][right]
    return sums[0] / across if across else discount * sums[1] / within


def _join(groups: Groups, kept: int, gone: int) -> None:
    """Put the second group into the first."""
    groups.members[kept] += groups.members.pop(gone)
    groups.documents[kept] += groups.documents.pop(gone)
    for other, (across, within) in groups.sums.pop(gone).items():
        del groups.sums[other][gone]
        if other != kept:
            had = groups.sums[kept].get(other, (0.0, 0.0))
            groups.sums[kept][other] = groups.sums[other][kept] = (had[0] + across, had[1] + within)
    for other in groups.barred.pop(gone):
        groups.barred[other].discard(gone)
        if other != kept:
            groups.barred[kept].add(other)
            groups.barred[other].add(kept)
