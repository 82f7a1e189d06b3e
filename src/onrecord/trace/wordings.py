"""What is compared: the quoted runs of an account, and what it reports without marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.proposition.stances import find_stance
from onrecord.quotes import Quotation, find_quotations
from onrecord.records import Annotated, BlockRole, Form, MentionKind, Source, Span, Statement
from onrecord.text import covers, exact, overlap, trim
from onrecord.trace.rules import FRAGMENT_WORDS, INTERRUPTION, MOST_WORDS
from onrecord.trace.words import Word, fold_acronyms, split_words

WHOLE, HALF = 0.95, 0.5  # the share of a run that belongs to a statement: all but its punctuation, or half
TOPIC = re.compile(r"\b(?:about|against|at|for|in|of|on|over|to|with)$")  # what follows is what somebody speaks of, and not what they say
MARKS = re.compile(r"^(?:``|''|’’|‘‘|[“”„‟\"«»‘’‚‛'‹›])|(?:''|’’|[“”„‟\"«»‘’‚‛'‹›])$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a statement: the source's id; `named`: the statement itself names the source, so that it is surely nobody else.

    `also`: the sources to which the other account gives the same long quotation, so that they count as this one.
    """

    source: str
    named: bool
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """One run of words told as somebody's: `span` without the marks; `sentences`: which words (half-open) make up each.

    `quoted`: all of it stands in marks, `depth` marks deep (0 is outermost); `marked`: which of its words do. `statement` is an id where known.
    `inner`: the quotations inside it, and what it tells as said before; `fuller`: the longer quotations of the account that hold the same words;
    `uses`: how often the account has the words of a short quotation, in marks or not; `repeats`: the other places where it quotes the same words.
    """

    article: Annotated
    span: Span
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]
    quoted: bool
    depth: int
    marked: tuple[bool, ...]
    statement: str | None
    speaker: Speaker | None
    inner: tuple[Span, ...] = ()
    fuller: tuple[Span, ...] = ()
    uses: int = 1
    repeats: tuple["Wording", ...] = ()


def find_speakers(articles: Sequence[Annotated], sources: Sequence[Source]) -> dict[str, Speaker]:
    """The speaker by the statement's id, as far as known."""
    of_statement = {statement: source for source in sources for statement in source.statements}
    names = {mention.id for article in articles for mention in article.mentions if mention.kind is MentionKind.NAME}
    found: dict[str, Speaker] = {}
    for article in articles:
        for statement in article.statements:
            if (source := of_statement.get(statement.id)) is not None:
                found[statement.id] = Speaker(source.id, is_named(statement, source, names))
    return found


def is_named(statement: Statement, source: Source, names: Set[str]) -> bool:
    """Whether the words that say who speaks hold a name of the source: a pronoun or a description may be somebody else's."""
    span, here = statement.source, statement.document
    return any(m.mention in names and m.anchor.document == here and overlap(m.anchor.span, span) > 0 for m in source.mentions) if span else False


def find_wordings(article: Annotated, speakers: Mapping[str, Speaker]) -> tuple[Wording, ...]:
    """The quoted runs of an article in text order, then what it reports in its own words; of those with the same words, one."""
    quotations = find_quotations(article.document.text, article.document.blocks)
    told = (
        *join_interrupted(article, tuple(_quoted(article, quotations, speakers))),
        *_reported(article, quotations, speakers),
        *_retold(article, quotations, speakers),
    )
    return count_uses(article, find_echoes(merge_repeats((*told, *_untold(article, quotations)))))


