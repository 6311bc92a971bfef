"""Read one file in this process, which `reading.py` starts and limits: `python -m loaders.foreign.worker`.

Takes the task as JSON on standard input, writes parts and `reading.json` or `refused.json` into the folder of the task,
and says on standard output how far it is.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geodata.errors import ForeignFileError, SeveralLayersError
from loaders.foreign.archive import unpack
from loaders.foreign.kinds import KINDS, Limits, check_first_bytes, ending_of
from loaders.foreign.layers import listed, refuse_layer


def main() -> int:
    """Read the file of the task; return 0 when it was read, 1 when it was refused."""
    task = json.loads(sys.stdin.read())
    folder, limits = Path(task["folder"]), Limits(**task["limits"])
    _limit_memory(limits)
    try:
        read_one(Path(task["path"]), task["name"], folder, limits, task.get("layer", ""))
    except SeveralLayersError as error:
        return _refuse(folder, str(error), error.layers)
    except ForeignFileError as error:
        return _refuse(folder, str(error))
    except UnicodeError:
        return _refuse(folder, f"{task['name']}: holds halves of letters that no text can have; save it as UTF-8.")
    except MemoryError:
        return _refuse(folder, f"{task['name']}: needs too much memory to read; split it, or save it as CSV.")
    except OSError as error:
        return _refuse(folder, f"{task['name']}: could not be read ({error.strerror}); check the disk and try again.")
    return 0


def read_one(path: Path, name: str, folder: Path, limits: Limits, layer: str = "") -> None:
    """Read a file, out of its archive where it lies in one, into parts in a folder; of several layers the named one.

    Raises
    ------
    ForeignFileError
        The file is not taken.
    SeveralLayersError
        It has several layers and none is named.
    """
    layers: tuple[str, ...] = ()
    wanted = layer
    about: dict[str, Any] = {}
    check_first_bytes(path, name, limits)
    if KINDS[ending_of(name)] == "archive":
        found = unpack(path, name, folder, limits, wanted)
        path, name, layers, wanted = found.path, found.name, found.layers, ""
        about["inner"] = name
        check_first_bytes(path, name, limits)
    from loaders.foreign.parts import PartWriter

    writer = PartWriter(folder, name, limits, path.stat().st_size)
    writer.layers, writer.layer = layers, layer
    if len(layers) > 1:
        writer.remarks.append(f"{layer!r} was read; not read: {listed([each for each in layers if each != layer])}.")
    kind = KINDS[ending_of(name)]
    if kind in {"text", "records", "parquet"}:
        refuse_layer(name, wanted)
    if kind == "text":
        from loaders.foreign.text import read_text

        about |= {"kind": "CSV", "encoding": read_text(path, writer)}
    elif kind == "records":
        from loaders.foreign.records import read_records

        about["kind"] = read_records(path, writer)
    elif kind == "workbook":
        from loaders.foreign.workbook import read_workbook

        about["kind"] = read_workbook(path, writer, wanted)
    elif kind == "parquet":
        from loaders.foreign.columnar import read_parquet

        about["kind"] = read_parquet(path, writer)
    else:
        from loaders.foreign.shapes import read_shapes

        about["kind"] = read_shapes(path, writer, wanted)
    if writer.rows_taken == 0:
        message = f"{name}: expected rows below the header, got none; export it again."
        raise ForeignFileError(message)
    writer.close(about)


def _refuse(folder: Path, sentence: str, layers: Sequence[str] = ()) -> int:
    refused = {"message": sentence, "layers": list(layers)}
    (folder / "refused.json").write_text(json.dumps(refused), encoding="utf-8")
    return 1


def _limit_memory(limits: Limits) -> None:
    """Let the system stop this process beyond its memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the limit of time holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


if __name__ == "__main__":
    sys.exit(main())
