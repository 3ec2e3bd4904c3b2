"""What is told because of the day: a month that has not come, a decision that is over.

All other messages depend on the data alone; those are in `messages`. Until which day nothing of
this changes is said here too, so that a run can know that there is nothing new to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from assets.basis.report import Notice
from assets.deliveries.manifests import Manifest
from assets.deliveries.source import Kind
from assets.sources.registry import SOURCES
from schemas import dutch
from schemas.configuration import Configuration, Deliveries, Purpose


@dataclass(frozen=True)
class LateMonth:
    """A month that did not come: of which source, until when it was in time, and the newest month
    that did come."""

    title: str
    expected: pd.Period
    due: date
    newest: pd.Period


def notices(
    configuration: Configuration, manifests: Iterable[Manifest], today: date
) -> list[Notice]:
    """What must be told on `today` of a home with these deliveries."""
    late = late_months(configuration.leveringen, manifests, today)
    return [
        *(
            Notice(
                f"{month.title}: {dutch.month(str(month.expected))} is nog niet geleverd en had er "
                f"op {dutch.day(month.due)} moeten zijn; de nieuwste maand is "
                f"{dutch.month(str(month.newest))}. Vraag na waar de levering blijft"
            )
            for month in late
        ),
        *purpose_notices(configuration.doelbinding, today),
    ]


def told_until(configuration: Configuration, manifests: Iterable[Manifest], today: date) -> date:
    """The last day on which `notices` says the same as on `today`; `date.max` if it always does."""
    day, ends = configuration.leveringen.verwacht_op_dag, []
    for newest in _newest_months(manifests).values() if day else ():
        ends.append(max(_deadline(newest + 1, day), _next_deadline(day, today)))
    over = configuration.doelbinding.geldig_tot
    if over is not None and over >= today:
        ends.append(over)
    return min(ends, default=date.max)


def late_months(
    settings: Deliveries, manifests: Iterable[Manifest], today: date
) -> Iterator[LateMonth]:
    """The last month that should be there and is not, of each source; none if no month is ever
    late."""
    day = settings.verwacht_op_dag
    if not day:
        return
    expected = pd.Period(today, "M") - (1 if today.day > day else 2)
    for title, newest in _newest_months(manifests).items():
        if newest < expected:
            yield LateMonth(title, expected, _deadline(expected, day), newest)


def purpose_notices(purpose: Purpose, today: date) -> list[Notice]:
    """What is missing under [doelbinding], and whether the decision is over on `today`."""
    if purpose.missing:
        names = ", ".join(purpose.missing)
        return [
            Notice(
                "de doelbinding is nog niet vastgelegd: vul in veiligheidsbeeld.toml onder "
                f"[doelbinding] in: {names}"
            )
        ]
    if purpose.geldig_tot is not None and purpose.geldig_tot < today:
        return [
            Notice(
                f"de doelbinding gold tot en met {purpose.geldig_tot:%d-%m-%Y}: laat haar opnieuw "
                "vaststellen"
            )
        ]
    return []


def _newest_months(manifests: Iterable[Manifest]) -> dict[str, pd.Period]:
    """Name for readers -> the newest month that was delivered, of the sources of rows that come by
    month; a delivery that is held has come too."""
    months: dict[str, list[str]] = {}
    for manifest in manifests:
        months.setdefault(manifest.bron, []).extend(manifest.maanden)
    return {
        source.title: pd.Period(max(months[source.name]), "M")
        for source in SOURCES
        if source.kind is Kind.ROWS and source.monthly and months.get(source.name)
    }


def _deadline(month: pd.Period, day: int) -> date:
    """The last day on which a month is in time."""
    return (month + 1).start_time.date().replace(day=day)


def _next_deadline(day: int, today: date) -> date:
    month = pd.Period(today, "M")
    return _deadline(month - 1 if today.day <= day else month, day)
