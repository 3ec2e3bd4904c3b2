"""Calendar months as numbers and as text. Only arithmetic on months; periods of a product are
chosen in the SQL models.

A month is numbered year * 12 + month - 1, as `maandnummer` in the SQL models, so that consecutive
months have consecutive numbers; its text is written 2018-07.
"""

from __future__ import annotations

Period = tuple[str, str]  # first and last month, both included


def month_number(month: str) -> int:
    """2020-06 -> 24245."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_name(number: int) -> str:
    """24245 -> 2020-06."""
    return f"{number // 12}-{number % 12 + 1:02}"


def last_month_number(period: str) -> int:
    """The last month of a period as the tables write it: 2020-06, 2020-Q2, 2020-H1, 2020, or two of
    these with -- between them."""
    year, _, part = period.rpartition("--")[2].partition("-")
    length = {"Q": 3, "H": 6}.get(part[:1], 1)
    return int(year) * 12 + length * int(part.lstrip("QH") or 12) - 1


def period_ending(last: int, length: int) -> Period:
    """The period of `length` months that ends with month number `last`."""
    return month_name(last - length + 1), month_name(last)
