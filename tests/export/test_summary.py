"""The terminal summary: 80 columns, plain when piped, and nothing from an account can steer the terminal."""

from dataclasses import replace
from io import StringIO

from invented import make_report
from rich.console import Console

from onrecord.export.summary import print_summary
from onrecord.records import Report


def summarise(report: Report) -> str:
    out = StringIO()
    print_summary(report, Console(file=out, width=80, highlight=False), where="report.html")
    return out.getvalue()


def test_what_it_says(report: Report) -> None:
    shown = summarise(report)
    for words in (
        "What the accounts tell  0 differ · 2 agree · 1 one only",
        "What their sources say  1 disagree · 0 agree · 1 one source · 1 no source",
        "Largest conflict: one says it is so, the other that it is not",
        "carried [1] indirect, 95–124 · [2] second-hand, to the Gull, 49–74",
        "Marten Oskal: cut (not marked), hedge dropped (not marked)",
        "Written to report.html",
    ):
        assert words in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_no_words_of_an_account_steer_the_terminal() -> None:
    shown = summarise(make_report(names=("\x1b[31mRed\x1b]0;title\x07", "[bold]Ilva[/bold] \u202eBrandt"), junk="\x1b[2J\r\x9b1A[link=x]"))
    assert not set(shown) & set("\x1b\x07\x9b\r\u202e")
    assert "[bold]Ilva[/bold] Brandt" in shown


def test_a_report_without_findings(report: Report) -> None:
    shown = summarise(replace(report, findings=(), claims=(), variants=()))
    assert "No conflict between the accounts or their sources was found." in shown
