"""From files to documents: what the account says, untouched, with the leftovers of its page labelled in place."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from onrecord.errors import FormatError, InputError
from onrecord.ingest.decoding import MAX_BYTES, decode_bytes, is_html
from onrecord.ingest.html import read_html
from onrecord.ingest.plain import read_plain
from onrecord.ingest.sentence import wrap_sentence as wrap_sentence
from onrecord.records import Document, Refusal

Reader = Callable[[bytes, str], Iterator[Document]]

READERS: dict[str, Reader] = {"txt": read_plain, "html": read_html}
EXTENSIONS = {"htm": "html", "html": "html", "shtml": "html", "xhtml": "html"}
STDIN = "-"


def find_format(data: bytes, path: str) -> str:
    """The reader's name: by the file's extension where that says HTML, else by how its characters begin. Raises `InputError` for what is no text."""
    suffix = Path(path).suffix.lower().lstrip(".")
    if suffix in EXTENSIONS:
        return EXTENSIONS[suffix]
    return "html" if is_html(decode_bytes(data, path).text) else "txt"


def read_document(data: bytes, path: str, *, format: str | None = None) -> Document:
    """The document in the bytes of a file; `path` names it in errors and records.

    `format` is a key of `READERS`; by default it is found from the file's extension and its bytes. Raises `InputError` for a file that holds no account
    (empty, binary, too large, in no known encoding, without text) and `FormatError` for an unknown format.
    """
    name = format or find_format(data, path)
    if name not in READERS:
        raise FormatError(f"no reader named {name!r}; known: {', '.join(sorted(READERS))}")
    return next(READERS[name](data, path))


def read_documents(paths: Iterable[str | Path], *, stdin: bytes | None = None) -> tuple[tuple[Document, ...], tuple[Refusal, ...]]:
    """The documents of the files that can be read, in order, and a refusal for each other one; `-` stands for the bytes of `stdin`.

    The same bytes given twice are one document, and a refusal says which file they repeat.
    """
    documents: list[Document] = []
    refusals: list[Refusal] = []
    seen: dict[str, str] = {}
    for path in map(str, paths):
        try:
            data = load_bytes(path, stdin)
            digest = sha256(data).hexdigest()
            if digest in seen:
                raise InputError(f"{path}: the same bytes as {seen[digest]}; counted once")
            documents.append(read_document(data, path))
            seen[digest] = path
        except InputError as error:
            refusals.append(Refusal(path=path, reason=str(error)))
    return tuple(documents), tuple(refusals)


def load_bytes(path: str, stdin: bytes | None = None) -> bytes:
    """The bytes of a file, or of `stdin` for `-`. Raises `InputError` for what cannot be opened; reads no more than is allowed."""
    if path == STDIN:
        if stdin is None:
            raise InputError(f"{path}: standard input was asked for but nothing was given")
        return stdin
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: a directory, not a file") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be opened: {error}") from error
