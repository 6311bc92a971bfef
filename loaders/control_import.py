"""Turn files of control into intervals: read, clean, recognise repeats, put jumps aside, measure, store.

A damaged or foreign file is named with the reason and the others load. Files that were imported before are
recognised by their bytes and not read again, so an import that was interrupted goes on where it was.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.control_polygons import cleaned, country_of, key_of
from geodata.errors import FileRefusedError
from geodata.front_line import interior_of
from geodata.plausibility import NEIGHBOUR_DAYS, implausible
from geodata.polygon_history import ControlInterval, ControlState, PolygonHistory, change_wkb, state_of
from geodata.words import ControlClass
from loaders.boundaries.loader import load_ukraine_regions
from loaders.control_files import ControlFile, day_of_name
from loaders.control_reading import Reader, Reading
from loaders.control_store import StoreNotes, read_intervals, read_notes, write_intervals

SAVE_SECONDS = 20.0
"""An import saves what it has this often."""

MEASURED_TOGETHER = 32
"""So many new areas are measured at once: enough for every processor, few enough for the memory and a true progress."""

Progress = Callable[[int, int], None]
"""Told how many of how many files are done."""


@dataclass
class ImportReport:
    """What became of the files."""

    source: str
    read: int = 0
    """Files read now."""
    known: int = 0
    """Files that were imported before."""
    days: int = 0
    """Days that the source now has."""
    intervals: int = 0
    """Different states among them."""
    refused: list[str] = field(default_factory=list)
    """Files that were refused, each with the reason."""
    put_aside: list[str] = field(default_factory=list)
    """Days that jump against both neighbours, each with the reason."""
    remarks: list[str] = field(default_factory=list)
    """What else happened: a second file of a day, foreign parts left out."""


Given = TypeVar("Given")
Found = TypeVar("Found")


class ControlBuilder:
    """Collects readings of one source and gives its intervals."""

    def __init__(self, source: str, intervals: Sequence[ControlInterval] = (), notes: StoreNotes | None = None) -> None:
        """Begin with what is stored, or with nothing."""
        self.source = source
        notes = notes or StoreNotes()
        self.files = dict(notes.files)
        self.accepted = set(notes.accepted)
        self.put_aside = dict(notes.put_aside)
        self._days: dict[date, tuple[date, str]] = {}
        self._states: dict[str, ControlState] = {}
        self._unmeasured: dict[str, dict[ControlClass, BaseGeometry]] = {}
        self._changes: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        self._days_of_files = {sha: _days_in(told) for sha, told in self.files.items()}
        # What the last reading drew, what it became, and its foreign parts: one day in seven repeats the day before.
        self._drawn: tuple[dict[ControlClass, bytes], str, int] = ({}, "", 0)
        before = ""
        for one in intervals:
            for file_date, state_date in zip(one.file_dates, one.state_dates, strict=True):
                self._days[file_date] = (state_date, one.state.key)
            self._states[one.state.key] = one.state
            self._changes[before, one.state.key] = (one.gained_wkb, one.lost_wkb)
            before = one.state.key
        regions = load_ukraine_regions().geometry.to_numpy()
        self._country = country_of(regions)
        self._interior = interior_of(regions)

    def knows(self, sha: str, read_as: str) -> bool:
        """Whether a file was taken before, and read in the same way."""
        return sha in self.files and self.files[sha].partition(" ")[2] == read_as

    def forget(self, sha: str) -> None:
        """Take away the days of a file that is read anew in another way; days that another file has too stay."""
        own = self._days_of_files.pop(sha, frozenset())
        for day in own.difference(*self._days_of_files.values()):
            self._days.pop(day, None)
            self.put_aside.pop(day, None)

    def note(self, sha: str, days: Iterable[date], read_as: str) -> None:
        """Remember that a file was taken, which days it gave, and how it was read."""
        self._days_of_files[sha] = frozenset(days)
        listed = ",".join(day.isoformat() for day in sorted(self._days_of_files[sha]))
        self.files[sha] = f"{listed} {read_as}".rstrip()

    def add(self, file_name: str, reading: Reading) -> str:
        """Take in a reading; return a remark, empty where there is none.

        Raises
        ------
        FileRefusedError
            It has no polygon in Ukraine.
        """
        drawn = {name: shapely.to_wkb(shape) for name, shape in reading.shapes.items()}
        if drawn != self._drawn[0]:
            self._drawn = (drawn, *self._kept(file_name, reading))
        _, key, foreign = self._drawn
        second = self._days.get(reading.file_date, (None, key))[1] != key
        self._days[reading.file_date] = (reading.state_date, key)
        self.put_aside.pop(reading.file_date, None)
        remarks = [f"{foreign} parts outside Ukraine were left out"] if foreign else []
        remarks += [f"replaces another file of {reading.file_date}"] if second else []
        return f"{file_name}: {'; '.join(remarks)}." if remarks else ""

    def _kept(self, file_name: str, reading: Reading) -> tuple[str, int]:
        """Return the key of what a reading shows, cleaned and kept, and how many foreign parts it has."""
        clean = {name: cleaned(shape, self._country) for name, shape in reading.shapes.items()}
        shapes = {name: each.shape for name, each in clean.items() if not each.shape.is_empty}
        if not shapes:
            message = f"{file_name}: expected polygons in Ukraine, got none{self._hint(reading)}."
            raise FileRefusedError(message)
        key = key_of(shapes)
        if key not in self._states:
            self._unmeasured[key] = shapes
        if len(self._unmeasured) >= MEASURED_TOGETHER:
            self._measure()
        return key, sum(each.foreign_parts for each in clean.values())

    def _hint(self, reading: Reading) -> str:
        """Return what to do where polygons lie in Ukraine once longitude and latitude are exchanged."""
        exchanged = [shapely.transform(shape, lambda points: points[:, ::-1]) for shape in reading.shapes.values()]
        if all(cleaned(shape, self._country).shape.is_empty for shape in exchanged):
            return ""
        return ": latitude stands before longitude; write longitude first"

    def intervals(self) -> list[ControlInterval]:
        """Return the intervals of all days that are not put aside, oldest first."""
        self._measure()
        runs = [(key, list(days)) for key, days in groupby(self._plausible_days(), key=lambda day: self._days[day][1])]
        self._compare(pairwise(["", *(key for key, _ in runs)]))
        found: list[ControlInterval] = []
        before = ""
        for key, days in runs:
            file_dates = tuple(days)
            state_dates = tuple(self._days[day][0] for day in file_dates)
            found.append(ControlInterval(file_dates, state_dates, self._states[key], *self._changes[before, key]))
            before = key
        return found

    def notes(self) -> StoreNotes:
        """Return what is to be known of the files; true after `intervals`."""
        return StoreNotes(self.files, self.put_aside, frozenset(self.accepted))

    def _plausible_days(self) -> list[date]:
        """Return the days in order, after putting aside those that jump against both neighbours."""
        days = sorted(self._days)
        areas = [self._states[self._days[day][1]].areas_km2.get(ControlClass.OCCUPIED, 0.0) for day in days]
        for place, reason in implausible(days, areas).items():
            day = days[place]
            if day not in self.accepted:
                self.put_aside[day] = reason
                del self._days[day]
                # Were its bytes remembered, a later import that accepts the day would not read it again.
                self.files = {sha: told for sha, told in self.files.items() if day not in _days_in(told)}
        return sorted(self._days)

    def _measure(self) -> None:
        """Measure the areas that are new."""
        new, self._unmeasured = self._unmeasured, {}
        found = _on_every_processor(lambda key: state_of(key, new[key], self._interior), list(new))
        self._states.update(zip(new, found, strict=True))

    def _compare(self, steps: Iterable[tuple[str, str]]) -> None:
        """Keep what was gained and lost in each step from state to state; what was compared before is not again."""
        new = [step for step in steps if step not in self._changes]
        found = _on_every_processor(lambda step: change_wkb(self._states.get(step[0]), self._states[step[1]]), new)
        self._changes.update(zip(new, found, strict=True))


def _on_every_processor(work: Callable[[Given], Found], given: Sequence[Given]) -> list[Found]:
    """Do work in threads: the geometry library lets go of the interpreter while it computes."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, given))


