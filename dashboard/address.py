"""Be a page's own part of the URL: read its choices, and write what its controls choose."""

from typing import Generic

import streamlit as st

from dashboard import data
from dashboard.state import Chosen, read_query, write_query


class Address(Generic[Chosen]):
    """The choices of a page, kept in the URL and nowhere else."""

    def __init__(self, kind: type[Chosen]) -> None:
        self.kind = kind

    def now(self) -> tuple[Chosen, list[str]]:
        """The choices of the URL, and a sentence for each one that is not valid."""
        return read_query(st.query_params, self.kind.default(data.today()), data.areas())

    def write(self, chosen: Chosen) -> None:
        """Write every choice out, also those that equal the default."""
        write_query(st.query_params, chosen)

    def choose(self, **choices: object) -> None:
        """Write some choices into the URL."""
        self.write(self.now()[0].with_(**choices))

    def hand_rested(self, day: str, area: str | None) -> None:
        """Take the day and the area on which the hand came to rest on a map; what is not valid is left aside."""
        chosen, _ = read_query({"on": day, "area": area or ""}, self.now()[0], data.areas())
        self.write(chosen)
