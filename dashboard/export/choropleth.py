"""Make a picture of a map of areas: its sheet, the painter, and the crop with its inset."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard import data
from dashboard.dates import in_words
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Bounds, Inset, LegendEntry, Paint, Sheet, Window
from dashboard.maps.crop import Crop, parse_crop, plane_of
from dashboard.maps.paper_geometry import crop_ground, world_ground
from dashboard.maps.specification import OUTSIDE, ChoroplethSpec, Steps
from geodata.words import Treaty

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from dashboard.export.record import Record
    from dashboard.export.sheet import Frame

PURPOSE = "Not for navigation or safety decisions."
INSET_STROKE = "#16191d"


def depict_choropleth(
    spec: ChoroplethSpec,
    on: date,
    paper: PaperChoices,
    *,
    page: str,
    query: dict[str, str],
    stem: str,
    sources: Sequence[str],
    cards: tuple[str, ...],
    rows: "Callable[[], pd.DataFrame]",
    crop: str = "world",
    title: str = "",
    lead: str = "",
    treaties: tuple[Treaty, ...] = tuple(Treaty),
    area: str = "",
) -> Picture:
    """Return the picture of a specification on a day.

    Parameters
    ----------
    spec, on
        What the screen shows too, and the day (31 December on a map of years).
    paper
        Size, title and crop.
    page, query
        Path and parameters of the page that shows the same.
    stem
        File name without crop and ending.
    sources
        Source lines.
    cards
        Ids of the sources whose tables are drawn; the boundaries are added.
    rows
        Gives the rows of the table twin.
    crop
        What is seen where the paper's own crop is empty.
    title
        The view's own title; the specification's where it is empty.
    lead
        What the subtitle says first after the day.
    treaties
        The treaties whose acts are drawn.
    area
        Code of the chosen area, where the query does not name it.

    Raises
    ------
    InputError
        The crop is not a part of the world.
    """
    place = parse_crop(paper.crop or crop)
    when = str(on.year) if spec.steps is Steps.YEARS else in_words(on)
    area = area or query.get("area", "")
    lead = lead or told_of_area(spec, on, area)
    told = {key: value for key, value in query.items() if value}
    sheet = Sheet(
        title=paper.title or title or spec.title,
        subtitle=_subtitle(spec, on, [f"{when}.", *([lead] if lead else [])], place),
        legend=legend_of(spec, on),
        legend_note=_legend_note(spec, place),
        sources=(*sources, frame_source(place)),
        disclaimer=f"{data.boundary_policy().disclaimer} {PURPOSE}",
        permalink=f"{page}?{urlencode(told)}" if told else page,
        window=_window(place),
        size=paper.size,
    )
    whole = f"{stem}-{place.name.lower()}" if place is not None else stem
    body = _painter(spec, on, place, area)
    inset = None if place is None else Inset(world_window(), _locator(spec, on, place))
    return Picture(
        sheet,
        body,
        whole,
        tuple({*cards, "areas", "boundaries"}),
        rows,
        _page(spec, on, place, area or None),
        inset,
        treaties=treaties,
    )


def legend_of(spec: ChoroplethSpec, on: date) -> tuple[LegendEntry, ...]:
    """Every class with its mark and how many areas have it on the day.

    That of areas left out stands there only where some are; of a joined map's many classes those that occur.
    """
    counts = spec.counts_on(on)
    told = (word for word in spec.classes if counts[word.value] or not (word.value == OUTSIDE or spec.grid))
    return tuple(LegendEntry(word.label, word.mark, counts[word.value]) for word in told)


def world_window() -> Window:
    """The whole world in the plane of the screen."""
    [sea] = data.world_frame().loc[lambda frame: frame["kind"] == "sea", "geometry"]
    bounds: Bounds = tuple(float(round(value)) for value in sea.bounds)  # type: ignore[assignment]
    return Window(bounds)


def _window(place: Crop | None) -> Window:
    if place is None:
        return world_window()
    return Window(place.bounds, plane_of(place), bleeds=True, scale_bar=True)


def _subtitle(spec: ChoroplethSpec, on: date, told: list[str], place: Crop | None) -> str:
    """The day, what is counted in the whole world, and the remark that belongs to the day."""
    counts = spec.counts_on(on)
    counted = sum(counts[value] for value in spec.counted)
    told.append(f"{counted} {spec.counted_label} of {len(spec.areas)} areas{' of the world' if place else ''}.")
    if spec.steps is Steps.YEARS and spec.notes:
        told.append(spec.notes[on.year - spec.first.year])
    elif spec.steps is Steps.DAYS and on > spec.facts_as_of:
        told.append(spec.projection_note)
    if spec.fades:
        told.append("The older a figure, the lighter it is drawn.")
    return " ".join(told)


def told_of_area(spec: ChoroplethSpec, on: date, code: str) -> str:
    """What the map shows of the chosen area; empty where none is chosen."""
    labels = {word.value: word.label for word in spec.classes}
    return next((f"{area.name}: {labels[spec.classes[area.on(on).number].value]}." for area in spec.areas
                 if area.code == code), "")  # fmt: skip


def _legend_note(spec: ChoroplethSpec, place: Crop | None) -> str:
    """What the largest circle stands for, and of what the counts are."""
    return " ".join(filter(None, (spec.circle_note, "Counts are of the whole world." if place is not None else "")))


def frame_source(place: Crop | None) -> str:
    """The boundaries' source, and the projection of a map of the world or of a crop."""
    plane = "Equal Earth, 11° E" if place is None else f"Lambert equal area around {place.lon:g}°, {place.lat:g}°"
    return f"{data.boundary_citation()} Projection: {plane}."


