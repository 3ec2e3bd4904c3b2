"""Tests of reading pc6hnr: every yearly CBS layout, as CSV and in a zip."""

from __future__ import annotations

import zipfile

import pytest

from assets.basis.errors import AnalystError
from assets.reference.files import SourceFile
from assets.reference.housenumbers import read_house_numbers

WANTED = [["6299AA", "12", "BU09990001"], ["6299AB", "7", "BU09990102"]]
PLAIN = "PC6;Huisnummer;Buurt2019;Wijk2019;Gemeente2019"
NUMBERS = [
    "6299AA{s}12{s}9990001{s}99900{s}999",
    "6299AB{s}7{s}9990102{s}99901{s}999",
    "1011AB{s}1{s}3630001{s}36300{s}363",
]


def _table(header, rows=NUMBERS, separator=";", encoding="utf-8"):
    lines = [header.replace(";", separator), *(row.format(s=separator) for row in rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _read(path, code="GM0999"):
    start, table = read_house_numbers(SourceFile("pc6hnr", path, None, "m"), code)
    return None if start is None else start.year, table.values.tolist()


@pytest.mark.parametrize(
    ("name", "content", "year"),
    [
        ("pc6hnr20190801_gwb.csv", _table(PLAIN), 2019),
        ("nieuw.csv", _table(PLAIN.replace("2019", "2020")), 2020),
        ("pc6hnr20170801_gwb.csv", _table("PC6;Huisnummer;Buurt2017;Wijk2017;Gem2017"), 2017),
        ("pc6hnr20180801_gwb-vs2.csv", _table(
            "PC6;Huisnummer;Buurt2018;Wijk2018;GemeenteCode2018"
        ), 2018),
        ("pc6hnr20230801_gwb.csv", _table(
            "pc;huisnummer;gwb_code;wijkcode;gemeentecode", separator=",", encoding="cp1252"
        ), 2023),
        ("pc6hnr20240801_gwb.csv", _table(
            '"PC6";"Huisnummer";"Buurt2024";"Wijk2024";"Gemeente2024"', encoding="utf-8-sig"
        ), 2024),
        ("zonder.csv", _table("PC6;Huisnummer;Buurt;Wijk;Gemeente"), None),
        ("pc6hnr20250801_gwb.csv", _table(
            PLAIN.replace("2019", "2025"),
            ["6299AA{s}12{s}BU09990001{s}WK099900{s}GM0999",
             "6299AB{s}7{s}BU09990102{s}WK099901{s}GM0999",
             "1011AB{s}1{s}BU03630001{s}WK036300{s}GM0363"],
        ), 2025),
    ],
)  # fmt: skip
def test_each_yearly_layout_gives_the_same(tmp_path, name, content, year):
    path = tmp_path / name
    path.write_bytes(content)
    assert _read(path) == (year, WANTED)


def test_without_a_column_of_municipalities_the_code_tells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"PC6;Huisnummer;Buurt2016\n6299AA;12;9990001\n1011AB;1;3630001\n")
    assert _read(path) == (2016, WANTED[:1])


def test_in_a_zip_the_year_is_that_of_the_csv_and_not_of_the_zip(tmp_path):
    path = tmp_path / "2021-cbs-pc6huisnr20200801_buurt.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("map/gemeenten_2021.csv", "GM_CODE;GM_NAAM\n0999;Voorbeeldstad\n")
        archive.writestr("map/buurt_2021.csv", "GWBcode8;GWBlabel\n09990001;Noord\n")
        archive.writestr(
            "map/pc6hnr20210801_gwb.csv", _table("pc;huisnummer;gwb_code;wijkcode;gemeentecode")
        )
        archive.writestr("lees.txt", "uitleg")
    assert _read(path) == (2021, WANTED)


def test_amsterdam_keeps_its_letters(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"PC6;Huisnummer;Buurt2022;Gemeente2022\n1011AB;1;0363AA01;363\n")
    assert _read(path, "GM0363") == (2022, [["1011AB", "1", "BU0363AA01"]])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"PC6;Buurt2019\n6299AA;1\n", ["mist de kolom Huisnummer"]),
        ("a.csv", b"", ["mist de kolom PC6"]),
        ("a.csv", (PLAIN + "\n").encode(), ["geen adressen van gemeente GM0999"]),
        ("a.csv", _table(PLAIN, NUMBERS[2:]), ["geen adressen van gemeente GM0999"]),
        ("a.csv", (PLAIN + "\n6299AA;12\n").encode(), ["beschadigd"]),
        ("a.zip", b"PK\x03\x04half", ["zip kan niet worden geopend"]),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AnalystError) as caught:
        _read(path)
    for word in [f"{name} ([referentie] pc6hnr)", *words]:
        assert word in str(caught.value)
    assert "6299AA" not in str(caught.value)


def test_a_zip_without_the_table_is_told(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("gem.csv", "GM_CODE;GM_NAAM\n")
    with pytest.raises(AnalystError, match="geen CSV met postcode"):
        _read(path)
