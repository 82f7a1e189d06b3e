"""Which language a text is in: what the page says, else English unless it plainly is not."""

import re

from onrecord.lang import load_words

# The share of function words: one of 912 English news texts had .14, all others more than .21; Portuguese, Indonesian and German pages .00-.06, Italian .10.
MIN_ENGLISH_SHARE = 0.1
# From here on a text is English even on a page that declares another language (2 of 120 pages: the site's other editions).
SURE_ENGLISH_SHARE = 0.2
MIN_WORDS = 20
# Of letters; an English text that quotes a foreign name stays far below.
MAX_OTHER_SCRIPT_SHARE = 0.5
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+")
DECLARED = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
UNKNOWN = "und"


def guess_language(text: str, declared: str | None = None) -> str:
    """A lower-case language code (BCP 47 primary subtag): `en` for what plainly is English, else the declared one, else `en`, or `und` for what plainly is not.

    Fewer than twenty words decide nothing.
    """
    words = WORD.findall(text[:SAMPLE].casefold())
    common = frozenset(load_words("en", "furniture")["function words"])
    share = sum(word in common for word in words) / len(words) if len(words) >= MIN_WORDS else None
    if share is not None and share >= SURE_ENGLISH_SHARE:
        return "en"
    if declared and (match := DECLARED.match(declared.strip())):
        return match[0].lower()
    other = sum(len(word) for word in words if not word.isascii())
    if other > MAX_OTHER_SCRIPT_SHARE * sum(map(len, words)):
        return UNKNOWN
    return UNKNOWN if share is not None and share < MIN_ENGLISH_SHARE else "en"
