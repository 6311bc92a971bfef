"""Show the ways in which a view leaves the screen: as a figure, as data, as a link, as a citation, as a time-lapse.

Nothing is made before the panel is opened, so that a page's first map never waits for it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data
from dashboard.doors import imported
from dashboard.markdown import plain
from dashboard.parts.film_panel import show_film_panel
from dashboard.state import Choices
from geodata.errors import MinelineError
from geodata.words import Word

if TYPE_CHECKING:
    from dashboard.dataset.dataset import Dataset
    from dashboard.dataset.files import Format as DataFormat
    from dashboard.export.file_format import Format
    from dashboard.export.picture import Picture

FIGURE, DATA, LINK, FILM = "Figure", "Data", "Link and citation", "Time-lapse"
PANEL = "Export: figure, data, link"
SomeWord = TypeVar("SomeWord", bound=Word)

KEPT = 12
"""How many finished figures are kept, for readers who ask for the same one again."""


@st.fragment
def show_export_panel(view: str, chosen: Choices, *, film: bool = True) -> None:
    """Show the panel, closed at first.

    Parameters
    ----------
    view
        Name of the view, as `dashboard.export.views` has it.
    chosen
        The page's choices.
    film
        Whether the view moves in time.
    """
    panel = st.expander(PANEL, key=f"export-{view}", on_change="rerun")
    if not panel.open:
        return
    kinds = [FIGURE, DATA, LINK, *([FILM] if film else [])]
    with panel:
        kind = st.radio("What", kinds, horizontal=True, key=f"export-{view}-kind", label_visibility="collapsed")
        query = {"view": view, **{key: value for key, value in chosen.to_query().items() if value}}
        shows: dict[str, Callable[[str, Mapping[str, str]], None]] = {
            FIGURE: show_figure_choice,
            DATA: show_data_choice,
            LINK: show_links,
            FILM: show_film_panel,
        }
        try:
            shows[str(kind)](view, query)
        except MinelineError as refused:
            st.error(plain(str(refused)))


def show_figure_choice(view: str, query: Mapping[str, str]) -> None:
    """Show format, size, dots and title of a figure, its name, and the button that makes and fetches it.

    Raises
    ------
    InputError
        The title cannot be drawn, or the view not with these choices.
    """
    from dashboard.export.views import picture_of

    form, paper = choose_paper(view, crops(query))
    asked = {**query, **paper}
    offer_figure(view, picture_of(asked), form, figure_maker(asked, form.value))


def choose_paper(view: str, parts: Sequence[str]) -> "tuple[Format, dict[str, str]]":
    """Show format, size, dots, part of the world and title; returns the format and the paper's parameters."""
    from dashboard.export.file_format import Format
    from dashboard.export.picture import DOTS_PER_INCH
    from dashboard.export.sheet import PaperSize

    columns = st.columns(4)
    form = pick(columns[0], "Format", Format, f"export-{view}-format")
    size = pick(columns[1], "Size", PaperSize, f"export-{view}-size")
    dpi = columns[2].selectbox(
        "Dots an inch", DOTS_PER_INCH[::-1], key=f"export-{view}-dpi", disabled=form is not Format.PNG
    )
    crop = columns[3].selectbox("Part of the world", parts, format_func=crop_label, key=f"export-{view}-crop")
    title = st.text_input("Title, where it should be another", key=f"export-{view}-title", max_chars=200)
    st.caption(plain(f"{size.definition} {form.definition}"))
    paper = {"size": str(size), "dpi": str(dpi), "title": title, "crop": str(crop)}
    return form, {key: value for key, value in paper.items() if value}


def offer_figure(view: str, picture: "Picture", form: "Format", make: Callable[[], bytes]) -> None:
    """Show the button that makes and fetches a figure, and its name; or why there is no HTML file."""
    from dashboard.export.file_format import Format

    if form is Format.HTML and (missing := picture.why_no_page(view)):
        st.info(plain(missing))
        return
    name = f"{picture.stem}.{form.value}"
    button, told = st.columns([1, 2], vertical_alignment="center")
    button.download_button(
        f"Make and download {form.label}",
        data=make,
        file_name=name,
        mime=form.media_type,
        on_click="ignore",
        key=f"export-{view}-get",
        type="primary",
    )
    told.text(name)


def pick(box: DeltaGenerator, label: str, words: type[SomeWord], key: str) -> SomeWord:
    """Show a choice among words, by their labels; returns the chosen one."""
    show: Any = box.selectbox  # its types do not know that a choice without an empty place gives an option
    chosen: SomeWord = show(label, list(words), format_func=lambda word: word.label, key=key)
    return chosen


