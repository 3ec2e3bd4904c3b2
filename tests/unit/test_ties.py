"""Tests of ties: resolved by date, town or neighbourhood, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from address_rows import link_one, rows_of, street_list

from assets.linking.linking import Linker


def _dated(*rows: tuple[str, str, str, str | None, str | None]) -> pd.DataFrame:
    """straatnaam, woonplaats, straat_id, geldig_van, geldig_tot."""
    columns = ["straatnaam", "woonplaats", "straat_id", "geldig_van", "geldig_tot"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(columns[:3], "str")).assign(
        geldig_van=pd.to_datetime(frame["geldig_van"]),
        geldig_tot=pd.to_datetime(frame["geldig_tot"]),
    )


RENAMED = _dated(
    ("Kazernestraat", "A", "S1", None, "2019-01-01"),  # S1 was renamed
    ("Parkstraat", "A", "S1", "2019-01-01", None),
    ("Wilgenhaven", "A", "S2", None, "2019-01-01"),  # this name later went to another street
    ("Kade", "A", "S2", "2019-01-01", None),
    ("Wilgenhaven", "A", "S3", "2020-06-01", None),
    ("Lindelaan", "A", "S4", None, None),
)


@pytest.mark.parametrize(
    ("written", "day", "street"),
    [
        ("Kazernestraat", "2018-06-01", "S1"),
        ("Kazernestraat", "2021-06-01", "S1"),  # old names remain in use
        ("Parkstraat", "2021-06-01", "S1"),
        ("Parkstraat", "2018-06-01", "S1"),
        ("Wilgenhaven", "2018-12-31", "S2"),
        ("Wilgenhaven", "2019-01-01", "S2"),  # on its last day
        ("Wilgenhaven", "2019-01-02", None),
        ("Wilgenhaven", "2020-06-01", "S3"),  # from its first day
        ("Wilgenhaven", "2021-06-01", "S3"),
        ("WILGENHAVEN 12", "2018-06-01", "S2"),
        ("Wilgenhavne", "2021-06-01", "S3"),  # also when misspelled
        ("Wilgenhaven", "2019-06-01", None),  # no street had the name that day
        ("Wilgenhaven", None, None),
        ("Lindelaan", None, "S4"),
    ],
)
def test_a_name_is_of_the_street_that_had_it_on_the_day(reference, written, day, street):
    linker = Linker(replace(reference, straten=RENAMED))
    rows = rows_of({"straat": written}).assign(datum=pd.to_datetime(pd.Series([day])))
    [found] = linker.link(rows, True)["straat_id"]
    assert (None if pd.isna(found) else found) == street


def test_a_renamed_street_is_named_as_it_was_written(reference):
    linker = Linker(replace(reference, straten=RENAMED))
    rows = rows_of({"straat": "kazernestraat"}, {"straat": "parkstraat"})
    assert linker.link(rows, True)["straatnaam"].tolist() == ["Kazernestraat", "Parkstraat"]


TWINS = street_list(
    ("Kerkstraat", "A", "S1"),
    ("Kerkstraat", "B", "S2"),
    ("Kerksteeg", "A", "S3"),
    ("Molenweg", "A", "S4"),
    ("Molenweg", "A", "S5"),
)


@pytest.fixture(scope="module")
def twins(reference):
    """A linker to streets that share a name; the neighbourhood of two of them is known."""
    areas = pd.DataFrame(
        {
            "straatnaam": ["Kerkstraat", "Kerkstraat"],
            "woonplaats": ["A", "B"],
            "buurtcode": ["BU99990001", "BU99990002"],
        },
        dtype="str",
    )
    [division] = reference.indelingen
    divisions = (replace(division, straat_buurten=areas.assign(straat_id="")),)
    return Linker(replace(reference, straten=TWINS, indelingen=divisions))


@pytest.mark.parametrize(
    ("row", "street"),
    [
        ({"straat": "Kerkstraat"}, None),
        ({"straat": "Kerkstraat", "plaats": "A"}, "S1"),
        ({"straat": "Kerkstraat 12", "plaats": "b"}, "S2"),
        ({"straat": "Kerkstraat (B)"}, "S2"),
        ({"straat": "Kerkstraat, A"}, "S1"),
        ({"straat": "Kerkstraat", "buurt": "B"}, "S2"),  # a town in the field for neighbourhoods
        ({"straat": "Kerkstraat", "plaats": "C"}, None),
        ({"straat": "Kerkstraat", "postcode": "6299AA"}, "S1"),
        ({"straat": "Kerkstraat", "postcode": "6299BB"}, "S2"),
        ({"straat": "Kerkstraat", "buurt": "Zuid"}, "S2"),
        (
            {"straat": "Kerkstraat", "plaats": "A", "postcode": "6299BB"},
            "S1",
        ),  # the town first
        ({"straat": "Kerkst", "plaats": "B"}, "S2"),
        ({"straat": "Kerkst", "plaats": "A"}, None),
        ({"straat": "Molenweg", "plaats": "A"}, None),
    ],
)
def test_a_tie_is_decided_by_town_and_neighbourhood_or_not_at_all(twins, row, street):
    found = link_one(twins, **row)
    assert (None if pd.isna(found["straat_id"]) else found["straat_id"]) == street
    if street is None:
        assert found["koppelmethode"] == "meer dan één"
        assert pd.notna(found["tweede_keus"])
    else:
        assert 0.9 < found["koppelscore"] < 1  # lower than for the name alone


def test_a_neighbourhood_that_is_not_of_now_decides_no_tie(twins):
    assert pd.isna(link_one(twins, trust=False, straat="Kerkstraat", buurt="Zuid")["straat_id"])


def test_the_runner_up_and_the_crossing_street_are_told(reference):
    linker = Linker(
        replace(
            reference,
            straten=street_list(
                ("Lindelaan", "A", "S1"), ("Lindenlaan", "A", "S2"), ("Zandweg", "A", "S3")
            ),
        )
    )
    near = link_one(linker, straat="Linfelaan")
    assert (near["straat_id"], near["tweede_keus"]) == ("S1", "Lindenlaan")
    assert 0 < near["tweede_keus_score"] < near["koppelscore"] < 1
    corner = link_one(linker, straat="hoek Zandweg / Lindelaan")
    assert (corner["straat_id"], corner["kruisende_straat_id"]) == ("S3", "S1")
    for text in ("Zandweg", "Zandweg/Zandweg", "Zandweg/Nergens"):
        assert pd.isna(link_one(linker, straat=text)["kruisende_straat_id"]), text


def test_a_crossing_street_that_may_be_two_is_not_told(twins):
    found = link_one(twins, straat="Kerksteeg/Kerkstraat")
    assert found["straat_id"] == "S3"
    assert pd.isna(found["kruisende_straat_id"])
