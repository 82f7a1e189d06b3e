"""Who is named, described or pointed to: the places that `resolve` counts to sources."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.records import Document, Mention, MentionKind, Span, Statement, content_id
from onrecord.text import covers, exact, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Found = dict[Span, MentionKind]

NAMED = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"))
TIMED = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
LEFT = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "advmod", "quantmod", "predet", "case", "punct", "neg"))
RIGHT = frozenset(("of", "for", "at", "with", "from", "in", "on", "to", "behind", "about", "by", "against"))
PLURAL = re.compile(r"(?:ies|es|s)$")
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _words(name: str, *keys: str) -> frozenset[str]:
    lists = load_words("en", name)
    return frozenset(word for key in keys or tuple(lists) for word in lists[key])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.lower() for name in load_words("en", "outlets")["names"])


def find_mentions(document: Document, paragraphs: Sequence[Paragraph], statements: Sequence[Statement]) -> tuple[Mention, ...]:
    """Names, titles, descriptions, pronouns and outlets in text order; they may nest ("a spokesman for Mara Lind").

    A title before a name is a mention of its own, so a name never holds one; a possessive ending is never part of a mention.
    Every source span of a statement holds one mention at least.
    """
    found: Found = {}
    for paragraph in paragraphs:
        names = list(_find_names(paragraph.doc))
        for start, end in names:
            _add(found, paragraph, start, end, _name_kind(paragraph.doc[start:end].text))
        taken = {i for start, end in names for i in range(start, end)}
        for start, end, kind in _find_phrases(paragraph.doc, names, taken):
            _add(found, paragraph, start, end, kind)
    _cover_sources(document, paragraphs, statements, found)
    return tuple(
        Mention(id=content_id("men", document.id, span.start, span.end, kind), document=document.id, span=span, kind=kind)
        for span, kind in sorted(found.items())
    )


def _add(found: Found, paragraph: Paragraph, start: int, end: int, kind: MentionKind) -> None:
    while end - start > 1 and (paragraph.doc[end - 1].is_punct or paragraph.doc[end - 1].tag_ == "POS" or paragraph.doc[end - 1].is_space):
        end -= 1
    while end - start > 1 and (paragraph.doc[start].is_punct or paragraph.doc[start].is_space):
        start += 1
    span = paragraph.lift(paragraph.doc[start:end])
    if span.start < span.end:
        found.setdefault(span, kind)


def _name_kind(text: str) -> MentionKind:
    bare = re.sub(r"^the\s+", "", text.lower())
    return MentionKind.OUTLET if bare in _outlets() else MentionKind.NAME


# --- names -----------------------------------------------------------------------------------------------------------------------------------


def _is_capital(token: "Token") -> bool:
    """Whether a token can be part of a name: capitalised, and not only because a sentence begins."""
    if not CAPITAL.match(token.text) or token.lower_ in _words("pronouns") or token.ent_type_ in TIMED:
        return False
    if token.pos_ == "PROPN" or token.ent_type_ in NAMED:
        return not (token.is_sent_start and token.pos_ in ("DET", "ADP", "SCONJ", "CCONJ", "PRON", "ADV", "VERB", "AUX"))
    return token.pos_ in ("ADJ", "NOUN", "X") and not token.is_sent_start and not token.is_stop


def _runs(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Runs of capitalised tokens, with the particles, hyphens and initials that hold them together."""
    at, size = 0, len(doc)
    while at < size:
        if not (_is_capital(doc[at]) or _opens_name(doc, at)):
            at += 1
            continue
        end = at + 1
        while end < size and (step := _step(doc, end)):
            end += step
        yield at, end
        at = end


def _opens_name(doc: "Doc", at: int) -> bool:
    return doc[at].lower_ in ("al", "el", "de", "van", "von") and at + 1 < len(doc) and doc[at].ent_type_ == "PERSON" and doc[at].ent_iob_ == "B"


