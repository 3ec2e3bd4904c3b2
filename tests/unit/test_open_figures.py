"""Tests of the figures of the open data: code, area, period, and unknown values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from assets.deliveries.batch import Batch, Rows
from assets.formats.reading import read_delivery
from assets.reference.names_of_areas import area_names
from assets.reference.tables import SEEDS
from assets.sources.politie_open_data.rows import indicator_id, known_codes, open_figures
from schemas import open_data
from schemas.open_data import STAGED

HEAD = "Soort misdrijf;Wijken en buurten;Perioden;Geregistreerde misdrijven (aantal)"
Figures = Callable[..., Rows]


@pytest.fixture
def figures(tmp_path: Path, make_manifest, reference, divided) -> Figures:
    """`figures("1.1.1;GM9999;2019;3", ..., head=HEAD)` -> the outcome for these rows.

    The district has the name of its municipality, and a neighbourhood `Noord`.
    """
    named = reference.indelingen[0].buurten.assign(wijknaam="Wijk 00 Voorbeeldstad")
    areas = area_names(divided(reference, buurten=named), "GM9999", "Voorbeeldstad")
    table = pd.read_csv(SEEDS / "open_data_codes.csv", dtype="str", keep_default_na=False)

    def make(*lines: str, head: str = HEAD) -> Rows:
        path = tmp_path / "tabel.csv"
        path.write_text("\n".join((head, *lines, "")), "utf-8")
        read = read_delivery(path, [open_data.layout("GM9999", "Voorbeeldstad")])
        manifest = make_manifest("politie_open_data", rijen=read.row_count)
        [outcome] = open_figures(Batch([(manifest, read)]), known_codes(table), areas).values()
        refused = outcome.faults.loc[outcome.faults["soort"].eq("rij"), "rijnummer"].nunique()
        assert len(outcome.accepted) + refused == read.row_count
        assert list(outcome.accepted) == list(STAGED)
        return outcome

    return make


def accepted(outcome: Rows, *columns: str) -> list:
    values = outcome.accepted[list(columns)].astype(object)
    rows = values.where(values.notna(), None).itertuples(index=False, name=None)
    return [row[0] if len(row) == 1 else row for row in rows]


def reasons(outcome: Rows) -> list[tuple[int, str, str, str]]:
    return list(outcome.faults.itertuples(index=False, name=None))


# -- codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "code", "name"),
    [
        ("1.1.1 ", "1.1.1", "1.1.1 Diefstal/inbraak woning"),
        ("1.1.1 Diefstal/inbraak woning", "1.1.1", "1.1.1 Diefstal/inbraak woning"),
        ("1.1.2 Diefstal box/tuinhuis", "1.1.2", "1.1.2 Diefstal box/tuinhuis"),
        ("2.6.10", "2.6.10", "2.6.10 Bestrijdingsmiddelen"),
        ("Totaal misdrijven", "0.0.0", "Totaal misdrijven"),
        ("Misdrijven, totaal", "0.0.0", "Totaal misdrijven"),
        ("9.9.9", "9.9.9", "9.9.9"),
        ("9.9.9 Iets nieuws", "9.9.9", "9.9.9 Iets nieuws"),
        ("T001161", "T001161", "T001161"),
        ("CRI1100", "CRI1100", "CRI1100"),
    ],
)
def test_a_crime_is_known_by_its_code_and_else_by_its_name(figures, written, code, name):
    outcome = figures(f"{written};GM9999;2019;3")
    assert accepted(outcome, "domein", "code", "naam") == [("misdrijf", code, name)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("E33   ", "E33"),
        ("F010", "F010"),
        ("0.0.0", "0.0.0"),
        ("Overlast zwervers", "E41"),
        ("Totaal registraties overlast", "0.0.0"),
    ],
)
def test_nuisance_has_codes_of_its_own(figures, written, code):
    outcome = figures(f"{written};GM9999;2019;3", head=HEAD.replace("Soort misdrijf", "Overlast"))
    assert accepted(outcome, "domein", "code") == [("overlast", code)]


def test_the_two_totals_with_one_code_are_two_indicators():
    assert indicator_id("misdrijf", "0.0.0") == "pod_0_0_0"
    assert indicator_id("overlast", "0.0.0") == "pod_overlast_0_0_0"
    assert indicator_id("misdrijf", "T001161") == "pod_t001161"


def test_a_strange_code_with_the_title_of_a_known_one_is_that_one(figures):
    head = HEAD.replace("Soort misdrijf", "Soort misdrijf (code);Soort misdrijf")
    outcome = figures("T001161;Totaal misdrijven;GM9999;2019;3", head=head)
    assert accepted(outcome, "code", "indicator_id") == [("0.0.0", "pod_0_0_0")]


def test_a_name_without_a_known_code_is_refused(figures):
    outcome = figures("Kattenkwaad;GM9999;2019;3", "1.1.1;GM9999;2019;4")
    assert accepted(outcome, "waarde") == [4.0]
    assert reasons(outcome) == [(2, "Soort misdrijf", "naam zonder bekende code", "rij")]


# -- areas -------------------------------------------------------------------------------------


def test_areas_by_code_and_by_name(figures):
    outcome = figures(
        "1.1.1;GM9999;2019;1", "1.1.1;WK999900;2019;2", "1.1.1;Noord;2019;3", "1.1.1;Zuid;2019;4"
    )
    assert accepted(outcome, "gebied_code") == ["GM9999", "WK999900", "BU99990001", "BU99990002"]


def test_a_name_of_both_a_district_and_the_municipality_is_refused(figures):
    outcome = figures("1.1.1;Voorbeeldstad;2019;3", "1.1.1;Noord;2019;4")
    assert accepted(outcome, "gebied_code") == ["BU99990001"]
    [(row, column, reason, kind)] = reasons(outcome)
    assert (row, column, kind) == (2, "Wijken en buurten", "rij")
    assert "meer dan één gebied" in reason and "code van het gebied" in reason


def test_the_kind_of_area_tells_a_district_from_its_municipality(figures):
    outcome = figures(
        "1.1.1;Voorbeeldstad;Gemeente;2019;3",
        "1.1.1;Voorbeeldstad;Wijk;2019;2",
        "1.1.1;Wijk 00 Voorbeeldstad;Wijk;2019 januari;1",
        head=HEAD.replace("buurten;", "buurten;Soort regio;"),
    )
    assert accepted(outcome, "gebied_code") == ["GM9999", "WK999900", "WK999900"]


def test_a_name_that_the_municipality_does_not_have_is_refused(figures):
    outcome = figures("1.1.1;Elders;2019;3", "1.1.1;Noord;2019;4")
    assert [reason[:3] for reason in reasons(outcome)] == [
        (2, "Wijken en buurten", "gebied niet bekend in deze gemeente: noem de code van het gebied")
    ]


# -- periods and values ------------------------------------------------------------------------


def test_a_year_among_months_stays_a_year(figures):
    outcome = figures(
        "1.1.1;GM9999;2019JJ00;30", "1.1.1;GM9999;2019MM01;3", "1.1.1;GM9999;2019KW01;8"
    )
    assert accepted(outcome, "periode", "waarde") == [("2019", 30), ("2019-01", 3), ("2019-Q1", 8)]


def test_a_period_that_cannot_be_read_is_refused(figures):
    outcome = figures("1.1.1;GM9999;2019MM13;30", "1.1.1;GM9999;2019JJ00;30")
    assert [reason[:3] for reason in reasons(outcome)] == [(2, "Perioden", "periode niet leesbaar")]


@pytest.mark.parametrize("text", ["", ".", "       .", "x", "-", "–", "null", "NaN"])
def test_unknown_is_not_zero(figures, text):
    outcome = figures(f"1.1.1;GM9999;2019;{text}", "1.2.3;GM9999;2019;0")
    assert accepted(outcome, "waarde") == [None, 0.0]
    assert not len(outcome.faults)


@pytest.mark.parametrize(
    ("text", "value"), [("   20", 20), ("1 234", 1234), ("12.0", 12), ("12,00", 12), ("7*", 7)]
)
def test_a_count_as_it_may_be_written(figures, text, value):
    assert accepted(figures(f"1.1.1;GM9999;2019;{text}"), "waarde") == [value]


@pytest.mark.parametrize("text", ["36,7", "20.8", "1.234", "1,234", "-3", "veel", "1e3", "٣"])
def test_what_is_no_whole_count_is_unknown_and_reported(figures, text):
    outcome = figures(f"1.1.1;GM9999;2019;{text}")
    assert accepted(outcome, "waarde") == [None]
    column = "waarde"  # its header names what is counted, and is on no list
    assert reasons(outcome) == [(2, column, "geen heel getal", "veld")]


def test_provisional_by_the_period_or_by_the_figure(figures):
    outcome = figures("1.1.1;GM9999;2024*;3", "1.1.1;GM9999;2023;3*", "1.1.1;GM9999;2022;3")
    assert accepted(outcome, "voorlopig") == ["J", "J", "N"]


@pytest.mark.parametrize("code", ["1.4.1", "3.2.1", "3.2.2", "3.7.3"])
def test_a_hidden_code_is_not_zero_in_a_month_or_a_neighbourhood(figures, code):
    by_municipality = HEAD.replace("Wijken en buurten", "Regio's")
    assert accepted(figures(f"{code};GM9999;2019MM01;0"), "waarde") == [None]
    assert accepted(figures(f"{code};BU99990001;2019;0"), "waarde") == [None]
    assert accepted(figures(f"{code};GM9999;2019;0", head=by_municipality), "waarde") == [0]
    assert accepted(figures(f"{code};GM9999;2019;14"), "waarde") == [14]
    assert accepted(figures("1.1.1;GM9999;2019MM01;0"), "waarde") == [0]


def test_a_figure_counts_once_and_of_two_that_differ_neither(figures):
    outcome = figures(
        "1.1.1;GM9999;2019;3",
        "1.1.1;GM9999;2019JJ00;3",
        "1.2.3;GM9999;2019;.",
        "1.2.3;GM9999;2019;5",
        "1.2.4;GM9999;2019;5",
        "1.2.4;GM9999;2019;6",
    )
    assert accepted(outcome, "code", "waarde") == [("1.1.1", 3), ("1.2.3", 5)]
    assert [reason[0] for reason in reasons(outcome)] == [3, 4, 6, 7]
    assert {reason[2] for reason in reasons(outcome)[2:]} == {
        "twee verschillende cijfers voor code, gebied en periode"
    }
