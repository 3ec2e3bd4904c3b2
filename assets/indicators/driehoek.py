"""The tables of the Driehoek's factsheet that need statistics: key figures, signals, the course of
each indicator, neighbourhoods, hotspots and the score of earlier hotspot lists (T1 to T4).

Only put together here; each judgement is made in a module of its own.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.indicators import hotspots, ranking
from assets.indicators.approach import add_approach, by_street
from assets.indicators.comparison import DOWN, UP
from assets.indicators.intervals import rolling_band
from assets.indicators.material import Material, month_name, nothing, span
from assets.indicators.neighbourhoods import ranked
from assets.indicators.sheet import Pair, history_until, judged, with_interpretation
from assets.indicators.surveillance import signals

_PAIRS = (
    Pair("nu", "vorig_jaar", "", 2),
    Pair("twaalf_maanden", "twaalf_maanden_ervoor", "twaalf_", 12, "12 maanden: "),
)
_ISSUE = "select van_nummer, tot_nummer from int_driehoek_periode"


def key_figures(material: Material) -> pd.DataFrame:
    """Table `driehoek_kerncijfers`."""
    rows = material.ask("select * from int_driehoek_vergelijking")
    if rows.empty:
        return nothing("driehoek_kerncijfers")
    _, last = issue(material)
    rows["gebied_code"] = material.city
    found = judged(material, rows, _PAIRS, last)
    return with_interpretation(material, found, _periods(last))


def deviations(material: Material) -> pd.DataFrame:
    """Table `driehoek_signalen`: every indicator and area that lies beyond its limit."""
    first, last = issue(material)
    if last is None:
        return nothing("driehoek_signalen")
    months = material.months
    told = signals(
        months[months["maandnummer"] <= last],
        first,
        last,
        material.completeness,
        material.cuts,
        material.flagged(last),
    )
    found = told[told["signaal"].isin([UP, DOWN])].copy()
    found = found.join(
        material.indicators[["naam", "thema", "bron", "volgorde"]], on="indicator_id"
    )
    found = found.merge(material.areas, on="gebied_code", how="left")
    of_issue = months[months["maandnummer"].between(first, last)]
    status = of_issue.groupby(["indicator_id", "gebied_code"])["status"].agg(
        lambda texts: "voorlopig" if "voorlopig" in set(texts) else texts.iloc[-1]
    )
    found = found.join(status, on=["indicator_id", "gebied_code"])
    found = found.assign(
        indicator=found["naam"],
        periode_van=month_name(first),
        periode_tot=month_name(last),
        sinds_maand=[month_name(int(number)) for number in found["sinds_maandnummer"]],
        volledigheid_pct=[
            _completeness(material, name, first, last) for name in found["indicator_id"]
        ],
        trendbreuk=[
            ", ".join(material.comparability(name, span(last, 2), span(last - 12, 2)).vlaggen)
            or None
            for name in found["indicator_id"]
        ],
    )
    found["overdispersie"] = found["overdispersie"].round(2)
    for name in ("verwacht", "grens"):
        found[name] = found[name].round(1)
    found = with_interpretation(material, found, _periods(last))
    level = found["gebiedsniveau"].map({"gemeente": 0, "wijk": 1, "buurt": 2})
    return found.assign(niveau=level).sort_values(
        ["niveau", "p_waarde", "volgorde", "gebied_code"], ignore_index=True
    )


def course(material: Material) -> pd.DataFrame:
    """Table `driehoek_verloop`: of each indicator of T1 its months and twelve-month sums."""
    _, last = issue(material)
    if last is None:
        return nothing("driehoek_verloop")
    shown = material.ask("select indicator_id from int_driehoek_vergelijking")["indicator_id"]
    months = material.months
    months = months[
        months["gebied_code"].eq(material.city)
        & months["maandnummer"].le(last)
        & months["indicator_id"].isin(shown)
    ]
    phi = material.dispersion(history_until(last))["overdispersie"].droplevel("gebied_code")
    return rolling(material, months, phi)


def rolling(material: Material, months: pd.DataFrame, phi: pd.Series) -> pd.DataFrame:
    """Months of some indicators of one area with their twelve-month sums and 95 % limits; a sum
    does not cross a break, nor months that are not known."""
    parts = []
    for name, own in months.groupby("indicator_id", sort=False):
        numbers = np.arange(own["maandnummer"].min(), own["maandnummer"].max() + 1)
        own = own.set_index("maandnummer").reindex(numbers)
        total, low, high = rolling_band(
            own["waarde"].to_numpy(dtype=float),
            phi.get(name, np.nan),
            cuts=tuple(cut - int(numbers[0]) for cut in material.cuts.get(name, [])),
        )
        parts.append(
            pd.DataFrame(
                {
                    "indicator_id": name,
                    "maand": [month_name(int(number)) for number in numbers],
                    "waarde": own["waarde"].to_numpy(),
                    "twaalf_maanden": total,
                    "ondergrens": np.round(low, 1),
                    "bovengrens": np.round(high, 1),
                    "trendbreuk": [_marks(material, name, int(number)) for number in numbers],
                    "status": own["status"].fillna("niet geleverd").to_numpy(),
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else nothing("driehoek_verloop")


def neighbourhoods(material: Material) -> pd.DataFrame:
    """Table `driehoek_buurten`."""
    rows = material.ask("select * from int_driehoek_buurten")
    return ranked(rows, material.settings.minimum_inwoners)


def hotspot_list(material: Material) -> pd.DataFrame:
    """Table `driehoek_hotspots`: the classes of the places, in the order for the next quarter."""
    _, last = issue(material)
    if last is None:
        return nothing("driehoek_hotspots")
    places = material.ask("select * from int_plek_maand")
    if places.empty:
        return nothing("driehoek_hotspots")
    classes = hotspots.classify(places, last, material.ask("select * from int_plek_concentratie"))
    order = ranking.rank(places, last)
    found = classes.merge(order, on=["plek_id", "thema"], how="inner", suffixes=("", "_order"))
    approach = material.ask(
        "select straatnaam, thema, status, sinds from stg_hotspotaanpak "
        "inner join int_uitgave on substr(sinds, 1, 7) <= tot_maand where telt"
    )
    found = add_approach(found, by_street(approach)).sort_values("rang", ignore_index=True)
    return found.assign(rang=range(1, len(found) + 1))


def list_scores(material: Material) -> pd.DataFrame:
    """Table `driehoek_hotspotscore`."""
    _, last = issue(material)
    if last is None:
        return nothing("driehoek_hotspotscore")
    places = material.ask("select * from int_plek_maand")
    return nothing("driehoek_hotspotscore") if places.empty else ranking.score_lists(places, last)


def issue(material: Material) -> tuple[int | None, int | None]:
    """First and last month of the issue; None, None where no two months were delivered."""
    row = material.ask(_ISSUE)
    return (int(row.iloc[0, 0]), int(row.iloc[0, 1])) if len(row) else (None, None)


def _periods(last: int) -> list[str]:
    """The periods of which an interpretation stands on the issue, the best fitting first."""
    first = month_name(last - 1)
    return [f"{first}--{month_name(last)}", month_name(last), first]


def _marks(material: Material, indicator: str, number: int) -> str | None:
    """The break that begins in a month, and the marks that lie on it."""
    month = month_name(number)
    told = material.comparability(indicator, (month, month), (month_name(number - 1),) * 2)
    marks = [told.reden.removeprefix("trendbreuk: ")] if told.reden else []
    return ", ".join([*marks, *told.vlaggen]) or None


def _completeness(material: Material, indicator: str, first: int, last: int) -> float | None:
    """The part of an issue that is expected to be known, in percent; None where all is."""
    parts = material.completeness.get(indicator, {})
    known = [parts.get(number, 1.0) for number in range(first, last + 1)]
    return round(100 * sum(known) / len(known), 1) if any(part < 1 for part in known) else None
