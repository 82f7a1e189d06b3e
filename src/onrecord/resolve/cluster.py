"""Groups of mentions that mean one: made of links, kept apart by what forbids them, and written down as sources."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Anchor

# Whether two groups may not be joined, and the rule that would join them.
Forbids = Callable[[frozenset[str], frozenset[str], str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two mentions that mean the same: `left` is the one explained, `right` the one that it goes to."""

    left: str
    right: str
    by: str
    score: float
    evidence: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """For each mention the group it is in, named by its smallest member; and the members of each group."""

    of: Mapping[str, str]
    members: Mapping[str, frozenset[str]]

    def all(self, mention: str) -> frozenset[str]:
        """The mentions in one group with this one."""
        return self.members[self.of[mention]]


def group(mentions: Iterable[str], links: Sequence[Link], forbids: Forbids) -> tuple[Groups, tuple[Link, ...]]:
    """The groups that the links make, surest first, and the links that were used; a link across a forbidden pair is left out."""
    of = {m: m for m in mentions}
    members: dict[str, frozenset[str]] = {m: frozenset((m,)) for m in of}
    used: list[Link] = []
    for link in sorted(links, key=lambda x: (-x.score, x.left, x.right, x.by)):
        a, b = of[link.left], of[link.right]
        if a == b:
            used.append(link)
            continue
        if forbids(members[a], members[b], link.by):
            continue
        joined = members.pop(a) | members.pop(b)
        root = min(a, b)
        members[root] = joined
        of.update(dict.fromkeys(joined, root))
        used.append(link)
    return Groups(of, members), tuple(used)


def explain(used: Iterable[Link]) -> dict[str, Link]:
    """For each mention the surest link that explains it."""
    best: dict[str, list[Link]] = defaultdict(list)
    for link in used:
        best[link.left].append(link)
    return {m: max(links, key=lambda x: (x.score, x.by, x.right)) for m, links in best.items()}
