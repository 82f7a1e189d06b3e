"""Who is named, described or pointed to: the places that `resolve` counts to sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.records import Document, Mention, MentionKind, Span, Statement, content_id
from onrecord.text import covers, exact, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Found = dict[Span, MentionKind]

SPEAKING = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"))
OTHER = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"))
BEFORE = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "advmod", "quantmod", "predet", "neg", "npadvmod"))
PREPOSITIONS = frozenset(("of", "for", "at", "with", "from", "in", "on", "to", "behind", "about", "by", "against", "near", "inside", "within"))
STOPS = frozenset((",", ";", ":", "(", ")", "[", "]", "—", "–", '"', "“", "”", "‘"))
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
POSSESSIVE = re.compile(r"['’]s?$")
EDGES = "“”\"'‘’«».,:;()[] "
TRADES = ("er", "or", "ist", "ian", "man", "woman", "ant", "ess")
PARTY = re.compile(r"[DRIL]-[A-Z]")
JOINED = re.compile(r"(?:anti|pro|non|pre|post|ex|mid|un|self)-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A name's tokens, and where the title before it begins (`start` when there is none)."""

    title: int
    start: int
    end: int


@cache
def _words(name: str, *keys: str) -> frozenset[str]:
    lists = load_words("en", name)
    return frozenset(word for key in keys or tuple(lists) for word in lists[key])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.lower() for name in load_words("en", "outlets")["names"])


@cache
def _nations() -> frozenset[str]:
    lists = load_words("en", "nations")
    return frozenset(form for country, forms in lists.items() for form in (country, *forms))


@cache
def _titles() -> frozenset[str]:
    return _words("titles", "offices", "honorifics", "honorifics_masculine", "honorifics_feminine")


@cache
def _people() -> frozenset[str]:
    return _words("titles", "persons", "persons_masculine", "persons_feminine")


@cache
def _described() -> frozenset[str]:
    return _people() | _words("titles", "groups", "organisations", "documents")


def find_mentions(document: Document, paragraphs: Sequence[Paragraph], statements: Sequence[Statement]) -> tuple[Mention, ...]:
    """Names, titles, descriptions, pronouns and outlets in text order; they may nest ("a spokesman for Mara Lind").

    A title before a name is a mention of its own, so a name never holds one; a possessive ending and brackets are never part of a mention.
    Every source span of a statement holds one mention at least.
    """
    found: Found = {}
    known = _known_names(paragraphs)
    for paragraph in paragraphs:
        doc = paragraph.doc
        titled = _is_title_case(doc)
        names = [n for n in _drop_title_words(doc, list(_find_known(doc, known) if titled else _find_names(doc))) if not _is_compound(doc, n, known)]
        for name in names:
            _add(found, paragraph, name.start, name.end, _name_kind(doc[name.start : name.end].text))
            if name.title < name.start:
                _add(found, paragraph, name.title, name.start, _title_kind(doc[name.start - 1]))
        for start, end, kind in (*_find_phrases(doc, names), *_find_antecedents(paragraph, statements, names)):
            _add(found, paragraph, start, end, kind)
    _cover_sources(document, statements, found)
    return tuple(
        Mention(id=content_id("men", document.id, span.start, span.end, kind), document=document.id, span=span, kind=kind)
        for span, kind in sorted(found.items())
    )


def _add(found: Found, paragraph: Paragraph, start: int, end: int, kind: MentionKind) -> None:
    doc = paragraph.doc
    if end < len(doc) and doc[end].text == "." and doc[end - 1].lower_ in ("sr", "jr", "esq") and not doc[end - 1].whitespace_:
        end += 1
    while end - start > 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].is_space) and doc[end - 2].lower_ not in ("sr", "jr", "esq"):
        end -= 1
    while end - start > 1 and (doc[start].is_punct or doc[start].is_space or doc[start].tag_ == "POS"):
        start += 1
    span = paragraph.lift(doc[start:end])
    if span.start < span.end:
        found.setdefault(span, kind)


