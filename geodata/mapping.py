"""Match the columns of a user's table with the fields that are wanted: a guess by name, which the user corrects.

A `Target` says which fields a kind of table has (events, hazard areas, figures of countries), a `Mapping` from which
column each is taken. Nothing is guessed from values: only names are compared, and every guess is shown first.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field

from geodata.errors import MappingError

DAY_ORDERS = ("", "day_first", "month_first")
"""How days with slashes are read: by the evidence of the whole column, or as the user says."""


@dataclass(frozen=True)
class Field:
    """One thing that is wanted of each row."""

    name: str
    label: str
    meaning: str
    """In one sentence, for the user who chooses its column."""
    kind: str = "text"
    """text, day, degrees, count, number, or word."""
    required: bool = False
    aliases: tuple[str, ...] = ()
    """Names under which columns hold it, best first; compared without case, accents and marks."""
    words: tuple[tuple[str, str], ...] = ()
    """For a word: what cells say (compared like names) and the stored value it means."""


@dataclass(frozen=True)
class Target:
    """A kind of table that columns are matched with."""

    id: str
    label: str
    fields: tuple[Field, ...]
    needs_shape: bool = False
    """Whether each row must bring a shape, so that only layers are taken."""
    place_fields: tuple[str, ...] = ()
    """Fields that a shape can stand in for: not required where the file has shapes."""

    def field(self, name: str) -> Field:
        """Return a field by its name.

        Raises
        ------
        MappingError
            There is none.
        """
        for each in self.fields:
            if each.name == name:
                return each
        message = f"{name[:40]!r} is no field of {self.label}: choose from {', '.join(f.name for f in self.fields)}."
        raise MappingError(message)


@dataclass(frozen=True)
class Mapping:
    """From which column each field is taken; fields without a column stay empty."""

    target: str
    columns: dict[str, str] = field(default_factory=dict)
    day_order: str = ""

    def column(self, name: str) -> str | None:
        """Return the column of a field, None where it has none."""
        return self.columns.get(name)

    def with_column(self, name: str, column: str | None) -> "Mapping":
        """Return the mapping with another column for one field; None takes it out."""
        kept = {key: value for key, value in self.columns.items() if key != name}
        return Mapping(self.target, kept | ({name: column} if column else {}), self.day_order)


def guess(target: Target, columns: Sequence[str]) -> Mapping:
    """Return the mapping that the names of columns suggest; each column serves one field at most.

    First columns whose name is an alias, in the order of the aliases; then those that shorten each of its words to
    three letters or more, as shapefiles do (`haz_type`); then, for fields still open, columns that contain an alias of
    at least five letters as whole words (not for words of a list, which are told by their name).
    """
    taken: dict[str, str] = {}
    names = {column: plain_name(column) for column in columns}
    for alike in (_same, _shortened, _containing):
        for each in target.fields:
            if each.name in taken or (each.kind == "word" and alike is _containing):
                continue
            found = _column_for(each, names, set(taken.values()), alike)
            if found is not None:
                taken[each.name] = found
    return Mapping(target.id, taken)


def check_mapping(mapping: Mapping, target: Target, columns: Sequence[str], *, shapes: bool = False) -> None:
    """Refuse a mapping that cannot be followed.

    Raises
    ------
    MappingError
        A required field has no column, a column is not in the file, or the file has no shapes where they are needed.
    """
    check_day_order(mapping.day_order)
    if target.needs_shape and not shapes:
        message = f"{target.label}: expected a layer with shapes (GeoJSON, GeoPackage, shapefile, KML), got a table."
        raise MappingError(message)
    for name, column in mapping.columns.items():
        target.field(name)
        if column not in columns:
            message = f"{name}: expected a column of the file, got {column[:60]!r}; choose one of {_listed(columns)}."
            raise MappingError(message)
    lacking = [
        each.label
        for each in target.fields
        if each.required and each.name not in mapping.columns and not (shapes and each.name in target.place_fields)
    ]
    if lacking:
        message = f"{target.label}: no column for {', '.join(lacking)}; the file has {_listed(columns)}: choose them."
        raise MappingError(message)


def check_day_order(order: str) -> None:
    """Refuse what is no order of day and month.

    Raises
    ------
    MappingError
        As above.
    """
    if order not in DAY_ORDERS:
        message = f"{order[:20]!r} is no order of day and month: choose day_first or month_first."
        raise MappingError(message)


def plain_name(text: str) -> str:
    """Return a name without case, accents and marks, words parted by one space."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return " ".join(re.findall(r"\w+", plain.casefold().replace("_", " ")))


def word_of(cell: str, words: Pairs[str, str]) -> str | None:
    """Return the stored value that a cell means, None where it is not known."""
    return words.get(plain_name(cell))


def _column_for(each: Field, names: dict[str, str], taken: set[str], alike: Callable[[str, str], bool]) -> str | None:
    """Return the column that a field's aliases find first."""
    for alias in map(plain_name, (each.name, *each.aliases)):
        for column, name in names.items():
            if column not in taken and alike(name, alias):
                return column
    return None


def _same(name: str, alias: str) -> bool:
    """Whether a column is called like an alias."""
    return name.replace(" ", "") == alias.replace(" ", "")


def _shortened(name: str, alias: str) -> bool:
    """Whether the words of a column are beginnings of the words of an alias."""
    short, whole = name.split(), alias.split()
    return len(short) == len(whole) > 1 and all(
        len(a) >= 3 and b.startswith(a) for a, b in zip(short, whole, strict=True)
    )


def _containing(name: str, alias: str) -> bool:
    """Whether a column's name contains an alias as whole words."""
    return len(alias) >= 5 and f" {alias} " in f" {name} "


def _listed(columns: Sequence[str]) -> str:
    """Return the names of columns for a message, at most twenty."""
    more = f" and {len(columns) - 20} more" if len(columns) > 20 else ""
    return ", ".join(column[:40] for column in columns[:20]) + more
