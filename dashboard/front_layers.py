"""Name what the page Front line can draw, and what it draws until a reader chooses otherwise."""

from geodata.words import Word


class FrontLayer(Word):
    """A layer of the front-line map that a reader can switch."""

    OCCUPIED = ("occupied", "Occupied", "Land that the source assesses as held by Russian forces on the day.")
    CONTESTED = ("contested", "Contested", "Land that the source draws as held by neither; never counted as occupied.")
    BEFORE = (
        "before",
        "Held before 24 February 2022 (approximate)",
        "Land held before that day, from settlement control: the settlements' cells of 23 February 2022.",
    )
    LIBERATED = (
        "liberated",
        "Liberated since the chosen day",
        "Land that the source showed as occupied on some day since the chosen one, and does not show so now.",
    )
    LINE = ("line", "Front line", "The line between occupied land and the rest of Ukraine, away from its borders.")
    REGIONS = ("regions", "Regions", "The bounds of the 27 regions of Ukraine.")
    SETTLEMENTS = ("settlements", "Settlements", "Who holds each settlement of the settlement ledger on the day.")
    ACCIDENTS = (
        "accidents",
        "Documented mine accidents",
        "Accidents that reports describe, up to the day: a sample, not a census.",
    )
    FIGURES = ("figures", "Published figures on mined land", "What officials published on mined land by the day.")
    TILES = ("tiles", "Map pictures of another host", "Background pictures, where the operator allows a host.")


OPENING_LAYERS = (
    FrontLayer.OCCUPIED,
    FrontLayer.CONTESTED,
    FrontLayer.LIBERATED,
    FrontLayer.LINE,
    FrontLayer.REGIONS,
)
"""What the page opens with."""


class Comparison(Word):
    """What the page Front line compares the chosen day with."""

    DAY = ("day", "Another day", "The same source on another day: land gained and lost between them.")
    SOURCE = ("source", "Another source", "Another source on the same day: land on which they disagree.")


class ChangeClass(Word):
    """Land on which two days, or two sources, differ."""

    GAINED = ("gained", "Occupied in the later only", "Land that is occupied on the later day and not on the earlier.")
    LOST = ("lost", "Occupied in the earlier only", "Land that is occupied on the earlier day and not on the later.")