def import_control(
    source: str,
    files: Sequence[ControlFile],
    read: Reader,
    accepted: Iterable[date] = (),
    progress: Progress | None = None,
    read_as: str = "",
) -> ImportReport:
    """Import files into the store of a source, and say what became of them.

    Parameters
    ----------
    source
        The word of the source of control.
    files
        The files; those imported before are recognised by their bytes.
    read
        How the source reads a file.
    accepted
        Days that are shown although they jump.
    progress
        Told after each file.
    read_as
        Stands for the mapping that `read` follows: a file that was imported under another one is read anew.

    Raises
    ------
    TableError
        What was stored before is damaged.
    """
    builder = ControlBuilder(source, read_intervals(source), read_notes(source))
    builder.accepted |= set(accepted)
    report = ImportReport(source)
    saved = time.monotonic()
    for done, file in enumerate(files, start=1):
        _take(builder, file, read, report, read_as)
        if progress is not None:
            progress(done, len(files))
        if time.monotonic() - saved > SAVE_SECONDS:
            write_intervals(source, builder.intervals(), builder.notes())
            saved = time.monotonic()
    intervals = builder.intervals()
    notes = builder.notes()
    if intervals:
        write_intervals(source, intervals, notes)
    report.intervals = len(intervals)
    report.days = sum(len(one.file_dates) for one in intervals)
    report.put_aside = [notes.put_aside[day] for day in sorted(notes.put_aside)]
    return report


