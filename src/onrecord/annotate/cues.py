"""The word list of cues: frame (or use) -> lemmas."""

from onrecord.lang import load_words

CUES = {frame: frozenset(words) for frame, words in load_words("en", "cues").items()}
SAYING = CUES["clause"] | CUES["quote"]
