"""All nouns of onrecord: frozen records that do no work and import nothing of ours.

Offsets are half-open ranges of Unicode code points of `Document.text`, the untouched text, so that `document.text[span.start:span.end]` is the snippet, always.
Ids are derived from content (`content_id`): the same input gives the same ids on any machine. Probabilities are floats in 0..1.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


def content_id(prefix: str, *parts: object) -> str:
    """An id from content: the prefix and twelve hexadecimal digits over the parts, which must have a stable `str`."""
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return f"{prefix}-{sha256(joined).hexdigest()[:12]}"


class BlockRole(StrEnum):
    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    CREDIT = "credit"
    BODY = "body"
    FURNITURE = "furniture"


class CreditKind(StrEnum):
    """What a credit says of where something comes from. `TOLD` is a saying inside the text ("told Northern Wire"); the others credit words or pictures."""

    SOURCE = "source line"
    WIRE = "agency"
    FIRST = "first published"
    REPORTING = "reporting"
    TOLD = "told to"
    PICTURE = "picture"
    COPYRIGHT = "copyright"


class FlowKind(StrEnum):
    """How it is known that something in an account comes from elsewhere: by one of its credits, by its canonical link, by a passage in common."""

    CREDIT = "credit"
    CANONICAL = "canonical link"
    PASSAGE = "passage"


class MentionKind(StrEnum):
    NAME = "name"
    TITLE = "title"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    OUTLET = "outlet"


class Form(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class VoiceKind(StrEnum):
    OWN_CLAIM = "own claim"
    EVALUATIVE = "evaluative"
    LOADED = "loaded"


class Stance(StrEnum):
    """What a reporting verb tells of the teller's own view: of what was said, or of how it was said."""

    NEUTRAL = "neutral"
    CLAIMING = "claiming"
    CONCEDING = "conceding"
    KNOWING = "knowing"
    DENYING = "denying"
    URGING = "urging"
    JUDGING = "judging"
    HEATED = "heated"


class SourceKind(StrEnum):
    PERSON = "person"
    OFFICE = "office"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    OUTLET = "outlet"


class RelationKind(StrEnum):
    """`changed`: one tells of one day what the other denies of another, so that both may be true."""

    CONFLICTS = "conflicts"
    UNCLEAR = "unclear"
    CHANGED = "changed"


class PairKind(StrEnum):
    """What two sentences by themselves are to each other."""

    CONFLICTS = "conflicts"
    AGREES = "agrees"
    UNRELATED = "unrelated"
    UNCLEAR = "unclear"


class Reason(StrEnum):
    POLARITY = "polarity"
    ROLE_REVERSAL = "role reversal"
    NUMBER = "number"
    TIME_OR_PLACE = "time or place"
    ATTRIBUTION = "attribution"
    EVALUATION = "evaluation"
    DECISION = "decision"


class Accounts(StrEnum):
    """What the outlets tell."""

    AGREE = "agree"
    DIFFER = "differ"
    ONE_ONLY = "one only"


class Sources(StrEnum):
    """What the people in the accounts say; `NONE` is an own-voice claim without a source."""

    AGREE = "agree"
    CONFLICT = "conflict"
    SINGLE = "single"
    NONE = "none"


class Ruling(StrEnum):
    """What a decision is about.

    same: `left` and `right` are sources or mentions, or claims, statements or voices, and are one person or one claim.
    conflict: `left` and `right` are claims, statements or voices, and contradict each other.
    speaker: `left` is a statement, `right` a source or a mention, and this is who says it; not the same and `right` empty: nobody known says it.
    dismiss: the findings led by `left` (a finding, claim, statement or voice), and set against `right` where that is given, are of no use.
    undo: the decision `left` no longer holds; `right` is empty.
    """

    SAME = "same"
    CONFLICT = "conflict"
    SPEAKER = "speaker"
    DISMISS = "dismiss"
    UNDO = "undo"


