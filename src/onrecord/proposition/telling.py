"""What one voice tells in one sentence, with everything about it that can be compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from onrecord.proposition.days import Day, find_days, read_date
from onrecord.proposition.numbers import Quantity, find_quantities
from onrecord.proposition.reading import Meant, find_meant, render
from onrecord.proposition.refusals import find_refusal, is_negative
from onrecord.proposition.words import stem, tokens, weight
from onrecord.records import Anchor, Annotated, Clause, Polarity, Source, Span, Statement, Voice, VoiceKind, content_id
from onrecord.text import covers, overlap, trim

GAP = 12  # words between two runs of what one speaker tells in a sentence that still count as one place; set by hand
# Share of a sentence, its "she said" left out. F1 of the claims of 30 events: .432 at 0.65, .438 at 0.8, .445 where the place is always the whole sentence; the
# lowest of these is taken all the same, because readers want the words themselves.
MOST = 0.65
# Words that mean something, a pronoun whose person is known one of them; "he did" is nobody's claim, nor is "speaking after the meeting" beside a statement.
MIN_WORDS, MIN_BESIDE = 2, 3
QUESTION_END = "?”\"’') \n"  # what may stand between the last words of a question and its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who did what to whom in one clause.

    `agent` and `patient` hold ids of sources where they are known, else stems, `doer` the stems of the agent in any case; `negated` counts a denial around it
    too.
    """

    anchor: Anchor
    predicate: str
    agent: frozenset[str]
    patient: frozenset[str]
    words: frozenset[str]
    negated: bool
    doer: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one holder (a statement, or the outlet's own voice) tells in one sentence; `source` is who says it.

    `words` are stems of what is no name, `names` stems of capitalised words, `people` the ids of the sources spoken of. `raw` is the snippet, `text` the
    same on one line, `around` the whole sentence; `whole` when the telling is that sentence, with its attribution; `denied` when its speaker denies it.
    `days` have their places in `raw`. `anchor` is the place of the snippet, `told` that of what is told alone, without an attribution around it; `beside`
    the snippet outside the holder's words; `refusal` the words by which it denies something or calls it untrue; `reads` what the pair model reads.
    """

    id: str
    anchor: Anchor
    told: Anchor
    raw: str
    text: str
    around: str
    beside: str
    statement: str | None
    voice: str | None
    source: str | None
    words: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]
    frames: tuple[Frame, ...]
    denied: bool
    whole: bool
    refusal: str = ""
    negative: bool = False
    predicates: frozenset[str] = frozenset()
    reads: str = ""

    @property
    def document(self) -> str:
        return self.anchor.document


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known about one article while its tellings are read."""

    article: Annotated
    people: tuple[tuple[Span, str], ...]
    speakers: Mapping[str, str]
    frames: Mapping[str, tuple[Clause, ...]]
    names: Mapping[str, str]
    meant: tuple[Meant, ...]
    published: date | None


def read_tellings(articles: Sequence[Annotated], sources: Sequence[Source]) -> tuple[Telling, ...]:
    """Everything told in the articles, by document and place."""
    speakers = {statement: source.id for source in sources for statement in source.statements}
    found: list[Telling] = []
    for article in articles:
        found.extend(_read_article(_set(article, sources, speakers)))
    return tuple(sorted(found, key=lambda telling: (telling.anchor, telling.id)))


def _set(article: Annotated, sources: Sequence[Source], speakers: Mapping[str, str]) -> Setting:
    here = article.document.id
    people = sorted((mention.anchor.span, source.id) for source in sources for mention in source.mentions if mention.anchor.document == here)
    frames: dict[str, tuple[Clause, ...]] = {}
    for clause in article.clauses:
        frames[clause.holder] = (*frames.get(clause.holder, ()), clause)
    published = article.document.meta.published
    names = {source.id: source.name for source in sources}
    return Setting(article, tuple(people), speakers, frames, names, find_meant(article, sources), read_date(published.value) if published else None)


def _read_article(setting: Setting) -> Iterator[Telling]:
    """Each sentence once as a whole, told by who tells most of it, its "she said" included; and the part of each other holder in it."""
    for sentence in setting.article.sentences:
        parts = sorted(_find_parts(setting.article, sentence), key=lambda found: (found[0].start - found[0].end, found[0].start, found[1].id))
        for at, (part, holder) in enumerate(parts):
            telling = _tell(setting, sentence, (part if at else sentence, part), holder)
            if telling is not None and (telling.whole or any(frame.agent or frame.patient for frame in telling.frames)):
                yield telling


def _find_parts(article: Annotated, sentence: Span) -> Iterator[tuple[Span, Statement | Voice]]:
    for statement in article.statements:
        parts = [_meet(part, sentence) for part in statement.content if overlap(part, sentence)]
        if parts:
            yield _bridge(article.document.text, parts), statement
    for voice in article.voices:
        if voice.kind is VoiceKind.OWN_CLAIM and overlap(voice.span, sentence):
            yield _meet(voice.span, sentence), voice


def _narrow(sentence: Span, part: Span, holder: Statement | Voice) -> Span:
    """What is said without the saying, where that is most of what the sentence tells; else, and where the saying is a denial, the sentence."""
    if isinstance(holder, Voice) or holder.polarity is Polarity.NEGATIVE:
        return sentence
    saying = (holder.source, holder.cue, holder.told_to)
    beside = sum(max(0, min(span.end, sentence.end) - max(span.start, sentence.start)) for span in saying if span is not None and not overlap(span, part))
    return part if part.end - part.start >= MOST * (sentence.end - sentence.start - beside) else sentence


def _bridge(text: str, parts: Sequence[Span]) -> Span:
    """One place for what is told in several runs of a sentence: from first to last across a few words ("..., she said, ..."), else the longest run."""
    gaps = pairwise(parts)
    if all(len(tokens(text[one.end : other.start])) <= GAP for one, other in gaps):
        return Span(parts[0].start, parts[-1].end)
    return max(parts, key=lambda part: (part.end - part.start, -part.start))


def _meet(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))


