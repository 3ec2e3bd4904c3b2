"""Tests of places by month: which streets are split, which rows count where, how far they
concentrate on one address, and which months are marked for broken keys.
"""

from __future__ import annotations

import pandas as pd
import pytest

from assets.linking.names import street_id
from assets.warehouse.models import seeds

YEAR = [f"2020-{month:02}" for month in range(1, 13)]
JEUGD = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}
NORTH, SOUTH = {"buurtcode": "BU99990001"}, {"buurtcode": "BU99990002"}
NOWHERE = {"buurtcode": None, "wijkcode": None}
LOST = {
    "straat_id": None,
    "straatnaam": None,
    "koppelmethode": "niet opgegeven",
    "koppelscore": 0.0,
}


CODES = pd.read_csv(seeds()["thema_politie"]).groupby(["thema", "straatniveau"])["mk_code"].min()


@pytest.fixture
def code() -> str:
    """An incident code of the theme jeugd that may be shown by street."""
    return CODES["jeugd", "J"]


def _deliver(world, police=(), reports=(), months=YEAR):
    for number, month in enumerate(months):
        came = f"2021-01-{number + 1:02}"
        world.police(f"p{number:02}", came, [month], [{}, *police])
        if reports:
            world.reports(f"m{number:02}", came, [month], list(reports))


def _places(tables) -> list[tuple]:
    return tables.ask(
        "select plek_id, plek_soort, buurtcode, sum(melddesk_meldingen)::int "
        "from int_plek_maand group by all order by 1"
    )


def test_a_place_has_every_month_and_each_source_apart(world, code):
    _deliver(world, [{"mk_code": code}], [JEUGD, JEUGD])
    tables = world.tables()
    assert tables.ask(
        "select maand, maandnummer, plek_id, straatnaam, buurtnaam, plek_soort, thema, soort, "
        "politie_registraties, melddesk_meldingen from int_plek_maand where maand > '2020-10'"
    ) == [
        (f"2020-{month}", 24239 + month, "S1", "Lindelaan", "Noord", *told)
        for month in (11, 12)
        for told in [("straat", "jeugd", "Jeugdoverlast", 1, 2)]
    ]
    assert tables.ask("select count(*) from int_plek_maand") == [12]


def test_a_month_without_a_row_is_0_and_one_that_was_not_delivered_is_unknown(world, code):
    world.police("a", "2021-01-01", YEAR[:10], [{"mk_code": code}])
    world.police("b", "2021-01-02", YEAR[10:], [{"maand": month} for month in YEAR[10:]])
    world.reports("c", "2021-01-03", YEAR[:2], [JEUGD])
    assert world.tables().ask(
        "select politie_registraties, melddesk_meldingen, politie_status, melddesk_status "
        "from int_plek_maand where maand in ('2020-01', '2020-02', '2020-12') order by maand"
    ) == [
        (1, 1, "geteld", "geteld"),
        (0, 0, "geteld", "geteld"),
        (0, None, "geteld", "niet geleverd"),
    ]


def test_only_nuisance_at_a_street_is_at_a_place(world, code):
    elsewhere = {"straat_id": "S9", "straatnaam": "Onbekendeweg"}
    _deliver(world, [{"mk_code": code}, {"mk_code": code} | LOST, {"mk_code": code} | elsewhere])
    assert world.tables().ask("select distinct plek_id, thema from int_plek_maand") == [
        ("S1", "jeugd")
    ]


def test_what_may_not_be_shown_by_street_is_at_no_place(world):
    _deliver(world, [{"mk_code": CODES["personen", "N"]}])
    tables = world.tables()
    assert tables.ask("select count(*) from int_plek_maand") == [0]
    assert tables.ask("select count(*) from int_plek_concentratie") == [0]


def test_a_month_linked_too_poorly_is_unknown_and_its_rows_are_at_no_place(world, code):
    _deliver(world, [{"mk_code": code}], months=YEAR[:11])
    bad = LOST | {"koppelmethode": "niet gevonden"}
    world.police("slecht", "2021-02-01", ["2020-12"], [{"mk_code": code}, bad, bad])
    tables = world.tables()
    assert tables.ask(
        "select politie_status, politie_registraties from int_plek_maand where maand = '2020-12'"
    ) == [("te weinig gekoppeld", None)]
    assert tables.ask("select aantal from int_plek_concentratie") == [11]


def test_nothing_after_the_period_is_looked_at(world, code):
    _deliver(world, [{"mk_code": code}], months=[*YEAR, "2021-01"])  # ends in December
    tables = world.tables()
    assert tables.ask("select max(maand) from int_plek_maand") == ["2020-12"]
    assert tables.ask("select aantal from int_plek_concentratie") == [12]


