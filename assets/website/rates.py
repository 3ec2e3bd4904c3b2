"""Public counts per 1,000 inhabitants: an area beside its district and the city, and only where
they can be compared.

A count that could not be placed is in the city alone, so it is taken off there; where it is secret,
the city has no rate. Everything is made of public figures, and of inhabitants as CBS publishes
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.indicators.intervals import ratio_interval
from assets.website import periods
from assets.website.areas import NOWHERE, Kinds
from assets.website.figures import Series
from assets.website.indicator import Indicator
from assets.website.surroundings import Surroundings
from schemas import dutch

CERTAINTY = 0.99  # of a difference that a sentence or map names: it looks at many subjects at once
MORE, LESS, ALIKE = "meer", "minder", "geen duidelijk verschil"
PER_1000 = "per 1.000 inwoners"
_TWICE = 2.0


@dataclass(frozen=True)
class Rate:
    """A count of one year and the inhabitants among whom it happened."""

    count: float
    people: int

    @property
    def value(self) -> float:
        """Per 1,000 inhabitants."""
        return 1000 * self.count / self.people

    @property
    def text(self) -> str:
        """`12,3`."""
        return dutch.decimal(self.value, 1)


class Rates:
    """The rates of one indicator by area and year, from public figures alone."""

    def __init__(
        self,
        indicator: Indicator,
        known: Mapping[str, Kinds],
        surroundings: Surroundings,
        city: str,
        dispersion: float = 1.0,
    ) -> None:
        """`known`: all figures by area; `dispersion`: how much its counts vary more than chance."""
        self.indicator, self.city, self.dispersion = indicator, city, max(dispersion, 1.0)
        self._known, self._surroundings = known, surroundings

    def years(self, area: str) -> Series:
        """The figures of an area by whole year."""
        return self._known.get(area, {}).get(self.indicator.id, {}).get(periods.YEAR, {})

    def rate(self, area: str, year: str) -> Rate | None:
        """The rate of an area that may be shown: public, of enough events among enough people."""
        measured = self.measured(area, year)
        is_shown = measured is not None and measured.count >= self._surroundings.least_count
        return measured if is_shown else None

    def comparable_years(self, area: str) -> list[str]:
        """The years up to the newest that no break separates from it, oldest first."""
        years = sorted(self.years(area))
        return [year for year in years if not self.indicator.is_broken_between(years[-1], year)]

    def beside_city(self, area: str, year: str) -> str | None:
        """Whether it happens more or less often than in the whole city, beyond chance; None where
        the two cannot be compared. A count too small for a rate can still be clearly less."""
        own, whole = self.measured(area, year), self.rate(self.city, year)
        if own is None or whole is None:
            return None
        low, high = ratio_interval(
            own.count,
            whole.count,
            self.dispersion,
            level=CERTAINTY,
            exposure=own.people / whole.people,
        )
        return MORE if low > 1 else LESS if high < 1 else ALIKE

    def step(self, area: str, year: str) -> int | None:
        """Its class on a map, from 1 (at most half of the city) to 5 (at least twice); 3: no clear
        difference; None: no rate."""
        verdict = self.beside_city(area, year)
        if verdict is None:
            return None
        ratio = self.measured(area, year).value / self.rate(self.city, year).value
        if verdict == MORE:
            return 5 if ratio >= _TWICE else 4
        return 3 if verdict == ALIKE else 1 if ratio <= 1 / _TWICE else 2

    def measured(self, area: str, year: str) -> Rate | None:
        """The public count of an area among enough people, however small the count."""
        count = self._count(area, year)
        people = self._surroundings.inhabitants.get((area, year), 0)
        is_known = count is not None and people >= self._surroundings.least_people
        return Rate(count, people) if is_known else None

    def _count(self, area: str, year: str) -> float | None:
        figure = self.years(area).get(year)
        if figure is None or figure.value is None or area != self.city:
            return None if figure is None else figure.value
        if NOWHERE not in self._known:
            return figure.value
        nowhere = self.years(NOWHERE).get(year)
        if nowhere is None or nowhere.value is None:
            return None
        return figure.value - nowhere.value


def changed(rates: Rates, area: str, year: str) -> tuple[str, float, float] | None:
    """How the count of a year differs from the year before, beyond chance: (`meer` or `minder`,
    now, then); None if it does not, or the two cannot be compared."""
    years, past = rates.years(area), str(int(year) - 1)
    now, then = years.get(year), years.get(past)
    if now is None or then is None or now.value is None or then.value is None:
        return None
    if rates.indicator.is_broken_between(year, past) or max(now.value, then.value) == 0:
        return None
    low, high = ratio_interval(now.value, then.value, rates.dispersion, level=CERTAINTY)
    if low <= 1 <= high:
        return None
    return (MORE if low > 1 else LESS), now.value, then.value


def newest_year(rates: Sequence[Rates], area: str) -> str:
    """The newest year of which an area has figures; empty without."""
    return max((year for each in rates for year in each.years(area)), default="")
