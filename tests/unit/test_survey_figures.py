"""Tests of the figures of the Veiligheidsmonitor: indicator, area, year, value and interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.deliveries.batch import Batch, Rows
from assets.formats.reading import read_delivery
from assets.reference.names_of_areas import area_names
from assets.sources.veiligheidsmonitor.rows import survey_figures, wilson
from schemas import survey
from schemas.survey import STAGED

HEAD = "Indicator;Gebied;Jaar;Waarde;Ondergrens;Bovengrens;Marge;Respondenten;Eenheid;Thema;Bron"
Figures = Callable[..., Rows]


@pytest.fixture
def figures(tmp_path: Path, make_manifest, reference) -> Figures:
    """`figures("Overlast;GM9999;2021;12", ..., head=HEAD)` -> the outcome for these rows;
    cells that are left out at the end are empty."""
    areas = area_names(reference, "GM9999", "Voorbeeldstad")

    def make(*lines: str, head: str = HEAD) -> Rows:
        width = head.count(";")
        full = [line + ";" * (width - line.count(";")) for line in lines]
        path = tmp_path / "tabel.csv"
        path.write_text("\n".join((head, *full, "")), "utf-8")
        read = read_delivery(path, [survey.layout("GM9999", "Voorbeeldstad")])
        manifest = make_manifest("veiligheidsmonitor", rijen=read.row_count)
        [outcome] = survey_figures(Batch([(manifest, read)]), areas, "GM9999").values()
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


# -- indicators --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("Overlast", "vm_overlast"),
        ("  OVERLAST   van jongeren ", "vm_overlast_van_jongeren"),
        ("% Frequentie onveilig - Vaak", "vm_frequentie_onveilig_vaak"),
        ("Coördinatie café", "vm_coordinatie_cafe"),
    ],
)
def test_any_name_is_an_indicator_of_its_own(figures, written, fixed):
    assert accepted(figures(f"{written};GM9999;2021;12"), "indicator_id") == [fixed]


def test_long_names_that_begin_alike_stay_apart(figures):
    long = "Ervaart overlast van " + "x" * 80
    outcome = figures(f"{long} a;GM9999;2021;1", f"{long} b;GM9999;2021;2")
    [first, second] = accepted(outcome, "indicator_id")
    assert first != second and len(first) < 75


@pytest.mark.parametrize(
    "name",
    ["", "12", "mail jan@example.nl", "Leegstand Marktstraat 12", "Bel 043-3505050", "a" * 201],
)
def test_a_name_that_may_not_be_kept_is_rejected_and_never_shown(figures, name):
    outcome = figures(f"{name};GM9999;2021;1", "Overlast;GM9999;2021;2")
    assert accepted(outcome, "indicator_id") == ["vm_overlast"]
    assert [reason[1:] for reason in reasons(outcome)] == [
        ("Indicator", "indicator zonder bruikbare naam", "rij")
    ]


def test_a_delivery_without_any_usable_name_is_rejected_row_by_row(figures):
    outcome = figures("12;GM9999;2021;1", ";GM9999;2021;2")
    assert accepted(outcome, "indicator_id") == []
    assert len(reasons(outcome)) == 2


def test_theme_and_source_pass_the_gate_or_are_emptied(figures):
    outcome = figures(
        "Overlast;GM9999;2021;1;;;;;%;Sociale kwaliteit;Feiten & cijfers",
        "Overlast;GM9999;2023;1;;;;;%;jan@example.nl;" + "x" * 81,
    )
    assert accepted(outcome, "thema", "bronvermelding") == [
        ("Sociale kwaliteit", "Feiten & cijfers"),
        ("Veiligheidsmonitor", ""),
    ]
    assert [reason[:2] for reason in reasons(outcome)] == [(3, "Bron"), (3, "Thema")]


@pytest.mark.parametrize(
    ("unit", "stored"),
    [
        ("%", "%"),
        ("procent", "%"),
        ("per 1.000", "per 1.000"),
        ("bel 06-12345678", ""),
        ("123456782", ""),
    ],
)
def test_a_unit_passes_the_gate_or_is_emptied(figures, unit, stored):
    outcome = figures(f"Overlast;GM9999;2021;1;;;;;{unit};;")
    assert accepted(outcome, "eenheid") == [stored]
    assert [reason[1] for reason in reasons(outcome)] == ([] if stored else ["Eenheid"])


@pytest.mark.parametrize("value", ["123456782", "0612345678"])
def test_a_number_that_can_be_someones_is_no_figure(figures, value):
    outcome = figures(f"Overlast;GM9999;2021;{value};;;;;score;;")
    assert accepted(outcome, "waarde") != [float(value)]
    assert reasons(outcome) == [(2, "Waarde", "geen getal", "veld")]


# -- areas and years ---------------------------------------------------------------------------


def test_areas_by_code_by_name_the_country_and_none(figures):
    outcome = figures(
        "a;bu99990001;2021;1", "b;Noord;2021;2", "c;Nederland;2021;3", "d;NL01;2021;4", "e;;2021;5"
    )
    assert accepted(outcome, "gebied_code") == [
        "BU99990001",
        "BU99990001",
        "NL00",
        "NL00",
        "GM9999",
    ]


def test_an_area_of_elsewhere_or_of_nowhere_is_refused(figures):
    outcome = figures("a;GM0935;2021;1", "b;Nergens;2021;2", "c;GM9999;2021;3")
    assert accepted(outcome, "indicator_id") == ["vm_c"]
    assert [reason[:3] for reason in reasons(outcome)] == [
        (2, "Gebied", "gebied van een andere gemeente: wordt niet gelezen"),
        (3, "Gebied", "gebied niet bekend in deze gemeente: noem de code van het gebied"),
    ]


@pytest.mark.parametrize("text", ["2021-Q1", "2021MM01", "vorig jaar", "", "21"])
def test_a_period_that_is_no_year_is_refused(figures, text):
    outcome = figures(f"a;GM9999;{text};1", "a;GM9999;2021;1")
    assert accepted(outcome, "periode") == ["2021"]
    assert reasons(outcome)[0][1:3] == ("Jaar", "periode is geen jaar")


def test_a_provisional_year_is_marked(figures):
    outcome = figures("a;GM9999;2023*;1", "a;GM9999;2021JJ00;1")
    assert accepted(outcome, "periode", "voorlopig") == [("2023", "J"), ("2021", "N")]


# -- values and margins ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", ".", "     .", "x", "-"])
def test_unknown_is_not_zero(figures, text):
    outcome = figures(f"a;GM9999;2021;{text};1;2", "b;GM9999;2021;0")
    assert accepted(outcome, "waarde", "ondergrens") == [(None, None), (0.0, None)]
    assert not len(outcome.faults)


@pytest.mark.parametrize(
    ("text", "value"), [("36,7", 36.7), ("    20.8", 20.8), ("10", 10), ("12,4%", 12.4), ("7*", 7)]
)
def test_a_value_as_it_may_be_written(figures, text, value):
    assert accepted(figures(f"a;GM9999;2021;{text}"), "waarde") == [value]


@pytest.mark.parametrize("text", ["veel", "1.234,5", "1e3", "inf", "٣"])
def test_what_is_no_number_is_unknown_and_reported(figures, text):
    outcome = figures(f"a;GM9999;2021;{text}")
    assert accepted(outcome, "waarde") == [None]
    assert reasons(outcome) == [(2, "Waarde", "geen getal", "veld")]


@pytest.mark.parametrize(
    ("value", "unit", "fits"),
    [("100", "%", True), ("101", "%", False), ("-1", "(%)", False), ("11", "rapportcijfer", False),
     ("65", "score", True), ("101", "", True), ("101", "% (heel) tevreden", False)],
)  # fmt: skip
def test_a_value_outside_its_scale_is_unknown(figures, value, unit, fits):
    outcome = figures(f"a;GM9999;2021;{value};;;;;{unit}")
    assert (accepted(outcome, "waarde") != [None]) == fits
    assert bool(len(outcome.faults)) != fits


def test_margins_by_their_bounds_or_by_their_half_width(figures):
    outcome = figures("a;GM9999;2021;12;10;15", "b;GM9999;2021;12;;;2,5", "c;GM9999;2021;12")
    assert accepted(outcome, "ondergrens", "bovengrens", "marge_bron") == [
        (10, 15, "opgegeven"),
        (9.5, 14.5, "opgegeven"),
        (None, None, ""),
    ]


@pytest.mark.parametrize("bounds", ["13;15", "10;11", "10;", ";15"])
def test_margins_that_exclude_the_value_are_unknown_and_reported(figures, bounds):
    outcome = figures(f"a;GM9999;2021;12;{bounds}")
    assert accepted(outcome, "waarde", "ondergrens", "bovengrens") == [(12, None, None)]
    assert reasons(outcome) == [(2, "Ondergrens", "marges passen niet bij de waarde", "veld")]


def test_without_margins_they_are_computed_for_a_percentage_with_respondents(figures):
    outcome = figures(
        "a;GM9999;2021;50;;;;300;%",
        "b;GM9999;2021;3;;;;1.204;%",
        "c;GM9999;2021;6;;;;300;score",
        "d;GM9999;2021;50;49;51;;300;%",
        "e;GM9999;2021;50;;;;0;%",
    )
    assert accepted(outcome, "marge_bron") == ["berekend", "berekend", "", "opgegeven", ""]
    assert accepted(outcome, "respondenten") == [300, 1204, 300, 300, 0]


@pytest.mark.parametrize(
    ("cases", "respondents", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_a_computed_interval_is_that_of_newcombe_1998_table_1(cases, respondents, low, high):
    bounds = wilson(np.array([100 * cases / respondents]), np.array([float(respondents)]))
    assert [round(float(bound[0]), 2) for bound in bounds] == [low, high]


@given(st.floats(0, 100), st.integers(1, 100_000))
def test_a_computed_interval_holds_its_value_and_narrows_with_more_people(value, people):
    values, counts = np.array([value, value]), np.array([people, 4 * people], dtype=float)
    low, high = wilson(values, counts)
    assert (low >= 0).all() and (high <= 100).all()
    assert (low <= value + 1e-9).all() and (high >= value - 1e-9).all()
    assert high[1] - low[1] < high[0] - low[0]
    assert math.isfinite(low[0]) and math.isfinite(high[0])


def test_a_figure_counts_once_and_of_two_that_differ_neither(figures):
    outcome = figures(
        "a;GM9999;2021;3", "A;;2021JJ00;3,0", "b;GM9999;2021;4", "b;GM9999;2021;5",
        "c;GM9999;2021;.", "c;GM9999;2021;6",
    )  # fmt: skip
    assert accepted(outcome, "indicator_id", "waarde") == [("vm_a", 3), ("vm_c", 6)]
    assert [reason[0] for reason in reasons(outcome)] == [3, 4, 5, 6]