# -- streets with another id -----------------------------------------------------------------------


def _of(tables) -> list[tuple]:
    return tables.ask(
        "select plek_id, straatnaam, sum(melddesk_meldingen)::int from int_plek_maand "
        "group by all order by 1"
    )


def _renamed(world, first: dict, then: dict, months=(YEAR[:6], YEAR[6:])) -> None:
    for name, covered, street in (("oud", months[0], first), ("nieuw", months[1], then)):
        world.reports(
            name, f"2021-01-0{len(name)}", covered, [JEUGD | street | {"maand": m} for m in covered]
        )
    world.police("ook", "2021-02-01", YEAR, [{"maand": month} for month in YEAR])


UNLISTED = {"koppelmethode": "uit levering"}


def test_a_street_with_another_id_and_the_same_name_keeps_its_months(world):
    old = UNLISTED | {"straat_id": "X1", "straatnaam": "lindelaan"}
    _renamed(world, old, {})
    tables = world.tables()
    assert _of(tables) == [("S1", "Lindelaan", 12)]
    assert tables.ask("select plek_id, aantal from int_plek_concentratie") == [("S1", 12)]


def test_an_id_that_is_only_in_the_counts_that_were_kept_is_that_of_its_street(world, reference):
    [listed] = reference.straten.query("straat_id == 'S1'").itertuples()
    kept = street_id(reference.gemeentecode, listed.woonplaats, listed.straatnaam)
    _renamed(world, {"straat_id": kept}, {})
    assert _of(world.tables()) == [("S1", "Lindelaan", 12)]


def test_two_ids_in_use_side_by_side_and_two_names_are_two_streets(world):
    other = UNLISTED | {"straat_id": "X1", "straatnaam": "Lindelaan"}
    world.reports(
        "a",
        "2021-01-01",
        YEAR,
        [JEUGD | street | {"maand": m} for m in YEAR for street in ({}, other)],
    )
    world.police("ook", "2021-02-01", YEAR, [{"maand": month} for month in YEAR])
    assert [place for place, *_ in _of(world.tables())] == ["S1", "X1"]


def test_another_name_is_another_street(world):
    _renamed(world, UNLISTED | {"straat_id": "X1", "straatnaam": "Lindenlaan"}, {})
    assert [place for place, *_ in _of(world.tables())] == ["S1", "X1"]


# -- streets that are split ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("north", "south", "split"),
    [(20, 20, True), (20, 19, False), (200, 3, False)],
)
def test_a_street_is_split_where_both_parts_are_busy(world, north, south, split):
    _deliver(world, reports=[JEUGD | NORTH] * north + [JEUGD | SOUTH] * south)
    assert _places(world.tables()) == (
        [
            ("S1/BU99990001", "straatdeel", "BU99990001", 12 * north),
            ("S1/BU99990002", "straatdeel", "BU99990002", 12 * south),
        ]
        if split
        else [("S1", "straat", None, 12 * (north + south))]
    )


def test_the_sources_are_not_added_up_to_split(world, code):
    both = [NORTH] * 12 + [SOUTH] * 12
    _deliver(world, [{"mk_code": code} | row for row in both], [JEUGD | row for row in both])
    assert _places(world.tables())[0][1] == "straat"


def test_only_the_last_twelve_months_make_a_street_busy(world):
    busy = [JEUGD | NORTH] * 24 + [JEUGD | SOUTH] * 24
    _deliver(world, reports=busy, months=[f"2019-{month:02}" for month in range(1, 13)])
    world.reports("later", "2021-02-01", YEAR, [JEUGD | {"maand": month} for month in YEAR])
    world.police("ook", "2021-02-01", YEAR, [{"maand": month} for month in YEAR])
    assert _places(world.tables()) == [("S1", "straat", None, 12 * 48 + 12)]


def test_a_street_of_which_the_neighbourhood_is_seldom_known_is_not_split(world):
    parts = [JEUGD | NORTH] * 20 + [JEUGD | SOUTH] * 20
    _deliver(world, reports=parts + [JEUGD | NOWHERE] * 11)
    assert _places(world.tables()) == [("S1", "straat", None, 12 * 51)]


def test_rows_of_a_split_street_that_lie_in_no_part_are_not_lost(world):
    parts = [JEUGD | NORTH] * 20 + [JEUGD | SOUTH] * 20
    _deliver(world, reports=[*parts, JEUGD | NOWHERE])
    tables = world.tables()
    assert _places(tables) == [
        ("S1/BU99990001", "straatdeel", "BU99990001", 240),
        ("S1/BU99990002", "straatdeel", "BU99990002", 240),
        ("S1/onbekend", "deel onbekend", None, 12),
    ]
    assert tables.ask(
        "select sum(melddesk_meldingen) from straatbeeld where straat_id = 'S1' and thema = 'jeugd'"
    ) == [492]
    assert tables.ask("select plek_id, aantal from int_plek_concentratie order by 1") == [
        ("S1/BU99990001", 240),
        ("S1/BU99990002", 240),
        ("S1/onbekend", 12),
    ]


