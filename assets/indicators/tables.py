"""Which tables this room makes, and making them from the tables of the models, under the mark of
their inputs. What a table contains belongs in the other modules of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd
from threadpoolctl import threadpool_limits

from assets.basis.atomic import clear_leftovers
from assets.basis.home import Home
from assets.indicators import approach_effects, council, driehoek, hotspot_tables, street_patterns
from assets.indicators.breaks import load_breaks
from assets.indicators.judgements import judgements
from assets.indicators.material import Material
from assets.indicators.registered import register
from assets.warehouse.build import mark_of, scan
from assets.warehouse.derived import tables_of, write_table
from schemas.configuration import Figures

# Table -> the function that makes it, and the tables it is made from.
# Those that read another of these stand after it.
MAKERS: dict[str, tuple[Callable[[Material], pd.DataFrame], tuple[str, ...]]] = {
    "oordelen": (
        judgements,
        (
            "indicatorwaarden",
            "int_aandachtsgebied_maand",
            "int_volledigheid",
            "int_evenement_gebieden",
            "duidingen",
        ),
    ),
    "driehoek_kerncijfers": (driehoek.key_figures, ("int_driehoek_vergelijking", "oordelen")),
    "driehoek_signalen": (driehoek.deviations, ("indicatorwaarden", "gebieden", "oordelen")),
    "driehoek_aandachtsgebieden": (
        driehoek.focus,
        ("int_aandachtsgebieden", "int_aandachtsgebied_maand", "oordelen"),
    ),
    "driehoek_zeldzaam": (driehoek.rare, ("int_ernstige_indicatoren", "oordelen")),
    "straatpatronen": (street_patterns.patterns, ("int_plek_momenten",)),
    "driehoek_hotspots": (
        hotspot_tables.hotspot_list,
        ("int_plek_maand", "int_plek_concentratie", "straatpatronen"),
    ),
    "driehoek_hotspotscore": (hotspot_tables.list_scores, ("int_plek_maand",)),
    "aanpak_effect": (approach_effects.effects, ("int_plek_maand", "stg_hotspotaanpak")),
    "driehoek_buurten": (driehoek.neighbourhoods, ("int_driehoek_buurten",)),
    "driehoek_verloop": (
        driehoek.course,
        ("indicatorwaarden", "int_driehoek_vergelijking", "oordelen"),
    ),
    "raad_doelen": (council.goals, ("int_doelen", "raad_veiligheidsmonitor", "oordelen")),
    "raad_indicatoren": (council.indicators, ("int_raad_vergelijking", "oordelen")),
    "raad_prestaties": (council.performance, ("int_raad_prestaties",)),
}


def derive(home: Home, settings: Figures, mark: str) -> Iterator[tuple[str, int]]:
    """Make every table of this room under `mark`; yields its name and number of rows.

    A table that already has this mark is not made again.
    """
    clear_leftovers(home.tables)
    # Matrices of this room are small: sharing one among threads takes five times as long.
    with tables_of(home) as connection, threadpool_limits(1):

        def ask(sql: str) -> pd.DataFrame:
            return connection.execute(sql).df()

        material = Material(ask, settings, load_breaks(), registered=register(home, ask))
        for name, (make, _) in MAKERS.items():
            path = home.tables / f"{name}.parquet"
            if mark_of(path) != mark:
                write_table(home, name, make(material), mark)
            connection.execute(f"create or replace view {name} as select * from {scan(path)}")
            rows = connection.execute(f"select count(*) from {name}").fetchone()[0]
            yield name, rows
