"""Show how a time-lapse of a view is asked for, how far it is, and its files."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard import data
from dashboard.markdown import plain
from dashboard.timelapse.film import Film, zip_of
from dashboard.timelapse.job import FilmJob
from dashboard.timelapse.span import Span, Step, questions, step_key
from geodata.errors import InputError
from geodata.treaty_rules import HORIZON, OPENING_DAY

MOST_ON_PAGE = 120
"""The most stills that a page makes; the command line makes longer ones."""

POLL_SECONDS = 0.7
SIZES = {"slide": "Slide", "square": "Square", "report": "Report"}


def show_film_panel(view: str, query: Mapping[str, str]) -> None:
    """Show the span, the step and the size; while it is made its progress, and then its files.

    Raises
    ------
    InputError
        The span runs backwards, or has too many moments for a page.
    """
    columns = st.columns(4)
    first = columns[0].date_input("From", OPENING_DAY, OPENING_DAY, HORIZON, key=f"film-{view}-first")
    last = columns[1].date_input("To", data.today(), OPENING_DAY, HORIZON, key=f"film-{view}-last")
    steps = [Step.YEAR] if step_key(view) == "year" else [Step.YEAR, Step.MONTH, Step.WEEK, Step.DAY]
    step = columns[2].selectbox("A still", steps, format_func=lambda one: one.label, key=f"film-{view}-step")
    size = columns[3].selectbox("Size", list(SIZES), format_func=SIZES.__getitem__, key=f"film-{view}-size")
    if not (isinstance(first, date) and isinstance(last, date)):
        return
    asked = questions({**query, "size": str(size), "dpi": "150"}, Span(first, last, step))
    if len(asked) > MOST_ON_PAGE:
        message = (
            f"These are {len(asked)} stills; a page makes at most {MOST_ON_PAGE}: choose a longer step or a shorter "
            "span, or use the command timelapse."
        )
        raise InputError(message)
    job: FilmJob | None = st.session_state.get(f"film-{view}-job")
    if job is not None and job.asked != asked:
        job.stop()  # the choices have changed, so that nobody waits for it any more
        job = st.session_state[f"film-{view}-job"] = None
    if job is None or (not job.running and job.film is None):
        _offer(view, asked, job)
    elif job.running:
        st.fragment(_show_progress, run_every=POLL_SECONDS)(job, view)
    elif job.film is not None:
        _show_files(job.film, view)


def _offer(view: str, asked: list[dict[str, str]], ended: FilmJob | None) -> None:
    """Show the button that begins, and why an earlier one has ended."""
    if ended is not None and ended.fault:
        st.text(ended.fault)
    if st.button(f"Make {len(asked)} stills, a GIF and an MP4", type="primary", key=f"film-{view}-make"):
        job = FilmJob(asked, seconds=0.6)
        job.start()
        st.session_state[f"film-{view}-job"] = job
        st.rerun(scope="fragment")


def _show_progress(job: FilmJob, view: str) -> None:
    """Show how far it is and the button that stops it; once it has ended the panel runs again."""
    if not job.running:
        st.rerun()
    st.progress(job.done / job.of, text=f"{job.done} of {job.of} steps: stills, then the moving pictures")
    if st.button("Stop", key=f"film-{view}-stop"):
        job.stop()


def _show_files(film: Film, view: str) -> None:
    """Show the last still and the three downloads."""
    st.caption(plain(f"{len(film.stills)} stills; each is the very figure of its day, with legend and sources."))
    columns = st.columns(3)
    for column, label, name, mime, read in (
        (columns[0], "Download MP4", f"{film.stem}.mp4", "video/mp4", film.mp4.read_bytes),
        (columns[1], "Download GIF", f"{film.stem}.gif", "image/gif", film.gif.read_bytes),
        (columns[2], "Download stills (ZIP of PNG)", f"{film.stem}.zip", "application/zip", lambda: zip_of(film)),
    ):
        column.download_button(
            label, data=read, file_name=name, mime=mime, on_click="ignore", width="stretch", key=f"film-{view}-{mime}"
        )
