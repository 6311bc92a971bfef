"""Name what can go wrong in words a user can act on."""


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


class ForeignFileError(InputError):
    """A file of the user's cannot be taken: not what it says, too large, damaged; the message says what to do."""


class MappingError(InputError):
    """A mapping leaves out a field that is needed, or names a column that the file does not have."""


class FileRefusedError(InputError):
    """A file that a user brings is damaged, or is not of the source it is said to be of; the message says why."""
