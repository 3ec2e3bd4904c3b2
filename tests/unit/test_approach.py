"""Tests of the list of the hotspot approach: what is read, and what is refused with which words."""

from __future__ import annotations

import pandas as pd
import pytest
import xlsxwriter

from assets.deliveries.errors import AnalystError
from assets.indicators.approach import STATUSES, add_approach, read_approach

THEMES = {"jeugd": "Jeugdoverlast", "alcohol_drugs": "Alcohol en drugs"}
STREETS = ("Lindelaan", "Sint Maartenslaan", "Plein 1992")
HEAD = "straatnaam;thema;status;sinds"


@pytest.fixture
def listed(tmp_path):
    """`listed("a;b;c;d", ...)` -> what is read of a list with these rows."""

    def read(*rows: str, head: str = HEAD, encoding: str = "utf-8", streets=STREETS):
        path = tmp_path / "aanpak.csv"
        path.write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
        return read_approach(path, THEMES, streets)

    return read


def _rows(table: pd.DataFrame) -> list[tuple]:
    return list(table.itertuples(index=False, name=None))


def test_a_list_is_read(listed):
    assert _rows(
        listed(
            "Lindelaan;jeugd;actief;2020-03", "plein 1992;Alcohol en drugs;Nazorg;2019-12-01", ""
        )
    ) == [
        ("lindelaan", "jeugd", "actief", "2020-03"),
        ("plein1992", "alcohol_drugs", "nazorg", "2019-12-01"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_headers_commas_encodings_and_order_do_not_matter(listed, encoding):
    found = listed(
        "actief,2020-03,,Lindelaan,één",
        head="Status,Sinds,Thema,Straatnaam,Toelichting",
        encoding=encoding,
    )
    assert _rows(found) == [("lindelaan", "", "actief", "2020-03")]


def test_a_workbook_is_read_with_its_dates(tmp_path):
    path = tmp_path / "aanpak.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD.split(";"), ["Lindelaan", "jeugd", "actief"]]):
            sheet.write_row(number, 0, row)
        sheet.write_datetime(
            1, 3, pd.Timestamp("2020-03-01").to_pydatetime(), book.add_format({"num_format": 14})
        )
    assert _rows(read_approach(path, THEMES, STREETS)) == [
        ("lindelaan", "jeugd", "actief", "2020-03-01")
    ]


def test_an_empty_list_is_a_list(listed):
    assert _rows(listed()) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (";jeugd;actief;2020-03", "regel 3, kolom straatnaam: vul"),
        ("Janssenlaan;jeugd;actief;2020-03", "regel 3, kolom straatnaam: deze straat staat niet"),
        ("Lindelaan;feest;actief;2020-03", "regel 3, kolom thema: kies uit alcohol_drugs, jeugd"),
        ("Lindelaan;jeugd;bezig;2020-03", "regel 3, kolom status: kies uit voorgenomen"),
        ("Lindelaan;jeugd;;2020-03", "regel 3, kolom status"),
        ("Lindelaan;jeugd;actief;", "regel 3, kolom sinds"),
        ("Lindelaan;jeugd;actief;maart", "regel 3, kolom sinds"),
        ("Lindelaan;jeugd;actief;2020-13", "regel 3, kolom sinds"),
        ("Lindelaan;jeugd;actief;2020-02-30", "regel 3, kolom sinds"),
        ("Lindelaan;jeugd;actief;1920-02", "regel 3, kolom sinds"),
        ("Lindelaan;jeugd;actief;01-03-2020", "regel 3, kolom sinds"),
        ("plein 1992;JEUGD;nazorg;2020-01", "regel 3: deze straat en dit thema staan er al"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_by_its_number_and_quoted_nowhere(listed, row, words):
    with pytest.raises(AnalystError) as error:
        listed("Plein 1992;jeugd;actief;2020-03", row)
    assert words in str(error.value)
    assert "aanpak.csv" in str(error.value)
    for secret in ("Janssenlaan", "feest", "bezig", "maart"):
        assert secret not in str(error.value)


def test_a_missing_column_or_file_is_told(listed, tmp_path):
    with pytest.raises(AnalystError, match="mist de kolom status, sinds"):
        listed("Lindelaan;jeugd", head="straatnaam;thema")
    with pytest.raises(AnalystError, match=r"weg\.csv is er niet"):
        read_approach(tmp_path / "weg.csv", THEMES, STREETS)
    with pytest.raises(AnalystError, match="kan niet worden gelezen"):
        listed("Lindelaan;jeugd;actief;2020-03;te veel;nog meer")


def test_without_a_list_of_streets_every_street_is_taken(listed):
    assert len(listed("Elders;jeugd;actief;2020-03", streets=None)) == 1


def test_it_is_laid_beside_the_hotspots(listed):
    hotspots = pd.DataFrame(
        {
            "straatnaam": ["Lindelaan", "Lindelaan", "LINDELAAN", "Plein 1992"],
            "thema": ["jeugd", "alcohol_drugs", "afval", "jeugd"],
        }
    )
    approach = listed("lindelaan;;actief;2019-01", "Lindelaan;jeugd;nazorg;2020-03")
    found = add_approach(hotspots, approach)
    assert list(found["aanpak_status"].fillna("-")) == ["nazorg", "actief", "actief", "-"]
    assert list(found["aanpak_sinds"].fillna("-")) == ["2020-03", "2019-01", "2019-01", "-"]
    assert list(found["straatnaam"]) == list(hotspots["straatnaam"])
    assert add_approach(hotspots, listed())["aanpak_status"].isna().all()


def test_every_status_is_accepted(listed):
    for status in STATUSES:
        assert listed(f"Lindelaan;;{status};2020-01")["aanpak_status"][0] == status
