"""Names in a parsed paragraph, told apart from the titles before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.annotate.cues import SAYING
from onrecord.annotate.parsing import Paragraph
from onrecord.lang import load_words
from onrecord.text import exact

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SPEAKING = frozenset(("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"))
OTHER = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"))
STOPS = frozenset((",", ";", ":", "(", ")", "[", "]", "—", "–", '"', "“", "”", "‘"))
LONGER = re.compile(r"[^\W\d_]{4,}")
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
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
def words(name: str, *keys: str) -> frozenset[str]:
    lists = load_words("en", name)
    return frozenset(word for key in keys or tuple(lists) for word in lists[key])


@cache
def outlets() -> frozenset[str]:
    return frozenset(name.lower() for name in load_words("en", "outlets")["names"])


@cache
def nations() -> frozenset[str]:
    lists = load_words("en", "nations")
    return frozenset(form for country, forms in lists.items() for form in (country, *forms))


@cache
def titles() -> frozenset[str]:
    return words("titles", "offices", "honorifics", "honorifics_masculine", "honorifics_feminine")


@cache
def people() -> frozenset[str]:
    return words("titles", "persons", "persons_masculine", "persons_feminine")


@cache
def described() -> frozenset[str]:
    return people() | words("titles", "groups", "organisations", "documents")


def forms(token: "Token") -> tuple[str, ...]:
    lower = token.lower_.rstrip(".")
    singular = lower[:-3] + "y" if lower.endswith("ies") else lower.removesuffix("s")
    return (token.lower_, lower, token.lemma_.lower(), singular)


def find_names(doc: "Doc", known: frozenset[str], *, titled: bool = False) -> list[Named]:
    """The names of a paragraph in text order; where capitals tell nothing (`titled`), as In Headlines Like This, only those that are `known` (lower case)."""
    found = list(_find_known(doc, known) if titled else _find_names(doc))
    return [n for n in _drop_title_words(doc, found) if not _is_compound(doc, n, known)]


def _is_capital(token: "Token") -> bool:
    """Whether a token can be part of a name: capitalised, and not only because a sentence begins."""
    if not CAPITAL.match(token.text) or "]" in token.text or token.lower_ in words("pronouns") or token.ent_type_ in OTHER or JOINED.match(token.text):
        return False
    if _opens_sentence(token) and (token.is_stop or _is_common(token)):
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
    if set(forms(following)) & (titles() | people()):
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
    if token.text == "." and not before.whitespace_ and (set(forms(before)) & titles() or len(before.text) == 1):
        return 2 if _is_capital(following) else 0
    if token.text == "-" and not before.whitespace_ and not token.whitespace_:
        return 2 if _is_capital(following) or following.pos_ == "PROPN" else 0
    if token.text == "," and following.lower_ in words("names", "suffixes"):
        return 2 if following.text[0].isupper() else 0
    return _bridge(doc, at)


def _bridge(doc: "Doc", at: int) -> int:
    """Small words inside a name: particles, "&", and "of the" in an organisation's name."""
    token, before = doc[at], doc[at - 1]
    if token.text == "&" or token.lower_ in words("names", "particles"):
        return _capital_after(doc, at, 3)
    if token.lower_ == "and" and _is_pair(doc, at):
        return 0
    inside = token.ent_type_ in ("ORG", "FAC", "GPE") and token.ent_iob_ == "I" and token.ent_type_ == before.ent_type_
    governed = before.lower_ in words("titles", "organisations")
    if (token.lower_ in ("of", "for", "and", "the", "in") and inside) or (token.lower_ in ("of", "for", "on") and governed):
        return _capital_after(doc, at, 2)
    return 0


def _is_pair(doc: "Doc", at: int) -> bool:
    """Whether "and" joins two names, not the words of one: "between Ostrel and Port Varn"."""
    start = at
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    return doc[at].ent_type_ != "ORG" or (start > 0 and doc[start - 1].lower_ in ("between", "both"))


def _capital_after(doc: "Doc", at: int, reach: int) -> int:
    """How many tokens from `at` to the next capital, over particles, "the" and hyphens only; 0 when there is none within reach."""
    for n in range(1, reach + 1):
        if at + n >= len(doc):
            return 0
        if _is_capital(doc[at + n]):
            return n + 1
        if doc[at + n].lower_ not in words("names", "particles") | {"the", "a", "-"}:
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
    before = [range(name.title, name.start) for name in names]
    return [n for n in names if not any(n.start in b for b in before) or any(t.ent_type_ in ("PERSON", "ORG", "GPE") for t in doc[n.start : n.end])]


