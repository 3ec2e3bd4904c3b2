"""Tests of police rows with a wider code than a class: a crime code of CBS, an indicator, a theme.

They count where that is sure, and an indicator of which it is not sure has no figure.
"""

from __future__ import annotations

from contextlib import closing

import pytest

from assets.disclosure.plan.composition import read_composition

BIKES, BIKE = "fietsendiefstal_totaal", "diefstal_fiets"  # all of 1.2.3, and a part of it
OTHER = "E36"  # a class that no code of CBS has
SEVERAL, NONE, CRIMES, NUISANCE, THEME, WIDER, PARTS, STREETS = (f"2020-0{n}" for n in range(1, 9))
# Month -> the codes of its rows.
ROWS = {
    SEVERAL: ("1.2.3", "1.2.3", "A72", OTHER),
    NONE: ("A72", OTHER),
    CRIMES: ("1.2.3", "1.1.1", "F12"),
    NUISANCE: ("1.2.3", "E33"),
    THEME: ("jeugd", "jeugd", "A72", "E35"),
    WIDER: (BIKES, "woninginbraak", "A20", OTHER),
    PARTS: ("1.4.5", "E11", OTHER),
    STREETS: ("1.4.2", "bomen", "van vroeger", "1.2.3", OTHER),
}


@pytest.fixture(scope="module")
def tables(make_world):
    with closing(make_world()) as world:
        world.settings["themas"] = {"bomen": {"naam": "Bomen", "per_straat": False}}
        world.settings["politie"] = {"codes": {"Boom": "bomen"}}
        rows = [{"maand": month, "mk_code": code} for month in ROWS for code in ROWS[month]]
        world.police("a", "2020-09-05", list(ROWS), rows)
        young = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}
        world.reports("b", "2020-09-05", list(ROWS), [{"maand": CRIMES} | young])
        yield world.tables()


def test_no_law_is_broken(tables):
    broken = tables.broken()
    assert broken["alleen_thema"] == 2, "jeugd and bomen"
    assert broken["indicator_onbepaald"] > 0
    assert tables.broken(blocking_only=True) == {}


def test_a_code_counts_where_all_its_classes_do_and_leaves_a_part_of_them_undecided(tables):
    assert tables.value(BIKES, SEVERAL) == 3
    assert tables.value(BIKE, SEVERAL) is None, "the two others may be bicycles too"
    assert tables.value(BIKE, NONE) == 1, "no wider code in that month"
    assert tables.value("zakkenrollerij", SEVERAL) == 0, "1.2.3 has no class of it"
    assert tables.value("vuurwerkoverlast", SEVERAL) == 1
    assert tables.ask(f"select codes from indicatoren where indicator_id = '{BIKES}'") == [
        "A72, A73, B62, B63"
    ]


def test_a_month_of_codes_of_cbs_alone_says_nothing_of_other_classes(tables):
    assert tables.value("woninginbraak", CRIMES) == 1
    assert tables.value("straatroof", CRIMES) == 0, "a class that is no longer used is no gap"
    for indicator in ("vuurwerkoverlast", "bedreiging", "overlast_verward_persoon"):
        assert tables.value(indicator, CRIMES) is None
    assert tables.value("overlast_verward_persoon", NUISANCE) == 1, "nuisance came along"
    assert tables.value("overlast_zwervers", NUISANCE) == 0


def test_a_theme_without_a_code_of_cbs_is_not_delivered_in_such_a_month(tables):
    assert tables.ask(
        "select thema, politie_status, sum(politie_registraties) from buurtbeeld "
        f"where thema in ('vermogen', 'jeugd') and maand = '{CRIMES}' group by all order by all"
    ) == [("jeugd", "niet geleverd", None), ("vermogen", "geteld", 2)]


