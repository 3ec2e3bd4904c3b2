"""Tests of which signals are told, and in which order."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pandas as pd
import pytest
from factsheet_tables import DRIEHOEK, driehoek_tables

from assets.factsheets.driehoek import findings


def _row(**other) -> SimpleNamespace:
    usual = {"richting": "omhoog", "bron": "melddesk", "waargenomen": 110, "verwacht": 100.0}
    return SimpleNamespace(**{**usual, **other})


def test_each_part_of_the_weight_counts():
    usual = findings.weight(_row(), False, "omlaag", False)
    assert usual == 2 + 1  # for the worse, and ten more than expected
    assert findings.weight(_row(), False, "omhoog", False) == 1, "for the better"
    assert findings.weight(_row(), False, "geen", False) == usual, "neither way is better"
    assert findings.weight(_row(bron="politie"), False, "omlaag", False) == usual + 1
    assert findings.weight(_row(bron="politie"), True, "omlaag", False) == usual + 2
    assert findings.weight(_row(), False, "omlaag", True) == usual + 1
    assert findings.weight(_row(waargenomen=200), False, "omlaag", False) == usual + 1
    assert findings.weight(_row(waargenomen=10**9), False, "omlaag", False) == 2 + 3


@pytest.mark.parametrize(("before", "is_new"), [("signaal omhoog", False), ("x", True)])
def test_a_change_is_new_if_the_issue_before_had_no_such_signal(before, is_new):
    tables = driehoek_tables()
    judged = tables["oordelen"]
    is_before = judged["periode"].eq("2020-04")
    told = judged.assign(uitkomst=judged["uitkomst"].mask(is_before, before))
    found = findings.changes({**tables, "oordelen": told})
    assert {change.row.indicator_id: change.is_new for change in found}["burengerucht"] is is_new
    unknown = findings.changes({**tables, "oordelen": told[~is_before]})
    assert not any(change.is_new for change in unknown), "what is not known is not called new"


def test_one_indicator_has_one_sentence_about_its_largest_area_with_the_others_named():
    tables = driehoek_tables()
    signals = tables["driehoek_signalen"].assign(
        indicator_id="burengerucht", indicator="Burengerucht", richting="omhoog"
    )
    [change] = findings.changes({**tables, "driehoek_signalen": signals.iloc[[3, 2, 0]]})
    assert change.row.gebiedsniveau == "gemeente"
    assert {row.gebiedsnaam for row in change.rows} == {"Maastricht", "Noordwest", "Binnenstad"}


@pytest.mark.parametrize("purpose", ["", "woord " * 40])
def test_texts_of_the_team_are_shortened_before_a_sentence_is_dropped(purpose):
    tables = driehoek_tables()
    signals = pd.concat(
        [
            tables["driehoek_signalen"].assign(indicator_id=f"i{at}", duiding="lang woord " * 60)
            for at in range(3)
        ]
    )
    tables = {**tables, "driehoek_signalen": signals}
    about = dataclasses.replace(DRIEHOEK, purpose=purpose)
    told = findings.told(tables, about, findings.changes(tables))
    assert len(told) == 5
    assert sum(map(findings._words, told)) <= findings._WORDS - len(purpose.split())
