"""Tests of which rows count when a month is delivered more than once: in full, limited to codes, as
a supplement, with keys that move between months, and as known on a date.
"""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

JAN, FEB = "2020-01", "2020-02"
BIKES, THREATS = "diefstal_fiets", "openlijk_geweld_persoon"  # A72, F12


def test_a_month_that_is_delivered_again_is_replaced_whole(world):
    world.police("a", "2020-02-05", [JAN], [{"sleutel": "1"}, {"sleutel": "2"}, {"sleutel": "3"}])
    second = world.police("b", "2020-03-05", [JAN], [{"sleutel": "2"}, {"sleutel": "4"}])
    tables = world.tables()
    assert tables.ask("select registratie_sleutel, levering_id from registraties order by 1") == [
        ("2", second),
        ("4", second),
    ]
    assert tables.value(BIKES, JAN) == 2
    assert tables.ask("select levering_id, geteld, vervangt from leveringen order by 1") == [
        ("politie-a", 0, None),
        ("politie-b", 2, "politie-a"),
    ]
    assert tables.broken(blocking_only=True) == {}


def test_a_delivery_of_other_months_replaces_nothing(world):
    world.police("a", "2020-02-05", [JAN], [{}])
    world.police("b", "2020-03-05", [FEB], [{}])
    tables = world.tables()
    assert (tables.value(BIKES, JAN), tables.value(BIKES, FEB)) == (1, 1)
    assert tables.ask("select vervangt from leveringen") == [None, None]


def test_the_sources_replace_nothing_of_each_other(world):
    world.police("a", "2020-02-05", [JAN], [{"sleutel": "1"}])
    world.reports("b", "2020-03-05", [JAN], [{"sleutel": "1"}])
    tables = world.tables()
    assert tables.ask("select count(*) from registraties") == [1]
    assert tables.ask("select count(*) from meldingen") == [1]


def test_a_limited_delivery_replaces_its_own_codes_only(world):
    world.police("a", "2020-02-05", [JAN], [{"sleutel": "1"}, {"sleutel": "2", "mk_code": "F12"}])
    world.police("b", "2020-03-05", [JAN], [{"sleutel": "3"}, {"sleutel": "4"}], codes=["A72"])
    tables = world.tables()
    assert tables.ask("select registratie_sleutel from registraties order by 1") == ["2", "3", "4"]
    assert (tables.value(BIKES, JAN), tables.value(THREATS, JAN)) == (2, 1)
    assert tables.broken(blocking_only=True) == {}


def test_what_a_limited_delivery_does_not_hold_is_unknown_and_not_0(world):
    world.police("a", "2020-02-05", [JAN], [{}], codes=["A72"])
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 1
    assert tables.value(THREATS, JAN) is None
    assert tables.value("fietsendiefstal_totaal", JAN) is None


def test_a_theme_of_which_no_code_was_delivered_is_unknown_by_street_and_neighbourhood(world):
    world.police("a", "2020-02-05", [JAN], [{"mk_code": "F12"}])
    world.police("b", "2020-03-05", [FEB], [{}], codes=["A72"])
    tables = world.tables()
    for table in ("straatbeeld", "buurtbeeld"):
        assert tables.ask(
            f"select maand, politie_registraties, politie_status from {table} "
            "where thema = 'geweld' order by maand"
        ) == [(JAN, 1, "geteld"), (FEB, None, "niet geleverd")]


def test_limited_deliveries_complete_each_other(world):
    codes = ["A72", "A73", "B62", "B63"]
    for day, code in enumerate(codes, start=5):
        world.police(code, f"2020-02-0{day}", [JAN], [{"mk_code": code}], codes=[code])
    assert world.tables().value("fietsendiefstal_totaal", JAN) == 4


def test_a_full_delivery_replaces_every_limited_one_before_it(world):
    world.police("a", "2020-02-05", [JAN], [{}], codes=["A72"])
    world.police("b", "2020-02-06", [JAN], [{"mk_code": "F12"}], codes=["F12"])
    world.police("c", "2020-03-05", [JAN], [{}])
    tables = world.tables()
    assert (tables.value(BIKES, JAN), tables.value(THREATS, JAN)) == (1, 0)
    assert tables.ask("select vervangt from leveringen where levering_id = 'politie-c'") == [
        "politie-a, politie-b"
    ]


def test_a_supplement_counts_and_replaces_nothing(world):
    world.police("a", "2020-02-05", [JAN], [{}, {}])
    world.police("b", "2020-03-05", [FEB], [{}, {}, {}, {"maand": JAN}])
    tables = world.tables()
    assert (tables.value(BIKES, JAN), tables.value(BIKES, FEB)) == (3, 3)
    assert tables.ask("select geteld from leveringen order by levering_id") == [2, 4]
    assert tables.broken(blocking_only=True) == {}


