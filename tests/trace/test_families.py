"""Families of versions: one root, the fullest, and no circles; and how severe a change is, with its reason."""

from collections.abc import Callable

import pytest

from onrecord.records import Annotated, EditKind, Family, QuoteVariant, Severity
from onrecord.resolve import resolve_sources
from onrecord.text import exact
from onrecord.trace import RULES, trace_families, trace_quotes

Read = Callable[[str], Annotated]
FULL = "“The mill was perhaps sold in all but name before the vote, and nobody asked the weavers,” Greta Holm said.\n"
MIDDLE = "“The mill was sold in all but name before the vote,” Greta Holm said on Monday.\n"
SHORT = "Greta Holm called it “sold in all but name.”\n"
AGAIN = "Greta Holm said the mill was “sold in all but name” on Tuesday.\n"


def trace(read: Read, *texts: str) -> tuple[tuple[QuoteVariant, ...], tuple[Family, ...], dict[str, str]]:
    articles = tuple(sorted(map(read, texts), key=lambda article: article.document.id))
    variants = trace_quotes(articles, resolve_sources(articles, ()))
    return variants, trace_families(variants), {article.document.id: article.document.text for article in articles}


def test_a_family_has_the_fullest_version_at_its_root(read_account: Read) -> None:
    variants, (family,), texts = trace(read_account, SHORT, FULL, AGAIN, MIDDLE)
    words = [exact(texts[version.places[0].document], version.places[0].span) for version in family.versions]
    assert words[0].startswith("The mill was perhaps")
    assert words[-1].startswith("sold in all but name")
    assert len(family.versions[-1].places) == 2
    assert all(fuller < shorter for fuller, shorter in family.links)
    assert {shorter for _, shorter in family.links} == set(range(1, len(family.versions)))
    assert {one for version in family.versions for one in version.variants} <= {variant.id for variant in variants}
    assert family.source is not None


def test_two_utterances_are_two_families(read_account: Read) -> None:
    other = "“The trams will not run before the snow is cleared,” Dora Pell said.\n"
    assert len(trace(read_account, FULL + "\n" + other, MIDDLE + "\n" + other)[1]) == 2


def test_no_variants_no_families() -> None:
    assert trace_families(()) == ()


@pytest.mark.parametrize(
    ("other", "severity", "lost"),
    [
        ("“The dam was never inspected before the spring flood,” Omar Tessel said.", Severity.NONE, []),
        ("Omar Tessel said that the dam was never inspected before the spring flood.", Severity.SHOWN, [EditKind.MARKS_REMOVED]),
        ("“The dam was never inspected ...,” Omar Tessel said.", Severity.SHOWN, [EditKind.CUT]),
        ("“The dam was never inspected,” Omar Tessel said.", Severity.SLIGHT, [EditKind.CUT]),
        ("“The dam was inspected before the spring flood,” Omar Tessel said.", Severity.GRAVE, [EditKind.NEGATION_LOST]),
        ("“The dam was never repaired before the spring flood,” Omar Tessel said.", Severity.GRAVE, [EditKind.WORDS_CHANGED]),
    ],
)
def test_severity_comes_with_what_the_reader_cannot_know(read_account: Read, other: str, severity: Severity, lost: list[EditKind]) -> None:
    full = "“The dam was never inspected before the spring flood,” Omar Tessel said.\n"
    variants, _, texts = trace(read_account, full, other + "\n\nHe left.\n")
    variant = min(variants, key=lambda v: v.left)
    assert variant.severity is severity
    assert len(variant.losses) == len(lost)
    assert all(loss.by in RULES and loss.evidence for loss in variant.losses)
    assert all(exact(texts[place.document], place.span) for loss in variant.losses for place in loss.evidence)
