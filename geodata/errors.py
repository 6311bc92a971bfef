"""Name what can go wrong in words a user can act on."""

from collections.abc import Sequence


class MinelineError(Exception):
    """Base of every error whose message may be shown to a user as it stands."""


class InputError(MinelineError, ValueError):
    """A value that a user named (a day, an area, a treaty, a measure) is not one that is valid here."""


class TableError(MinelineError, ValueError):
    """A table breaks its schema; the message names the table, the row, the column and what was expected."""


class CardError(MinelineError, ValueError):
    """A source card lacks something, or holds something that cards do not have."""


class MissingDataError(MinelineError, FileNotFoundError):
    """A bundled file is not where it belongs."""


class SourceError(MinelineError, ValueError):
    """What a source sent is not what it sends: the message names the place, what was expected and what it got."""


class UnreachableError(MinelineError, OSError):
    """A source did not answer, or not in time; nothing was changed."""


class RefusedError(MinelineError, ValueError):
    """A fetch that is not made, or an answer that is not taken: a host no card names, too long, of another kind."""


class NotThereError(RefusedError):
    """The source has no such file."""


class FileRefusedError(InputError):
    """A file that a user brings is damaged, or is not of the source it is said to be of; the message says why."""


class ForeignFileError(InputError):
    """A file of the user's cannot be taken: not what it says, too large, damaged; the message says what to do."""


class SeveralLayersError(ForeignFileError):
    """A file holds several layers or sheets and none was named; `layers` are their names, in their order."""

    def __init__(self, message: str, layers: Sequence[str] = ()) -> None:
        """Keep the names beside the sentence, so that a page can offer them."""
        super().__init__(message)
        self.layers = tuple(layers)


class MappingError(InputError):
    """A mapping leaves out a field that is needed, or names a column that the file does not have."""
