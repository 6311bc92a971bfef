"""Say in words where and when the events of an import lie, as far as that is strange."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from loaders.events.rejections import row_numbers

_MOST_COUNTRIES = 5

_SENTENCES = {
    "elsewhere": ("{} outside the country that {} source names, by the bundled boundaries", "lies", "lie"),
    "swapped": (
        "{} in the country that {} source names if latitude and longitude were exchanged; nothing was changed",
        "would lie",
        "would lie",
    ),
    "nearest": ("{} in no area and {} given to the nearest within 10 km", "lies", "lie"),
    "nowhere": ("{} more than 10 km from every area and {} given to none", "lies", "lie"),
    "ahead": ("{} after today, and {} loaded all the same", "is dated", "are dated"),
}


def place_remarks(settled: Sequence[dict[str, Any]], *, files: int = 1) -> list[str]:
    """Return what to say of the places and days of events; rows are named where there is one file.

    Parameters
    ----------
    settled
        What `loaders.events.partition_job.settle_part` returned for each range.
    files
        How many files were imported.
    """
    remarks = []
    for key, (text, one, many) in _SENTENCES.items():
        count = sum(part[key] for part in settled)
        if not count:
            continue
        verb = one if count == 1 else many
        subject = f"{count:,} {'event' if count == 1 else 'events'} {verb}"
        own, was = ("its", "was") if count == 1 else ("their", "were")
        second = own if key in {"elsewhere", "swapped"} else was
        rows = sorted(row for part in settled for row in part["rows_of"].get(key, ()))
        where = f" ({row_numbers(count, rows)})" if files == 1 and rows else ""
        remarks.append(f"{text.format(subject, second)}{where}.")
    if not any(part["said"] for part in settled):
        remarks.append(where_they_lie(sum((Counter(part["countries"]) for part in settled), Counter()), "events"))
    return remarks


def where_they_lie(counted: "Counter[str]", what: str) -> str:
    """Return in which countries those lie whose source names none: only a reader can tell whether that is right."""
    from loaders.areas.loader import load_areas

    areas = load_areas()
    names = dict(zip(areas["iso3"], areas["name"], strict=True)) | {"": "no country"}
    most = [f"{names.get(code, code)} ({count:,})" for code, count in counted.most_common(_MOST_COUNTRIES)]
    more = f" and {len(counted) - len(most)} more" if len(counted) > len(most) else ""
    return (
        f"No row names its country; by the bundled boundaries the {what} lie in {', '.join(most)}{more}: if that is "
        "not where they are, latitude and longitude may be exchanged."
    )
