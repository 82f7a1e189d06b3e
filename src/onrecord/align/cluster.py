"""Groups of tellings that are one claim: average linkage, so that no chain of weak links makes one claim of two."""

from collections.abc import Mapping, Sequence, Set


def group_tellings(
    count: int, scores: Mapping[tuple[int, int], float], apart: Set[tuple[int, int]], together: Sequence[tuple[int, int]], threshold: float
) -> list[list[int]]:
    """Groups of the indices 0..count-1, each sorted, in order of their first member.

    `scores` holds probabilities by index pair (smaller first; a missing pair counts as 0). Two groups are joined, the best first, while the mean over all pairs
    between them is at least `threshold` and none of these pairs is in `apart`; the pairs `together` are joined before anything else.
    """
    groups: dict[int, list[int]] = {at: [at] for at in range(count)}
    sums: dict[int, dict[int, float]] = {at: {} for at in range(count)}
    for (left, right), score in sorted(scores.items()):
        sums[left][right] = sums[right][left] = score
    barred: dict[int, set[int]] = {at: set() for at in range(count)}
    for left, right in sorted(apart):
        barred[left].add(right)
        barred[right].add(left)
    home = list(range(count))
    for left, right in together:
        if home[left] != home[right]:
            _join(groups, sums, barred, home, (min(home[left], home[right]), max(home[left], home[right])))
    while best := _find_best(groups, sums, barred, threshold):
        _join(groups, sums, barred, home, best)
    return [sorted(group) for _, group in sorted(groups.items())]


def _find_best(
    groups: Mapping[int, list[int]], sums: Mapping[int, Mapping[int, float]], barred: Mapping[int, Set[int]], threshold: float
) -> tuple[int, int] | None:
    best, found = threshold, None
    for left, row in sums.items():
        for right, total in row.items():
            mean = total / (len(groups[left]) * len(groups[right]))
            if left < right and right not in barred[left] and (mean > best or (mean == best and (found is None or (left, right) < found))):
                best, found = mean, (left, right)
    return found


def _join(groups: dict[int, list[int]], sums: dict[int, dict[int, float]], barred: dict[int, set[int]], home: list[int], pair: tuple[int, int]) -> None:
    """Put the second group into the first."""
    kept, gone = pair
    for member in groups[gone]:
        home[member] = kept
    groups[kept] += groups.pop(gone)
    for other, total in sums.pop(gone).items():
        del sums[other][gone]
        if other != kept:
            sums[kept][other] = sums[other][kept] = sums[kept].get(other, 0.0) + total
    for other in barred.pop(gone):
        barred[other].discard(gone)
        if other != kept:
            barred[kept].add(other)
            barred[other].add(kept)