def _step(doc: "Doc", at: int) -> int:
    """How many tokens from `at` go on with the name that ends before it (0: it ends here)."""
    token, before = doc[at], doc[at - 1]
    if token.is_sent_start and not before.text.endswith("."):
        return 0
    if _is_capital(token):
        return 1
    following = doc[at + 1] if at + 1 < len(doc) else None
    if following is None:
        return 0
    if token.text == "-" and not before.whitespace_ and not token.whitespace_ and (_is_capital(following) or following.pos_ == "PROPN"):
        return 2
    if token.lower_ in _words("names", "particles") and _joins(doc, at):
        return next(n for n in (2, 3, 4) if at + n - 1 < len(doc) and _is_capital(doc[at + n - 1]))
    if token.text in ("&",) and _is_capital(following):
        return 2
    if token.lower_ == "," and following.lower_ in _words("names", "suffixes") and following.text[0].isupper():
        return 2
    if token.lower_ in ("of", "for", "and", "the") and token.ent_type_ in ("ORG", "FAC", "GPE") and token.ent_iob_ == "I" and token.ent_type_ == before.ent_type_:
        return next((n for n in (2, 3) if at + n - 1 < len(doc) and _is_capital(doc[at + n - 1]) and doc[at + n - 1].ent_iob_ == "I"), 0)
    if token.lower_ == "of" and before.lower_ in _words("titles", "organisations"):
        return next((n for n in (2, 3) if at + n - 1 < len(doc) and _is_capital(doc[at + n - 1])), 0)
    return 0


def _joins(doc: "Doc", at: int) -> bool:
    """Particles between capitals: at most two more, then a capital."""
    for n in (1, 2, 3):
        if at + n >= len(doc):
            return False
        if _is_capital(doc[at + n]):
            return True
        if doc[at + n].lower_ not in _words("names", "particles") and doc[at + n].text != "-":
            return False
    return False


def _find_names(doc: "Doc") -> Iterator[tuple[int, int]]:
    for start, end in _runs(doc):
        start = _skip_titles(doc, start, end)
        while end > start and doc[end - 1].tag_ == "POS":
            end -= 1
        if start < end and _is_worth(doc, start, end):
            yield start, end


def _skip_titles(doc: "Doc", start: int, end: int) -> int:
    """Where the name itself begins in a run that may open with a title ("Russian Foreign Minister Pavel Orlin")."""
    if start > 1 and doc[start - 1].lower_ in ("of", "the") and _ends_office(doc, start):
        start += 1
    best = start
    for at in range(start, end - 1):
        lower = doc[at].lower_.rstrip(".")
        titled = lower in _words("titles", "offices", "honorifics", "honorifics_masculine", "honorifics_feminine", "persons") or doc[at].lower_ in _words("titles", "offices")
        if titled and doc[at + 1].text[0].isupper() and not _is_institution(doc, at + 1, end):
            best = at + 1
    return best


def _ends_office(doc: "Doc", start: int) -> bool:
    """Whether the run's first word ends an office told before it ("secretary of State Mara Lind")."""
    left = doc[max(0, start - 3) : start + 1].text.lower()
    return any(left.endswith(phrase) for phrase in _words("titles", "office_phrases"))


def _is_institution(doc: "Doc", start: int, end: int) -> bool:
    return doc[end - 1].lower_ in _words("titles", "organisations", "documents") or doc[start].lower_ in ("of", "for")


def _is_worth(doc: "Doc", start: int, end: int) -> bool:
    """Names of people, organisations, countries and papers; not weekdays, nationalities used as adjectives, or a lone title."""
    if end - start > 1:
        return True
    token = doc[start]
    lower = token.lower_.rstrip(".")
    if lower in _words("titles", "offices", "honorifics", "honorifics_masculine", "honorifics_feminine", "persons") or len(lower) < 2:
        return False
    if token.ent_type_ in TIMED or token.pos_ == "ADJ" or (token.ent_type_ == "NORP" and token.dep_ in ("amod", "compound")):
        return False
    return token.ent_type_ in NAMED or token.pos_ == "PROPN"


# --- titles, descriptions, pronouns ----------------------------------------------------------------------------------------------------------


