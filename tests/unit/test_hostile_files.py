"""Files that were made, or damaged, to take all memory or time: each is refused by what can be seen
before it is opened, or costs no more than its size.

What is only seen while a file is open ends the process that has it open: see the integration tests.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from assets.basis.errors import UnreadableError
from assets.basis.masking import masked, shown, storable
from assets.formats import zips
from assets.formats.reading import read_delivery
from assets.sources.registry import layouts
from schemas.configuration import Configuration
from schemas.personal_text import is_personal

LAYOUTS = layouts(Configuration())


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_delivery(path, LAYOUTS)
    return str(refused.value)


def _workbook(path: Path, cell: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "kop")
        sheet.write(cell, 5)
    return path


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD3000", "AE1048576"])
def test_a_cell_far_away_is_refused_before_the_sheet_is_opened(tmp_path, cell):
    text = _refusal(_workbook(tmp_path / "a.xlsx", cell))
    assert "te veel om te openen" in text
    assert "verwijder in Excel de lege rijen en kolommen" in text


def test_a_wide_sheet_that_hides_its_size_is_refused(tmp_path):
    path = _workbook(tmp_path / "b.xlsx", "XFD3")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        for info in source.infolist():
            target.writestr(info, re.sub(rb"<dimension[^>]*>", b"", source.read(info)))
    assert "16.384 kolommen" in _refusal(tmp_path / "a.xlsx")


@pytest.fixture
def small_limit():
    """At most 100 kB unpacked; a quarter of that for a workbook."""
    usual = zips._most_unpacked
    zips.unpack_at_most(100_000)
    yield
    zips.unpack_at_most(usual)


def test_a_bomb_is_refused_by_its_index(tmp_path, small_limit):
    _workbook(tmp_path / "a.xlsx", "B2")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", bytes(30_000))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("signals.csv", bytes(200_000))
    for name in ("a.xlsx", "a.zip"):
        assert f"«{name}» wordt uitgepakt te groot" in _refusal(tmp_path / name)


def test_a_zip_in_a_zip_is_not_unpacked(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("signals.csv", "id;x")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.zip", inner.getvalue())
    assert "geen bekende export" in _refusal(tmp_path / "a.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_stream_is_refused_by_name(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("tabel.json", str(list(range(20_000))))
    content = bytearray((tmp_path / "a.zip").read_bytes())
    for place in range(200, 400):
        content[place] ^= 0x5A
    (tmp_path / "a.zip").write_bytes(content)
    assert "«a.zip»" in _refusal(tmp_path / "a.zip")


@pytest.mark.parametrize("first", ["", "Periode;Regio;Title;"])
def test_a_table_of_very_many_columns_is_refused(tmp_path, first):
    header = first + ";".join(f"k{number}" for number in range(6000))
    (tmp_path / "a.csv").write_text(f"{header}\n{header}\n")
    assert "kolommen; meer dan 5.000" in _refusal(tmp_path / "a.csv")


def test_deep_json_is_refused(tmp_path):
    for number, text in enumerate(("[" * 200_000, '{"a":' * 50_000 + "1" + "}" * 50_000)):
        (tmp_path / f"{number}.json").write_text(text)
        assert "te diep genest" in _refusal(tmp_path / f"{number}.json")


@pytest.mark.parametrize(
    "part", ["x", "-", "0", "a.", "a@", "é_", "1_", "2020-", "dhr. ", "+31", "NL12ABCD", "1234AB "]
)
@pytest.mark.parametrize("function", [masked, shown, storable, is_personal])
def test_a_long_header_takes_a_time_that_grows_with_its_length(part, function):
    """Eight times the length takes about eight times as long; 64 times if each place is compared
    with each. Counted in the time of this process, and with room for a busy machine."""
    times = []
    for length in (8_000, 64_000):
        text = part * (length // len(part))
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
    assert times[1] < 20 * times[0] + 0.5
