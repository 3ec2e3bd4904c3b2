"""What changed, in sentences made from the public verdicts of the edition alone.

How a verdict is reached is decided in `assets.indicators`; what a figure says by itself belongs in
`sentences`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL
from assets.website import periods, sentences
from assets.website.areas import Area
from assets.website.indicator import Indicator
from assets.website.said import Sentence, listed, sentence, subject
from schemas import dutch

HALF_YEAR = "6m"
NOTHING_YET = (
    "Of er iets echt is veranderd, is nog niet te zeggen: daarvoor zijn er meer kwartalen nodig."
)
_NO_OUTCOME: tuple[Indicator, ...] = ()

Outcomes = dict[str, list[Indicator]]  # a word of `assets.indicators.words` -> its indicators


def newest_half(verdicts: pd.DataFrame, area: str) -> tuple[str, pd.DataFrame]:
    """The newest half-year with verdicts on an area (`2020-H1`; empty: none), and those rows."""
    rows = verdicts[verdicts["gebied_code"].eq(area) & verdicts["venster"].eq(HALF_YEAR)]
    if rows.empty:
        return "", rows
    last = rows["periode"].max()
    return f"{last[:4]}-H{1 if last[5:] == '06' else 2}", rows[rows["periode"].eq(last)]


def outcomes_of(rows: pd.DataFrame, indicators: Mapping[str, Indicator]) -> Outcomes:
    """The indicators of each outcome, in display order; a part of a total that has the same
    outcome says nothing more and is left out."""
    said = dict(zip(rows["indicator_id"], rows["uitkomst"], strict=True))
    outcomes: Outcomes = {}
    for name, indicator in indicators.items():
        if name in said and said[name] != said.get(indicator.parent):
            outcomes.setdefault(said[name], []).append(indicator)
    return outcomes


def of_the_city(
    verdicts: pd.DataFrame, area: str, name: str, indicators: Mapping[str, Indicator]
) -> list[Sentence]:
    """Three sentences on the newest half-year of the municipality: what was more than usual, what
    was less, and the rest. One sentence without verdicts."""
    half, rows = newest_half(verdicts, area)
    outcomes = outcomes_of(rows, indicators)
    if not outcomes:
        return [sentence(NOTHING_YET)]
    when = dutch.capital(periods.within(half))
    return [
        _direction(f"{when} zagen we in {name}", outcomes, UP),
        _direction("In hetzelfde halfjaar zagen we", outcomes, DOWN),
        sentence(_rest(outcomes)),
    ]


def of_a_district(
    verdicts: pd.DataFrame, district: Area, indicators: Mapping[str, Indicator]
) -> list[Sentence]:
    """What was more and what was less than usual in a district; nothing where neither was."""
    half, rows = newest_half(verdicts, district.code)
    outcomes = outcomes_of(rows, indicators)
    start = f"{dutch.capital(periods.within(half))} zagen we in {district.within}" if half else ""
    return [_direction(start, outcomes, word) for word in (UP, DOWN) if outcomes.get(word)]


def circumstances(
    verdicts: pd.DataFrame, area: str, indicators: Mapping[str, Indicator]
) -> list[Sentence]:
    """What else played a part in the newest half-year, such as measures against corona."""
    half, rows = newest_half(verdicts, area)
    flags = [
        flag
        for name in rows["indicator_id"]
        if name in indicators
        for flag in indicators[name].flags(half, half)
    ]
    words = dict.fromkeys(sentences.warning(flag, half, None) for flag in flags)
    return [sentence(each) for each in words]


def _direction(start: str, outcomes: Outcomes, word: str) -> Sentence:
    degree = "meer" if word == UP else "minder"
    changed = [subject(indicator) for indicator in outcomes.get(word, _NO_OUTCOME)]
    if not changed:
        return sentence(f"{start} bij geen enkel onderwerp duidelijk {degree} dan normaal.")
    return sentence(f"{start} duidelijk {degree} dan normaal: ", listed(changed), ".")


def _rest(outcomes: Outcomes) -> str:
    usual, unsure = (len(outcomes.get(word, ())) for word in (USUAL, UNCERTAIN))
    parts = []
    if usual:
        subjects = dutch.counted(usual, "ander onderwerp", "andere onderwerpen")
        parts.append(f"bij {subjects} zagen we geen duidelijke verandering")
    if unsure:
        subjects = dutch.counted(unsure, "onderwerp", "onderwerpen")
        parts.append(f"bij {subjects} is nog niet te zeggen of er iets is veranderd")
    if not parts:
        return "Over andere onderwerpen is er geen openbaar oordeel."
    return dutch.capital(" en ".join(parts)) + "."
