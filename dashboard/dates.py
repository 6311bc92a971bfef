"""Write days as people read them."""

from datetime import date


def in_words(day: date) -> str:
    """Such as 23 November 2026, the same on every system and in every locale."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return f"{day.day} {months[day.month - 1]} {day.year}"


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def last_full_year(day: date) -> int:
    """The last year that has ended by a day: the one whose figures can be known."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def days_since(day: date | None, today: date) -> int | None:
    """How many days ago a day was; None without a day, or where a set `MINELINE_TODAY` lies before it."""
    return (today - day).days if day is not None and day <= today else None
