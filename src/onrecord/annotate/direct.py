"""Attributions from the structure of quotations: who speaks beside each, and which quotations go on with the same utterance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.annotate.addressee import addressee
from onrecord.annotate.candidates import SCORES, Candidate
from onrecord.annotate.cues import CUES, SAYING
from onrecord.annotate.grammar import VERBS, child, is_word, to_span, to_spans, verb_group
from onrecord.annotate.parsing import Paragraph
from onrecord.annotate.places import Places, index_places
from onrecord.annotate.speakers import name_beside
from onrecord.annotate.turns import find_turns
from onrecord.quotes import Quotation
from onrecord.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

MIN_WORDS = 3  # a shorter quotation beside a cue must end like a sentence to be an utterance
REACH = 60  # tokens between a quotation and its cue
NAME = r"[A-ZÀ-Þ][\w.’'-]*(?:\s+(?:[A-ZÀ-Þ][\w.’'-]*|of|de|van|von|bin|al|the|N|,)){0,7}"
SIGNED = re.compile(rf"\s*(?:[-–—―]{{1,2}}\s*({NAME}(?:,\s[^\n“\".!?;:]{{1,60}})?)[^\n“\"]{{0,80}}|\(({NAME})\)\.?)$")
SPOKEN = ("rule:en.verb-clause", "rule:en.parenthesis", "rule:en.according-to")
TERMINAL = ".!?…—-"


@dataclass(frozen=True, slots=True)
class Piece:
    """An outermost quotation that is an utterance, as a range of tokens of its paragraph."""

    paragraph: Paragraph
    quotation: Quotation
    first: int
    last: int

    @property
    def span(self) -> Span:
        return self.quotation.span


@dataclass(slots=True)
class Reading:
    """What has been found so far, and where the reader stands: the last attribution that further quotations may go on with."""

    found: list[Candidate]
    speaker: int | None = None  # index into `found`
    since: int = 0  # where the present paragraph's begin in `found`

    @property
    def here(self) -> list[Candidate]:
        return self.found[self.since :]

    def add(self, candidate: Candidate) -> None:
        self.found.append(candidate)
        self.speaker = len(self.found) - 1

    def extend(self, spans: Sequence[Span]) -> None:
        if self.speaker is not None:
            old = self.found[self.speaker]
            self.found[self.speaker] = replace(old, content=tuple(sorted({*old.content, *spans})))


def find_direct(paragraphs: Sequence[Paragraph], marks: Places[Quotation], indirect: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The attributions of all outermost quotations that are utterances; an attribution from the parse that a quotation goes on with is given again, longer."""
    reading = Reading([])
    turns = find_turns(paragraphs)
    cues = index_places((c.cue, c) for c in indirect if c.cue is not None)
    for k, paragraph in enumerate(paragraphs):
        reading.since = len(reading.found)
        pieces = list(find_pieces(paragraph, marks))
        turn = turns[k]
        if turn is not None:
            reading.add(turn)
            continue
        own = [c for c in cues.at(paragraph.block.span) if c.cue is not None and paragraph.block.span.start <= c.cue.start < paragraph.block.span.end]
        if not pieces:
            _sign_above(paragraph, paragraphs[k - 1] if k else None, reading)
            reading.speaker = None
            _open_paragraph(paragraph, paragraphs[k + 1] if k + 1 < len(paragraphs) else None, own, reading)
            continue
        _read_paragraph(paragraph, pieces, own, reading)
    return tuple(reading.found)


def find_pieces(paragraph: Paragraph, marks: Places[Quotation]) -> Iterator[Piece]:
    """The outermost quotations of a paragraph that are utterances."""
    span = paragraph.block.span
    for q in marks.at(span):
        if q.depth == 0 and span.start <= q.span.start < span.end:
            inside = [t.i for t in paragraph.doc if _overlaps(paragraph.lift(t), q.span) and not t.is_space]
            if inside and _is_utterance(paragraph, inside[0], inside[-1]):
                yield Piece(paragraph, q, inside[0], inside[-1])


def is_whole(quotation: Quotation) -> bool:
    """Whether a quotation ends where a mark says so, or goes on in the next paragraph; the mark of any other may be a stray one."""
    return quotation.closed or quotation.continues


def is_title(piece: Piece) -> bool:
    """Whether quoted words read as the title of a work."""
    return reads_as_title(piece.paragraph.doc[piece.first : piece.last + 1].text)


