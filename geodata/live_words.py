"""Define the words of live sources: how a fetch ends, and what a new build changes."""

from geodata.words import Word


class FetchEnd(Word):
    """How an attempt to refresh a source ended."""

    UNCHANGED = ("unchanged", "Unchanged", "The source answered and holds what is held here.")
    UPDATED = (
        "updated",
        "Updated",
        "The source answered with something new, which passed every check and is used now.",
    )
    REJECTED = (
        "rejected",
        "Rejected",
        "The source answered with something that did not pass a check; it was put aside and what was held stays.",
    )
    UNREACHABLE = ("unreachable", "Unreachable", "The source did not answer, or not in time; what was held stays.")


class ChangeKind(Word):
    """What a new build does to a row of the last good one."""

    ADDED = ("added", "Added", "The row was not in the last good build.")
    REVISED = ("revised", "Revised", "The row was there with another value.")
    REMOVED = ("removed", "Removed", "The row is no longer there.")
