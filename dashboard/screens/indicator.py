"""One indicator in one area: its course, what was expected, revisions, and how areas compare."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from dashboard import charts, filters, shown, words
from dashboard.publication import Publication
from dashboard.queries import choices, indicator
from schemas import dutch

WINDOWS = {"2 maanden": "2m", "3 maanden": "3m", "6 maanden": "6m", "12 maanden": "12m"}
_LEVELS = {"Wijken": "wijk", "Buurten": "buurt", "Aandachtsgebieden": "aandachtsgebied"}


def show(publication: Publication) -> None:
    """The page of an indicator."""
    shown.head("Indicator", "Is dit meer of minder dan te verwachten was, en sinds wanneer?")
    known, areas = choices.judged_indicators(publication), choices.judged_areas(publication)
    first, second, third = st.columns([3, 3, 2])
    with first:
        name = filters.one_of("Indicator", list(known), "indicator")
    with second:
        where = filters.one_of("Gebied", list(areas), "gebied")
    with third:
        window = WINDOWS[filters.one_of("Over", list(WINDOWS), "over")]
    chosen, area = known[name], areas[where]
    verdicts = indicator.verdicts(publication, chosen, area, window)
    if verdicts.empty:
        st.info(f"Over {words.plain(name)} in {words.plain(where)} is geen oordeel.")
        return
    _now(verdicts.iloc[-1], name, where)
    st.header("Wat er was, en wat te verwachten was")
    _limits(verdicts, name, where)
    st.header("Maand voor maand")
    _months(publication, chosen, area, f"{name} in {where}")
    st.header("Gebieden naast elkaar")
    level = _LEVELS[filters.one_of("Gebieden", list(_LEVELS), "niveau")]
    compared = indicator.areas(publication, chosen, window, level)
    shown.table(
        compared.assign(
            Oordeel=compared["Oordeel"].map(words.VERDICTS),
            Sinds=compared["Sinds"].map(dutch.month, na_action="ignore"),
        ),
        f"{name} per gebied",
    )
    about = indicator.about(publication, chosen)
    with st.expander("Wat telt mee"):
        st.markdown(words.plain(about["definitie"]))


def _now(verdict: pd.Series, name: str, where: str) -> None:
    """The newest verdict in words."""
    st.header(f"{words.VERDICTS[verdict['uitkomst']]}")
    st.markdown(verdict_in_words(verdict, words.plain(name), words.plain(where)))


def verdict_in_words(verdict: pd.Series, name: str, where: str) -> str:
    """What was counted, what was expected, since when, and what could be seen."""
    when = words.month_of(f"{verdict['periode_van']}--{verdict['periode']}")
    if dutch.is_unknown(verdict["nu"]):
        return f"{name} in {where}: over {when} is geen cijfer. {_reason(verdict)}"
    text = f"{name} in {where}: **{dutch.number(verdict['nu'])}** in {when}"
    if not dutch.is_unknown(verdict["verwacht"]):
        text += (
            f"; te verwachten was {dutch.number(verdict['verwacht'])}, en alles van "
            f"{dutch.number(verdict['onder'])} tot en met {dutch.number(verdict['boven'])} is "
            "gewone schommeling"
        )
    text += "."
    if not dutch.is_unknown(verdict["sinds"]):
        text += f" Sinds {dutch.month(verdict['sinds'])} is het anders."
    return f"{text} {_reason(verdict)}".strip()


def _reason(verdict: pd.Series) -> str:
    parts = []
    if not dutch.is_unknown(verdict["reden"]):
        parts.append(words.plain(dutch.capital(verdict["reden"])) + ".")
    if not dutch.is_unknown(verdict["bekend"]):
        parts.append(f"Bekend: {words.plain(verdict['bekend'])}.")
    return " ".join(parts)


def _limits(verdicts: pd.DataFrame, name: str, where: str) -> None:
    breaks = verdicts[verdicts["trendbreuk"].notna()]
    breaks = breaks[breaks["trendbreuk"].ne(breaks["trendbreuk"].shift())]
    told = verdicts.assign(
        Maand=[f"{day:%Y-%m}" for day in verdicts["maand"]],
        Oordeel=verdicts["uitkomst"].map(words.VERDICTS),
    ).rename(
        columns={
            "nu": "Geteld",
            "verwacht": "Verwacht",
            "onder": "Van",
            "boven": "Tot",
            "reden": "Reden",
            "bekend": "Bekend",
        }
    )[["Maand", "Geteld", "Verwacht", "Van", "Tot", "Oordeel", "Reden", "Bekend"]]
    signals = int(verdicts["uitkomst"].isin([words.UP, words.DOWN]).sum())
    shown.chart(
        charts.limits(verdicts, breaks.rename(columns={"trendbreuk": "naam"})[["maand", "naam"]]),
        told,
        f"{name} in {where} met grenzen",
        f"Lijndiagram van {name} in {where} met wat te verwachten was en de grenzen; "
        f"{dutch.counted(signals, 'maand', 'maanden')} met een signaal.",
    )
    st.caption(
        "Elk punt telt de gekozen maanden tot en met die maand. De band is gewone schommeling, de "
        "streepjes zijn wat te verwachten was, een driehoek is een signaal."
    )


def _months(publication: Publication, chosen: str, area: str, name: str) -> None:
    revised = indicator.revisions(publication, chosen, area)
    day = None
    if not revised.empty and filters.switch("Zoals bekend op een eerdere dag", "eerder"):
        day = _day(revised)
    months = indicator.months(publication, chosen, area, day)
    if months.empty:
        st.info("Van deze maanden is geen cijfer.")
        return
    police_or_reports = "Aantal"
    shown.chart(
        charts.months_of_one(months, police_or_reports),
        months.assign(maand=[f"{day:%Y-%m}" for day in months["maand"]]).rename(
            columns={"maand": "Maand"}
        ),
        f"{name} per maand",
        f"Staafdiagram van {name} per maand.",
        digits={"Aantal": 0},
    )
    if not revised.empty:
        with st.expander(f"Herzieningen ({len(revised)})"):
            shown.table(revised, f"Herzieningen {name}", digits={"Was": 0, "Werd": 0})


def _day(revised: pd.DataFrame) -> dt.date:
    """The chosen day, from the one before the first revision on."""
    changed = {day.date() for day in revised["Op"]}
    days = sorted(changed | {min(changed) - dt.timedelta(days=1)})
    return st.select_slider(
        "Dag",
        days,
        value=days[0],
        format_func=lambda day: dutch.day(day),
        key="dag",
    )
