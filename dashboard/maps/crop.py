"""Name the part of the world that a figure shows: the world, a region, or an area with what lies around it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod, Transformer

from dashboard import data
from dashboard.maps.region import Bounds
from geodata.errors import InputError
from geodata.words import UnitKind

WORLD = "world"

REGION_CORNERS: dict[str, tuple[float, float, float, float]] = {
    "Africa": (-26.0, -36.0, 60.0, 38.5),
    "Americas": (-120.0, -55.0, -35.0, 60.0),
    "Asia": (26.0, -11.0, 146.0, 55.0),
    "Europe": (-24.0, 34.5, 50.0, 71.5),
    "Oceania": (112.0, -48.0, 180.0, 16.0),
}
"""Longitudes and latitudes between which the crop of a UN region lies: chosen for the eye, not a definition of it."""

LANDS: dict[str, tuple[str, ...]] = {
    "baltic-to-black-sea": ("BLR", "EST", "FIN", "LTU", "LVA", "MDA", "POL", "ROU", "UKR"),
}
"""Crops named by the areas that they hold."""

MARGIN = 0.08
SMALLEST_KM = 300.0
SMALLEST_OWN_KM = 2.0
"""The least that a map of a reader's own regions shows in each direction."""

WIDEST_DEGREES = 100.0
"""Places farther apart than this are shown on the map of the world."""

BEYOND = 3.0
"""How many times a crop's size is prepared, so that it fills a box of another shape."""

FAR_KM = 1500.0
"""Parts of an area farther from its largest part than this lie outside its crop, as overseas departments do."""


@dataclass(frozen=True)
class Crop:
    """A part of the world in its own equal-area plane, whose middle lies at a longitude and latitude."""

    name: str
    lon: float
    lat: float
    bounds: Bounds
    """What must be seen, in kilometres from the middle."""
    area: str = ""
    """Code of the area in the middle, where the crop is one area's."""

    @property
    def surroundings(self) -> Bounds:
        """What is prepared around it, so that it fills a box of any shape."""
        west, south, east, north = self.bounds
        half = BEYOND * max(east - west, north - south) / 2
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        return (middle_x - half, middle_y - half, middle_x + half, middle_y + half)


def plane_of(crop: Crop) -> str:
    """The crop's plane: Lambert's equal-area projection around its middle, in kilometres."""
    return f"+proj=laea +lat_0={crop.lat:g} +lon_0={crop.lon:g} +datum=WGS84 +units=km +no_defs +type=crs"


def parse_crop(text: str) -> Crop | None:
    """Return the crop with this name: `world` (None), a UN region, a named group of lands, or an area's code.

    Raises
    ------
    InputError
        There is none; the message says what there is.
    """
    word = text.strip().casefold()
    if word == WORLD:
        return None
    regions = {name.casefold(): name for name in REGION_CORNERS}
    if word in regions:
        return region_crop(regions[word])
    if word in LANDS:
        return lands_crop(word)
    if word.upper() in set(data.areas()["iso3"]):
        return area_crop(word.upper())
    names = ", ".join([WORLD, *REGION_CORNERS, *LANDS])
    message = f"{text[:40]!r} is not a part of the world: choose one of {names}, or an area's code such as UKR."
    raise InputError(message)


@lru_cache(maxsize=16)
def region_crop(name: str) -> Crop:
    """The crop of a UN region."""
    west, south, east, north = REGION_CORNERS[name]
    edge = shapely.segmentize(shapely.box(west, south, east, north), 1.0)
    return _crop_around(name, shapely.get_coordinates(edge), margin=0.0)


@lru_cache(maxsize=16)
def lands_crop(name: str) -> Crop:
    """The crop that holds a named group of areas whole."""
    return _crop_around(name, np.vstack([_coordinates(code) for code in LANDS[name]]), margin=MARGIN)


@lru_cache(maxsize=256)
def area_crop(code: str) -> Crop:
    """The crop of one area: its largest part and what lies near it."""
    crop = _crop_around(code, _coordinates(code), margin=MARGIN)
    return Crop(crop.name, crop.lon, crop.lat, crop.bounds, area=code)


def crop_of_places(name: str, places: np.ndarray) -> Crop | None:
    """Return the crop that holds longitudes and latitudes; None where they lie too far apart for a plane of their own.

    It may be as small as a village, for no area of the world must be recognised in it.
    """
    lon, lat = places[:, 0], places[:, 1]
    around = np.where(lon < 0, lon + 360, lon)
    wide = min(float(np.ptp(lon)), float(np.ptp(around)))
    if max(wide, float(np.ptp(lat))) > WIDEST_DEGREES:
        return None
    return _crop_around(name, places, margin=MARGIN, smallest_km=SMALLEST_OWN_KM)


def _coordinates(code: str) -> np.ndarray:
    """Longitudes and latitudes of an area's largest part and of the parts near it."""
    units = data.drawn_units()
    own = units.loc[units["area"] == code]
    main = own.loc[own["kind"] == UnitKind.OWN.value]
    if own.empty:
        message = f"Area {code} is not drawn on the map: choose another crop."
        raise InputError(message)
    fine = data.fine_world()
    shapes = [fine[unit] for unit in (own if main.empty else main)["unit"]]
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    largest = max(parts, key=lambda part: (part.area, part.wkb_hex))
    return np.vstack([shapely.get_coordinates(part) for part in parts if _near(part, largest)])


def _near(part: shapely.Geometry, largest: shapely.Geometry) -> bool:
    one, other = shapely.shortest_line(part, largest).coords[:]
    return bool(Geod(ellps="WGS84").inv(*one, *other)[2] / 1000 <= FAR_KM)


def _crop_around(name: str, coordinates: np.ndarray, margin: float, smallest_km: float = SMALLEST_KM) -> Crop:
    """The crop that holds these longitudes and latitudes; its middle is rounded to a tenth of a degree."""
    lon, lat = coordinates[:, 0], coordinates[:, 1]
    if lon.max() - lon.min() > 180:  # both sides of 180°
        lon = np.where(lon < 0, lon + 360, lon)
    middle_lon, middle_lat = round((lon.min() + lon.max()) / 2, 1), round((lat.min() + lat.max()) / 2, 1)
    middle_lon = round((middle_lon + 180) % 360 - 180, 1)
    place = Crop(name, middle_lon, middle_lat, (0.0, 0.0, 0.0, 0.0))
    x, y = Transformer.from_crs("EPSG:4326", plane_of(place), always_xy=True).transform(lon, lat)
    west, south, east, north = float(x.min()), float(y.min()), float(x.max()), float(y.max())
    wide, high = east - west, north - south
    pad_x = max(margin * wide, (smallest_km - wide) / 2)
    pad_y = max(margin * high, (smallest_km - high) / 2)
    bounds = (west - pad_x, south - pad_y, east + pad_x, north + pad_y)
    return Crop(name, middle_lon, middle_lat, tuple(round(value, 1) for value in bounds))  # type: ignore[arg-type]
