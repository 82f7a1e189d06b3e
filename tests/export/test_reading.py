"""The order in which a reader sees the findings, and what counts as the largest conflict."""

from dataclasses import replace

from onrecord.export.marks import Mark, style_marks
from onrecord.export.page import make_page
from onrecord.export.reading import Group, Mode, Reading
from onrecord.records import Decision, Report, Ruling, Span


def test_the_most_contested_come_first(report: Report) -> None:
    assert [row.marks for row in Reading(report).rows] == [(Group.CONFLICT,), (Group.CHANGED,), (Group.NONE,)]


def test_cells_say_who_and_how(report: Report) -> None:
    row = Reading(report).rows[0]
    told = [[(t.speaker, t.mode, t.via, t.told_to) for t in cell] for cell in row.cells]
    assert told == [
        [("Marten Oskal", Mode.INDIRECT, None, None)],
        [("Marten Oskal", Mode.SECOND, "an aide", "the Gull"), ("Ilva Brandt", Mode.INDIRECT, None, None)],
    ]


def test_the_largest_conflict_is_speaker_against_speaker(report: Report) -> None:
    clash = Reading(report).clash
    assert clash is not None
    assert (clash.left.best.speaker, clash.right.best.speaker) == ("Marten Oskal", "Ilva Brandt")
    assert (clash.left.best.words, clash.right.best.words) == ("Ilva Brandt accepted his word", "she did not accept his word")


def test_a_row_in_the_accounts_own_voice_has_no_source(report: Report) -> None:
    last = Reading(report).rows[-1]
    assert [t.speaker for cell in last.cells for t in cell] == ["The account itself"]
    assert last.cells[1] == ()


def test_every_finding_is_one_row_and_every_text_is_whole(report: Report) -> None:
    page = make_page(report)
    assert page.total == len(report.findings) == sum(n for _, n in page.bar)
    for article, account in zip(report.articles, page.accounts, strict=True):
        shown = "".join(segment.words for _, run in account.text for paragraph in run for segment in paragraph.segments)
        assert shown == "".join(article.document.text[b.span.start : b.span.end] for b in article.document.blocks)


def test_a_passage_of_several_rows_bears_the_colour_of_the_most_contested_one(report: Report) -> None:
    """Rows come in that order; a row that nobody contests and only one account tells has no colour."""
    plain, agreed, contested = (Mark(span=Span(0, 4), style=style, label="", row=row) for style, row in (("", 9), ("g-agree", 3), ("g-conflict", 1)))
    said = Mark(span=Span(0, 4), style="said", label="")
    assert list(style_marks([contested, agreed, plain, said])) == ["g-conflict", "said"]
    assert list(style_marks([plain, said, said])) == ["said"]
    for account in make_page(report).accounts:
        styles = [segment.styles for _, run in account.text for paragraph in run for segment in paragraph.segments]
        assert all(sum(style.startswith("g-") for style in some) <= 1 for some in styles)


def test_a_dismissed_finding_stands_last_and_is_not_counted(report: Report) -> None:
    before = Reading(report)
    lead = before.rows[0].sides[0].tellings[0].told_in
    ruling = Decision(left=lead, right="", same=True, user="ada", at="2031-01-01", kind=Ruling.DISMISS)
    after = Reading(replace(report, decisions=(ruling,)))
    assert after.rows[-1].finding == before.rows[0].finding
    assert after.rows[-1].marks == (Group.DISMISSED,)
    assert after.clash is None
    assert len(after.counted) == len(before.counted) - 1
    other = replace(ruling, right="s-0")
    assert [row.finding for row in Reading(replace(report, decisions=(other,))).rows] == [row.finding for row in before.rows]
