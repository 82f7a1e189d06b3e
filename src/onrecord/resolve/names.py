"""Names, part by part."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.lang import load_words

QUOTED = re.compile(r"[“\"'‘(]\w+[”\"'’)]")
EDGES = " \t\n“”\"'‘’«»[](){}.,:;!?*—–-"
POSSESSIVE = re.compile(r"['’]s?$")
# Letters that one name is spelled with in different transliterations; applied in this order to folded lower-case parts.
SPELLINGS = (
    *(("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("kh", "h"), ("ph", "f"), ("ou", "u"), ("tz", "ts"), ("ck", "k")),
    *(("gue", "ge"), ("gui", "gi")),
    *(("q", "k"), ("w", "v"), ("j", "i"), ("y", "i")),
)


class NameKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    NATION = "nation"
    PLACE = "place"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The parts of one name as written, folded to lower case without accents; `family` is the last part with its particles."""

    text: str
    kind: NameKind
    given: tuple[str, ...] = ()
    family: str = ""
    generation: str = ""


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of one list, or of some of its keys."""
    lists = load_words("en", name)
    return frozenset(word for key in keys or tuple(lists) for word in lists[key])


def fold(part: str) -> str:
    """Lower case without accents and full stops."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", part) if not unicodedata.combining(c))
    return plain.lower().replace(".", "").replace("’", "'").replace("ł", "l").replace("ø", "o")


@cache
def spelling(part: str) -> str:
    """A key that spellings of one name share: Sergei and Sergey, Zelensky and Zelenskyy."""
    for old, new in SPELLINGS:
        part = part.replace(old, new)
    part = re.sub(r"(.)\1+", r"\1", part)
    return re.sub(r"(?<=.)(?:ei|ii|iei)$", "i", part)


def clean_name(text: str) -> str:
    """The name without brackets, quotation marks, a possessive ending and doubled white space."""
    text = " ".join(text.split()).strip(EDGES.replace(".", ""))
    return re.sub(r"^the\s+(?=\S+\s)", "", POSSESSIVE.sub("", text), flags=re.IGNORECASE).strip(",;: ")


def parse_name(text: str, *, definite: bool = False) -> Name:
    """The parts of a name; `definite` tells that "the" stands before it, as before organisations."""
    shown = clean_name(text)
    bare = shown.lower()
    if bare in _outlet_names():
        return Name(text=shown, kind=NameKind.OUTLET)
    if country := find_nation(bare):
        return Name(text=shown, kind=NameKind.NATION, family=country)
    parts = [fold(p.strip(EDGES)) for p in QUOTED.sub(" ", shown).replace(",", " ").split()]
    parts = [p for p in parts if p]
    suffixes = [p for p in parts[1:] if p in words("names", "suffixes")]
    parts = parts[:1] + [p for p in parts[1:] if p not in words("names", "suffixes")]
    kind = _guess_kind(shown, parts, definite)
    if kind in (NameKind.ORGANISATION, NameKind.OUTLET) or not parts:
        return Name(text=shown, kind=kind)
    at = len(parts) - 1
    while at > 1 and parts[at - 1] in words("names", "particles"):
        at -= 1
    if at == 1 and len(parts) > 1 and parts[0] in words("names", "particles"):
        at = 0
    generation = next((s for s in suffixes if s in words("names", "generations")), "")
    return Name(text=shown, kind=kind, given=tuple(parts[:at]), family=" ".join(parts[at:]), generation=generation)


@cache
def _outlet_names() -> frozenset[str]:
    return frozenset(name.lower() for name in load_words("en", "outlets")["names"])


@cache
def _nation_names() -> dict[str, str]:
    return {form: country for country, forms in load_words("en", "nations").items() for form in (country, *forms)}


def find_nation(text: str) -> str:
    """The country that a name or adjective stands for, or nothing."""
    return _nation_names().get(text.lower().removeprefix("the "), "")


