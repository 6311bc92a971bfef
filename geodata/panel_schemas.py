"""Say what the tables of country-year figures may hold: contamination, casualties, clearance, stockpiles, use and more.

The columns are made with the helpers of `geodata/schemas.py`, which lists these tables among its own.
"""

import re
from collections.abc import Callable, Iterable

import pandera.pandas as pa

from geodata.words import Coverage, ExtentClass, Nearness, Persons, Scope, Word

AREA_CODE = r"[A-Z]{3}|X-[A-Z]{3}"
_FIRST_YEAR, _LAST_YEAR = 1990, 2027
_LAND_KM2, _PEOPLE, _MINES = 1_000_000, 100_000, 200_000_000
_PART_OF_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"

EXTENT_PUBLISHED = ("massive", "large", "medium", "small", "residual_or_unknown", "none_cleared")
ARTICLE5_ROWS = (
    "current",
    "superseded",
    "passed_outcome_not_found",
    "expired",
    "completion_declared",
    "completion_reported",
    "no_obligation",
)
STOCKPILE_STATUSES = ("stockpiles", "destruction_in_progress", "destroyed", "retained_only", "unknown")
PRODUCER_STATUSES = ("active", "possible", "ceased")
USER_TYPES = ("state", "nsag", "unknown")
USE_STATUSES = ("confirmed", "alleged")
TRANSFER_STATUSES = ("approved", "delivered")
UKRAINE_UNITS = ("km2", "people")

Column = Callable[..., pa.Column]
Table = Callable[..., pa.DataFrameSchema]


