"""The picture of who takes from whom: those who are only credited on the left, the accounts on the right, a line for each kind of taking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.export.reading import Reading
from onrecord.records import Anchor, CreditKind, Flow, FlowKind, Origin

WIDTH, BOX, ROW, TOP = 720, 210, 52, 12  # user units of the picture
LEFT, RIGHT = 8, 400
NAME = 27  # letters of a name that fit a box
# What a line means, by what is known of it.
LINES: dict[CreditKind | FlowKind, tuple[str, str]] = {
    CreditKind.SOURCE: ("words", "names as its source"),
    CreditKind.WIRE: ("words", "carries a report of"),
    CreditKind.FIRST: ("words", "names as first"),
    CreditKind.REPORTING: ("words", "credits for reporting"),
    CreditKind.TOLD: ("told", "tells what somebody said to"),
    CreditKind.PICTURE: ("picture", "has a picture from"),
    CreditKind.COPYRIGHT: ("picture", "names the copyright of"),
    FlowKind.CANONICAL: ("passage", "names the same original page as"),
    FlowKind.PASSAGE: ("passage", "has a passage in common with"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An origin in the picture: its name as it fits, its number if it is an account, and its upper left corner."""

    name: str
    full: str
    number: int | None
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """What an account takes from an origin in one way: the path of the line, whether it has a head, the words, and the places that say so."""

    path: str
    style: str
    directed: bool
    origin: str
    account: str
    number: int
    what: str
    places: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The picture with its size in user units."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw_origins(reading: Reading) -> Picture:
    """The picture of a report's provenance. Without any flow it has no boxes."""
    provenance = reading.report.provenance
    accounts = sorted((o for o in provenance.origins if o.document), key=lambda o: reading.columns[o.document or ""])
    named = [origin for origin in provenance.origins if not origin.document]
    if not provenance.flows:
        return Picture(width=WIDTH, height=0, boxes=(), arrows=())
    places = {origin.id: (x, TOP + at * ROW) for x, side in ((LEFT, named), (RIGHT, accounts)) for at, origin in enumerate(side)}
    boxes = tuple(draw_box(origin, reading, places[origin.id]) for origin in (*named, *accounts))
    arrows = tuple(draw_arrows(provenance.flows, {origin.id: origin for origin in provenance.origins}, reading, places))
    return Picture(width=WIDTH, height=TOP + ROW * max(len(named), len(accounts)), boxes=boxes, arrows=arrows)


def draw_box(origin: Origin, reading: Reading, place: tuple[int, int]) -> Box:
    number = reading.columns[origin.document] + 1 if origin.document else None
    name = origin.name if len(origin.name) <= NAME else origin.name[: NAME - 1] + "…"
    return Box(name=name, full=origin.name, number=number, x=place[0], y=place[1])


def draw_arrows(flows: Sequence[Flow], origins: dict[str, Origin], reading: Reading, places: dict[str, tuple[int, int]]) -> Iterable[Arrow]:
    """One line for all flows of one kind between the same two."""

    def kind_of(flow: Flow) -> tuple[str, str, str, str, bool]:
        return (flow.account, flow.origin, *LINES[flow.credit or flow.kind], flow.directed)

    lines = [(key, tuple(group)) for key, group in groupby(sorted(flows, key=kind_of), kind_of)]
    lines.sort(key=lambda line: reading.columns[line[0][0]])
    seen: dict[tuple[str, str], int] = {}
    for (account, origin, style, what, directed), group in lines:
        step = seen.setdefault((account, origin), 0)
        seen[account, origin] += 1
        yield Arrow(
            path=draw_path(places[origin], places[account], step),
            style=style,
            directed=directed,
            origin=origins[origin].name,
            account=origins[account].name,
            number=reading.columns[account] + 1,
            what=what,
            places=tuple(dict.fromkeys(place for flow in group for place in flow.basis.evidence)),
        )


def draw_path(start: tuple[int, int], end: tuple[int, int], step: int) -> str:
    """From the right edge of a box on the left to an account's left edge; between two accounts, round their right edges. Further lines lie lower."""
    (x, y), (other_x, other_y), shift = start, end, 9 * step - 6
    if x == other_x:
        edge = x + BOX
        return f"M {edge} {y + 20 + shift} C {edge + 70} {y + 20} {edge + 70} {other_y + 20} {edge} {other_y + 20 + shift}"
    middle = (x + BOX + other_x) // 2
    return f"M {x + BOX} {y + 20 + shift} C {middle} {y + 20 + shift} {middle} {other_y + 20 + shift} {other_x} {other_y + 20 + shift}"
