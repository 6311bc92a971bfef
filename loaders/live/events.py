"""Hand files of events that were fetched to their importer."""

from collections.abc import Mapping
from pathlib import Path


def hand_to_events(files: Mapping[str, Path], series: str = "") -> str:
    """Import files of one source of events, in place of what it held; return in words what was taken.

    `series` names another series of the publisher, kept beside its first.

    Raises
    ------
    ForeignFileError, MappingError, InputError, TableError
        Nothing was imported; one sentence says why.
    """
    from loaders.events.importing import import_events

    return " ".join(import_events([files[name] for name in sorted(files)], series=series).sentences)
