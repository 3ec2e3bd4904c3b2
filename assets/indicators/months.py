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


def period_ending(last: int, length: int) -> Period:
    """The period of `length` months that ends with month number `last`."""
    return month_name(last - length + 1), month_name(last)
