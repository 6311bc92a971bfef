"""Be a page's own part of the URL: read its choices, and write what its controls choose."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic
from urllib.parse import urlencode

import streamlit as st

from dashboard.component import WHOLE_QUERY
from dashboard.doors.day import today
from dashboard.state import Chosen, read_query

if TYPE_CHECKING:
    import pandas as pd


class Address(Generic[Chosen]):
    """The choices of a page, kept in the URL and nowhere else."""

    def __init__(self, kind: type[Chosen], step: str = "on") -> None:
        self.kind = kind
        self.step = step
        """The key of the URL that holds the step of the timeline: a day, or a year."""

    def now(self) -> tuple[Chosen, list[str]]:
        """The choices of the URL, and a sentence for each one that is not valid."""
        return read_query(st.query_params, self.kind.default(today()), _areas)

    def write(self, chosen: Chosen) -> None:
        """Have every choice written out, also those that equal the default.

        The map's frame replaces the address in the browser; nothing is added to the browser's history, so that its
        Back button leads to what the reader saw before.
        """
        st.session_state[WHOLE_QUERY] = urlencode(chosen.to_query())

    def choose(self, **choices: object) -> None:
        """Write some choices into the URL."""
        query = self.now()[0].with_(**choices).to_query()
        if st.query_params.to_dict() != query:
            st.query_params.from_dict(query)

    def hand_rested(self, day: str | None, area: str | None) -> None:
        """Take what the hand chose on a map; None says that it was left alone, and what is not valid is left aside."""
        self.take({key: value for key, value in ((self.step, day), ("area", area)) if value is not None})

    def take(self, told: Mapping[str, str]) -> None:
        """Take choices that come from the browser, by their keys in the URL; what is not valid is left aside."""
        chosen, _ = read_query(told, self.now()[0], _areas)
        self.choose(**{key: getattr(chosen, key) for key in told})


def _areas() -> "pd.DataFrame":
    from dashboard.doors.areas import areas  # with it come the tables, which most addresses can do without

    return areas()
