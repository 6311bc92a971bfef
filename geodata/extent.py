"""Class the extent of contamination: in one named publisher's words, or by recorded mined area; never both at once.

The publishers' classes differ in their limits and in what they class: the Landmine Monitor classes by size, Mine
Action Review by its own estimate of what is really contaminated, so that 76.72 km² recorded in Ukraine at the end of
2024 are massive for both.
"""

import pandas as pd

from geodata.pick import MONITOR, REVIEW
from geodata.words import ExtentClass, RecordedClass

_LABELS = {
    REVIEW: {ExtentClass.LARGE: "Heavy", ExtentClass.SMALL: "Light"},
}
_LIMITS = {
    MONITOR: {
        ExtentClass.MASSIVE: "more than 100 km²",
        ExtentClass.LARGE: "20 to 99 km²",
        ExtentClass.MEDIUM: "5 to 19 km²",
        ExtentClass.SMALL: "less than 5 km²",
    },
    REVIEW: {
        ExtentClass.MASSIVE: "more than 100 km²",
        ExtentClass.LARGE: "more than 20 to 100 km²",
        ExtentClass.MEDIUM: "2 to 20 km²",
        ExtentClass.SMALL: "less than 2 km²",
    },
}
_OVER, _TWENTY, _FIVE = 100, 20, 5


def recorded_class(value: float) -> RecordedClass:
    """Return the class of a recorded mined area in km².

    Raises
    ------
    ValueError
        The area is negative or no number.
    """
    if not value >= 0:
        message = f"expected a recorded mined area from 0 km², got {value}."
        raise ValueError(message)
    if value == 0:
        return RecordedClass.NOTHING
    if value > _OVER:
        return RecordedClass.OVER_100
    if value >= _TWENTY:
        return RecordedClass.FROM_20
    return RecordedClass.FROM_5 if value >= _FIVE else RecordedClass.UNDER_5


def recorded_classes(values: pd.Series) -> pd.Series:
    """Return the class of each recorded mined area in km², empty text where there is none."""
    return values.map(lambda value: "" if pd.isna(value) else recorded_class(float(value)).value).astype(object)


def extent_label(publisher: str, word: str) -> str:
    """Return a class in the publisher's own word, as far as it differs from ours (Heavy for Large, Light for Small)."""
    extent = ExtentClass.of(word)
    return _LABELS.get(publisher, {}).get(extent, extent.label)


def extent_limits(publisher: str, word: str) -> str:
    """Return the limits of a class as its publisher draws them, empty where it names none."""
    return _LIMITS.get(publisher, {}).get(ExtentClass.of(word), "")