def figure_maker(asked: Mapping[str, str], form: str) -> Callable[[], bytes]:
    """Return what makes a figure when its button is pressed; the same figure of the same data is made once."""
    pairs = tuple(sorted(asked.items()))
    return lambda: figure_file(pairs, form, imported.stamp())


@lru_cache(maxsize=KEPT)
def figure_file(pairs: tuple[tuple[str, str], ...], form: str, _stamp: str) -> bytes:
    """Return the bytes of a figure (`dashboard.export.snapshot.take`); with other imports it is another question."""
    from dashboard.export.file_format import Format
    from dashboard.export.snapshot import take

    return take(dict(pairs), Format.of(form)).body


def crops(query: Mapping[str, str]) -> list[str]:
    """Return the parts of the world that a figure may show: the page's own, the world, regions, the chosen area."""
    from dashboard.maps.crop import REGION_CORNERS, WORLD

    if query.get("view") == "frontline":
        return ["", "UKR"]
    area = query.get("area", "")
    return ["", WORLD, *REGION_CORNERS, *([area] if area else [])]


def crop_label(crop: str) -> str:
    """Return a part of the world as people read it."""
    if not crop:
        return "As on the page"
    return data.area_names().get(crop, crop.capitalize())


def show_data_choice(view: str, query: Mapping[str, str]) -> None:
    """Show the tables of the view and the formats in which their rows can be had.

    Raises
    ------
    WithheldError
        The source does not let its data be passed on.
    """
    from dashboard.dataset.views import dataset_of, tables_of
    from dashboard.links import file_link

    left, right = st.columns(2)
    table = left.selectbox("Table", tables_of(view), format_func=str.capitalize, key=f"export-{view}-table")
    form = choose_data_format(right, view)
    asked = {**query, "table": str(table)}
    offer_data(view, dataset_of(asked), form, beside="in the ZIP, or at the second link")
    choices = {key: value for key, value in asked.items() if key != "view"}
    server = opened_at(view)
    st.code(file_link("data", form.suffix, view, choices, server), language=None, wrap_lines=True)
    if form.suffix == "csv":
        st.code(file_link("data", "metadata.json", view, choices, server), language=None, wrap_lines=True)


def choose_data_format(box: DeltaGenerator, view: str) -> "DataFormat":
    """Show the choice of a format of data; returns the chosen one."""
    from dashboard.dataset.files import FORMATS

    show: Any = box.selectbox  # its types do not know that a choice without an empty place gives an option
    chosen: DataFormat = show(
        "Format", list(FORMATS.values()), format_func=lambda one: one.label, key=f"export-{view}-data-format"
    )
    return chosen


def offer_data(view: str, dataset: "Dataset", form: "DataFormat", beside: str) -> None:
    """Show what the file holds, the button that fetches it, and its name; `beside` says where CSV has its papers."""
    from dashboard.doors.shapes import area_shapes

    papers = "within the file" if form.suffix not in {"csv"} else beside
    shapes = " with the shape of each area (WGS 84)" if form.shapes else ""
    st.caption(plain(f"{dataset.title}: {len(dataset.rows)} rows{shapes}. Sources, terms and parameters: {papers}."))
    button, told = st.columns([1, 2], vertical_alignment="center")
    button.download_button(
        f"Download {form.label}",
        data=lambda: form.write(dataset, area_shapes),
        file_name=f"{dataset.stem}.{form.suffix}",
        mime=form.media_type,
        on_click="ignore",
        key=f"export-{view}-data-get",
        type="primary",
    )
    told.text(f"{dataset.stem}.{form.suffix}")


def opened_at(view: str) -> str:
    """Return what stands before the path of a view's page in the address that the reader has open."""
    from dashboard.export.views import view_named
    from dashboard.links import server_of

    return server_of(st.context.url or "", view_named(view).page)


def show_links(view: str, query: Mapping[str, str]) -> None:
    """Show the link, the codes to embed and the citation, each with a button that copies it.

    Raises
    ------
    InputError
        The view cannot be shown with these choices.
    """
    from dashboard.export.citing import citation, embed_code, image_code, link_of
    from dashboard.export.views import ask

    asked = ask(query)
    picture = asked.view.depict(asked.choices, asked.paper)
    server = opened_at(view)
    for name, text, language in (
        ("Link to this view", link_of(picture, server), None),
        ("Citation", citation(picture, data.today(), server), None),
        ("Code that embeds this page", embed_code(picture, server), "html"),
        ("Code that embeds the figure", image_code(picture, view, asked.parameters, server), "html"),
    ):
        st.markdown(f"**{name}**")
        st.code(text, language=language, wrap_lines=True)