def _guess_kind(shown: str, parts: list[str], definite: bool) -> NameKind:
    tokens = shown.split()
    if not parts:
        return NameKind.UNKNOWN
    institutions = words("titles", "organisations")
    if any(t in ("of", "for", "&", "and", "to") for t in tokens) or any(p in institutions or p.removesuffix("s") in institutions for p in parts):
        return NameKind.ORGANISATION
    if tokens[-1] in load_words("en", "outlets")["words"] and len(tokens) > 1:
        return NameKind.OUTLET
    if parts[-1] in ("inc", "llc", "ltd", "corp", "co", "plc", "gmbh", "group", "house", "times"):
        return NameKind.ORGANISATION
    known = parts[0] in words("names", "masculine", "feminine")
    if len(tokens) > 1 and shown.isupper() and not known:
        return NameKind.ORGANISATION
    if len(tokens) == 1 and not known and (definite or (len(shown) > 1 and shown.replace(".", "").isupper())):
        return NameKind.ORGANISATION
    if known or (len(parts) > 1 and not definite):
        return NameKind.PERSON
    return NameKind.ORGANISATION if definite else NameKind.UNKNOWN


# --- comparison ------------------------------------------------------------------------------------------------------------------------------


@cache
def _formal(part: str) -> frozenset[str]:
    """The full given names that a part can stand for, itself among them."""
    return frozenset({part}) | {full for full, short in load_words("en", "nicknames").items() if part in short}


def same_given(a: str, b: str) -> bool:
    """Whether two given names can be one: equal, another spelling, an initial, or a short form."""
    if a == b or spelling(a) == spelling(b):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return bool(_formal(a) & _formal(b))


def same_family(a: str, b: str) -> bool:
    """Whether two family names are one: equal, or another spelling; particles may be left out."""
    return a == b or _family_key(a) == _family_key(b)


@cache
def _family_key(family: str) -> str:
    parts = [p for p in re.split(r"[\s-]", family) if p not in words("names", "particles")] or [family]
    return spelling("".join(parts))


def same_person(a: Name, b: Name) -> bool:
    """Whether two full names are one person's, part by part; a generation (Jr., III) told of one only keeps them apart."""
    if not (a.given and b.given) or not same_family(a.family, b.family) or a.generation != b.generation:
        return False
    if is_double(a, b) or is_double(b, a) or _goes_by_middle(a, b) or _goes_by_middle(b, a):
        return True
    first = same_given(a.given[0], b.given[0])
    middle = all(same_given(x, y) for x, y in zip(a.given[1:], b.given[1:], strict=False))
    return first and middle


def _goes_by_middle(full: Name, short: Name) -> bool:
    """Whether a person with an initial before the given name is also called without it ("J. Edgar Roe", "Edgar Roe")."""
    return len(full.given) == 2 and len(full.given[0]) == 1 and len(short.given) == 1 and full.given[1] == short.given[0]


def is_double(short: Name, full: Name) -> bool:
    """Whether a name is another's without its given name: both surnames, as of Spanish names ("Ruiz Ortega", "Elena Ruiz Ortega")."""
    lead = len(full.given) - len(short.given)
    known = words("names", "masculine", "feminine")
    return lead > 0 and short.given[0] not in known and full.given[lead:] == short.given and all(len(p) > 1 for p in short.given)


def gender_of(name: Name) -> str:
    """`masculine`, `feminine` or nothing, after the first given name."""
    for part in (p for given in name.given[:2] for p in (given, given.partition("-")[0])):
        for gender in ("masculine", "feminine"):
            other = "feminine" if gender == "masculine" else "masculine"
            if part in words("names", gender) and part not in words("names", other):
                return gender
    return ""


def likely_gender(name: Name) -> str:
    """`feminine` for a first given name of several that ends as most women's names do in languages of Latin and Slavic stock, else nothing."""
    return "feminine" if name.given and len(name.given[0]) > 2 and name.given[0].endswith("a") else ""


def is_honorific(text: str) -> bool:
    """Whether a title is a mere form of address (Mr., Dr.), not an office."""
    return text.lower().strip() in words("titles", "honorifics", "honorifics_masculine", "honorifics_feminine") - words("titles", "offices")
