"""Put the page Events on paper: one source's events under a filter, as places or by country."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from dashboard import data, event_atlas
from dashboard.dates import in_words
from dashboard.doors import events as door
from dashboard.doors.imported import hazard_data
from dashboard.event_choices import EventChoices, EventDrawing, EventMeasure
from dashboard.export.choropleth import PURPOSE, world_window
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Bounds, LegendEntry, Shape, Sheet, Window
from dashboard.export.views import View
from dashboard.maps.crop import REGION_CORNERS, WORLD
from dashboard.maps.event_ground import project
from dashboard.maps.event_map import HAZARDS, LAND, NO_EVENT, RAMP, SOFT_LABEL, UNCOUNTED, EventSpec
from dashboard.maps.event_paper import EventPicture
from dashboard.maps.paper_geometry import world_ground
from dashboard.palette import Mark
from geodata.errors import InputError
from geodata.event_grid import to_plane
from geodata.event_sums import area_sums
from geodata.events import EventSource

if TYPE_CHECKING:
    import geopandas as gpd

PAGE = "/events"
SMALLEST_KM = 400.0
"""The least that a figure shows in each direction."""
MARGIN = 0.06


def depict(chosen: EventChoices, paper: PaperChoices) -> Picture:
    """Return the map of a source's events under the page's filter, of all its events where no crop is named.

    Raises
    ------
    InputError
        There is no such source, or the crop is not a part of the world.
    """
    source = door.source_of(chosen.source)
    spec = event_atlas.event_spec(source.id, source.version)
    columns, filters = door.columns(source.id, source.version), chosen.filters()
    sums = area_sums(columns, filters)
    by_area = chosen.show is EventDrawing.AREAS
    countries = sums["countries"] if by_area else None
    assert countries is None or isinstance(countries, dict)
    deadly = chosen.measure is EventMeasure.FATALITIES
    hazards = _hazards(chosen.hazards)
    sheet = Sheet(
        title=paper.title or spec.title,
        subtitle=_subtitle(chosen, source, sums),
        legend=_legend(spec, by_area, deadly, hazards is not None),
        legend_note=_legend_note(by_area, deadly),
        sources=(spec.source, f"{data.boundary_citation()} Projection: Equal Earth, 11° E."),
        disclaimer=f"{data.boundary_policy().disclaimer} {PURPOSE}",
        permalink=f"{PAGE}?{urlencode({key: value for key, value in chosen.to_query().items() if value})}",
        window=_window(paper.crop, spec),
        size=paper.size,
    )
    drawn = EventPicture(spec, columns, filters, deadly, countries, hazards, world_ground())
    return Picture(
        sheet,
        drawn.paint,
        f"mineline-events-{source.id}".replace("_", "-"),
        (source.card, "areas", "boundaries"),
        lambda: door.query(source.id, filters, door.MOST_ROWS),
        data={f"events:{source.id}": source.version, **hazard_data(chosen.hazards)},
    )


def _subtitle(chosen: EventChoices, source: EventSource, sums: dict[str, object]) -> str:
    """The days, the filter, the sums, and what they are not."""
    since, until = chosen.since or source.first_day, chosen.until or source.last_day
    told = [f"{in_words(since)} to {in_words(until)}." if since and until else "No day."]
    told += [f"{data.area_names().get(chosen.area, chosen.area)}."] if chosen.area else []
    told += [f"{data.region_names().get(chosen.region, chosen.region)}."] if chosen.region else []
    words = [word.label for word in (*chosen.kinds, *chosen.devices)]
    told += [f"Only: {', '.join(words)}."] if words else []
    told += [f"At least {chosen.deaths} people killed."] if chosen.deaths else []
    least = "" if sums["numbered"] == sums["events"] else "at least "
    told.append(f"{sums['events']:,} events, {least}{sums['fatalities']:,} people killed.")
    told += ["A sample, not a census: no rates, trends or rankings."] if source.sample else []
    return " ".join(told)


def _legend(spec: EventSpec, by_area: bool, deadly: bool, hazardous: bool) -> tuple[LegendEntry, ...]:
    ramp = [LegendEntry(word.label, word.mark) for word in RAMP]
    entries = [LegendEntry(group.label, Mark(group.fill), shape=Shape.CIRCLE) for group in spec.groups]
    entries += [LegendEntry(SOFT_LABEL.capitalize(), Mark(LAND.mark.fill, outline=spec.groups[0].fill, outline_px=0.8,
                                                          dash=(3, 3)), shape=Shape.CIRCLE)]  # fmt: skip
    if by_area:
        entries = [*ramp, LegendEntry(NO_EVENT.label, NO_EVENT.mark)]
        entries += [LegendEntry(UNCOUNTED.label, UNCOUNTED.mark)] if deadly else []
    elif spec.events > MANY:
        entries += ramp
    if hazardous:
        entries += [LegendEntry(word.label, word.mark) for word in HAZARDS]
    return tuple(entries)


MANY = 2000
"""A source with more events may have squares on its map."""


def _legend_note(by_area: bool, deadly: bool) -> str:
    what = "People killed, at least" if deadly else "Events"
    return f"{what}, by country." if by_area else f"{what}. Squares are of equal area and stand where events are many."


def _window(crop: str, spec: EventSpec) -> Window:
    """What is seen: all events, the world, a region's corners or an area."""
    name = crop.strip().casefold()
    corners = {region.casefold(): bounds for region, bounds in REGION_CORNERS.items()}
    if name == WORLD:
        return world_window()
    if name in corners:
        west, south, east, north = corners[name]
        lon, lat = np.meshgrid(np.linspace(west, east, 60), np.linspace(south, north, 60))
        x, y = to_plane(lon, lat)
        return _wide((float(x.min()), float(y.min()), float(x.max()), float(y.max())))
    if name:
        if crop.upper() not in set(data.areas()["iso3"]):
            message = f"{crop[:40]!r} is not a part of the world: choose world, a region, or a code such as UKR."
            raise InputError(message)
        return _wide(data.area_view(crop.upper()))
    return _wide(spec.extent_km)


def _wide(bounds: Bounds) -> Window:
    """Bounds with a margin, and no smaller than what can be recognised."""
    west, south, east, north = bounds
    across = max(0.0, SMALLEST_KM - (east - west)) / 2 + MARGIN * (east - west)
    along = max(0.0, SMALLEST_KM - (north - south)) / 2 + MARGIN * (north - south)
    return Window((west - across, south - along, east + across, north + along), bleeds=True)


def _hazards(layer_id: str) -> "gpd.GeoDataFrame | None":
    """The chosen layer of hazardous areas in km of the map; None where none is chosen or it is gone."""
    if layer_id not in {str(layer["id"]) for layer in door.hazard_layers()}:
        return None
    layer = door.hazard_areas(layer_id)
    moved: gpd.GeoDataFrame = layer[["kind", "geometry"]].set_crs(None, allow_override=True)
    return moved.set_geometry(list(project(layer.geometry)))


VIEW = View("events", PAGE, EventChoices, depict)
