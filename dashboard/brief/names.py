"""Name the file of a brief."""

from datetime import date


def file_name(code: str, on: date | str) -> str:
    """Return the name, the same in every language, such as `mineline-brief-tjk-2026-11-23.pdf`."""
    return f"mineline-brief-{code.lower()}-{on}.pdf"
