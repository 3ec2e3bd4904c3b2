"""The search for planted texts finds them in every kind of file that a run can leave behind."""

from __future__ import annotations

import base64
import gzip
import io
import sqlite3
import zipfile
import zlib
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import typst
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from searching import Search

NAME, NUMBER = "Zqxvkaa", "06-48319001"
SEARCH = Search([NAME, NUMBER], ["zqxvk", "48319"])


def _xlsx(text: str) -> bytes:
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        book.add_worksheet("Blad").write_string(0, 0, text)
    return memory.getvalue()


def _parquet(text: str) -> bytes:
    memory = io.BytesIO()
    pd.DataFrame({"a": [text] * 3 + ["iets anders"]}).to_parquet(memory, compression="zstd")
    return memory.getvalue()


def _duckdb(text: str, folder: Path) -> bytes:
    with duckdb.connect(str(folder / "een.duckdb")) as connection:
        connection.execute(
            "create table t as select case when i % 3 = 0 then ? else 'rij ' || i end as a "
            "from range(5000) r(i)",
            [text],
        )
    return (folder / "een.duckdb").read_bytes()


def _sqlite(value: object, folder: Path) -> bytes:
    connection = sqlite3.connect(folder / "een.db")
    connection.execute("pragma journal_mode = wal")
    connection.execute("create table t (a)")
    connection.execute("insert into t values (?)", [value])
    connection.commit()
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return (folder / "een.db").read_bytes()


def _zip(name: str, content: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return memory.getvalue()


def _holders(text: str, folder: Path) -> dict[str, bytes]:
    """A file of each kind that holds `text`."""
    plain = text.encode()
    return {
        "utf-8": b"iets " + plain + b" meer",
        "utf-16": text.encode("utf-16-le"),
        "kapitalen": text.upper().encode(),
        "gzip": gzip.compress(plain * 9),
        "zip": _zip("a.txt", plain * 9),
        "naam in een zip": _zip(f"{text}.txt", b"niets"),
        "xlsx": _xlsx(text),
        "xlsx in een zip": _zip("a.xlsx", _xlsx(text)),
        "parquet": _parquet(text),
        "duckdb": _duckdb(text, folder),
        "sqlite": _sqlite(text, folder),
        "zlib in sqlite": _sqlite(zlib.compress(plain * 9), folder / "blob"),
        "pdf": typst.compile(f"Over {text}.".encode()),
        "titel van een pdf": typst.compile(f'#set document(title: "{text}")\nNiets'.encode()),
        "data in html": b"<img src='data:a/b;base64," + base64.b64encode(plain * 9) + b"'>",
    }


@pytest.mark.parametrize("text", [NAME, NUMBER])
def test_a_planted_text_is_found_in_every_kind_of_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "blob").mkdir()
    holders = _holders(text, tmp_path)
    assert {kind: SEARCH.in_content(content) for kind, content in holders.items()} == {
        kind: {text} for kind in holders
    }


def test_nothing_is_found_where_nothing_was_planted(tmp_path: Path) -> None:
    (tmp_path / "blob").mkdir()
    assert not any(map(SEARCH.in_content, _holders("Zomaar iets", tmp_path).values()))


@pytest.mark.parametrize(
    "written", ["0648319001", "06 483 19 001", "(06) 4831.9001", "0.64831900E1"]
)
def test_a_number_is_found_however_it_is_separated(written: str) -> None:
    assert bool(SEARCH.in_bytes(written.encode())) == ("E" not in written)


@given(st.lists(st.sampled_from(["ab", "xabc", "cab", "bbab", "-", "q" * 9]), max_size=12))
def test_what_stands_near_a_stem_is_all_that_needs_a_look(pieces: list[str]) -> None:
    content, planted = "".join(pieces), ["ab", "abab", "cabxabc", "qqab", "babb"]
    expected = {text for text in planted if text in content.replace("-", "")}
    assert Search(planted, ["ab", "ba"]).in_bytes(content.encode()) == expected


def test_names_of_files_and_folders_are_looked_at(tmp_path: Path) -> None:
    for name in (f"map {NAME}", "niets"):
        (tmp_path / name).mkdir()
    (tmp_path / "niets" / f"{NUMBER}.csv").touch()
    assert SEARCH.in_folder(tmp_path) == {
        f"map {NAME}": {NAME},
        f"niets/{NUMBER}.csv": {NUMBER},
    }
    assert SEARCH.in_folder(tmp_path / "niets", leave=lambda path: path.suffix == ".csv") == {}


def test_a_text_that_the_stems_would_miss_is_no_good() -> None:
    with pytest.raises(AssertionError, match="without a stem"):
        Search(["Anders"], ["zqxvk"])