def _name_kind(text: str) -> MentionKind:
    return MentionKind.OUTLET if re.sub(r"^the\s+", "", text.lower()) in _outlets() else MentionKind.NAME


def _title_kind(token: "Token") -> MentionKind:
    return MentionKind.TITLE if set(_forms(token)) & _titles() else MentionKind.DESCRIPTION


# --- names -----------------------------------------------------------------------------------------------------------------------------------


def _is_capital(token: "Token") -> bool:
    """Whether a token can be part of a name: capitalised, and not only because a sentence begins."""
    if not CAPITAL.match(token.text) or token.lower_ in _words("pronouns") or token.ent_type_ in OTHER or JOINED.match(token.text):
        return False
    if _opens_sentence(token) and _is_common(token):
        return False
    if token.pos_ == "PROPN" or token.ent_type_ in SPEAKING:
        return token.pos_ not in ("DET", "ADP", "SCONJ", "CCONJ", "PRON", "ADV", "VERB", "AUX") or not _opens_sentence(token)
    return token.pos_ in ("ADJ", "NOUN", "X") and not _opens_sentence(token) and not token.is_stop


def _opens_sentence(token: "Token") -> bool:
    return bool(token.is_sent_start) or (token.i > 0 and token.nbor(-1).text in ("“", '"', "‘", ":", "•", "-", "—"))


def _is_common(token: "Token") -> bool:
    """A first word that only begins a phrase of common nouns ("Energy minister", "Tea exporters")."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is None or not following.text[:1].islower() or following.pos_ not in ("NOUN", "ADJ"):
        return following is not None and following.text == "-" and not token.whitespace_ and token.ent_type_ not in ("PERSON", "GPE", "NORP")
    if token.ent_type_ in ("GPE", "NORP"):
        return False
    if set(_forms(following)) & (_titles() | _people()):
        return token.ent_type_ != "ORG" or token.pos_ != "PROPN"
    return token.dep_ in ("compound", "amod", "nmod", "det") and token.ent_type_ not in ("PERSON", "ORG")


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
    if at + 1 >= len(doc):
        return 0
    following = doc[at + 1]
    if token.text == "-" and not before.whitespace_ and not token.whitespace_:
        return 2 if _is_capital(following) or following.pos_ == "PROPN" else 0
    if token.text == "," and following.lower_ in _words("names", "suffixes"):
        return 2 if following.text[0].isupper() else 0
    return _bridge(doc, at)


def _bridge(doc: "Doc", at: int) -> int:
    """Small words inside a name: particles, "&", and "of the" in an organisation's name."""
    token, before = doc[at], doc[at - 1]
    if token.text == "&" or token.lower_ in _words("names", "particles"):
        return _capital_after(doc, at, 3)
    inside = token.ent_type_ in ("ORG", "FAC", "GPE") and token.ent_iob_ == "I" and token.ent_type_ == before.ent_type_
    if (token.lower_ in ("of", "for", "and", "the", "in") and inside) or (token.lower_ in ("of", "for", "on") and before.lower_ in _words("titles", "organisations")):
        return _capital_after(doc, at, 2)
    return 0


def _capital_after(doc: "Doc", at: int, reach: int) -> int:
    """How many tokens from `at` to the next capital, over particles, "the" and hyphens only; 0 when there is none within reach."""
    for n in range(1, reach + 1):
        if at + n >= len(doc):
            return 0
        if _is_capital(doc[at + n]):
            return n + 1
        if doc[at + n].lower_ not in _words("names", "particles") | {"the", "a", "-"}:
            return 0
    return 0


def _find_names(doc: "Doc") -> Iterator[Named]:
    for start, stop in _runs(doc):
        end = stop
        while end > start and doc[end - 1].tag_ == "POS":
            end -= 1
        first = _skip_titles(doc, start, end)
        if first < end and _is_worth(doc, first, end):
            yield Named(_title_start(doc, start, first), first, end)


