"""Say what the table of populations may hold.

The columns are made with the helpers of `geodata/schemas.py`, which lists this table among its own.
"""

from collections.abc import Callable

import pandera.pandas as pa

AREA_CODE = r"[A-Z]{3}|X-[A-Z]{3}"


def population_schemas(
    column: Callable[..., pa.Column], table: Callable[..., pa.DataFrameSchema]
) -> tuple[pa.DataFrameSchema, ...]:
    """Return the schema of the table, made with the helpers `column` and `table`."""
    return (
        table(
            "population",
            "The estimated number of people in one state or area.",
            {
                "iso3": column("ISO 3166-1 alpha-3 code or XKX.", pattern=AREA_CODE),
                "name": column("Name of the area, for readers; the areas table decides."),
                "people": column("People.", kind="integer", least=1, most=2_000_000_000, unit="people"),
                "year": column(
                    "Year of the estimate; empty where not known.", kind="integer", least=1990, most=2027, empty=True
                ),
                "source": column("Where the row was read."),
                "note": column("What else a reader should know.", empty=True),
            },
            key=["iso3"],
            foreign={"iso3": ("areas", "iso3")},
        ),
    )
