"""Put the page Events on paper: one source's events under a filter, as places or by country."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
from pyproj import Geod

from dashboard import data, event_atlas
from dashboard.dates import in_words
from dashboard.doors import events as door
from dashboard.doors.imported import hazard_data
from dashboard.event_choices import UKRAINE, EventChoices, EventDrawing, EventMeasure
from dashboard.export.choropleth import PURPOSE, world_window
from dashboard.export.event_held import why_no_event_page
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Bounds, LegendEntry, Shape, Sheet, Window
from dashboard.export.views import View
from dashboard.maps.crop import REGION_CORNERS, WORLD
from dashboard.maps.event_classes import HOW
from dashboard.maps.event_ground import project
from dashboard.maps.event_map import HAZARDS, LAND, NO_EVENT, RAMP, SOFT_LABEL, UNCOUNTED, EventSpec
from dashboard.maps.event_paper import EventPicture, FilledAreas
from dashboard.maps.paper_geometry import world_ground
from dashboard.palette import Mark
from geodata.errors import InputError
from geodata.event_grid import from_plane, to_plane
from geodata.event_sums import area_sums
from geodata.events import EventSource

if TYPE_CHECKING:
    import geopandas as gpd

    from dashboard.export.record import Record

PAGE = "/events"
SMALLEST_KM = 400.0
"""The least that a figure shows in each direction."""
MARGIN = 0.06
NEAR_KM = 4_800.0
"""The regions of Ukraine are drawn on maps up to this wide: at 605 pixels, the width of a report, 8 km a pixel."""

WIDEST_SCALE_KM = 2_500.0
"""Wider maps have no scale bar: in Equal Earth it would not be true across them."""

GEOD = Geod(ellps="WGS84")


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
    deadly = chosen.measure is EventMeasure.FATALITIES
    areas = _filled(chosen, source, sums)
    hazards = _hazards(chosen.hazards)
    window = _window(paper.crop, chosen, spec, sums)
    regions = event_atlas.region_paths() if _shows_regions(window) else ()
    sheet = Sheet(
        title=paper.title or spec.title,
        subtitle=_subtitle(chosen, source, sums),
        legend=_legend(spec, areas, deadly, hazards is not None, bool(regions)),
        legend_note=_legend_note(areas, bool(regions), deadly, spec.events > MANY),
        sources=_sources(spec, areas is not None, window),
        disclaimer=f"{data.boundary_policy().disclaimer} {PURPOSE}",
        permalink=f"{PAGE}?{urlencode({key: value for key, value in chosen.to_query().items() if value})}",
        window=window,
        size=paper.size,
    )
    drawn = EventPicture(spec, columns, filters, deadly, areas, hazards, world_ground(), regions)
    no_page = why_no_event_page(chosen, source)
    return Picture(
        sheet,
        drawn.paint,
        _stem(chosen, source),
        (source.card, "areas", "boundaries"),
        lambda: door.query(source.id, filters, door.MOST_ROWS),
        None if no_page else lambda whole, record: _page(chosen, source, whole, record),
        no_page=no_page,
        data={f"events:{source.id}": source.version, **hazard_data(chosen.hazards)},
    )


def _page(chosen: EventChoices, source: EventSource, sheet: Sheet, record: "Record") -> bytes:
    from dashboard.export.event_standalone import build_event_page

    # The file is moved and enlarged by hand, so that no scale belongs to it.
    plain = replace(sheet, sources=(*sheet.sources[:-1], f"{data.boundary_citation()} {_plane(world_window())}"))
    return build_event_page(chosen, source, plain, record)


def _filled(chosen: EventChoices, source: EventSource, sums: dict[str, Any]) -> FilledAreas | None:
    """What areas hold, where they are filled."""
    if chosen.show is not EventDrawing.AREAS:
        return None
    deadly = chosen.measure is EventMeasure.FATALITIES
    classes = event_atlas.classes_of(source.id, source.version, chosen.filters(), deadly)
    return FilledAreas(sums["countries"], sums["regions"], classes)


def _stem(chosen: EventChoices, source: EventSource) -> str:
    """File name without its ending: source, area and days that are chosen."""
    where = chosen.filters().regions or chosen.filters().countries
    days = [str(day) for day in (chosen.since or source.first_day, chosen.until or source.last_day) if day]
    return "-".join(["mineline-events", source.id, *where, *days]).replace("_", "-").lower()


def _subtitle(chosen: EventChoices, source: EventSource, sums: dict[str, Any]) -> str:
    """The days, the filter, the sums, and what they are not."""
    since, until = chosen.since or source.first_day, chosen.until or source.last_day
    told = [f"{in_words(since)} to {in_words(until)}." if since and until else "No day."]
    told += [f"{data.area_names().get(chosen.area, chosen.area)}."] if chosen.area else []
    told += [f"{data.region_names().get(code, code)}." for code in chosen.filters().regions]
    words = [word.label for word in (*chosen.kinds, *chosen.devices)]
    told += [f"Only: {', '.join(words)}."] if words else []
    told += [f"At least {chosen.deaths} people killed."] if chosen.deaths else []
    least = "" if sums["numbered"] == sums["events"] else "at least "
    told.append(f"{sums['events']:,} events, {least}{sums['fatalities']:,} people killed.")
    told += ["A sample, not a census: no rates, trends or rankings."] if source.sample else []
    return " ".join(told)


def _legend(
    spec: EventSpec, areas: FilledAreas | None, deadly: bool, hazardous: bool, near: bool
) -> tuple[LegendEntry, ...]:
    """The classes; `near` where the regions of Ukraine are drawn."""
    if areas is not None:
        ramp = areas.classes.of_map(near=near).map_classes()
        entries = [LegendEntry(word.label, word.mark) for word in (*ramp, NO_EVENT)]
        entries += [LegendEntry(UNCOUNTED.label, UNCOUNTED.mark)] if deadly else []
    else:
        rough = Mark(LAND.mark.fill, outline=spec.groups[0].fill, outline_px=0.8, dash=(3, 3))
        entries = [LegendEntry(group.label, Mark(group.fill), shape=Shape.CIRCLE) for group in spec.groups]
        entries.append(LegendEntry(SOFT_LABEL.capitalize(), rough, shape=Shape.CIRCLE))
        entries += [LegendEntry(word.label, word.mark) for word in RAMP] if spec.events > MANY else []
    if hazardous:
        entries += [LegendEntry(word.label, word.mark) for word in HAZARDS]
    return tuple(entries)


MANY = 2000
"""A source with more events may have squares on its map."""


def _legend_note(areas: FilledAreas | None, near: bool, deadly: bool, many: bool) -> str:
    """What is counted, and of which areas; `near` where the regions of Ukraine are drawn."""
    what = "People killed, at least" if deadly else "Events"
    if areas is not None:
        return f"{what}, by {'region of Ukraine or country' if near and areas.regions else 'country'}."
    return f"{what}. Squares are of equal area and stand where events are many." if many else f"{what}, one by one."


def _sources(spec: EventSpec, by_area: bool, window: Window) -> tuple[str, ...]:
    """The source of the events, how classes were made, and the boundaries with the projection."""
    return (spec.source, *([HOW] if by_area else []), f"{data.boundary_citation()} {_plane(window)}")


def _plane(window: Window) -> str:
    """The projection, and where the scale bar holds."""
    scale = "; the scale holds from west to east in the middle of the map" if window.scale_bar else ""
    return f"Projection: Equal Earth, 11° E{scale}."


def _shows_regions(window: Window) -> bool:
    """Whether the regions of Ukraine are drawn, as on the screen from 8 km a pixel on: on a map that comes near."""
    west, south, east, north = data.area_view(UKRAINE)
    seen = window.bounds
    meets = seen[0] < east and west < seen[2] and seen[1] < north and south < seen[3]
    return meets and max(seen[2] - seen[0], 2 * (seen[3] - seen[1])) <= NEAR_KM


def _window(crop: str, chosen: EventChoices, spec: EventSpec, sums: dict[str, Any]) -> Window:
    """What is seen: the crop that is named, else the chosen region or area, else all events that are meant."""
    name = crop.strip().casefold()
    corners = {region.casefold(): bounds for region, bounds in REGION_CORNERS.items()}
    if name == WORLD:
        return world_window()
    if name in corners:
        west, south, east, north = corners[name]
        lon, lat = np.meshgrid(np.linspace(west, east, 60), np.linspace(south, north, 60))
        x, y = to_plane(lon, lat)
        return _wide((float(x.min()), float(y.min()), float(x.max()), float(y.max())))
    known = set(data.areas()["iso3"])
    if name and crop.strip().upper() not in known:
        message = f"{crop[:40]!r} is not a part of the world: choose world, a region, or a code such as UKR."
        raise InputError(message)
    filters = chosen.filters()
    if not name and filters.regions and filters.regions[0] in data.region_names():
        return _wide(event_atlas.region_view(filters.regions[0]))
    area = crop.strip().upper() or chosen.area or ""
    return _wide(data.area_view(area) if area in known else sums["extent"] or spec.extent_km)


def _wide(bounds: Bounds) -> Window:
    """Bounds with a margin, and no smaller than what can be recognised."""
    west, south, east, north = bounds
    across = max(0.0, SMALLEST_KM - (east - west)) / 2 + MARGIN * (east - west)
    along = max(0.0, SMALLEST_KM - (north - south)) / 2 + MARGIN * (north - south)
    seen = (west - across, south - along, east + across, north + along)
    if east - west > WIDEST_SCALE_KM:
        return Window(seen, bleeds=True)
    return Window(seen, bleeds=True, scale_bar=True, km_per_unit=_stretch((west + east) / 2, (south + north) / 2))


def _stretch(x: float, y: float) -> float:
    """Kilometres on the ground in one of the map, from west to east, at a place of the map."""
    lon, lat = from_plane(np.array([x - 50, x + 50]), np.array([y, y]))
    return float(GEOD.inv(lon[0], lat[0], lon[1], lat[1])[2]) / 100_000


def _hazards(layer_id: str) -> "gpd.GeoDataFrame | None":
    """The chosen layer of hazardous areas in km of the map; None where none is chosen or it is gone."""
    if layer_id not in {str(layer["id"]) for layer in door.hazard_layers()}:
        return None
    layer = door.hazard_areas(layer_id)
    moved: gpd.GeoDataFrame = layer[["kind", "geometry"]].set_crs(None, allow_override=True)
    return moved.set_geometry(list(project(layer.geometry)))


VIEW = View("events", PAGE, EventChoices, depict)
