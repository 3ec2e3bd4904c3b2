"""The tables of the Driehoek's factsheet about places (T3): hotspots, and scores of earlier lists.

Tables are only assembled here; each judgement has a module of its own.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators import hotspots, ranking
from assets.indicators.approach import add_approach, by_street
from assets.indicators.driehoek import issue
from assets.indicators.material import Material, empty_table
from assets.indicators.street_patterns import of_hotspots


def hotspot_list(material: Material) -> pd.DataFrame:
    """Table `driehoek_hotspots`: the class of each place, ranked for the next quarter."""
    last, places = _places(material)
    if places.empty:
        return empty_table("driehoek_hotspots")
    classes = hotspots.classify(places, last, material.ask("select * from int_plek_concentratie"))
    order = ranking.rank(places, last, ranking.chosen(places, last))
    rows = classes.merge(order, on=["plek_id", "thema"], how="inner", suffixes=("", "_order"))
    approach = material.ask(
        "select straatnaam, thema, status, sinds from stg_hotspotaanpak "
        "inner join int_uitgave on substr(sinds, 1, 7) <= tot_maand where telt"
    )
    rows = rows.merge(of_hotspots(material), on=["plek_id", "thema"], how="left")
    rows = add_approach(rows, by_street(approach)).sort_values("rang", ignore_index=True)
    return rows.assign(rang=range(1, len(rows) + 1))


def list_scores(material: Material) -> pd.DataFrame:
    """Table `driehoek_hotspotscore`."""
    last, places = _places(material)
    if places.empty:
        return empty_table("driehoek_hotspotscore")
    return ranking.score_lists(places, last)


def _places(material: Material) -> tuple[int | None, pd.DataFrame]:
    """The last month of the issue and the counts of places; no places where there is no issue."""
    _, last = issue(material)
    places = material.ask("select * from int_plek_maand")
    return last, places.iloc[:0] if last is None else places
