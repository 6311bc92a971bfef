"""Hand polygons of control that were fetched to their importer, and say which days it holds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from geodata.errors import SourceError


def held_days(source: str) -> set[date]:
    """Return the days of files that the store of a source of control holds, those put aside among them."""
    from loaders.control_store import read_intervals, read_notes

    days = {day for interval in read_intervals(source) for day in interval.file_dates}
    return days | set(read_notes(source).put_aside)


def hand_to_control(source: str, files: Mapping[str, Path]) -> str:
    """Import files into the store of a source of control; return in a sentence what was taken.

    Raises
    ------
    SourceError
        No file could be used; says why for the first.
    TableError
        What was stored before is damaged.
    """
    from loaders.control_files import control_files
    from loaders.control_import import import_control
    from loaders.control_mapping import control_mapping
    from loaders.control_readers import reader_of

    endings, reader = reader_of(source, control_mapping("", "", []))
    report = import_control(source, control_files([files[name] for name in sorted(files)], endings), reader)
    if report.refused and not (report.read or report.known):
        raise SourceError(report.refused[0])
    told = [f"{report.days} days are held."]
    told += [f"Refused: {reason}" for reason in report.refused]
    told += [f"Put aside: {reason}." for reason in report.put_aside]
    return " ".join(told)
