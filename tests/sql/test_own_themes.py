"""Tests of themes of the settings: where their rows count, and that nothing counts twice."""

from __future__ import annotations

from contextlib import closing

import pytest

JAN = "2020-01"
THEMES = {
    "groen": {"naam": "Groen"},
    "bomen": {"naam": "Bomen", "onder": "groen"},
    "snoei": {"naam": "Snoei", "onder": "bomen"},
    "grofvuil": {"naam": "Grof vuil", "onder": "afval", "overlast": True},
    "kap": {"naam": "Illegale kap"},
}
CATEGORIES = {
    "Groen/Boom": "bomen",
    "Groen/Tak": "snoei",
    "Afval/Grof": "grofvuil",
    "Wegen en verlichting/Straatverlichting": "",
}


@pytest.fixture(scope="module")
def tables(make_world):
    """Two reports of a tree, one of a branch, three of waste, one of a road without a theme; and a
    registration of felling."""
    rows = [("Groen", "Boom")] * 2 + [("Groen", "Tak"), ("Afval", "Grof"), ("Afval", "Grof")]
    rows += [("Afval", "Zwerfvuil"), ("Wegen en verlichting", "Straatverlichting")]
    rows = [{"hoofdcategorie": main, "subcategorie": sub} for main, sub in rows]
    with closing(make_world()) as world:
        world.settings["themas"] = THEMES
        world.settings["melddesk"] = {"categorieen": CATEGORIES}
        world.settings["politie"] = {"codes": {"Kappen": "kap"}}
        world.reports("a", "2020-03-05", [JAN, "2020-02"], rows)
        world.police("b", "2020-03-05", [JAN, "2020-02"], [{"mk_code": "kap"}, {}])
        yield world.tables()


def test_a_report_counts_in_its_theme_and_in_every_theme_above_it(tables):
    names = ("groen", "bomen", "snoei", "grofvuil", "afval", "overig_melddesk")
    counted = {name: tables.value(f"melding_{name}", JAN) for name in names}
    assert counted == {
        "groen": 3,
        "bomen": 3,
        "snoei": 1,
        "grofvuil": 2,
        "afval": 3,
        "overig_melddesk": 0,
    }
    assert tables.value("melding_onbekend", JAN) == 1, "the settings take the theme away"
    assert tables.value("melding_kap", JAN) is None, "only the police know it"
    assert tables.broken(blocking_only=True) == {}


def test_a_row_stands_once_in_the_tables_by_theme(tables):
    asked = "select thema, sum(politie_registraties), sum(melddesk_meldingen) from buurtbeeld "
    assert tables.ask(asked + "group by thema order by thema") == [
        ("afval", 0, 1),
        ("bomen", None, 2),
        ("grofvuil", None, 2),
        ("kap", 1, None),
        ("onbekend", None, 1),
        ("snoei", None, 1),
        ("vermogen", 1, None),
    ]
    assert tables.ask("select sum(melddesk_12m) from int_driehoek_buurten") in ([None], [7])


def test_the_table_of_themes_has_them_after_those_of_the_program(tables):
    assert tables.ask(
        "select thema, themanaam, is_overlast, telt_politie, telt_melddesk, onder from themas "
        "where volgorde > 50 order by volgorde"
    ) == [
        ("groen", "Groen", False, False, True, None),
        ("bomen", "Bomen", False, False, True, "groen"),
        ("snoei", "Snoei", False, False, True, "bomen"),
        ("grofvuil", "Grof vuil", True, False, True, "afval"),
        ("kap", "Illegale kap", False, True, False, None),
    ]


def test_its_indicator_is_described_like_those_of_the_program(tables):
    assert tables.ask(
        "select indicator_id, naam, definitie, richting, codes from indicatoren "
        "where indicator_id in ('melding_groen', 'melding_grofvuil', 'melding_afval') order by 1"
    ) == [
        (
            "melding_afval",
            "Meldingen afval",
            "Meldingen van inwoners (ook geannuleerde) in het thema afval; daarin ook: Grof vuil",
            "omlaag",
            "afval, grofvuil",
        ),
        (
            "melding_groen",
            "Meldingen groen",
            "Meldingen van inwoners (ook geannuleerde) in het thema groen; daarin ook: Bomen, "
            "Snoei",
            "geen",
            "bomen, groen, snoei",
        ),
        (
            "melding_grofvuil",
            "Meldingen grof vuil",
            "Meldingen van inwoners (ook geannuleerde) in het thema grof vuil",
            "omlaag",
            "grofvuil",
        ),
    ]


def test_only_nuisance_can_be_a_hotspot(tables):
    themes = tables.ask("select distinct thema from int_plek_maand order by thema")
    assert themes == ["afval", "grofvuil"]


def test_without_themes_of_its_own_a_municipality_has_those_of_the_program(world):
    world.reports("a", "2020-02-05", [JAN], [{}])
    tables = world.tables("themas", "indicatoren")
    assert tables.ask("select count(*), count(onder) from themas") == [(16, 0)]
    assert tables.ask("select count(*) from indicatoren where indicator_id like 'melding%'") == [13]
