"""Put a reader's own figures on paper and into files: areas of the world in a year, by the reader's file alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard import data
from dashboard.dataset.dataset import Dataset, Paper
from dashboard.dataset.views import paper_of, stem_of
from dashboard.doors import own
from dashboard.export.choropleth import depict_choropleth, told_of_area
from dashboard.export.own_subject import PAGE, OwnSubject, check_letters, choices_again, source_line
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import OWN_FIGURES, View
from dashboard.links import page_link
from dashboard.map_measure import MapMeasure
from dashboard.maps.crop import REGION_CORNERS
from dashboard.own_atlas import OwnMap
from dashboard.own_choices import OwnFigureChoices, known, written
from dashboard.parts.figure_table import cited
from geodata.errors import InputError
from geodata.own_origin import OwnOrigin

LEFT_OUT = ["n_with_figure", "n_listed", "row"]
"""Columns of the panel that the page's own download leaves out too."""


def subject_of(drawn: OwnMap, year: int, area: str | None) -> OwnSubject:
    """Return own figures as the page shows them.

    Raises
    ------
    InputError
        It is not known which file they came from.
    """
    figures = drawn.figures
    origin = known(figures.origin)
    chosen = OwnFigureChoices(
        **written(origin), unit=origin.unit, weapon=origin.weapon, measure=figures.measure,
        publisher=figures.publisher, shown=drawn.shown, year=year, area=area,
    )  # fmt: skip
    view = View(OWN_FIGURES, PAGE, OwnFigureChoices, lambda asked, paper: depict(drawn, asked, paper))
    crops = ("", *REGION_CORNERS, *([area] if area else []))
    return OwnSubject(view, chosen, lambda: dataset_of(drawn, chosen), crops)


def subject_again(parameters: Mapping[str, str], content: bytes) -> OwnSubject:
    """Return own figures as a file tells of them, read again from the reader's file.

    Raises
    ------
    InputError
        The parameters were changed, or the file cannot be read as they say.
    """
    chosen = choices_again(parameters, OwnFigureChoices.default(data.today()))
    figures = own.figures_again(content, chosen.origin, chosen.measure, chosen.publisher)
    if chosen.shown not in own.SHOWN_AS[chosen.measure]:
        message = f"{chosen.shown.value} is no map of {chosen.measure.value}: the record was changed."
        raise InputError(message)
    return subject_of(OwnMap(figures, chosen.shown), chosen.year, chosen.area)


def depict(drawn: OwnMap, chosen: OwnFigureChoices, paper: PaperChoices) -> Picture:
    """Return the map of a year; its rows are those of the page's table.

    Raises
    ------
    InputError
        The year lies outside of the file, the crop is not a part of the world, or the publisher cannot be written.
    """
    check_letters(chosen.publisher)
    spec, on = drawn.spec, date(chosen.year, 12, 31)
    if not spec.first <= on <= spec.last:
        message = f"{chosen.year} lies outside of the file: choose a year from {spec.first.year} to {spec.last.year}."
        raise InputError(message)
    whose = (
        f"Figures of a file brought by the reader, published by {chosen.publisher}, not checked by Mineline. "
        f"{told_of_area(spec, on, chosen.area or '')}"
    )
    picture = depict_choropleth(
        spec,
        on,
        paper,
        page=PAGE,
        query={},
        stem=stem_of_map(chosen.shown, chosen.year),
        sources=(source_line(chosen.origin),),
        cards=(),
        rows=lambda: drawn.rows_of(chosen.year),
        lead=whose.strip(),
        treaties=(),
        area=chosen.area or "",
    )
    return replace(picture, data={"own:file": chosen.sha256})


def dataset_of(drawn: OwnMap, chosen: OwnFigureChoices) -> Dataset:
    """Return the rows of the page's table with their papers."""
    return Dataset(
        title=f"{drawn.shown.label}, {chosen.year}: figures of a file brought by the reader ({chosen.publisher})",
        view=OWN_FIGURES,
        table="figures",
        parameters=chosen.to_query(),
        rows=cited(drawn.rows_of(chosen.year).drop(columns=LEFT_OUT)).reset_index(drop=True),
        stem=stem_of_map(drawn.shown, chosen.year),
        papers=(paper_of_file(chosen.origin, chosen.publisher), paper_of("untc"), paper_of("areas")),
        permalink=page_link(PAGE, {}),
        boundaries=paper_of("boundaries"),
        policy=data.boundary_policy().name,
        notes=("The emptiness not_read means here that the reader's file has no row for the area and year.",),
    )


def stem_of_map(shown: MapMeasure, year: int) -> str:
    """Return the name of a file without its ending; it tells nothing of the reader's own file."""
    return stem_of("own", shown.value, year)


def paper_of_file(origin: OwnOrigin, publisher: str) -> Paper:
    """Return what a file of data says of the reader's own file."""
    return Paper(
        id="own",
        title=f"A file brought by the reader: {origin.file_name}",
        publisher=publisher,
        licence="That of the reader's file; Mineline knows of none",
        licence_url=None,
        citation=f"{publisher}, by {origin.sentence}, not checked by Mineline.",
        as_of="",
    )
