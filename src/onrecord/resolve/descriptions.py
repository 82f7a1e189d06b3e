"""Titles and descriptions: what a phrase says of the one it means, and whether two phrases can mean the same."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from onrecord.lang import load_words
from onrecord.resolve.names import find_nation, fold, words

WORD = re.compile(r"\w+(?:[.’'-]\w+)*\.?")
PREPOSITION = re.compile(r"\s(?:for|at|with|from|in|on|to|behind|about|by|against|who|which|that)\s", re.IGNORECASE)
JOINT = re.compile(r"^(?:(?!\b(?:of|for)\b).)+?\s(?:and|or|&)\s(the |an? |his |her |its |their |two |three |several |some |other |many )?(\S+)")
FOCUS = re.compile(r"^(?:even|only|just|also|not|both|all)\s+(?=\w)")
DEFINITE = ("the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my")
STANDING_IN = frozenset(("acting", "assistant", "associate", "co", "deputy", "junior", "shadow", "under", "vice"))
PASSING = frozenset(
    ("a", "acting", "an", "and", "current", "ex", "former", "her", "his", "its", "late", "my", "new", "of", "our", "own", "s", "said", "same", "that")
) | frozenset(("the", "their", "then", "these", "this", "those", "your"))


class Sort(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One description: `head` in the singular with what belongs to it ("secretary of state"), `nation` a country, `rest` the other words that tell."""

    text: str
    head: str
    nation: str
    rest: frozenset[str]
    sort: Sort
    definite: bool
    plural: bool
    gender: str


@cache
def parse_phrase(text: str) -> Phrase:
    """What a title or description tells."""
    shown = " ".join(text.split())
    lower = fold(shown.replace("U.S.", "US").replace("U.K.", "UK"))
    lower = FOCUS.sub("", lower)
    tokens = [t.rstrip(".").removesuffix("'s") for t in WORD.findall(lower)]
    main = PREPOSITION.split(f" {lower} ")[0]
    inner = [t.rstrip(".").removesuffix("'s") for t in WORD.findall(main)] or tokens
    head, plural, sort = _find_head(inner, main)
    if is_joint(shown):
        plural, sort = True, Sort.GROUP
    own = {t for t in tokens if head in _singulars(t)}
    nation = next((n for n in map(find_nation, _pairs(tokens)) if n), "")
    return Phrase(
        text=shown,
        head=head,
        nation=nation,
        rest=frozenset(t for t in tokens if t not in PASSING and t not in head.split() and t not in own and not (nation and find_nation(t) == nation)),
        sort=sort,
        definite=bool(tokens) and (tokens[0] in DEFINITE or "'s " in f"{lower} "),
        plural=plural,
        gender=_gender(head),
    )


def is_joint(text: str) -> bool:
    """Whether the phrase joins several ("Roe and two aides"), not several titles of one ("founder and chief executive")."""
    joint = JOINT.match(text)
    if joint is None:
        return False
    second = joint.group(2).rstrip(",.")
    return bool(joint.group(1)) or (second[0].isupper() and not second.startswith("U.") and second.lower() not in words("titles", "offices"))


def _pairs(tokens: list[str]) -> list[str]:
    return [*(f"{a} {b}" for a, b in pairwise(tokens)), *tokens]


def _find_head(tokens: list[str], main: str) -> tuple[str, bool, Sort]:
    for phrase in sorted(words("titles", "office_phrases"), key=len, reverse=True):
        if phrase in main:
            return phrase, False, Sort.PERSON
    before = tokens[: tokens.index("of")] if "of" in tokens[1:] else tokens
    for at in range(len(before) - 1, -1, -1):
        if pair := _find_pair(before, at):
            return pair
        for forms, plural in (((before[at],), False), (_singulars(before[at]), True)):
            for form in forms:
                if (sort := _sort(form)) is not Sort.UNKNOWN:
                    two = f"{before[at - 1]} {form}" if at else ""
                    head = two if two in words("titles", "offices", "persons") or two in _generic() or two in _specific() else form
                    return head, plural or sort is Sort.GROUP, Sort.GROUP if plural and sort is Sort.PERSON else sort
    return (before[-1] if before else ""), False, Sort.UNKNOWN


def _find_pair(tokens: list[str], at: int) -> tuple[str, bool, Sort] | None:
    """Two words that only together name a person ("media figures")."""
    for form in (tokens[at], *_singulars(tokens[at])) if at else ():
        two = f"{tokens[at - 1]} {form}"
        if two in words("titles", "persons"):
            return two, form != tokens[at], Sort.PERSON if form == tokens[at] else Sort.GROUP
    return None


def _singulars(token: str) -> tuple[str, ...]:
    found = [token[:-3] + "y"] if token.endswith("ies") else []
    found += [token[:-2]] if token.endswith("es") else []
    found += [token[:-1]] if token.endswith("s") and not token.endswith("ss") else []
    found += [token[:-3] + "man"] if token.endswith("men") else []
    return tuple(found)


@cache
def _sort(word: str) -> Sort:
    if word in words("titles", "offices", "persons", "persons_masculine", "persons_feminine", "honorifics", "honorifics_masculine", "honorifics_feminine"):
        return Sort.PERSON
    if word in words("titles", "groups"):
        return Sort.GROUP
    if word in words("titles", "organisations"):
        return Sort.ORGANISATION
    return Sort.DOCUMENT if word in words("titles", "documents") else Sort.UNKNOWN


def _gender(head: str) -> str:
    last = head.rsplit(" ", 1)[-1] if head else ""
    for gender in ("masculine", "feminine"):
        if head in words("titles", f"persons_{gender}", f"honorifics_{gender}") or last in words("titles", f"persons_{gender}", f"honorifics_{gender}"):
            return gender
    return ""


@cache
def _generic() -> dict[str, frozenset[str]]:
    """General titles and the offices they can stand for: a country's top diplomat is its foreign minister."""
    return {head.replace("_", " "): frozenset(offices) for head, offices in load_words("en", "offices").items()}


@cache
def _specific() -> frozenset[str]:
    return frozenset(office for offices in _generic().values() for office in offices)


def same_office(phrase: str, role: str) -> bool:
    """Whether a later head can name the office of an earlier one: equal, its abbreviation, or a general word for it."""
    return bool(phrase) and (phrase == role or _base(phrase) == _base(role) or is_general(phrase, role) or _is_fuller(phrase, role))


def _is_fuller(phrase: str, role: str) -> bool:
    """Whether the first head is the second with the word that tells which ("finance minister": minister), not one who stands in for it."""
    first, _, rest = phrase.partition(" ")
    return rest == role and first not in STANDING_IN


def is_general(phrase: str, role: str) -> bool:
    """Whether the first head is a general word for the second (top diplomat: foreign minister)."""
    return role in _generic().get(phrase, ()) or _base(role) in _generic().get(phrase, ())


def _base(head: str) -> str:
    return load_words("en", "abbreviations").get(head, (head,))[0]


def fits(phrase: Phrase, role: Phrase) -> bool:
    """Whether a later phrase can take up a role told before: same office, no other country, and no word that the role does not have."""
    if not same_office(phrase.head, role.head) or phrase.rest & STANDING_IN != role.rest & STANDING_IN:
        return False
    return not (phrase.nation and role.nation and phrase.nation != role.nation)
