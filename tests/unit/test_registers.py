"""Tests of registers: one layout under many headers, known and new indicators, no addresses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import UnreadableError
from assets.basis.names import fixed_name, may_be_kept
from assets.deliveries.batch import Batch, Rows
from assets.formats import periods
from assets.formats.reading import read_delivery
from assets.reference.names_of_areas import area_names
from assets.sources.registers.rows import register_figures
from sample_data.generator.registers import example
from schemas import melddesk, open_data, police, registers, survey
from schemas.registers import STAGED

INDICATORS = pd.DataFrame(
    {
        "indicator_id": ["demonstraties", "uitrukken"],
        "naam": ["Aantal demonstraties", "Uitrukken brandweer"],
    },
    dtype="str",
)
ALIASES = pd.DataFrame({"indicator_id": ["uitrukken"], "naam": ["Brandweer"]}, dtype="str")
HEADER = ["indicator", "periode", "gebied", "waarde"]
LAYOUTS = [
    police.LAYOUT,
    melddesk.LAYOUT,
    survey.layout("GM9999", "Voorbeeldstad"),
    registers.LAYOUT,
    open_data.layout("GM9999", "Voorbeeldstad"),
]
Figures = Callable[..., Rows]


@pytest.fixture
def figures(tmp_path: Path, write_csv, make_manifest, reference) -> Figures:
    """`figures([...], [...], header=HEADER)` -> the rows of one register with these cells."""
    areas = area_names(reference, "GM9999", "Voorbeeldstad")

    def make(*rows: list, header: list[str] = HEADER, path: Path | None = None) -> Rows:
        path = path or write_csv(tmp_path / "r.csv", [header, *rows])
        table = read_delivery(path, LAYOUTS)
        assert table.layout.source == "registers"
        manifest = make_manifest("registers", rijen=table.row_count)
        batch = Batch([(manifest, table)])
        outcome = register_figures(batch, INDICATORS, ALIASES, areas, "GM9999")["registers-a"]
        refused = outcome.faults.loc[outcome.faults["soort"].eq("rij"), "rijnummer"].nunique()
        assert len(outcome.accepted) + refused == table.row_count
        return outcome

    return make


def accepted(outcome: Rows, *columns: str) -> list[list]:
    return outcome.accepted[list(columns)].values.tolist()


def test_a_figure_is_known_by_id_or_name_and_is_the_municipalitys_without_area(figures):
    outcome = figures(
        ["demonstraties", "2020", "", "12"],
        ["AANTAL demonstraties", "2020-q1", "bu99990001", "3,5"],
        ["aantal Brandweer", " 2020-H2 ", "GM 9999", "1.25"],
        ["Uitrukken  brandweer", "2020", "Noord", "1 277"],
    )
    assert outcome.faults.empty
    assert dict(outcome.accepted.dtypes.astype(str)) == STAGED
    assert accepted(outcome, "indicator_id", "naam", "gebied_code", "periode", "waarde") == [
        ["demonstraties", "Aantal demonstraties", "GM9999", "2020", 12.0],
        ["demonstraties", "Aantal demonstraties", "BU99990001", "2020-Q1", 3.5],
        ["uitrukken", "Uitrukken brandweer", "GM9999", "2020-H2", 1.25],
        ["uitrukken", "Uitrukken brandweer", "BU99990001", "2020", 1277],
    ]


@pytest.mark.parametrize("name", ["Nederland", "NL00", "nl01", "NL"])
def test_a_figure_of_the_country_is_kept_as_such(figures, name):
    outcome = figures(["demonstraties", "2020", name, "12"])
    assert accepted(outcome, "gebied_code") == [["NL00"]]


def test_an_indicator_that_is_not_known_is_one_of_its_own(figures):
    outcome = figures(
        ["Carnaval: boetes", "2020", "", "12"],
        ["carnaval  boetes", "2021", "", "13"],
        ["Woninginbraak", "2020", "", "5"],
    )
    assert outcome.faults.empty
    assert accepted(outcome, "indicator_id", "naam") == [
        ["reg_carnaval_boetes", "Carnaval: boetes"],
        ["reg_carnaval_boetes", "carnaval boetes"],
        ["reg_woninginbraak", "Woninginbraak"],  # never that of the police
    ]


@pytest.mark.parametrize(
    "name",
    ["", "12", "06-00000000", "a@example.nl", "Leegstand Kerkstraat 12", "Pand 6299 AA", "a" * 121],
)
def test_a_name_that_may_not_be_kept_is_refused(figures, name):
    outcome = figures([name, "2020", "", "1"], ["demonstraties", "2020", "", "2"])
    assert accepted(outcome, "waarde") == [[2.0]]
    assert [tuple(fault) for fault in outcome.faults.itertuples(index=False)] == [
        (2, "indicator", "indicator zonder bruikbare naam", "rij")
    ]


@pytest.mark.parametrize(
    ("row", "header", "reason"),
    [
        (["demonstraties", "2020-Q5", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "2020-13", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "2020--2019", "", "1"], "periode", "periode niet leesbaar"),
        (["demonstraties", "vorig jaar", "", "1"], "periode", "periode niet leesbaar"),
        (
            ["demonstraties", "2020", "Nergens", "1"],
            "gebied",
            "gebied niet bekend in deze gemeente: noem de code van het gebied",
        ),
        (["demonstraties", "2020", "", ""], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "veel"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "1.234,5"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "1.277"], "waarde", "geen getal"),  # or 1277
        (["demonstraties", "2020", "", "inf"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "٣"], "waarde", "geen getal"),
        (["demonstraties", "2020", "", "123456782"], "waarde", "geen getal"),  # can be a BSN
        (["demonstraties", "2020", "", "0612345678"], "waarde", "geen getal"),
    ],
)
def test_a_figure_that_cannot_be_used_is_refused_under_its_header(figures, row, header, reason):
    outcome = figures(["uitrukken", "2020", "", "1"], row)
    assert outcome.accepted["rijnummer"].tolist() == [2]
    assert [tuple(fault) for fault in outcome.faults.itertuples(index=False)] == [
        (3, header, reason, "rij")
    ]


def test_a_figure_that_occurs_twice_counts_once(figures):
    outcome = figures(
        ["demonstraties", "2020", "", "1"], ["Aantal demonstraties", "2020", "GM9999", "2"]
    )
    assert accepted(outcome, "waarde") == [[1.0]]
    assert outcome.faults["reden"].tolist() == ["cijfer staat al eerder in dit bestand"]


def test_a_row_with_two_faults_is_refused_once(figures):
    outcome = figures(["", "x", "Nergens", "veel"], ["demonstraties", "2020", "", "1"])
    assert (len(outcome.accepted), outcome.faults["rijnummer"].tolist()) == (1, [2])


def test_the_source_is_kept_after_the_gate_and_a_note_never_is(figures):
    header = [*HEADER, "bron", "toelichting"]
    outcome = figures(
        ["demonstraties", "2020", "", "1", "Jaarverslag  2020", "GEHEIM"],
        ["demonstraties", "2021", "", "1", "bel 043-3505050", "GEHEIM"],
        header=header,
    )
    assert accepted(outcome, "bronvermelding") == [["Jaarverslag 2020"], [""]]
    assert [tuple(fault) for fault in outcome.faults.itertuples(index=False)] == [
        (3, "bron", "kan persoonsgegevens bevatten, of is te lang", "veld")
    ]
    assert "GEHEIM" not in outcome.accepted.to_csv() + outcome.faults.to_csv()


@pytest.mark.parametrize(
    "header",
    [
        ["Indicator", "Jaar", "Gebied", "Aantal"],
        ["Naam", "Periode", "Buurtcode", "Waarde"],
        ["Onderwerp", "Maand", "Gemeente", "Totaal"],
    ],
)
def test_other_headers_also_in_excel(figures, header, write_xlsx, tmp_path):
    outcome = figures(["demonstraties", "2020", "", "12"], header=header)
    assert accepted(outcome, "periode", "waarde") == [["2020", 12.0]]
    path = write_xlsx(tmp_path / "b.xlsx", [["Register 2020"], header, ["Brandweer", 2020, "", 7]])
    assert accepted(figures(path=path), "indicator_id", "periode", "waarde") == [
        ["uitrukken", "2020", 7.0]
    ]


def test_years_side_by_side(figures):
    outcome = figures(
        ["x", "Demonstraties", "34", "32"], header=["bron", "tabel", "j2017", "j2018"]
    )
    assert accepted(outcome, "indicator_id", "periode", "waarde", "bronvermelding") == [
        ["demonstraties", "2017", 34.0, "x"],
        ["demonstraties", "2018", 32.0, "x"],
    ]


# -- never an address --------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["Straat", "HUISNUMMER", "postcode", "BAG-id", "Eigenaar"])
def test_a_register_by_address_is_refused_whole_with_what_to_do(write_csv, tmp_path, column):
    path = write_csv(tmp_path / "r.csv", [[*HEADER, column], ["x", "2020", "", "1", "Marker 7"]])
    with pytest.raises(UnreadableError) as caught:
        read_delivery(path, LAYOUTS)
    assert f"«{column}»" in str(caught.value) and "per buurt" in str(caught.value)
    assert "Marker" not in str(caught.value)


def test_a_list_of_vacant_addresses_is_refused_with_what_to_do(write_csv, tmp_path):
    path = write_csv(tmp_path / "leegstand.csv", [["Adres", "Status"], ["Marker 7", "leeg"]])
    with pytest.raises(UnreadableError, match=r"«Adres».*per buurt"):
        read_delivery(path, LAYOUTS)
    other = write_csv(tmp_path / "leden.csv", [["Adres", "Status"], ["Marker 7", "leeg"]])
    with pytest.raises(UnreadableError, match="niet herkend"):
        read_delivery(other, LAYOUTS)


def test_the_example_of_vastgoed_in_beeld(figures, examples, tmp_path):
    inbox = examples / "vastgoed_in_beeld" / "inbox"
    example(tmp_path)
    written = sorted(path.relative_to(inbox) for path in inbox.rglob("*.csv"))
    assert len(written) == 2
    for path in written:
        assert (inbox / path).read_bytes() == (tmp_path / "inbox" / path).read_bytes()
    table = read_delivery(inbox / "2024-04-10" / "leegstand per buurt.csv", LAYOUTS)
    assert (table.layout.source, table.row_count) == ("registers", 6)
    with pytest.raises(UnreadableError, match="per buurt"):
        read_delivery(inbox / "2024-04-11" / "leegstand adressen.csv", LAYOUTS)


def test_reports_about_vacancy_are_still_reports(delivery, write_csv, tmp_path):
    rows = delivery("melddesk", {"hoofdcategorie": "Leegstand"})
    table = read_delivery(write_csv(tmp_path / "meldingen.csv", rows), LAYOUTS)
    assert table.layout.source == "melddesk"


# -- names and periods -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fits"),
    [("Toezicht Plein 1992", True), ("Slachtoffer 2019 en 2020", True), ("Weg 12", False),
     ("Tongersestraat 5a", False), ("BSN 123456782", False), ("---", False)],
)  # fmt: skip
def test_what_may_be_kept_as_a_name(text, fits):
    assert may_be_kept(text, 80) == fits


@given(st.text(max_size=200))
def test_a_fixed_name_is_plain_short_and_always_the_same(text):
    name = fixed_name("reg", text)
    assert name == fixed_name("reg", text)
    assert not name or (name.isascii() and name == name.lower() and len(name) < 75)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019--2020", "2019--2020"), ("2019-2020", "2019--2020"), ("2019 t/m 2020", "2019--2020"),
        ("2019 tot en met 2021", "2019--2021"), ("2020-2019", None), ("2019-2019", None),
        ("Q1 2020", "2020-Q1"), ("2020 q3", "2020-Q3"), ("h2 2020", "2020-H2"), ("H3 2020", None),
        ("1e halfjaar 2020", "2020-H1"), ("2020 4e kwartaal", "2020-Q4"), ("mrt 2020", "2020-03"),
        ("Januari 2020", "2020-01"), ("2020 december", "2020-12"), ("2020-01-01", "2020-01"),
        ("2019/2020", None), ("", None), ("0--1", None),
    ],
)  # fmt: skip
def test_periods_as_registers_write_them(text, period):
    assert periods.register_period(text) == period


def test_the_months_of_more_years():
    months = periods.months("2019--2020")
    assert (months[0], months[-1], len(months)) == ("2019-01", "2020-12", 24)
