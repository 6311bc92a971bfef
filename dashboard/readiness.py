"""Read the tables and draw the maps in the background, while the first browser still loads the page's scripts."""

import contextlib
import logging
import os
import sys
from threading import Event, Thread

from geodata.errors import MinelineError
from geodata.words import Measure

log = logging.getLogger("mineline")

WAIT_SECONDS = 120
_begun = Event()
_ready = Event()
_read = Event()


def begin() -> None:
    """Start to prepare; a damaged table ends the process with one sentence that names it."""
    _begun.set()
    Thread(target=_prepare, name="prepare", daemon=True).start()


def begun() -> bool:
    """Whether this process serves pages, and prepares for them."""
    return _begun.is_set()


def ready() -> bool:
    """Whether everything is prepared."""
    return _ready.is_set()


def wait() -> None:
    """Wait until everything is prepared; where nothing was begun, each piece is made when it is asked for."""
    if _begun.is_set():
        _ready.wait(WAIT_SECONDS)


def wait_for_tables() -> None:
    """Wait until what the first page shows below its map is read too, so that it is not read twice at a time."""
    if _begun.is_set():
        _read.wait(WAIT_SECONDS)


def _prepare() -> None:
    try:
        from dashboard import atlas, data  # they bring in the geometry libraries, which take their time
        from dashboard.doors import live

        live.notice_new_builds()
        data.load_first()
        atlas.draw_everything()
    except MinelineError as fault:
        _end(f"Mineline does not start: {fault}")
    except Exception:
        log.exception("preparing failed")
        _end("Mineline does not start: see the error above.")
    _ready.set()
    try:
        _read_ahead()
    finally:
        _read.set()


def _read_ahead() -> None:
    """Read what the first page shows below its map, while a browser still loads scripts; a fault is told there."""
    from dashboard import data
    from dashboard.doors import joined

    with contextlib.suppress(MinelineError):
        joined.extents(data.publishers(Measure.EXTENT)[0])


def _end(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
    os._exit(1)