def count_uses(article: Annotated, wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """The same wordings, short quotations with how often their words stand in the account."""
    text = article.document.text
    whole = f" {' '.join(word.stem for block in article.document.blocks for word in split_words(text, block.span) if block.role is BlockRole.BODY)} "
    return tuple(replace(w, uses=whole.count(join_stems(w))) if w.quoted and len(w.words) <= FRAGMENT_WORDS else w for w in wordings)


def fold_names(wordings: Sequence[Wording], acronyms: Set[str]) -> tuple[Wording, ...]:
    """The wordings with each name that an acronym stands for as one word."""
    return tuple(fold_wording(wording, acronyms) for wording in wordings) if acronyms else tuple(wordings)


def fold_wording(wording: Wording, acronyms: Set[str]) -> Wording:
    words = fold_acronyms(wording.article.document.text, wording.words, acronyms)
    if len(words) == len(wording.words):
        return wording
    marks = {word.span.start: marked for word, marked in zip(wording.words, wording.marked, strict=True)}
    return replace(wording, words=words, sentences=group_words(wording.article, words), marked=tuple(marks[word.span.start] for word in words))


def is_heading(wording: Wording) -> bool:
    """Whether a wording stands in a headline."""
    blocks = wording.article.document.blocks
    return any(block.role is BlockRole.HEADLINE and covers(block.span, wording.span) for block in blocks)


def join_stems(wording: Wording) -> str:
    return f" {' '.join(word.stem for word in wording.words)} "


def find_echoes(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """The same wordings, each quotation with the longer ones of the account that hold its words."""
    stems = [join_stems(wording) for wording in wordings]
    full = [(wording.span, stem) for wording, stem in zip(wordings, stems, strict=True) if wording.quoted]

    def find_fuller(wording: Wording, stem: str) -> tuple[Span, ...]:
        quoted = (place for place, other in full if len(stem) < len(other) and stem in other and not overlap(wording.span, place))
        return (*quoted, *find_told(wording, wordings))

    return tuple(replace(w, fuller=find_fuller(w, stem)) if w.quoted else w for w, stem in zip(wordings, stems, strict=True))


def find_told(fragment: Wording, wordings: Sequence[Wording]) -> Iterator[Span]:
    """What the same speaker is told to have said elsewhere without marks, where it has the words of a fragment and words of the clause around it too."""
    frame = find_frame(fragment, wordings)
    if frame is None or fragment.speaker is None or len(fragment.words) > FRAGMENT_WORDS:
        return
    own, clause = heavy_stems(fragment), heavy_stems(frame)
    for told in wordings:
        theirs = heavy_stems(told) if told.speaker and told.speaker.source == fragment.speaker.source and not any(told.marked) else frozenset()
        if own and own <= theirs and len(clause & theirs) > len(own):
            yield told.span


def find_frame(fragment: Wording, wordings: Sequence[Wording]) -> Wording | None:
    """The clause told around a quotation, the smallest."""
    frames = [w for w in wordings if not w.quoted and w.statement and covers(w.span, fragment.span)]
    return min(frames, key=lambda w: w.span.end - w.span.start, default=None)


def heavy_stems(wording: Wording) -> frozenset[str]:
    return frozenset(word.stem for word in wording.words if word.heavy)


def merge_repeats(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """One wording of each run of words that the account repeats, with the first statement and speaker known of any.

    The first one counts, or if that is the headline's, the first of the body. A term named again inside quotations counts once in all its forms.
    """
    groups: dict[tuple[bool, bool, tuple[str, ...]], list[Wording]] = {}
    outer = {tuple(word.key for word in strip_article(w.words)) for w in wordings if w.quoted and not w.depth}
    for wording in wordings:
        repeated = tuple(word.key for word in strip_article(wording.words)) in outer
        named = wording.depth > 0 and len(wording.words) <= FRAGMENT_WORDS and not repeated
        words = tuple(word.stem if named else word.key for word in strip_article(wording.words))
        groups.setdefault((wording.quoted, named, words), []).append(wording)
    return tuple(merge_group(group) for group in groups.values())


def strip_article(words: Sequence[Word]) -> Sequence[Word]:
    """The words without an article before them: "the lucky few" repeats "lucky few"."""
    return words[1:] if len(words) > 1 and words[0].key in ("a", "an", "the") else words


def merge_group(group: Sequence[Wording]) -> Wording:
    first = next((wording for wording in group if not is_heading(wording)), group[0])
    known = next((wording for wording in group if wording.speaker), None)
    repeats = tuple(wording for wording in group if wording is not first and wording.quoted and len(wording.words) <= FRAGMENT_WORDS)
    if first.speaker or not known:
        return replace(first, repeats=repeats)
    return replace(first, statement=first.statement or known.statement, speaker=known.speaker, repeats=repeats)


def _quoted(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, Speaker]) -> Iterator[Wording]:
    retold = tuple(find_retold(article, quotations, speakers))
    for quotation in quotations:
        span = strip_marks(article.document.text, quotation.span)
        statement = find_statement(article, span)
        marked = (q.span for q in quotations if q.depth > quotation.depth and covers(quotation.span, q.span))
        others = (place for place, told in retold if covers(span, place) and place != span)
        for wording in make_wording(article, span, statement, speakers, quotation):
            yield replace(wording, inner=(*marked, *others))


def join_interrupted(article: Annotated, wordings: Sequence[Wording]) -> Iterator[Wording]:
    """The wordings with those joined that only the name of the speaker interrupts ("The mill," she said, "is sold")."""
    kept: list[Wording] = []
    for wording in wordings:
        goes = wording.depth == 0 and bool(kept) and goes_on(article.document.text, kept[-1], wording)
        kept.append(join(kept.pop(), wording) if goes else wording)
    yield from kept


def join(first: Wording, second: Wording) -> Wording:
    """Both as one wording, from the start of the first to the end of the second."""
    words = (*first.words, *second.words)[:MOST_WORDS]
    return replace(
        first,
        span=Span(first.span.start, second.span.end),
        words=words,
        sentences=group_words(first.article, words),
        marked=(True,) * len(words),
        inner=(*first.inner, *second.inner),
        speaker=first.speaker or second.speaker,
    )


def goes_on(text: str, first: Wording, second: Wording) -> bool:
    """Whether the second quotation goes on where the first was interrupted: a comma or dash before, few words that end no sentence, and no capital after."""
    between = text[first.span.end : second.span.start]
    ends_open = exact(text, first.span)[-1:] in tuple(",–—-") or between[:1] in tuple(",–—-")
    few = first.depth == 0 and "\n" not in between and 0 < len(between.split()) <= INTERRUPTION
    before = between.rstrip("“\"‘' ").rstrip()
    return bool(ends_open and few and before.endswith((",", "–", "—", "-")) and (exact(text, second.span)[:1].islower() or second.words[0].key == "i"))


def _reported(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, Speaker]) -> Iterator[Wording]:
    """Contents of statements that are not wholly in marks: as a whole, so that two words in marks do not hide that the rest is told without."""
    for statement in article.statements:
        if statement.form is not Form.DIRECT:
            for span in statement.content:
                if not any(covers(q.span, span) for q in quotations):
                    yield from make_wording(article, skip_that(article.document.text, span), statement.id, speakers, *quotations)


def _retold(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, Speaker]) -> Iterator[Wording]:
    for span, statement in find_retold(article, quotations, speakers):
        yield from make_wording(article, skip_that(article.document.text, span), statement, speakers, *(q for q in quotations if covers(span, q.span)))


