"""Say how a user's own polygon files are to be read: which field names the class, and which the day."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from geodata.errors import InputError
from geodata.words import ControlClass


@dataclass(frozen=True)
class ControlMapping:
    """How the features of a file become classes of control."""

    class_field: str = ""
    """The field that names the class; where none is named, everything is occupied."""
    date_field: str = ""
    """The field that holds the day; where none is named, the day comes from the file's name."""
    classes: dict[str, ControlClass | None] = field(default_factory=dict)
    """What each value of the class field means; None: ignored on purpose."""
    layer: str = ""
    """The layer of a file that has several; where none is named, a file must have one."""

    @property
    def read_as(self) -> str:
        """What tells this mapping from others, as eight letters and digits; empty where it says nothing."""
        if self == ControlMapping():
            return ""
        classes = sorted((value, name.value if name else "") for value, name in self.classes.items())
        told = json.dumps([self.class_field, self.date_field, classes, self.layer])
        return hashlib.sha256(told.encode()).hexdigest()[:8]


def control_mapping(class_field: str, date_field: str, pairs: Iterable[str], layer: str = "") -> ControlMapping:
    """Return the mapping that options of the command line describe.

    Parameters
    ----------
    class_field, date_field
        Names of fields; empty where there is none.
    pairs
        What values mean, as `VALUE=CLASS`; the class `ignore` leaves features out.
    layer
        The layer of files with several; empty where they have one.

    Raises
    ------
    InputError
        A pair is not one, or names no class; the message lists the classes.
    """
    known: dict[str, ControlClass | None] = {name.value: name for name in ControlClass} | {"ignore": None}
    classes: dict[str, ControlClass | None] = {}
    for pair in pairs:
        value, equals, name = pair.rpartition("=")
        if not equals or name not in known:
            message = f"{pair[:60]!r} is not VALUE=CLASS: the class is one of {', '.join(known)}."
            raise InputError(message)
        classes[value] = known[name]
    if classes and not class_field:
        message = "--map says what values mean, so --class-field must say of which field."
        raise InputError(message)
    return ControlMapping(class_field, date_field, classes, layer)
