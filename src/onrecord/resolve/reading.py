"""One article as this stage reads it: its mentions with their parts, where they stand, and which of them speaks in each statement."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.quotes import find_quotations
from onrecord.records import Anchor, Annotated, BlockRole, Form, Mention, MentionKind, Span, Statement
from onrecord.resolve.descriptions import Phrase, parse_phrase
from onrecord.resolve.names import Name, parse_name, words
from onrecord.text import covers, exact

NAMING = (MentionKind.NAME, MentionKind.OUTLET)
TELLING = (MentionKind.TITLE, MentionKind.DESCRIPTION)
QUOTED = 3  # spaces in a quotation that is more than a title, a nickname or a scare quote
BRACKETS = re.compile(r"[\[\]()]")
OWNED = re.compile(r"(?!.*\b(?:about|against|at|by|for|from|in|of|on|to|with)\b)[a-z-]+(?: [a-z-]+){0,3}")  # between "her" and a name: "old rival"
THE = re.compile(r"\bthe\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention with what its words tell.

    `sentence` counts from 1 (0: before the first); `opens` says that the mention begins it, `first` that no other mention stands before it there;
    `speech` is the statement whose direct words it stands in, the innermost; `quotation` the outermost quotation around it, if that is longer than a few words.
    """

    mention: Mention
    text: str
    sentence: int
    opens: bool
    first: bool
    headline: bool
    speech: str | None
    quotation: Span | None
    name: Name | None = None
    phrase: Phrase | None = None

    @property
    def start(self) -> int:
        return self.mention.span.start

    @property
    def end(self) -> int:
        return self.mention.span.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """References in text order, by mention id, and the mention that speaks in each statement (by statement id)."""

    article: Annotated
    references: tuple[Reference, ...]
    by_id: dict[str, Reference]
    speakers: dict[str, str]
    statements: dict[str, Statement]


def read_article(article: Annotated) -> Reading:
    references = tuple(_read_mentions(article))
    return Reading(
        article=article,
        references=references,
        by_id={r.mention.id: r for r in references},
        speakers={s.id: r.mention.id for s in article.statements if s.source and (r := find_speaker(references, s.source, article.document.text))},
        statements={s.id: s for s in article.statements},
    )


def anchor(reference: Reference) -> Anchor:
    return Anchor(reference.mention.document, reference.mention.span)


def _read_mentions(article: Annotated) -> Iterator[Reference]:
    text = article.document.text
    starts = [s.start for s in article.sentences]
    headlines = [b.span for b in article.document.blocks if b.role is BlockRole.HEADLINE]
    marked = [q.span for q in find_quotations(text, article.document.blocks) if not q.depth]
    speeches = sorted(_find_speeches(article, marked), key=lambda x: x[0])
    quotations = [q for q in marked if exact(text, q).count(" ") >= QUOTED]
    bare = {exact(text, m.span) for m in article.mentions if m.kind in NAMING and not _is_definite(text, m.span)}
    seen: set[int] = set()
    for mention in sorted(article.mentions, key=lambda m: (m.span.start, -m.span.end)):
        words_ = exact(text, mention.span)
        sentence = bisect_right(starts, mention.span.start)
        inner = [(c.end - c.start, i) for c, i in speeches if covers(c, mention.span)]
        naming = mention.kind in NAMING
        yield Reference(
            mention=mention,
            text=BRACKETS.sub("", " ".join(words_.split())) if mention.kind is MentionKind.PRONOUN else " ".join(words_.split()),
            sentence=sentence,
            opens=sentence > 0 and not text[starts[sentence - 1] : mention.span.start].strip(" \n\t“\"‘'"),
            first=sentence not in seen,
            headline=any(covers(h, mention.span) for h in headlines),
            speech=min(inner)[1] if inner else None,
            quotation=next((q for q in quotations if covers(q, mention.span)), None),
            name=parse_name(words_, definite=words_ not in bare and _is_definite(text, mention.span)) if naming else None,
            phrase=parse_phrase(words_) if mention.kind in TELLING else None,
        )
        seen.add(sentence)


def _find_speeches(article: Annotated, marked: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """The places at which somebody's very words stand, with the statement: quoted content, and quotations in content that is told in part."""
    for s in article.statements:
        for c in s.content if s.form is not Form.INDIRECT else ():
            if s.form is Form.DIRECT or _is_quoted(article.document.text, c):
                yield c, s.id
            else:
                yield from ((q, s.id) for q in marked if covers(c, q))


def _is_definite(text: str, span: Span) -> bool:
    return bool(THE.search(text[max(0, span.start - 5) : span.start]))


def _is_quoted(text: str, span: Span) -> bool:
    """Whether a passage is somebody's very words: marks open it, or closing marks stand on both sides of it by a slip."""
    before = text[max(0, span.start - 4) : span.start].rstrip(" [(…")[-1:]
    told = exact(text, span).strip()
    slip = before == "”" and told[-1:] == "”" and "“" not in told
    return slip or told[:1] in "“\"'‘«[" or (before != "" and before in "“\"'‘«")


def find_speaker(references: Sequence[Reference], source: Span, text: str) -> Reference | None:
    """The mention that a source span means: the widest that opens it, or the name that a title or an outlet stands before."""
    inside = [r for r in references if covers(source, r.mention.span)]
    if not inside:
        touching = [r for r in references if r.start < source.end and source.start < r.end]
        return min(touching, key=lambda r: (r.end - r.start, r.start)) if touching else None
    head = min(inside, key=lambda r: (r.start, -r.end))
    for other in inside:
        if other.start >= head.end and other.name and _leads(text[head.end : other.start], head):
            return other
    return head


def _leads(between: str, head: Reference) -> bool:
    """Whether what stands between shows that the head only introduces a name ("moderator Ana Roe", "CNN's Ana Roe")."""
    gap = between.strip()
    if head.phrase and not head.phrase.plural:
        return gap in ("", ",", "—", "–", "’s", "'s")
    if head.mention.kind is MentionKind.OUTLET or (head.name and head.name.kind in ("outlet", "organisation", "nation", "place")):
        return gap in ("’s", "'s", "’", "'") or (gap.startswith(("’s ", "'s ")) and len(gap.split()) <= 3)
    owned = head.mention.kind is MentionKind.PRONOUN and head.text.lower() in words("pronouns", "possessive")
    return owned and ("," in gap or bool(OWNED.fullmatch(gap)))
