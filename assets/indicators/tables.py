"""Which tables this room makes, and making them from the tables of the models, under the mark of
their inputs. What a table contains belongs in the other modules of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from assets.basis.atomic import clear_leftovers
from assets.basis.home import Home
from assets.indicators import approach_effects, council, driehoek, hotspot_tables
from assets.indicators.breaks import load_breaks
from assets.indicators.material import Material
from assets.indicators.registered import register
from assets.warehouse.build import mark_of
from assets.warehouse.derived import tables_of, write_table
from schemas.configuration import Figures

# Table -> the function that makes it, and the tables it is made from.
MAKERS: dict[str, tuple[Callable[[Material], pd.DataFrame], tuple[str, ...]]] = {
    "driehoek_kerncijfers": (driehoek.key_figures, ("int_driehoek_vergelijking", "duidingen")),
    "driehoek_signalen": (driehoek.deviations, ("indicatorwaarden", "int_volledigheid")),
    "driehoek_hotspots": (
        hotspot_tables.hotspot_list,
        ("int_plek_maand", "int_plek_concentratie"),
    ),
    "driehoek_hotspotscore": (hotspot_tables.list_scores, ("int_plek_maand",)),
    "aanpak_effect": (approach_effects.effects, ("int_plek_maand", "stg_hotspotaanpak")),
    "driehoek_buurten": (driehoek.neighbourhoods, ("int_driehoek_buurten",)),
    "driehoek_verloop": (driehoek.course, ("indicatorwaarden", "int_driehoek_vergelijking")),
    "raad_doelen": (council.goals, ("int_doelen", "raad_veiligheidsmonitor")),
    "raad_indicatoren": (council.indicators, ("int_raad_vergelijking", "duidingen")),
    "raad_prestaties": (council.performance, ("int_raad_prestaties",)),
}


def derive(home: Home, settings: Figures, mark: str) -> Iterator[tuple[str, int]]:
    """Make every table of this room under `mark`; yields its name and number of rows.

    A table that already has this mark is not made again.
    """
    clear_leftovers(home.tables)
    with tables_of(home) as connection:

        def ask(sql: str) -> pd.DataFrame:
            return connection.execute(sql).df()

        material = Material(ask, settings, load_breaks(), registered=register(home, ask))
        for name, (make, _) in MAKERS.items():
            if mark_of(home.tables / f"{name}.parquet") != mark:
                write_table(home, name, make(material), mark)
            rows = connection.execute(
                "select count(*) from read_parquet(?, hive_partitioning=false)",
                [str(home.tables / f"{name}.parquet")],
            ).fetchone()[0]
            yield name, rows
