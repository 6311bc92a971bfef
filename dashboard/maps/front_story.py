"""Tell the browser all that a front-line map of one source needs: its days, its classes, its words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.front_layers import Comparison
from dashboard.maps.front_specification import WARN_DAYS, FrontSource, classes_of
from dashboard.maps.specification import class_payload
from dashboard.palette import ACCIDENT
from geodata.control import Moment

CAUTION = "Approximate, from settlement control: not a front line."
ELSEWHERE = "Neither occupied nor contested"


@dataclass(frozen=True)
class FrontStory:
    """The timeline of a source, and where its parts lie on the shelf."""

    source: FrontSource
    moments: Sequence[Moment]
    last: date
    """The end of the timeline: today, or the source's last day where that is later."""
    folder: str
    """Where the land of a day lies, under the key of the day."""
    settlements: str | None
    accidents: str | None = None


def story_bytes(story: FrontStory) -> bytes:
    """The story as compact JSON; the same story gives the same bytes."""
    return json.dumps(story_told(story), ensure_ascii=False, separators=(",", ":")).encode()


def story_told(story: FrontStory) -> dict[str, object]:
    """The story as the browser takes it."""
    source = story.source
    return {
        "title": f"Control as assessed by {source.said}",
        "approximate": source.approximate,
        "caution": CAUTION,
        "warn_days": WARN_DAYS,
        "first": story.moments[0].file_date.isoformat(),
        "last": story.last.isoformat(),
        "facts_as_of": story.moments[-1].file_date.isoformat(),
        "days": [[moment.file_date.isoformat(), moment.state_date.isoformat(), moment.key] for moment in story.moments],
        "folder": story.folder,
        "classes": [class_payload(word) for word in classes_of(source, None, Comparison.DAY)],
        "accident": {"light": ACCIDENT[0], "dark": ACCIDENT[1]},
        "elsewhere": ELSEWHERE,
        "as_assessed": f"As assessed by {source.said} on {{day}}; not contamination",
        "settlement_source": "Settlement ledger; click for its history and sources",
        "settlements": story.settlements,
        "accidents": story.accidents,
    }
