"""Tests of the profile of an unknown export: what it proposes, that a pasted proposal works, and
that no value that could be personal is ever shown.
"""

from __future__ import annotations

import io
import json
import tomllib
import zipfile

import pytest
from rich.console import Console

from assets.basis.errors import UnreadableError
from assets.deliveries.profiling import profile
from assets.deliveries.reader import InThisProcess
from assets.formats.reading import read_delivery
from assets.sources import registry
from assets.sources.proposed import known_words, proposed
from pipelines.cli import profile_screen
from pipelines.cli.attempts import Attempt, Attempts, attempts
from pipelines.cli.settings_lines import blocks as as_blocks
from pipelines.settings import read_configuration
from schemas.configuration import Configuration

MARK = "GEHEIM7431"
USUAL = Configuration()
WORDS = known_words(USUAL)
USUAL_LAYOUTS = registry.layouts(USUAL)
LAYOUTS = (USUAL.politie.layout, *USUAL.melddesk.layouts)
HEADER = [
    *("Zaaknr", "Aangemaakt op", "Categorie", "Sub categorie", "Locatie adres", "Huisnr", "Pc"),
    *("Status melding", "Omschrijving", "E-mail melder", "Lat", "Long"),
]


def _unknown(rows: int = 60) -> list[list[object]]:
    """An export of an unknown system."""
    return [
        HEADER,
        *(
            [
                f"2020-{n:04}",
                f"{n % 28 + 1:02}/01/2020 10:{n % 60:02}",
                ("Afval", "Wonen")[n % 2],
                ("Zwerfvuil", "Eigen soort", "Jongeren overlast")[n % 3],
                ("Lindelaan", "Kerkstraat")[n % 2],
                n + 1,
                f"6299 A{chr(65 + n % 26)}",
                ("Nieuw", "Afgerond", "Doorgezet")[n % 3],
                f"{MARK} verhaal {n} " + "x" * 90,
                f"{MARK}.{n}@voorbeeld.nl",
                f"50.8{n:03}",
                f"5.7{n:03}",
            ]
            for n in range(rows)
        ),
    ]


@pytest.fixture
def shown(monkeypatch):
    """`shown(path, width)` -> the profile as it is printed. `tried`: with what becomes of the
    rows; without it the columns and the proposal are looked at alone."""

    def go(path, width=100, tried=False, everything=True):
        console = Console(width=width, record=True, file=io.StringIO())
        monkeypatch.setattr(profile_screen, "console", console)
        if tried:
            found = attempts(path, USUAL, InThisProcess())
        else:
            whole = profile(path, USUAL_LAYOUTS, WORDS)
            found = Attempts(whole, tuple(proposed(whole, USUAL)), Attempt(None), None)
        profile_screen.show(path, found, everything)
        return console.export_text()

    return go


def blocks(whole, configuration):
    return list(as_blocks(proposed(whole, configuration)))


def _fields(path) -> dict[str, tuple[str, str]]:
    (table,) = profile(path, LAYOUTS).tables
    return {
        column.header: (column.proposal.field, column.proposal.how_sure)
        for column in table.columns
        if column.proposal
    }


def test_each_column_gets_the_field_it_could_be(tmp_path, write_csv):
    assert _fields(write_csv(tmp_path / "a.csv", _unknown())) == {
        "Zaaknr": ("meldingnummer", "vrij zeker"),
        "Aangemaakt op": ("ontvangen", "vrij zeker"),
        "Categorie": ("hoofdcategorie", "vrij zeker"),
        "Sub categorie": ("subcategorie", "zeker"),
        "Locatie adres": ("straat", "vrij zeker"),
        "Huisnr": ("huisnummer", "vrij zeker"),
        "Pc": ("postcode", "vrij zeker"),
        "Status melding": ("status", "vrij zeker"),
        "Lat": ("y", "vrij zeker"),
        "Long": ("x", "vrij zeker"),
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "zip"])
def test_every_kind_of_file_gives_the_same(tmp_path, write_csv, write_xlsx, kind):
    matrix = _unknown()
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        write_csv(path, [["Export van 2020"], *matrix])
    elif kind == "xlsx":
        write_xlsx(path, matrix, remarks=[f"Gemaakt voor {MARK}"])
    elif kind == "json":
        path.write_text(json.dumps([dict(zip(HEADER, row, strict=True)) for row in matrix[1:]]))
    else:
        member = write_csv(tmp_path / "b.csv", matrix)
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(member, "map/b.csv")
    (table,) = profile(path, LAYOUTS).tables
    assert (table.rows, len(table.columns)) == (60, 12)
    assert sum(column.proposal is not None for column in table.columns) == 10


