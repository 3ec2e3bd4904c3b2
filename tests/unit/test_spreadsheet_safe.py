"""Tests that no text becomes a formula in a spreadsheet, and that other texts are unchanged."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.warehouse.differences import write_figures
from schemas.spreadsheet_safe import safe, safe_texts

STARTS = "=+-@\t\r＝＋－＠"
NASTY = st.text(
    st.sampled_from([*STARTS, *" \"';,\n\u00a0-05.", "A", "é", "(", "\u2028"]), max_size=12
)


def is_formula(cell: str) -> bool:
    """A strict check: also after spaces and quotes, but not after an apostrophe."""
    if cell.startswith("'") or cell == "-" or pd.Series([cell]).str.fullmatch(r"-\d+[.,]?\d*")[0]:
        return False
    return cell.strip().lstrip("\"'").lstrip().startswith(tuple("=+-@＝＋－＠")) or cell.startswith(
        ("\t", "\r", "\n")
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-A1", "'-A1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("＝1", "'＝1"),
        ("een;=1", "een;'=1"),
        ("een;-", "een;'-"),
        ("regel\r\n=1", "regel =1"),
        ("-", "-"),
        ("-5", "-5"),
        ("-5,25", "-5,25"),
        ("2019-07--2020-06", "2019-07--2020-06"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("x", "x"),
        (".", "."),
        ("*", "*"),
        ("", ""),
    ],
)
def test_a_formula_becomes_a_text(text: str, written: str):
    assert safe(text) == written


@given(NASTY)
def test_no_cell_is_a_formula_however_a_line_is_split(text: str):
    safe_text = safe(text)
    assert safe(safe_text) == safe_text
    assert not any(control in safe_text for control in "\t\r\n\u2028")
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(["thema", safe_text, "12"])
    line = buffer.getvalue()
    assert next(csv.reader([line])) == ["thema", safe_text, "12"]
    assert not is_formula(safe_text)
    for cell in line.split(";")[1:]:
        assert not is_formula(cell)


@given(
    st.text(st.characters(categories=["L", "N", "Zs"], include_characters="().,/%&"), min_size=1)
)
def test_an_ordinary_text_is_unchanged(text: str):
    assert safe(text) == text


def test_only_the_texts_of_a_table_change():
    frame = pd.DataFrame(
        {
            "tekst": pd.Series(["=1", None, "goed"], dtype="str"),
            "los": pd.Series(["=1", 3, None], dtype="object"),
            "getal": [-1.5, 2.0, 3.0],
            "dag": pd.to_datetime(["2020-01-01", None, "2020-03-01"]),
        }
    )
    safe_frame = safe_texts(frame)
    assert safe_frame["tekst"].fillna("").tolist() == ["'=1", "", "goed"]
    assert safe_frame["los"].tolist()[:2] == ["'=1", 3]
    pd.testing.assert_frame_equal(safe_frame[["getal", "dag"]], frame[["getal", "dag"]])


def test_libreoffice_computes_nothing(tmp_path: Path):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    path = tmp_path / "open.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([[safe(f"{start}1+1"), "-5"] for start in STARTS])
    subprocess.run(
        [program, "--headless", "--convert-to", "fods", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "table:formula" not in (tmp_path / "open.fods").read_text("utf-8")


def test_the_changed_figures_of_two_publications_are_no_formula(tmp_path: Path):
    for name, value in (("a", "3::double"), ("b", "2::double")):
        with duckdb.connect(tmp_path / f"{name}.duckdb") as connection:
            connection.execute("create table publicatie as select 'GM9999' as gemeentecode")
            connection.execute(
                "create table indicatorwaarden as select '=som' as indicator_id, 'GM9999' as "
                f"gebied_code, 'maand' as periode_soort, '2020-01' as periode, {value} as waarde"
            )
    target = tmp_path / "uit.csv"
    write_figures(tmp_path / "a.duckdb", tmp_path / "b.duckdb", target)
    assert target.read_text("utf-8").splitlines() == [
        "indicator_id;gebied_code;periode_soort;periode;oude_waarde;nieuwe_waarde",
        "'=som;GM9999;maand;2020-01;3.0;2.0",
    ]
