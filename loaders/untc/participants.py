"""Name the areas as the depositary's pages write them."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from geodata.errors import SourceError

DEPOSITARY_NAMES: Mapping[str, str] = {
    "Bolivia (Plurinational State of)": "BOL",
    "Cape Verde": "CPV",
    "Congo (Republic of the)": "COG",
    "Czech Republic": "CZE",
    "Democratic People's Republic of Korea": "PRK",
    "Iran (Islamic Republic of)": "IRN",
    "Micronesia (Federated States of)": "FSM",
    "Republic of Korea": "KOR",
    "Republic of Moldova": "MDA",
    "Russian Federation": "RUS",
    "State of Palestine": "PSE",
    "Swaziland": "SWZ",
    "Syrian Arab Republic": "SYR",
    "The former Yugoslav Republic of Macedonia": "MKD",
    "Turkey": "TUR",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "United Republic of Tanzania": "TZA",
    "United States of America": "USA",
    "Venezuela (Bolivarian Republic of)": "VEN",
}
"""The names of the register that are neither ours nor ours with something in brackets."""


class Participants:
    """The areas by the names of the register."""

    def __init__(self, areas: pd.DataFrame) -> None:
        """Keep the areas that may take part: iso3, name, can_join."""
        joining = areas.loc[areas["can_join"]]
        self.names: dict[str, str] = dict(zip(joining["iso3"], joining["name"], strict=True))
        self._codes = {name_as_read(name): code for code, name in self.names.items()}
        self._codes |= {name_as_read(name): code for name, code in DEPOSITARY_NAMES.items()}

    def code_of(self, written: str, where: str) -> str:
        """Return the code of a participant; a formal style in brackets, as in "Bahamas (The)", is left aside.

        Raises
        ------
        SourceError
            No area has this name.
        """
        for name in (written, re.sub(r"\s*\([^)]*\)\s*$", "", written)):
            if (code := self._codes.get(name_as_read(name))) is not None:
                return code
        message = f"{where}: expected a participant that is in the areas table, got {written!r}; name it in the loader."
        raise SourceError(message)


def name_as_read(name: str) -> str:
    """Return a name without what differs between writers: accents, case, kinds of apostrophe, "St." for Saint."""
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"^st\.? ", "saint ", " ".join(plain.split()))
