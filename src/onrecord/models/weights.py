"""A folder of weights, read and checked: nothing is used whose sha256 is not the one that `model.json` names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from onrecord.errors import ModelError


@dataclass(frozen=True, slots=True)
class Weights:
    """The checked bytes of a model's files; `name` goes into `Run.models` and `Basis.by`, `settings` are whole numbers that the code needs."""

    name: str
    files: Mapping[str, bytes]
    settings: Mapping[str, int]


def load_weights(folder: str | Traversable) -> Weights:
    """The model in a folder, by its name below this package or as a path.

    Raises `ModelError` when `model.json` or a file is missing or unreadable, or when a file's hash is another.
    """
    place = files(__package__).joinpath(folder) if isinstance(folder, str) else folder
    try:
        card = json.loads(place.joinpath("model.json").read_text(encoding="utf-8"))
        name, settings, hashes = str(card["name"]), dict(card["settings"]), dict(card["files"])
        contents = {file: place.joinpath(file).read_bytes() for file in sorted(hashes)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the model in {str(place)!r} cannot be read: {error!r}") from error
    for file, content in contents.items():
        if (found := sha256(content).hexdigest()) != hashes[file]:
            raise ModelError(f"{file} of model {name!r} has sha256 {found}, its card names {hashes[file]}")
    return Weights(name, contents, settings)
