"""Write made-up files of control: simple shapes in Ukraine, in the format of a daily archive."""

import json
from pathlib import Path

HELD = [[36.0, 46.8], [39.0, 46.8], [39.0, 49.0], [36.0, 49.0], [36.0, 46.8]]
"""What is occupied on the first day."""

ADVANCED = [[35.9, 46.8], [39.0, 46.8], [39.0, 49.0], [36.0, 49.0], [36.0, 48.0], [35.9, 48.0], [35.9, 46.8]]
"""On the second day land in the west has been gained; no day jumps by more than 2 %."""

RETREATED = [[35.9, 46.8], [39.0, 46.8], [39.0, 48.97], [36.0, 48.97], [36.0, 48.0], [35.9, 48.0], [35.9, 46.8]]
"""On the third day a strip in the north has been given up."""

DAYS = {"20250103": HELD, "20250104": ADVANCED, "20250105": ADVANCED, "20250107": RETREATED}


def write_daily_files(folder: Path) -> Path:
    """Write the made-up days into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for day, ring in DAYS.items():
        geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
        collection = {
            "type": "FeatureCollection",
            "name": f"deepstatemap_data_{day}",
            "features": [{"type": "Feature", "properties": {}, "geometry": geometry}],
        }
        (folder / f"deepstatemap_data_{day}.geojson").write_text(json.dumps(collection), "utf-8")
    return folder
