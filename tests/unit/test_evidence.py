"""Tests of what the values of a column say about its field, whatever its header."""

from __future__ import annotations

import zipfile

import pandas as pd
import pytest

from assets.deliveries import shapes
from assets.deliveries.profiling import profile
from assets.deliveries.shapes import shape_of
from assets.sources import registry
from assets.sources.proposed import known_words, proposed
from schemas.configuration import Configuration

USUAL = Configuration()
LAYOUTS, WORDS = registry.layouts(USUAL), known_words(USUAL)
STREETS = ("Lindelaan", "Kerkstraat", "Markt 4")


def _shape(values: list[str]) -> str:
    return shape_of(pd.Series(values, dtype="str"), ()).kind


def _profiled(path) -> tuple:
    return profile(path, LAYOUTS, WORDS).tables[0]


def _fields(table) -> dict[str, str]:
    return {column.header: column.proposal.field for column in table.columns if column.proposal}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([f"2024{n:06}" for n in range(60)], shapes.WHOLE),  # the number of a case
        ([f"{1_700_000_000 + 9000 * n}" for n in range(60)], shapes.DATE),  # seconds since 1970
        ([f"{n % 12 + 1}/{n % 28 + 1}/2024, {n % 11 + 1}:03 PM" for n in range(60)], shapes.DATE),
        ([f"{n % 28 + 1} juni 2024" for n in range(60)], shapes.DATE),
        ([f"{45_000 + n}" for n in range(60)], "RD x"),  # as good as a day number of Excel
        ([f"Wijk {n}" for n in range(60)], shapes.TEXT),
    ],
)
def test_a_date_is_what_is_read_as_one(values: list[str], kind: str) -> None:
    assert _shape(values) == kind


def test_the_team_of_a_town_is_not_its_place_and_a_longer_header_says_more(tmp_path, write_csv):
    rows = [
        [
            *(f"{n}", f"PL-{n}", "Maastricht" if n % 3 else "Heuvelland", "Maastricht"),
            *(f"{n % 90}", "Diefstal fiets", f"{n % 28 + 1:02}-01-2024", STREETS[n % 3]),
        ]
        for n in range(60)
    ]
    header = ["Nr", "BVH nr", "Basisteam", "Gemeente", "Huisnr", "Feit", "Kennisname", "Straat"]
    assert _fields(_profiled(write_csv(tmp_path / "a.csv", [header, *rows]))) == {
        "BVH nr": "incidentnummer",
        "Gemeente": "gemeente",
        "Huisnr": "huisnummer",
        "Feit": "mk_omschrijving",
        "Kennisname": "kennisname",
        "Straat": "straat",
    }


def test_a_main_category_that_no_list_has_is_left_to_the_analyst(tmp_path, write_csv):
    rows = [
        [f"M{n}", "01-02-2024 10:00", ("Bram Bakker", "Afval")[n % 2], "Jongeren overlast", "Markt"]
        for n in range(60)
    ]
    header = ["Meldingnummer", "Datum melding", "Hoofdcategorie", "Subcategorie", "Straat"]
    whole = profile(write_csv(tmp_path / "a.csv", [header, *rows]), LAYOUTS, WORDS)
    assert {setting.key: setting.value for setting in proposed(whole, USUAL)} == {
        "Afval/Jongeren overlast": "jeugd",
        "Bram Bakker/Jongeren overlast": None,
    }


def test_counts_and_a_second_column_of_streets_are_doubted(tmp_path, write_csv):
    header = ["Meldingnummer", "Datum melding", "Hoofdcategorie", "Straat", "Locatie melding"]
    rows = [
        [f"M{n}", "01-02-2024 10:00", "Afval", STREETS[n % 3], STREETS[n % 2], f"{n}"]
        for n in range(60)
    ]
    path = write_csv(tmp_path / "a.csv", [[*header, "Aantal meldingen"], *rows])
    counts, places = _profiled(path).doubts
    assert "«Aantal meldingen» is een aantal" in counts
    assert "«Locatie melding»" in places
    plain = write_csv(tmp_path / "b.csv", [header[:4], *(row[:4] for row in rows)])
    assert _profiled(plain).doubts == ()


def test_a_zip_with_one_workbook_is_profiled_as_that_workbook(tmp_path, write_xlsx):
    header = ["Zaaknummer", "Gemeld op", "Categorie", "Adres"]
    rows = [[f"Z{n}", "01-02-2024 10:00", "Afval", STREETS[n % 3]] for n in range(30)]
    book = write_xlsx(tmp_path / "export.xlsx", [header, *rows])
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(book, "export.xlsx")
    assert _fields(_profiled(tmp_path / "export.zip")) == _fields(_profiled(book))


def test_a_channel_alone_has_words_and_nothing_to_give_a_theme(tmp_path, write_csv):
    rows = [[f"M{n}", "01-02-2024 10:00", STREETS[n % 3], "Telefoon"] for n in range(60)]
    header = ["Meldingnummer", "Datum melding", "Straat", "Kanaal"]
    table = _profiled(write_csv(tmp_path / "a.csv", [header, *rows]))
    assert [(entry.field, entry.shown) for entry in table.words] == [
        ("kanaal", (("Telefoon", 60),))
    ]
    assert table.values.empty


def test_a_list_that_is_never_read_by_itself_may_be_the_category(tmp_path, write_csv):
    rows = [
        [f"M{n}", "01-02-2024 10:00", ("Afval", "Geluid", "Bomen")[n % 3], STREETS[n % 3]]
        for n in range(60)
    ]
    header = ["Meldingnummer", "Datum melding", "Onderwerp", "Straat"]
    [doubt] = _profiled(write_csv(tmp_path / "a.csv", [header, *rows])).doubts
    assert '"Onderwerp" = "hoofdcategorie" onder [melddesk.kolommen]' in doubt


def test_headers_that_no_system_has_are_those_of_the_layout_that_can_be_set(tmp_path, write_csv):
    header = ["Nummer", "Aangemaakt", "Categorie", "Adres", "Latitude", "Longitude", "Status"]
    rows = [
        [f"F{n}", "01-02-2024 10:00", "Afval", STREETS[n % 3], "50.85", "5.70", "Nieuw"]
        for n in range(30)
    ]
    whole = profile(write_csv(tmp_path / "a.csv", [header, *rows]), LAYOUTS, WORDS)
    assert "«Meldingnummer»" in whole.why_not
    assert whole.tables[0].layout.system == "melddesk"


def test_a_list_that_is_nothing_else_may_be_the_category(tmp_path, write_csv):
    rows = [
        [f"M{n}", "01-02-2024 10:00", "Stad", ("Kuil", "Tak", "Lamp")[n % 3], STREETS[n % 3]]
        for n in range(60)
    ]
    header = ["Meldingnummer", "Datum melding", "Dienst", "Wat is er", "Straat"]
    assert _fields(_profiled(write_csv(tmp_path / "a.csv", [header, *rows])))["Wat is er"] == (
        "hoofdcategorie"
    )
