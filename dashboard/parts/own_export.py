"""Show the ways in which a reader's own data leave the screen: as a figure, as data, as a citation; never by a link.

What is made is kept in the reader's own session until the view changes, and nowhere else.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import data
from dashboard.doors.own import TitledRegions
from dashboard.links import public, server_of
from dashboard.markdown import plain
from dashboard.own_atlas import OwnMap
from dashboard.parts.export_panel import (
    DATA,
    FIGURE,
    LINK,
    PANEL,
    choose_data_format,
    choose_paper,
    offer_data,
    offer_figure,
)
from geodata.errors import MinelineError

if TYPE_CHECKING:
    from dashboard.export.file_format import Format
    from dashboard.export.own_subject import OwnSubject

MADE = "own-export-made"
"""Under this key of the session lies the one figure that was made last, by what was asked for."""

NO_LINK = (
    "A link cannot show these data to others, for no address leads to them: they are in your session alone, unless you "
    "keep them in the data folder, whose list on this page everybody who opens this server sees. Send the figure, the "
    "data or your file."
)


def show_own_figure_export(drawn: OwnMap, year: int, area: str | None) -> None:
    """Show the panel of own figures of a year, with the area that is chosen."""

    def subject() -> "OwnSubject":
        from dashboard.export.own_view import subject_of

        return subject_of(drawn, year, area)

    show_own_export(subject)


def show_own_region_export(layer: TitledRegions) -> None:
    """Show the panel of own regions."""

    def subject() -> "OwnSubject":
        from dashboard.export.own_region_view import subject_of

        return subject_of(layer)

    show_own_export(subject)


@st.fragment
def show_own_export(make_subject: "Callable[[], OwnSubject]") -> None:
    """Show the panel, closed at first; `make_subject` gives the data, or raises an error that is told in a sentence."""
    panel = st.expander(PANEL, key="export-own", on_change="rerun")
    if not panel.open:
        return
    with panel:
        kind = st.radio("What", [FIGURE, DATA, LINK], horizontal=True, key="export-own-kind",
                        label_visibility="collapsed")  # fmt: skip
        try:
            subject = make_subject()
            if kind == FIGURE:
                show_own_figure(subject)
            elif kind == DATA:
                show_own_data(subject)
            else:
                show_own_citation(subject)
        except MinelineError as refused:
            st.error(plain(str(refused)))


def show_own_figure(subject: "OwnSubject") -> None:
    """Show the choices of a figure and the button that makes and fetches it; raises InputError for an odd title."""
    view = subject.view.name
    form, paper = choose_paper(view, subject.crops)
    offer_figure(view, subject.picture(paper), form, maker(subject, paper, form, st.session_state.setdefault(MADE, {})))


def maker(
    subject: "OwnSubject", paper: Mapping[str, str], form: "Format", made: dict[str, bytes]
) -> Callable[[], bytes]:
    """Return what makes a figure when its button is pressed; `made` keeps the last one, by all that it depends on."""
    asked = repr((form.value, sorted(subject.ask(paper).parameters.items())))

    def make() -> bytes:
        if asked not in made:
            body = subject.take(paper, form)
            made.clear()
            made[asked] = body
        return made[asked]

    return make


def show_own_data(subject: "OwnSubject") -> None:
    """Show the formats in which the rows of the table can be had."""
    view = subject.view.name
    form = choose_data_format(st.columns(2)[0], view)
    offer_data(view, subject.dataset(), form, beside="in the ZIP")


def show_own_citation(subject: "OwnSubject") -> None:
    """Show the citation with the file's SHA-256, and why no link shows the same."""
    from dashboard.export.citing import citation

    page = subject.view.page
    server = server_of(st.context.url or "", page)
    st.markdown("**Citation**")
    st.code(citation(subject.picture({}), data.today(), server), language=None, wrap_lines=True)
    st.text(NO_LINK)
    st.markdown("**Link to this page, without the data**")
    st.code(public(page, server), language=None, wrap_lines=True)
