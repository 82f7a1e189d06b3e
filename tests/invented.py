"""A small report written by hand: what the exporters are given when every stage did its work."""

from collections.abc import Sequence
from hashlib import sha256

from onrecord.records import (
    Accounts,
    Anchor,
    Annotated,
    Basis,
    Block,
    BlockRole,
    Claim,
    Credit,
    Document,
    Edit,
    EditKind,
    Fact,
    Finding,
    Form,
    Member,
    Mention,
    MentionKind,
    Meta,
    QuoteVariant,
    Reason,
    Relation,
    RelationKind,
    Report,
    Run,
    Source,
    SourceKind,
    SourceMention,
    Sources,
    Span,
    Statement,
    Voice,
    VoiceKind,
    content_id,
)

FIRST = """Marten Oskal pressed Ilva Brandt on the ferry

Ferry minister Marten Oskal said on Friday that Ilva Brandt accepted his word that the line was safe.

“It is what may be simply a question of timing at this stage,” Oskal said.

The harbour is a disgrace.

Source: Saltmarsh Wire

Share"""
SECOND = """Brandt pressed Oskal\r
\r
Oskal told the Gull that Brandt accepted nothing 🎤, an aide recalled. Mayor Ilva Brandt said she did not accept his word.\r
\r
It was “a question of timing”, the minister said."""

BY = Basis(by="rule:en.said", score=0.93)
RULES = (("rule:en.said", "A verb of saying has a subject."), ("rule:polarity", "One side holds a negation that the other lacks."))


def make_document(text: str, path: str, roles: dict[str, BlockRole]) -> Document:
    digest = sha256(text.encode()).hexdigest()
    blocks, at = [], 0
    for part in text.split("\n"):
        inner = part.strip()
        if inner:
            start = at + part.index(inner)
            blocks.append(Block(span=Span(start, start + len(inner)), role=roles.get(inner, BlockRole.BODY)))
        at += len(part) + 1
    outlet = Fact(value=path.split(".", maxsplit=1)[0].title(), provenance="given")
    meta = Meta(path=path, raw_sha256=digest, encoding="utf-8", outlet=outlet, title=Fact(value=text.splitlines()[0], provenance="text:headline"))
    return Document(id=content_id("d", digest), text=text, language="en", blocks=tuple(blocks), meta=meta)


