"""The tables that Python derives from the models, from deliveries to verdict, in a small world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from schemas import published
from tests.sql.conftest import Tables, World

MONTHS = [f"{year}-{month:02}" for year in (2018, 2019, 2020) for month in range(1, 13)]


def _deliver(world: World, counts: dict[str, int], usual: int, last: str = "2020-06") -> None:
    """Deliver `usual` bicycle thefts in each month, except in the months of `counts`."""
    for number, month in enumerate(MONTHS):
        if month > last:
            break
        received = f"{MONTHS[number + 1]}-08"
        rows = [{}] * counts.get(month, usual)
        world.police(f"p{month}", received, [month], rows)


@pytest.fixture
def doubled(world: World) -> World:
    """Thirty months; the last two have three times as many as the others."""
    _deliver(world, {"2020-05": 90, "2020-06": 90}, 30)
    return world


@pytest.fixture(scope="module")
def risen(make_world: Callable[..., World]) -> Iterator[Tables]:
    """The tables of those months, to read."""
    with closing(make_world()) as world:
        _deliver(world, {"2020-05": 90, "2020-06": 90}, 30)
        yield world.tables()


@pytest.fixture(scope="module")
def even(make_world: Callable[..., World]) -> Iterator[World]:
    """Thirty months with as many each; to ask for tables, with `issue` set each time."""
    with closing(make_world()) as world:
        _deliver(world, {}, 30)
        yield world


@pytest.mark.dear
def test_a_rise_is_a_signal_with_the_interval_that_goes_with_it(risen: Tables) -> None:
    [row] = risen.derived(
        "select nu, vorig_jaar, verschil, verschil_pct, verhouding, verhouding_van > 1, signaal, "
        "twaalf_signaal, trendbreuk from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    )
    assert row == (180, 60, 120, 200.0, 3.0, True, "signaal omhoog", "signaal omhoog", "corona")


def test_the_same_rise_exceeds_its_threshold(risen: Tables) -> None:
    rows = risen.derived(
        "select gebied_code, waargenomen, verwacht < 80, grens < 180, richting, sinds_maand "
        "from driehoek_signalen where indicator_id = 'diefstal_fiets' order by 1"
    )
    assert ("GM9999", 180, True, True, "omhoog", "2020-05") in rows


@pytest.mark.dear
def test_nothing_changed_is_no_signal(even: World) -> None:
    even.issue = None
    tables = even.tables()
    assert tables.derived("select count(*) from driehoek_signalen") == [0]
    words = set(tables.derived("select distinct signaal from driehoek_kerncijfers"))
    assert words <= {"binnen normale schommeling", "niet vast te stellen"}


@pytest.mark.dear
def test_no_comparison_crosses_july_2018(even: World) -> None:
    even.issue = "2019-05--2019-06"
    [row] = even.tables().derived(
        "select nu, vorig_jaar, verhouding_van, signaal, geen_vergelijking "
        "from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    )
    assert row[:4] == (60, 60, None, "niet vast te stellen")
    assert "samenloop" in row[4]


@pytest.mark.dear
def test_another_issue_sees_nothing_of_later_months(world: World, doubled: World) -> None:
    world.issue = "2020-03--2020-04"
    tables = world.tables()
    assert tables.ask("select periode_van, periode_tot from int_driehoek_periode") == [
        ("2020-03", "2020-04")
    ]
    assert tables.derived(
        "select nu, signaal from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    ) == [(60, "binnen normale schommeling")]
    assert tables.derived("select max(periode) from oordelen") == ["2020-04"]
    assert tables.derived("select max(maand) from driehoek_verloop") == ["2020-04"]
    assert tables.derived("select count(*) from driehoek_signalen") == [0]


@pytest.mark.dear
def test_an_incompletely_delivered_issue_does_not_exist(world: World) -> None:
    _deliver(world, {}, 1, last="2019-03")
    world.issue = "2019-03--2019-04"
    tables = world.tables()
    assert tables.ask("select count(*) from int_driehoek_periode") == [0]
    assert tables.derived("select count(*) from driehoek_kerncijfers") == [0]
    world.issue = "2018-H2"
    assert world.tables().ask("select halfjaar from int_raad_periode") == ["2018-H2"]
    world.issue = "2019-H1"
    assert world.tables().ask("select count(*) from int_raad_periode") == [0]


def test_the_council_reads_four_years_and_the_figure_of_the_site(risen: Tables) -> None:
    [row] = risen.derived(
        "select periode, nu, vorig_jaar, twee_jaar_eerder, drie_jaar_eerder, signaal "
        "from raad_indicatoren where indicator_id = 'diefstal_fiets' and gebied_code = 'GM9999'"
    )
    assert row == ("2020-H1", 300, 180, 180, None, "signaal omhoog")
    assert risen.ask(
        "select waarde from feiten_en_cijfers where indicator_id = 'diefstal_fiets' "
        "and periode = '2020-H1'"
    ) == [300]
    assert "raad_gelijk_aan_site" not in risen.broken()


@pytest.mark.dear
def test_goals_and_interpretation_are_added_to_the_figures(doubled: World) -> None:
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


def test_a_course_is_not_drawn_across_a_break(risen: Tables) -> None:
    rows = risen.derived(
        "select maand, twaalf_maanden, ondergrens < twaalf_maanden, trendbreuk "
        "from driehoek_verloop where indicator_id = 'diefstal_fiets' order by 1"
    )
    first = next(row for row in rows if row[1] is not None)
    assert first == ("2019-06", 360.0, True, None)
    assert ("2018-07", None, None, "samenloop") in rows


def test_without_deliveries_every_derived_table_is_there_and_empty(world: World) -> None:
    tables = world.tables()
    for name in published.DERIVED:
        [number] = tables.derived(f"select count(*) from {name}")
        assert number == (3 if name == "driehoek_buurten" else 0) or number == 0, name


@pytest.mark.dear
def test_an_indicator_with_a_missing_month_is_not_left_out(world: World) -> None:
    for number, month in enumerate(MONTHS[:30]):
        codes = ["A72"] if month == "2020-06" else None
        world.police(f"p{month}", f"{MONTHS[number + 1]}-08", [month], [{}] * 30, codes=codes)
    [row] = world.tables().derived(
        "select nu, vorig_jaar, verschil, signaal, geen_vergelijking from driehoek_kerncijfers "
        "where indicator_id = 'zakkenrollerij'"
    )
    assert row[:4] == (None, 0, None, "niet vast te stellen")
    assert row[4] == "maand niet geleverd; 12 maanden: maand niet geleverd"


@pytest.mark.dear
def test_a_reason_belongs_to_its_own_pair(even: World) -> None:
    even.issue = "2019-07--2019-08"
    [row] = even.tables().derived(
        "select verschil, verhouding, twaalf_verhouding, geen_vergelijking "
        "from driehoek_kerncijfers where indicator_id = 'diefstal_fiets'"
    )
    assert row == (0, 1.0, None, "12 maanden: trendbreuk: samenloop")


@pytest.mark.dear
def test_no_difference_is_shown_across_a_break(even: World) -> None:
    even.issue = "2019-05--2019-06"
    assert even.tables().derived(
        "select verschil, verschil_pct from driehoek_kerncijfers "
        "where indicator_id = 'diefstal_fiets'"
    ) == [(None, None)]


def test_only_counts_of_registers_are_compared(world: World) -> None:
    """Negative numbers and rates are not counts; three earlier years barely identify phi."""

    def years(name: str, *values: float) -> list[dict]:
        return [
            {"indicator_id": name, "periode": str(2017 + at), "waarde": value}
            for at, value in enumerate(values)
        ]

    rows = [
        *years("demonstraties", 34.0, 32.0, 40.0, 56.0),
        *years("uitrukken_brandweer", 1118.0, 1351.0, 1455.0, 1277.0),
        *years("bibob", 3.0, -5.0),
    ]
    world.police("p", "2020-02-08", ["2020-01"], [{}])
    world.register("r", "2021-07-21", ["2020-01"], rows)
    rows = world.tables().derived(
        "select indicator_id, signaal, overdispersie, verhouding_van < 0.917 "
        "from raad_prestaties where vorige_waarde is not null and periode = '2020'"
    )
    verdicts = {row[0]: row[1:] for row in rows}
    assert verdicts["demonstraties"][:2] == ("niet vast te stellen", 1.0)
    assert verdicts["demonstraties"][2]  # wider than with a known phi
    assert verdicts["uitrukken_brandweer"][:2] == ("niet vast te stellen", 22.77)


def test_an_earlier_issue_shows_no_later_register(doubled: World) -> None:
    doubled.register(
        "r",
        "2021-07-21",
        ["2020-01"],
        [
            {"indicator_id": "demonstraties", "periode": "2019", "waarde": 40.0},
            {"indicator_id": "demonstraties", "periode": "2020", "waarde": 56.0},
        ],
    )
    assert doubled.tables().ask("select max(jaar) from driehoek_registers") == [2020]
    doubled.issue = "2019-11--2019-12"
    assert doubled.tables().ask("select max(jaar) from driehoek_registers") == [2019]


@pytest.mark.dear
def test_a_goal_is_undecidable_where_the_definition_changed(doubled: World) -> None:
    goal = {"indicator_id": "diefstal_fiets", "nulmeting": 360.0, "streefwaarde": 300.0}
    doubled.team("doelen", "doelen", "2019-01-01", [], [goal])
    tables = doubled.tables()
    tables.build()
    tables.connection.execute(
        "update indicatorwaarden set definitie_versie = 2 where indicator_id = 'diefstal_fiets' "
        "and periode >= '2020'"
    )
    [row] = tables.derived("select oordeel, toelichting from raad_doelen")
    assert row[0] == "niet vast te stellen"
    assert "definitie veranderd" in row[1]


@pytest.mark.dear
def test_a_signal_names_what_was_known_in_its_months_and_its_figure_stays(doubled: World) -> None:
    counted = (
        "select waargenomen from driehoek_signalen "
        "where indicator_id = 'diefstal_fiets' and gebied_code = 'GM9999'"
    )
    before = doubled.tables().derived(counted)
    rows = [
        {"naam": "Voor die tijd", "van": "2020-04-30", "tot": "2020-04-30"},
        {"naam": "Festival", "van": "2020-04-30", "tot": "2020-05-02"},
        {"naam": "Wedstrijd", "van": "2020-06-20", "tot": "2020-06-21"},
        {"naam": "Na die tijd", "van": "2020-07-01", "tot": "2020-07-01"},
    ]
    doubled.team("evenementen", "e", "2020-07-10", [], rows)
    tables = doubled.tables()
    assert tables.derived(counted) == before
    assert set(tables.derived("select evenementen from driehoek_signalen")) == {
        "Festival (30 apr \u2013 2 mei), Wedstrijd (20\u201321 jun)"
    }


def _programme(first: int, last: int, **more: object) -> dict:
    goal = {"indicator_id": "diefstal_fiets", "nulmeting": 360.0, "streefwaarde": 300.0}
    return goal | {
        "programma": f"Programma {first}-{last}",
        "programma_van": float(first),
        "programma_tot": float(last),
        "doel": f"Doel van {first}",
        "streefjaar": last,
        **more,
    }


@pytest.mark.dear
def test_one_programme_follows_the_other(doubled: World) -> None:
    """2019-01 to 2020-06 is delivered; the sheet is that of 2020-H1."""
    world = doubled
    rows = [
        _programme(2011, 2014),
        _programme(2015, 2019, nulmeting_jaar=2014),
        _programme(2018, 2019, doel="Later te halen", streefjaar=2022),
        _programme(2020, 2023),
        _programme(2024, 2027),
        _programme(2020, 2023, programma="", programma_van=None, programma_tot=None, doel="Los"),
    ]
    world.team("doelen", "doelen", "2019-01-01", [], rows)
    told = {
        doel: told
        for doel, *told in world.tables().derived(
            "select doel, oordeel, nu, nu_periode, programma_tot from raad_doelen"
        )
    }
    assert told == {
        "Doel van 2020": ["niet op koers", 480.0, "2019-07--2020-06", 2023],
        "Los": ["niet op koers", 480.0, "2019-07--2020-06", None],
        "Doel van 2015": ["afgesloten", 360.0, "2019-01--2019-12", 2019],
        "Later te halen": ["afgesloten", None, None, 2019],
    }
    world.issue = "2019-H2"
    told = dict(world.tables().derived("select doel, oordeel from raad_doelen"))
    assert told.keys() == {"Doel van 2015", "Later te halen", "Los", "Doel van 2011"}
    assert told["Doel van 2011"] == "afgesloten"
    assert told["Doel van 2015"] != "afgesloten"


def _lasting(world: World) -> World:
    """Thirty months; the last six have three times as many as the others."""
    _deliver(world, {f"2020-{month:02}": 90 for month in range(1, 7)}, 30)
    return world


_VERDICT = (
    "select uitkomst, sinds, sinds_nu, niveau_sinds from oordelen where gebied_code = 'GM9999' "
    "and indicator_id = 'diefstal_fiets' and venster = '2m' and periode = '2020-06'"
)


@pytest.mark.dear
def test_a_change_that_lasts_is_a_signal_since_its_first_month(world: World) -> None:
    assert _lasting(world).tables().derived(_VERDICT) == [("signaal omhoog", "2020-01", 540, None)]


@pytest.mark.dear
def test_a_change_that_the_team_accepts_is_the_new_level(world: World) -> None:
    text = {"indicator_id": "diefstal_fiets", "gebied_code": "GM9999", "nieuw_niveau": "ja"}
    rows = [text | {"periode": "2020-03--2020-04"}]
    _lasting(world).team("duiding", "duiding", "2020-07-10", [], rows)
    [(word, since, _, level)] = world.tables().derived(_VERDICT)
    assert word != "signaal omhoog" and (since, level) == (None, "2020-01")


@pytest.mark.dear
def test_a_verdict_names_the_break_that_it_cannot_look_across(world: World) -> None:
    _deliver(world, {}, 30, last="2019-04")
    rows = dict(
        world.tables().derived(
            "select periode, reden from oordelen where indicator_id = 'diefstal_fiets' "
            "and gebied_code = 'GM9999' and venster = '6m' and periode in ('2018-09', '2019-04')"
        )
    )
    assert rows["2018-09"].startswith("trendbreuk: samenloop")
    assert rows["2019-04"].endswith("zij tellen vanaf de trendbreuk van 2018-07")