class EditKind(StrEnum):
    IDENTICAL = "identical"
    CUT = "cut"
    HEDGE_DROPPED = "hedge dropped"
    BRACKETED = "bracketed"
    NEGATION_LOST = "negation lost"
    QUANTIFIER_LOST = "quantifier lost"
    WORDS_CHANGED = "words changed"
    SHIFTED = "shifted"
    MERGED = "merged"
    MARKS_REMOVED = "marks removed"
    OTHER_SPEAKER = "other speaker"


class CutPlace(StrEnum):
    START = "start"
    INSIDE = "inside"
    END = "end"


class Severity(StrEnum):
    """How far the shorter version leads its reader away from the fuller one: not at all, visibly, a little, or into another meaning."""

    NONE = "none"
    SHOWN = "shown"
    SLIGHT = "slight"
    GRAVE = "grave"


class PassageKind(StrEnum):
    VERBATIM = "verbatim"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points. Positional, against the rule for records: there are only two fields and they stand everywhere."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place in some document."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Why a record was inferred: by which rule (`rule:en.according-to`) or model (`model:attribution@2`), how sure, resting on which places."""

    by: str
    score: float
    evidence: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One labelled stretch of a document; a body block is one paragraph. Blocks are ordered, never overlap, and white space may lie between them."""

    span: Span
    role: BlockRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A place that names where the text or picture comes from ("Source: Northern Wire"); `name` is the named one's span."""

    span: Span
    name: Span
    kind: CreditKind = CreditKind.SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value of metadata with where it was found (`html:meta[property=og:site_name]`, `text:byline`, `given`)."""

    value: str
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    path: str
    raw_sha256: str
    encoding: str
    url: Fact | None = None
    outlet: Fact | None = None
    title: Fact | None = None
    byline: Fact | None = None
    published: Fact | None = None
    fetched: Fact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One account. `id` covers the url and the raw bytes, so that two outlets printing the same wire copy stay two."""

    id: str
    text: str = field(repr=False)
    language: str
    blocks: tuple[Block, ...] = field(repr=False)
    credits: tuple[Credit, ...] = ()
    meta: Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place that names, describes or points to somebody. `label`: what the parser takes it for (`PERSON`, `ORG`, `GPE`, ...), if anything.

    `part` is what it is in its sentence: `main` (subject of the main clause), `subject` (of another), `object`, `oblique` (after a preposition), `owner`.
    """

    id: str
    document: str
    span: Span
    kind: MentionKind
    label: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attributed statement. `source` is the span of words that name who speaks, `within` the id of the enclosing statement, `content` in text order."""

    id: str
    document: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    within: str | None = None
    told_to: Span | None = None
    hedges: tuple[Span, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The outlet speaking itself: a sentence outside every statement (own claim), or evaluative or loaded words in it."""

    id: str
    document: str
    span: Span
    kind: VoiceKind
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Who did what to whom, in active voice whatever the surface: "B was pressed by A" has agent A and patient B.

    `span` is the verbatim clause; `predicate` the verb's lemma; `holder` the id of the innermost statement or own-voice record it is told in.
    """

    id: str
    document: str
    span: Span
    holder: str
    predicate: str
    agent: Span | None
    patient: Span | None
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """What one document says: sentences in text order (never furniture), mentions, statements, the outlet's own voice, clauses."""

    document: Document
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMention:
    """A mention counted to a source, with the basis for it."""

    mention: str
    anchor: Anchor
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who speaks, across documents. `name` is the fullest name met, `roles` verbatim titles, `statements` the ids of what this source says."""

    id: str
    name: str
    kind: SourceKind
    roles: tuple[str, ...]
    mentions: tuple[SourceMention, ...]
    statements: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One telling of a claim: the place, and who it is told by (`source` is None in the outlet's own voice or when nobody is named)."""

    anchor: Anchor
    statement: str | None
    voice: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition, told in one sense. `gist` is the member that tells it best, never a made-up sentence."""

    id: str
    gist: Anchor
    members: tuple[Member, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Between two claims; `basis.evidence` holds the two places that collide, left then right, and where something changed the two days."""

    left: str
    right: str
    kind: RelationKind
    reason: Reason
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim and those it conflicts with. `accounts` and `sources` are two axes, never merged."""

    id: str
    claims: tuple[str, ...]
    accounts: Accounts
    sources: Sources
    relations: tuple[Relation, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Two sentences judged by themselves: `conflict` is the probability that they contradict each other; `left` and `right` are the places that collide.

    `reason` and the places are None where nothing collides.
    """

    kind: PairKind
    conflict: float
    reason: Reason | None = None
    left: Span | None = None
    right: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What differs between two versions; an empty span marks where nothing stands. `marked` tells whether the text shows the change.

    A bracket or an ellipsis shows it; that words are told without quotation marks shows where the account still says whose they are. `where` is told of cuts.
    A lost hedge, negation or quantifier stands beside the cut or change that took it. `marks removed` and `other speaker` span the whole versions.
    """

    kind: EditKind
    marked: bool
    left: Span
    right: Span
    where: CutPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteVariant:
    """One utterance quoted in two accounts; `left` is the fuller version. `statements` are the ids of the statements the versions belong to, where known.

    `source` is the speaker's id. `losses` are what makes the severity: what the reader of one version cannot know, each with the words that tell it.
    """

    id: str
    left: Anchor
    right: Anchor
    statements: tuple[str, ...]
    source: str | None
    edits: tuple[Edit, ...]
    severity: Severity = Severity.NONE
    losses: tuple[Basis, ...] = ()
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of an utterance: the places that have it word for word, and the variants that lead to it from fuller versions."""

    places: tuple[Anchor, ...]
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """All versions of one utterance: a directed graph without cycles, from the fullest version, which comes first, to the shorter ones.

    `links` are pairs of indices of `versions`, the fuller one first. Source: Leskovec, Backstrom and Kleinberg, "Meme-tracking", KDD 2009.
    """

    id: str
    source: str | None
    versions: tuple[Version, ...]
    links: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words outside quotations that stands in two accounts; `credit` is the credit line that covers it, if any."""

    id: str
    left: Anchor
    right: Anchor
    kind: PassageKind
    credit: Anchor | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where words or pictures come from: an account of the report (`document` is its id) or somebody else whom a credit names."""

    id: str
    name: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Something in an account that comes from an origin, by ids; `credit` tells which kind of credit says so.

    `directed` is false where two accounts have a passage in common and nothing tells which had it first.
    """

    origin: str
    account: str
    kind: FlowKind
    credit: CreditKind | None
    directed: bool
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who takes from whom, as far as the accounts show it: the accounts and those they credit, and what flows between them."""

    origins: tuple[Origin, ...] = ()
    flows: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A place that looks as if somebody else's text had been left standing: an observation, not a finding."""

    id: str
    document: str
    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """How an account introduces what somebody says: the cue and its stance; `same` are the ids of the other accounts' statements of the same utterance."""

    statement: str
    document: str
    source: str
    cue: Span
    stance: Stance | None
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's ruling about records named by their ids: input, never output. With `same` false it says the opposite of its kind: "are not", "do not".

    Mentions, statements and voices keep their ids when an account is added to a comparison, sources, claims and findings do not: name the former where the
    ruling is to last. `at` is an ISO 8601 moment; of two rulings on the same records the later one counts.
    """

    left: str
    right: str
    same: bool
    user: str
    at: str
    note: str = ""
    kind: Ruling = Ruling.SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a report was made. `rules`: of each rule that a `Basis.by` in the report names, the sentence that explains it."""

    version: str
    settings: tuple[tuple[str, str], ...]
    models: tuple[str, ...]
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole comparison. `articles` stand in the order of the input; everything else is in an order of its own that the input's order cannot change.

    `decisions` are the rulings in force that were handed in, whether or not they concern these accounts.
    """

    articles: tuple[Annotated, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    variants: tuple[QuoteVariant, ...]
    passages: tuple[Passage, ...]
    run: Run
    families: tuple[Family, ...] = ()
    provenance: Provenance = Provenance()
    leftovers: tuple[Leftover, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A set of accounts that somebody keeps together under a title; `accounts` are the ids of documents in the order of the columns."""

    id: str
    title: str
    accounts: tuple[str, ...]
