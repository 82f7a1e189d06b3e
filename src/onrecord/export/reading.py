"""A report in the order in which people read it: numbered rows, the most contested first, each with what every account tells; the largest conflict."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from pathlib import PurePath

from onrecord.export.chains import ARROW
from onrecord.export.quotations import Quotation, find_quotations, is_changed
from onrecord.export.shapes import Texts, texts_of
from onrecord.records import (
    Accounts,
    Anchor,
    Basis,
    Claim,
    Decision,
    Document,
    Finding,
    Form,
    Member,
    QuoteVariant,
    Relation,
    RelationKind,
    Report,
    Ruling,
    Source,
    Sources,
    Span,
    Statement,
    Voice,
)
from onrecord.text import exact, overlap


class Group(StrEnum):
    """Under which heading a row stands, the most contested first. It is for sorting only: the two axes are shown beside it.

    A person has ruled that a dismissed one is of no use: it stands last, whatever else it is.
    """

    DIFFER = "Accounts differ"
    CONFLICT = "Sources disagree"
    CHANGED = "Quote changed"
    AGREE = "Agree"
    PERHAPS = "Perhaps the same"
    NONE = "No source"
    ONE = "One account only"
    DISMISSED = "Dismissed"


class Mode(StrEnum):
    """How an account carries what somebody said."""

    DIRECT = "direct"
    PART = "part quoted"
    INDIRECT = "indirect"
    SECOND = "second-hand"
    OWN = "own voice"


MODES = {Form.DIRECT: Mode.DIRECT, Form.MIXED: Mode.PART, Form.INDIRECT: Mode.INDIRECT}
LIKELY = 0.5  # below it the tellings of a row are less likely one claim than not: it is said to be unclear, not to agree
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One telling of a claim as it is shown: who, how, and the verbatim words with their place. `speaker_id` is None where nobody is named.

    `told_in` is the id of the statement or the own-voice record that tells it.
    """

    anchor: Anchor
    words: str
    account: int
    side: int
    speaker: str
    speaker_id: str | None
    via: str | None
    told_to: str | None
    mode: Mode
    basis: Basis | None
    told_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One claim of a row: its letter, and the telling that tells it best."""

    claim: Claim
    letter: str
    best: Telling
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding with its number on the page, and every heading that fits it; it stands under the first.

    `cells` holds the tellings account by account, in the order of the columns.
    """

    number: int
    marks: tuple[Group, ...]
    finding: Finding
    sides: tuple[Side, ...]
    cells: tuple[tuple[Telling, ...], ...]
    variants: tuple[QuoteVariant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two sides of a row that contradict each other."""

    row: Row
    relation: Relation
    left: Side
    right: Side


class Reading:
    """A report with its look-ups."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.texts: Texts = texts_of(report)
        self.documents: dict[str, Document] = {article.document.id: article.document for article in report.articles}
        self.columns: dict[str, int] = {document: at for at, document in enumerate(self.documents)}
        self.statements: dict[str, Statement] = {one.id: one for article in report.articles for one in article.statements}
        self.voices: dict[str, Voice] = {one.id: one for article in report.articles for one in article.voices}
        self.sources: dict[str, Source] = {source.id: source for source in report.sources}
        self.speakers: dict[str, Source] = {one: source for source in report.sources for one in source.statements}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in report.claims}
        self.rules: dict[str, str] = dict(report.run.rules)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every finding, the most contested first."""
        variants = find_variants(self.report.variants)
        drafts = sorted((draft_row(self, finding, variants) for finding in self.report.findings), key=rank_row)
        return tuple(replace(row, number=at) for at, row in enumerate(drafts, 1))

    @cached_property
    def counts(self) -> dict[Group, int]:
        """How many rows each heading fits."""
        return {group: sum(group in row.marks for row in self.rows) for group in Group}

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that nobody dismissed."""
        return tuple(row.finding for row in self.rows if Group.DISMISSED not in row.marks)

    @property
    def unsure(self) -> int:
        """How many rows agree only perhaps."""
        return self.counts[Group.PERHAPS]

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Utterances whose words are not the same in all accounts, those that lost a hedge first."""
        return find_quotations(self.report.variants)

    @cached_property
    def clash(self) -> Clash | None:
        """The conflict that most accounts carry, named speaker against named speaker and first-hand first; None when there is none."""
        clashes = [clash for row in self.rows if Group.DISMISSED not in row.marks for clash in find_clashes(row)]
        return min(clashes, key=rank_clash, default=None)

    @cached_property
    def ruled(self) -> frozenset[str]:
        """The statements whose speaker people decided."""
        return frozenset(decision.left for decision in self.report.decisions if decision.kind is Ruling.SPEAKER)

    @cached_property
    def places(self) -> dict[str, Anchor]:
        """Where a record stands that a decision may name, by its id."""
        voices = {one.id: Anchor(one.document, one.span) for one in self.voices.values()}
        return (
            {source.id: source.mentions[0].anchor for source in self.report.sources if source.mentions}
            | {finding.id: self.claims[finding.claims[0]].gist for finding in self.report.findings}
            | {claim.id: claim.gist for claim in self.report.claims}
            | {one.id: Anchor(one.document, one.content[0]) for one in self.statements.values() if one.content}
            | {one.id: Anchor(one.document, one.span) for article in self.report.articles for one in article.mentions}
            | voices
        )

    def words(self, anchor: Anchor) -> str:
        return exact(self.texts[anchor.document], anchor.span)

    def name(self, document: str) -> str:
        """What an account is called: its outlet, else its file's name."""
        meta = self.documents[document].meta
        return meta.outlet.value if meta.outlet else PurePath(meta.path).name


