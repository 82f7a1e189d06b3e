"""Word lists as data: `lang/<language>/<name>.toml`, sorted, precision over quantity."""

import tomllib
from functools import cache
from importlib.resources import files

from onrecord.errors import OnrecordError


@cache
def load_words(language: str, name: str) -> dict[str, tuple[str, ...]]:
    """The lists of one file: key -> words. Raises `OnrecordError` for an unknown language or list."""
    path = files(__package__).joinpath(language, f"{name}.toml")
    if not path.is_file():
        raise OnrecordError(f"no word list {name!r} for language {language!r}")
    return {key: tuple(words) for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}