def _painter(spec: ChoroplethSpec, on: date, place: Crop | None, chosen: str) -> Paint:
    def paint(axes: "Axes", frame: "Frame") -> None:
        from dashboard.maps.paper_map import Choropleth

        if place is None:
            Choropleth(spec, on, world_ground(), chosen=chosen).paint(axes, frame)
            return
        ground = crop_ground(place)
        quiet = {area.code for area in spec.areas if spec.classes[area.on(on).number].value == OUTSIDE}
        mains = (unit for unit in ground.units if unit.main and unit.area not in quiet)
        inside = (unit for unit in mains if _within(unit.at, place.bounds))
        largest = sorted(inside, key=lambda unit: (-unit.km2, unit.unit))
        names = [place.area, *(unit.area for unit in largest)] if place.area else [unit.area for unit in largest]
        Choropleth(spec, on, ground, names=tuple(dict.fromkeys(names)), chosen=chosen).paint(axes, frame)

    return paint


def _within(at: tuple[float, float], bounds: Bounds) -> bool:
    west, south, east, north = bounds
    return west <= at[0] <= east and south <= at[1] <= north


def _locator(spec: ChoroplethSpec, on: date, place: Crop) -> Paint:
    """Draw the world with a ring where the crop lies."""

    def paint(axes: "Axes", frame: "Frame") -> None:
        from dashboard.export.layer import Layer
        from dashboard.maps.locator import outline_of
        from dashboard.maps.paper_map import Choropleth

        Choropleth(spec, on, world_ground(), prefix="inset-", plain=True).paint(axes, frame)
        Layer(axes, "inset-crop", [outline_of(place)], zorder=90)

    return paint


def _page(spec: ChoroplethSpec, on: date, place: Crop | None, area: str | None) -> "Callable[[Sheet, Record], bytes]":
    def page(sheet: Sheet, record: "Record") -> bytes:
        from dashboard.export.standalone import build_page

        # The file shows the screen's map, whose projection is that of the world also where it opens on a crop.
        own = replace(sheet, sources=(*sheet.sources[:-1], frame_source(None)))
        return build_page(spec, on, own, record, place, area)

    return page
