"""Tests of the checks: each is silent on good tables and finds a planted violation."""

from __future__ import annotations

from contextlib import closing

import pytest

from assets.warehouse.models import checks
from schemas.findings import FINDINGS

ONE_ROW = "int_rijgeldigheid where rowid = (select min(rowid) from int_rijgeldigheid)"
UP = "update indicatorwaarden set waarde = waarde + 1 where"
WARN = "update leveringscontroles set uitkomst = 'waarschuwing'"
# check -> the SQL that breaks exactly the rule it guards
PLANTED = {
    "behoud_leveringen": ["update leveringen set geaccepteerd = geaccepteerd - 1"],
    "behoud_afkeuringen": [
        "delete from afkeuringen",
        "update afkeuringen set aantal = aantal + 1",
        "update leveringen set afgekeurd = 0",
    ],
    "behoud_straatbeeld": [
        "delete from straatbeeld where straat_id = 'S1'",
        "delete from buurtbeeld where buurtcode = 'onbekend'",
        "update straatbeeld set melddesk_meldingen = 0",
        "insert into registraties select * from registraties",
        "delete from buurtbeeld",
    ],
    "behoud_momenten": [
        "update straatbeeld set politie_12m = 3 where straat_id = 'S1'",
        "update buurtbeeld set melddesk_12m = 1 where buurtcode = 'onbekend'",
        "insert into straatmomenten by name select 'S1' as straat_id, 'vermogen' as thema, "
        "1.0 as politie_12m",
    ],
    "behoud_versies": [
        f"delete from {ONE_ROW}",
        "update int_rijgeldigheid set tot = 99 where bron = 'melddesk'",
    ],
    "behoud_indicatoren": [
        f"{UP} gebied_code = 'BU99990002'",
        "update indicatorwaarden set waarde = 0 where gebied_code = 'GM9999'",
        "delete from indicatorwaarden where gebied_code = 'onbekend' and waarde > 0",
    ],
    "geen_vermenigvuldiging": [f"insert into int_rijgeldigheid select * from {ONE_ROW}"],
    "totaal_is_som_van_delen": [
        f"{UP} indicator_id = 'fietsendiefstal_totaal'",
        f"{UP} indicator_id = 'diefstal_bromfiets'",
    ],
    "raad_gelijk_aan_site": [
        "insert into feiten_en_cijfers by name select 'x' as indicator_id, '2020-H1' as periode, "
        "1 as waarde; insert into int_raad_vergelijking by name select 'x' as indicator_id, "
        "'2020-H1' as periode, 'gemeente' as gebiedsniveau, 2 as nu"
    ],
    "categorie_onbekend": ["update meldingen set thema = 'onbekend'"],
    "indicator_onbepaald": [
        "insert into int_onbepaald values ('diefstal_fiets', '2020-01', true, null)"
    ],
    "alleen_thema": ["insert into int_alleen_thema values ('politie', '2020-01', 'jeugd', 3)"],
    "straten_lijken_een": ["update int_straten set lijkt_op = 'Lindelaen'"],
    "suggesties_kloppen": [
        "insert into controlelijst (bron, tekst, koppelmethode, suggestie_1, suggestie_1_kans) "
        "values ('politie', 'Aaaa', 'niet gevonden', 'Lindelaan', 0.5)",
        "insert into controlelijst (bron, tekst, koppelmethode, suggestie_1, suggestie_1_kans) "
        "values ('politie', 'Nergenslaan', 'niet gevonden', 'Lindelaan', 1.5)",
    ],
    "koppeling_onder_minimum": ["update int_koppeling set koppeling_oordeel = 'onder minimum'"],
    "koppeling_onder_streefwaarde": ["update int_koppeling set koppeling_oordeel = 'waarschuwing'"],
    **{
        check: [f"{WARN} where controle = '{gate}' and levering_id = 'politie-b'"]
        for check, gate in (
            ("levering_gekrompen", "krimp"),
            ("levering_gegroeid", "groei"),
            ("levering_sleutel_gebroken", "sleutel_gebroken"),
            ("levering_overlapt", "overlap"),
            ("levering_codes_veranderd", "nieuwe_codes"),
            ("levering_kop_veranderd", "kop_veranderd"),
        )
    },
    "levering_vastgehouden": ["update leveringen set status = 'vastgehouden'"],
    "levering_veel_afgekeurd": [
        "update leveringen set afgekeurd = 5 where levering_id = 'politie-b'"
    ],
    "levering_vervangt_andere_rijen": [
        "update stg_rijen set sleutel = 'ander ' || sleutel where volgorde = 1"
    ],
    "open_data_code_hernoemd": [
        "insert into stg_open_data (indicator_id, code, naam) "
        "values ('p', '1', 'a'), ('p', '1', 'b')"
    ],
    "register_indicator_onbekend": (
        "insert into int_register_indicatoren "
        "values ('reg_carnaval', 'register', 'Carnaval', 2001)",
    ),
    "open_data_gebied_onbekend": [
        "insert into int_open_data_cijfers (gebied_code, is_nieuwste) values ('BU99990077', true)"
    ],
    "maand_uit_meer_systemen": [
        "insert into stg_dekking select bron, 'melddesk/signalen', levering_id, volgorde, maand, "
        "code from stg_dekking where bron = 'melddesk'",
    ],
    "maand_ontbreekt": [
        "update driehoek_datakwaliteit set status = 'ontbreekt' where bron = 'politie'"
    ],
}


