"""Specify the map of the page Front line for its choices, for the screen and for paper."""

from dashboard.doors import front as door
from dashboard.doors import front_accidents
from dashboard.front_facts import Facts
from dashboard.front_layers import Comparison, FrontLayer
from dashboard.front_state import FrontLineFilters
from dashboard.maps.front_specification import (
    FrontLineSpec,
    PointMark,
    classes_of,
    holder_class,
    values_shown,
)


def specify(chosen: FrontLineFilters, facts: Facts) -> FrontLineSpec:
    """Return the map of settled choices: the land and points of the layers that are on, and what is compared."""
    snapshot, difference = facts.snapshot, facts.difference
    names = difference.names if difference else ("", "")
    shown = legend_of(chosen, facts)
    classes = classes_of(facts.source, chosen.since, chosen.compare if difference else None, names)
    land = {
        "occupied": snapshot.occupied,
        "contested": snapshot.contested,
        "before": door.held_before_2022().geometry,
        "line": door.approximate_line(chosen.source, chosen.on),
        **({"liberated": facts.liberated} if facts.liberated is not None else {}),
        **(difference.land if difference else {}),
    }
    return FrontLineSpec(
        source=facts.source,
        on=chosen.on,
        file_date=snapshot.file_date,
        state_date=snapshot.state_date,
        last_known=snapshot.last_known,
        since=facts.figures.since,
        classes=tuple(word for word in classes if word.value in shown),
        land={value: shape for value, shape in land.items() if value in shown},
        points=_points(chosen),
        regions=FrontLayer.REGIONS in chosen.shown,
        compared=f"{_compared(chosen, names)}{difference.answered}" if difference else "",
    )


def legend_of(chosen: FrontLineFilters, facts: Facts, *, swiping: bool = False) -> list[str]:
    """Return the values of the classes that the map can show: none that its sources do not have on any day."""
    compared = facts.difference is not None and not swiping
    values = values_shown(chosen.shown, compared=compared)
    sources = [facts.source, *([facts.difference.other_source] if facts.difference and swiping else [])]
    absent = set() if any(source.contested for source in sources) else {FrontLayer.CONTESTED.value}
    absent |= {FrontLayer.LIBERATED.value} if facts.liberated is None else set()
    return [value for value in values if value not in absent]


def _compared(chosen: FrontLineFilters, names: tuple[str, str]) -> str:
    what = "days" if chosen.compare is Comparison.DAY else "sources"
    return f"compared are the {what} {names[0]} and {names[1]}"


def _points(chosen: FrontLineFilters) -> tuple[PointMark, ...]:
    """The settlements and the accidents of the day, where their layers are on."""
    marks: list[PointMark] = []
    if FrontLayer.SETTLEMENTS in chosen.shown:
        table = door.settlements(chosen.on)
        marks += [
            PointMark(float(lon), float(lat), holder_class(str(control)))
            for lon, lat, control in zip(table["lon"], table["lat"], table["control"], strict=True)
        ]
    if FrontLayer.ACCIDENTS in chosen.shown:
        rows = front_accidents.accidents()
        told = rows.loc[rows["date"] <= str(chosen.on)]
        marks += [
            PointMark(float(lon), float(lat), "accident_area" if stand_in else "accident")
            for lon, lat, stand_in in zip(told["lon"], told["lat"], told["stand_in"], strict=True)
        ]
    return tuple(marks)
