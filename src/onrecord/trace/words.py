"""Words as they are compared: contractions opened, possessives, case and number words folded, each with its place in the document."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from onrecord.lang import load_words
from onrecord.records import Span

WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_](?:\.[^\W\d_])+(?!\w)|[^\W_]+(?:['’ʼ][^\W_]+)*")
CONTRACTION = re.compile(r"(?P<base>\w+?)(?P<end>n['’ʼ]t|['’ʼ](?:s|re|ve|ll|d|m))")
ACRONYM = re.compile(r"\b[A-Z](?:\.?[A-Z]){2,5}\b")
ACRONYM_MOST = 6
JOINED = {"cannot": 3, "into": 2, "onto": 2}  # written as one word or two: where the second begins
NEGATED = {"ca": "can", "wo": "will", "sha": "shall"}
ENDINGS = {"nt": "not", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "'d"}
WITH_IS = frozenset(["he", "here", "how", "it", "let", "she", "that", "there", "this", "what", "when", "where", "who", "why"])
CARDINALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh", "8th": "eighth", "9th": "ninth"}
NUMBERS = {word: str(n) for n, word in enumerate(CARDINALS)} | ORDINALS
COUNTRY = frozenset({"US", "U.S", "USA", "U.S.A"})
SUFFIXES = ("fulness", "ness", "ingly", "edly", "ly", "ings", "ing", "ers", "er", "ed", "es", "s", "e")
# What a report changes when it turns somebody's words into its own: person and tense.
SHIFTS = {
    form: forms[0]
    for forms in (
        ["he", "i", "she", "they", "we", "you"],
        ["his", "her", "my", "our", "their", "your"],
        ["him", "me", "them", "us"],
        ["be", "am", "are", "been", "is", "was", "were"],
        ["have", "had", "has", "'d"],
        ["will", "would"],
        ["can", "could"],
        ["do", "did", "does"],
        ["this", "that"],
    )
    for form in forms
}
PERSONS = frozenset({"s", "es", "ies"})
TENSES = frozenset({"", "e", "y", "d", "ed", "ied", "ing", "ying"}) | PERSONS


@dataclass(frozen=True, slots=True)
class Word:
    """`key` decides whether two words are the same, `stem` whether they are forms of one word; `heavy`: it carries content, and not only grammar."""

    key: str
    stem: str
    heavy: bool
    span: Span


def split_words(text: str, span: Span) -> tuple[Word, ...]:
    """The words of a place, in order. "don't" gives "do" and "not", "Orlo's" gives "orlo"."""
    return tuple(make_word(key, place) for m in WORD.finditer(text, span.start, span.end) for key, place in open_contraction(m))


def find_acronyms(text: str) -> frozenset[str]:
    """The words of a text that are written in capitals only ("NRA", "B.L.M.")."""
    return frozenset(m.group().replace(".", "") for m in ACRONYM.finditer(text))


def fold_acronyms(text: str, words: Sequence[Word], acronyms: Set[str]) -> tuple[Word, ...]:
    """The words with each name that an acronym stands for made one word: another key, but the acronym's stem."""
    initials = [text[word.span.start] for word in words]
    found: list[Word] = []
    at = 0
    while at < len(words):
        size = next((size for size in range(ACRONYM_MOST, 2, -1) if at + size <= len(words) and "".join(initials[at : at + size]) in acronyms), 1)
        run = words[at : at + size]
        stem = "".join(initials[at : at + size]).lower()
        found.append(run[0] if size == 1 else Word(" ".join(word.key for word in run), find_stem(stem), True, Span(run[0].span.start, run[-1].span.end)))
        at += size
    return tuple(found)


def open_contraction(m: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """The one or two words of a match with their places."""
    raw = m.group()
    start, end = m.span()
    parts = CONTRACTION.fullmatch(raw)
    if parts is None:
        cut = JOINED.get(raw.lower(), 0)
        if cut:
            yield fold_word(raw[:cut]), Span(start, start + cut)
        yield fold_word(raw[cut:]), Span(start + cut, end)
        return
    base, ending = parts["base"], re.sub(r"['’ʼ]", "", parts["end"].lower())
    cut = start + len(parts["base"])
    if ending == "s" and base.lower() not in WITH_IS:
        yield fold_word(base), Span(start, end)
        return
    yield NEGATED.get(base.lower(), fold_word(base)) if ending == "nt" else fold_word(base), Span(start, cut)
    yield ENDINGS.get(ending, "is"), Span(cut, end)


def fold_word(raw: str) -> str:
    """The key of a word: "2nd" is "second", "two" is "2", "1,200" is "1200", "O.K." is "ok"; the country is kept apart from the pronoun."""
    if raw in COUNTRY:
        return "usa"
    key = raw.lower().replace("," if raw[0].isdigit() else ".", "")
    return NUMBERS.get(key, key)


def make_word(key: str, place: Span) -> Word:
    return Word(key, find_stem(key), key not in light_words(), place)


@cache
def light_words() -> frozenset[str]:
    """Words that only hold a sentence together; shared, they tell nothing."""
    return frozenset(load_words("en", "frequent")["grammar"]) | {"'d"} | frozenset(str(n) for n in range(3))


@cache
def find_stem(key: str) -> str:
    """A rough stem: forms and close derivations of one word share it ("careless", "carelessness"; "extreme", "extremely")."""
    if key in SHIFTS or not key.isalpha():
        return key
    for suffix in SUFFIXES:
        rest = key.removesuffix(suffix)
        if rest != key and len(rest) >= 3 and not (suffix == "s" and rest.endswith(("s", "u", "i"))):
            rest = rest.removesuffix("e") if len(rest) > 3 else rest
            doubled = len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "ls"
            rest = rest[:-1] if doubled else rest
            return rest[:-1] + "i" if rest.endswith("y") else rest
    return key[:-1] + "i" if key.endswith("y") and len(key) > 3 else key


def is_shift(one: Word, other: Word, *, reported: bool) -> bool:
    """Whether two words differ in person or tense only ("I" and "he", "regret" and "regretted"). An ending in "s" tells of person only in a report."""
    if shift(one.stem) == shift(other.stem) and (one.stem != other.stem or one.key in SHIFTS):
        return True
    endings = find_endings(one.key, other.key)
    return one.stem == other.stem and endings <= TENSES and (reported or not endings & PERSONS)


def find_endings(one: str, other: str) -> set[str]:
    """What is left of two forms behind the letters that both begin with; the doubled letter of "regretted" counts once."""
    single = [re.sub(r"(\w)\1(?=ed$|ing$)", r"\1", key) for key in (one, other)]
    size = count_letters(*single)
    return {key[size:] for key in single} if size > 1 else {one, other}


def count_letters(one: str, other: str) -> int:
    """How many letters two keys have in common from the first on."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def shift(stem: str) -> str:
    """The stem with person and tense of small words and irregular verbs folded: "I am" as "he was", "took" as "take"."""
    return SHIFTS.get(stem) or irregular_stems().get(stem, stem)


@cache
def irregular_stems() -> dict[str, str]:
    """The stem of an irregular verb's base by the stems of its other forms."""
    return {find_stem(form): find_stem(forms[0]) for forms in map(str.split, load_words("en", "tenses")["verbs"]) for form in forms[1:]}
