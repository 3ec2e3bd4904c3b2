"""A real police export of another municipality, by configuration alone. Its rows are never shown:
they hold house numbers of crime scenes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from command import PROJECT, ask, tables_only

ROWS = 15_947


@pytest.fixture(scope="module")
def home(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after the main job with docs/voorbeelden/groningen.toml."""
    folder = tmp_path_factory.mktemp("groningen")
    source = shared_data / "police_bvh_groningen"
    (folder / "inbox").mkdir()
    shutil.copyfile(PROJECT / "docs/voorbeelden/groningen.toml", folder / "groningen.toml")
    for name in ("buurt2017.csv", "wijk2017.csv"):
        (folder / name).symlink_to(source / name)
    for export in source.glob("*.xlsx"):
        shutil.copyfile(export, folder / "inbox" / export.name)
    ended = tables_only(
        "run",
        "--inbox",
        folder / "inbox",
        "--home",
        folder / "data",
        "--config",
        folder / "groningen.toml",
    )
    assert ended.code == 0, ended.err
    (folder / "summary.txt").write_text(ended.out, "utf-8")
    return folder / "data"


@pytest.fixture(scope="module")
def intern(home: Path) -> Path:
    """The publication."""
    return home / "publish" / "intern.duckdb"


def test_every_row_is_accepted_or_quarantined(intern: Path) -> None:
    assert ask(intern, "select rijen, geaccepteerd + afgekeurd, geteld from leveringen") == [
        (ROWS, ROWS, ROWS)
    ]


def test_the_export_tells_when_it_was_made_and_what_it_covers(intern: Path) -> None:
    assert ask(
        intern,
        "select cast(ontvangen_op as varchar), ontvangen_volgens, maand_van, maand_tot "
        "from leveringen",
    ) == [("2017-09-21 09:42:00", "export", "2013-01", "2017-09")]


def test_the_neighbourhood_comes_from_the_outlines(home: Path, intern: Path) -> None:
    placed, by_point, areas = ask(
        intern,
        "select count(buurtcode), count(*) filter (gebiedsmethode = 'punt'), "
        "count(distinct buurtcode) from registraties",
    )[0]
    assert placed >= 0.998 * ROWS
    assert by_point == placed
    assert 60 <= areas <= 108
    assert "15.931" in (home.parent / "summary.txt").read_text("utf-8")
    assert ask(intern, "select count(*), count(distinct wijknaam) from buurten")[0] == (108, 15)


def test_streets_come_from_the_delivery_and_are_marked(intern: Path) -> None:
    linked, streets, verified = ask(
        intern,
        "select (select count(straat_id) from registraties), count(*), "
        "count(*) filter (geverifieerd) from straten",
    )[0]
    assert linked == ROWS
    assert verified == 0
    assert 1000 < streets < 1094, "spellings that fold to one key are one street"
    assert (
        ask(intern, r"select straatnaam from straten where regexp_matches(straatnaam, '\s\d+$')")
        == []
    )


def test_what_the_export_does_not_hold_is_unknown_and_not_zero(intern: Path) -> None:
    """The export holds one incident code; of all others nothing is known."""
    assert ask(intern, "select distinct indicator_id from indicatorwaarden") == [
        ("diefstal_fiets",)
    ]
    assert ask(intern, "select count(hic_12m), count(vvc_12m) from driehoek_buurten") == [(0, 0)]
    by_year = ask(
        intern,
        "select periode, waarde from indicatorwaarden where gebied_code = 'GM0014' "
        "and periode_soort = 'jaar' order by periode",
    )
    assert by_year == [("2013", 3691), ("2014", 3380), ("2015", 3576), ("2016", 3515)]


# Share of each cell of the week in %, from exact weights: nacht, ochtend, middag, avond by weekday.
WEEK = """
2.35 2.36 4.50 4.31
3.00 2.84 4.84 4.19
2.66 2.65 4.46 4.32
2.98 2.68 4.41 5.52
2.98 2.58 4.54 4.47
3.15 2.46 5.05 4.33
3.43 2.32 3.35 3.24
"""


def test_the_parts_of_the_week_are_those_of_the_spans_and_not_of_their_begin(home: Path) -> None:
    rows = pd.concat(pd.read_parquet(path) for path in (home / "staged/politie").glob("*.parquet"))
    known = rows.loc[rows["momenten"].ne("onbekend"), "momenten"]
    assert (len(known), len(rows) - len(known)) == (15_593, 354)
    weights = known.str.split().explode().str.split(":", expand=True).astype(int)
    assert weights[1].sum() == 12 * len(known)
    shares = 100 * weights.groupby(0)[1].sum() / weights[1].sum()
    assert shares.sub([float(share) for share in WEEK.split()]).abs().max() < 0.1
    night = shares[shares.index % 4 == 0].sum()
    assert night == pytest.approx(20.5, abs=0.1), "8.3 by the begin alone"
