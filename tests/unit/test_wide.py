"""Tests of years side by side: which tables are turned, and what becomes of each row."""

from __future__ import annotations

import pytest

from assets.formats.sheets import MALFORMED
from assets.formats.wide import header, one_row_per_year


def test_the_header_gets_a_column_for_the_year_and_one_for_the_value():
    assert header(["naam", "2019", "j2020*"]) == ["naam", "Jaar", "Waarde"]
    assert header(["naam", "waarde"]) == ["naam", "waarde"]


def test_the_years_of_a_row_stay_together_and_an_empty_cell_gives_no_row():
    rows = [["naam", 2019.0, "eenheid", "2020*"], ["a", 1.0, "%", 2.5], ["b", None, "%", " "]]
    assert [list(row) for row in one_row_per_year([*rows, ["c", "", "", "."]], 0)] == [
        ["naam", "eenheid", "Jaar", "Waarde"],
        ["a", "%", "2019", "1"],
        ["a", "%", "2020", "2.5"],
        ["c", "", "2020", "."],
    ]


@pytest.mark.parametrize("odd", [["a"], ["a", "1", "2", "te veel"]])
def test_a_row_of_another_width_stays_one_row_in_its_place(odd):
    rows = [
        ["Titel"],
        ["naam", "2019", "2020"],
        ["b", "1", "2"],
        odd,
        [],
        ["", " "],
        ["c", "3", ""],
    ]
    assert [tuple(row) for row in one_row_per_year(rows, 1)] == [
        ("naam", "Jaar", "Waarde"),
        ("b", "2019", "1"),
        ("b", "2020", "2"),
        MALFORMED,
        ("c", "2019", "3"),
    ]


def test_a_table_without_rows_is_only_a_header():
    assert one_row_per_year([["naam", "2019"]], 0) == [["naam", "Jaar", "Waarde"]]
