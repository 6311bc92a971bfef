"""Read a user's file in a process of its own and hand over what it held, as text, part by part."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from geodata.errors import ForeignFileError, SeveralLayersError
from loaders.foreign.kinds import COMMAND_LINE, Limits, checked_path, ending_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
_NETWORK_DRIVERS = (
    "VRT OGR_VRT WFS OAPIF OGCAPI CSW Carto AmigoCloud PLSCENES Elasticsearch NGW EEDA HTTP GDALG GMLAS GTI WMS WCS"
)
"""The drivers of GDAL that fetch or point at other files; switched off before GDAL starts."""


@dataclass(frozen=True)
class ForeignTable:
    """What a file held, as text. Close it, or use it with `with`, to remove its temporary folder."""

    folder: Path
    name: str
    """The name of the table: of the file, or of the one within an archive."""
    kind: str
    encoding: str
    columns: tuple[str, ...]
    rows: int
    faults: int
    """Rows that could not be read; `rows + faults` is what the file held."""
    geometry: bool
    """Whether rows have shapes, in longitude and latitude (EPSG:4326)."""
    remarks: tuple[str, ...]
    parts: tuple[Path, ...]
    layers: tuple[str, ...] = ()
    """The layers, sheets or members of a file that can have several."""
    layer: str = ""
    """The one that was read because it was named; empty where none was."""

    @property
    def rows_read(self) -> int:
        """How many rows the file held."""
        return self.rows + self.faults

    def part(self, place: int) -> "pd.DataFrame":
        """One part as text columns under their names, `_row` (the row in the file), `_geometry` (WKB or None)."""
        return read_part(self.parts[place], self.columns)

    def batches(self) -> "Iterator[pd.DataFrame]":
        """Every part in turn; see `part`."""
        return (self.part(place) for place in range(len(self.parts)))

    def head(self, count: int = 5) -> "pd.DataFrame":
        """The first rows, as `part` has them."""
        import pandas as pd

        if not self.parts:
            return pd.DataFrame(columns=["_row", *self.columns])
        return self.part(0).head(count)

    def unreadable(self) -> "pd.DataFrame":
        """The rows that could not be read: row, reason, cells (a JSON list)."""
        import pandas as pd

        path = self.folder / "faults.parquet"
        return pd.read_parquet(path) if path.is_file() else pd.DataFrame(columns=["row", "reason", "cells"])

    def shapes(self) -> "gpd.GeoDataFrame":
        """All rows with their shapes (EPSG:4326), for layers that fit into memory.

        Raises
        ------
        ForeignFileError
            The file has no shapes.
        """
        import geopandas as gpd
        import pandas as pd

        if not self.geometry:
            message = f"{self.name}: expected a layer with shapes, got a table without; choose another file."
            raise ForeignFileError(message)
        table = pd.concat(list(self.batches()), ignore_index=True)
        shapes = gpd.GeoSeries.from_wkb(table.pop("_geometry"), crs="EPSG:4326")
        return gpd.GeoDataFrame(table, geometry=shapes)

    def close(self) -> None:
        """Remove what was read."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use the table in a `with` block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was read at the end of the block."""
        self.close()


def read_part(path: Path, columns: tuple[str, ...]) -> "pd.DataFrame":
    """Return one part of a reading under the names of its columns; see `ForeignTable.part`."""
    import pyarrow.parquet as pq

    frame: pd.DataFrame = pq.read_table(path).to_pandas()
    return frame.rename(columns={f"c{place}": title for place, title in enumerate(columns)})


def read_foreign(
    path: str | Path,
    *,
    name: str | None = None,
    limits: Limits = COMMAND_LINE,
    into: Path | None = None,
    tell: Callable[[float], None] | None = None,
    layer: str = "",
) -> ForeignTable:
    """Read a file of any known kind (`loaders.foreign.kinds.KINDS`) as a table of text.

    Parameters
    ----------
    path
        A file on this machine. Addresses and GDAL's virtual paths are refused.
    name
        The name to call it by in messages, and whose ending decides; that of the path by default.
    limits
        What the file may hold and its reading may cost.
    into
        A folder for the parts; a new temporary one by default.
    tell
        Is called with the share that is read, from 0 to 1.
    layer
        The layer, sheet or member to read of a file that has several. Without one a file must have one; but for KML,
        whose folders are read together.

    Raises
    ------
    ForeignFileError
        The file is not taken; one sentence says why and what to do.
    SeveralLayersError
        It has several layers and none is named.
    """
    found = checked_path(path).resolve()
    called = Path(name or found.name).name
    ending_of(called)
    folder = into or Path(tempfile.mkdtemp(prefix="mineline-reading-"))
    try:
        _run(found, called, folder, limits, layer, tell)
        return opened(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def opened(folder: Path) -> ForeignTable:
    """Return the finished reading in a folder."""
    about = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    return ForeignTable(
        folder=folder,
        name=about["name"],
        kind=about["kind"],
        encoding=about.get("encoding", ""),
        columns=tuple(about["columns"]),
        rows=about["rows"],
        faults=about["faults"],
        geometry=about["geometry"],
        remarks=tuple(about["remarks"]),
        parts=tuple(folder / f"part-{place:05d}.parquet" for place in range(about["parts"])),
        layers=tuple(about["layers"]),
        layer=about["layer"],
    )


def _run(path: Path, name: str, folder: Path, limits: Limits, layer: str, tell: Callable[[float], None] | None) -> None:
    """Run the reading process, listen to how far it is, and stop it when its time is up."""
    task = {"path": str(path), "name": name, "folder": str(folder), "limits": asdict(limits), "layer": layer}
    environment = {**os.environ, "GDAL_SKIP": _NETWORK_DRIVERS, "OGR_SKIP": _NETWORK_DRIVERS.replace(" ", ",")}
    environment |= {"PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, "-m", "loaders.foreign.worker"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        clock = threading.Timer(limits.seconds, process.kill)
        clock.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with contextlib.suppress(BrokenPipeError):  # it has ended already: why is told below
                process.stdin.write(json.dumps(task))
                process.stdin.close()
            for line in process.stdout:
                if tell is not None:
                    tell(float(line))
            code = process.wait()
            late = not clock.is_alive()
        finally:
            clock.cancel()
            if process.poll() is None:
                process.kill()
    if code == 0 and (folder / "reading.json").is_file():
        return
    refused = folder / "refused.json"
    if refused.is_file():
        told = json.loads(refused.read_text(encoding="utf-8"))
        if told["layers"]:
            raise SeveralLayersError(told["message"], told["layers"])
        raise ForeignFileError(told["message"])
    why = f"took longer than {limits.seconds} seconds" if late else "needs more memory than is allowed, or is damaged"
    message = f"{name}: {why}; nothing was loaded: split it, or save it as CSV."
    raise ForeignFileError(message)