def _is_compound(doc: "Doc", name: Named, known: frozenset[str]) -> bool:
    """Whether a hyphen only joins words to names ("anti-Roe", "Roe-Lund talks", "Franco-German")."""
    text = doc[name.start : name.end].text
    parts = text.lower().split("-")
    return bool(JOINED.match(text) or PARTY.match(text)) or (len(parts) > 1 and all(p in known or p in nations() for p in parts))


def _skip_titles(doc: "Doc", start: int, end: int) -> int:
    """Where the name itself begins in a run that may open with a title ("Russian Foreign Minister Pavel Orlin")."""
    best = start
    if start > 1 and end - start > 1 and _ends_office(doc, start + 1):
        best = start + 1
    for at in range(start, end - 1):
        name = _after_stop(doc, at + 1, end)
        if name and (set(forms(doc[at])) & (titles() | people()) or _is_trade(doc[at])) and not _is_institution(doc, name, end):
            best = name
    return best


def _ends_office(doc: "Doc", end: int) -> bool:
    """Whether the tokens before `end` are an office of three words ("secretary of State")."""
    return doc[max(0, end - 3) : end].text.lower() in words("titles", "office_phrases")


def _after_stop(doc: "Doc", at: int, end: int) -> int:
    """The next token of a run, past the full stop of an abbreviation, if it is a capital; else 0."""
    at += doc[at].text == "."
    return at if at < end and CAPITAL.match(doc[at].text) else 0


def _is_trade(token: "Token") -> bool:
    """Whether a capital that opens a sentence is somebody's trade before a given name ("Glazier Martin Orne")."""
    return _opens_sentence(token) and token.lower_.endswith(TRADES) and token.nbor(1).lower_ in words("names", "masculine", "feminine")


def _is_institution(doc: "Doc", start: int, end: int) -> bool:
    return doc[end - 1].lower_ in words("titles", "organisations", "documents") or doc[start].lower_ in ("of", "for")


def _title_start(doc: "Doc", start: int, first: int) -> int:
    """Where the title before a name begins; a lower-case noun directly before it is a title too ("moderator Ana Roe")."""
    last = doc[first - 1] if first else None
    if last is None or (first == start and not _is_title_noun(last, doc[first])):
        return first
    at = min(start, first - 1)
    if _ends_office(doc, first):
        at = min(at, first - 3)
    while at > last.sent.start and _belongs(doc[at - 1], last):
        at -= 1
    return at


def _is_title_noun(last: "Token", name: "Token") -> bool:
    if last.tag_ != "NN" or last.is_sent_end or not last.text[0].isalpha():
        return False
    if set(forms(last)) & (titles() | people()):
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


def _is_quoted_work(doc: "Doc", start: int) -> bool:
    return doc[start].ent_type_ == "WORK_OF_ART" and start > 0 and doc[start - 1].tag_ != "POS" and doc[start - 1].text in "“\"‘'"


def _is_worth(doc: "Doc", start: int, end: int) -> bool:
    """Names of people, organisations, countries and papers; not weekdays, nationalities used as adjectives, events, or a lone title."""
    if all(t.ent_type_ in ("EVENT", "LAW") for t in doc[start:end]) or _is_quoted_work(doc, start):
        return False
    if end - start > 1:
        return True
    token = doc[start]
    lower = token.lower_.rstrip(".")
    if token.tag_ in ("VBD", "VBZ") and token.lemma_.lower() in SAYING:
        return False
    if set(forms(token)) & (titles() | people()) or len(lower) < 2:
        return False
    if set(forms(token)) & described() and (_opens_sentence(token) or token.nbor(-1).lower_ in ("the", "a", "an")):
        return False
    if lower in words("names", "calendar") or token.pos_ == "ADJ" or (token.ent_type_ == "NORP" and token.dep_ in ("amod", "compound")):
        return False
    return token.ent_type_ in SPEAKING or token.pos_ == "PROPN"


# --- headlines In Title Case -----------------------------------------------------------------------------------------------------------------


def is_title_case(text: str) -> bool:
    """Whether most longer words of a paragraph as it is printed are capitalised, as in headlines, so that capitals tell nothing about names."""
    longer = LONGER.findall(text)
    return 3 < len(longer) < 25 and sum(bool(CAPITAL.match(t)) for t in longer) >= 0.8 * len(longer)


def known_names(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The names that the paragraphs in plain case tell, and the first and last parts of those of people. `text`: the document's."""
    known: set[str] = set()
    for paragraph in paragraphs:
        if is_title_case(exact(text, paragraph.block.span)):
            continue
        for name in _find_names(paragraph.doc):
            piece = paragraph.doc[name.start : name.end]
            known.add(piece.text.lower())
            if all(t.ent_type_ == "PERSON" for t in piece):
                known |= {piece[0].lower_, piece[-1].lower_}
    return frozenset(known - described() - titles())


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
    while at > 0 and set(forms(doc[at - 1])) & titles():
        at -= 1
    return at
