"""Tests of places that are no street (a park, a station): rows that name one are counted there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from address_rows import link_one

from assets.basis.errors import AnalystError
from assets.linking.decisions import Decisions, Spot, load_decisions
from assets.linking.linking import Linker
from assets.reference.tables import Reference
from schemas.configuration import Configuration

SPOTS = {
    "hetpark": Spot("Het Park", "park", "BU99990002"),
    "station": Spot("Station", "station"),
    "lindelaan": Spot("Lindelaan", "park"),
    "weg": Spot("Weg", "park", "BU12340001"),
}


@pytest.fixture
def linker(reference: Reference) -> Linker:
    decisions = Decisions(places=frozenset({*SPOTS, "noord"}), spots=SPOTS)
    return Linker(reference, decisions)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Het Park", "Het Park"),
        ("HET PARK", "Het Park"),
        ("Station", "Station"),
        ("Station, Noord", "Station"),
        ("Lindelaan", None),  # a street goes before a place
        ("Het Park, Lindelaan 3", None),
        ("Noord", None),  # a district is no such place
        ("Nergens", None),
        ("", None),
    ],
)
def test_a_row_is_in_a_place_where_it_names_one_and_no_street(
    linker: Linker, written: str, place: str | None
) -> None:
    row = link_one(linker, straat=written)
    assert (None if pd.isna(row["plaatsnaam"]) else row["plaatsnaam"]) == place
    if place:
        assert (row["koppelmethode"], row["koppelscore"]) == ("plaats", 0.0)
        assert pd.isna(row["straat_id"])


def test_a_place_says_the_neighbourhood_unless_something_surer_does(linker: Linker) -> None:
    row = link_one(linker, straat="Het Park", buurt="Noord")
    assert (row["buurtcode"], row["gebiedsmethode"]) == ("BU99990002", "plaats")
    row = link_one(linker, straat="Het Park", postcode="6299AA")
    assert (row["buurtcode"], row["gebiedsmethode"]) == ("BU99990001", "postcode")
    row = link_one(linker, straat="Station", buurt="Noord")
    assert (row["buurtcode"], row["gebiedsmethode"]) == ("BU99990001", "opgegeven")


def test_a_neighbourhood_that_is_not_of_the_municipality_says_nothing(linker: Linker) -> None:
    row = link_one(linker, straat="Weg")
    assert (row["plaatsnaam"], row["gebiedsmethode"]) == ("Weg", "geen")
    assert pd.isna(row["buurtcode"])


def test_a_place_is_known_without_a_list_of_streets(reference: Reference) -> None:
    decisions = Decisions(places=frozenset(SPOTS), spots=SPOTS)
    linker = Linker(replace(reference, straten=None), decisions)
    row = link_one(linker, straat="Het Park")
    assert row["plaatsnaam"] == "Het Park"


@pytest.fixture
def listed(tmp_path) -> Callable[[str], Decisions]:
    """`listed("naam;soort\\n...")` -> the decisions with a table of places of this text."""

    def load(text: str) -> Decisions:
        path = tmp_path / "plaatsen.csv"
        path.write_text(text, "utf-8")
        return load_decisions(Configuration.model_validate({"referentie": {"plaatsen": path}}))

    return load


def test_a_list_may_say_in_which_neighbourhood_a_place_is(listed: Callable) -> None:
    decisions = listed(
        "naam;soort;buurtcode\nQ-Park Sphinx;parkeergarage;bu 09350006\nZwembad;bad;\n"
    )
    assert decisions.spots["qparksphinx"] == Spot("Q-Park Sphinx", "parkeergarage", "BU09350006")
    assert decisions.spots["zwembad"] == Spot("Zwembad", "bad", "")
    assert listed("naam;soort\nZwembad;bad\n").spots["zwembad"].buurtcode == ""


def test_tables_are_read_once_as_long_as_they_do_not_change(listed: Callable) -> None:
    first = listed("naam;soort\nZwembad;bad\n")
    assert listed("naam;soort\nZwembad;bad\n") is first
    assert "ijsbaan" in listed("naam;soort\nIjsbaan;bad\n").spots


@pytest.mark.parametrize("code", ["WK093500", "Wyck", "BU1234"])
def test_what_is_no_code_of_a_neighbourhood_is_told_with_file_and_column(
    listed: Callable, code: str
) -> None:
    with pytest.raises(AnalystError, match=r"plaatsen\.csv.*kolom buurtcode.*BU09350000") as told:
        listed(f"naam;soort;buurtcode\nZwembad;bad;{code}\n")
    assert code not in str(told.value)
