"""Find for each of very many points the polygon that holds it, exactly as asking each polygon of each point would.

Events repeat places and lie in clusters. So points are put in the order of a curve over degrees, each place is asked
once, and runs of neighbours are asked together: where a polygon holds the whole box of a run it holds all its points,
and only at borders is a point asked by itself. A point on a border is held by none (`within`, DE-9IM).
"""

import numpy as np
import numpy.typing as npt

from geodata.event_columns import interleaved

RUN = 16
"""How many neighbours are asked together."""

HAIR = 1e-9
"""So much wider than its points, in degrees, is the box of a run; a box that is too wide only asks more."""

AT_ONCE = 1_000_000
"""So many pairs of point and polygon are looked at at once, which bounds memory."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


def holders(shapes: npt.NDArray[np.object_], lon: Floats, lat: Floats) -> Places:
    """Return for each point the position of the first shape that holds it in its interior, -1 for none.

    Parameters
    ----------
    shapes
        Geometries of shapely, valid, in degrees of the same datum as the points. They are prepared, in place.
    lon, lat
        Finite degrees.
    """
    order = np.argsort(_along_curve(lon, lat), kind="stable")
    x, y = np.asarray(lon, dtype=np.float64)[order], np.asarray(lat, dtype=np.float64)[order]
    fresh = np.ones(len(x), dtype=bool)
    fresh[1:] = (x[1:] != x[:-1]) | (y[1:] != y[:-1])
    found = np.empty(len(x), dtype=np.int64)
    found[order] = _held(shapes, x[fresh], y[fresh])[np.cumsum(fresh) - 1]
    return found


def _along_curve(lon: Floats, lat: Floats) -> npt.NDArray[np.uint64]:
    """Return the places of points along a curve on which neighbours are mostly near each other."""
    size = 2.0**32 - 1
    x = np.clip((np.asarray(lon) + 180.0) / 360.0, 0.0, 1.0) * size
    y = np.clip((np.asarray(lat) + 90.0) / 180.0, 0.0, 1.0) * size
    return interleaved(x.astype(np.uint32), y.astype(np.uint32))


def _held(shapes: npt.NDArray[np.object_], x: Floats, y: Floats) -> Places:
    """Return the holders of points that lie in the order of the curve."""
    import shapely

    nobody = len(shapes)
    found = np.full(len(x), nobody, dtype=np.int64)
    if not len(x) or not nobody:
        return np.full(len(x), -1, dtype=np.int64)
    shapely.prepare(shapes)
    starts = np.arange(0, len(x), RUN)
    boxes = shapely.box(
        np.minimum.reduceat(x, starts) - HAIR, np.minimum.reduceat(y, starts) - HAIR,
        np.maximum.reduceat(x, starts) + HAIR, np.maximum.reduceat(y, starts) + HAIR,
    )  # fmt: skip
    which, run = shapely.STRtree(boxes).query(shapes, predicate="intersects")
    whole = shapely.contains_properly(shapes[which], boxes[run])
    owner = np.full(len(starts), nobody, dtype=np.int64)
    np.minimum.at(owner, run[whole], which[whole])
    found = np.minimum(found, np.repeat(owner, RUN)[: len(x)])
    asked = np.flatnonzero(~whole & (which < owner[run]))
    for begin in range(0, len(asked), AT_ONCE // RUN):
        some = asked[begin : begin + AT_ONCE // RUN]
        _ask(shapes, x, y, which[some], run[some], found)
    return np.where(found == nobody, -1, found)


def _ask(shapes: npt.NDArray[np.object_], x: Floats, y: Floats, which: Places, run: Places, found: Places) -> None:
    """Ask shapes of every point of some runs, and note the first holder."""
    import shapely

    point = (run[:, None] * RUN + np.arange(RUN)).ravel()
    shape = np.repeat(which, RUN)
    there = point < len(x)
    point, shape = point[there], shape[there]
    held = shapely.contains_xy(shapes[shape], x[point], y[point])
    np.minimum.at(found, point[held], shape[held])
