"""Attributions from the parse: a cue of the word list in one of its frames, "according to", headlines with a colon."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.frames import Frame, adjective_frames, noun_frames, verb_frames
from onrecord.annotate.grammar import VERBS, child, phrase, source_words, to_spans, verb_group
from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CUES = {frame: frozenset(words) for frame, words in load_words("en", "cues").items()}
RECIPIENTS = ("dative", "dobj")


def find_indirect(paragraph: Paragraph) -> Iterator[Candidate]:
    """Every cue of the word list with its source and content, nested ones too."""
    for token in paragraph.doc:
        if token.lower_ == "according":
            yield from according_to(paragraph, token)
        elif token.pos_ in VERBS:
            yield from _from_frames(paragraph, token, verb_frames(token), "verb")
        elif token.pos_ == "ADJ":
            yield from _from_frames(paragraph, token, adjective_frames(token), "adjective")
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from _from_frames(paragraph, token, noun_frames(token), "noun")


# Which rule a frame belongs to, by how the frame's name starts.
RULE_OF = {
    "noun": "rule:en.noun",
    "adjective": "rule:en.adjective",
    "passive": "rule:en.passive",
    "raised": "rule:en.raised",
    "prep": "rule:en.verb-preposition",
    "parenthesis": "rule:en.parenthesis",
    "clause": "rule:en.verb-clause",
    "infinitive": "rule:en.verb-to",
}


def _rule(frame: str) -> str:
    return next((rule for start, rule in RULE_OF.items() if frame.startswith(start)), "rule:en.verb-object")


def is_cue(token: "Token", frame: str) -> bool:
    return token.lemma_.lower() in CUES.get("clause" if frame == "parenthesis" else frame, ())


# Where a cue has several frames of the word list: the first of these, then any other.
RANK = ("clause", "parenthesis", "object clause", "passive clause", "passive infinitive", "raised infinitive", "raised predicate", "object infinitive", "object predicate")
RANK_STARTS = ("object prep", "infinitive", "gerund", "predicate", "noun that", "noun to", "prep:")


def _rank(frame: Frame) -> int:
    if frame.name in RANK:
        return RANK.index(frame.name)
    return len(RANK) + next((i for i, start in enumerate(RANK_STARTS) if frame.name.startswith(start)), len(RANK_STARTS))


def _from_frames(paragraph: Paragraph, token: "Token", frames: Iterator[Frame], kind: str) -> Iterator[Candidate]:
    known = [frame for frame in frames if is_cue(token, frame.name)]
    best = min(known, key=_rank, default=None)
    if best is not None:
        made = _make(paragraph, token, best, kind)
        if made is not None:
            yield made


def _make(paragraph: Paragraph, token: "Token", frame: Frame, kind: str) -> Candidate | None:
    group = [*(_cue_words(token, kind)), *frame.extra]
    holder = frame.source if frame.source is not None or kind != "verb" or frame.name.startswith(("passive", "raised")) else before_verb(token)
    source = source_words(holder, token) if holder is not None and holder.dep_ != "expl" else []
    taken = {t.i for t in group} | {t.i for t in source}
    content = to_spans(paragraph, (t for t in frame.content if t.i not in taken))
    if not content:
        return None
    sources = to_spans(paragraph, source)
    rule = _rule(frame.name)
    return Candidate(
        source=sources[-1 if holder is not None and holder.i < token.i else 0] if sources else None,
        cue=_cue_span(paragraph, token, group),
        content=content,
        rule=rule,
        score=SCORES[rule],
        told_to=addressee(paragraph, token),
        weak=_is_weak(source, kind, frame),
    )


def _is_weak(source: list["Token"], kind: str, frame: Frame) -> bool:
    """Whether nobody in particular speaks: measured on the training articles, 5 to 20 % of such attributions are right, so they count only inside another one."""
    if not source:
        return kind != "verb" or not frame.name.startswith(("passive", "raised"))
    return len(source) == 1 and source[0].lower_ == "you"


def before_verb(verb: "Token") -> "Token | None":
    """The head of the noun phrase right before a finite verb, for a parse that has lost the subject."""
    first = verb_group(verb)[0]
    if first.i == verb.sent.start or (verb.tag_ not in ("VBD", "VBZ", "VBP") and first == verb):
        return None
    left = verb.doc[first.i - 1]
    if left.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    while left.head.i < first.i and left.dep_ in ("compound", "pobj", "prep", "appos", "flat", "nmod"):
        left = left.head
    return left if left.pos_ in ("NOUN", "PROPN", "PRON") else None


def _cue_span(paragraph: Paragraph, token: "Token", group: list["Token"]) -> Span:
    """The run of the cue's words that holds the cue itself."""
    at = paragraph.lift(token)
    return next((s for s in to_spans(paragraph, group) if s.start <= at.start < s.end), at)


def _cue_words(token: "Token", kind: str) -> list["Token"]:
    """A verb with its group, a predicate adjective with its verb's, a noun alone."""
    if kind == "adjective" and token.dep_ in ("acomp", "oprd"):
        return [*verb_group(token.head), *verb_group(token)]
    return verb_group(token) if kind != "noun" else [token]


def addressee(paragraph: Paragraph, verb: "Token") -> Span | None:
    """Whom it was told: "told reporters that ...", "said to Reuters", "in an interview with CNN"."""
    to = None
    for c in verb.children:
        if c.dep_ in RECIPIENTS and verb.lemma_.lower() in CUES.get("told", ("tell", "remind", "assure", "inform", "warn", "ask", "urge")) and c.tag_ != "RP":
            to = c
        elif c.dep_ in ("prep", "dative") and c.lower_ == "to" and to is None and verb.lemma_.lower() in ("say", "tell", "explain", "write", "complain", "suggest"):
            to = child(c, "pobj")
        elif c.dep_ == "prep" and c.lower_ in ("in", "during", "on") and to is None:
            talk = child(c, "pobj")
            if talk is not None and talk.lemma_ in ("interview", "conversation", "call", "meeting", "briefing"):
                partner = child(talk, "prep")
                to = child(partner, "pobj") if partner is not None and partner.lower_ in ("with", "to") else None
    spans = to_spans(paragraph, phrase(to)) if to is not None else ()
    return spans[0] if spans else None


def according_to(paragraph: Paragraph, token: "Token") -> Iterator[Candidate]:
    """"According to X, P" and "P, according to X"."""
    to = child(token, "prep")
    name = child(to, "pobj", "pcomp") if to is not None else child(token, "pobj")
    if name is None:
        return
    own = {t.i for t in phrase(token)}
    sources = to_spans(paragraph, phrase(name))
    content = to_spans(paragraph, (t for t in token.sent if t.i not in own))
    if content and sources:
        cue = to_spans(paragraph, [token] if to is None else [token, to])
        yield Candidate(source=sources[0], cue=cue[0], content=content, rule="rule:en.according-to", score=SCORES["rule:en.according-to"])
