"""Attributions of last resort: quoted words in somebody's sentence whose verb no word list knows, headlines with a colon, "as X put it"."""

import re
from collections.abc import Iterator

from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.cues import CUES
from onrecord.annotate.direct import MIN_WORDS, Piece, find_pieces, is_title
from onrecord.annotate.grammar import VERBS, child, find_subject, phrase, source_words, to_span, to_spans, verb_group
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.places import Places
from onrecord.quotes import Quotation
from onrecord.records import BlockRole, Span
from onrecord.text import overlap

EMPTY_VERBS = ("be", "have", "become", "include", "win", "lose", "sing", "perform", "play")
HEADING = re.compile(r"([^:“”\"'‘’!?]{2,60}):\s+(?=\S)")
MAX_HEADING_WORDS = 5
NAMED = ("PERSON", "ORG", "GPE", "NORP")
AS_VERBS = CUES["quote"] | {"put"}


def find_quoted(paragraph: Paragraph, marks: Places[Quotation], known: Places[Candidate]) -> Iterator[Candidate]:
    """Quotations of four words or more in no known content, given to the subject of the verb that governs them."""
    for piece in find_pieces(paragraph, marks):
        if (
            piece.last - piece.first > MIN_WORDS + 1
            and not is_title(piece)
            and not any(overlap(s, piece.span) for c in known.at(piece.span) for s in c.content)
        ):
            made = _governed(piece)
            if made is not None:
                yield made


def _governed(piece: Piece) -> Candidate | None:
    doc, paragraph = piece.paragraph.doc, piece.paragraph
    inside = range(piece.first, piece.last + 1)
    top = next((t for t in doc[piece.first : piece.last + 1] if t.head.i not in inside), None)
    if top is None:
        return None
    below, verb = top, top.head
    while verb.pos_ not in VERBS or find_subject(verb) is None:
        if verb.head == verb or verb.i in inside:
            return None
        below, verb = verb, verb.head
    subject = find_subject(verb)
    if subject is None or subject.i in inside or verb.lemma_.lower() in EMPTY_VERBS or below == subject or subject.dep_ == "expl":
        return None
    held = child(verb, "dobj")
    words = {t.i: t for part in (below, held) if part is not None for t in phrase(part)}
    group = verb_group(verb)
    source = to_spans(paragraph, source_words(subject, verb))
    content = to_spans(paragraph, [t for i, t in words.items() if t not in group])
    if not source or not any(overlap(s, piece.span) for s in content):
        return None
    return Candidate(source=source[0], cue=to_span(paragraph, [verb]), content=content, rule="rule:en.quoted-words", score=SCORES["rule:en.quoted-words"])


def find_heading(paragraph: Paragraph) -> Iterator[Candidate]:
    """ "Voss: No deal yet" in a headline."""
    m = HEADING.match(paragraph.view.text)
    if paragraph.block.role is not BlockRole.HEADLINE or m is None or len(m.group(1).split()) > MAX_HEADING_WORDS:
        return
    start = paragraph.block.span.start
    label = [t for t in paragraph.doc if t.idx < m.end(1)]
    names = any(t.pos_ == "PROPN" or t.ent_type_ in NAMED for t in label) and not any(t.pos_ == "ADP" and not t.ent_type_ for t in label)
    if names and m.group(1).casefold() not in CUES["no speakers"] and m.end() < len(paragraph.view.text):
        yield Candidate(
            source=Span(start, start + m.end(1)),
            cue=Span(start + m.end(1), start + m.end(1) + 1),
            content=(Span(start + m.end(), paragraph.block.span.end),),
            rule="rule:en.headline",
            score=SCORES["rule:en.headline"],
        )


def find_as_said(paragraph: Paragraph) -> Iterator[Candidate]:
    """ "P, as X put it" and "as X said, P"."""
    for verb in paragraph.doc:
        if verb.pos_ not in VERBS or verb.dep_ != "advcl" or verb.lemma_.lower() not in AS_VERBS:
            continue
        mark = next((c for c in verb.children if c.lower_ == "as" and c.dep_ in ("mark", "advmod") and c.i == verb.left_edge.i), None)
        subject = child(verb, "nsubj")
        own = range(verb.left_edge.i, verb.right_edge.i + 1)
        told = verb.head.subtree if verb.head.dep_ == "ccomp" else verb.sent
        if mark is None or subject is None or child(verb, "ccomp", "xcomp") is not None:
            continue
        source = to_spans(paragraph, source_words(subject, verb))
        content = to_spans(paragraph, [t for t in told if t.i not in own])
        if source and content:
            cue = to_span(paragraph, verb_group(verb))
            yield Candidate(source=source[0], cue=cue, content=content, rule="rule:en.as-said", score=SCORES["rule:en.as-said"])
