"""Be the door to events and deaths by area and year, as the command `table` prints figures: no shape is read for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geodata.errors import InputError
from loaders.events.versions import manifest_of, stored_ids, stored_yearly
from loaders.mine_incidents.loader import CARD as BUNDLED

if TYPE_CHECKING:
    import pandas as pd


def yearly_rows(source: str | None = None, area: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
    """Events and deaths by area and year of one source, or of all: the bundled sample, then what was imported.

    An area without events has no row: that a source records none is no finding. Deaths are the sum of those that the
    source gives, empty where it gives none at all.

    Raises
    ------
    InputError
        No source of events has this id.
    TableError
        Its store is damaged.
    """
    known = (BUNDLED, *stored_ids())
    if source is not None and source not in known:
        message = f"{source[:40]!r} is no source of events here: choose one of {', '.join(known)}."
        raise InputError(message)
    names = _area_names()
    return [
        row
        for each in (known if source is None else (source,))
        for row in (_bundled(names) if each == BUNDLED else _imported(each, names))
        if area in (None, row["iso3"]) and year in (None, row["year"])
    ]


def _bundled(names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Give the rows of the bundled sample.

    It names the country of each incident; a test holds that it is the one whose boundary holds the point.
    """
    from loaders.catalog import load_card
    from loaders.mine_incidents.loader import load_incident_events

    events = load_incident_events()
    events = events.assign(code=events["country_said"], year=events["date"].dt.year)
    counts = (
        events.assign(without_figure=events["fatalities"].isna())
        .groupby(["code", "year"], as_index=False)
        .agg(events=("row", "size"), fatalities=("fatalities", "sum"), without_figure=("without_figure", "sum"))
    )
    yield from figure_rows(_records(counts), BUNDLED, load_card(BUNDLED).citation, names, sample=True)


def _imported(source_id: str, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Give the rows of an imported source: summed up by the import, or now where that was by an older program."""
    counts = stored_yearly(source_id)
    if counts is None:
        from geodata.event_queries import counts_by_year
        from loaders.events.store import open_stored

        table = counts_by_year(open_stored(source_id).columns)
        counts = _records(table)
    yield from figure_rows(counts, source_id, manifest_of(source_id)["source"]["citation"], names)


def figure_rows(
    counts: list[dict[str, Any]], source_id: str, citation: str, names: dict[str, str], *, sample: bool = False
) -> Iterator[dict[str, Any]]:
    """Give counts by area and year (`geodata.event_queries.counts_by_year`) as rows of figures."""
    for found in counts:
        without = found["without_figure"]
        for part, unit in (("events", "events"), ("fatalities", "people")):
            unknown = part == "fatalities" and without == found["events"]
            note = f"{without} of {found['events']} events without a number" if part == "fatalities" and without else ""
            yield {
                "iso3": found["code"],
                "name": names.get(found["code"], ""),
                "year": found["year"],
                "measure": "events",
                "part": part,
                "value": "" if unknown else found[part],
                "unit": unit,
                "emptiness": "not_read" if unknown else "value",
                "scope": "",
                "coverage": "partial" if sample else "",
                "publisher": source_id,
                "read_at": "" if sample else "primary",
                "shown": True,
                "source": citation,
                "note": note,
            }


def _records(counts: "pd.DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a table, one dict each, numbers as Python's own, which JSON can hold."""
    return counts.astype(object).to_dict("records")  # type: ignore[return-value]


def _area_names() -> dict[str, str]:
    """Return the names of areas by their codes."""
    from loaders.areas.loader import load_areas

    areas = load_areas()
    return dict(zip(areas["iso3"], areas["name"], strict=True))