def find_retold(article: Annotated, quotations: Sequence[Quotation], speakers: Mapping[str, Speaker]) -> Iterator[tuple[Span, str]]:
    """What somebody quoted says that somebody said before, with its statement: the words of another or of another occasion, without marks of their own."""
    text = article.document.text
    for statement in article.statements:
        said = statement.within and statement.cue and find_stance(exact(text, statement.cue)) and not TOPIC.search(exact(text, statement.cue))
        if said and statement.id in speakers:
            for span in statement.content:
                if any(covers(q.span, span) for q in quotations) and not any(strip_marks(text, q.span) == strip_marks(text, span) for q in quotations):
                    yield span, statement.id


def skip_that(text: str, span: Span) -> Span:
    """The content without the conjunction that joins it to its verb."""
    return Span(span.start + 5, span.end) if exact(text, span).lower().startswith("that ") else span


def _untold(article: Annotated, quotations: Sequence[Quotation]) -> Iterator[Wording]:
    """Sentences that stand in no statement: a quotation may have lost its marks and its speaker."""
    told = [span for statement in article.statements for span in statement.content]
    for sentence in article.sentences:
        if 2 * sum(overlap(span, sentence) for span in told) < sentence.end - sentence.start:
            yield from (w for w in make_wording(article, sentence, None, {}, *quotations) if not w.quoted)


def make_wording(article: Annotated, span: Span, statement: str | None, speakers: Mapping[str, Speaker], *quotations: Quotation) -> Iterator[Wording]:
    """The wording of a place, if it has words; `quotations` are those that its words may stand in."""
    words = split_words(article.document.text, span)[:MOST_WORDS]
    marked = tuple(any(covers(q.span, word.span) for q in quotations) for word in words)
    if words:
        depth = quotations[0].depth if all(marked) else 0
        speaker = speakers.get(statement or "")
        yield Wording(article, span, words, group_words(article, words), all(marked), depth, marked, statement, speaker)


def find_statement(article: Annotated, span: Span) -> str | None:
    """The innermost statement that all words of the run belong to; where none has all, that at least half of it belongs to.

    Those with a verb of telling come first: in "she asked if he backed the “new ford”" the words in marks are hers.
    """

    def size(statement: Statement) -> int:
        return sum(s.end - s.start for s in statement.content)

    shares = {s.id: sum(overlap(c, span) for c in s.content) / max(1, span.end - span.start) for s in article.statements}
    holding = [s for s in article.statements if shares[s.id] >= WHOLE] or [s for s in article.statements if shares[s.id] >= HALF]
    telling = [s for s in holding if s.cue and find_stance(exact(article.document.text, s.cue))] or holding
    return min(telling, key=lambda s: (size(s), s.id)).id if telling else None


def group_words(article: Annotated, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """The words by the sentences of the article; words between sentences go with those before."""
    starts = [sentence.start for sentence in article.sentences]
    numbers = [bisect_right(starts, word.span.start) for word in words]
    bounds = [0, *(at for at in range(1, len(words)) if numbers[at] != numbers[at - 1]), len(words)]
    return tuple(pairwise(bounds))


def strip_marks(text: str, span: Span) -> Span:
    """What stands between the marks, without white space at its ends."""
    start, end = span.start, span.end
    for m in MARKS.finditer(exact(text, span)):
        if m.start() == 0:
            start = span.start + m.end()
        else:
            end = span.start + m.start()
    return trim(text, Span(start, max(start, end)))
