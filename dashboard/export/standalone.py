"""Build the HTML file that stands alone: a map with its timeline that opens from disk without a network."""

from datetime import date

from dashboard.export.record import Record
from dashboard.export.sheet import Sheet
from dashboard.maps.crop import Crop
from dashboard.maps.specification import ChoroplethSpec
from geodata.errors import InputError


def build_page(spec: ChoroplethSpec, on: date, sheet: Sheet, record: Record, place: Crop | None) -> bytes:
    """Return the file's bytes."""
    raise InputError("This view has no HTML file yet: choose PNG, SVG or PDF.")
