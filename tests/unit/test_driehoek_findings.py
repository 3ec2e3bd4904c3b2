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


def test_a_handful_weighs_less_than_a_larger_count_that_is_as_certain():
    few = _row(bron="politie", waargenomen=5, verwacht=0.2)
    many = _row(waargenomen=493, verwacht=319.3)
    assert findings.weight(few, False, "omlaag", True) < findings.weight(
        many, False, "omlaag", False
    )
    serious = findings.weight(few, True, "omlaag", True)
    assert serious > findings.weight(many, False, "omlaag", False), "of a serious crime five count"
    gone = _row(bron="politie", richting="omlaag", waargenomen=0, verwacht=60.0)
    assert findings.weight(gone, False, "omhoog", False) > 4, "what fell to nothing is no handful"


def test_the_order_and_what_is_new_are_explained_above_the_sentences():
    tables = driehoek_tables()
    found = findings.changes(tables)
    told = findings.told(tables, DRIEHOEK, found)
    [block] = findings.section(tables, found, told).blocks
    assert block.legend.startswith("Het ernstigste eerst: ")
    assert "Nieuw: nog geen signaal in de uitgave tot en met april 2020." in block.legend
    assert "Sinds: het geschatte begin." in block.legend
    assert "Registraties: politie. Meldingen: bewoners." in block.legend


def test_what_is_left_out_is_counted_by_direction():
    tables = driehoek_tables()
    up = tables["driehoek_signalen"].iloc[[2]]
    many = pd.concat(
        [
            up.assign(
                indicator_id=f"i{at}", indicator=f"Feit {at}", richting=["omhoog", "omlaag"][at % 2]
            )
            for at in range(60)
        ]
    )
    found = findings.changes({**tables, "driehoek_signalen": many})
    *lines, last = findings.others(found).blocks[0].lines
    left = [30 - sum(line.count("Feit ") for line in lines if sign in line) for sign in "▲▼"]
    assert min(left) > 0
    assert last == (
        f"Nog {left[0]} indicatoren meer en {left[1]} minder dan verwacht: zie de werkmap, blad "
        "Signalen."
    )


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
