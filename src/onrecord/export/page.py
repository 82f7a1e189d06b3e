"""What the page shows, made ready for the templates: no HTML here, and no judgement that is not in the report."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.decisions import decision_id
from onrecord.export.chains import NOBODY, find_chain, print_chain
from onrecord.export.collation import WHOLE, cut_version
from onrecord.export.marks import Mark, mark_text
from onrecord.export.quotations import Quotation, Witness, is_changed, join_places
from onrecord.export.reading import Group, Mode, Reading, Row, Side, Telling, span_label
from onrecord.export.shown import (
    Account,
    Alias,
    Change,
    Page,
    Place,
    Reasoned,
    Section,
    ShownClash,
    ShownPassage,
    ShownQuotation,
    ShownRow,
    ShownRuling,
    ShownSide,
    ShownSource,
    ShownTelling,
    Version,
)
from onrecord.export.traced import show_traced
from onrecord.export.wording import REASONS, count_accounts, word_ruling
from onrecord.records import (
    Anchor,
    Annotated,
    Basis,
    Edit,
    EditKind,
    MentionKind,
    PassageKind,
    QuoteVariant,
    RelationKind,
    Report,
    Source,
    SourceKind,
    SourceMention,
    Span,
    Voice,
    VoiceKind,
)

WIDE = 5  # from this many accounts on a cell shrinks to symbols (page design; ten columns fit 1440 px)
SLUGS = {
    Group.DIFFER: "differ",
    Group.CONFLICT: "conflict",
    Group.CHANGED: "changed",
    Group.AGREE: "agree",
    Group.PERHAPS: "perhaps",
    Group.NONE: "none",
    Group.ONE: "one",
    Group.DISMISSED: "dismissed",
}
FOLD_NOTES = {
    Group.PERHAPS: "that two accounts may tell alike: it is unclear",
    Group.NONE: "in an account’s own voice, with no source given",
    Group.ONE: "that no other account tells",
    Group.DISMISSED: "that somebody ruled to be of no use",
}
VERBS = {
    RelationKind.CONFLICTS: "contradicts",
    RelationKind.UNCLEAR: "may contradict",
    RelationKind.CHANGED: "tells otherwise, but of another day, than",
}
MARK_STYLES = {group: f"g-{SLUGS[group]}" for group in (Group.DIFFER, Group.CONFLICT, Group.CHANGED, Group.AGREE)}
MODE_SLUGS = {Mode.DIRECT: "direct", Mode.PART: "part", Mode.INDIRECT: "indirect", Mode.SECOND: "second", Mode.OWN: "own"}
VOICE_LABELS = {VoiceKind.OWN_CLAIM: "in the account's own voice", VoiceKind.EVALUATIVE: "evaluative words", VoiceKind.LOADED: "loaded words"}
HEAD_QUOTATIONS = 3


@dataclass(slots=True)
class Shower:
    """Turns records into what is shown, and remembers to which starts the page links."""

    reading: Reading
    starts: dict[str, set[int]] = field(default_factory=dict)

    def place(self, anchor: Anchor) -> Place:
        document = self.reading.documents[anchor.document]
        column = self.reading.columns[anchor.document] + 1
        self.starts.setdefault(anchor.document, set()).add(anchor.span.start)
        return Place(
            words=self.reading.words(anchor),
            document=anchor.document,
            account=column,
            language=document.language,
            start=anchor.span.start,
            end=anchor.span.end,
            href=f"#a{column}-{anchor.span.start}",
            label=span_label(anchor.span),
        )

    def reasoned(self, what: str, basis: Basis) -> Reasoned:
        places = tuple(self.place(anchor) for anchor in basis.evidence)
        return Reasoned(what=what, by=basis.by, why=explain(self.reading.rules, basis.by), score=basis.score, places=places)

    def telling(self, telling: Telling, letter: str | None) -> ShownTelling:
        return ShownTelling(
            place=self.place(telling.anchor),
            speaker=telling.speaker,
            short=self.short(telling),
            via=telling.via if telling.via != telling.speaker else None,
            told_to=telling.told_to,
            mode=telling.mode,
            slug=MODE_SLUGS[telling.mode],
            letter=letter,
            basis=self.reasoned(telling.speaker, telling.basis) if telling.basis else None,
            told_in=telling.told_in,
            ruled=telling.told_in in self.reading.ruled,
        )

    def short(self, telling: Telling) -> str:
        """A name for a narrow column: a person's last name."""
        source = self.reading.sources.get(telling.speaker_id or "")
        if source is None:
            return "own voice" if telling.mode == Mode.OWN else telling.speaker
        return source.name.split()[-1] if source.kind == SourceKind.PERSON and source.name.split() else source.name

    def side(self, side: Side) -> ShownSide:
        source = self.reading.sources.get(side.best.speaker_id or "")
        chips = {(t.account, t.mode, t.speaker): t for t in reversed(side.tellings)}
        return ShownSide(
            letter=side.letter,
            best=self.telling(side.best, side.letter),
            role=source.roles[0] if source and source.roles else None,
            chips=tuple(self.telling(chips[key], side.letter) for key in sorted(chips)),
        )

    def row(self, row: Row, numbers: Mapping[str, int]) -> ShownRow:
        several = len(row.sides) > 1
        return ShownRow(
            id=row.finding.id,
            number=row.number,
            marks=tuple((group, SLUGS[group]) for group in row.marks),
            accounts=row.finding.accounts,
            sources=row.finding.sources,
            sides=tuple(self.side(side) for side in row.sides),
            cells=tuple(tuple(self.telling(t, row.sides[t.side].letter if several else None) for t in cell) for cell in row.cells),
            reasons=tuple(self.reasons(row)),
            quotations=tuple(sorted({numbers[variant.id] for variant in row.variants})),
            kinds=tuple(sorted({relation.kind for relation in row.finding.relations})),
        )

    def reasons(self, row: Row) -> Iterable[Reasoned]:
        """Why the row is as it is: each relation, each claim that has more than one telling, the finding. No place is shown twice."""
        letters = {side.claim.id: side.letter for side in row.sides}
        told = {telling.anchor for side in row.sides for telling in side.tellings}
        shown = {place for relation in row.finding.relations for place in relation.basis.evidence}
        for relation in row.finding.relations:
            left, right = (letters.get(claim, "?") for claim in (relation.left, relation.right))
            yield self.reasoned(f"{left} {VERBS[relation.kind]} {right}: {REASONS[relation.reason]}", relation.basis)
        for side in row.sides:
            if len(side.tellings) > 1:
                yield self.reasoned(f"The tellings{f' of {side.letter}' if len(row.sides) > 1 else ''} are one claim", without(side.claim.basis, told))
        yield self.reasoned("How the row was judged", without(row.finding.basis, told | shown))

    def clash(self) -> ShownClash | None:
        clash = self.reading.clash
        if clash is None:
            return None
        basis = self.reasoned("Why this is a conflict", clash.relation.basis)
        return ShownClash(row=clash.row.number, reason=clash.relation.reason, left=self.side(clash.left), right=self.side(clash.right), basis=basis)

    def quotation(self, quotation: Quotation, number: int, rows: tuple[int, ...]) -> ShownQuotation:
        first = quotation.witnesses[0].variant
        source = self.reading.sources.get(first.source or "")
        alone = real_edits(first) if len(quotation.witnesses) == 1 else []
        base = self.version(quotation.base, first.left, [(edit, edit.left) for edit in alone])
        return ShownQuotation(
            number=number,
            speaker=source.name if source else "Nobody named",
            versions=(base, *(self.witness(witness) for witness in quotation.witnesses)),
            rows=rows,
        )

    def witness(self, witness: Witness) -> Version:
        variant = witness.variant
        edits = real_edits(variant)
        shown = self.version(witness.places, variant.right, [(edit, edit.right) for edit in edits])
        return replace(
            shown,
            changes=self.changes(variant, edits),
            basis=self.reasoned("Why these are one utterance", variant.basis),
            severity=variant.severity,
            losses=tuple(self.reasoned("What the reader cannot know", loss) for loss in unique_rules(variant)),
        )

    def changes(self, variant: QuoteVariant, edits: list[Edit]) -> tuple[Change, ...]:
        """The edits by kind, each kind where it first occurs."""
        left, right = variant.left.document, variant.right.document
        kinds = dict.fromkeys((edit.kind, edit.where, edit.marked) for edit in edits)
        whole = [edit for edit in edits if edit.kind not in WHOLE]
        pairs = [(edit, (self.place(Anchor(left, edit.left)), self.place(Anchor(right, edit.right)))) for edit in whole]
        return tuple(
            Change(kind=kind, where=where, marked=marked, pairs=tuple(p for e, p in pairs if (e.kind, e.where, e.marked) == (kind, where, marked)))
            for kind, where, marked in kinds
        )

    def version(self, places: tuple[Anchor, ...], anchor: Anchor, edits: list[tuple[Edit, Span]]) -> Version:
        pieces = cut_version(anchor.span, edits)
        return Version(
            places=tuple(self.place(place) for place in sorted({anchor, *places}, key=lambda a: (a != anchor, self.reading.columns[a.document], a))),
            pieces=tuple((self.reading.words(Anchor(anchor.document, p.span)), p.span.start, p.span.end, p.kind) for p in pieces),
            changes=(),
            basis=None,
        )

    def source(self, source: Source) -> ShownSource:
        counts = Counter(self.reading.statements[one].document for one in source.statements if one in self.reading.statements)
        return ShownSource(
            id=source.id,
            mention=head_of(source),
            name=source.name,
            kind=source.kind,
            roles=source.roles,
            counts=tuple(counts[document] for document in self.reading.columns),
            aliases=tuple(self.aliases(source)),
            basis=self.reasoned(source.name, source.basis),
        )

    def aliases(self, source: Source) -> Iterable[Alias]:
        """Each way of naming the source once, the most frequent first; pronouns under one heading are left to the full text."""
        kinds = {mention.id: mention.kind for article in self.reading.report.articles for mention in article.mentions}
        by_words: dict[str, list[SourceMention]] = {}
        for mention in source.mentions:
            if kinds.get(mention.mention) != MentionKind.PRONOUN:
                by_words.setdefault(" ".join(self.reading.words(mention.anchor).split()), []).append(mention)
        for words, mentions in sorted(by_words.items(), key=lambda item: (-len(item[1]), item[0])):
            counts = Counter(mention.anchor.document for mention in mentions)
            first = min(mentions, key=lambda m: (self.reading.columns[m.anchor.document], m.anchor.span))
            yield Alias(
                words=words,
                counts=tuple(counts[document] for document in self.reading.columns),
                mentions=tuple(mention.mention for mention in mentions),
                first=self.place(first.anchor),
                basis=self.reasoned(words, first.basis),
            )

    def passages(self) -> Iterable[ShownPassage]:
        """Each copied passage once, with all accounts that have it."""
        passages = self.reading.report.passages
        groups = join_places((passage.left, passage.right) for passage in passages)
        for places in dict.fromkeys(groups[passage.left] for passage in passages):
            mine = [passage for passage in passages if passage.left in places]
            credits = dict.fromkeys(passage.credit for passage in mine if passage.credit)
            wordings: dict[str, list[Place]] = {}
            for anchor in sorted(places, key=lambda a: (self.reading.columns[a.document], a)):
                wordings.setdefault(" ".join(self.reading.words(anchor).split()), []).append(self.place(anchor))
            yield ShownPassage(
                reworded=any(passage.kind == PassageKind.REWORDED for passage in mine),
                wordings=tuple(map(tuple, wordings.values())),
                credits=tuple(map(self.place, credits)),
                basis=self.reasoned("Why this is a copy", without(mine[0].basis, places)),
            )

    def rulings(self) -> Iterable[ShownRuling]:
        """The decisions that concern these accounts, in the order in which they were made."""
        places = self.reading.places
        for decision in self.reading.report.decisions:
            left, right = places.get(decision.left), places.get(decision.right)
            if left and (right or not decision.right):
                yield ShownRuling(
                    id=decision_id(decision),
                    what=word_ruling(decision),
                    left=self.place(left),
                    right=self.place(right) if right else None,
                    user=decision.user,
                    at=decision.at,
                    note=decision.note,
                )

    def loaded(self, voice: Voice) -> Reasoned:
        basis = self.reasoned(voice.kind, voice.basis)
        return Reasoned(what=basis.what, by=basis.by, why=basis.why, score=basis.score, places=(self.place(Anchor(voice.document, voice.span)),))

    def account(self, article: Annotated, rows: tuple[Row, ...]) -> Account:
        document, meta = article.document, article.document.meta
        self.starts.setdefault(document.id, set()).update(span.start for statement in article.statements for span in statement.content[:1])
        speakers = {self.reading.speakers[one.id].id for one in article.statements if one.id in self.reading.speakers}
        credits = tuple(self.place(Anchor(document.id, credit.span)) for credit in document.credits)
        loaded = tuple(self.loaded(voice) for voice in article.voices if voice.kind != VoiceKind.OWN_CLAIM)
        return Account(
            number=self.reading.columns[document.id] + 1,
            name=self.reading.name(document.id),
            id=document.id,
            title=meta.title.value if meta.title else None,
            published=day_of(meta.published.value) if meta.published else None,
            byline=meta.byline.value if meta.byline else None,
            path=meta.path,
            sha256=meta.raw_sha256,
            language=document.language,
            words=sum(len(document.text[span.start : span.end].split()) for span in article.sentences),
            statements=len(article.statements),
            speakers=len(speakers),
            credits=credits,
            owned=sum(voice.kind == VoiceKind.OWN_CLAIM for voice in article.voices),
            loaded=loaded,
            text=mark_text(article, tuple(find_marks(self.reading, article, rows)), frozenset(self.starts.get(document.id, ()))),
        )


