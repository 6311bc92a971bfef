"""Say which file a user's own data came from and how it was read, so that the same can be read from it again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geodata.errors import InputError
from geodata.words import Scope


@dataclass(frozen=True)
class OwnOrigin:
    """A user's file and how its columns were understood."""

    file_name: str
    """As the user brought it; its ending says how it is read."""
    sha256: str
    """Of the bytes of the file."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """From which column each field is taken."""
    weapon: Scope = Scope.APM
    """Which weapons are counted, for figures of land and of use."""
    unit: str = "km2"
    """The unit of areas in the file."""

    def to_json(self) -> dict[str, Any]:
        """The origin as plain values."""
        return {"file_name": self.file_name, "sha256": self.sha256, "columns": dict(self.columns),
                "weapon": self.weapon.value, "unit": self.unit}  # fmt: skip

    @classmethod
    def from_json(cls, told: Any) -> "OwnOrigin | None":
        """Return the origin of plain values; None where there are none, as in what was kept before it was told.

        Raises
        ------
        ValueError, KeyError, TypeError
            The values are not those of an origin.
        """
        if told is None:
            return None
        columns = {str(name): str(column) for name, column in dict(told["columns"]).items()}
        weapon = Scope.of(str(told["weapon"]))
        return cls(str(told["file_name"]), str(told["sha256"]), columns, weapon, str(told["unit"]))

    @property
    def sentence(self) -> str:
        """Which file it is, for the foot of a figure."""
        return f"a file brought by the reader, {self.file_name}, SHA-256 {self.sha256}"


def columns_as_text(columns: Mapping[str, str]) -> str:
    """Return a mapping of columns as one line of JSON, the same for the same mapping."""
    return json.dumps(dict(columns), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def columns_from_text(text: str) -> dict[str, str]:
    """Return the mapping of columns that a line of JSON holds.

    Raises
    ------
    InputError
        It holds something else.
    """
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict) or not all(isinstance(column, str) for column in told.values()):
        message = f"{text[:40]!r} does not say which column is what: expected JSON of names."
        raise InputError(message)
    return told
