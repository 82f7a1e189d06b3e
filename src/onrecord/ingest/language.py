"""Which language a text is in: what the page says, else English unless it plainly is not."""

import re

from onrecord.lang import load_words

# Of 912 English news texts none had fewer than 0.2 of its words among the function words; German, French, Spanish, Italian and Dutch stay below 0.06.
MIN_ENGLISH_SHARE = 0.1
# Of letters; an English text that quotes a foreign name stays far below.
MAX_OTHER_SCRIPT_SHARE = 0.5
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+")
DECLARED = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
UNKNOWN = "und"


def guess_language(text: str, declared: str | None = None) -> str:
    """A lower-case language code (BCP 47 primary subtag): the declared one, else `en`, or `und` for a text that plainly is not English.

    Fewer than twenty words decide nothing and count as English.
    """
    if declared and (match := DECLARED.match(declared.strip())):
        return match[0].lower()
    words = WORD.findall(text[:SAMPLE].casefold())
    letters = sum(map(len, words))
    if sum(len(word) for word in words if not word.isascii()) > MAX_OTHER_SCRIPT_SHARE * letters > 0:
        return UNKNOWN
    common = frozenset(load_words("en", "furniture")["function words"])
    return UNKNOWN if len(words) >= 20 and sum(word in common for word in words) < MIN_ENGLISH_SHARE * len(words) else "en"
