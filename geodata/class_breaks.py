"""Choose the limits of classes from the figures themselves: natural breaks (of counts by logarithm) or quantiles.

The classification is mapclassify's, which is brought in only when it is asked for.
"""

import warnings
from collections.abc import Sequence
from math import log10

import numpy as np

CLASSES = 4
"""How many classes above zero a map has at most."""

COUNT_CLASSES = 5
"""How many classes a map of counts has at most."""

HAIR = 1e-9
"""So far above a limit, as a logarithm, a count still is the limit itself."""


def natural_breaks(values: Sequence[float], classes: int = CLASSES) -> tuple[float, ...]:
    """Return the upper limits of the classes at the gaps of the values (Fisher-Jenks), rising, the last the largest.

    Fewer classes where there are fewer different values; none where there is no value.
    """
    return _breaks("FisherJenks", values, classes)


def quantile_breaks(values: Sequence[float], classes: int = CLASSES) -> tuple[float, ...]:
    """Return the upper limits of classes with as many values each, rising, the last the largest; see above."""
    return _breaks("Quantiles", values, classes)


def count_breaks(counts: Sequence[int], classes: int = COUNT_CLASSES) -> tuple[int, ...]:
    """Return the largest count of each class, rising: natural breaks of the logarithms of the counts above zero.

    Counts of events spread over powers of ten: breaks of the counts themselves would put all but a few into one class.
    """
    above = sorted(count for count in counts if count > 0)
    limits = natural_breaks([log10(count) for count in above], classes)
    return tuple(max(count for count in above if log10(count) <= limit + HAIR) for limit in limits)


def class_place(value: float, limits: Sequence[float]) -> int:
    """Return the place of the class that a value falls into: the first whose upper limit is not below it.

    Values above the last limit are of the last class.
    """
    return min(int(np.searchsorted(np.asarray(limits), value, side="left")), len(limits) - 1)


def _breaks(scheme: str, values: Sequence[float], classes: int) -> tuple[float, ...]:
    different = np.unique(np.asarray(values, dtype="float64"))
    if len(different) <= classes:
        return tuple(float(value) for value in different)
    import mapclassify  # brings in scipy and scikit-learn, which take their time

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Numba not installed")  # a few hundred values need no compiler
        found = getattr(mapclassify, scheme)(np.asarray(values, dtype="float64"), k=classes)
    return tuple(float(limit) for limit in np.unique(found.bins))
