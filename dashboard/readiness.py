"""Read the tables and draw the maps in the background, while the first browser still loads the page's scripts.

Where an earlier start has checked these very tables and drawn the maps, the Overview can open before anything of that:
its map is put on the shelf at once, and the libraries of tables and geometry, which take a second of a processor, are
brought in once that map is under way; who needs them sooner does not wait for it. docs/decisions/0017-cold-start.md
has the figures.
"""

import contextlib
import logging
import os
import sys
from threading import Event, Thread

from geodata.errors import MinelineError
from geodata.words import Measure

log = logging.getLogger("mineline")

WAIT_SECONDS = 120
NO_VISITOR_SECONDS = 3.0
"""So long the tables wait for the map of a first visitor."""
_begun = Event()
_open = Event()
_wanted = Event()
_ready = Event()
_read = Event()


def begin() -> None:
    """Start to prepare; a damaged table ends the process with one sentence that names it."""
    _begun.set()
    with contextlib.suppress(MinelineError):  # told, with the name of what is damaged, where everything is read
        if _put_kept_map_on_shelf():
            _open.set()
    Thread(target=_prepare, name="prepare", daemon=True).start()


def begun() -> bool:
    """Whether this process serves pages, and prepares for them."""
    return _begun.is_set()


def ready() -> bool:
    """Whether everything is prepared."""
    return _ready.is_set()


def only_open() -> bool:
    """Whether the map that the Overview opens with is there, and nothing else yet."""
    return _open.is_set() and not _ready.is_set()


def want_tables() -> None:
    """Have the tables read now, not only after the first visitor's map."""
    _wanted.set()


def wait() -> None:
    """Wait until everything is prepared; where nothing was begun, each piece is made when it is asked for."""
    want_tables()
    if _begun.is_set():
        _ready.wait(WAIT_SECONDS)


def wait_for_tables() -> None:
    """Wait until what the first page shows below its map is read too, so that it is not read twice at a time."""
    want_tables()
    if _begun.is_set():
        _read.wait(WAIT_SECONDS)


def _put_kept_map_on_shelf() -> bool:
    """Put the Overview's opening map on the shelf, where it was kept; the day that it opens on has to be one."""
    from dashboard import opening_maps
    from dashboard.doors import opening
    from dashboard.doors.day import today

    today()
    if not opening.is_kept():
        return False
    opening_maps.world_script()
    opening_maps.joined_timeline(opening.opening().publishers[0])
    return True


def _prepare() -> None:
    if _open.is_set():
        _wanted.wait(NO_VISITOR_SECONDS)
    try:
        from dashboard import data, opening_maps  # they bring in the geometry libraries, which take their time
        from dashboard.doors import live, opening

        live.notice_new_builds()
        data.load_first()
        opening_maps.draw_everything(opening.opening().publishers[0])
        opening.keep()
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
    from dashboard.parts import overview_day  # noqa: F401 - the page then finds it, and its libraries, brought in

    with contextlib.suppress(MinelineError):
        joined.extents(data.publishers(Measure.EXTENT)[0])


def _end(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
    os._exit(1)
