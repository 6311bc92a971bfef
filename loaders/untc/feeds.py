"""Name the feeds of the status pages, and the acts of a treaty that are in use."""

from geodata.words import Treaty
from loaders.pointed import current_name


def feed_of(treaty: Treaty) -> str:
    """Return the feed of a treaty's status page."""
    return f"untc.{treaty.value.lower()}"


def version_of(treaty: Treaty) -> str:
    """Return what names the acts of a treaty that are used now; empty for the bundled ones."""
    return current_name(feed_of(treaty))
