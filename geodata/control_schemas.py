"""Say what the table of settlement control may hold.

The columns are made with the helpers of `geodata/schemas.py`, which lists this table among its own.
"""

from collections.abc import Callable

import pandera.pandas as pa

from geodata.words import Control, ControlBasis

Column = Callable[..., pa.Column]
Table = Callable[..., pa.DataFrameSchema]


def control_schemas(column: Column, table: Table) -> tuple[pa.DataFrameSchema, ...]:
    """Return the schemas of the tables of control, made with the helpers `column` and `table`."""
    return (
        table(
            "settlement_control",
            "Who held a settlement from one day until another, as one source assesses it.",
            {
                "name": column("Name of the settlement; names repeat."),
                "lat": column("Latitude, WGS 84.", kind="number", least=44, most=53, unit="degree"),
                "lon": column("Longitude, WGS 84.", kind="number", least=22, most=41, unit="degree"),
                "admin1": column("Name of the region, as the regions of Ukraine have it."),
                "from_date": column("First day; empty: so before 24 February 2022.", kind="date", empty=True),
                "to_date": column(
                    "Day on which it ended, no longer part of it; empty: still so on the last day known.",
                    kind="date",
                    empty=True,
                ),
                "controller": column(
                    "Who held it.", words=[Control.UA.value, Control.RU.value, Control.CONTESTED.value]
                ),
                "source": column("Where the row was read."),
                "note": column("What else a reader should know; the GeoNames number.", empty=True),
                "basis": column("How the row is known.", words=[word.value for word in ControlBasis]),
            },
            key=["name", "lat", "lon", "from_date"],
            rules=[("to_date", "a day after from_date", _runs_forward)],
        ),
    )


def _runs_forward(row: dict[str, str]) -> bool:
    """Whether an interval ends after it began."""
    return not (row["from_date"] and row["to_date"]) or row["from_date"] < row["to_date"]
