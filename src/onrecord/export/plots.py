"""A report as plots: who speaks where, how the accounts stand on each claim, what was said when. They need Altair."""

from types import ModuleType
from typing import TYPE_CHECKING

from onrecord.errors import FormatError
from onrecord.export.reading import Group, Reading
from onrecord.export.tables import Cell, make_tables, pick
from onrecord.records import Report

if TYPE_CHECKING:
    import altair

# The page's own colours; shape and words say the same again.
COLOURS = {
    Group.DIFFER: "#a33b12",
    Group.CONFLICT: "#a11b3c",
    Group.CHANGED: "#805b00",
    Group.AGREE: "#2b6a3b",
    Group.PERHAPS: "#4d6450",
    Group.NONE: "#693b9c",
    Group.ONE: "#4a5568",
    Group.DISMISSED: "#85807a",
}
SHADES = ["#f3f1eb", "#9db4cf"]
COLUMN = 110  # pixels of an account
MOST_SPEAKERS = 25  # of a plot; those with most statements


def find_altair() -> ModuleType:
    try:
        import altair
    except ImportError as error:
        raise FormatError("Altair is not installed: pip install 'onrecord[notebook]'") from error
    return altair


def plot_speakers(report: Report) -> "altair.LayerChart":
    """Who speaks where: speakers by accounts, the number of statements in each field."""
    alt = find_altair()
    rows = keep_loudest(pick(make_tables(report)["sources"], ("name", "outlet", "statements")))
    base = alt.Chart(alt.Data(values=rows), title="Who speaks where").encode(
        x=alt.X("outlet:N", title=None, sort=name_columns(report), axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("name:N", title=None, sort=alt.EncodingSortField("statements", op="sum", order="descending")),
    )
    shown = base.mark_rect().encode(color=alt.Color("statements:Q", title="statements", scale=alt.Scale(range=SHADES, domainMin=0), legend=None))
    chart: altair.LayerChart = shown + base.mark_text().encode(text="statements:Q", color=alt.value("#1e1d1a")).properties(width=alt.Step(COLUMN))
    return chart


def plot_agreement(report: Report) -> "altair.Chart":
    """How the accounts stand on each claim: a column an account, a row a claim, in the order of the page."""
    alt = find_altair()
    rows = pick(make_tables(report)["claims"], ("row", "outlet", "group", "side", "mode", "speaker", "words"))
    scale = alt.Scale(domain=[str(group) for group in COLOURS], range=list(COLOURS.values()))
    chart: altair.Chart = (
        alt.Chart(alt.Data(values=rows), title="What the accounts tell of each claim")
        .mark_point(filled=True, size=90, opacity=1)
        .properties(width=alt.Step(COLUMN))
        .encode(
            x=alt.X("outlet:N", title=None, sort=name_columns(report), axis=alt.Axis(orient="top", labelAngle=0)),
            y=alt.Y("row:O", title="claim"),
            color=alt.Color("group:N", title=None, scale=scale),
            shape=alt.Shape("mode:N", title="carried"),
            tooltip=["row:O", "group:N", "side:N", "outlet:N", "speaker:N", "mode:N", "words:N"],
        )
    )
    return chart


def plot_timeline(report: Report) -> "altair.Chart":
    """Who is quoted when: statements by the day on which their account was published. Accounts without a date are left out."""
    alt = find_altair()
    told = pick(make_tables(report)["statements"], ("speaker", "outlet", "published", "words", "form"))
    rows = [row | {"day": str(row["published"])[:10]} for row in told if row["published"] and row["speaker"]]
    chart: altair.Chart = (
        alt.Chart(alt.Data(values=rows), title="Who is quoted when")
        .mark_circle(opacity=1)
        .properties(width=alt.Step(COLUMN))
        .encode(
            x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("speaker:N", title=None),
            size=alt.Size("count():Q", title="statements", legend=alt.Legend(tickCount=3, format="d")),
            color=alt.Color("outlet:N", title=None),
            tooltip=["speaker:N", "outlet:N", "day:O", "count():Q"],
        )
    )
    return chart


def name_columns(report: Report) -> list[str]:
    reading = Reading(report)
    return [reading.name(document) for document in reading.columns]


def keep_loudest(rows: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """The rows of the speakers with most statements."""
    said: dict[Cell, int] = {}
    for row in rows:
        said[row["name"]] = said.get(row["name"], 0) + int(row["statements"] or 0)
    kept = sorted((name for name in said if said[name]), key=lambda name: (-said[name], str(name)))[:MOST_SPEAKERS]
    return [row for row in rows if row["name"] in kept and row["statements"]]
