"""What the page shows: records of records, ready for the templates."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.export.marks import Paragraph
from onrecord.export.origins import Arrow, Picture
from onrecord.export.reading import Group, Mode
from onrecord.records import Accounts, CutPlace, EditKind, Reason, RelationKind, Run, Severity, Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Verbatim words with the link to where they stand. `href` leads into the full text below."""

    words: str
    document: str
    account: int
    language: str
    start: int
    end: int
    href: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A column. `number` counts from 1, as the keys do."""

    number: int
    name: str
    id: str
    title: str | None
    published: str | None
    byline: str | None
    path: str
    sha256: str
    language: str
    words: int
    statements: int
    speakers: int
    credits: tuple[Place, ...]
    owned: int
    loaded: tuple["Reasoned", ...]
    text: tuple[tuple[bool, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """Something with its basis: what, the rule in words, how sure, the places that it rests on."""

    what: str
    by: str
    why: str
    score: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTelling:
    place: Place
    speaker: str
    short: str
    via: str | None
    told_to: str | None
    mode: Mode
    slug: str
    letter: str | None
    basis: Reasoned | None
    told_in: str
    ruled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSide:
    letter: str
    best: ShownTelling
    role: str | None
    chips: tuple[ShownTelling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    id: str
    number: int
    marks: tuple[tuple[Group, str], ...]
    accounts: Accounts
    sources: Sources
    sides: tuple[ShownSide, ...]
    cells: tuple[tuple[ShownTelling, ...], ...]
    reasons: tuple[Reasoned, ...]
    quotations: tuple[int, ...]
    kinds: tuple[RelationKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClash:
    row: int
    reason: Reason
    left: ShownSide
    right: ShownSide
    basis: Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a quotation: the places that have it, and its words piece by piece as (words, start, end, what became of them)."""

    places: tuple[Place, ...]
    pieces: tuple[tuple[str, int, int, EditKind | None], ...]
    changes: tuple["Change", ...]
    basis: Reasoned | None
    severity: Severity = Severity.NONE
    losses: tuple[Reasoned, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Edits of one kind: whether the text shows them, and the words on either side of each."""

    kind: EditKind
    where: CutPlace | None
    marked: bool
    pairs: tuple[tuple[Place, Place], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuotation:
    """One utterance, its fullest version first."""

    number: int
    speaker: str
    versions: tuple[Version, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Words by which a source is called, how often in each account, and why they are taken to mean this source."""

    words: str
    counts: tuple[int, ...]
    mentions: tuple[str, ...]
    first: Place
    basis: Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSource:
    """`mention` is the id of the mention that names it best."""

    id: str
    mention: str
    name: str
    kind: str
    roles: tuple[str, ...]
    counts: tuple[int, ...]
    aliases: tuple[Alias, ...]
    basis: Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRuling:
    """A person's decision: the program's words before and between the two places, who, when, and the note."""

    id: str
    what: tuple[str, str]
    left: Place | None
    right: Place | None
    user: str
    at: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A copied passage: each wording with the places that have it, and the credit lines that cover it."""

    reworded: bool
    wordings: tuple[tuple[Place, ...], ...]
    credits: tuple[Place, ...]
    basis: Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArrow:
    """A line of the picture of who takes from whom, with the places that say so."""

    arrow: Arrow
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContrast:
    """A statement that two accounts introduce differently: the cues as (words, place, stance), and what they introduce."""

    source: str
    cues: tuple[tuple[Place, str], ...]
    told: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What happened to the words between the accounts, beside quotations and passages."""

    picture: Picture
    arrows: tuple[ShownArrow, ...]
    leftovers: tuple[Reasoned, ...]
    introduced: tuple[tuple[str, tuple[tuple[tuple[Place, int, str], ...], ...]], ...]
    contrasts: tuple[ShownContrast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of one group."""

    group: Group
    slug: str
    note: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything on the page, in its order."""

    accounts: tuple[Account, ...]
    wide: bool
    total: int
    counts: tuple[tuple[Group, str, int, int], ...]
    bar: tuple[tuple[str, int], ...]
    by_accounts: tuple[str, ...]
    by_sources: Mapping[Sources, int]
    clash: ShownClash | None
    sections: tuple[Section, ...]
    quotations: tuple[ShownQuotation, ...]
    head_quotations: int
    same_quotes: int
    sources: tuple[ShownSource, ...]
    passages: tuple[ShownPassage, ...]
    rulings: tuple[ShownRuling, ...]
    traced: Traced
    rules: tuple[tuple[str, str], ...]
    run: Run
