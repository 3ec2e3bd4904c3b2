"""Tests of tables as plain data: columns, rows that give way, missing values."""

from __future__ import annotations

import dataclasses

import pandas as pd

from assets.factsheets import cells
from assets.factsheets.table import Cell, Column, Table


def _table(number):
    columns = (Column("n", lambda value: Cell(str(value)), share=1),)
    return Table.of(
        "t",
        "t",
        columns,
        range(number),
        rank=lambda position, value: -value,
        rest="En nog {n} meer.",
        notes=("x",),
    )


def test_each_cell_is_made_by_its_own_column_even_if_two_have_the_same_heading():
    columns = (
        Column("Naam", lambda record: Cell(record["a"]), share=1),
        Column("Naam", lambda record: Cell(record["b"]), share=1),
    )
    table = Table.of(
        "t",
        "t",
        columns,
        [{"a": "eerste", "b": "tweede"}],
        group=lambda record: record["a"].upper(),
        remark=lambda record: record["b"].upper(),
    )
    (row,) = table.rows
    assert [row.cells[column].text for column in columns] == ["eerste", "tweede"]
    assert (row.group, row.remark) == ("EERSTE", "TWEEDE")


def test_figures_are_aligned_to_the_right_and_words_are_not():
    def empty(record):
        return Cell("")

    assert Column("Aantal", empty).is_number
    assert not Column("Periode", empty, is_words=True).is_number
    assert not Column("Naam", empty, share=1).is_number


def test_rows_give_way_by_rank_and_the_table_says_how_many():
    table = _table(10)
    shortened = table.within(4)
    texts = [cell.text for row in shortened.rows for cell in row.cells.values()]
    assert texts == ["6", "7", "8", "9"]
    assert shortened.notes == ("En nog 6 meer.", "x")
    assert table.within(10) is table
    beyond = dataclasses.replace(table, beyond=1200).within(10)
    assert beyond.notes[0] == "En nog 1.200 meer."


def test_rows_keep_no_missing_value():
    frame = pd.DataFrame({"a": [1, None], "b": pd.to_datetime(["2020-01-01", None])})
    rows = cells.rows_of(frame, ["a", "b", "c"])
    assert [row.a for row in rows] == [1.0, None]
    assert rows[1].b is None
    assert rows[0].c is None
