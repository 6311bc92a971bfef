"""Stand for the making of a brief in worker processes; light, because every process imports it."""

from geodata.errors import TableError


def write_some(code, on, folder):
    """Write a file for every area but BBB, which fails."""
    if code == "BBB":
        message = "the table of BBB is damaged.\nSecond line."
        raise TableError(message)
    (folder / f"mineline-brief-{code.lower()}-{on}.pdf").write_text(code)
