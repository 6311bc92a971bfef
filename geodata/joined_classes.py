"""Put treaty status and extent of contamination together as one class, never more than three times three solid ones.

What is not known stays apart: areas whose extent is not known, that are not on a list, or that were not read have a
class of their own for each status; where the status is not known, or sources differ, the class says only that.
"""

from geodata.words import BOUND_STATUSES, Emptiness, ExtentClass, ExtentGroup, StatusGroup, TreatyStatus

_EXTENTS = {
    ExtentClass.MASSIVE: ExtentGroup.MASSIVE,
    ExtentClass.LARGE: ExtentGroup.MIDDLE,
    ExtentClass.MEDIUM: ExtentGroup.MIDDLE,
    ExtentClass.SMALL: ExtentGroup.LITTLE,
    ExtentClass.RESIDUAL: ExtentGroup.LITTLE,
    ExtentClass.UNKNOWN: ExtentGroup.NOT_KNOWN,
}
_EMPTY = {
    Emptiness.AFFECTED_UNQUANTIFIED: ExtentGroup.NOT_KNOWN,
    Emptiness.NOT_LISTED: ExtentGroup.NOT_LISTED,
    Emptiness.NOT_READ: ExtentGroup.NOT_READ,
    Emptiness.NOT_ASSESSED: ExtentGroup.NOT_KNOWN,
}

NONE = "none_or_completed"
"""The class of areas of which a source says that there are no mines, or that clearance was completed."""
SINGLE_CLASSES = {
    NONE: "None, or clearance completed, whatever the status",
    TreatyStatus.UNDETERMINED.value: "Treaty status of the day not known",
    Emptiness.DISPUTED.value: "Sources on the extent differ",
    Emptiness.NOT_APPLICABLE.value: "The area no longer exists",
}
"""The classes outside the three times three and their hatched neighbours, with their labels."""


def status_group(status: TreatyStatus) -> StatusGroup | None:
    """Return the row of a status; None where it is not known whether the area is bound."""
    if status in BOUND_STATUSES:
        return StatusGroup.BOUND
    if status is TreatyStatus.UNDETERMINED:
        return None
    return StatusGroup.LEFT if status is TreatyStatus.WITHDRAWN else StatusGroup.NOT_BOUND


def joined_value(group: StatusGroup, extent: ExtentGroup) -> str:
    """Return the stored value of a pair, such as `bound-massive`."""
    return f"{group.value}-{extent.value}"


def joined_class(status: TreatyStatus, emptiness: str, word: str) -> str:
    """Return the class of an area: a value of `joined_value`, or a key of `SINGLE_CLASSES`.

    Parameters
    ----------
    status
        The treaty status of the day.
    emptiness, word
        Of the area's row in a table of `geodata.panel.figures` on extent.
    """
    empty = Emptiness.of(emptiness)
    if empty in (Emptiness.NOT_APPLICABLE, Emptiness.DISPUTED):
        return empty.value
    if empty is Emptiness.ZERO or word == ExtentClass.NONE_CLEARED.value:
        return NONE
    group = status_group(status)
    if group is None:
        return TreatyStatus.UNDETERMINED.value
    extent = _EMPTY[empty] if empty in _EMPTY else _EXTENTS[ExtentClass.of(word)]
    return joined_value(group, extent)