def _find_phrases(doc: "Doc", names: Sequence[tuple[int, int]], taken: set[int]) -> Iterator[tuple[int, int, MentionKind]]:
    starts = {start: end for start, end in names}
    for token in doc:
        if token.tag_ in ("PRP", "PRP$") and token.lower_ in _words("pronouns") and token.lower_ not in _words("pronouns", "thing"):
            yield token.i, token.i + 1, MentionKind.PRONOUN
        elif token.i not in taken and (kind := _head_kind(token)):
            start, end = _phrase(token, starts, taken)
            yield start, end, kind


def _head_kind(token: "Token") -> MentionKind | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X"):
        return None
    lower = token.lower_.rstrip(".")
    forms = (token.lower_, lower, token.lemma_.lower(), _singular(lower))
    if any(form in _words("titles", "offices", "honorifics", "honorifics_masculine", "honorifics_feminine") for form in forms):
        return MentionKind.TITLE if _is_head(token) else None
    if any(form in _words("titles", "persons", "persons_masculine", "persons_feminine", "groups", "organisations", "documents") for form in forms):
        return MentionKind.DESCRIPTION if _is_head(token) else None
    return None


def _singular(lower: str) -> str:
    return lower[:-3] + "y" if lower.endswith("ies") else lower.removesuffix("s")


def _is_head(token: "Token") -> bool:
    """The head of its phrase, or the last word of a title before a name."""
    if token.dep_ not in ("compound", "nmod", "amod"):
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.text[:1].isupper() and token.pos_ != "ADJ" and not (token.head.i > token.i + 1 and token.head.pos_ == "NOUN")


def _phrase(head: "Token", names: dict[int, int], taken: set[int]) -> tuple[int, int]:
    """The phrase of a head noun: what stands before it, and its prepositional phrases, without clauses and appositions."""
    doc = head.doc
    start = head.i
    while start > head.sent.start and _goes_left(doc[start - 1], head):
        start -= 1
    end = head.i + 1
    if end in names:
        return start, end
    for child in head.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in RIGHT and child.i == end:
            end = _prep_end(child)
    for at in range(head.i + 1, end):
        if at in names and doc[at - 1].lower_ not in RIGHT and doc[at - 1].lower_ not in ("the", "and", ",") and doc[at - 1].pos_ == "NOUN":
            end = at
            break
    return start, end


def _goes_left(token: "Token", head: "Token") -> bool:
    if token.is_space or token.text in ('"', "“", "”", ",", ";", ":", "(", ")", "—", "–"):
        return False
    return (token.dep_ in LEFT and (token.head.i == head.i or head.is_ancestor(token))) or (token.tag_ == "POS" and head.is_ancestor(token))


def _prep_end(prep: "Token") -> int:
    end = prep.i + 1
    for token in prep.subtree:
        if token.i < prep.i:
            continue
        if token.i > end or token.dep_ in ("relcl", "acl", "appos") or token.text in (",", ";", "(", "—", "–", '"', "“", "”"):
            break
        end = token.i + 1
    return end


# --- sources ---------------------------------------------------------------------------------------------------------------------------------


def _cover_sources(document: Document, paragraphs: Sequence[Paragraph], statements: Sequence[Statement], found: Found) -> None:
    """A mention for each source span that holds none."""
    for source in sorted({statement.source for statement in statements if statement.source}):
        span = trim(document.text, source)
        if span.start == span.end or any(covers(source, mention) for mention in found):
            continue
        found[span] = _guess_kind(exact(document.text, span))


def _guess_kind(text: str) -> MentionKind:
    bare = POSSESSIVE.sub("", text.strip("“”\"'‘’.,:;()[] ")).lower()
    if bare in _words("pronouns"):
        return MentionKind.PRONOUN
    if bare in _outlets():
        return MentionKind.OUTLET
    if bare.rsplit(" ", 1)[-1].rstrip(".") in _words("titles", "offices"):
        return MentionKind.TITLE
    return MentionKind.NAME if text[:1].isupper() and len(text.split()) <= 4 else MentionKind.DESCRIPTION
