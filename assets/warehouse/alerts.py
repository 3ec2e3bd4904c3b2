"""What a home has to report to somebody who is not looking: each fact once, in a sentence without
values.

How a fact is sent, and that a run failed, is for `pipelines`. What the analyst reads is in
`messages`, with what was measured.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assets.basis.home import Home
from assets.deliveries.manifests import Manifest, SetAside, manifests, set_aside
from assets.warehouse.derived import tables_of
from assets.warehouse.notices import late_months
from schemas import dutch
from schemas.configuration import Configuration, Event

_LOOK = "Bekijk het met: veiligheidsbeeld status --let-op"
_SHEETS = {"driehoek": "De factsheet van de Driehoek", "raad": "De factsheet van de raad"}


@dataclass(frozen=True)
class Alert:
    """A fact to report. `identity`: what makes it another fact, however it is worded."""

    event: Event
    text: str
    identity: str

    @property
    def key(self) -> str:
        """The same for the same fact on another day, and nothing that can be read."""
        return hashlib.sha256(f"{self.event}\n{self.identity}".encode()).hexdigest()[:16]


def alerts(home: Home, configuration: Configuration, today: date) -> list[Alert]:
    """Every fact of a home after a run that ended well."""
    return [
        *_held(home),
        *_aside(set_aside(home)),
        *late(configuration, manifests(home), today),
        *_editions(home),
    ]


def late(configuration: Configuration, known: Iterable[Manifest], today: date) -> Iterator[Alert]:
    """A fact for each source of which a month did not come: this needs no run that ends well."""
    for month in late_months(configuration.leveringen, known, today):
        title, expected = dutch.capital(month.title), dutch.month(str(month.expected))
        yield Alert(
            "levering_te_laat",
            f"{title}: {expected} is nog niet geleverd en had er op {dutch.day(month.due)} moeten "
            "zijn.",
            f"{month.title} {month.expected}",
        )


def _held(home: Home) -> Iterator[Alert]:
    with tables_of(home) as tables:
        rows = tables.execute(
            "select levering_id, bestandsnaam from leveringen where status = 'vastgehouden'"
        ).fetchall()
    for delivery, name in rows:
        yield Alert(
            "levering_vastgehouden",
            f"De levering «{name}» ({delivery}) is vastgehouden en telt niet mee. {_LOOK}",
            delivery,
        )


def _aside(notes: Iterable[SetAside]) -> Iterator[Alert]:
    for note in notes:
        yield Alert(
            "levering_apart_gezet",
            f"Het bestand «{note.bestandsnaam}» is niet bruikbaar en is apart gezet. {_LOOK}",
            note.sha256,
        )


def _editions(home: Home) -> Iterator[Alert]:
    """The newest edition of the public figures, and the newest issue of each sheet."""
    with tables_of(home) as tables:
        newest = (
            tables.execute("select max(uitgave) from openbare_uitgaven").fetchone()[0]
            if "openbare_uitgaven" in tables.names
            else None
        )
    if newest:
        text = (
            f"De uitgave {newest} van de openbare cijfers en hun site staat klaar om te bekijken."
        )
        yield Alert("uitgave_klaar", text, f"openbaar {newest}")
    for product, title in _SHEETS.items():
        folder = home.root / "factsheets" / product
        issues = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        for issue in sorted(issues)[-1:]:
            text = f"{title} over {issue} staat klaar om te bekijken."
            yield Alert("uitgave_klaar", text, f"{product} {issue}")
