"""The line on a restricted sheet that says for what purpose the deliveries are processed."""

from __future__ import annotations

from assets.factsheets import cells, numbers
from schemas.configuration import Purpose

_LONGEST = 120  # characters of one setting


def purpose_line(purpose: Purpose) -> str:
    """Ground, DPIA, officer and days on one line; empty as long as something is missing."""
    if purpose.missing:
        return ""
    ground, dpia, officer = (
        cells.plain(text, _LONGEST)
        for text in (purpose.grondslag, purpose.dpia, purpose.functionaris)
    )
    line = (
        f"Doelbinding: {ground}; DPIA met kenmerk {dpia}; getekend door {officer} op "
        f"{numbers.day(purpose.datum.isoformat())}"
    )
    if purpose.geldig_tot is None:
        return line
    return f"{line}, geldig tot en met {numbers.day(purpose.geldig_tot.isoformat())}"
