"""Which tables this room makes, and making them from the tables of the models, under the mark of
their inputs. What a table contains belongs in the other modules of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

from assets.basis.helper import Helper, NoHelper
from assets.basis.home import Home
from assets.indicators import approach_effects, council, driehoek, hotspot_tables, street_patterns
from assets.indicators.breaks import load_breaks
from assets.indicators.judgements import judgements
from assets.indicators.material import Material
from assets.indicators.registered import Registered, register
from assets.warehouse.build import damaged_tables, mark_of
from assets.warehouse.derived import as_contract, tables_of, write_table
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


# They need no verdict, so that each of these groups can be made beside the others.
_OF_PLACES = (
    ("straatpatronen", "driehoek_hotspots"),
    ("driehoek_hotspotscore", "aanpak_effect"),
)


def derive(
    home: Home,
    settings: Figures,
    mark: str,
    helper: Helper | None = None,
    on_damage: Callable[[list[str]], None] = lambda names: None,
) -> Iterator[tuple[str, int]]:
    """Make every table of this room under `mark`; yields its name and number of rows.

    A table that already has this mark, and is undamaged, is not made again. `on_damage` is called
    with the names of damaged ones.
    """
    with tables_of(home) as connection:
        approaches = register(home, lambda sql: connection.execute(sql).df())
    if damaged := damaged_tables(home, MAKERS):
        on_damage(damaged)
    for name in damaged:
        _path(home, name).unlink()
    stale = [name for name in MAKERS if mark_of(_path(home, name)) != mark]
    groups = [names for group in _OF_PLACES if (names := [n for n in group if n in stale])]
    others = [name for name in stale if not any(name in group for group in groups)]
    share = (helper or NoHelper()).share
    places = [share(_made, home, settings, approaches, group) for group in groups]
    # The second process takes the groups from the first on, so this one begins at the last.
    for make in (partial(_made, home, settings, approaches, others), *reversed(places)):
        for name, frame in make().items():
            write_table(home, name, frame, mark)
    for name in MAKERS:
        yield name, pq.read_metadata(_path(home, name)).num_rows


def _made(
    home: Home, settings: Figures, approaches: tuple[Registered, ...], names: Collection[str]
) -> dict[str, pd.DataFrame]:
    """The tables of these names, of which each may read those before it."""
    made: dict[str, pd.DataFrame] = {}
    # Matrices of this room are small: sharing one among threads takes five times as long.
    with tables_of(home) as connection, threadpool_limits(1):

        def ask(sql: str) -> pd.DataFrame:
            return connection.execute(sql).df()

        material = Material(ask, settings, load_breaks(), registered=approaches)
        for name in names:
            made[name] = MAKERS[name][0](material)
            connection.register(f"made_{name}", made[name])
            connection.execute(
                f"create or replace view {name} as select {as_contract(name)} from made_{name}"
            )
    return made


def _path(home: Home, name: str) -> Path:
    return home.tables / f"{name}.parquet"