# -- from how few addresses ----------------------------------------------------------------------


def _at(*addresses: str | None) -> list[dict]:
    return [JEUGD | {"adres_sleutel": address} for address in addresses]


def test_the_share_of_the_largest_address(world):
    streets = {
        "S1": (["a"], (12, 12, 1, 100.0)),
        "S2": (["a", "a", "b"], (36, 36, 2, 66.7)),
        "S3": (["a", None], (24, 12, 1, 100.0)),
        "S4": (["a", None, None], (36, 12, 1, None)),  # the address is known for too few rows
    }
    rows = [
        row | {"straat_id": street, "straatnaam": street}
        for street, (addresses, _) in streets.items()
        for row in _at(*addresses)
    ]
    _deliver(world, reports=[*rows, {"adres_sleutel": None}])
    assert world.tables().ask(
        "select plek_id, aantal, met_adres, adressen, grootste_adres_pct "
        "from int_plek_concentratie order by thema = 'afval', plek_id"
    ) == [
        *((street, *expected) for street, (_, expected) in streets.items()),
        ("S1", 12, 0, 0, None),
    ]


def test_a_share_of_few_rows_says_nothing_and_an_address_is_nowhere_told(world):
    world.police("p", "2021-01-01", YEAR, [{"maand": month} for month in YEAR])
    rows = [row | {"maand": YEAR[-1]} for row in _at(*["adresgeheim"] * 9)]
    world.reports("m", "2021-01-01", YEAR, [*rows, {"maand": YEAR[0]}])
    tables = world.tables()
    assert tables.ask(
        "select met_adres, adressen, grootste_adres_pct from int_plek_concentratie "
        "where thema = 'jeugd'"
    ) == [(9, 1, None)]
    for table in ("int_plek_maand", "int_plek_concentratie"):
        columns = [row[0] for row in tables.ask(f"describe {table}")]
        assert not [column for column in columns if "adres_sleutel" in column]


def test_sources_are_apart_and_a_year_counts(world, code):
    police = [{"mk_code": code, "adres_sleutel": "a"}]
    _deliver(world, police, _at("b", "c"), months=[f"2019-{month:02}" for month in range(1, 13)])
    _deliver_again = [{"mk_code": code, "adres_sleutel": "d", "maand": month} for month in YEAR]
    world.police("nieuw", "2021-03-01", YEAR, _deliver_again)
    assert world.tables().ask(
        "select bron, aantal, adressen, grootste_adres_pct from int_plek_concentratie"
    ) == [("politie", 12, 1, 100.0)]


# -- keys that broke -----------------------------------------------------------------------------


def _with_a_break(world, action: str, repaired: bool = False):
    world.settings["leveringen"] = {
        "bij_sleutel_gebroken": action,
        "vasthouden_minimum_rijen": 5,
        "bij_krimp": "uit",
    }
    world.settings["cijfers"] = {"minimum_gekoppeld": 0}
    good = [JEUGD] * 6
    other = [JEUGD | {"straat_id": "S2", "straatnaam": "Kerkstraat"}] * 6
    for number, month in enumerate(YEAR):
        world.reports(
            f"m{number:02}", f"2021-01-{number + 1:02}", [month], other if number == 5 else good
        )
    world.police("p", "2021-01-01", YEAR, [{"maand": month} for month in YEAR])
    if repaired:
        world.reports("goed", "2021-02-01", [YEAR[5]], good)
    return world.tables()


def test_a_month_of_a_delivery_whose_keys_broke_is_marked(world):
    tables = _with_a_break(world, "waarschuwen")
    assert tables.ask("select * from int_sleutelbreuken") == [("melddesk", "2020-06")]
    assert tables.ask(
        "select distinct maand from int_plek_maand where melddesk_sleutel_gebroken"
    ) == ["2020-06"]
    assert tables.ask("select count(*) from int_plek_maand where politie_sleutel_gebroken") == [0]


@pytest.mark.parametrize(("action", "repaired"), [("vasthouden", False), ("waarschuwen", True)])
def test_a_break_that_does_not_count_is_not_marked(world, action, repaired):
    tables = _with_a_break(world, action, repaired)
    assert tables.ask("select count(*) from int_sleutelbreuken") == [0]