def reads_as_title(quoted: str) -> bool:
    """Whether quoted words are capitalised as titles of works are, and do not end as a sentence does."""
    words = re.findall(r"\w[\w'’-]*", quoted)
    ended = quoted.rstrip("”\"'’» ").endswith((".", "!", "?"))
    return not ended and len(words) > 1 and sum(word[0].isupper() for word in words) * 2 >= len(words)


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _is_utterance(paragraph: Paragraph, first: int, last: int) -> bool:
    """Whether a quotation is long enough to be something said, or ends as a sentence does: not a nickname, a title or a word held with tongs."""
    words = [t for t in paragraph.doc[first : last + 1] if is_word(t)]
    text = paragraph.doc[first : last + 1].text.rstrip("”\"'’» ")
    return len(words) > MIN_WORDS or (bool(words) and text.endswith((",", ".", "!", "?", "—", "…")))


def _open_paragraph(paragraph: Paragraph, following: Paragraph | None, own: Sequence[Candidate], reading: Reading) -> None:
    """A paragraph without quotations that leads to one: "X said:" before a paragraph of quotation."""
    words = paragraph.doc.text.rstrip()
    if following is None or not words.endswith(":"):
        return
    verb = next((t for t in reversed(paragraph.doc) if t.pos_ in VERBS and t.dep_ not in ("aux", "auxpass")), None)
    if verb is None:
        return
    source = name_beside(verb, list(paragraph.doc))
    if source:
        reading.add(_attribute(paragraph, (), verb, source, "rule:en.cue-then-quote"))


def _read_paragraph(paragraph: Paragraph, pieces: Sequence[Piece], own: Sequence[Candidate], reading: Reading) -> None:
    waiting: list[Piece] = []
    for k, piece in enumerate(pieces):
        limit = pieces[k + 1].first if k + 1 < len(pieces) else len(paragraph.doc)
        made = _find_cue(piece, pieces[k - 1].last + 1 if k else 0, limit)
        if made is not None:
            made = _join(made, [w.span for w in waiting if not _words_between(paragraph, w.last, piece.first)])
            waiting.clear()
            if reading.speaker is not None and reading.found[reading.speaker].cue == made.cue is not None:
                reading.extend(made.content)
            else:
                reading.add(made)
        elif not _continue(piece, pieces[:k], own, reading):
            waiting.append(piece)
    for piece in waiting:
        if _stands_alone(piece) and is_whole(piece.quotation) and not any(_tells(c, piece.span) for c in (*own, *reading.here)):
            reading.add(Candidate(source=None, cue=None, content=(piece.span,), rule="rule:en.quote-alone", score=SCORES["rule:en.quote-alone"], direct=True))
    last = pieces[-1].last
    if _words_between(paragraph, last, len(paragraph.doc)) and not _is_only_cue(paragraph, last, reading):
        reading.speaker = None


def _is_only_cue(paragraph: Paragraph, last: int, reading: Reading) -> bool:
    """Whether what follows a paragraph's last quotation is its attribution and nothing else."""
    cue = reading.found[reading.speaker].cue if reading.speaker is not None else None
    rest = [t for t in paragraph.doc[last + 1 :] if not t.is_space]
    return cue is not None and paragraph.lift(rest[0]).start <= cue.start and sum(t.text in (".", "!", "?") for t in rest) <= 1


def _tells(candidate: Candidate, span: Span) -> bool:
    """Whether what is told holds words of a quotation, and is not told inside it."""
    inside = candidate.cue is not None and span.start <= candidate.cue.start < span.end
    return not inside and any(_overlaps(s, span) for s in candidate.content)


def _join(candidate: Candidate, spans: Sequence[Span]) -> Candidate:
    return replace(candidate, content=tuple(sorted({*candidate.content, *spans})))


def _words_between(paragraph: Paragraph, last: int, first: int) -> bool:
    return any(is_word(t) for t in paragraph.doc[last + 1 : first])


def _continue(piece: Piece, before: Sequence[Piece], own: Sequence[Candidate], reading: Reading) -> bool:
    """Adds a quotation without a cue of its own to the attribution that it goes on with, if any."""
    paragraph = piece.paragraph
    if not before and not _words_between(paragraph, -1, piece.first):
        attributed = _ends_with_comma(piece) and _words_between(paragraph, piece.last, len(paragraph.doc))
        if reading.speaker is not None and not attributed and (reading.found[reading.speaker].content == () or _is_whole(piece)):
            reading.extend([piece.span])
            return True
        return False
    if before and not _words_between(paragraph, before[-1].last, piece.first) and reading.speaker is not None:
        reading.extend([piece.span])
        return True
    if not _stands_alone(piece):
        return _same_sentence(piece, before, reading)
    known = [c for c in own if not any(_same_cue(c, f) for f in reading.here)]
    here = [c for c in (*known, *reading.here) if c.cue is not None and paragraph.block.span.start <= c.cue.start < piece.span.start]
    outer = [c for c in here if not any(o is not c and _encloses(o, c) for o in here)]
    spoken = [c for c in outer if c.direct or c.rule in SPOKEN] or [c for c in outer if c.rule != "rule:en.noun"]
    if not spoken:
        return False
    last = max(spoken, key=lambda c: c.cue.start if c.cue else 0)
    if last not in reading.here:
        reading.add(last)
    reading.speaker = reading.since + reading.here.index(last)
    reading.extend([piece.span])
    return True