def find(document: Document, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(words, start + 1)
    return Span(start, start + len(words))


def place(document: Document, words: str, nth: int = 0) -> Anchor:
    return Anchor(document.id, find(document, words, nth))


def say(
    document: Document, source: str, content: Sequence[str], form: Form = Form.INDIRECT, within: str | None = None, told_to: str | None = None
) -> Statement:
    spans = tuple(find(document, words) for words in content)
    return Statement(
        id=content_id("s", document.id, spans),
        document=document.id,
        source=find(document, source),
        cue=None,
        content=spans,
        form=form,
        within=within,
        told_to=find(document, told_to) if told_to else None,
        basis=BY,
    )


def annotated(document: Document, statements: Sequence[Statement], voices: Sequence[Voice] = (), mentions: Sequence[Mention] = ()) -> Annotated:
    body = tuple(block.span for block in document.blocks if block.role == BlockRole.BODY)
    return Annotated(document=document, sentences=body, mentions=tuple(mentions), statements=tuple(statements), voices=tuple(voices), clauses=())


def member(statement: Statement, source: Source, anchor: Anchor) -> Member:
    return Member(anchor=anchor, statement=statement.id, voice=None, source=source.id)


def make_source(name: str, role: str, mentions: Sequence[Mention], statements: Sequence[Statement]) -> Source:
    counted = tuple(SourceMention(mention=m.id, anchor=Anchor(m.document, m.span), basis=BY) for m in mentions)
    return Source(
        id=content_id("src", name), name=name, kind=SourceKind.PERSON, roles=(role,), mentions=counted, statements=tuple(s.id for s in statements), basis=BY
    )


def mention(document: Document, words: str) -> Mention:
    span = find(document, words)
    return Mention(id=content_id("m", document.id, span), document=document.id, span=span, kind=MentionKind.NAME)


def make_claim(gist: Anchor, members: Sequence[Member]) -> Claim:
    return Claim(id=content_id("c", gist), gist=gist, members=tuple(members), basis=BY)


def make_finding(claims: Sequence[Claim], accounts: Accounts, sources: Sources, relations: Sequence[Relation] = ()) -> Finding:
    ids = tuple(claim.id for claim in claims)
    return Finding(id=content_id("f", *ids), claims=ids, accounts=accounts, sources=sources, relations=tuple(relations), basis=BY)


def own_voice(document: Document, words: str, kind: VoiceKind) -> Voice:
    return Voice(id=content_id("v", document.id, words, kind), document=document.id, span=find(document, words), kind=kind, basis=BY)


def make_report(names: tuple[str, str] = ("Marten Oskal", "Ilva Brandt"), junk: str = "") -> Report:
    """The invented report; `junk` is planted in titles, outlets and claims."""
    accepted = f"Ilva Brandt accepted his word{junk}"
    first, second = FIRST.replace("Ilva Brandt accepted his word", accepted), f"{junk}{SECOND}"
    roles = {"Share": BlockRole.FURNITURE, "Source: Saltmarsh Wire": BlockRole.CREDIT, FIRST.splitlines()[0]: BlockRole.HEADLINE}
    a, b = make_document(first, f"herald{junk}.txt", roles), make_document(second, "courier.txt", {SECOND.splitlines()[0]: BlockRole.HEADLINE})
    a = Document(
        **{f: getattr(a, f) for f in Document.__slots__} | {"credits": (Credit(span=find(a, "Source: Saltmarsh Wire"), name=find(a, "Saltmarsh Wire")),)}
    )
    a1 = say(a, "Marten Oskal", [f"{accepted} that the line was safe"])
    a2 = say(a, "Oskal", ["It is what may be simply a question of timing at this stage"], Form.DIRECT)
    b0 = say(b, "an aide", ["Oskal told the Gull that Brandt accepted nothing 🎤"])
    b1 = say(b, "Oskal", ["Brandt accepted nothing 🎤"], within=b0.id, told_to="the Gull")
    b2 = say(b, "Mayor Ilva Brandt", ["she did not accept his word"])
    b3 = say(b, "the minister", ["a question of timing"], Form.MIXED)
    voice, loaded = own_voice(a, "The harbour is a disgrace.", VoiceKind.OWN_CLAIM), own_voice(a, "disgrace", VoiceKind.LOADED)
    named = [mention(a, "Marten Oskal"), mention(b, "Oskal"), mention(b, "Mayor Ilva Brandt")]
    oskal, brandt = make_source(names[0], "Ferry minister", named[:2], (a1, a2, b1, b3)), make_source(names[1], "Mayor", named[2:], (b2,))
    yes = make_claim(
        place(a, accepted),
        [member(a1, oskal, place(a, accepted)), member(b1, oskal, place(b, "Brandt accepted nothing 🎤"))],
    )
    no = make_claim(place(b, "she did not accept his word"), [member(b2, brandt, place(b, "she did not accept his word"))])
    timing = make_claim(place(b, "a question of timing"), [member(a2, oskal, Anchor(a.id, a2.content[0])), member(b3, oskal, Anchor(b.id, b3.content[0]))])
    harbour = make_claim(
        place(a, "The harbour is a disgrace."), [Member(anchor=place(a, "The harbour is a disgrace."), statement=None, voice=voice.id, source=None)]
    )
    collide = Basis(by="rule:polarity", score=0.82, evidence=(place(a, accepted), place(b, "she did not accept his word")))
    relation = Relation(left=yes.id, right=no.id, kind=RelationKind.CONFLICTS, reason=Reason.POLARITY, basis=collide)
    return Report(
        articles=(annotated(a, (a1, a2), (voice, loaded), named[:1]), annotated(b, (b0, b1, b2, b3), mentions=named[1:])),
        sources=(oskal, brandt),
        claims=(yes, no, timing, harbour),
        findings=(
            make_finding((harbour,), Accounts.ONE_ONLY, Sources.NONE),
            make_finding((timing,), Accounts.AGREE, Sources.SINGLE),
            make_finding((yes, no), Accounts.AGREE, Sources.CONFLICT, (relation,)),
        ),
        variants=(make_variant(a, b, a2, b3, oskal),),
        passages=(),
        run=Run(version="0.1.0", settings=(), models=("parser@3.8.0",), rules=RULES),
    )


def make_variant(a: Document, b: Document, fuller: Statement, shorter: Statement, source: Source) -> QuoteVariant:
    kept, end = find(b, "a question of timing"), find(a, " at this stage")
    edits = (
        Edit(kind=EditKind.CUT, marked=False, left=find(a, "It is what "), right=Span(kept.start, kept.start)),
        Edit(kind=EditKind.HEDGE_DROPPED, marked=False, left=find(a, "may be simply "), right=Span(kept.start, kept.start)),
        Edit(kind=EditKind.HEDGE_DROPPED, marked=False, left=end, right=Span(kept.end, kept.end)),
    )
    sides = (Anchor(a.id, fuller.content[0]), Anchor(b.id, kept))
    return QuoteVariant(id="q-1", left=sides[0], right=sides[1], statements=(fuller.id, shorter.id), source=source.id, edits=edits, basis=BY)
