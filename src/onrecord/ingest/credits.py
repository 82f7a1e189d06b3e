"""Credits: places that name where the words or the picture come from. Precision first: an undetected credit costs less than an invented one."""

import re
from collections.abc import Iterable, Iterator

from onrecord.lang import load_words
from onrecord.records import Block, BlockRole, Credit, CreditKind, Span

# A name: capitalised words, joined by small ones that names hold; no sentence. Possessive, so that no line can make it try every split.
PART = r"(?:(?:[A-Z]\.)++|(?:St|Mt|Dr)\.|[A-Z0-9][\w’'&-]*+(?:\.[\w’'&-]++)*+|[a-z]++[A-Z]\w*+)"
NAME = rf"{PART}(?:(?:[ \u00a0](?:of|the|and|for|de|la|&|via)\b)?[ \u00a0/]{PART}){{0,6}}+"
WIRES = "AP|AFP|Reuters|REUTERS|Getty|Getty Images|EPA|Bloomberg|Shutterstock|Associated Press|iStock"
PICTURE = "Photo|Photos|Image|Images|Picture|Photograph|Graphic|Illustration|PHOTO|IMAGE"
REPORT = "(?:report|story|article|piece)"
PIECE = "report|story|article|piece|post|column|essay"
KNOWN = "|".join(re.escape(name) for name in sorted(load_words("en", "outlets")["names"], key=lambda name: (-len(name), name)))
OUTLET = rf"(?:{KNOWN})|(?:{PART}[ \u00a0]){{1,3}}(?:{'|'.join(load_words('en', 'outlets')['words'])})"
# A longer line is prose.
MAX_LINE = 400
# A whole line (or block) that is a credit and nothing else.
WHOLE = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (CreditKind.SOURCE, rf"(?:Source|SOURCE|Via|VIA|Credit|CREDIT|Courtesy)(?: of)?\s?:\s?(?P<name>{NAME})"),
        (CreditKind.COPYRIGHT, rf"(?:©|\([cC]\)|Copyright ?©)[ \u00a0]?(?:\d{{4}}[ \u00a0])?(?P<name>(?!\d){NAME})"),
        (CreditKind.PICTURE, rf"[(\[]?(?:{PICTURE})(?: credit)?s?(?: by)?\s?(?::|\bby|\bcourtesy of)\s?(?P<name>{NAME})[)\]]?"),
        (CreditKind.PICTURE, rf"[(\[]?(?P<name>(?:{WIRES})) (?:Photo|photo)(?:/{NAME})?[)\]]?"),
        (CreditKind.WIRE, rf"(?P<name>[^\W\d_][^\n/|]{{1,60}} ?(?:/|\bvia\b) ?(?:{WIRES}))"),
        (CreditKind.WIRE, rf"(?P<name>(?:{WIRES}))"),
        (
            CreditKind.REPORTING,
            rf"[(\[]?(?:(?:With )?[Aa]dditional [Rr]eporting|Reporting|Writing|With reporting)(?: and \w+)? by (?P<name>{NAME})\b[^\n]{{0,300}}",
        ),
        (CreditKind.REPORTING, rf"(?:The )?(?P<name>{NAME})(?: [^.!?\n]{{0,200}}|,[^.!?\n]{{0,200}})? contributed to (?:this|the) {REPORT}"),
    )
)
# Anywhere in a block that is read: an explicit saying that others wrote or first printed it, or to which outlet it was said.
INSIDE = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            CreditKind.FIRST,
            rf"(?:This|The) (?:{PIECE}) (?:was )?(?:originally|first) (?:appeared|published|ran|printed) (?:in |on |at |by )?(?:the )?(?P<name>{NAME})",
        ),
        (CreditKind.FIRST, rf"(?:Originally|First) published (?:in|on|at|by) (?:the )?(?P<name>{NAME})"),
        (CreditKind.FIRST, rf"\bfirst (?:reported|revealed|disclosed|obtained|published)(?: on \w+day| last week)? by (?:the )?(?P<name>{NAME})"),
        (CreditKind.FIRST, rf"\b(?P<name>(?:The )?(?:{OUTLET})) (?:was the first to report|first reported)\b"),
        (CreditKind.REPORTING, rf"(?:[Aa]dditional|With) reporting (?:by|from) (?:the )?(?P<name>{NAME})"),
        (CreditKind.PICTURE, rf"\((?:Photo|Image|Photo credit|Image credit|Credit):? (?:by |courtesy of )?(?P<name>{NAME})\)"),
        (CreditKind.PICTURE, rf"\((?P<name>(?:AP|AFP|Reuters|REUTERS) Photo(?:/{NAME})?)\)"),
        (CreditKind.TOLD, rf"\b(?:told|tells) (?P<name>(?:[Tt]he )?(?:{OUTLET}))(?!['’]|[\w-])"),
        (CreditKind.TOLD, rf"\b(?:interview|appearance|remarks|statement) (?:with|on|to) (?P<name>(?:[Tt]he )?(?:{OUTLET}))(?![\w-])"),
    )
)
# A wire dateline opens a paragraph: "TOWN, Country (Wire) -" or "(Wire) -".
DATELINE = re.compile(r"(?:[A-Z]{2}[^\n()]{0,40})?\((?P<name>[A-Z][\w&. ]{1,24})\)[ \u00a0]?(?:--?|–|—)(?=\s|[A-Z“\"])")
ROLES = (BlockRole.BODY, BlockRole.CAPTION, BlockRole.CREDIT, BlockRole.BYLINE)


def is_credit(line: str) -> bool:
    """Whether a line is a credit and nothing else."""
    return len(line) <= MAX_LINE and any(pattern.fullmatch(line.rstrip(".")) for _, pattern in WHOLE)


def find_credits(text: str, blocks: Iterable[Block]) -> tuple[Credit, ...]:
    """The credits of a document in text order, none overlapping another; `name` lies inside `span`."""
    found = [credit for block in blocks if block.role in ROLES for credit in find_in_block(text, block)]
    found.sort(key=lambda credit: (credit.span.start, -credit.span.end))
    kept: list[Credit] = []
    for credit in found:
        if not kept or credit.span.start >= kept[-1].span.end:
            kept.append(credit)
    return tuple(kept)


def find_in_block(text: str, block: Block) -> Iterator[Credit]:
    """The credits of one block: the whole of it, its dateline, and explicit ones inside it."""
    start, end = block.span.start, block.span.end
    if end - start <= MAX_LINE and block.role in (BlockRole.CREDIT, BlockRole.CAPTION, BlockRole.BYLINE):
        stop = start + len(text[start:end].rstrip("."))
        found = [(kind, match) for kind, pattern in WHOLE if (match := pattern.fullmatch(text, start, stop))]
        for kind, match in found[:1]:
            yield make_credit(match, CreditKind.PICTURE if kind is CreditKind.WIRE and block.role is BlockRole.CAPTION else kind)
    if block.role == BlockRole.BODY and (match := DATELINE.match(text, start, end)):
        yield make_credit(match, CreditKind.WIRE)
    for kind, pattern in INSIDE:
        yield from (make_credit(match, kind) for match in pattern.finditer(text, start, end))


def make_credit(match: re.Match[str], kind: CreditKind) -> Credit:
    """The record of a match that has a group `name`."""
    return Credit(span=Span(*match.span()), name=Span(*match.span("name")), kind=kind)
