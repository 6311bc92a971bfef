"""Make the briefs of many areas with several processes, and go on where an earlier run was interrupted.

A brief is written under another name and renamed once it is whole, so that a file with its proper name is complete. A
note in the folder says of which day and data its briefs are: briefs of other data are made anew.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from dashboard.brief.brief import file_name, make_brief
from dashboard.brief.content import CARDS
from dashboard.doors.provenance import table_hashes

NOTE = "mineline-briefs.json"


@dataclass
class Outcome:
    """What became of a run: areas whose brief was made, was there already, or failed with the reason."""

    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def make_briefs(
    codes: Sequence[str],
    on: date,
    folder: Path,
    *,
    processes: int | None = None,
    tell: Callable[[int, int], None] = lambda done, of: None,
    write: Callable[[str, date, Path], None] | None = None,
) -> Outcome:
    """Write the briefs of these areas into a folder; one that fails does not stop the others.

    Parameters
    ----------
    codes, on
        Valid areas, and the day of every brief.
    folder
        Where the files go; made where it is not there. Finished briefs of the same day and data are kept.
    processes
        How many work at the same time; as many as there are processors where it is left out.
    tell
        Called with how many areas are done, and of how many.
    write
        Writes one brief; `write_brief` where it is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    outcome = Outcome()
    _note_data(folder, on)
    outcome.kept = [code for code in codes if (folder / file_name(code, on)).is_file()]
    open_codes = [code for code in codes if code not in set(outcome.kept)]
    tell(len(outcome.kept), len(codes))
    if not open_codes:
        return outcome
    workers = min(processes or os.cpu_count() or 1, len(open_codes))
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        running = {pool.submit(write or write_brief, code, on, folder): code for code in open_codes}
        _gather(running, outcome, partial(_tell_done, tell, outcome, len(codes)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return outcome


def write_brief(code: str, on: date, folder: Path) -> None:
    """Write the brief of one area; the file has its name only once it is whole."""
    target = folder / file_name(code, on)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(make_brief(code, on))
    unfinished.replace(target)


def _gather(running: dict[Future[None], str], outcome: Outcome, tell: Callable[[], None]) -> None:
    """Take what the processes give until all are done."""
    pending: Iterable[Future[None]] = set(running)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            fault = future.exception()
            if fault is None:
                outcome.made.append(running[future])
            elif isinstance(fault, BrokenProcessPool):
                outcome.failed[running[future]] = "the process that made it ended; run the command again"
            else:
                outcome.failed[running[future]] = " ".join(str(fault).split())[:300] or type(fault).__name__
        tell()


def _tell_done(tell: Callable[[int, int], None], outcome: Outcome, of: int) -> None:
    tell(len(outcome.made) + len(outcome.kept) + len(outcome.failed), of)


def _note_data(folder: Path, on: date) -> None:
    """Note the day and data of the folder's briefs; where they are of others, take the old briefs of that day away."""
    note = folder / NOTE
    told = json.dumps({"on": on.isoformat(), "data": table_hashes(CARDS)}, sort_keys=True, indent=1)
    known = note.read_text(encoding="utf-8") if note.is_file() else ""
    if known != told:
        for old in folder.glob(file_name("*", on)):
            old.unlink()
        note.write_text(told, encoding="utf-8")
    for part in folder.glob(f"{file_name('*', on).removesuffix('.pdf')}.*.part"):
        part.unlink()