def _drop_title_words(doc: "Doc", names: Sequence[Named]) -> list[Named]:
    """Without capitals that only open a title ("Opposition leader Ana Roe"); a person or institution in a title stays ("Roe spokeswoman Ida Lund")."""
    titles = [range(name.title, name.start) for name in names]
    return [n for n in names if not any(n.start in t for t in titles) or any(t.ent_type_ in ("PERSON", "ORG", "GPE") for t in doc[n.start : n.end])]


def _is_compound(doc: "Doc", name: Named, known: frozenset[str]) -> bool:
    """Whether a hyphen only joins words to names ("anti-Roe", "Roe-Lund talks", "Franco-German")."""
    text = doc[name.start : name.end].text
    parts = text.lower().split("-")
    return bool(JOINED.match(text) or PARTY.match(text)) or (len(parts) > 1 and all(p in known or p in _nations() for p in parts))


def _skip_titles(doc: "Doc", start: int, end: int) -> int:
    """Where the name itself begins in a run that may open with a title ("Russian Foreign Minister Pavel Orlin")."""
    best = start
    if start > 1 and end - start > 1 and any(doc[max(0, start - 3) : start + 1].text.lower().endswith(phrase) for phrase in _words("titles", "office_phrases")):
        best = start + 1
    for at in range(start, end - 1):
        if (set(_forms(doc[at])) & (_titles() | _people()) or _is_trade(doc[at])) and CAPITAL.match(doc[at + 1].text) and not _is_institution(doc, at + 1, end):
            best = at + 1
    return best


def _is_trade(token: "Token") -> bool:
    """Whether a capital that opens a sentence is somebody's trade before a given name ("Glazier Martin Orne")."""
    return _opens_sentence(token) and token.lower_.endswith(TRADES) and token.nbor(1).lower_ in _words("names", "masculine", "feminine")


def _is_institution(doc: "Doc", start: int, end: int) -> bool:
    return doc[end - 1].lower_ in _words("titles", "organisations", "documents") or doc[start].lower_ in ("of", "for")


def _title_start(doc: "Doc", start: int, first: int) -> int:
    """Where the title before a name begins; a lower-case noun directly before it is a title too ("moderator Ana Roe")."""
    last = doc[first - 1] if first else None
    if last is None or (first == start and not _is_title_noun(last, doc[first])):
        return first
    at = min(start, first - 1)
    if any(doc[max(0, first - 3) : first].text.lower().endswith(phrase) for phrase in _words("titles", "office_phrases")):
        at = min(at, first - 3)
    while at > last.sent.start and _belongs(doc[at - 1], last):
        at -= 1
    return at


def _is_title_noun(last: "Token", name: "Token") -> bool:
    if last.tag_ != "NN" or last.is_sent_end or not last.text[0].isalpha():
        return False
    if set(_forms(last)) & (_titles() | _people()):
        return True
    return (last.text[0].islower() or bool(last.is_sent_start)) and last.dep_ == "compound" and name.ent_type_ == "PERSON" and last.ent_type_ not in OTHER


def _belongs(token: "Token", last: "Token") -> bool:
    """Whether a token goes on a title to the left: adjectives, nouns, "of", articles and possessives."""
    following = token.nbor(1)
    if token.text in "’'" and token.nbor(-1).lower_.endswith("s") and not token.nbor(-1).whitespace_:
        return True
    if token.text in STOPS or token.is_space or following.tag_ in ("DT", "PRP$") or following.lower_ in ("the", "a", "an"):
        return False
    if token.tag_ == "POS" or following.tag_ == "POS" or "-" in (token.text, following.text) or (following.text in "’'" and token.lower_.endswith("s")):
        return token.pos_ in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT", "X", "NUM")
    if token.lower_ == "of":
        return last.i == following.i and last.text[0].islower()
    return token.pos_ in ("NOUN", "PROPN", "ADJ", "DET") or token.tag_ == "PRP$"