def test_a_proposal_works_when_it_is_pasted(tmp_path, write_csv):
    path = write_csv(tmp_path / "a.csv", _unknown())
    with pytest.raises(UnreadableError):
        read_delivery(path, LAYOUTS)
    config = tmp_path / "voorstel.toml"
    config.write_text("\n\n".join(blocks(profile(path, LAYOUTS), USUAL)), "utf-8")
    settings = read_configuration(config)
    table = read_delivery(path, settings.melddesk.layouts)
    assert table.row_count == 60
    assert settings.melddesk.coordinaten == "WGS84"
    assert settings.melddesk.datumformaten[0] == "%d/%m/%Y %H:%M"
    usual = Configuration().melddesk.statussen
    assert settings.melddesk.statussen == usual | {"Afgerond": "afgehandeld"}
    whole = profile(path, settings.melddesk.layouts)
    assert whole.known is not None
    assert not any("kolommen" in block for block in blocks(whole, settings))


def test_categories_without_a_theme_are_proposed_and_no_others(tmp_path, write_csv):
    path = write_csv(tmp_path / "a.csv", _unknown())
    (block,) = [
        block
        for block in blocks(profile(path, LAYOUTS), USUAL)
        if block.startswith("[melddesk.cat")
    ]
    assert tomllib.loads(block)["melddesk"]["categorieen"] == {"Afval/Jongeren overlast": "jeugd"}
    assert '# "Afval/Eigen soort" = ""  # 10×; kies een thema' in block
    assert "Afval/Zwerfvuil" not in block
    assert "Wonen" not in block  # the whole category has a theme


def test_headers_with_special_characters_of_toml_can_be_pasted(tmp_path, write_csv):
    matrix = _unknown()
    matrix[0] = ['Zaak "nr"', "Aangemaakt\\op", *HEADER[2:]]
    path = write_csv(tmp_path / "a.csv", matrix)
    for block in blocks(profile(path, LAYOUTS), USUAL):
        tomllib.loads(block)


def test_police_columns_are_proposed_for_the_police(tmp_path, write_csv):
    rows = [[f"PL-{n}", "A72", "Lindelaan", f"{n % 28 + 1:02}-01-2020"] for n in range(30)]
    path = write_csv(tmp_path / "a.csv", [["Incidentnr", "MK", "Straat", "Datum kennis"], *rows])
    (block,) = blocks(profile(path, LAYOUTS), USUAL)
    assert tomllib.loads(block)["politie"]["kolommen"] == {
        "Incidentnr": "incidentnummer",
        "Straat": "straat",
        "Datum kennis": "kennisname",
    }


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("header", [True, False])
def test_no_value_of_another_column_is_shown(tmp_path, write_csv, shown, width, header):
    matrix = _unknown() if header else _unknown()[1:]
    text = shown(write_csv(tmp_path / "a.csv", matrix), width)
    for secret in (MARK, "Lindelaan", "6299", "2020-0001", "50.8", "/01/2020"):
        assert secret not in text, secret
    if not header:
        assert "Geen kopregel gevonden" in text
        assert "Zwerfvuil" not in text


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["open311.json", "open311_bulk.csv", "fixmystreet.csv", "zip"])
def test_no_marker_of_the_examples_is_shown(
    tmp_path, examples, zip_tables, write_csv, shown, width, name
):
    path = zip_tables(tmp_path / "a.zip") if name == "zip" else examples / name
    text = shown(path, width)
    assert "GEHEIM" not in text
    assert "ja: export" in " ".join(text.split())
    assert "vrij zeker" not in text
    assert max(map(len, text.splitlines())) <= max(width, 100)


def test_the_history_in_a_zip_is_not_among_its_values(tmp_path, zip_tables):
    whole = profile(zip_tables(tmp_path / "a.zip"), LAYOUTS)
    assert {table.name for table in whole.tables} == {
        f"{name}.csv" for name in ("signals", "locations", "categories", "statuses")
    }
    assert set(whole.unopened) == {"notes.csv", "reporters.csv", "signals_assigned_user.csv"}
    assert all(table.values.empty for table in whole.tables[:-1])


