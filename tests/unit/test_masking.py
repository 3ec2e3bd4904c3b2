"""Tests of names that came with a delivery: what is masked, what is not, and where they may lead.

Every person, number and plate is invented.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.masking import HIDDEN, masked, shown, storable

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
HIDES = {
    "Incidenten zqx@example.nl.csv": f"Incidenten {HIDDEN}.csv",
    "zqx@example.nl": f"{HIDDEN}.nl",
    "melding 06-12345678 mei.xlsx": f"melding {HIDDEN} mei.xlsx",
    "melding_06-12345678_mei.xlsx": f"melding_{HIDDEN}_mei.xlsx",
    "melding_06_12345678.xlsx": f"melding_{HIDDEN}.xlsx",
    "06.12345678": HIDDEN,
    "+31612345678.csv": f"{HIDDEN}.csv",
    "bsn 123456782.csv": f"bsn {HIDDEN}.csv",
    "bsn_123456782.csv": f"bsn_{HIDDEN}.csv",
    "NL91 ABNA 0417 1643 00.csv": f"{HIDDEN}.csv",
    "NL91ABNA0417164300.csv": f"{HIDDEN}.csv",
    "auto AB-123-C.csv": f"auto {HIDDEN}.csv",
    "auto_AB_123_C.csv": f"auto_{HIDDEN}.csv",
    "6211 AA 12 overlast.csv": f"{HIDDEN} overlast.csv",
    "6211AA_12.csv": f"{HIDDEN}.csv",
    "klacht mevr. A. van Verzonnen 2020.csv": f"klacht {HIDDEN} 2020.csv",
    "klacht_dhr_Verzonnen.csv": f"klacht_{HIDDEN}.csv",
    "familie De Verzonnen-Naam.csv": f"{HIDDEN}.csv",
    "06-12345678 en zqx@example.nl.csv": f"{HIDDEN} en {HIDDEN}.csv",
}
LEAVES = [
    "Incidenten Maastricht 2018-02.csv",
    "incidenten_maastricht_2020_02.csv",
    "MeldDesk 05-05-2020 (1).csv",
    "MeldDesk 5-6-2020 (12).csv",
    "export 05052020 (1).xlsx",
    "export_20200505_101500.csv",
    "export 2020-05-05 10.15.00.csv",
    "Misdrijven_per_wijk_16042024_101500.csv",
    "85146NED_UntypedDataSet_15052023_134652.csv",
    "nummer 123456789.csv",  # nine digits that fail the 11-test
    "zaak 2020-000123.csv",
    "zaak Z20-012345 v2.csv",
    "PL2300_BVH_2019074265.csv",
    "Brusselsestraat 12a.csv",
    "Plein 1992 nr 4.csv",
    "jaren 2018 en 2019.csv",
    "2018 tm 2020.csv",
    "registers 2019--2020.csv",
    "VM-19-21.csv",
    "5-mei-20.csv",
    "05 juni 2020.csv",
    "postcode 6211 AA.csv",
    "14 043.csv",
    "familieberaad 2020.csv",
    "familie en gezin 2020.csv",
    "mw 2020.csv",
    "'s-Gravenhage; cijfers.csv",
    "Überlast – café.csv",
]


@pytest.mark.parametrize("name", HIDES)
def test_possible_personal_data_is_masked(name: str) -> None:
    assert shown(name) == HIDES[name]
    assert shown(f"map/{name}") == f"map/{HIDES[name]}"


@pytest.mark.parametrize("name", LEAVES)
def test_a_name_that_only_resembles_personal_data_is_unchanged(name: str) -> None:
    assert shown(name) == name
    assert storable(name) == name


def test_the_names_of_the_sample_are_unchanged() -> None:
    names = [path.name for path in SAMPLE.rglob("*") if path.suffix in {".csv", ".xlsx", ".zip"}]
    assert len(names) > 80
    assert [name for name in names if (shown(name), storable(name)) != (name, name)] == []


@pytest.mark.parametrize(
    "header", ["Incidentsoort code", "Pleeghuisnummer met toev.", "Kennisnamedag v/d week", "j2019"]
)
def test_an_ordinary_header_is_unchanged(header: str) -> None:
    assert masked(header) == header
    assert masked(f"{header} (zqx@example.nl)") == f"{header} {HIDDEN}"


def test_control_characters_are_not_shown() -> None:
    assert shown("a\x1b[31m\nb\u202ec.csv") == "a\ufffd[31m\ufffdb\ufffdc.csv"
    assert shown("caf\udce9.csv") == "caf\ufffd.csv"  # bytes that are not UTF-8


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../x.csv", "x.csv"),
        ("/etc/x.csv", "x.csv"),
        ("..", "levering"),
        ("...", "levering"),
        ("", "levering"),
        (r"..\..\x.csv", ".._.._x.csv"),
        (r"C:\x.csv", "C__x.csv"),
        ("a\0b.csv", "a\ufffdb.csv"),
        ("CON.csv", "_CON.csv"),
        ("lpt1", "_lpt1"),
        ("contract.csv", "contract.csv"),
        ('w"a<t>?.csv', "w_a_t__.csv"),
        ("punt. . ", "punt"),
        ("é" * 200 + ".xlsx", "é" * 57 + ".xlsx"),
    ],
)
def test_a_stored_name_stays_in_its_folder(name: str, stored: str) -> None:
    assert storable(name) == stored


_PARTS = st.sampled_from(["..", "/", "\\", "con", "nul", ".", " ", "\0", "~", "06-12345678", ":"])


@given(st.lists(st.one_of(_PARTS, st.text(max_size=40)), max_size=8).map("".join))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    stored = storable(name)
    assert stored not in {"", ".", ".."}
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind("map", stored)
        assert (path.name, path.parent) == (stored, kind("map"))
    assert not PureWindowsPath(stored).is_reserved()
    assert len(stored.encode()) <= 120
    assert storable(stored) == stored
    assert "612345678" not in stored.replace("-", "")


@given(st.text())
def test_masking_twice_changes_nothing(name: str) -> None:
    assert shown(shown(name)) == shown(name)
