"""Tests of the revisions since the council's last issue, and their reasons."""

from __future__ import annotations

from datetime import date

import pytest

YEAR = [f"2019-{month:02}" for month in range(1, 13)]
HALF = [f"2020-{month:02}" for month in range(1, 7)]
FOUND = (
    "select indicator_id, periode, oude_waarde, nieuwe_waarde, verschil, reden "
    "from raad_herzieningen where indicator_id = 'fietsendiefstal_totaal' order by periode"
)


@pytest.fixture
def delivered(world):
    """Two and a half years with one theft a month: 2019-H2 is complete on 8 January 2020."""
    world.police("j19", "2019-07-08", YEAR[:6], [{"maand": month} for month in YEAR[:6]])
    world.police("h19", "2020-01-08", YEAR[6:], [{"maand": month} for month in YEAR[6:]])
    world.police("h20", "2020-07-08", HALF, [{"maand": month} for month in HALF])
    return world


def test_the_issue_before_knew_what_had_come_when_its_half_year_was_whole(delivered):
    assert delivered.tables().ask("select * from int_raad_vorige") == [
        ("2020-H1", "2019-H2", date(2020, 1, 8))
    ]


def test_a_month_delivered_again_since_then(delivered):
    delivered.police("x", "2020-03-01", ["2019-03"], [{"maand": "2019-03"}] * 3)
    assert delivered.tables().ask(FOUND) == [
        ("fietsendiefstal_totaal", "2019", 12, 14, 2, "maand opnieuw geleverd"),
        ("fietsendiefstal_totaal", "2019-H1", 6, 8, 2, "maand opnieuw geleverd"),
    ]


def test_rows_that_came_late(delivered):
    delivered.police("x", "2020-08-08", ["2020-07"], [{"maand": "2020-07"}, {"maand": "2020-02"}])
    assert delivered.tables().ask(FOUND) == [
        ("fietsendiefstal_totaal", "2020-H1", 6, 7, 1, "verlate rijen")
    ]


def test_what_the_issue_before_knew_already_is_not_told_again(delivered):
    delivered.police("x", "2020-01-07", ["2019-03"], [{"maand": "2019-03"}] * 3)
    assert delivered.tables().ask(FOUND) == []


def test_figures_that_were_given_again(delivered):
    code = {"indicator_id": "pod_1_1_1", "code": "1.1.1", "naam": "1.1.1 X", "periode": "2019"}
    asked = {"indicator_id": "vm_onveilig", "naam": "Onveilig", "periode": "2019"}
    kept_inside = {"indicator_id": "onverklaarbare_leegstand", "periode": "2019"}
    for name, day, value in (("a", "2020-02-01", 5.0), ("b", "2020-03-01", 7.5)):
        rows = [{"periode": "2019", "waarde": value}, kept_inside | {"waarde": value}]
        delivered.register(name, day, YEAR, rows)
        delivered.open_data(name, day, YEAR, [code | {"waarde": value}])
        delivered.survey(name, day, YEAR, [asked | {"waarde": value}])
    found = delivered.tables().ask(
        "select indicator_id, verschil, reden from raad_herzieningen order by indicator_id"
    )
    assert found == [
        ("demonstraties", 2.5, "register herzien"),
        ("pod_1_1_1", 2.5, "open data opnieuw gepubliceerd"),
        ("vm_onveilig", 2.5, "Veiligheidsmonitor opnieuw geleverd"),
    ]


def test_only_the_municipality_and_no_shorter_period(delivered):
    delivered.police("x", "2020-03-01", ["2019-03"], [{"maand": "2019-03"}] * 3)
    kinds = "select distinct periode_soort from raad_herzieningen order by 1"
    assert delivered.tables().ask(kinds) == ["halfjaar", "jaar"]
    grain = "select count(*), count(distinct indicator_id || periode || levering_id)"
    [(rows, keys)] = delivered.tables().ask(f"{grain} from raad_herzieningen")
    assert rows == keys > 0


def test_with_reports_or_open_data_alone(world):
    halves = [f"2020-{month:02}" for month in range(1, 13)]
    world.reports("a", "2020-07-05", halves[:6], [{"maand": month} for month in halves[:6]])
    world.reports("b", "2021-01-05", halves[6:], [{"maand": month} for month in halves[6:]])
    assert world.tables().ask("select halfjaar, vorige_bekend::varchar from int_raad_vorige") == [
        ("2020-H2", "2020-07-05")
    ]


def test_with_open_data_alone_since_the_half_year_began(world):
    rows = [
        {"indicator_id": "pod_1_1_1", "code": "1.1.1", "periode": month, "waarde": 1.0}
        for month in HALF
    ]
    world.open_data("a", "2021-02-01", HALF, rows)
    assert world.tables().ask("select halfjaar, vorige_bekend::varchar from int_raad_vorige") == [
        ("2020-H1", "2020-01-01")
    ]


def test_without_a_whole_half_year_there_is_no_issue(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}])
    tables = world.tables()
    assert tables.ask("select * from int_raad_vorige") == []
    assert tables.ask("select * from raad_herzieningen") == []
