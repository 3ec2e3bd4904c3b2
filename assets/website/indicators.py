"""What is told of one indicator of the whole municipality: sentences, drawing, tables, revisions.

Made ready for the templates; no markup here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.website import charts, periods, tables, words
from assets.website.described import Indicator, Line
from assets.website.figures import NOTHING, Figure, Series, Table, unit_words
from assets.website.revisions import Revision, of_value, status_words

_SOURCES = {
    "politie": "Politie",
    "melddesk": "Meldingen van inwoners bij de gemeente",
    "register": "Register van de gemeente",
    "veiligheidsmonitor": "Veiligheidsmonitor, een enquête onder inwoners",
}
_PARTED = "anders geteld"
REVISIONS_SHOWN = 6


@dataclass(frozen=True)
class Brief:
    """The newest figure of an indicator, and the one to hold it against, with their periods.

    `past` is words where the two cannot be compared; `differs` tells whether the past figure may
    stand beside the newest where nothing says how to read the two.
    """

    figure: Figure
    when: str
    past: Figure | str | None
    past_when: str
    differs: bool = False


@dataclass(frozen=True)
class View:
    """An indicator on the page of its theme."""

    one: Indicator
    sentences: list[str]
    brief: Brief
    chart: charts.Chart | None
    tables: list[tables.Grid]
    lines: list[Line]
    is_quarterly: bool
    is_yearly: bool
    kind_words: str
    source: str
    unit: str
    revisions: list[Revision]
    more_revisions: int
    status_revisions: str


def view(
    one: Indicator, table: Table, place: str, last_quarter: str, revisions: Iterable[Revision]
) -> View:
    """Everything that the page tells of an indicator; `table` holds the figures of the place."""
    table = tables.whole(table, last_quarter)
    kind = tables.main_kind(table)
    revisions = list(revisions)
    own = of_value(revisions)
    if kind:
        period, figure, earlier = newest(one, kind, table[kind])
        sentences = words.told(one, place, kind, period, figure, earlier)
        brief = _brief(one, period, figure, earlier)
    else:
        sentences, brief = ["Er zijn nog geen cijfers."], Brief(NOTHING, "", None, "")
    drawn = charts.draw(one, table)
    return View(
        one=one,
        sentences=sentences,
        brief=brief,
        chart=drawn,
        tables=tables.tables_of(one, table),
        lines=_lines(one, table),
        is_quarterly=kind == periods.QUARTER,
        is_yearly=kind == periods.YEAR,
        kind_words=kind_of(one),
        source=_SOURCES.get(one.source, one.source),
        unit=unit_words(one.unit),
        revisions=own[:REVISIONS_SHOWN],
        more_revisions=max(len(own) - REVISIONS_SHOWN, 0),
        status_revisions=status_words(revisions),
    )


def by_period(views: Iterable[View]) -> dict[tuple[str, str, str], list[View]]:
    """The views by what they are (`Enquête`, `Per jaar`, or nothing that the period does not say)
    and the periods of their newest and earlier figure, in order of appearance."""
    found: dict[tuple[str, str, str], list[View]] = {}
    for one in views:
        per = "Enquête" if one.one.is_survey else "Per jaar" if one.is_yearly else ""
        per = per if one.brief.when else ""
        found.setdefault((per, one.brief.when, one.brief.past_when), []).append(one)
    return found


def newest(
    one: Indicator, kind: str, series: Series
) -> tuple[str, Figure, tuple[str, Figure] | None]:
    """The newest period, its figure, and the same a year earlier; of a survey the one before."""
    order = list(tables.quarterly(series) if kind == periods.ROLLING else series)
    period = order[-1]
    before = periods.year_earlier(period)
    if one.is_survey and len(order) > 1:
        before = order[-2]
    if kind == periods.YEARS or before not in series:
        return period, series[period], None
    return period, series[period], (before, series[before])


def _brief(
    one: Indicator, period: str, figure: Figure, earlier: tuple[str, Figure] | None
) -> Brief:
    if earlier is None:
        return Brief(figure, _short(period), None, "")
    past_period, past = earlier
    when, past_when = _short(period), _short(past_period)
    if one.parted(period, past_period):
        return Brief(figure, when, _PARTED, past_when)
    return Brief(figure, when, past, past_when, not one.is_survey or words.apart(figure, past))


def kind_of(one: Indicator) -> str:
    """What sort of figure it is, and how to read it."""
    if one.is_survey:
        return "Enquête: wat inwoners antwoorden. De uitkomst is een schatting met een marge."
    if one.is_reported:
        return "Meldingen van inwoners. Niet alles wat gebeurt, wordt gemeld."
    if not one.is_police:
        return "Opgave van de gemeente of een partner. Het zegt wat er is gedaan of geteld."
    if one.registration == "haal":
        return (
            "Haaldelict: dit aantal hangt sterk af van hoeveel de politie controleert. Meer "
            "registraties betekent niet altijd dat er meer gebeurt."
        )
    return "Brengdelict: wat mensen bij de politie melden. Niet alles wat gebeurt, wordt gemeld."


def _lines(one: Indicator, table: Table) -> list[Line]:
    spans = [periods.months(period) for series in table.values() for period in series]
    if not spans:
        return []
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    years = table.get(periods.YEAR, {})
    return [line.advising(years) for line in one.lines if first < line.month <= last]


def _short(period: str) -> str:
    return periods.words(period) if period else ""