def head_of(source: Source) -> str:
    """The id of the mention that names a source best."""
    named = [m.mention for m in source.mentions if m.anchor in source.basis.evidence] or [m.mention for m in source.mentions]
    return named[0] if named else ""


def without(basis: Basis, places: Collection[Anchor]) -> Basis:
    return replace(basis, evidence=tuple(anchor for anchor in basis.evidence if anchor not in places))


def real_edits(variant: QuoteVariant) -> list[Edit]:
    return [edit for edit in variant.edits if edit.kind != EditKind.IDENTICAL]


def unique_rules(variant: QuoteVariant) -> list[Basis]:
    """The losses, each rule once with all its places; what stands behind `marks removed` or `other speaker` is the whole version and not shown again."""
    found: dict[str, Basis] = {}
    for loss in variant.losses:
        whole = all(anchor in (variant.left, variant.right) for anchor in loss.evidence)
        places = () if whole else tuple(anchor for anchor in loss.evidence if anchor.span.start < anchor.span.end)
        before = found.get(loss.by)
        found[loss.by] = replace(loss, evidence=tuple(dict.fromkeys((*(before.evidence if before else ()), *places))))
    return list(found.values())


def day_of(moment: str) -> str:
    """The day of an ISO 8601 moment; anything else as it is."""
    return moment[:10] if re.match(r"\d{4}-\d\d-\d\dT", moment) else moment