def _is_worth(doc: "Doc", start: int, end: int) -> bool:
    """Names of people, organisations, countries and papers; not weekdays, nationalities used as adjectives, events, or a lone title."""
    if all(t.ent_type_ in ("EVENT", "LAW") for t in doc[start:end]) or (doc[start].ent_type_ == "WORK_OF_ART" and start and doc[start - 1].text in "“\"‘'"):
        return False
    if end - start > 1:
        return True
    token = doc[start]
    lower = token.lower_.rstrip(".")
    if set(_forms(token)) & (_titles() | _people()) or len(lower) < 2:
        return False
    if set(_forms(token)) & _described() and (_opens_sentence(token) or token.nbor(-1).lower_ in ("the", "a", "an")):
        return False
    if lower in _words("names", "calendar") or token.pos_ == "ADJ" or (token.ent_type_ == "NORP" and token.dep_ in ("amod", "compound")):
        return False
    return token.ent_type_ in SPEAKING or token.pos_ == "PROPN"


# --- headlines In Title Case -----------------------------------------------------------------------------------------------------------------


def _is_title_case(doc: "Doc") -> bool:
    """Whether most longer words of a paragraph are capitalised, as in headlines, so that capitals tell nothing about names."""
    longer = [t.text for t in doc if t.is_alpha and len(t.text) > 3]
    return 3 < len(longer) < 25 and sum(bool(CAPITAL.match(t)) for t in longer) >= 0.8 * len(longer)


