"""Keep what a page shows in its URL: one frozen set of filters, always written out, restored exactly."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import pandas as pd

from geodata.errors import InputError
from geodata.questions import parse_area, parse_day, parse_treaty
from geodata.words import Treaty


@dataclass(frozen=True)
class Filters:
    """What the reader chose: the treaty, the day and, where one is chosen, the area (ISO 3166-1 alpha-3)."""

    treaty: Treaty
    on: date
    area: str | None = None

    @classmethod
    def default(cls, today: date) -> Self:
        """The Mine Ban Treaty today, no area chosen."""
        return cls(Treaty.MBT, today)

    def to_query(self) -> dict[str, str]:
        """The query of the URL, every choice written out, also where it equals the default."""
        return {"treaty": self.treaty.value, "on": self.on.isoformat(), "area": self.area or ""}

    def with_(self, **choices: object) -> Self:
        """The same filters with some choices replaced."""
        return replace(self, **choices)  # type: ignore[arg-type]


def read_query(query: Mapping[str, str], default: Filters, areas: pd.DataFrame) -> tuple[Filters, list[str]]:
    """Read filters from a URL's query.

    Parameters
    ----------
    query
        The URL's query; keys that are not filters are left alone.
    default
        What stands where the query says nothing, or something that is not valid.
    areas
        The valid areas, with the columns iso3 and name.

    Returns
    -------
    tuple
        The filters, and a sentence for each choice that is not valid, naming what is.
    """
    readers: dict[str, Callable[[str], object]] = {
        "treaty": parse_treaty,
        "on": parse_day,
        "area": lambda text: parse_area(text, areas) if text else None,
    }
    chosen: dict[str, object] = {}
    faults = []
    for key, read in readers.items():
        if key not in query:
            continue
        try:
            chosen[key] = read(query[key].strip())
        except InputError as fault:
            faults.append(str(fault))
    return default.with_(**chosen), faults


def write_query(query: MutableMapping[str, str], filters: Filters) -> None:
    """Write filters into a URL's query; nothing is touched where they stand there already."""
    for key, value in filters.to_query().items():
        if query.get(key) != value:
            query[key] = value
