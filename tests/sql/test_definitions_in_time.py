"""Tests of a changed definition: it is shown as a break, never as a trend."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.warehouse.models import seeds

MONTHS = [f"{year}-{month:02}" for year in (2018, 2019, 2020) for month in range(1, 13)][:26]


@pytest.fixture
def changed(world, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """26 months with two burglaries (A20) and a shed (B30) each; sheds count from 2020 on."""
    versions = tmp_path / "indicator_versies.csv"
    versions.write_text("indicator_id,code,geldig_van,geldig_tot\nwoninginbraak,B30,2020-01,\n")
    own = seeds() | {"indicator_versies": versions}
    monkeypatch.setattr("assets.warehouse.loading.seeds", lambda: own)
    rows = [{"maand": month, "mk_code": code} for month in MONTHS for code in ("A20", "A20", "B30")]
    world.police("a", "2020-03-08", MONTHS, rows)
    return world.tables()


def test_a_period_across_the_break_has_no_figure(changed):
    found = {
        period: changed.value("woninginbraak", period)
        for period in ("2019-12", "2020-01", "2019-Q4", "2019", "2019-02--2020-01")
    }
    assert found == {
        "2019-12": 2.0,
        "2020-01": 3.0,
        "2019-Q4": 6.0,
        "2019": 24.0,
        "2019-02--2020-01": None,
    }
    assert changed.value("zakkenrollerij", "2019-02--2020-01") == 0
    assert changed.broken(blocking_only=True) == {}


def test_each_figure_says_by_which_version_it_was_counted(changed):
    assert changed.ask(
        "select definitie_versie, min(periode), max(periode) from indicatorwaarden "
        "where indicator_id = 'woninginbraak' and periode_soort = 'maand' "
        "group by definitie_versie order by definitie_versie"
    ) == [(1, "2018-01", "2019-12"), (2, "2020-01", "2020-02")]
    assert changed.ask(
        "select codes, definitie_versie, definitie_sinds from indicatoren "
        "where indicator_id = 'woninginbraak'"
    ) == [("A20, A30, B20, B30", 2, "2020-01")]


def test_a_comparison_across_the_break_is_empty_with_the_reason(changed):
    asked = (
        "select nu, vorig_jaar, verschil, twaalf_maanden, twaalf_maanden_ervoor, "
        "geen_vergelijking from int_driehoek_vergelijking where indicator_id = "
    )
    assert changed.ask(asked + "'woninginbraak'") == [
        (6, None, None, None, None, "definitie veranderd")
    ]
    assert changed.ask(asked + "'zakkenrollerij'") == [(0, 0, 0, 0, 0, None)]


def test_a_code_that_stops_makes_a_version_from_the_next_month_on(
    world, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    versions = tmp_path / "indicator_versies.csv"
    versions.write_text("indicator_id,code,geldig_van,geldig_tot\nwoninginbraak,B30,,2019-12\n")
    own = seeds() | {"indicator_versies": versions}
    monkeypatch.setattr("assets.warehouse.loading.seeds", lambda: own)
    world.police("a", "2020-03-08", MONTHS, [{"maand": m, "mk_code": "B30"} for m in MONTHS])
    tables = world.tables()
    assert tables.value("woninginbraak", "2019-12") == 1
    assert tables.value("woninginbraak", "2020-01") == 0
    assert tables.ask(
        "select maand_van, maand_tot from int_indicator_versies "
        "where indicator_id = 'woninginbraak' order by 1"
    ) == [("0000-01", "2020-01"), ("2020-01", None)]
    assert tables.ask("select codes from indicatoren where indicator_id = 'woninginbraak'") == [
        "A20, A30, B20"
    ]


def test_as_the_program_comes_every_indicator_has_one_version(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    tables = world.tables()
    assert tables.ask("select distinct definitie_versie from int_indicator_versies") == [1]
    assert tables.ask("select distinct definitie_versie from indicatoren") == [1]