def test_a_supplement_that_came_before_its_month_is_replaced_by_it(world):
    world.police("a", "2020-02-05", [JAN], [{}, {"maand": FEB, "sleutel": "x"}])
    world.police("b", "2020-03-05", [FEB], [{"sleutel": "x"}, {}])
    assert world.tables().value(BIKES, FEB) == 2


def test_a_number_in_two_months_counts_once_in_the_newest(world):
    world.police("a", "2020-02-05", [JAN], [{"sleutel": "x"}, {}])
    world.police("b", "2020-03-05", [FEB], [{"sleutel": "x"}])
    tables = world.tables()
    assert (tables.value(BIKES, JAN), tables.value(BIKES, FEB)) == (1, 1)
    assert tables.broken(blocking_only=True) == {}


def test_a_number_that_the_newer_month_loses_counts_in_the_older_again(world):
    world.police("a", "2020-02-05", [JAN], [{"sleutel": "x"}, {}])
    world.police("b", "2020-03-05", [FEB], [{"sleutel": "x"}, {}])
    world.police("c", "2020-04-05", [FEB], [{}])
    tables = world.tables()
    assert (tables.value(BIKES, JAN), tables.value(BIKES, FEB)) == (2, 1)
    assert tables.broken(blocking_only=True) == {}
    assert tables.ask(
        "select periode, oude_waarde, nieuwe_waarde, levering_id from herzieningen "
        "where gebied_code = 'GM9999' and indicator_id = 'diefstal_fiets' order by periode, sinds"
    ) == [(JAN, 2, 1, "politie-b"), (JAN, 1, 2, "politie-c"), (FEB, 2, 1, "politie-c")]


def test_a_number_in_three_months_counts_once(world):
    for number, month in enumerate(("2020-01", "2020-02", "2020-03"), start=2):
        world.police(f"a{number}", f"2020-0{number}-05", [month], [{"sleutel": "x"}])
    tables = world.tables()
    assert tables.ask("select maand from registraties") == ["2020-03"]
    assert tables.broken(blocking_only=True) == {}


def test_a_revision_is_told_with_the_old_and_the_new_value(world):
    world.police("a", "2020-02-05", [JAN], [{}, {}, {}])
    world.police("b", "2020-03-05", [JAN, FEB], [{}, {"maand": FEB}])
    tables = world.tables()
    told = tables.ask(
        "select gebied_code, periode, oude_waarde, nieuwe_waarde, levering_id, "
        "cast(sinds as varchar) "
        "from herzieningen where indicator_id = 'diefstal_fiets' order by 1, 2"
    )
    assert told == [
        (area, JAN, 3.0, 1.0, "politie-b", "2020-03-05")
        for area in ("BU99990001", "GM9999", "WK999900")
    ]
    assert tables.ask(
        "select gebied_code, periode, status from indicatorwaarden "
        "where indicator_id = 'diefstal_fiets' and gebied_code in ('GM9999', 'BU99990002') "
        "and periode_soort = 'maand' order by 1, 2"
    ) == [
        ("BU99990002", JAN, "voorlopig"),
        ("BU99990002", FEB, "voorlopig"),
        ("GM9999", JAN, "herzien"),
        ("GM9999", FEB, "voorlopig"),
    ]


def test_a_quarter_that_fills_up_is_no_revision_but_a_change_after_it_is(world):
    for month in (1, 2, 3):
        world.police(f"m{month}", f"2020-0{month + 1}-05", [f"2020-0{month}"], [{}])
    quiet = world.tables()
    assert quiet.ask("select * from herzieningen") == []
    assert quiet.value(BIKES, "2020-Q1") == 3
    world.police("later", "2020-06-05", [FEB], [{}, {}, {}])
    tables = world.tables()
    assert tables.value(BIKES, "2020-Q1") == 5
    assert tables.ask(
        "select oude_waarde, nieuwe_waarde from herzieningen "
        "where gebied_code = 'GM9999' and indicator_id = 'diefstal_fiets' and periode = '2020-Q1'"
    ) == [(3.0, 5.0)]


def test_a_month_that_shrank_and_was_repaired_is_whole_and_its_history_is_told(world):
    whole = [{"sleutel": str(number)} for number in range(10)]
    world.police("a", "2020-02-05", [JAN], whole)
    world.police("b", "2020-03-05", [JAN], whole[:2])
    shrunk = world.tables()
    assert shrunk.value(BIKES, JAN) == 2
    assert shrunk.broken() == {"levering_gekrompen": 1}
    world.police("c", "2020-03-06", [JAN], whole)
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 10
    assert tables.ask(
        "select oude_waarde, nieuwe_waarde from herzieningen "
        "where gebied_code = 'GM9999' and indicator_id = 'diefstal_fiets' order by sinds"
    ) == [(10.0, 2.0), (2.0, 10.0)]
    assert tables.ask("select geteld from leveringen order by levering_id") == [0, 0, 10]


