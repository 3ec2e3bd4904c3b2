"""The shades of a map: fifths of counts, and ratios around a neutral middle."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard import maps


def _areas(values: list[float | None], outline: str | None = None) -> tuple:
    codes = [f"BU{number:08d}" for number in range(len(values))]
    figures = pd.DataFrame(
        {
            "buurtcode": codes,
            "Buurt": [f"Buurt {code}" for code in codes],
            "Wijk": "Wijk",
            "Inwoners": 1000,
            "Aantal": pd.array(values, dtype="Float64"),
            "Per 1.000": values,
            "Verandering": values,
        }
    )
    places = pd.DataFrame({"buurtcode": codes, "rij": 1, "kolom": range(len(codes))})
    return figures, places.assign(omtrek=outline)


def _tints(values: list[float | None], column: str) -> list[str]:
    figures, places = _areas(values)
    drawn = maps.draw(figures, column, places).to_dict()
    rows = next(iter(drawn["datasets"].values()))
    return [row["tint"] for row in rows]


def test_a_tint_of_counts_has_a_fifth_of_the_neighbourhoods() -> None:
    tints = _tints([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000], "Aantal")
    assert [tints.count(tint) for tint in dict.fromkeys(tints)] == [2, 2, 2, 2, 2]


def test_the_busiest_never_has_the_tint_of_a_middling_one() -> None:
    assert len(set(_tints([1, 10, 100, 1000, 10000], "Aantal"))) == 5


def test_half_and_double_are_equally_far_from_the_middle() -> None:
    dark_low, low, middle, high, dark_high = _tints([-75, -50, 0, 100, 300], "Verandering")
    assert len({dark_low, low, middle, high, dark_high}) == 5
    assert (low, middle, high) == (maps._DIVERGING[1], maps._DIVERGING[2], maps._DIVERGING[3])


@pytest.mark.parametrize("column", ["Aantal", "Per 1.000", "Verandering"])
def test_what_is_not_known_has_a_tint_of_its_own(column: str) -> None:
    assert _tints([None, 5.0, 8.0], column)[0] == maps._NONE


def test_outlines_are_drawn_where_all_are_known() -> None:
    square = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})
    figures, places = _areas([1.0, 2.0], square)
    marks = [layer["mark"]["type"] for layer in maps.draw(figures, "Aantal", places)["layer"]]
    assert marks == ["geoshape"]
    places.loc[0, "omtrek"] = None
    marks = [layer["mark"]["type"] for layer in maps.draw(figures, "Aantal", places)["layer"]]
    assert "rect" in marks
