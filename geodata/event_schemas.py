"""Say what the bundled table of incidents may hold.

The columns are made with the helpers of `geodata/schemas.py`, which lists this table among its own.
"""

from collections.abc import Callable

import pandera.pandas as pa

AREA_CODE = r"[A-Z]{3}|X-[A-Z]{3}"
DEVICES = ("AP mine", "AV mine", "IED", "cluster submunition", "ERW", "sea mine", "unknown")
CIVILIANS = ("yes", "no", "mixed", "unknown")
POINTS = ("place", "stand_in")
_MOST_PEOPLE = 1000


def event_schemas(
    column: Callable[..., pa.Column], table: Callable[..., pa.DataFrameSchema]
) -> tuple[pa.DataFrameSchema, ...]:
    """Return the schemas of the tables of events, made with the helpers `column` and `table`."""
    return (
        table(
            "mine_incidents",
            "A documented incident with a mine, a remnant of war or an improvised device.",
            {
                "date": column("Day of the incident; the note says where it is the day of the report.", kind="date"),
                "place": column("Where it happened, as reported."),
                "lat": column("Latitude, WGS 84.", kind="number", least=-90, most=90, unit="degree"),
                "lon": column("Longitude, WGS 84.", kind="number", least=-180, most=180, unit="degree"),
                "country_iso3": column("Code of the area.", pattern=AREA_CODE),
                "device": column("The device, as reported.", words=DEVICES),
                "killed": column("People killed.", kind="integer", least=0, most=_MOST_PEOPLE, unit="people"),
                "injured": column(
                    "People injured; empty where not reported.",
                    kind="integer",
                    least=0,
                    most=_MOST_PEOPLE,
                    unit="people",
                    empty=True,
                ),
                "civilian": column("Whether civilians were harmed.", words=CIVILIANS),
                "source": column("Where the row was read."),
                "note": column("What else a reader should know.", empty=True),
                "point": column("Whether the point is the place or a town that stands in for it.", words=POINTS),
            },
            key=["date", "place", "source"],
            foreign={"country_iso3": ("areas", "iso3")},
        ),
    )
