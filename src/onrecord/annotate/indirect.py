"""Attributions from the parse: a cue of the word list in one of its frames, "according to", headlines with a colon."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.annotate.addressee import addressee
from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.cues import CUES
from onrecord.annotate.frames import Frame, adjective_frames, noun_frames, verb_frames
from onrecord.annotate.grammar import VERBS, child, is_second_cue, is_word, phrase, source_words, to_spans, verb_group
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.strays import FINITE
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


# Every word that is a cue in some frame, so that others need not be looked at.
KNOWN = {kind: frozenset(w for frame, listed in CUES.items() if frame.startswith(kind) for w in listed) for kind in ("noun", "adjective")}
KNOWN["verb"] = frozenset(w for frame, listed in CUES.items() if not frame.startswith(("noun", "adjective")) for w in listed)


def find_indirect(paragraph: Paragraph) -> Iterator[Candidate]:
    """Every cue of the word list with its source and content, nested ones too."""
    for token in paragraph.doc:
        if token.lower_ == "according":
            yield from according_to(paragraph, token)
        elif token.pos_ in VERBS and token.lemma_.lower() in KNOWN["verb"]:
            yield from _from_frames(paragraph, token, verb_frames(token), "verb")
        elif token.pos_ == "ADJ" and token.lemma_.lower() in KNOWN["adjective"]:
            yield from _from_frames(paragraph, token, adjective_frames(token), "adjective")
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from taken_up(paragraph, token)
            if token.lemma_.lower() in KNOWN["noun"]:
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


def is_no_reply(verb: "Token", frame: Frame) -> bool:
    """Whether somebody did not respond to a request for comment, or did not return calls."""
    silent = verb.lemma_.lower() in CUES["replies"] and any(c.dep_ == "neg" for c in verb.children)
    return silent and any(t.lemma_.lower() in CUES["requests"] for t in frame.content)


def is_cue(token: "Token", frame: str) -> bool:
    return token.lemma_.lower() in CUES.get("clause" if frame == "parenthesis" else frame, ())


# Where a cue has several frames of the word list: the first of these, then any other.
RANK = (
    "clause",
    "parenthesis",
    "object clause",
    "passive clause",
    "passive infinitive",
    "raised infinitive",
    "raised predicate",
    "object infinitive",
    "object predicate",
)
RANK_STARTS = ("object prep", "infinitive", "gerund", "predicate", "noun that", "noun to", "prep:")


ADJUNCTS = ("prep", "npadvmod", "advmod", "advcl", "acl", "relcl", "appos", "xcomp", "oprd")


def _rank(frame: Frame) -> int:
    if frame.name in RANK:
        return RANK.index(frame.name)
    return len(RANK) + next((i for i, start in enumerate(RANK_STARTS) if frame.name.startswith(start)), len(RANK_STARTS))


def _is_label(token: "Token") -> bool:
    """Whether a slash makes a mere label of a cue ("a he said/she said dispute")."""
    return any(t.text == "/" for t in token.doc[max(0, token.i - 2) : token.i + 2] if t.sent == token.sent)


def _is_crossed(frame: Frame) -> bool:
    """Whether what is said stands on the speaker's side of a verb: of two clauses that a parse gives "X says", the one before X is another's."""
    at, source = frame.head.i, frame.source
    return source is not None and bool(frame.content) and (frame.content[0].i < at) == (source.i < at)


def _from_frames(paragraph: Paragraph, token: "Token", frames: Iterator[Frame], kind: str) -> Iterator[Candidate]:
    known = [frame for frame in frames if is_cue(token, frame.name) and not _is_label(token)]
    best = min(known, key=lambda f: (_rank(f), _is_crossed(f)), default=None)
    if kind == "verb" and (best is None or best.name.startswith("prep")):
        best = _behind(token) or best
    if best is not None:
        made = _make(paragraph, token, best, kind)
        if made is not None:
            yield made


def _behind(verb: "Token") -> Frame | None:
    """P, X said, where the parse has not tied the two: the words of the sentence before the comma."""
    subject = child(verb, "nsubj")
    if subject is None or verb.lemma_.lower() not in CUES["quote"] or subject.i > verb.i or verb.dep_ in ("relcl", "acl", "advcl", "pcomp"):
        return None
    start, comma = verb.sent.start, subject.left_edge.i - 1
    words = tuple(verb.doc[start:comma])
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
    if comma <= start + 2 or verb.doc[comma].text != "," or words[0].pos_ in ("ADP", "SCONJ") or not finite:
        return None
    return Frame("parenthesis", verb, words, subject)


def _make(paragraph: Paragraph, token: "Token", frame: Frame, kind: str) -> Candidate | None:
    group = [*(_cue_words(token, kind)), *frame.extra]
    holder = frame.source
    if holder is None and kind == "verb" and not frame.name.startswith(("passive", "raised")):
        holder = before_verb(token)
    source = source_words(holder, token) if holder is not None and holder.dep_ != "expl" else []
    if kind == "noun":
        lost = mistaken_verb(token)
        source = [t for t in source if (lost is None or t.i > lost.i) and t not in frame.content]
    taken = {t.i for t in source} | {t.i for t in group if frame.name != "noun alone"}
    told = [t for t in add_clauses(trim_end(take_rest(token, frame)), kind) if t.i not in taken]
    content = to_spans(paragraph, told)
    if not content:
        return None
    sources = to_spans(paragraph, source)
    rule = "rule:en.no-reply" if is_no_reply(token, frame) else _rule(frame.name)
    return Candidate(
        source=sources[-1 if holder is not None and holder.i < token.i else 0] if sources else None,
        cue=_cue_span(paragraph, token, group),
        content=content,
        rule=rule,
        score=SCORES[rule],
        told_to=addressee(paragraph, token) if kind == "verb" else None,
        weak=_is_weak(source, kind, frame),
        thin=_is_thin(token, told, bool(source) and rule == "rule:en.verb-object") or _is_nobodys(token, frame, bool(source)) or _is_act(token, frame),
    )


def _is_thin(cue: "Token", told: list["Token"], spoken: bool) -> bool:
    """Whether one or two words tell too little for a statement inside another ("they support her"): of those 28 of 140 are right on the nested articles.

    What is said, denied, or taken up as somebody's claim ("accepts these assertions") tells enough.
    """
    words = [t for t in told if is_word(t)]
    if len(words) > 2 or cue.lemma_.lower() in CUES["noun alone"] | CUES["noun word"]:
        return False
    if spoken and cue.lemma_.lower() == "say" and cue.tag_ in ("VBD", "VBZ", "VBP", "VBN") and [t.lower_ for t in words] in (["it"], ["this"]):
        return False
    if any(t.tag_ in (*FINITE, "VB") and (s := child(t, "nsubj")) is not None and s in words and s.tag_ not in ("WP", "WDT") for t in words):
        return False
    if not spoken or all(t.pos_ in ("PRON", "DET") for t in words):
        return True
    lemma = cue.lemma_.lower()
    return lemma not in CUES["clause"] | CUES["denials"] and not any(t.lemma_.lower() in CUES["noun that"] for t in words)


def _is_nobodys(cue: "Token", frame: Frame, spoken: bool) -> bool:
    """Whether nobody is said to tell it and the cue is none that needs a teller: a state of things, unlike "reports that P".

    Inside others 1 of 12 of these is right on the nested articles.
    """
    if spoken or frame.source is not None:
        return False
    if frame.name.startswith("noun"):
        return cue.lemma_.lower() not in CUES["noun that"] or any(c.lower_ == "no" for c in cue.children)
    return frame.name.startswith("raised") or cue.lemma_.lower() in CUES["signs"]


def _is_act(cue: "Token", frame: Frame) -> bool:
    """Whether a verb such as "accept" has a thing for its object and not what somebody says: that is a deed.

    Inside others 1 of 19 of these is right on the nested articles.
    """
    if not frame.name.startswith("object") or cue.lemma_.lower() not in CUES["taking up"] or any(is_quote(t) for t in frame.content):
        return False
    if any(c.dep_ == "aux" and c.lower_ in ("would", "should", "’d", "'d") for c in cue.children):
        return False  # "should like": a wish
    return not any(t.lemma_.lower() in CUES["noun that"] | CUES["noun of"] | CUES["noun to"] for t in frame.content if cue in (t.head, t.head.head))


def take_rest(cue: "Token", frame: Frame) -> tuple["Token", ...]:
    """What is said, with the phrases behind it that a parse ties to the cue ("spoke of his flights [over the bay]"); measured: it helps prepositions only."""
    words = list(frame.content)
    if not words or not frame.name.startswith("prep:"):
        return frame.content
    for c in cue.children:
        between = cue.doc[words[-1].i + 1 : c.left_edge.i]
        if c.i > words[-1].i and c.dep_ in ADJUNCTS and not any(t.is_punct for t in between):
            words.extend(cue.doc[words[-1].i + 1 : c.right_edge.i + 1])
    return tuple(words)


def trim_end(words: tuple["Token", ...]) -> tuple["Token", ...]:
    """What is said, without a clause behind a last comma in which the outlet goes on itself (", who was elected in May", ", adding that ...")."""
    second = next((t for t in words if t.dep_ == "conj" and is_second_cue(t)), None)
    if second is not None:
        words = tuple(w for w in words if w.i < second.left_edge.i)
        words = words[:-1] if words and words[-1].dep_ == "cc" else words
    if not words:
        return words
    for t in words:
        left = t.left_edge.i
        if words[0].i < left - 1 and t.right_edge.i >= words[-1].i - 1 and t.doc[left - 1].text == "," and _goes_on(t):
            kept = tuple(w for w in words if w.i < left - 1)
            return kept if sum(is_quote(w) for w in kept) % 2 == 0 else words
    return words


def add_clauses(words: tuple["Token", ...], kind: str) -> tuple["Token", ...]:
    """What is said with its later clauses, "..., and that P", where a parse has tied them elsewhere; of a noun only the first clause."""
    if not words or words[0].lower_ != "that":
        return words
    doc, sent = words[0].doc, words[0].sent
    later = [t for t in doc[words[0].i + 1 : sent.end] if t.lower_ == "that" and t.dep_ == "mark" and doc[t.i - 1].lower_ in ("and", "or", "but")]
    if kind == "noun":
        cut = next((t.i - 1 for t in later if doc[t.i - 2].text == ","), None)
        return tuple(t for t in words if cut is None or t.i < cut)
    inside = any(t.lower_ == "that" and t.dep_ == "mark" for t in doc[sent.start : words[0].i])
    if inside or not later or later[-1].i < words[-1].i:
        return words
    end = later[-1].head.right_edge.i
    between = doc[words[-1].i + 1 : end + 1]
    return words if any(is_quote(t) for t in between) else (*words, *between)


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
    """Whether nobody in particular speaks: on the training articles 5 to 20 % of these are right, so they count only inside another one."""
    if not source:
        return kind != "verb" or not frame.name.startswith(("passive", "raised"))
    return len(source) == 1 and source[0].lower_ == "you"


def mistaken_verb(noun: "Token") -> "Token | None":
    """The verb that a parse has taken for an adjective of the possessor: "X accepted Y's assurance that ..."."""
    owner = child(noun, "poss")
    if owner is None:
        return None
    return next((c for c in owner.children if c.dep_ == "amod" and c.tag_ in ("VBD", "VBN") and c.i < owner.i and _takers(c, owner)), None)


def _takers(verb: "Token", owner: "Token") -> list["Token"]:
    """The words of the one who accepts or rejects."""
    own = child(verb, "nsubj")
    if own is None:
        own = next((c for c in owner.children if c.dep_ in ("nmod", "compound", "nsubj") and c.i < verb.i and c.pos_ in ("PROPN", "NOUN", "PRON")), None)
    return [t for t in phrase(own) if t.i < verb.i] if own is not None else []


def taken_up(paragraph: Paragraph, noun: "Token") -> Iterator[Candidate]:
    """X accepted Y's claim that P, where the parse has lost the verb: what X accepts, Y's claim, is a statement in it."""
    verb, owner = mistaken_verb(noun), child(noun, "poss")
    if verb is None or owner is None or verb.lemma_.lower() not in CUES["object"] | CUES["clause"]:
        return
    source = to_spans(paragraph, _takers(verb, owner))
    content = to_spans(paragraph, [t for t in phrase(noun) if t.i > verb.i])
    if source and content:
        cue = to_spans(paragraph, [verb])
        yield Candidate(source=source[-1], cue=cue[0], content=content, rule="rule:en.verb-object", score=SCORES["rule:en.verb-object"])


def before_verb(verb: "Token") -> "Token | None":
    """The head of the noun phrase right before a finite verb, for a parse that has lost the subject."""
    first = verb_group(verb)[0]
    if first.i == verb.sent.start or (verb.tag_ not in ("VBD", "VBZ", "VBP") and first == verb):
        return None
    left = verb.doc[first.i - (2 if verb.doc[first.i - 1].text in ("]", ")") and first.i > 1 else 1)]
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


def according_to(paragraph: Paragraph, token: "Token") -> Iterator[Candidate]:
    """ "According to X, P" and "P, according to X"."""
    to = child(token, "prep")
    name = child(to, "pobj", "pcomp") if to is not None else child(token, "pobj")
    if name is None:
        return
    own = {t.i for t in phrase(token)}
    sources = to_spans(paragraph, phrase(name))
    content = to_spans(paragraph, (t for t in _clause_around(token) if t.i not in own))
    if content and sources:
        cue = to_spans(paragraph, [token] if to is None else [token, to])
        yield Candidate(source=sources[0], cue=cue[0], content=content, rule="rule:en.according-to", score=SCORES["rule:en.according-to"])


def _clause_around(token: "Token") -> list["Token"]:
    """What "according to X" speaks of: its sentence, or the clause behind "that" which it opens ("Y said that, according to X, P")."""
    clause = token.head
    mark = child(clause, "mark")
    if clause.dep_ != "ccomp" or mark is None or mark.lower_ != "that" or not clause.head.i < mark.i < token.i < clause.i:
        return list(token.sent)
    return [t for t in phrase(clause) if t.i > mark.i]
