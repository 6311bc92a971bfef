"""Tell of a chosen point: how far it lies from the front, who holds it, how long ago it was liberated."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.dates import in_words


@dataclass(frozen=True)
class PointFigures:
    """What one source says of a point on a day."""

    lon: float
    lat: float
    source: str
    on: date
    approximate: bool
    distance_km: float | None
    """From the line; negative inside occupied land; None where the source has no line on that day."""
    liberated_days: int | None
    """Days since the point was liberated; None where it never was, as far as the source tells."""
    first_day: date
    answered: str = ""
    """Which map answers where it is of another day, in brackets after a blank."""
    region: str = ""
    """The region that it lies in; empty outside Ukraine."""


def point_sentences(point: PointFigures) -> list[str]:
    """Say it in sentences that may be quoted."""
    where = f"{point.lat:.4f}° N, {point.lon:.4f}° E"
    whose = f"as assessed by {point.source}{point.answered} on {in_words(point.on)}"
    region = f" Region: {point.region}." if point.region else ""
    return [f"{where}: {_distance(point)}, {whose}.{region}", _liberation(point)]


def show_point(point: PointFigures) -> None:
    """Show the sentences of a point, and what they must not be used for."""
    st.text("\n".join(point_sentences(point)))
    st.caption("Not for navigation or decisions on safety: mines lie on both sides of any front line.")


def _distance(point: PointFigures) -> str:
    if point.distance_km is None:
        return "no line is known on this day"
    side = "on occupied land" if point.distance_km < 0 else "outside occupied land"
    far = abs(point.distance_km)
    if point.approximate:
        return f"{side}, about {far:,.0f} km from its edge (rounded to 5 km)"
    return f"{side}, {far:,.1f} km from the front line"


def _liberation(point: PointFigures) -> str:
    if point.liberated_days is None:
        return f"Not known as liberated since {in_words(point.first_day)}, the first day of {point.source}."
    about = "about " if point.approximate else ""
    return f"Liberated {about}{point.liberated_days:,} days before this day, as assessed by {point.source}."