def find_variants(variants: Sequence[QuoteVariant]) -> Mapping[str, Sequence[QuoteVariant]]:
    """The changed quotations by the id of a statement that they stand in."""
    found: dict[str, list[QuoteVariant]] = defaultdict(list)
    for variant in filter(is_changed, variants):
        for statement in variant.statements:
            found[statement].append(variant)
    return found


def draft_row(reading: Reading, finding: Finding, variants: Mapping[str, Sequence[QuoteVariant]]) -> Row:
    """A row without its number."""
    sides = tuple(show_collision(make_side(reading, reading.claims[claim], at), finding.relations) for at, claim in enumerate(finding.claims))
    tellings = sorted((telling for side in sides for telling in side.tellings), key=lambda t: (t.account, t.anchor, t.side))
    cells = tuple(tuple(t for t in tellings if t.account == account) for account in range(len(reading.columns)))
    members = [member for claim in finding.claims for member in reading.claims[claim].members]
    dismissed = any(dismisses(decision, finding, sides) for decision in reading.report.decisions)
    changed = tuple({v.id: v for m in members for v in variants.get(m.statement or "", ()) if touches(v, m.anchor)}.values())
    return Row(number=0, marks=(Group.DISMISSED,) if dismissed else marks_of(finding, changed), finding=finding, sides=sides, cells=cells, variants=changed)


def dismisses(decision: Decision, finding: Finding, sides: Sequence[Side]) -> bool:
    """Whether a ruling takes a finding out: it names the finding, or something in its first claim and, where it names two, in another one."""
    if decision.kind is not Ruling.DISMISS or not decision.same:
        return False
    held = [{side.claim.id, *(t.told_in for t in side.tellings)} for side in sides]
    return decision.left == finding.id or (decision.left in held[0] and (not decision.right or any(decision.right in ids for ids in held[1:])))


def touches(variant: QuoteVariant, anchor: Anchor) -> bool:
    return any(side.document == anchor.document and overlap(side.span, anchor.span) for side in (variant.left, variant.right))


def marks_of(finding: Finding, changed: Sequence[QuoteVariant]) -> tuple[Group, ...]:
    """What makes a row contested, or the one heading of a row that is not."""
    contested = {Group.DIFFER: finding.accounts == Accounts.DIFFER, Group.CONFLICT: finding.sources == Sources.CONFLICT, Group.CHANGED: bool(changed)}
    found = tuple(group for group, fits in contested.items() if fits)
    if found:
        return found
    if finding.accounts == Accounts.AGREE:
        return (Group.AGREE if finding.basis.score >= LIKELY else Group.PERHAPS,)
    return (Group.NONE if finding.sources == Sources.NONE else Group.ONE,)


def rank_row(row: Row) -> tuple[int, int, int, Anchor]:
    accounts = sum(1 for cell in row.cells if cell)
    return (list(Group).index(row.marks[0]), -accounts, -sum(map(len, row.cells)), row.sides[0].claim.gist)


