"""Refresh live sources from the command line, and print what each refresh changed."""

import json
import sys
from datetime import date
from typing import Annotated

import typer

from geodata.errors import InputError

END_COLUMNS = ("feed", "end", "sentence")


def refresh(
    source: Annotated[str | None, typer.Argument(help="A live source such as untc; all when left out.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="One day of deepstate's archive, as YYYY-MM-DD.")] = None,
    accept: Annotated[
        str | None, typer.Option("--accept", help="Use a build that was put aside: FEED/BUILD, after looking at it.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Fetch what is newer at the live sources; what does not pass a check is put aside, what was held stays.

    Each feed ends as unchanged, updated, rejected with the reason, or unreachable. The exit code is 1 where any was
    rejected or unreachable.
    """
    from geodata.live_words import FetchEnd
    from loaders.live.roster import refresh_all

    if form not in {"table", "json"}:
        message = f"{form!r} is not a format: choose table or json."
        raise InputError(message)
    if accept is not None:
        _accept(accept)
        return
    ends = []
    for ended in refresh_all(source, tell=_tell, on=_day(on)):
        ends.append(ended)
        if form == "table":
            sys.stdout.write(f"{ended.feed}: {ended.end.value}: {ended.sentence}\n")
            for change in ended.changes:
                sys.stdout.write(f"  {change.kind.value}: {change.sentence}\n")
            sys.stdout.flush()
    if form == "json":
        records = [
            {"feed": ended.feed, "end": ended.end.value, "sentence": ended.sentence, "build": ended.build,
             "changes": [change.model_dump(mode="json") for change in ended.changes]}
            for ended in ends
        ]  # fmt: skip
        sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    if any(ended.end in {FetchEnd.REJECTED, FetchEnd.UNREACHABLE} for ended in ends):
        raise typer.Exit(1)


def _day(text: str | None) -> date | None:
    """Return the day of an option, None where it is left out."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError as error:
        message = f"{text!r} is not a day: write YYYY-MM-DD."
        raise InputError(message) from error


def _accept(named: str) -> None:
    """Use a build that had been put aside."""
    from loaders import builds
    from loaders.live.roster import accept_build

    feed, _, build = named.partition("/")
    if feed not in builds.all_feeds():
        known = ", ".join(builds.all_feeds())
        has = f"the feeds that have builds are {known}" if known else "no feed has a build yet"
        message = f"{named[:60]!r} is not FEED/BUILD of a build put aside: {has}."
        raise InputError(message)
    manifest, taken = accept_build(feed, build)
    sys.stdout.write(f"{feed}: {manifest.build} is used now, though: {manifest.reason}{taken}\n")


def _tell(sentence: str) -> None:
    """Say on standard error how far the refresh is."""
    sys.stderr.write(f"note: {sentence}\n")
