"""Read one file in this process, which `reading.py` starts and limits: `python -m loaders.foreign.worker`.

Takes the task as JSON on standard input, writes parts and `reading.json` or `refused.json` into the folder of the task,
and says on standard output how far it is.
"""

import json
import sys
from pathlib import Path
from typing import Any

from geodata.errors import ForeignFileError
from loaders.foreign.kinds import KINDS, Limits, check_first_bytes, ending_of, unpack


def main() -> int:
    """Read the file of the task; return 0 when it was read, 1 when it was refused."""
    task = json.loads(sys.stdin.read())
    folder, limits = Path(task["folder"]), Limits(**task["limits"])
    _limit_memory(limits)
    try:
        read_one(Path(task["path"]), task["name"], folder, limits)
    except ForeignFileError as error:
        return _refuse(folder, str(error))
    except MemoryError:
        return _refuse(folder, f"{task['name']}: needs too much memory to read; split it, or save it as CSV.")
    except OSError as error:
        return _refuse(folder, f"{task['name']}: could not be read ({error.strerror}); check the disk and try again.")
    return 0


def read_one(path: Path, name: str, folder: Path, limits: Limits) -> None:
    """Read a file, out of its archive where it lies in one, into parts in a folder.

    Raises
    ------
    ForeignFileError
        The file is not taken.
    """
    about: dict[str, Any] = {}
    check_first_bytes(path, name, limits)
    if KINDS[ending_of(name)] == "archive":
        path, name = unpack(path, name, folder, limits)
        about["inner"] = name
        check_first_bytes(path, name, limits)
    from loaders.foreign.parts import PartWriter

    writer = PartWriter(folder, name, limits, path.stat().st_size)
    kind = KINDS[ending_of(name)]
    if kind == "text":
        from loaders.foreign.text import read_text

        about |= {"kind": "CSV", "encoding": read_text(path, writer)}
    elif kind == "records":
        from loaders.foreign.records import read_records

        about["kind"] = read_records(path, writer)
    elif kind == "workbook":
        from loaders.foreign.workbook import read_workbook

        about["kind"] = read_workbook(path, writer)
    elif kind == "parquet":
        from loaders.foreign.columnar import read_parquet

        about["kind"] = read_parquet(path, writer)
    else:
        from loaders.foreign.shapes import read_shapes

        about["kind"] = read_shapes(path, writer)
    if writer.rows_taken == 0:
        message = f"{name}: expected rows below the header, got none; export it again."
        raise ForeignFileError(message)
    writer.close(about)


def _refuse(folder: Path, sentence: str) -> int:
    (folder / "refused.json").write_text(json.dumps({"message": sentence}), encoding="utf-8")
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