def _same_cue(a: Candidate, b: Candidate) -> bool:
    return a.cue is not None and b.cue is not None and _overlaps(a.cue, b.cue)


def _encloses(outer: Candidate, inner: Candidate) -> bool:
    return inner.cue is not None and any(s.start <= inner.cue.start and inner.cue.end <= s.end for s in outer.content)


def _same_sentence(piece: Piece, before: Sequence[Piece], reading: Reading) -> bool:
    """`"P," X said, but "Q"`: no sentence ends and no other verb has its subject between the attribution and the quotation."""
    if not before or reading.speaker is None:
        return False
    speaker = reading.found[reading.speaker]
    between = list(piece.paragraph.doc[before[-1].last + 1 : piece.first])
    if speaker.cue is None or any(t.text in (".", "!", "?", ";") for t in between):
        return False
    after = [t for t in between if piece.paragraph.lift(t).start >= speaker.cue.end and is_word(t)]
    inside = any(piece.paragraph.lift(t).start == speaker.cue.start for t in between)
    if not inside or len(after) > 6 or any(t.pos_ == "VERB" for t in after):
        return False
    reading.extend([piece.span])
    return True


def _is_whole(piece: Piece) -> bool:
    """Whether a paragraph is nothing but the quotation, or starts with it and does not go on with its sentence."""
    return piece.span.end - piece.span.start > 25


def _stands_alone(piece: Piece) -> bool:
    """Whether a quotation is a sentence of its own: it starts one and ends one."""
    return _starts_sentence(piece) and (_ends_sentence(piece) or not piece.quotation.closed)


def _ends_with_comma(piece: Piece) -> bool:
    return piece.paragraph.doc[piece.first : piece.last + 1].text.rstrip("”\"'’»“ ").endswith(",")


def _ends_sentence(piece: Piece) -> bool:
    return piece.paragraph.doc[piece.first : piece.last + 1].text.rstrip("”\"'’» ").endswith(tuple(TERMINAL))


def _starts_sentence(piece: Piece) -> bool:
    doc = piece.paragraph.doc
    before = next((t for t in reversed(doc[: piece.first]) if not t.is_space), None)
    start = next((t for t in doc[piece.first : piece.last + 1] if is_word(t)), None)
    opens = before is None or before.text[-1] in '.!?:…”"' or not is_word(before)
    return opens and start is not None and not start.text[0].islower()


def _find_cue(piece: Piece, since: int, limit: int) -> Candidate | None:
    """The cue beside a quotation: right before it with a comma or colon ("X said, ..."), else behind it, else before it."""
    before = _cue_before(piece, since)
    at = piece.first - 2
    if before is not None and at >= 0 and piece.paragraph.doc[at].lemma_.lower() in CUES["quote"] and not piece.paragraph.doc[piece.first - 1].is_quote:
        return before
    return _cue_after(piece, limit) or before or _signed(piece)


def _cue_after(piece: Piece, limit: int) -> Candidate | None:
    """`"P," X said` and `"P," said X`."""
    doc = piece.paragraph.doc
    gap = doc[piece.last + 1 : min(limit, piece.last + 1 + REACH)]
    words = [t for t in gap if not t.is_space and t.text not in (",", "-", "—", "–", "--")]
    if not words or not _ends_open(piece) or (words[0].lower_ in ("but", "and", "who", "which") and words[0].dep_ != "nsubj"):
        return None
    comma = _ends_with_comma(piece) and _starts_sentence(piece) and not is_title(piece)
    for token in words:
        if token.text in (".", ";", ":", "!", "?"):
            return None
        if _is_saying(token) or (comma and token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ") and token.dep_ not in ("relcl", "acl", "advcl")):
            source = name_beside(token, list(gap))
            if source and not _says_more(token, piece, limit):
                return _attribute(piece.paragraph, _whole_content(piece, min(token.i, source[0].i)), token, source, "rule:en.quote-then-cue")
    return None


def _says_more(verb: "Token", piece: Piece, limit: int) -> bool:
    """Whether the verb has an unquoted clause behind it, so a quotation that is no sentence ("in 'Cold Harbour' she wrote that ...") is not what it says."""
    after = any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.pos_ in VERBS and verb.i < c.left_edge.i < limit - 1 for c in verb.children)
    return after and not (_starts_sentence(piece) and piece.last - piece.first > MIN_WORDS)


