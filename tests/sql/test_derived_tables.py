"""The tables that Python makes of the models, from deliveries to verdict, in a small world."""

from __future__ import annotations

import pytest

from schemas import products
from tests.sql.conftest import World

MONTHS = [f"{year}-{month:02}" for year in (2018, 2019, 2020) for month in range(1, 13)]


def _deliver(world: World, counts: dict[str, int], usual: int, last: str = "2020-06") -> None:
    """The police, month by month: `usual` bicycles stolen in each, but in those of `counts`."""
    for number, month in enumerate(MONTHS):
        if month > last:
            break
        came = f"{MONTHS[number + 1]}-08"
        rows = [{}] * counts.get(month, usual)
        world.police(f"p{month}", came, [month], rows)


@pytest.fixture
def doubled(world: World) -> World:
    """Thirty months, of which the last two have three times as many as the others."""
    _deliver(world, {"2020-05": 90, "2020-06": 90}, 30)
    return world


def test_a_rise_is_a_signal_with_the_interval_that_goes_with_it(doubled: World) -> None:
    [row] = doubled.tables().derived(
        "select nu, vorig_jaar, verschil, verschil_pct, verhouding, verhouding_van > 1, signaal, "
        "twaalf_signaal, trendbreuk from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    )
    assert row == (180, 60, 120, 200.0, 3.0, True, "signaal omhoog", "signaal omhoog", "corona")


def test_the_same_rise_is_beyond_what_was_to_be_expected(doubled: World) -> None:
    rows = doubled.tables().derived(
        "select gebied_code, waargenomen, verwacht < 80, grens < 180, richting, sinds_maand "
        "from driehoek_signalen where indicator_id = 'diefstal_fiets' order by 1"
    )
    assert ("GM9999", 180, True, True, "omhoog", "2020-05") in rows


def test_nothing_changed_is_no_signal(world: World) -> None:
    _deliver(world, {}, 30)
    tables = world.tables()
    assert tables.derived("select count(*) from driehoek_signalen") == [0]
    words = set(tables.derived("select distinct signaal from driehoek_kerncijfers"))
    assert words <= {"binnen normale schommeling", "niet vast te stellen"}


def test_no_comparison_crosses_july_2018(world: World) -> None:
    _deliver(world, {}, 30)
    world.issue = "2019-05--2019-06"
    [row] = world.tables().derived(
        "select nu, vorig_jaar, verhouding_van, signaal, geen_vergelijking "
        "from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    )
    assert row[:4] == (60, 60, None, "niet vast te stellen")
    assert "samenloop" in row[4]


def test_another_issue_sees_nothing_of_later_months(world: World, doubled: World) -> None:
    world.issue = "2020-03--2020-04"
    tables = world.tables()
    assert tables.ask("select periode_van, periode_tot from int_driehoek_periode") == [
        ("2020-03", "2020-04")
    ]
    assert tables.derived(
        "select nu, signaal from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    ) == [(60, "niet vast te stellen")]  # 0,69 to 1,45: too few to tell
    assert tables.derived("select max(maand) from driehoek_verloop") == ["2020-04"]
    assert tables.derived("select count(*) from driehoek_signalen") == [0]


def test_an_issue_that_was_not_delivered_whole_is_none(world: World) -> None:
    _deliver(world, {}, 1, last="2019-03")
    world.issue = "2019-03--2019-04"
    tables = world.tables()
    assert tables.ask("select count(*) from int_driehoek_periode") == [0]
    assert tables.derived("select count(*) from driehoek_kerncijfers") == [0]
    world.issue = "2018-H2"
    assert world.tables().ask("select halfjaar from int_raad_periode") == ["2018-H2"]
    world.issue = "2019-H1"
    assert world.tables().ask("select count(*) from int_raad_periode") == [0]


def test_the_council_reads_four_years_and_the_figure_of_the_site(doubled: World) -> None:
    tables = doubled.tables()
    [row] = tables.derived(
        "select periode, nu, vorig_jaar, twee_jaar_eerder, drie_jaar_eerder, signaal "
        "from raad_indicatoren where indicator_id = 'diefstal_fiets' and gebied_code = 'GM9999'"
    )
    assert row == ("2020-H1", 300, 180, 180, None, "signaal omhoog")
    assert tables.ask(
        "select waarde from feiten_en_cijfers where indicator_id = 'diefstal_fiets' "
        "and periode = '2020-H1'"
    ) == [300]
    assert "raad_gelijk_aan_site" not in tables.broken()


def test_goals_interpretation_and_approach_stand_beside_the_figures(doubled: World) -> None:
    doubled.team(
        "doelen",
        "doelen",
        "2019-01-01",
        [],
        [
            {"indicator_id": "diefstal_fiets", "nulmeting": 360.0, "streefwaarde": 300.0},
            {"indicator_id": "vm_bestaat_nog_niet", "doel": "Veiliger gevoel"},
        ],
    )
    text = {"indicator_id": "diefstal_fiets", "gebied_code": "GM9999"}
    doubled.team(
        "duiding",
        "duiding",
        "2020-07-10",
        [],
        [
            text | {"periode": "2020-05--2020-06"},
            text | {"periode": "2020-H1", "tekst": "Halfjaar"},
        ],
    )
    tables = doubled.tables()
    assert tables.derived(
        "select indicator_id, nu, oordeel, toelichting from raad_doelen order by 1"
    ) == [
        ("diefstal_fiets", 480.0, "niet op koers", "trendbreuk: samenloop"),
        ("vm_bestaat_nog_niet", None, "niet vast te stellen", "nog geen cijfer geleverd"),
    ]
    shown = "duiding from {} where indicator_id = 'diefstal_fiets' and duiding is not null"
    assert tables.derived("select " + shown.format("driehoek_kerncijfers")) == [
        "Meer toezicht in de avond."
    ]
    assert tables.derived("select " + shown.format("raad_indicatoren")) == ["Halfjaar"]


def test_a_course_is_not_drawn_across_a_break(doubled: World) -> None:
    rows = doubled.tables().derived(
        "select maand, twaalf_maanden, ondergrens < twaalf_maanden, trendbreuk "
        "from driehoek_verloop where indicator_id = 'diefstal_fiets' order by 1"
    )
    first = next(row for row in rows if row[1] is not None)
    assert first == ("2019-06", 360.0, True, None)
    assert ("2018-07", None, None, "samenloop") in rows


def test_without_deliveries_every_derived_table_is_there_and_empty(world: World) -> None:
    tables = world.tables()
    for name in products.DERIVED:
        [number] = tables.derived(f"select count(*) from {name}")
        assert number == (3 if name == "driehoek_buurten" else 0) or number == 0, name
