"""People's rulings on who is and is not the same: they win over every rule."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from onrecord.records import Decision, Ruling, Source
from onrecord.resolve.cluster import Link
from onrecord.resolve.reading import Reading
from onrecord.resolve.rules import DECISION


@dataclass(frozen=True, slots=True)
class Rulings:
    """Links that must hold, and pairs of sets of mentions that must stay apart."""

    links: tuple[Link, ...] = ()
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()

    def forbid(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether joining two groups would put two ruled-apart ones together."""
        return any((a & x and b & y) or (a & y and b & x) for x, y in self.apart)

    def joined(self, group: frozenset[str]) -> bool:
        """Whether a ruling joined mentions of this group, so that its names need not be one name."""
        return any(link.left in group and link.right in group for link in self.links)


def read_rulings(decisions: Sequence[Decision], sources: Sequence[Source], readings: Sequence[Reading], known: Rulings) -> Rulings:
    """The rulings on the sources as they are now; ids that name neither a source nor a mention concern other records and are passed over."""
    mentions = {r.mention.id: frozenset((r.mention.id,)) for reading in readings for r in reading.references}
    by_id = mentions | {s.id: frozenset(m.mention for m in s.mentions) for s in sources}
    heads = {s.id: next(m.mention for m in s.mentions if m.anchor == s.basis.evidence[0]) for s in sources}
    links, apart = dict.fromkeys(known.links), dict.fromkeys(known.apart)
    made = sorted((d for d in decisions if d.kind is Ruling.SAME), key=lambda d: (d.at, d.left, d.right, d.user))
    latest = {frozenset((decision.left, decision.right)): decision for decision in made}
    for decision in latest.values():
        left, right = by_id.get(decision.left), by_id.get(decision.right)
        if left is None or right is None or left == right:
            continue
        if decision.same:
            links[Link(left=heads.get(decision.left, min(left)), right=heads.get(decision.right, min(right)), by=DECISION, score=2.0)] = None
        else:
            apart[left, right] = None
    return Rulings(tuple(links), tuple(apart))


def rule_speakers(sources: Sequence[Source], decisions: Sequence[Decision], statements: Collection[str]) -> tuple[Source, ...]:
    """The sources with each of these statements where people ruled that it belongs.

    A ruling that it is not said by its source, or by nobody known (`right` is empty), leaves it without a speaker. The last ruling counts.
    """
    homes = {mention.mention: source.id for source in sources for mention in source.mentions} | {source.id: source.id for source in sources}
    made = sorted((d for d in decisions if d.kind is Ruling.SPEAKER), key=lambda d: d.at)
    rulings = {d.left: d for d in made if d.left in statements and (d.right in homes or not (d.right or d.same))}
    if not rulings:
        return tuple(sources)

    def says(source: Source, statement: str) -> bool:
        ruling = rulings.get(statement)
        if ruling is None:
            return statement in source.statements
        if not ruling.same:
            return bool(ruling.right) and homes[ruling.right] != source.id and statement in source.statements
        return homes[ruling.right] == source.id

    return tuple(replace(source, statements=tuple(sorted(s for s in {*source.statements, *rulings} if says(source, s)))) for source in sources)
