"""Hold one source's events ready for questions: columns of numbers for maps and sums, rows for tables."""

from abc import ABC, abstractmethod
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.event_coding import columns_of, settled
from geodata.event_columns import EventColumns
from geodata.events import EVENT_COLUMNS, JOINED_COLUMNS, EventSource
from loaders.catalog import load_card
from loaders.mine_incidents.loader import CARD as INCIDENTS
from loaders.mine_incidents.loader import load_incident_events
from loaders.tables import sha256_of

ROW_COLUMNS: tuple[str, ...] = (*EVENT_COLUMNS, *JOINED_COLUMNS)
"""The columns of a row, in their order."""


class EventSet(ABC):
    """The events of one source; positions are row numbers in the columns."""

    source: EventSource
    columns: EventColumns

    @abstractmethod
    def rows(self, positions: npt.NDArray[np.int64]) -> pd.DataFrame:
        """Return the events at these positions, in this order, with the columns `ROW_COLUMNS`."""


class EventsInMemory(EventSet):
    """A small set that is wholly in memory."""

    def __init__(self, source: EventSource, table: pd.DataFrame, columns: EventColumns) -> None:
        """Keep a table that is already in the order of its columns."""
        self.source = source
        self.columns = columns
        self._table = table

    def rows(self, positions: npt.NDArray[np.int64]) -> pd.DataFrame:
        """Return the events at these positions, in this order."""
        return self._table.iloc[positions].reset_index(drop=True)


@lru_cache(maxsize=1)
def bundled_events() -> EventSet:
    """Return the bundled sample of incidents, joined; made once a process.

    Raises
    ------
    MissingDataError, TableError
        A bundled file is missing or damaged.
    """
    from loaders.events.ground import load_ground

    ground, card = load_ground(), load_card(INCIDENTS)
    events = load_incident_events()
    table, arrays = settled(events, ground)
    version = sha256_of(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())[len("sha256:") :][:12]
    source = EventSource(
        id=INCIDENTS,
        title=card.title,
        card=card.id,
        citation=card.citation,
        redistribution=card.redistribution,
        version=version,
        rows=len(table),
        rows_read=len(events),
        rejected=0,
        first_day=table["date"].min().date(),
        last_day=table["date"].max().date(),
        imported_at="",
        files=("mine_incidents.csv",),
        remarks=card.limits,
        sample=True,
    )
    return EventsInMemory(source, table, columns_of(arrays, ground.country_codes, ground.region_codes))
