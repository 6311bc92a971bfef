"""Load what events are joined with: the world's areas, Ukraine's regions and the Mine Ban Treaty's history."""

from functools import lru_cache

from geodata.event_coding import Ground
from geodata.event_joins import AreaFinder
from geodata.words import Treaty
from loaders.boundaries.loader import load_map_units, load_ukraine_regions, load_world
from loaders.history import load_history


@lru_cache(maxsize=1)
def load_ground() -> Ground:
    """Return the bundled ground, made once a process.

    Countries are the 1:50m world, each drawn feature under the area whose status it shows (dependencies under their
    sovereign). Regions are bundled for Ukraine alone.

    Raises
    ------
    MissingDataError, TableError
        A bundled file is missing or damaged.
    """
    world = load_world("50m").merge(load_map_units()[["unit", "area"]], on="unit", validate="one_to_one")
    countries = AreaFinder(world[["area", "geometry"]])
    regions = load_ukraine_regions()[["region", "geometry"]].assign(area="UKR")
    return Ground(countries, AreaFinder(regions), load_history(Treaty.MBT))
