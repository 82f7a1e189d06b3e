"""How accounts introduce their sources, as tables: each source's cues by account, and what is introduced in two ways."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.export.reading import Reading
from onrecord.records import Anchor, Introduction, Stance

STANCES = {
    Stance.CLAIMING: "stands apart from it",
    Stance.CONCEDING: "takes it as so",
    Stance.KNOWING: "takes it as so",
    Stance.DENYING: "says that it is not so",
    Stance.URGING: "wants or warns",
    Stance.JUDGING: "praises or blames",
    Stance.HEATED: "judges the tone",
}
# Stances by which an account tells its own view of what it reports; the others tell what the source does.
TELLING = frozenset({Stance.CLAIMING, Stance.CONCEDING, Stance.KNOWING, Stance.HEATED})
MOST = 12  # sources shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that introduce, how often, what stance they take (empty where none), and the first place."""

    words: str
    times: int
    stance: str
    first: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """One source: its cues account by account, in the order of the columns, the most frequent first."""

    source: str
    cells: tuple[tuple[Cue, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One statement of a source that two accounts introduce with different stances: each cue, and the words that it introduces."""

    source: str
    cues: tuple[Cue, ...]
    told: tuple[Anchor, ...]


def show_introduced(reading: Reading) -> tuple[Introduced, ...]:
    """The sources that two accounts introduce with reporting verbs, those with the most introductions first."""
    by_source: dict[str, list[Introduction]] = defaultdict(list)
    for one in reading.report.introductions:
        if one.stance:
            by_source[one.source].append(one)
    several = {source: found for source, found in by_source.items() if len({one.document for one in found}) > 1}
    first = sorted(several, key=lambda source: (-len(several[source]), reading.sources[source].name, source))[:MOST]
    return tuple(
        Introduced(
            source=reading.sources[source].name,
            cells=tuple(count_cues(reading, [one for one in several[source] if one.document == document]) for document in reading.columns),
        )
        for source in first
    )


def count_cues(reading: Reading, introductions: Sequence[Introduction]) -> tuple[Cue, ...]:
    """The cues of one source in one account."""
    found: dict[str, list[Introduction]] = defaultdict(list)
    for one in introductions:
        found[" ".join(reading.words(Anchor(one.document, one.cue)).lower().split())].append(one)
    return tuple(make_cue(reading, ones) for _, ones in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def make_cue(reading: Reading, introductions: Sequence[Introduction]) -> Cue:
    first = min(introductions, key=lambda one: one.cue)
    anchor = Anchor(first.document, first.cue)
    return Cue(words=reading.words(anchor), times=len(introductions), stance=STANCES.get(first.stance or Stance.NEUTRAL, ""), first=anchor)


def show_contrasts(reading: Reading) -> tuple[Contrast, ...]:
    """What accounts introduce with different stances, at least one of which tells the account's own view; each pair of accounts once."""
    by_statement = {one.statement: one for one in reading.report.introductions}
    found: dict[tuple[str, ...], Contrast] = {}
    for one in reading.report.introductions:
        for other in (by_statement[s] for s in one.same if s in by_statement):
            pair = sorted((one, other), key=lambda i: (reading.columns[i.document], i.cue))
            if one.stance != other.stance and TELLING & {one.stance, other.stance} and None not in (one.stance, other.stance):
                found.setdefault(tuple(i.statement for i in pair), make_contrast(reading, pair))
    return tuple(found[key] for key in sorted(found, key=lambda key: (found[key].source, key)))


def make_contrast(reading: Reading, pair: Sequence[Introduction]) -> Contrast:
    contents = [reading.statements[one.statement].content for one in pair]
    return Contrast(
        source=reading.sources[pair[0].source].name,
        cues=tuple(make_cue(reading, [one]) for one in pair),
        told=tuple(Anchor(one.document, content[0]) for one, content in zip(pair, contents, strict=True) if content),
    )