def explain(rules: Mapping[str, str], by: str) -> str:
    """The sentence that explains a rule; a model explains itself by its card."""
    return " ".join(rules[by].split()) if by in rules else f"The model {by.removeprefix('model:')} judged so." if by.startswith("model:") else by


def find_marks(reading: Reading, article: Annotated, rows: tuple[Row, ...]) -> Iterable[Mark]:
    """What is marked in an account's text: who speaks, what is said, the claims of the rows, loaded words."""
    for row in rows:
        for telling in row.cells[reading.columns[article.document.id]]:
            yield Mark(span=telling.anchor.span, style=MARK_STYLES.get(row.marks[0], ""), label=f"Claim {row.number}, {row.marks[0]}", row=row.number)
    names = {statement: source.name for statement, source in reading.speakers.items()}
    for statement in article.statements:
        told = f": {print_chain(find_chain(article, statement, names))}" if statement.within else ""
        for span in statement.content:
            label = f"Said by {names.get(statement.id, NOBODY)}{told}"
            yield Mark(span=span, style="inner" if statement.within else "said", label=label)
        if statement.source:
            yield Mark(span=statement.source, style="speaker", label="Speaker")
    for voice in article.voices:
        if voice.kind != VoiceKind.OWN_CLAIM:
            yield Mark(span=voice.span, style="loaded", label=VOICE_LABELS[voice.kind])


