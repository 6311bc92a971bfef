"""Put a reader's own regions on paper and into files: each by its figure, over the land around."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd

from dashboard import data
from dashboard.dataset.dataset import Dataset
from dashboard.doors import own
from dashboard.export.choropleth import PURPOSE, frame_source, legend_of, world_window
from dashboard.export.own_subject import PAGE, OwnSubject, check_letters, choices_again, source_line
from dashboard.export.own_view import paper_of_file
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.sheet import Sheet, Window
from dashboard.export.views import OWN_REGIONS, View
from dashboard.links import page_link
from dashboard.maps.crop import WORLD, Crop, plane_of
from dashboard.maps.own_region_map import NO_DAY, specify_regions
from dashboard.maps.region_classes import HOW
from dashboard.maps.specification import ChoroplethSpec
from dashboard.own_choices import OwnRegionChoices, known, written
from geodata.errors import InputError
from geodata.own_regions import twin_of

if TYPE_CHECKING:
    from dashboard.export.record import Record

STEM = "mineline-own-regions"


def subject_of(layer: own.TitledRegions) -> OwnSubject:
    """Return own regions as the page shows them.

    Raises
    ------
    InputError
        It is not known which file they came from.
    """
    origin = known(layer.origin)
    chosen = OwnRegionChoices(**written(origin), figure=layer.title)
    view = View(OWN_REGIONS, PAGE, OwnRegionChoices, lambda asked, paper: depict(layer, asked, paper))
    return OwnSubject(view, chosen, lambda: dataset_of(layer, chosen), ("", WORLD))


def subject_again(parameters: Mapping[str, str], content: bytes) -> OwnSubject:
    """Return own regions as a file tells of them, read again from the reader's file.

    Raises
    ------
    InputError
        The parameters were changed, or the file cannot be read as they say.
    """
    chosen = choices_again(parameters, OwnRegionChoices.default(data.today()))
    layer = own.regions_again(content, chosen.origin, chosen.figure)
    if layer.own.regions.empty:
        message = "No row of the file could be taken as a region with a figure."
        raise InputError(message)
    return subject_of(layer)


def depict(layer: own.TitledRegions, chosen: OwnRegionChoices, paper: PaperChoices) -> Picture:
    """Return the map of the regions; its rows are those of the page's table.

    Raises
    ------
    InputError
        The crop is not one of these, a place is not a longitude and a latitude, or the title cannot be drawn.
    """
    from dashboard.maps.own_region_paper import OwnRegionPaper

    if paper.crop not in ("", WORLD):
        message = f"{paper.crop[:40]!r} is not a crop of this map: leave it empty, or write {WORLD}."
        raise InputError(message)
    check_letters(layer.title)
    regions = layer.own.regions
    spec = specify_regions(regions, layer.title, data.boundary_policy().name)
    drawn = OwnRegionPaper(spec, regions, whole_world=paper.crop == WORLD)
    sheet = Sheet(
        title=paper.title or spec.title,
        subtitle=_subtitle(spec),
        legend=legend_of(spec, NO_DAY),
        legend_note=HOW,
        sources=(source_line(chosen.origin), f"Land around: {frame_source(drawn.place)}"),
        disclaimer=f"{data.boundary_policy().disclaimer} {PURPOSE}",
        permalink=PAGE,
        window=_window(drawn.place),
        size=paper.size,
    )
    return Picture(
        sheet,
        drawn.paint,
        f"{STEM}-{WORLD}" if paper.crop else STEM,
        ("boundaries",),
        lambda: twin_of(regions),
        lambda whole, record: _page(spec, regions, whole, record),
        data={"own:file": chosen.sha256},
        treaties=(),
    )


def _subtitle(spec: ChoroplethSpec) -> str:
    """Whose figures these are, and how many regions have one."""
    counts = spec.counts_on(NO_DAY)
    counted = sum(counts[value] for value in spec.counted)
    return (
        f"Figures of a file brought by the reader, published as “{spec.title}”, not checked by Mineline. "
        f"{counted} {spec.counted_label} of {len(spec.areas)}."
    )


def _window(place: Crop | None) -> Window:
    if place is None:
        return world_window()
    return Window(place.bounds, plane_of(place), bleeds=True, scale_bar=True)


def _page(spec: ChoroplethSpec, regions: gpd.GeoDataFrame, sheet: Sheet, record: "Record") -> bytes:
    """The HTML file of the map, which holds the regions and no land around."""
    from dashboard.export.own_standalone import build_region_page

    plain = replace(
        sheet,
        sources=(*sheet.sources[:-1], "Projection: Equal Earth, 11° E. Borders are simplified for looking."),
        disclaimer=f"Regions and names are those of the file and imply no opinion on any territory. {PURPOSE}",
    )
    return build_region_page(spec, regions, plain, record)


def dataset_of(layer: own.TitledRegions, chosen: OwnRegionChoices) -> Dataset:
    """Return the rows of the page's table with their shapes and papers."""
    regions = layer.own.regions
    rows = gpd.GeoDataFrame(twin_of(regions), geometry=regions.geometry.to_numpy(), crs="EPSG:4326")
    return Dataset(
        title=f"{layer.title}: regions of a file brought by the reader",
        view=OWN_REGIONS,
        table="regions",
        parameters=chosen.to_query(),
        rows=rows.reset_index(drop=True),
        stem=STEM,
        papers=(paper_of_file(chosen.origin, layer.title),),
        permalink=page_link(PAGE, {}),
        area_column=None,
        notes=("Shapes are those of the reader's file, longitude and latitude in WGS 84; areas are geodesic.",),
    )