def _known_names(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The names that the other paragraphs tell, and the first and last parts of those of people."""
    known: set[str] = set()
    for paragraph in paragraphs:
        if _is_title_case(paragraph.doc):
            continue
        for name in _find_names(paragraph.doc):
            piece = paragraph.doc[name.start : name.end]
            known.add(piece.text.lower())
            if all(t.ent_type_ == "PERSON" for t in piece):
                known |= {piece[0].lower_, piece[-1].lower_}
    return frozenset(known - _described() - _titles())


def _find_known(doc: "Doc", known: frozenset[str]) -> Iterator[Named]:
    """Names of the text in its headline, the longest first; beside them what the parser is sure is a country or a party."""
    at = 0
    while at < len(doc):
        end = next((e for e in range(min(len(doc), at + 7), at, -1) if doc[at:e].text.lower() in known and CAPITAL.match(doc[at].text)), at)
        if end == at and doc[at].ent_type_ in ("GPE", "NORP") and doc[at].pos_ == "PROPN" and doc[at].dep_ not in ("amod", "compound"):
            end = at + 1
        if end > at:
            yield Named(_skip_back(doc, at), at, end)
        at = max(end, at + 1)


def _skip_back(doc: "Doc", first: int) -> int:
    at = first
    while at > 0 and set(_forms(doc[at - 1])) & _titles():
        at -= 1
    return at


# --- titles, descriptions, pronouns ----------------------------------------------------------------------------------------------------------


def _find_phrases(doc: "Doc", names: Sequence[Named]) -> Iterator[tuple[int, int, MentionKind]]:
    taken = {i for name in names for i in range(name.title, name.end)}
    for token in doc:
        if token.tag_ in ("PRP", "PRP$") and token.lower_ in _words("pronouns") and token.lower_ not in _words("pronouns", "thing"):
            yield token.i, token.i + 1, MentionKind.PRONOUN
        elif token.i not in taken and (kind := _head_kind(token)):
            start, end = _phrase(token)
            yield start, end, kind


def _find_antecedents(paragraph: Paragraph, statements: Sequence[Statement], names: Sequence[Named]) -> Iterator[tuple[int, int, MentionKind]]:
    """What a source like "who" takes up, where it is no name: "the landowners, who hope"."""
    sources = {s.source for s in statements if s.source and covers(paragraph.block.span, s.source)}
    for token in paragraph.doc if sources else ():
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None) if token.tag_ in ("WP", "WDT") else None
        if clause is None or paragraph.lift(token) not in sources or any(n.title <= clause.head.i < n.end for n in names):
            continue
        if clause.head.pos_ in ("NOUN", "PRON", "PROPN"):
            start, end = _phrase(clause.head)
            yield start, end, MentionKind.TITLE if set(_forms(clause.head)) & _titles() else MentionKind.DESCRIPTION


def _forms(token: "Token") -> tuple[str, ...]:
    lower = token.lower_.rstrip(".")
    singular = lower[:-3] + "y" if lower.endswith("ies") else lower.removesuffix("s")
    return (token.lower_, lower, token.lemma_.lower(), singular)


def _head_kind(token: "Token") -> MentionKind | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or not _is_head(token):
        return None
    if set(_forms(token)) & _titles():
        return MentionKind.TITLE
    return MentionKind.DESCRIPTION if set(_forms(token)) & _described() else None


def _is_head(token: "Token") -> bool:
    if token.i + 1 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_:
        return False
    return token.dep_ not in ("compound", "nmod", "amod")


def _phrase(head: "Token") -> tuple[int, int]:
    """The phrase of a head noun: what stands before it, and its prepositional phrases, without clauses and appositions."""
    doc, start, end = head.doc, head.i, head.i + 1
    for child in reversed(list(head.lefts)):
        if child.dep_ not in BEFORE or any(t.text in STOPS for t in doc[child.left_edge.i : start]):
            break
        start = child.left_edge.i
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in PREPOSITIONS and child.i == end:
            end = _prep_end(child)
    return start, end


def _prep_end(prep: "Token") -> int:
    end = prep.i + 1
    for token in prep.subtree:
        if token.i < prep.i:
            continue
        if token.i > end or token.dep_ in ("relcl", "acl", "appos") or token.text in STOPS:
            break
        end = token.i + 1
    return end


# --- sources ---------------------------------------------------------------------------------------------------------------------------------


def _cover_sources(document: Document, statements: Sequence[Statement], found: Found) -> None:
    """A mention for each source span that holds none, and one for a span that joins several names."""
    for source in sorted({statement.source for statement in statements if statement.source}):
        span = _bare(document.text, source)
        inside = [mention for mention in found if covers(source, mention)]
        if span.start == span.end or span in found:
            continue
        if all(_is_owner(document.text, span, mention) for mention in inside):
            found[span] = _guess_kind(exact(document.text, span))
        elif _joins(document.text, span, inside):
            found[span] = MentionKind.DESCRIPTION


def _is_owner(text: str, span: Span, mention: Span) -> bool:
    """Whether a mention only owns or precedes what the source names ("our" in "our radar")."""
    return mention.start == span.start and mention.end < span.end and exact(text, mention).lower() in _words("pronouns", "possessive")


def _bare(text: str, span: Span) -> Span:
    """The span without brackets, quotation marks and a possessive ending at its edges."""
    words = exact(text, span)
    start = span.start + len(words) - len(words.lstrip(EDGES))
    end = span.start + len(words.rstrip(EDGES.replace(".", "")))
    short = POSSESSIVE.search(text[start:end])
    return trim(text, Span(start, max(start, end - (len(short.group()) if short else 0))))


def _joins(text: str, span: Span, inside: Sequence[Span]) -> bool:
    """Whether the span is a list of people ("Roe and two aides"): "and" stands outside every mention in it."""
    outer = [s for s in inside if not any(covers(o, s) and o != s for o in inside)]
    return any(not any(o.start <= m.start() < o.end for o in outer) for m in re.finditer(r"\band\b|\bor\b|&", text[: span.end]) if m.start() > span.start) and len(outer) > 1


def _guess_kind(text: str) -> MentionKind:
    bare = text.lower()
    if bare in _words("pronouns"):
        return MentionKind.PRONOUN
    if re.sub(r"^the\s+", "", bare) in _outlets():
        return MentionKind.OUTLET
    if bare.rsplit(" ", 1)[-1].rstrip(".") in _titles():
        return MentionKind.TITLE
    if bare.startswith(("the ", "a ", "an ")):
        return MentionKind.DESCRIPTION
    return MentionKind.NAME if text[:1].isupper() and len(text.split()) <= 4 and not set(bare.split()) & _described() else MentionKind.DESCRIPTION
