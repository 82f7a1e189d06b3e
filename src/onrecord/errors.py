"""Everything that onrecord raises on purpose."""


class OnrecordError(Exception):
    """Base of all errors; the message says what was wrong and what is known."""


class InputError(OnrecordError):
    """A file cannot be read as an article; the message names the file and the reason."""


class ModelError(OnrecordError):
    """A model is missing, or its weights are not those that its card names."""


class ExtraError(OnrecordError):
    """What an extra brings along is not installed; the message names it."""


class AnchorError(OnrecordError):
    """A place in a report does not hold the words that the report says it does."""


class FormatError(OnrecordError):
    """An unknown reader, exporter or report format."""


class StoreError(OnrecordError):
    """A store cannot be opened, read or written, or something in it is not as it was stored."""


class MissingError(StoreError):
    """What was asked for by its id is not in the store."""