@pytest.mark.parametrize(
    "words",
    [
        [f"Jan Jansen {n}" for n in range(60)],  # as many words as rows, so no list of choices
        ["bel 06-12345678", "x" * 81] * 30,
        ["Eenmalig", *["Zwerfvuil"] * 59],
    ],
)
def test_words_that_could_identify_someone_are_not_shown(tmp_path, write_csv, shown, words):
    matrix = _unknown()
    for row, word in zip(matrix[1:], words, strict=True):
        row[2] = word
    text = shown(write_csv(tmp_path / "a.csv", matrix))
    for word in set(words) - {"Zwerfvuil"}:
        assert word not in text


def test_a_word_is_shown_from_twenty_rows_on_and_other_values_by_their_form(
    tmp_path, write_csv, shown
):
    words = {"Zqxpoep": 20, "Zqxrand": 19, "483.100.110": 30, "x(at)example.nl": 25}
    matrix = [HEADER, *(_unknown(sum(words.values()))[1:])]
    column = [word for word, rows in words.items() for _ in range(rows)]
    for row, word in zip(matrix[1:], column, strict=True):
        row[2] = word
    path = write_csv(tmp_path / "a.csv", matrix)
    text = shown(path, 120)
    assert "Zqxpoep" in text
    for shape in ("vorm: Aaaaaaa", "vorm: 999.999.999", "vorm: a(aa)aaaaaaa.aa"):
        assert shape in text
    for value in ("Zqxrand", "483.100", "example"):
        assert value not in text
    (table,) = profile(path, LAYOUTS).tables
    assert set(table.values["hoofdcategorie"]) == {"Zqxpoep"}


@pytest.mark.parametrize(
    "header", ["Omschrijving", "Naam melder", "Telefoon", "E-mail", "Toelichting"]
)
def test_a_column_that_is_never_read_is_never_proposed(tmp_path, write_csv, header):
    matrix = _unknown()
    matrix[0] = [header, *HEADER[1:]]
    path = write_csv(tmp_path / "a.csv", matrix)
    assert header not in _fields(path)
    (table,) = profile(path, LAYOUTS).tables
    assert table.columns[0].never


def test_a_row_with_a_single_known_word_is_no_header(tmp_path, write_csv, shown):
    rows = [[MARK, "Lindelaan", "Telefoon", f"Soort {n % 3}"] for n in range(30)]
    path = write_csv(tmp_path / "a.csv", rows)
    text = shown(path)
    assert MARK not in text
    assert "Geen kopregel gevonden" in text


def test_a_header_that_is_a_value_is_not_shown(tmp_path, write_csv):
    matrix = _unknown()
    matrix[0] = ["piet@voorbeeld.nl", *HEADER[1:]]
    (table,) = profile(write_csv(tmp_path / "a.csv", matrix), LAYOUTS).tables
    assert table.header_row == 0
    assert all("piet" not in column.header for column in table.columns)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "leeg"),
        ("a.zip", b"", "leeg"),
        ("a.zip", b"PK\x03\x04 half", "afgebroken"),
        ("a.json", b'[{"a": 1', "afgebroken"),
        ("a.xlsx", b"PK\x03\x04 half", "niet compleet"),
        ("a.pdf", b"%PDF", ".xlsx of .csv"),
        ("a.csv", b"een regel zonder kolommen", "niet herkend"),
    ],
)
def test_the_message_about_a_file_that_cannot_be_opened(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableError) as error:
        profile(tmp_path / name, LAYOUTS)
    assert message in str(error.value)


def test_the_trial_says_what_becomes_of_the_rows_on_one_screen(tmp_path, write_csv, shown):
    matrix = [[*row, *("" for _ in range(60))] for row in _unknown(120)]
    matrix[0] = [*HEADER, *(f"Eigen veld {n}" for n in range(60))]
    text = shown(write_csv(tmp_path / "a.csv", matrix), tried=True, everything=False)
    assert "wordt apart gezet" in text
    assert "120 van 120" in text
    assert "en nog 48" in text
    assert len(text.splitlines()) < 60


@pytest.mark.dear
@pytest.mark.parametrize("number", [320, pytest.param(2000, marks=pytest.mark.slow_by_nature)])
def test_a_very_wide_workbook_is_one_screen(tmp_path, write_xlsx, shown, number):
    matrix = [[f"Kolom {n}" for n in range(number)], [f"{n}" for n in range(number)]]
    text = shown(write_xlsx(tmp_path / "a.xlsx", matrix), everything=False)
    assert len(text.splitlines()) < 40
