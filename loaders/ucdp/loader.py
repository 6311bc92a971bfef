"""Translate UCDP's georeferenced events (GED) into events: CSV and GeoJSON, yearly and candidate releases, HDX copies.

No field says that a weapon was a mine, so no event has a device. A candidate month without a header row is known by
its 49 columns. The same event has another number in a candidate and in a yearly release: releases are never joined.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import ForeignFileError
from geodata.event_words import Civilian, DatePrecision, EventKind, PlacePrecision
from loaders.events.sheet import Sheet, Translated

CARD = "ucdp"
DAY_COLUMNS = ("date_start", "date_end")

COLUMNS = tuple(
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
    low gwnoa gwnob
    """.split()  # noqa: SIM905 - forty-nine quoted names would not read better
)
"""The 49 columns of a release, in their order."""

KINDS = {"1": EventKind.STATE_BASED.value, "2": EventKind.NON_STATE.value, "3": EventKind.ONE_SIDED.value}
TIME_PRECISIONS = {
    "1": DatePrecision.DAY.value,
    "2": DatePrecision.DAYS.value,
    "3": DatePrecision.WEEK.value,
    "4": DatePrecision.MONTH.value,
    "5": DatePrecision.YEAR.value,
}
PLACE_PRECISIONS = {
    "1": PlacePrecision.EXACT.value,
    "2": PlacePrecision.NEAR.value,
    "3": PlacePrecision.DISTRICT.value,
    "4": PlacePrecision.REGION.value,
    "5": PlacePrecision.REGION.value,
    "6": PlacePrecision.COUNTRY.value,
    "7": PlacePrecision.COUNTRY.value,
}

_NEEDED = {"id", "type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "best", "country"}
_CANDIDATE = re.compile(r"ged(event)?_?v?\d\d[._]0[._]\d+|candidate", re.IGNORECASE)


def recognises(columns: Sequence[str]) -> bool:
    """Return whether a table is a release of GED, with its header or without."""
    names = {column.strip().casefold() for column in columns}
    return names >= _NEEDED or list(columns) == [f"column_{place}" for place in range(1, len(COLUMNS) + 1)]


def headed(columns: Sequence[str]) -> list[str]:
    """Return the names of the columns; UCDP's own where the file has no header row."""
    return list(columns) if "column_1" not in columns else list(COLUMNS)


def check_releases(names: Sequence[str]) -> None:
    """Refuse candidate months together with a yearly release, which would count events twice.

    Raises
    ------
    ForeignFileError
        Both kinds are among the files.
    """
    candidates = [name for name in names if _CANDIDATE.search(Path(name).stem)]
    if candidates and len(candidates) < len(names):
        message = (
            f"{candidates[0][:60]} is a candidate release and {next(n for n in names if n not in candidates)[:60]} is "
            "not: the same event has another number in each; import one kind at a time."
        )
        raise ForeignFileError(message)


def translate(sheet: Sheet, orders: dict[str, str]) -> Translated:
    """Return the events of one part."""
    date, _ = sheet.days("date_start", orders.get("date_start", "unclear"))
    until, _ = sheet.days("date_end", orders.get("date_end", "unclear"), required=False)
    until = until.fillna(date)
    sheet.reject((until < date).to_numpy(), "date_end lies before date_start")
    lon, lat = sheet.places("longitude", "latitude")
    kind = sheet.words("type_of_violence", KINDS, "", "type_of_violence", strict=True)
    sheet.reject((kind == "").to_numpy(), "no type_of_violence")
    civilians = sheet.counts("deaths_civilians", "deaths_civilians")
    return sheet.done(
        {
            "event_id": sheet.codes("id"),
            "date": date,
            "date_until": until,
            "date_precision": sheet.words("date_prec", TIME_PRECISIONS, "not_stated", "date_prec", strict=True),
            "lon": lon,
            "lat": lat,
            "place_precision": sheet.words("where_prec", PLACE_PRECISIONS, "not_stated", "where_prec", strict=True),
            "place": sheet.text("where_coordinates"),
            "country_said": sheet.countries("iso3", "country"),
            "admin1": sheet.text("adm_1"),
            "kind": kind,
            "source_kind": sheet.text("dyad_name"),
            "fatalities": sheet.counts("best", "best"),
            "civilian": (civilians > 0)
            .fillna(value=False)
            .map({True: Civilian.YES.value, False: Civilian.UNKNOWN.value}),
            "text": sheet.text("source_headline"),
            "url": sheet.text("source_article"),
        }
    )
