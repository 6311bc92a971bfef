"""Be the pages' door to what figures are divided by: the people of an area, and its land."""

from functools import cache

import pandas as pd

from dashboard.dates import in_words
from dashboard.doors.ground import drawn_units
from dashboard.map_measure import Rate
from geodata.words import UnitKind
from loaders.catalog import load_card
from loaders.population.loader import load_population

RATE_PER = {Rate.PER_PEOPLE: 100_000.0, Rate.PER_LAND: 1_000.0}
"""How many people, or km² of land, each rate is for."""


@cache
def denominators(rate: Rate) -> pd.DataFrame:
    """What figures are divided by: iso3, denominator, denominator_year (empty where not known)."""
    if rate is Rate.PER_PEOPLE:
        told = population()[["iso3", "people", "year"]]
        return told.rename(columns={"people": "denominator", "year": "denominator_year"})
    return land().rename(columns={"land_km2": "denominator"}).assign(denominator_year=None)


@cache
def land() -> pd.DataFrame:
    """The area of each state inside the boundaries that the maps draw, geodesic, of its own territory: iso3, land_km2.

    An area in dispute has the land that is drawn for it; one that is only a point has none.
    """
    units = drawn_units()
    own = units.loc[units["kind"] == UnitKind.OWN.value]
    disputed = units.loc[(units["kind"] == UnitKind.DISPUTED.value) & ~units["area"].isin(own["area"])]
    drawn = pd.concat([own, disputed])[["area", "area_km2"]]
    sums = drawn.loc[drawn["area"].ne("")].groupby("area")["area_km2"].sum(min_count=1).dropna()
    return pd.DataFrame({"iso3": sums.index, "land_km2": sums.to_numpy()})


def denominator_line(rate: Rate) -> str:
    """What a rate is divided by, of which year and from where; empty for figures as published."""
    if rate is Rate.NONE:
        return ""
    if rate is Rate.PER_LAND:
        frame = load_card("boundaries")
        return (
            "Divided by the geodesic area of the own territory inside the 1:50m boundaries that the map draws, inland "
            f"waters included; the same for every year. {frame.citation}"
        )
    card = load_card("population")
    return (
        "Divided by one estimate of the people of each area, of 2024 where its year is known; the same for every year, "
        f"so that rates of other years are only as good as that. {card.citation} As of {in_words(card.as_of)}."
    )


@cache
def population() -> pd.DataFrame:
    """How many people live in each area: iso3, people, year, source."""
    return load_population()


def rated(table: pd.DataFrame, rate: Rate) -> pd.DataFrame:
    """Return a table of figures with the rate of each (`geodata.rates.with_rate`)."""
    from geodata.rates import with_rate

    return with_rate(table, denominators(rate), RATE_PER[rate])
