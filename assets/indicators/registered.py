"""The approaches that were registered, each with its comparison places as fixed on that day.

A comparison that is chosen when the course can be seen proves nothing. So it is written to
`besluiten/` when the approach is first delivered, and not changed afterwards: what the analyst gave
that day, or else what was alike by what was known that day. What it shows is in `approach_effects`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import numpy as np

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.indicators.alike import WINDOWS, propose, windows
from assets.indicators.months import month_number
from assets.indicators.places import SOURCES
from assets.indicators.street_counts import Ask, Streets, as_known, neighbourhoods
from assets.linking.names import fold

_ROWS = """
    select
        straatnaam,
        thema,
        sinds,
        coalesce(vergelijking, '') as vergelijking,
        substr(cast(ontvangen_op as varchar), 1, 10) as dag
    from stg_hotspotaanpak
    order by dag, volgorde, rijnummer
"""
_SEPARATOR = re.compile(r"\s*[,|]\s*")
_FILE = "aanpakken.json"
_LATEST = 3  # months that a delivery may lag behind


@dataclass(frozen=True)
class Registered:
    """An approach in a street (in a `thema`, or all where empty) from `sinds` on, which was first
    delivered on `geregistreerd_op` (both YYYY-MM-DD). `vergelijking`: the names of the comparison
    streets; `gekozen`: the analyst gave them."""

    straatnaam: str
    thema: str
    sinds: str
    geregistreerd_op: str
    vergelijking: tuple[str, ...]
    gekozen: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it another approach: street, theme and start."""
        return fold(self.straatnaam), self.thema, self.sinds

    @property
    def is_in_time(self) -> bool:
        """Whether it was registered on the day of its start or before."""
        return self.geregistreerd_op <= self.sinds


def names_in(text: str) -> tuple[str, ...]:
    """The names of streets in a list as an analyst writes it: with commas, or upright lines."""
    return tuple(dict.fromkeys(name for name in _SEPARATOR.split(text.strip()) if name))


def registered(home: Home) -> tuple[Registered, ...]:
    """Every approach that was fixed, up to the reference date.

    Raises `AnalystError` if they cannot be read: they cannot be made again.
    """
    path = home.decisions / _FILE
    if not path.exists():
        return ()
    try:
        entries = [
            Registered(**{**entry, "vergelijking": tuple(entry["vergelijking"])})
            for entry in json.loads(path.read_text("utf-8"))
        ]
    except (ValueError, TypeError, KeyError):
        raise AnalystError(
            f"De vastgelegde hotspotaanpakken (besluiten/{_FILE}) zijn beschadigd. Zet het bestand "
            "terug uit de reservekopie: een vergelijking kan niet achteraf opnieuw worden gekozen."
        ) from None
    return tuple(e for e in entries if home.as_of is None or e.geregistreerd_op <= home.as_of)


def register(home: Home, ask: Ask) -> tuple[Registered, ...]:
    """Every registered approach, after those that are new were fixed. A reference date or an
    earlier issue only reads."""
    known = registered(home)
    if home.as_of is not None or home.issue:
        return known
    fixed = {entry.key: entry for entry in known}
    if new := to_fix(ask, known):
        fixed |= {entry.key: entry for entry in new}
        content = [asdict(entry) for entry in fixed.values()]
        with replacing(home.decisions / _FILE, durable=True) as temporary:
            temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return tuple(fixed.values())


def to_fix(ask: Ask, known: Iterable[Registered]) -> list[Registered]:
    """The approaches in the deliveries that are not fixed yet, or for which the analyst gave the
    comparison later on the same day."""
    rows = ask(_ROWS)
    fixed = {entry.key: entry for entry in known}
    treated = frozenset(rows["straatnaam"].map(fold))
    places, new = None, []
    for key, lines in rows.groupby(
        [rows["straatnaam"].map(fold), rows["thema"].fillna(""), rows["sinds"]], sort=False
    ):
        day = lines["dag"].iloc[0]
        own = lines[lines["dag"].eq(day) & lines["vergelijking"].ne("")]["vergelijking"]
        chosen = names_in(own.iloc[-1]) if len(own) else ()
        if key in fixed and (not chosen or fixed[key].gekozen):
            continue
        entry = Registered(lines["straatnaam"].iloc[0], key[1], key[2], day, chosen, bool(chosen))
        if not chosen and entry.is_in_time:
            places = neighbourhoods(ask) if places is None else places
            entry = replace(entry, vergelijking=_proposal(ask, entry, places, treated))
        new.append(entry)
    return new


def _proposal(
    ask: Ask, entry: Registered, places: dict[str, str], treated: frozenset[str]
) -> tuple[str, ...]:
    """The names of the streets most alike in the two years before the approach was registered, not
    in the same neighbourhood and not under an approach themselves."""
    last = month_number(entry.geregistreerd_op) - 1
    streets = as_known(ask, entry.geregistreerd_op, entry.thema, last, sum(WINDOWS) + _LATEST)
    own = streets.number(entry.straatnaam)
    months, sources = _told(streets)
    if own is None or not sources:
        return ()
    before = np.stack([windows(streets.counts[source][:, months]) for source in sources], axis=1)
    here = places.get(fold(entry.straatnaam))
    allowed = np.array(
        [
            fold(name) not in treated and (here is None or places.get(fold(name)) != here)
            for name in streets.names
        ]
    )
    return tuple(streets.names[at] for at in propose(before, own, allowed))


def _told(streets: Streets) -> tuple[slice, list[str]]:
    """The last two years that every source had told by then, or else that some had, and which: the
    newest months often come later than the approach."""
    telling = [source for source in SOURCES if streets.known[source].any()]
    for least in (len(telling), 1):
        for late in range(_LATEST + 1):
            months = slice(_LATEST - late, _LATEST - late + sum(WINDOWS))
            sources = [source for source in telling if streets.known[source][months].all()]
            if sources and len(sources) >= least:
                return months, sources
    return slice(0), []