def test_a_figure_is_as_it_was_known_on_the_day(world):
    world.police("a", "2020-02-05", [JAN], [{}, {}])
    world.police("b", "2020-03-05", [JAN], [{}])
    world.as_of = "2020-02-20"
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 2
    assert tables.ask("select distinct cast(peildatum as varchar) from indicatorwaarden") == [
        "2020-02-20"
    ]
    assert tables.ask("select levering_id from leveringen") == ["politie-a"]
    world.as_of = "2020-03-05"
    assert world.tables().value(BIKES, JAN) == 1


def test_of_two_deliveries_at_one_moment_the_order_is_fixed(world):
    world.police("b", "2020-02-05", [JAN], [{}, {}])
    world.police("a", "2020-02-05", [JAN], [{}])
    assert world.tables().value(BIKES, JAN) == 2


def test_figures_of_a_register_are_replaced_one_by_one(world):
    first = [{"periode": "2019", "waarde": 5.0}, {"periode": "2020", "waarde": 7.0}]
    world.register("a", "2020-02-05", ["2019-01"], first)
    world.register("b", "2020-03-05", ["2019-01"], [{"periode": "2019", "waarde": 6.0}])
    tables = world.tables()
    assert tables.value("demonstraties", "2019") == 6
    assert tables.value("demonstraties", "2020") == 7
    assert tables.ask(
        "select periode, oude_waarde, nieuwe_waarde, levering_id from herzieningen"
    ) == [("2019", 5.0, 6.0, "registers-b")]


MONTHS = ["2020-01", "2020-02", "2020-03"]
DELIVERY = st.fixed_dictionaries(
    {
        "months": st.lists(st.sampled_from(MONTHS), min_size=1, max_size=2, unique=True).map(
            sorted
        ),
        "rows": st.lists(
            st.tuples(
                st.sampled_from("abcd"), st.sampled_from(MONTHS), st.sampled_from(["A72", "F12"])
            ),
            max_size=4,
            unique_by=lambda row: row[0],
        ),
        "codes": st.sampled_from([None, None, ["A72"]]),
    }
)


def _counted_by_hand(deliveries: list[dict]) -> set[tuple[int, str]]:
    """(delivery, key) of the rows that count: an independent version of the rule of the archive."""
    alive = {}
    for at, delivery in enumerate(deliveries):
        for number, month, code in delivery["rows"]:
            replaced = any(
                month in later["months"] and (later["codes"] is None or code in later["codes"])
                for later in deliveries[at + 1 :]
            )
            if not replaced:
                alive[number] = at
    return {(at, number) for number, at in alive.items()}


@pytest.mark.dear
@settings(max_examples=12)
@given(deliveries=st.lists(DELIVERY, min_size=1, max_size=5))
def test_any_course_of_deliveries_counts_what_the_law_says(make_world, deliveries):
    with closing(make_world()) as world:
        for at, delivery in enumerate(deliveries):
            rows = [
                {"sleutel": number, "maand": month, "mk_code": code}
                for number, month, code in delivery["rows"]
            ]
            came = f"2020-05-{at + 1:02}"
            world.police(f"d{at}", came, delivery["months"], rows, codes=delivery["codes"])
        tables = world.tables()
        counted = tables.ask("select levering_id, registratie_sleutel from registraties")
        expected = {(f"politie-d{at}", number) for at, number in _counted_by_hand(deliveries)}
        assert len(counted) == len(expected)
        assert set(counted) == expected
        assert tables.broken(blocking_only=True) == {}


@pytest.mark.parametrize("rows", [0, 1])
def test_a_month_that_was_delivered_without_rows_is_0_and_not_unknown(world, rows):
    world.police("a", "2020-02-05", [JAN], [{}] * rows)
    assert world.tables().value(BIKES, JAN) == rows


def test_rows_of_another_municipality_are_no_fault_of_a_delivery(world):
    outside = tuple((number, "Pleeggemeente", "buiten de gemeente") for number in range(22, 400))
    world.police("a", "2020-02-05", [JAN], [{}] * 20, refused=outside)
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 20
    assert tables.broken() == {}


def test_a_delivery_of_which_no_row_is_usable_pushes_no_month_aside(world):
    """For example when an export suddenly writes its dates in an unreadable form."""
    refused = tuple((number, "Kennisnamedatum/tijd", "datum") for number in range(2, 22))
    world.police("a", "2020-02-05", [JAN], [{}] * 20)
    world.police("b", "2020-03-05", [JAN], [], refused=refused)
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 20
    assert tables.broken() == {"levering_veel_afgekeurd": 1, "levering_vastgehouden": 1}
    world.police("c", "2020-03-06", ["2020-02"], [], refused=refused)
    assert world.tables().value(BIKES, "2020-02") is None
