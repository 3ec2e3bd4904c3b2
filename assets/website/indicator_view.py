"""What the site shows of one indicator of the municipality: sentences, chart, tables, revisions.

Prepared for the templates; no markup here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.website import charts, periods, sentences, tables
from assets.website.figures import NOTHING, Figure, Series, Table, unit_words
from assets.website.indicator import BreakNote, Indicator
from assets.website.revisions import Revision, of_value, status_words

_SOURCES = {
    "politie": "Politie",
    "melddesk": "Meldingen van inwoners bij de gemeente",
    "register": "Register van de gemeente",
    "veiligheidsmonitor": "Veiligheidsmonitor, een enquête onder inwoners",
}
REVISIONS_SHOWN = 6


@dataclass(frozen=True)
class Brief:
    """The newest figure of an indicator and the earlier one to compare it with.

    `when` and `past_when` are their periods in words. `past` is a text if a break makes the two
    incomparable, and None if there is no earlier figure. `differs` is False if showing both without
    explanation would suggest a difference that the figures do not support.
    """

    figure: Figure
    when: str
    past: Figure | str | None
    past_when: str
    differs: bool = False


@dataclass(frozen=True)
class IndicatorView:
    """An indicator on the page of its theme."""

    indicator: Indicator
    sentences: list[str]
    brief: Brief
    chart: charts.Chart | None
    tables: list[tables.Grid]
    break_notes: list[BreakNote]
    is_quarterly: bool
    is_yearly: bool
    reading_guide: str
    source: str
    unit: str
    revisions: list[Revision]
    more_revisions: int  # how many more than those shown
    status_revisions: str


def view(
    indicator: Indicator,
    table: Table,
    place: str,
    last_quarter: str,
    revisions: Iterable[Revision],
) -> IndicatorView:
    """Everything that its page shows of an indicator.

    `table` and `revisions` are those of the municipality, `place` is its name.
    """
    table = tables.complete(table, last_quarter)
    kind = tables.main_kind(table)
    revisions = list(revisions)
    changed = of_value(revisions)
    if kind:
        period, figure, earlier = newest(indicator, kind, table[kind])
        text = sentences.sentences_of(indicator, place, kind, period, figure, earlier)
        brief = _brief(indicator, period, figure, earlier)
    else:
        text, brief = ["Er zijn nog geen cijfers."], Brief(NOTHING, "", None, "")
    return IndicatorView(
        indicator=indicator,
        sentences=text,
        brief=brief,
        chart=charts.draw(indicator, table),
        tables=tables.tables_of(indicator, table),
        break_notes=_break_notes(indicator, table),
        is_quarterly=kind == periods.QUARTER,
        is_yearly=kind == periods.YEAR,
        reading_guide=reading_guide(indicator),
        source=_SOURCES.get(indicator.source, indicator.source),
        unit=unit_words(indicator.unit),
        revisions=changed[:REVISIONS_SHOWN],
        more_revisions=max(len(changed) - REVISIONS_SHOWN, 0),
        status_revisions=status_words(revisions),
    )


def by_period(views: Iterable[IndicatorView]) -> dict[tuple[str, str, str], list[IndicatorView]]:
    """The views by (kind, newest period, earlier period), in order of appearance.

    The kind is `Enquête`, `Per jaar`, or empty if the periods speak for themselves.
    """
    groups: dict[tuple[str, str, str], list[IndicatorView]] = {}
    for each in views:
        kind = "Enquête" if each.indicator.is_survey else "Per jaar" if each.is_yearly else ""
        kind = kind if each.brief.when else ""
        groups.setdefault((kind, each.brief.when, each.brief.past_when), []).append(each)
    return groups


def newest(
    indicator: Indicator, kind: str, series: Series
) -> tuple[str, Figure, sentences.Earlier]:
    """The newest period, its figure, and the figure of a year earlier with its period.

    A survey is not held every year: its earlier figure is that of the previous survey.
    """
    order = list(tables.quarterly(series) if kind == periods.ROLLING else series)
    period = order[-1]
    before = periods.year_earlier(period)
    if indicator.is_survey and len(order) > 1:
        before = order[-2]
    if kind == periods.YEARS or before not in series:
        return period, series[period], None
    return period, series[period], (before, series[before])


def _brief(indicator: Indicator, period: str, figure: Figure, earlier: sentences.Earlier) -> Brief:
    if earlier is None:
        return Brief(figure, indicator.when(period), None, "")
    past_period, past = earlier
    when, past_when = periods.words(period), periods.words(past_period)
    if indicator.is_broken_between(period, past_period):
        return Brief(figure, when, indicator.otherwise, past_when)
    differs = not indicator.is_survey or sentences.are_apart(figure, past)
    return Brief(figure, when, past, past_when, differs)


def reading_guide(indicator: Indicator) -> str:
    """What sort of figure it is, and how to read it."""
    if indicator.is_survey:
        return "Enquête: wat inwoners antwoorden. De uitkomst is een schatting met een marge."
    if indicator.is_reported:
        return "Meldingen van inwoners. Niet alles wat gebeurt, wordt gemeld."
    if not indicator.is_police:
        return "Opgave van de gemeente of een partner. Het zegt wat er is gedaan of geteld."
    if indicator.registration == "haal":
        return (
            "Haaldelict: dit aantal hangt sterk af van hoeveel de politie controleert. Meer "
            "registraties betekent niet altijd dat er meer gebeurt."
        )
    return "Brengdelict: wat mensen bij de politie melden. Niet alles wat gebeurt, wordt gemeld."


def _break_notes(indicator: Indicator, table: Table) -> list[BreakNote]:
    """The breaks within the periods of the table."""
    spans = [periods.months(period) for series in table.values() for period in series]
    if not spans:
        return []
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    years = table.get(periods.YEAR, {})
    return [note.with_advice(years) for note in indicator.break_notes if first < note.month <= last]
