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
    content = to_spans(paragraph, (t for t in trim_end(frame.content) if t.i not in taken))
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


def trim_end(words: tuple["Token", ...]) -> tuple["Token", ...]:
    """What is said, without a clause behind a last comma in which the outlet goes on itself (", who was elected in May", ", adding that ...")."""
    for t in words:
        left = t.left_edge.i
        if words[0].i < left - 1 and t.right_edge.i >= words[-1].i - 1 and t.doc[left - 1].text == "," and _goes_on(t):
            kept = tuple(w for w in words if w.i < left - 1)
            return words if any(is_quote(w) for w in words) else kept
    return words


def _goes_on(clause: "Token") -> bool:
    if clause.dep_ == "relcl":
        return clause.left_edge.lower_ in ("which", "who", "where")
    if clause.dep_ != "advcl":
        return False
    if clause.tag_ == "VBG":
        return clause.lemma_.lower() in CUES["clause"]
    return any(c.dep_ == "mark" and c.lower_ in ("though", "although", "while", "as") for c in clause.children)


def is_quote(token: "Token") -> bool:
    return token.text in ("“", "”", '"', "''", "``", "‘", "«", "»")


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
    """Whom it was told to, or through what: "told reporters that ...", "said to Reuters", "said in an interview with CNN", "tweeted on Friday on Chirper"."""
    lemma = verb.lemma_.lower()
    to = _told(verb) if lemma in CUES["told"] else None
    for c in verb.children:
        if to is None and c.dep_ in ("prep", "dative") and c.lower_ == "to" and lemma in CUES["clause"] | CUES["quote"]:
            to = child(c, "pobj")
        elif to is None and c.dep_ == "prep" and c.lower_ in ("in", "during", "on", "at", "with"):
            to = _partner(c)
    spans = to_spans(paragraph, phrase(to)) if to is not None else ()
    return spans[0] if spans else None


def _told(verb: "Token") -> "Token | None":
    """The object of "tell" and its like: in the parse, or the noun phrase right behind the verb."""
    to = child(verb, "dative", "dobj")
    if to is not None and to.i > verb.i and to.pos_ in ("NOUN", "PROPN", "PRON") and to.dep_ in ("dative", "dobj"):
        return to
    for c in verb.children:
        if c.dep_ == "nsubjpass":
            return c
    right = next((t for t in verb.doc[verb.i + 1 : verb.i + 6] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if right is None or any(t.is_punct for t in verb.doc[verb.i + 1 : right.i]) or right.tag_ == "WP":
        return None
    while right.dep_ in ("compound", "poss", "amod", "nmod") and right.head.i > right.i:
        right = right.head
    return right


def _partner(preposition: "Token") -> "Token | None":
    """The other side of a talk ("in an interview with CNN"), or the programme and medium itself ("on Face the Nation")."""
    talk = child(preposition, "pobj")
    if talk is None:
        return None
    if preposition.lower_ == "with":
        return None
    if talk.lemma_.lower() in CUES["talks"]:
        partner = next((c for c in talk.children if c.dep_ == "prep" and c.lower_ in ("with", "to", "on")), None)
        return child(partner, "pobj") if partner is not None else None
    named = talk.ent_type_ in ("ORG", "WORK_OF_ART") and preposition.lower_ == "on"
    return talk if named else None


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
