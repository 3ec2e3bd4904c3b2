"""Tests of police rows with a wider code than a class: a crime code of CBS, an indicator, a theme.

They count where that is sure, and an indicator of which it is not sure has no figure.
"""

from __future__ import annotations

import pytest

JAN, FEB = "2020-01", "2020-02"
BIKES, BIKE = "fietsendiefstal_totaal", "diefstal_fiets"  # all of 1.2.3, and a part of it
OTHER = {"mk_code": "E36"}  # a class that no code of CBS has
TABLES = ("indicatorwaarden", "int_onbepaald", "straatbeeld", "buurtbeeld", "registraties")


def _rows(*codes: str, month: str = JAN) -> list[dict]:
    return [{"mk_code": code, "maand": month} for code in codes]


def test_a_code_counts_where_all_its_classes_do_and_leaves_a_part_of_them_undecided(world):
    world.police("a", "2020-03-05", [JAN, FEB], [*_rows("1.2.3", "1.2.3", "A72"), OTHER])
    tables = world.tables(*TABLES, "indicatoren")
    assert tables.value(BIKES, JAN) == 3
    assert tables.value(BIKE, JAN) is None, "the two others may be bicycles too"
    assert tables.value(BIKE, FEB) == 0, "no wider code in that month"
    assert tables.value("zakkenrollerij", JAN) == 0, "1.2.3 has no class of it"
    assert tables.value("vuurwerkoverlast", JAN) == 1
    assert tables.ask(f"select codes from indicatoren where indicator_id = '{BIKES}'") == [
        "A72, A73, B62, B63"
    ]


def test_a_month_of_codes_of_cbs_alone_says_nothing_of_other_classes(world):
    crimes = _rows("1.2.3", "1.1.1", "F12")
    world.police("a", "2020-03-05", [JAN, FEB], [*crimes, *_rows("1.2.3", "E33", month=FEB)])
    tables = world.tables(*TABLES)
    assert tables.value("woninginbraak", JAN) == 1
    assert tables.value("straatroof", JAN) == 0, "a class that is no longer used is no gap"
    for indicator in ("vuurwerkoverlast", "bedreiging", "overlast_verward_persoon"):
        assert tables.value(indicator, JAN) is None
    assert tables.value("overlast_verward_persoon", FEB) == 1, "nuisance came along"
    assert tables.value("overlast_zwervers", FEB) == 0


def test_a_theme_without_a_code_of_cbs_is_not_delivered_in_such_a_month(world):
    world.police("a", "2020-03-05", [JAN], _rows("1.2.3", "1.2.3"))
    world.reports("b", "2020-03-05", [JAN], [{"subcategorie": "Zwerfvuil"}, *_categories()])
    tables = world.tables("buurtbeeld", "indicatorwaarden")
    assert tables.ask(
        "select thema, politie_status, politie_registraties from buurtbeeld where thema in "
        "('vermogen', 'jeugd') order by thema"
    ) == [("jeugd", "niet geleverd", None), ("vermogen", "geteld", 2)]


def _categories() -> list[dict]:
    return [{"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}]


def test_a_row_of_a_theme_counts_there_alone_and_is_told(world):
    world.police("a", "2020-03-05", [JAN], _rows("jeugd", "jeugd", "A72", "E35"))
    tables = world.tables(*TABLES)
    assert tables.ask(
        "select thema, sum(politie_registraties) from buurtbeeld group by thema order by thema"
    ) == [("jeugd", 3), ("vermogen", 1)]
    assert tables.value(BIKE, JAN) == 1
    assert tables.ask("select mk_code, telt_als, thema from registraties order by telt_als") == [
        ("A72", "A72", "vermogen"),
        ("E35", "E35", "jeugd"),
        (None, "jeugd", "jeugd"),
        (None, "jeugd", "jeugd"),
    ]
    assert tables.broken()["alleen_thema"] == 1
    assert tables.ask("select alleen_thema, geteld from driehoek_datakwaliteit") == [(2, 4)]
    assert tables.broken(blocking_only=True) == {}


def test_a_row_of_an_indicator_counts_in_it_and_in_what_holds_all_of_it(world):
    world.police("a", "2020-03-05", [JAN], [*_rows(BIKES, "woninginbraak", "A20"), OTHER])
    tables = world.tables(*TABLES)
    assert (tables.value(BIKES, JAN), tables.value("woninginbraak", JAN)) == (1, 2)
    assert tables.value(BIKE, JAN) is None
    assert tables.broken(blocking_only=True) == {}


def test_a_newer_delivery_with_classes_decides_what_was_undecided_without_a_revision(world):
    world.police("a", "2020-03-05", [JAN], [*_rows("1.2.3"), OTHER])
    world.police("b", "2020-04-05", [JAN], [*_rows("A72"), OTHER])
    tables = world.tables()
    assert tables.value(BIKE, JAN) == 1
    assert (
        tables.ask(
            "select distinct indicator_id from herzieningen "
            f"where indicator_id in ('{BIKE}', '{BIKES}')"
        )
        == []
    )
    assert tables.broken(blocking_only=True) == {}


def test_the_groups_of_the_driehoek_count_a_code_that_lies_in_them_and_need_the_others(world):
    months = [f"2019-{month:02}" for month in range(1, 13)]
    usual = [row | {"maand": month} for month in months for row in (OTHER, {"mk_code": "E33"})]
    world.police("a", "2020-01-05", months, [*usual, *_rows("1.1.1", "1.2.3", month="2019-12")])
    asked = "select sum(hic_12m), sum(vvc_12m), sum(overlast_12m) from int_driehoek_buurten"
    tables = world.tables("int_driehoek_buurten")
    assert tables.ask(asked) == [(1, 2, 12)]
    world.police(
        "b", "2020-01-06", ["2019-12"], [OTHER, {"mk_code": "1.4.7"}, {"mk_code": "1.6.2"}]
    )
    [(hic, vvc, nuisance)] = world.tables("int_driehoek_buurten").ask(asked)
    assert (hic, nuisance) == (1, 11)
    assert vvc == 0


@pytest.mark.parametrize("code", ["1.4.2", "bomen", "van vroeger"])
def test_a_street_is_shown_only_where_every_class_may_be(world, code):
    world.settings["themas"] = {"bomen": {"naam": "Bomen", "per_straat": False}}
    world.settings["politie"] = {"codes": {"Boom": "bomen"}}
    world.police("a", "2020-03-05", [JAN], _rows(code))
    tables = world.tables(*TABLES)
    assert tables.ask("select straat_id, politie_registraties from straatbeeld") == [
        ("niet op straatniveau", 1)
    ]