def _whole_content(piece: Piece, clause: int) -> tuple[Span, ...]:
    """The quotation, with the unquoted words of its sentence where it is only part of what is said ("The plan 'is dead,' she said").

    `clause` is the token at which the attribution starts.
    """
    doc = piece.paragraph.doc
    first = piece.first
    while first > 0 and not _starts_here(doc[first], doc[first - 1]):
        first -= 1
    lead = to_spans(piece.paragraph, doc[first : piece.first])
    start = lead[0].start if lead else piece.span.start
    end = piece.span.end
    inside = doc[piece.first : piece.last + 1].text.rstrip("”\"'’» ")
    tail = to_spans(piece.paragraph, doc[piece.last + 1 : clause])
    if tail and not inside.endswith((",", "?", "!", "—", ".")):
        end = tail[-1].end
    return (Span(start, end),)


def _starts_here(token: "Token", before: "Token") -> bool:
    """Whether a sentence, or what follows a quotation, starts at a token."""
    return before.text[-1:] in ".!?:”" or before.text in ('"', "''") or (bool(token.is_sent_start) and before.text != ",")


def _is_saying(token: "Token") -> bool:
    return token.pos_ in VERBS and token.lemma_.lower() in SAYING and token.dep_ not in ("aux", "auxpass", "relcl", "acl")


def _ends_open(piece: Piece) -> bool:
    """Whether the quotation does not end its sentence: a comma, a question or exclamation mark, a dash, or no mark at all inside it or right after it."""
    doc = piece.paragraph.doc
    inside = doc[piece.first : piece.last + 1].text.rstrip("”\"'’» ")
    after = doc[piece.last + 1 :].text.lstrip()[:1]
    return after == "," or (not inside.endswith(".") and after not in (".", ";")) or (after.islower())


def _cue_before(piece: Piece, since: int) -> Candidate | None:
    """`X said, "P"`, `X said: "P"`, `X told Y, "P"`."""
    doc = piece.paragraph.doc
    gap = [t for t in doc[max(since, piece.first - REACH) : piece.first] if not t.is_space]
    stop = next((i for i in range(len(gap) - 1, -1, -1) if gap[i].text in (".", "!", "?", ";")), -1)
    gap = gap[stop + 1 :]
    if not gap:
        return None
    pointed = gap[-1].text in (":", ",") or (gap[-1].lower_ == "that" and _ends_sentence(piece))
    for token in reversed(gap):
        if token.pos_ in VERBS and token.dep_ not in ("aux", "auxpass"):
            if (token.lemma_.lower() in SAYING or (gap[-1].text == ":" and _has_word_for_it(token))) and (
                pointed or (token == gap[-1] and not is_title(piece))
            ):
                source = name_beside(token, gap)
                return _attribute(piece.paragraph, (piece.span,), token, source, "rule:en.cue-then-quote") if source else None
            if not pointed or token.dep_ != "relcl" or token.left_edge.lower_ != "who":
                return None
    return None


def _has_word_for_it(verb: "Token") -> bool:
    """Whether a light verb has what is said as its object ("X had one comment: ...")."""
    held = child(verb, "dobj")
    return held is not None and verb.lemma_.lower() in CUES["light verbs"] and held.lemma_.lower() in CUES["noun that"]


def _signed(piece: Piece) -> Candidate | None:
    """`"P" - Commissioner X`: a quotation signed behind a dash."""
    span = piece.paragraph.block.span
    rest = piece.paragraph.view.text[piece.span.end - span.start :]
    m = SIGNED.match(rest)
    if not m:
        return None
    at = piece.span.end
    name = Span(at + m.start(m.lastindex or 1), at + m.end(m.lastindex or 1))
    return Candidate(source=name, cue=None, content=(piece.span,), rule="rule:en.signed", score=SCORES["rule:en.signed"], direct=True)


def _sign_above(paragraph: Paragraph, above: Paragraph | None, reading: Reading) -> None:
    """A paragraph that is a dash and a name signs the quotation that ends the paragraph above it."""
    m = SIGNED.fullmatch(paragraph.view.text)
    last = reading.found[-1] if reading.found else None
    if m is None or above is None or last is None or last.rule != "rule:en.quote-alone" or last.content[-1].end != above.block.span.end:
        return
    at = paragraph.block.span.start
    name = Span(at + m.start(m.lastindex or 1), at + m.end(m.lastindex or 1))
    reading.found[-1] = replace(last, source=name, rule="rule:en.signed", score=SCORES["rule:en.signed"])


def _attribute(paragraph: Paragraph, content: tuple[Span, ...], verb: "Token", source: "list[Token]", rule: str) -> Candidate:
    spans = to_spans(paragraph, source)
    group = [t for t in verb_group(verb) if not any(_overlaps(paragraph.lift(t), c) for c in content)]
    cue = to_span(paragraph, group)
    told_to = addressee(paragraph, verb)
    return Candidate(source=spans[0] if spans else None, cue=cue, content=content, rule=rule, score=SCORES[rule], told_to=told_to, direct=True)