def _tell(setting: Setting, sentence: Span, place: tuple[Span, Span], holder: Statement | Voice) -> Telling | None:
    """What the holder tells in the sentence; `place` is where it is read (the sentence or the part) and where it is told (the part)."""
    document, (part, own) = setting.article.document, place
    told = own if part == own else _narrow(part, own, holder)
    span = trim(document.text, part)
    text = document.text[span.start : span.end]
    names, words = split_names(text)
    people = _find_people(span, setting.people)
    said = isinstance(holder, Statement)
    denied = isinstance(holder, Statement) and holder.polarity is Polarity.NEGATIVE
    beside = part != sentence and not said
    asked = document.text[span.start : sentence.end] if not document.text[span.end : sentence.end].strip(QUESTION_END) else text
    if len(names | words) + bool(people and not names) < (MIN_BESIDE if beside else MIN_WORDS) or asked.rstrip("”\"’'").endswith("?"):
        return None
    frames = tuple(_frame(setting, clause, denied) for clause in setting.frames.get(holder.id, ()) if covers(span, clause.span))
    return Telling(
        id=content_id("telling", document.id, span, holder.id),
        anchor=Anchor(document.id, span),
        told=Anchor(document.id, trim(document.text, told)),
        raw=text,
        text=" ".join(text.split()),
        around=" ".join(document.text[sentence.start : sentence.end].split()),
        beside=document.text[part.start : own.start] + " " + document.text[own.end : part.end],
        statement=holder.id if said else None,
        voice=None if said else holder.id,
        source=setting.speakers.get(holder.id),
        words=words,
        names=names,
        people=people,
        quantities=find_quantities(text),
        days=find_days(text, setting.published),
        frames=frames,
        denied=denied,
        whole=part == sentence,
        refusal=find_refusal(text),
        negative=is_negative(text),
        predicates=frozenset(frame.predicate for frame in frames),
        reads=render(setting.article, trim(document.text, told), setting.names.get(setting.speakers.get(holder.id, ""), ""), setting.meant),
    )


def _frame(setting: Setting, clause: Clause, denied: bool) -> Frame:
    text = setting.article.document.text
    names, words = split_names(text[clause.span.start : clause.span.end])
    return Frame(
        anchor=Anchor(clause.document, clause.span),
        predicate=stem(clause.predicate),
        agent=_find_argument(setting, clause.agent, clause.holder),
        patient=_find_argument(setting, clause.patient, clause.holder),
        words=names | words,
        negated=clause.negated != denied,
        doer=frozenset().union(*split_names(text[clause.agent.start : clause.agent.end])) if clause.agent else frozenset(),
    )


def _find_people(span: Span, people: Iterable[tuple[Span, str]]) -> frozenset[str]:
    return frozenset(source for place, source in people if overlap(place, span))


def split_names(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the capitalised words and numbers, and of the others that mean something."""
    names: set[str] = set()
    words: set[str] = set()
    for token in tokens(text):
        stemmed = stem(token)
        if weight(stemmed) > 0:
            (words if token[0].islower() else names).add(stemmed)
    return frozenset(names), frozenset(words)


def _find_argument(setting: Setting, span: Span | None, holder: str) -> frozenset[str]:
    """Who or what an argument is: the sources in it, else the stems of its words; "I" and "we" are the speaker, by id and by name."""
    if span is None:
        return frozenset()
    text = setting.article.document.text[span.start : span.end]
    speaker = setting.speakers.get(holder)
    if speaker is not None and text.lower() in ("i", "we", "me", "us"):
        return frozenset((speaker,)) | frozenset().union(*split_names(setting.names.get(speaker, "")))
    names, words = split_names(text)
    return _find_people(span, setting.people) or names | words