def read_history(source: str, files: Sequence[ControlFile], read: Reader) -> tuple[PolygonHistory | None, ImportReport]:
    """Return the history that files give, without storing anything; None where no file can be used."""
    builder = ControlBuilder(source)
    report = ImportReport(source)
    for file in files:
        _take(builder, file, read, report)
    intervals = builder.intervals()
    report.put_aside = list(builder.put_aside.values())
    return (PolygonHistory(source, tuple(intervals)) if intervals else None), report


def needed_files(files: Sequence[ControlFile], on: date, since: date | None) -> list[ControlFile]:
    """Return the files that an answer for a day needs: what it shows, its neighbours, and all since a day.

    The next file after them is among them, because without it the day would count as last known. Files whose name
    holds no day are all needed.
    """
    dated = [(day_of_name(file.name), file) for file in files]
    known = sorted({day for day, _ in dated if day is not None})
    first = max((day for day in known if day <= (since or on)), default=None)
    if first is None:
        return list(files)
    early, late = first - timedelta(days=NEIGHBOUR_DAYS), on + timedelta(days=NEIGHBOUR_DAYS)
    late = min((day for day in known if day > late), default=late)
    return [file for day, file in dated if day is None or early <= day <= late]


def _take(builder: ControlBuilder, file: ControlFile, read: Reader, report: ImportReport, read_as: str = "") -> None:
    """Read one file into the builder, or note why not."""
    try:
        # The name belongs to it: files of two days may be equal byte for byte.
        sha = hashlib.sha256(file.name.encode() + b"\0" + file.content()).hexdigest()[:16]
        if builder.knows(sha, read_as):
            report.known += 1
            return
        readings: list[Reading] = read(file)
        builder.forget(sha)
        for reading in readings:
            if remark := builder.add(file.name, reading):
                report.remarks.append(remark)
    except FileRefusedError as error:
        report.refused.append(str(error))
        return
    report.read += 1
    builder.note(sha, (reading.file_date for reading in readings), read_as)


def _days_in(told: str) -> frozenset[date]:
    """Return the days that are noted of a file, before the blank after which stands how it was read."""
    listed = told.partition(" ")[0]
    return frozenset(date.fromisoformat(day) for day in listed.split(",") if day)
