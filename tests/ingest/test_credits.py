"""Credits: explicit ones are found with their name, prose is not taken for one."""

import pytest

from onrecord.ingest import read_document
from onrecord.records import CreditKind

BODY = "The harbour bridge will stay shut until May, mayor Ann Lee said on Monday. She told reporters that the pillars had cracks."
FOUND = {
    "Source: Coastal Wire": ("Source: Coastal Wire", "Coastal Wire"),
    "© Harbour Pictures": ("© Harbour Pictures", "Harbour Pictures"),
    "Photo: Kim Dale/AP": ("Photo: Kim Dale/AP", "Kim Dale/AP"),
    "Kim Dale/Reuters": ("Kim Dale/Reuters", "Kim Dale/Reuters"),
    "NORTHWICK (Coastal) - The bridge is shut, the mayor said on Monday.": ("NORTHWICK (Coastal) -", "Coastal"),
    "(Reuters) - The bridge is shut, the mayor said on Monday.": ("(Reuters) -", "Reuters"),
    "Lee declined to comment, with additional reporting by Sam Roe in Eastwick.": ("additional reporting by Sam Roe", "Sam Roe"),
    "First published by The Northwick Lantern on Monday, and then by others.": ("First published by The Northwick Lantern", "The Northwick Lantern"),
    "This story originally appeared in The Coastal Courier.": ("This story originally appeared in The Coastal Courier", "The Coastal Courier"),
    "Kim Dale and Sam Roe contributed to this report.": ("Kim Dale and Sam Roe contributed to this report", "Kim Dale and Sam Roe"),
    "Reporting by Kim Dale; Editing by Sam Roe": ("Reporting by Kim Dale; Editing by Sam Roe", "Kim Dale"),
}
NONE = [
    "Lee told Reuters' lawyers nothing, and the Times’s editors less.",
    "The source: a man who knows the harbour and asked not to be named.",
    "Lee said that Reuters had asked her first.",
    "The story was told first by her brother (and by others) on Monday.",
    "He contributed to this disaster, Lee said.",
    "Lee (55) – a former captain – has led the town since 2019.",
]


@pytest.mark.parametrize("line", FOUND)
def test_a_credit_is_found_with_its_name(line: str) -> None:
    document = read_document(f"Bridge to stay shut\n\n{BODY}\n\n{line}\n\n{BODY} Again.".encode(), "a.txt")
    found = [(document.text[c.span.start : c.span.end], document.text[c.name.start : c.name.end]) for c in document.credits]
    assert found == [FOUND[line]]


KINDS = {
    "Source: Coastal Wire": CreditKind.SOURCE,
    "© Harbour Pictures": CreditKind.COPYRIGHT,
    "Photo: Kim Dale/AP": CreditKind.PICTURE,
    "Kim Dale/Reuters": CreditKind.WIRE,
    "(Reuters) - The bridge is shut, the mayor said on Monday.": CreditKind.WIRE,
    "The cracks were first reported by the Northwick Lantern on Monday.": CreditKind.FIRST,
    "The Northwick Courier first reported the cracks on Monday.": CreditKind.FIRST,
    "This story originally appeared in the Coastal Courier.": CreditKind.FIRST,
    "Kim Dale and Sam Roe contributed to this report.": CreditKind.REPORTING,
    "Lee told Reuters that the pillars would be mended by May.": CreditKind.TOLD,
    "In an interview with the Northwick Courier, Lee said the pillars would be mended.": CreditKind.TOLD,
}


@pytest.mark.parametrize("line", KINDS)
def test_a_credit_has_its_kind(line: str) -> None:
    document = read_document(f"Bridge to stay shut\n\n{BODY}\n\n{line}\n\n{BODY} Again.".encode(), "a.txt")
    assert [credit.kind for credit in document.credits] == [KINDS[line]]


@pytest.mark.parametrize("line", NONE)
def test_prose_is_no_credit(line: str) -> None:
    assert read_document(f"Bridge to stay shut\n\n{BODY}\n\n{line}\n\n{BODY} Again.".encode(), "a.txt").credits == ()


@pytest.mark.parametrize("line", ["A " * 190, "A," * 190, "A and " * 60, "Source: " + "A-" * 190, "(" * 390, "© " + "a" * 390])
def test_no_line_takes_long(line: str) -> None:
    read_document(f"{BODY}\n\n{line}\n\n{BODY}".encode(), "a.txt")