@pytest.fixture(scope="module")
def good(make_world):
    """Valid tables with several versions, a supplement, refused and unlinked rows, both sources."""
    nowhere = {
        "straat_id": None,
        "buurtcode": None,
        "wijkcode": None,
        "koppelmethode": "niet opgegeven",
    }
    with closing(make_world()) as world:
        world.police(
            "a",
            "2020-02-05",
            ["2020-01"],
            [{"sleutel": "a1"}, {"sleutel": "a2"}, {"sleutel": "a3", "mk_code": "A73"}],
            refused=((9, "X", "fout"),),
        )
        world.police(
            "b",
            "2020-03-05",
            ["2020-01"],
            [{"sleutel": "a1"}, {"sleutel": "a2"}, {}, {"sleutel": "a3", "mk_code": "A73"}],
            refused=((9, "X", "fout"),),
        )
        world.police("c", "2020-03-06", ["2020-02"], [{}, {}, {}, nowhere, {"maand": "2020-01"}])
        world.reports(
            "d", "2020-03-05", ["2020-01", "2020-02"], [{}, {"maand": "2020-02"}, nowhere]
        )
        tables = world.tables()
        tables.build()  # before anything in them is changed
        yield tables


def test_good_tables_break_no_law(good):
    assert good.broken() == {}


@pytest.mark.parametrize(
    ("check", "change"), [(c, change) for c, changes in PLANTED.items() for change in changes]
)
def test_a_check_sees_what_it_guards(good, check, change):
    good.connection.execute("begin")
    try:
        good.connection.execute(change)
        assert check in good.broken()
    finally:
        good.connection.execute("rollback")


def test_every_check_is_tried_and_every_check_is_explained():
    names = {check.name for check in checks()}
    assert names == set(PLANTED)
    assert names == set(FINDINGS)


def test_each_check_says_whether_it_stops_the_publication():
    for check in checks():
        marks = [mark in check.description for mark in ("[blocks]", "[withholds]", "[warns]")]
        assert sum(marks) == 1, check.name
        assert (check.blocks, check.warns) == (marks[0], marks[2])
    assert {check.name for check in checks() if not (check.blocks or check.warns)} == {
        "koppeling_onder_minimum"
    }
    laws = {check.name for check in checks() if check.blocks}
    assert laws == {
        "behoud_leveringen",
        "behoud_afkeuringen",
        "behoud_momenten",
        "behoud_straatbeeld",
        "behoud_versies",
        "behoud_indicatoren",
        "geen_vermenigvuldiging",
        "totaal_is_som_van_delen",
        "raad_gelijk_aan_site",
        "suggesties_kloppen",
    }


def test_a_delivery_of_several_months_that_shrank_is_seen(world):
    world.police("a", "2020-03-05", ["2020-01", "2020-02"], [{}] * 50)
    world.police("b", "2020-04-05", ["2020-01", "2020-02"], [{}] * 20)
    assert "levering_gekrompen" in world.tables().broken()


def test_a_delivery_that_is_limited_to_some_codes_has_not_shrunk(world):
    world.police("a", "2020-02-05", ["2020-01"], [{}] * 4 + [{"mk_code": "F12"}] * 46)
    world.police("b", "2020-03-05", ["2020-02"], [{}] * 4, codes=["A72"])
    assert world.tables().broken() == {}
