"""Bring shapes of any coordinate system to longitude and latitude (EPSG:4326), saying what was done."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

from geodata.errors import ForeignFileError

if TYPE_CHECKING:
    from loaders.foreign.parts import PartWriter

WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326", "OGC:CRS84")


def degrees_of(shapes: npt.NDArray[Any], crs: str | None, writer: "PartWriter") -> npt.NDArray[Any]:
    """Return shapes in longitude and latitude.

    Parameters
    ----------
    shapes
        Shapes in any coordinate system; None for none.
    crs
        The name, code or WKT of the system; None where the file names none: then it must be degrees.
    writer
        Where to remark what was done.

    Raises
    ------
    ForeignFileError
        The system is not known, or none is named and the coordinates are no degrees.
    """
    if crs is None or crs.upper().endswith(WGS84):
        if not _are_degrees(shapes) and crs is None:
            message = (
                f"{writer.name}: expected degrees, or a coordinate system named in the file (.prj); got larger numbers "
                "and no system: save the layer with its coordinate system."
            )
            raise ForeignFileError(message)
        if crs is None:
            writer.remark("The file names no coordinate system: longitude and latitude (WGS 84) were taken.")
        return shapes
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        system = CRS.from_user_input(crs)
        if system.equals(CRS.from_epsg(4326), ignore_axis_order=True):
            return shapes
        move = Transformer.from_crs(system, "EPSG:4326", always_xy=True)

        def moved(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return np.stack(move.transform(points[:, 0], points[:, 1]), axis=1)

        turned: npt.NDArray[Any] = shapely.transform(shapely.force_2d(shapes), moved)
    except (CRSError, ProjError) as error:
        message = f"{writer.name}: its coordinate system is not known here; save the layer in WGS 84 (EPSG:4326)."
        raise ForeignFileError(message) from error
    writer.remark(f"Coordinates were turned from {system.name} into longitude and latitude (WGS 84).")
    return turned


def _are_degrees(shapes: npt.NDArray[Any]) -> bool:
    """Whether all coordinates can be longitudes and latitudes."""
    west, south, east, north = shapely.total_bounds(shapes)
    if np.isnan(west):
        return True
    return bool(west >= -360 and east <= 360 and south >= -90.001 and north <= 90.001)
