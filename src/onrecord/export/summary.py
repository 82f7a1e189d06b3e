"""The comparison in one screen of a terminal."""

import re
from collections import Counter
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.export.quotations import Quotation
from onrecord.export.reading import Clash, Reading, Side, Telling, span_label
from onrecord.export.wording import EDITS, REASONS, SOURCES, STANDING, count, count_accounts, head
from onrecord.records import Anchor, EditKind, Report

CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
QUOTATIONS = 3  # quotations shown: more would push the conflict off a screen of 40 lines
INDENT = (0, 0, 0, 4)


def plain(words: str) -> str:
    """Words that are safe in a terminal: runs of white space, control characters and direction marks become one space."""
    return CONTROL.sub(" ", words).strip()


def print_summary(report: Report, console: Console, *, where: str) -> None:
    """Prints the accounts, the counts on both axes, the largest conflict, the changed quotations, and where the page is."""
    reading = Reading(report)
    console.print(Text(head(len(report.articles)), style="bold"))
    console.print(Text(STANDING, style="dim"))
    console.print()
    console.print(show_accounts(reading))
    console.print()
    console.print(show_counts(reading))
    console.print(show_clash(reading, reading.clash) if reading.clash else Text("\nNo conflict between the accounts or their sources was found."))
    for part in show_quotations(reading):
        console.print(part)
    console.print()
    console.print(Text.assemble("Written to ", (where, "bold")), soft_wrap=True)


def show_accounts(reading: Reading) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Account")
    for name in ("Words", "Statements", "Speakers"):
        table.add_column(name, justify="right", no_wrap=True)
    for at, article in enumerate(reading.report.articles):
        document = article.document
        title = document.meta.title.value if document.meta.title else ""
        words = sum(len(document.text[s.start : s.end].split()) for s in article.sentences)
        speakers = {reading.speakers[one.id].id for one in article.statements if one.id in reading.speakers}
        label = Text(plain(reading.name(document.id)), style="bold").append(f"\n{plain(title)}" if title else "", style="not bold")
        table.add_row(str(at + 1), label, f"{words:,}", str(len(article.statements)), str(len(speakers)))
    return table


def show_counts(reading: Reading) -> Table:
    accounts = Counter(finding.accounts for finding in reading.counted)
    sources = Counter(finding.sources for finding in reading.counted)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row("What the accounts tell", join(count_accounts(accounts, reading.unsure)))
    table.add_row("What their sources say", join(f"{sources[key]} {word}" for key, word in SOURCES.items()))
    table.add_row("Quotations", join((f"{len(reading.quotations)} changed on the way", f"{count(len(reading.report.passages), 'passage')} copied")))
    return table


def join(parts: Iterable[str]) -> str:
    return " · ".join(parts)


def show_clash(reading: Reading, clash: Clash) -> RenderableType:
    title = Text.assemble("\n", ("Largest conflict", "bold red"), f": {REASONS[clash.relation.reason]}")
    return Group(title, show_side(reading, clash.left), Padding(Text("against", style="dim"), (0, 0, 0, 2)), show_side(reading, clash.right))


def show_side(reading: Reading, side: Side) -> RenderableType:
    best = side.best
    via = f" (as told by {plain(best.via)})" if best.via and best.via != best.speaker else ""
    speaker = Text(f"  {plain(best.speaker)}", style="bold").append(via, style="not bold")
    carried = (f"[{t.account + 1}] {t.mode}{f', to {plain(t.told_to)}' if t.told_to else ''}, {span_label(t.anchor.span)}" for t in unique(side.tellings))
    return Group(speaker, Padding(quote(best), INDENT), Padding(Text(f"carried {join(carried)}", style="dim"), INDENT))


def unique(tellings: tuple[Telling, ...]) -> tuple[Telling, ...]:
    """One telling an account and mode, in the order of the accounts."""
    first = {(t.account, t.mode): t for t in reversed(tellings)}
    return tuple(first[key] for key in sorted(first))


def quote(telling: Telling) -> Text:
    return Text(f"[{telling.account + 1}] {plain(telling.words)}", style="italic")


def show_quotations(reading: Reading) -> list[RenderableType]:
    shown = [show_quotation(reading, quotation) for quotation in reading.quotations[:QUOTATIONS]]
    more = len(reading.quotations) - QUOTATIONS
    rest = [Text(f"  and {more} more on the page", style="dim")] if more > 0 else []
    return [Text("\nQuotations that changed on the way", style="bold"), *shown, *rest] if shown else []


def show_quotation(reading: Reading, quotation: Quotation) -> RenderableType:
    variants = [witness.variant for witness in quotation.witnesses]
    source = reading.sources.get(variants[0].source or "")
    edits = (edit for variant in variants for edit in variant.edits if edit.kind != EditKind.IDENTICAL)
    kinds = dict.fromkeys((EDITS[edit.kind], "marked" if edit.marked else "not marked") for edit in edits)
    changes = ", ".join(f"{kind} ({marked})" for kind, marked in kinds)
    return Group(
        Text(f"  {plain(source.name if source else 'Nobody named')}", style="bold").append(f": {changes}", style="not bold"),
        *(Padding(show_version(reading, anchor), INDENT) for anchor in (variants[0].left, *(variant.right for variant in variants))),
    )


def show_version(reading: Reading, anchor: Anchor) -> Text:
    return Text(f"[{reading.columns[anchor.document] + 1}] {plain(reading.words(anchor))} ", style="italic").append(
        span_label(anchor.span), style="not italic dim"
    )