def test_a_row_of_a_theme_counts_there_alone_and_is_told(tables):
    assert tables.ask(
        "select thema, sum(politie_registraties) from buurtbeeld "
        f"where maand = '{THEME}' group by thema having sum(politie_registraties) > 0 order by 1"
    ) == [("jeugd", 3), ("vermogen", 1)]
    assert tables.value(BIKE, THEME) == 1
    assert tables.ask(
        "select mk_code, telt_als, thema, count(*) from registraties "
        f"where maand = '{THEME}' group by all order by telt_als"
    ) == [
        ("A72", "A72", "vermogen", 1),
        ("E35", "E35", "jeugd", 1),
        (None, "jeugd", "jeugd", 2),
    ]
    assert tables.ask(
        "select alleen_thema, geteld from driehoek_datakwaliteit "
        f"where bron = 'politie' and maand = '{THEME}'"
    ) == [(2, 4)]


def test_a_row_of_an_indicator_counts_in_it_and_in_what_holds_all_of_it(tables):
    assert (tables.value(BIKES, WIDER), tables.value("woninginbraak", WIDER)) == (1, 2)
    assert tables.value(BIKE, WIDER) is None


def test_a_total_may_have_parts_of_which_only_some_are_known(tables):
    assert tables.value("mishandeling_totaal", PARTS) == 2
    assert tables.value("vechtpartij", PARTS) == 1
    assert tables.value("eenvoudige_mishandeling", PARTS) is None


def test_a_street_is_shown_only_where_every_class_may_be(tables):
    """1.4.2 has a class that may not; the theme is kept from it; the last code is unknown now."""
    assert tables.ask(
        "select straat_id, thema, sum(politie_registraties) from straatbeeld "
        f"where maand = '{STREETS}' and politie_registraties > 0 group by all order by all"
    ) == [
        ("S1", "vermogen", 1),
        ("S1", "vuurwerk", 1),
        ("niet op straatniveau", "bomen", 1),
        ("niet op straatniveau", "geweld", 1),
        ("niet op straatniveau", "onbekend", 1),
    ]


def test_disclosure_control_knows_a_wider_code_only_in_the_months_that_have_it(tables):
    """Elsewhere it would seem an unknown part of the total, behind which the parts hide."""
    connection = tables.connection
    figures = connection.execute("select * from indicatorwaarden").df()
    control = dict.fromkeys(("geteld", "drempel", "geheim", "bekend"))
    composition = read_composition(connection, figures.assign(**control))
    codes = composition.codes[composition.codes["indicator_id"].eq(BIKES)]
    wider = codes[codes["code"].isin({"1.2.3", BIKES})]
    months = [(row.code, row.maand_van, row.maand_tot) for row in wider.itertuples()]
    with_it = (SEVERAL, CRIMES, NUISANCE, STREETS)
    assert months == [*(("1.2.3", month, month) for month in with_it), (BIKES, WIDER, WIDER)]
    assert set(codes["code"]) - set(wider["code"]) == {"A72", "A73", "B62", "B63"}
    assert set(composition.counts["code"]) >= {"1.2.3", BIKES}


def test_the_groups_of_the_driehoek_need_twelve_months_that_are_sure(world):
    months = [f"2019-{month:02}" for month in range(1, 13)]
    usual = [{"maand": month, "mk_code": code} for month in months for code in (OTHER, "E33")]
    last = [{"maand": months[-1], "mk_code": code} for code in ("1.1.1", "1.2.3", "1.4.5")]
    world.police("a", "2020-01-05", months, [*usual, *last])
    tables = world.tables("int_driehoek_buurten")
    assert tables.ask(
        "select sum(hic_12m), sum(vvc_12m), sum(overlast_12m) from int_driehoek_buurten"
    ) == [(1, 2, 12)]


def test_a_newer_delivery_with_classes_decides_what_was_undecided_without_a_revision(world):
    for name, day, code in (("a", "2020-03-05", "1.2.3"), ("b", "2020-04-05", "A72")):
        world.police(name, day, [SEVERAL], [{"mk_code": code}, {"mk_code": OTHER}])
    tables = world.tables("indicatorwaarden")
    assert tables.value(BIKE, SEVERAL) == 1
    assert tables.ask("select distinct indicator_id from herzieningen") == []