def make_side(reading: Reading, claim: Claim, at: int) -> Side:
    tellings = tuple(make_telling(reading, member, at) for member in claim.members)
    best = next((t for t in tellings if t.anchor == claim.gist), tellings[0])
    return Side(claim=claim, letter=LETTERS[at % len(LETTERS)], best=best, tellings=tellings)


def make_telling(reading: Reading, member: Member, side: int) -> Telling:
    statement = reading.statements.get(member.statement or "")
    voice = reading.voices.get(member.voice or "")
    source = reading.sources.get(member.source or "")
    inferred = statement or voice
    return Telling(
        anchor=member.anchor,
        words=reading.words(member.anchor),
        account=reading.columns[member.anchor.document],
        side=side,
        speaker=source.name if source else name_unresolved(reading, statement),
        speaker_id=source.id if source else None,
        via=name_teller(reading, statement),
        told_to=name_listener(reading, statement),
        mode=mode_of(statement),
        basis=inferred.basis if inferred else None,
        told_in=inferred.id if inferred else "",
    )


def name_unresolved(reading: Reading, statement: Statement | None) -> str:
    """Who speaks where no source is known: the account's own words for them, or the account itself."""
    if statement is None:
        return "The account itself"
    return exact(reading.texts[statement.document], statement.source) if statement.source else "An unnamed source"


def mode_of(statement: Statement | None) -> Mode:
    if statement is None:
        return Mode.OWN
    return Mode.SECOND if statement.within else MODES[statement.form]


def name_teller(reading: Reading, statement: Statement | None) -> str | None:
    """Through whom the account has it: the speakers of the enclosing statements, the outermost first."""
    names: list[str] = []
    while statement is not None and statement.within is not None:
        outer = reading.speakers.get(statement.within)
        statement = reading.statements.get(statement.within)
        names.append(outer.name if outer else name_unresolved(reading, statement))
    return ARROW.join(name for name, _ in groupby(reversed(names))) or None


def name_listener(reading: Reading, statement: Statement | None) -> str | None:
    """To whom it was said, here or in an enclosing statement."""
    while statement is not None:
        if statement.told_to:
            return exact(reading.texts[statement.document], statement.told_to)
        statement = reading.statements.get(statement.within or "")
    return None


def find_clashes(row: Row) -> Iterable[Clash]:
    sides = {side.claim.id: side for side in row.sides}
    for relation in row.finding.relations:
        if relation.kind == RelationKind.CONFLICTS and relation.left in sides and relation.right in sides:
            left, right = (best_at(sides[claim], relation.basis, at) for at, claim in enumerate((relation.left, relation.right)))
            yield Clash(row=row, relation=relation, left=left, right=right)


def show_collision(side: Side, relations: Sequence[Relation]) -> Side:
    """The side with the telling that collides, where it does, as its best one."""
    own = [relation for relation in relations if side.claim.id in (relation.left, relation.right)]
    if not own:
        return side
    surest = max(own, key=lambda relation: (relation.kind == RelationKind.CONFLICTS, relation.basis.score))
    return best_at(side, surest.basis, int(surest.right == side.claim.id))


def best_at(side: Side, basis: Basis, at: int) -> Side:
    """The side with the telling that the conflict rests on as its best one."""
    if at >= len(basis.evidence):
        return side
    place = basis.evidence[at]
    held = [t for t in side.tellings if t.anchor.document == place.document and overlap(t.anchor.span, place.span)]
    named = [t for t in held if t.speaker_id] or held
    return Side(claim=side.claim, letter=side.letter, best=named[0], tellings=side.tellings) if named else side


def rank_clash(clash: Clash) -> tuple[bool, bool, int, int, float, int, str, str]:
    left, right = clash.left.best, clash.right.best
    named = left.speaker_id is not None and right.speaker_id is not None
    accounts = sum(1 for cell in clash.row.cells if any(t.side in sides_of(clash) for t in cell))
    tellings = len(clash.left.tellings) + len(clash.right.tellings)
    hearsay = sum(telling.mode == Mode.SECOND for telling in (left, right))
    return (not named, left.speaker == right.speaker, hearsay, -accounts, -clash.relation.basis.score, -tellings, clash.relation.left, clash.relation.right)


def sides_of(clash: Clash) -> tuple[int, int]:
    return (clash.left.best.side, clash.right.best.side)


def span_label(span: Span) -> str:
    """Offsets as people read them."""
    return f"{span.start}–{span.end}"