def count_groups(reading: Reading) -> Iterable[tuple[Group, str, int, int]]:
    """Each heading with its slug, how many rows it fits and the first of them; dismissed rows are mentioned where there are some."""
    for group, n in reading.counts.items():
        if n or group != Group.DISMISSED:
            yield group, SLUGS[group], n, next((row.number for row in reading.rows if group in row.marks), 0)


def make_page(report: Report) -> Page:
    """The page of a report. Accounts come last, because their texts must know every link that leads to them."""
    reading = Reading(report)
    shower = Shower(reading)
    numbers = {variant: at + 1 for at, quotation in enumerate(reading.quotations) for variant in quotation.variants}
    rows = tuple(shower.row(row, numbers) for row in reading.rows)
    groups = [(group, tuple(row for row in rows if row.marks[0][0] == group)) for group in Group]
    return Page(
        wide=len(report.articles) >= WIDE,
        total=len(reading.counted),
        counts=tuple(count_groups(reading)),
        bar=tuple((SLUGS[group], len(found)) for group, found in groups if found),
        by_accounts=count_accounts(Counter(finding.accounts for finding in reading.counted), reading.unsure),
        by_sources=Counter(finding.sources for finding in reading.counted),
        clash=shower.clash(),
        sections=tuple(Section(group=group, slug=SLUGS[group], note=FOLD_NOTES.get(group, ""), rows=found) for group, found in groups if found),
        quotations=tuple(
            shower.quotation(quotation, at, tuple(row.number for row in rows if at in row.quotations)) for at, quotation in enumerate(reading.quotations, 1)
        ),
        head_quotations=HEAD_QUOTATIONS,
        same_quotes=sum(not is_changed(variant) for variant in report.variants),
        sources=tuple(sorted((shower.source(source) for source in report.sources if source.statements), key=lambda s: (-sum(s.counts), s.name, s.id))),
        passages=tuple(shower.passages()),
        rulings=tuple(shower.rulings()),
        traced=show_traced(reading, shower.place, shower.reasoned),
        rules=report.run.rules,
        run=report.run,
        accounts=tuple(shower.account(article, reading.rows) for article in report.articles),
    )
