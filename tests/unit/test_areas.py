"""Tests of locating rows in the division that is valid on their own date."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.linking.areas import METHODS, AreaIndex

NORTH, SOUTH, EAST = "BU99990001", "BU99990002", "BU99990003"
SPLIT = pd.Timestamp("2020-01-01")


def _table(*columns, rows=()):
    return pd.DataFrame(list(rows), columns=list(columns), dtype="str")


def _areas(*rows):
    return _table("buurtcode", "buurtnaam", "wijkcode", "wijknaam", rows=rows)


def _rows(*rows):
    usual = {"straat_id": None, "huisnummer": "", "postcode": "", "buurt": "", "datum": pd.NaT}
    frame = pd.DataFrame([usual | {"x": float("nan"), "y": float("nan")} | row for row in rows])
    kinds = {"x": "float64", "y": "float64", "datum": "datetime64[us]"}
    return frame.astype(
        dict.fromkeys(("straat_id", "huisnummer", "postcode", "buurt"), "str") | kinds
    )


@pytest.fixture(scope="module")
def dated(reference, divided):
    """Two divisions: in 2020 Zuid became De Vennen under its old code, and Oost was added."""
    import geopandas
    from shapely.geometry import box

    def outlines(*codes):
        shapes = [box(176_000 + 1000 * at, 317_000, 177_000 + 1000 * at, 318_000) for at in (0, 1)]
        return geopandas.GeoDataFrame({"buurtcode": codes}, geometry=shapes, crs="EPSG:28992")

    return divided(
        reference,
        {
            "geldig_tot": SPLIT - pd.Timedelta(days=1),
            "huisnummers": _table(
                "postcode", "huisnummer", "buurtcode", rows=[("6299CC", "12", SOUTH)]
            ),
            "omtrekken": outlines(NORTH, SOUTH),
            "oude_namen": _table("naam", "buurtcode", rows=[("Het Dorp", NORTH)]),
        },
        {
            "geldig_van": SPLIT,
            "buurten": _areas(
                (NORTH, "Noord", "WK999900", "W"),
                (SOUTH, "De Vennen", "WK999900", "W"),
                (EAST, "Oost", "WK999901", "W1"),
            ),
            "huisnummers": _table(
                "postcode", "huisnummer", "buurtcode", rows=[("6299CC", "12", EAST)]
            ),
            "omtrekken": outlines(NORTH, EAST),
        },
    )


@pytest.mark.parametrize(
    ("row", "before", "after", "method"),
    [
        ({"postcode": "6299 cc", "huisnummer": "012 A-3"}, SOUTH, EAST, "huisnummer"),
        ({"x": 177_500.0, "y": 317_500.0}, SOUTH, EAST, "punt"),
        ({"buurt": "ZUID"}, SOUTH, None, "opgegeven"),
        ({"buurt": "De Vennen"}, None, SOUTH, "opgegeven"),
    ],
)
def test_a_row_is_placed_in_the_division_of_its_own_date(dated, row, before, after, method):
    index = AreaIndex(dated)
    days = [{"datum": day} for day in ("2019-12-31 23:59", "2020-01-01 00:00")]
    found = index.locate(_rows(*[row | day for day in days], row), True)
    assert [None if pd.isna(code) else code for code in found["buurtcode"]] == [
        before,
        after,
        after,
    ]
    assert found["gebiedsmethode"].tolist() == [
        "geen" if code is None else method for code in (before, after, after)
    ]


def test_rows_without_the_column_are_of_the_newest_division(dated):
    rows = _rows({"buurt": "Oost"}).drop(columns="datum")
    assert AreaIndex(dated).locate(rows, True)["wijkcode"].tolist() == ["WK999901"]


def test_an_old_name_is_used_only_where_an_outline_proved_it(dated):
    rows = _rows({"buurt": "HET DORP", "datum": "2019-01-01"}, {"buurt": "Noord"})
    found = AreaIndex(dated).locate(rows, False)
    assert found["gebiedsmethode"].tolist() == ["opgegeven", "geen"]
    assert found["buurtcode"][0] == NORTH


def test_where_the_address_is_derived_from_the_point_the_point_goes_first(dated):
    row = {"postcode": "6299CC", "huisnummer": "12", "x": 176_500.0, "y": 317_500.0}
    index = AreaIndex(dated)
    for first, method, code in ((False, "huisnummer", EAST), (True, "punt", NORTH)):
        found = index.locate(_rows(row), True, point_first=first).iloc[0]
        assert (found["gebiedsmethode"], found["buurtcode"]) == (method, code)


def test_the_letter_and_the_addition_of_a_house_number_do_not_matter(reference, divided):
    addresses = _table(
        *("straat_id", "straatnaam", "woonplaats", "huisnummer", "buurtcode"),
        rows=[
            ("S4", "", "", "9", NORTH),
            ("S4", "", "", "11A", NORTH),
            ("S4", "", "", "11B", SOUTH),
        ],
    )
    index = AreaIndex(divided(reference, adressen=addresses))
    rows = _rows(*[{"straat_id": "S4", "huisnummer": number} for number in ("9-bis", "11", "x")])
    assert index.locate(rows, True)["gebiedsmethode"].tolist() == ["huisnummer", "geen", "geen"]


ANY = st.fixed_dictionaries(
    {},
    optional={
        "straat_id": st.sampled_from(["S1", "S4", None]),
        "huisnummer": st.sampled_from(["", "7", "12 A", "x", "٣"]),
        "postcode": st.sampled_from(["", "6299CC", "6299 aa", "??"]),
        "buurt": st.sampled_from(["", "Noord", "zuid", "Oost", "Het Dorp"]),
        "x": st.sampled_from([176_500.0, 177_000.0, float("nan")]),
        "y": st.sampled_from([317_500.0, float("inf")]),
        "datum": st.sampled_from([pd.Timestamp("2018-01-01"), SPLIT, pd.NaT]),
    },
)


@pytest.mark.dear
@given(st.lists(ANY, max_size=8), st.booleans(), st.booleans(), st.randoms())
def test_no_row_is_multiplied_and_none_depends_on_the_others(dated, rows, trust, first, random):
    index = AreaIndex(dated)
    frame = _rows(*rows) if rows else _rows({}).iloc[:0]
    frame.index = [7] * len(frame)
    found = index.locate(frame, trust, first)
    assert found.index.equals(frame.index)
    assert found["gebiedsmethode"].isin(METHODS).all()
    assert found["buurtcode"].isna().equals(found["gebiedsmethode"].eq("geen"))
    order = random.sample(range(len(frame)), len(frame))
    mixed = index.locate(frame.iloc[order], trust, first)
    pd.testing.assert_frame_equal(mixed, found.iloc[order])
