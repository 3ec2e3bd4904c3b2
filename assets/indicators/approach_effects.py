"""Table `aanpak_effect`: of each registered approach and source, whether its place fell or rose
more than the places it is compared with, as fixed on the day it was registered (`registered`).

Two equal runs of months are compared: the full months after the start, at most twelve, and the same
months a year before. A verdict needs six; without one, the row says why. How the difference and its
interval are made is in `effects`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from assets.indicators.alike import ENOUGH, WINDOWS, balanced, height, varying, windows
from assets.indicators.driehoek import issue
from assets.indicators.effects import Compared, Difference, spread
from assets.indicators.material import Material, empty_table
from assets.indicators.months import month_name, month_number
from assets.indicators.places import SOURCES, Panel
from assets.indicators.registered import Registered
from assets.indicators.street_counts import Streets, neighbourhoods, now
from assets.linking.names import fold
from schemas import published

NO_VERDICT = "geen oordeel"
_YEAR, _LEAST_MONTHS = 12, 6
_NOT_STARTED = "voorgenomen"
_TOO_FEW = f"minder dan {ENOUGH} in het jaar ervoor: te weinig om iets te zien"


@dataclass(frozen=True)
class _Months:
    """The months that are compared, as numbers; and those on which is seen what was alike."""

    before: np.ndarray
    after: np.ndarray
    earlier: np.ndarray


@dataclass(frozen=True)
class _City:
    """What all approaches share. `entries`: every registered approach."""

    panel: Panel
    where: dict[str, str]
    entries: tuple[Registered, ...]

    @cached_property
    def _streets(self) -> dict[str, Streets]:
        return {}

    def streets(self, theme: str) -> Streets:
        """The counts of a theme; empty: of all."""
        if theme not in self._streets:
            self._streets[theme] = now(self.panel, theme)
        return self._streets[theme]

    def treated(self, theme: str, until: int) -> frozenset[str]:
        """Folded names of streets with an approach that may concern the theme and began up to
        month number `until`."""
        return frozenset(
            fold(entry.straatnaam)
            for entry in self.entries
            if month_number(entry.sinds) <= until and (not theme or entry.thema in ("", theme))
        )

    def same_keys(self, source: str, months: np.ndarray) -> bool:
        """Whether the streets of a source kept their keys in these months."""
        era = self.panel.keys(source).era[months - int(self.panel.months[0])]
        return bool((era == era[0]).all() and era[0] >= 0)


@dataclass(frozen=True)
class Then:
    """What one source told of every place: `counts` [place, (before, after)]; `earlier` [place,
    window]: the two years before the registration; `where` [place]: its neighbourhood, empty if
    unknown; `untreated` [place]: without an approach."""

    counts: np.ndarray
    earlier: np.ndarray
    where: np.ndarray
    untreated: np.ndarray

    def free(self, own: int) -> np.ndarray:
        """[place] -> whether it can be compared with `own`: untreated, and not near it."""
        near = (self.where == self.where[own]) & (self.where != "")
        return self.untreated & ~near & (np.arange(len(near)) != own)

    def place(self, own: int, fixed: np.ndarray) -> Compared | None:
        """A place and its comparison places; None if it is not known how much such places vary."""
        pool = varying(self.earlier, own, self.free(own))
        varies = spread(self.counts[pool, 0], self.counts[pool, 1])
        alone = np.arange(len(self.where)) == own
        return Compared.of(self.counts, height(self.earlier), alone, fixed, varies)

    def surroundings(self, own: int, fixed: np.ndarray) -> Compared | None:
        """The rest of the neighbourhood of a place, and of those of its comparison places."""
        placed = self.free(own) & (self.where != "")
        sums = pd.DataFrame(self.counts[placed]).groupby(self.where[placed]).sum()
        varies = spread(sums[0].to_numpy(), sums[1].to_numpy())
        around = self.untreated & (self.where == self.where[own]) & (self.where != "")
        around[own] = False
        beside = placed & np.isin(self.where, self.where[fixed]) & ~fixed
        return Compared.of(self.counts, height(self.earlier), around, beside, varies)


def effects(material: Material) -> pd.DataFrame:
    """Table `aanpak_effect`."""
    _, last = issue(material)
    lines = material.ask(
        "select straatnaam, coalesce(thema, '') as thema, status, sinds from stg_hotspotaanpak "
        "inner join int_uitgave on substr(sinds, 1, 7) <= tot_maand where telt "
        "order by sinds, straatnaam, thema"
    )
    places = material.ask("select * from int_plek_maand") if last is not None else pd.DataFrame()
    if lines.empty or places.empty:
        return empty_table("aanpak_effect")
    city = _City(Panel(places, last), neighbourhoods(material.ask), material.registered)
    fixed = {entry.key: entry for entry in material.registered}
    rows = [
        _base(line, entry, source) | _verdict(city, line.status, entry, source)
        for line in lines.drop_duplicates(["straatnaam", "thema", "sinds"]).itertuples()
        for entry in [fixed.get((fold(line.straatnaam), line.thema, line.sinds))]
        for source in SOURCES
    ]
    return pd.DataFrame(rows, columns=list(published.table("aanpak_effect").names))


def _base(line: object, entry: Registered | None, source: str) -> dict[str, object]:
    known = {
        "straatnaam": line.straatnaam,
        "thema": line.thema,
        "status": line.status,
        "sinds": line.sinds,
        "bron": source,
    }
    if entry is None:
        return known
    return known | {
        "geregistreerd_op": entry.geregistreerd_op,
        "vergelijking": ", ".join(entry.vergelijking) or None,
        "vergelijking_van": ("team" if entry.gekozen else "programma")
        if entry.vergelijking
        else None,
    }


def _verdict(city: _City, status: str, entry: Registered | None, source: str) -> dict[str, object]:
    """What a source says of an approach, or why nothing."""
    if reason := _no_start(city, status, entry):
        return _told(reason)
    streets = city.streets(entry.thema)
    if not streets.known[source].any():
        return _told("deze bron telt dit thema niet")
    months = _months(streets, entry, source, city.panel.until)
    if len(months.earlier) < sum(WINDOWS):
        return _told("de twee jaren voor de registratie zijn niet bekend")
    if not entry.vergelijking:
        return _told("geen vergelijking: geen plekken die ervoor op deze leken")
    if len(months.after) < _LEAST_MONTHS:
        return _told("nog geen zes maanden na het begin bekend, met dezelfde een jaar eerder")
    if _was_treated(city.entries, entry, months):
        return _told("in het jaar ervoor begon hier al een aanpak")
    if not city.same_keys(source, np.concatenate([months.earlier, months.before, months.after])):
        return _told("in deze maanden kregen straten andere sleutels")
    return _compared(city, entry, source, months)


def _told(reason: str) -> dict[str, object]:
    return {"uitkomst": NO_VERDICT, "reden": reason}


def _no_start(city: _City, status: str, entry: Registered | None) -> str:
    """Why an approach can have no verdict whatever was counted; empty if it can."""
    if entry is None:
        return "nog niet vastgelegd: dat doet de eerstvolgende run"
    if status == _NOT_STARTED or month_number(entry.sinds) > city.panel.until:
        return "nog niet begonnen"
    if not entry.is_in_time:
        return "geregistreerd na het begin: toen was het verloop al te zien"
    return ""


def _months(streets: Streets, entry: Registered, source: str, until: int) -> _Months:
    """The full months after the start that are known, and known a year before."""
    start = month_number(entry.sinds) + (entry.sinds[8:10] != "01")
    longest = _YEAR if entry.sinds[8:10] == "01" else _YEAR - 1  # not the month of the start itself
    after = np.arange(start, min(start + longest, until + 1))
    told = np.flatnonzero(streets.known[source]) + streets.first
    after = after[np.isin(after, told) & np.isin(after - _YEAR, told)]
    last = month_number(entry.geregistreerd_op) - 1
    earlier = np.arange(last - sum(WINDOWS) + 1, last + 1)
    return _Months(after - _YEAR, after, earlier[np.isin(earlier, told)])


def _was_treated(entries: Iterable[Registered], entry: Registered, months: _Months) -> bool:
    """Whether an earlier approach at the same street began in the months before, and was not moved
    to another day before it began."""
    return any(
        other.key != entry.key
        and fold(other.straatnaam) == fold(entry.straatnaam)
        and (not entry.thema or other.thema in ("", entry.thema))
        and int(months.before.min()) <= month_number(other.sinds)
        and other.sinds < entry.sinds
        and entry.geregistreerd_op > other.sinds
        for other in entries
    )


def _compared(city: _City, entry: Registered, source: str, months: _Months) -> dict[str, object]:
    """The comparison of a place with the places that were fixed, and of its surroundings."""
    streets = city.streets(entry.thema)
    own = streets.number(entry.straatnaam)
    if own is None:
        return _told(_TOO_FEW)
    names = [fold(name) for name in streets.names]
    treated = np.isin(names, list(city.treated(entry.thema, int(months.after.max()))))
    where = np.array([city.where.get(name, "") for name in names])
    fixed = np.isin(names, [fold(name) for name in entry.vergelijking])
    city_then = Then(
        np.stack([streets.between(source, part) for part in (months.before, months.after)], axis=1),
        windows(streets.counts[source][:, months.earlier - streets.first]),
        where,
        ~treated,
    )
    fixed &= city_then.free(own)
    if reason := _not_comparable(city_then.earlier, own, fixed, entry.gekozen):
        return _told(reason)
    place = city_then.place(own, fixed)
    if place is None:
        return _told("te weinig plekken om te leren hoe sterk zulke plekken schommelen")
    return _row(months, int(fixed.sum()), place, city_then.surroundings(own, fixed))


def _not_comparable(earlier: np.ndarray, own: int, fixed: np.ndarray, is_chosen: bool) -> str:
    """Why the comparison says nothing in one source; empty if it does. `earlier`: events [place,
    window] of the two years before."""
    if height(earlier)[own] < ENOUGH:
        return _TOO_FEW
    if not height(earlier)[fixed].sum():
        return "geen van de vastgelegde plekken is bruikbaar: zelf een aanpak, ernaast, of leeg"
    if is_chosen and not balanced(earlier[:, None], own, np.flatnonzero(fixed)):
        return "de gekozen plekken leken er in de twee jaren ervoor niet op"
    return ""


def _row(months: _Months, places: int, place: Compared, near: Compared | None) -> dict[str, object]:
    found = place.difference()
    row = {
        "voor_van": month_name(int(months.before.min())),
        "voor_tot": month_name(int(months.before.max())),
        "na_van": month_name(int(months.after.min())),
        "na_tot": month_name(int(months.after.max())),
        "maanden": len(months.after),
        "plekken": places,
        "voor": place.treated[0],
        "na": place.treated[1],
        "verwacht": round(place.expected, 1),
        "overdispersie": round(place.phi, 2),
        "kleinste_zichtbare": round(found.smallest, 1),
        "uitkomst": found.outcome,
        **_numbers("verschil", found),
    }
    if place.expected > 0:
        row["kleinste_zichtbare_pct"] = round(100 * found.smallest / place.expected, 1)
    if near is not None:
        row |= {"nabij_voor": near.treated[0], "nabij_na": near.treated[1]}
        row |= _numbers("nabij_verschil", near.difference())
        row |= _numbers("wdd", place.difference(near))
    return row


def _numbers(name: str, found: Difference) -> dict[str, float]:
    return {
        name: round(found.value, 1),
        f"{name}_van": round(found.low, 1),
        f"{name}_tot": round(found.high, 1),
    }
