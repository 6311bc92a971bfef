"""Hold what a file tells of how it was made, so that it can be made again and compared."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from geodata.errors import InputError

VERSION = "0.1.0"
"""The version of Mineline that is written into files; pyproject.toml has the same."""

LIBRARIES = ("matplotlib", "numpy", "shapely", "pyproj", "pillow", "folium")
"""What the bytes of a file depend on beside our own code and data."""

KEY = "mineline"
"""Under this name every file carries its record, as JSON."""


@dataclass(frozen=True)
class Record:
    """The parameters, data, program and libraries that a file was made with."""

    parameters: dict[str, str]
    """The question, as `dashboard.export.views.ask` reads it."""
    data: dict[str, str]
    """SHA-256 of every table that was drawn, by its path in the project."""
    link_prefix: str = ""
    """What stood before the printed link, where the operator has set `MINELINE_PUBLIC_URL`."""
    version: str = VERSION
    made_with: Mapping[str, str] | None = None
    """Releases of Python and of the libraries that the bytes depend on."""

    def to_json(self) -> str:
        """The record in one line of ASCII; the same record gives the same text."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def record_from(text: str) -> Record:
    """Read a record from a file's own words.

    Raises
    ------
    InputError
        The text is not a record.
    """
    try:
        told: dict[str, Any] = json.loads(text)
        record = Record(**told)
        tables = (record.parameters, record.data, record.made_with or {})
        sound = all(isinstance(part, str) for table in tables for pair in table.items() for part in pair)
        sound = sound and isinstance(record.link_prefix, str) and isinstance(record.version, str)
    except (ValueError, TypeError, AttributeError) as error:
        message = "The file's record of how it was made cannot be read: it was written by another program or changed."
        raise InputError(message) from error
    if not sound:
        message = "The file's record of how it was made holds something other than text: it was changed."
        raise InputError(message)
    return record


def made_with() -> dict[str, str]:
    """The releases of Python and of the libraries that the bytes of a file depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
