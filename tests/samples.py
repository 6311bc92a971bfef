"""Find the sample files that are not part of the repository."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def samples(*parts: str) -> Path | None:
    """Path of a sample file or folder, None where this machine has none."""
    named = os.environ.get("MINELINE_SAMPLES")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    path = folder.joinpath(*parts)
    return path if path.exists() else None
