"""Tests of what is known to lie in another municipality: by municipality, town, or address."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from assets.linking.decisions import load_decisions
from assets.linking.linking import Linker, link_addresses, linker_for
from assets.reference.tables import load_reference
from schemas.configuration import Configuration
from schemas.staged import ELSEWHERE


@pytest.fixture(scope="module")
def maastricht() -> Linker:
    return linker_for(Configuration())


@pytest.fixture(scope="module")
def elsewhere(maastricht):
    return maastricht.elsewhere


@pytest.mark.parametrize(
    "town",
    [
        "Heerlen",
        "HEERLEN",
        " heerlen ",
        "Gemeente Heerlen",
        "Heerlen (L)",
        "Valkenburg",
        "Valkenburg a/d Geul",
        "VALKENBURG LB",
        "St. Geertruid",
        "Cadier & Keer",
        "Beek L",
        "'s Gravenhage",
        "Den Haag",
        "Maastricht-Airport",
        "Lanaken",
        "Riemst",
        "Vise",
        "Aken",
        "Luik",
    ],
)
def test_a_town_of_another_municipality_is_elsewhere(elsewhere, town):
    assert elsewhere.of_place(town) is True


@pytest.mark.parametrize(
    "town",
    [
        "Maastricht",
        "MAASTRICHT",
        "maastricht (gem. Maastricht)",
        "Borgharen",
        "Itteren",
        "Heer",
        "Amby",
        "St. Pieter",
        "Wyck",
    ],
)
def test_a_place_in_the_municipality_is_not(elsewhere, town):
    assert elsewhere.of_place(town) is False


@pytest.mark.parametrize("town", ["", "Mstr", "Heelren", "xx", "?", "Maastricht/Heerlen", "6411NE"])
def test_an_unknown_or_garbled_place_says_nothing(elsewhere, town):
    assert elsewhere.of_place(town) is None


@pytest.mark.parametrize(
    "address",
    [
        "Markt 12 Valkenburg",
        "Vrijthof Eindhoven",
        "Rijksweg 20, Gulpen",
        "Rijksweg 20, 6271AE Gulpen",
        "Markt 12 6301AB Valkenburg",
        "Markt 12 te Valkenburg",
        "Markt 12-14 valkenburg",
        "Vrijthof (Eindhoven)",
        "Op de Bies 4 Landgraaf",
        "hoek Markt / Kerkstraat, Gulpen",
        "Grote Staat 3 Valkenburg aan de Geul",
        "Rijksweg 20, Beek",
        "Vrijthof Aken",
    ],
)
def test_a_place_behind_a_street_or_comma_is_where_the_address_lies(elsewhere, address):
    assert elsewhere.in_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "Markt",
        "Stationsplein 1",
        "Valkenburgerweg",
        "Meerssenerweg",
        "Akersteenweg 12, Maastricht",
        "Kerkstraat 3 Heer",
        "Vrijthof richting Heerlen",
        "tussen Maastricht en Meerssen",
        "Station Heerlen",
        "Parkeerplaats Heerlen",
        "Bus 4 Heerlen",
        "Heerlen",
        "Zuid-Willemsvaart sluis",
        "Zuid-Willemsvaart, sluis",
        "Markt 12 buren",
        "Markt 12 dhr van Weert",
        "Bergen op Zoomstraat",
    ],
)
def test_what_may_be_either_stays(elsewhere, address):
    assert not elsewhere.in_address(address)


def test_no_street_of_the_municipality_is_elsewhere(maastricht):
    flagged = [street.straatnaam for street in maastricht.streets.names]
    assert [name for name in flagged if maastricht.elsewhere.in_address(name)] == []


@pytest.mark.parametrize(
    ("row", "by"),
    [
        ({"gemeente": "Heerlen", "plaats": "Maastricht", "straat": "Markt"}, "gemeente"),
        ({"gemeente": "Maastricht", "plaats": "Heerlen", "straat": "Markt, Gulpen"}, ""),
        ({"gemeente": None, "plaats": "Heerlen", "straat": "Markt"}, "plaats"),
        ({"gemeente": "?", "plaats": "Maastricht", "straat": "Markt, Gulpen"}, ""),
        ({"gemeente": "", "plaats": "Mstr", "straat": "Markt, Gulpen"}, "straat"),
        ({"gemeente": float("nan"), "plaats": pd.NA, "straat": None}, ""),
        ({"straat": "Rijksweg 20, Gulpen"}, "straat"),
        ({"postcode": "6411NE", "straat": "Markt"}, ""),
        ({}, ""),
    ],
)
def test_municipality_decides_then_town_then_address(elsewhere, row, by):
    rows = pd.DataFrame([row, {}], index=[7, 7])
    assert elsewhere.decided_by(rows).tolist() == [by, ""]


def test_a_row_elsewhere_is_not_linked_to_a_street_of_the_same_name():
    rows = pd.DataFrame(
        {
            "straat": ["Stationsplein", "Stationsplein", "Vrijthof Eindhoven"],
            "plaats": ["Heerlen", "Maastricht", None],
            "postcode": ["6221BT"] * 3,
            "buurt": ["Wyck"] * 3,
        }
    )
    linked = link_addresses(rows)
    assert linked["koppelmethode"].tolist() == [ELSEWHERE, "exact", ELSEWHERE]
    assert linked["straat_id"].notna().tolist() == [False, True, False]
    assert linked["buurtcode"].notna().tolist() == [False, True, False]


def test_the_places_of_any_municipality_are_its_own():
    heerlen = Configuration.model_validate({"gemeente": {"code": "GM0935", "naam": "Heerlen"}})
    elsewhere = linker_for(heerlen).elsewhere
    assert [elsewhere.of_place(town) for town in ("Heerlen", "Hoensbroek", "Gulpen")] == [
        False,
        False,
        True,
    ]


def test_a_postcode_of_another_municipality_is_known_by_its_four_digits(elsewhere):
    codes = pd.Series(["6211 AA", "6211zz", "6411NE", "6411", "", None, pd.NA])
    assert elsewhere.foreign_postcodes(codes).tolist() == [False, False, True] + [False] * 4


def test_without_a_list_of_places_nothing_is_elsewhere(linker):
    assert linker.elsewhere.decided_by(pd.DataFrame({"plaats": ["Heerlen"]})).tolist() == [""]


def test_a_place_elsewhere_behind_a_number_is_elsewhere_though_a_street_has_its_name():
    listed = pd.DataFrame({"straatnaam": ["Saffierdreef", "Zwartewaterland"]}, dtype="str")
    configuration = Configuration()
    linker = Linker(
        replace(load_reference(configuration), straten=listed), load_decisions(configuration)
    )
    of = linker.elsewhere.in_address
    assert of("Saffierdreef 3a, Zwartewaterland")
    assert not of("Saffierdreef, Zwartewaterland")  # may be a corner
    assert not of("Zwartewaterland 12")
