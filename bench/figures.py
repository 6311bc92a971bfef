"""Sum measured values up: median, percentile, ratio, and a row of the table with what it has to reach."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row of the table: what was measured, what it has to reach, and what came out.

    `ours` and `naive` are medians (or what `what` says) in `unit`; `met` is None where nothing has to be reached.
    """

    what: str
    reach: str
    unit: str
    ours: float | None
    naive: float | None = None
    met: bool | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        """Ours divided by naive, or None where one of them is missing or zero."""
        return ratio(self.ours, self.naive)


def median(values: Sequence[float]) -> float | None:
    """The median, or None of nothing."""
    return statistics.median(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest measured value that at least `share` (0 to 1) of the values do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio(ours: float | None, naive: float | None) -> float | None:
    """Ours divided by naive, or None where that cannot be said."""
    return ours / naive if ours is not None and naive else None


def reached(value: float | None, test: Callable[[float], bool]) -> bool:
    """Whether a value passes its test; what could not be measured has not."""
    return value is not None and test(value)


def spread(values: Sequence[float]) -> dict[str, Any]:
    """How many values there are, the least, the median, the 95th percentile and the largest."""
    return {
        "n": len(values),
        "least": min(values, default=None),
        "median": median(values),
        "p95": percentile(values, 0.95),
        "largest": max(values, default=None),
    }