def panel_schemas(column: Column, table: Table) -> tuple[pa.DataFrameSchema, ...]:
    """Return the schemas of the tables of figures, made with the helpers `column` and `table`."""
    code = column("ISO 3166-1 alpha-3 code, XKX, or a code of this project (X-ABK …).", pattern=AREA_CODE)
    name = column("Name of the area, for readers; the areas table decides.")
    year = column("Year, or year at whose end the figure stands.", kind="integer", least=_FIRST_YEAR, most=_LAST_YEAR)
    weapons = column("Which weapons are counted.", words=_values(Scope))
    papers = {
        "publisher": column("Who publishes the figure."),
        "read_at": column("How near to the publisher it was read.", words=_values(Nearness)),
        "edition": column("Year of the report or text; later editions revise.", kind="integer", least=1990, empty=True),
        "source": column("Where the row was read."),
        "note": column("What else a reader should know.", empty=True),
    }
    undated = {title: papers[title] for title in ("publisher", "read_at", "source", "note")}
    area = {"iso3": ("areas", "iso3")}

    def km2(description: str) -> pa.Column:
        return column(description, kind="number", least=0, most=_LAND_KM2, unit="km2", empty=True)

    def people(description: str) -> pa.Column:
        return column(description, kind="integer", least=0, most=_PEOPLE, unit="people", empty=True)

    def mines(description: str) -> pa.Column:
        return column(description, kind="integer", least=0, most=_MINES, unit="mines", empty=True)

    counts = {
        "killed": people("People killed."),
        "injured": people("People injured."),
        "unknown": people("Casualties whose outcome is not known."),
        "total": people("Casualties, as the source prints their number."),
    }
    return (
        table(
            "contamination",
            "What one source says of the mined land of an area at the end of a year.",
            {
                "iso3": code,
                "name": name,
                "year": year,
                "weapon": weapons,
                "extent": column("Class of extent, in our words.", words=_values(ExtentClass), empty=True),
                "extent_published": column(
                    "Class before unknown was told from small.", words=EXTENT_PUBLISHED, empty=True
                ),
                "cha_km2": km2("Confirmed hazardous area (IMAS 04.10)."),
                "sha_km2": km2("Suspected hazardous area (IMAS 04.10)."),
                "total_km2": km2("Total as the source prints it; need not be CHA + SHA."),
                **papers,
            },
            key=["iso3", "year", "weapon", "source"],
            rules=[("extent", "a class where none is published as such", _extent_follows)],
            foreign=area,
        ),
        table(
            "casualties",
            "What one source says of the casualties of an area in a year.",
            {
                "iso3": code,
                "name": name,
                "year": year,
                **counts,
                "coverage": column("How much of the area and year is counted.", words=_values(Coverage)),
                "persons": column("Which people are counted.", words=_values(Persons)),
                **papers,
            },
            key=["iso3", "year", "source"],
            rules=[
                ("note", "a number of people, or a note that says why there is none", _some_count),
                ("total", "a total not below its parts", _total_holds_parts),
            ],
            foreign=area,
        ),
        table(
            "world_casualties",
            "A published number of casualties of the whole world in a year, first or revised.",
            {"year": year, **counts, **papers},
            key=["year", "source"],
            rules=[("total", "a total not below its parts", _total_holds_parts)],
        ),
        table(
            "clearance",
            "What one source says of the land released in an area in a year (IMAS 07.11).",
            {
                "iso3": code,
                "name": name,
                "year": year,
                "weapon": weapons,
                "cleared_km2": km2("Released after clearance (IMAS 09.10)."),
                "reduced_km2": km2("Released after technical survey (IMAS 08.20)."),
                "cancelled_km2": km2("Released after non-technical survey (IMAS 08.10)."),
                "apm_destroyed": mines("Antipersonnel mines destroyed on the way."),
                **papers,
            },
            key=["iso3", "year", "weapon", "source"],
            foreign=area,
        ),
        table(
            "article5_deadlines",
            "A clearance deadline of a State Party, or its completion (Mine Ban Treaty, Art. 5).",
            {
                "iso3": code,
                "name": name,
                "deadline": column("Last day of the deadline.", kind="date", empty=True),
                "granted_at": column("Year or month in which it was granted.", pattern=_PART_OF_DATE, empty=True),
                "completed": column("Year, month or day of completion.", pattern=_PART_OF_DATE, empty=True),
                "status": column("What the row says of the duty.", words=ARTICLE5_ROWS),
                **undated,
            },
            key=["iso3", "deadline", "granted_at", "status", "source"],
            rules=[("completed", "a day of completion only for a completion", _completion_only)],
            foreign=area,
        ),
        table(
            "stockpiles",
            "What one source says of the antipersonnel mines that a state holds, or has destroyed (Art. 3 and 4).",
            {
                "iso3": code,
                "name": name,
                "year": year,
                "status": column("What is said of the stock.", words=STOCKPILE_STATUSES),
                "mines_declared": mines("Mines declared; for a non-party the publisher's estimate of its stock."),
                "mines_remaining": mines("Mines still to destroy, as the source prints them."),
                "mines_destroyed": mines("Mines destroyed."),
                "mines_retained": mines("Mines kept for training."),
                "estimate": column("Whether the number is the publisher's estimate.", kind="boolean"),
                "completed_year": column(
                    "Year in which destruction was completed.", kind="integer", least=1990, empty=True
                ),
                **papers,
            },
            key=["iso3", "year", "source"],
            foreign=area,
        ),
        table(
            "producers",
            "A state that a list names as a producer of antipersonnel mines.",
            {
                "iso3": code,
                "name": name,
                "year": year,
                "status": column("What the list says of production.", words=PRODUCER_STATUSES),
                **papers,
            },
            key=["iso3", "year", "source"],
            foreign=area,
        ),
        table(
            "mine_use",
            "A report of new use of antipersonnel mines in a reporting period.",
            {
                "iso3": code,
                "name": name,
                "year_from": year,
                "year_to": column(
                    "Last year; empty where not printed.",
                    kind="integer",
                    least=_FIRST_YEAR,
                    most=_LAST_YEAR,
                    empty=True,
                ),
                "user": column("Who laid the mines, as the source says."),
                "user_iso3": column("Code of the state whose forces laid them.", pattern=AREA_CODE, empty=True),
                "user_type": column("State, armed group (nsag) or not known.", words=USER_TYPES),
                "new_use": column("Whether the use is confirmed or alleged.", words=USE_STATUSES),
                **papers,
            },
            key=["iso3", "year_from", "year_to", "user", "source"],
            rules=[("year_to", "a year not before year_from", _period_runs_forward)],
            foreign=area,
        ),
        table(
            "transfers",
            "A decision to hand antipersonnel mines to another state.",
            {
                "from_iso3": code,
                "from_name": column("Name of the giver."),
                "to_iso3": code,
                "to_name": column("Name of the receiver."),
                "decided_on": column("Day of the decision or of its first report.", kind="date"),
                "weapon": weapons,
                "status": column("What is known of it.", words=TRANSFER_STATUSES),
                **undated,
            },
            key=["from_iso3", "to_iso3", "decided_on"],
            foreign={"from_iso3": ("areas", "iso3"), "to_iso3": ("areas", "iso3")},
        ),
        table(
            "ukraine_figures",
            "A published figure on the mined land of Ukraine or on its casualties; different things side by side.",
            {
                "date": column("Day, month or year of the figure.", pattern=_PART_OF_DATE, empty=True),
                "metric": column("What is counted, with its unit.", pattern=r"[A-Za-z0-9_]+"),
                "value": column("The figure.", kind="number", least=0, most=_LAND_KM2),
                "unit": column("Unit of the figure.", words=UKRAINE_UNITS),
                "publisher": column("Who publishes the figure."),
                "read_at": papers["read_at"],
                "source": papers["source"],
            },
            key=["date", "metric", "source"],
        ),
        table(
            "ukraine_region_figures",
            "A published figure on the mined land of one region of Ukraine; different things side by side.",
            {
                "region": column("Code of the region, ISO 3166-2.", pattern=r"UA-[0-9]{2}"),
                "date": column("Day or month of the figure.", pattern=_PART_OF_DATE),
                "metric": column("What is counted, with its unit.", pattern=r"[A-Za-z0-9_]+"),
                "value": column("The figure.", kind="number", least=0, most=_LAND_KM2),
                "unit": column("Unit of the figure.", words=UKRAINE_UNITS),
                "publisher": column("Who publishes the figure."),
                "read_at": papers["read_at"],
                "source": papers["source"],
            },
            key=["region", "date", "metric", "source"],
        ),
        table(
            "ukraine_mine_types",
            "A type of mine documented in Ukraine, or a published count of types.",
            {
                "designation": column("Designation of the type."),
                "kind": column("How it works.", empty=True),
                "origin": column("Where it was made.", empty=True),
                "used_by": column("Who used it, as the source says."),
                "first_reported": column("When it was first reported.", pattern=_PART_OF_DATE),
                "source": papers["source"],
                "note": papers["note"],
            },
            key=["designation"],
        ),
    )


def _values(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the stored values of words."""
    return tuple(word.value for word in words)


def _extent_follows(row: dict[str, str]) -> bool:
    """Whether the class and the class as first noted are both there or both not."""
    return bool(row["extent"]) == bool(row["extent_published"])


def _number(cell: str) -> int:
    """Return a whole number, 0 for what is none; the columns tell of what is not a number."""
    return int(cell) if re.fullmatch(r"[0-9]+", cell) else 0


def _some_count(row: dict[str, str]) -> bool:
    """Whether a row of casualties holds a number, or a note."""
    return any(row[title] for title in ("killed", "injured", "unknown", "total", "note"))


def _total_holds_parts(row: dict[str, str]) -> bool:
    """Whether the total is at least the sum of its parts."""
    return not row["total"] or _number(row["total"]) >= sum(
        _number(row[title]) for title in ("killed", "injured", "unknown")
    )


def _completion_only(row: dict[str, str]) -> bool:
    """Whether only a completion has a day of completion."""
    return not row["completed"] or row["status"].startswith("completion_")


def _period_runs_forward(row: dict[str, str]) -> bool:
    """Whether a period ends after its beginning."""
    return not row["year_to"] or _number(row["year_to"]) >= _number(row["year_from"])
