"""Tables and plots of a report: every cell of words verbatim, readable by what reads Arrow."""

import pandas
import pyarrow
import pytest

import onrecord
from onrecord.export.tables import TYPES
from onrecord.records import Report


def test_every_row_of_words_is_the_slice_that_it_names(report: Report) -> None:
    texts = {article.document.id: article.document.text for article in report.articles}
    made = onrecord.tables(report)
    assert set(made) == set(TYPES)
    for name in ("statements", "claims"):
        frame = made[name].to_pandas()
        assert len(frame) == len(made[name]) > 3
        for row in frame.to_dict("records"):
            assert texts[row["document"]][row["start"] : row["end"]] == row["words"]


def test_arrow_takes_them_as_they_are(report: Report) -> None:
    for table in onrecord.tables(report).values():
        read = pyarrow.table(table)
        assert tuple(read.column_names) == table.columns
        assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


def test_an_empty_report_has_empty_tables_of_the_same_types(report: Report) -> None:
    from dataclasses import replace

    empty = onrecord.tables(replace(report, articles=(), sources=(), claims=(), findings=(), variants=()))
    for name, table in onrecord.tables(report).items():
        assert pyarrow.table(empty[name]).schema == pyarrow.table(table).schema
        assert isinstance(empty[name].to_pandas(), pandas.DataFrame)


def test_a_notebook_shows_words_as_words(report: Report) -> None:
    from dataclasses import replace

    from invented import make_report

    hostile = onrecord.tables(make_report(names=("<script>alert(1)</script>", "Ilva Brandt")))["statements"]
    shown = hostile._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    long = replace(hostile, rows=hostile.rows * 10)
    assert "more rows" in long._repr_html_()


def test_quotations_tell_what_went(report: Report) -> None:
    kinds = onrecord.tables(report)["quotations"].to_pandas()[["kind", "left_edit"]].to_dict("records")
    assert {"kind": "hedge dropped", "left_edit": "may be simply "} in kinds


@pytest.mark.parametrize("plot", [onrecord.plot_speakers, onrecord.plot_agreement, onrecord.plot_timeline])
def test_plots_are_valid_and_show_the_report(report: Report, plot: object) -> None:
    assert callable(plot)
    chart = plot(report).to_dict()
    assert chart["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    values = chart["data"]["values"] if "data" in chart else chart["layer"][0]["data"]["values"]
    assert values or plot is onrecord.plot_timeline
