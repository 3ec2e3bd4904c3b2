"""Tests of mistakes in the settings file: each is told in Dutch, with its line and what to do, and
nothing of the library's own words gets through.
"""

from __future__ import annotations

import re
import sys

import pytest

from assets.basis.errors import AnalystError
from pipelines import cli
from pipelines.settings import read_configuration
from pipelines.settings_text import lines_of

ENGLISH = re.compile(
    r"\b(?:at line|column|Cannot|Expected|Invalid|Illegal|Unescaped|Unclosed|Unterminated|document|"
    r"statement|validation|input)\b"
)


@pytest.fixture
def told(tmp_path):
    """`told(content)` -> the message for a settings file with this content."""

    def read(content: str | bytes) -> str:
        path = tmp_path / "veiligheidsbeeld.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(AnalystError) as caught:
            read_configuration(path)
        return str(caught.value)

    return read


@pytest.mark.parametrize(
    ("lines", "number", "remedy"),
    [
        (["[politie.codes]", "'x' = 'A72'", "[politie.codes]"], 3, "de kop [politie.codes] staat"),
        (["[gemeente]", "naam = 'x'", "naam = 'y'"], 3, "«naam» staat er al (op regel 3)"),
        (["[melddesk.kolommen]", "'Soort' = 'status'", '"Soort" = "kanaal"'], 3, "(op regel 3)"),
        (["[gemeente]", 'naam = "x', 'code = "GM0935"'], 2, "ontbreekt een aanhalingsteken"),
        (["[gemeente]", "naam = x'"], 2, "aanhalingstekens"),
        (["[gemeente]", "naam = Groningen"], 2, "tekst hoort tussen aanhalingstekens"),
        (["[gemeente]", "naam = “Groningen”"], 2, "krullende aanhalingstekens"),
        (["[gemeente", "naam = 'x'"], 1, "een kop staat alleen op zijn regel, tussen [ en ]"),
        (["[cijfers]", "minimum_gekoppeld = 0,85"], 2, "een punt, geen komma"),
        (["[politie]", "buurt_is_cbs = Nee"], 2, "true of false"),
        (["[doelbinding]", "datum = 31-01-2019"], 2, "jaar-maand-dag"),
        (["[gemeente]", "naam ="], 2, "ontbreekt de waarde"),
        (["[melddesk.kolommen]", "Datum melding = 'ontvangen'"], 2, "tussen aanhalingstekens"),
        (["[melddesk.kolommen]", "Onzin zonder teken"], 2, "ontbreekt ="),
        (["[referentie]", 'buurten = "C:\\data\\b.csv"'], 2, "enkele aanhalingstekens"),
        (["[referentie]", 'buurten = "C:\\tabel\\n.csv"'], 2, "enkele aanhalingstekens"),
        (["[referentie]", 'buurten = "\\\\server\\x"'], 2, "enkele aanhalingstekens"),
        (["[themas]", "bomen = { naam = 'x',", "  overlast = true }"], 2, "op één regel"),
        (["[openbaar]", "ook_openbaar = ['a',"], 2, "een lijst mist haar ]"),
        (["[gemeente]", "naam = 'x' code = 'GM0935'"], 2, "na de waarde staat nog iets"),
    ],
)
def test_a_mistake_of_writing_is_told_by_its_line(told, lines, number, remedy):
    message = told("\n".join(["# instellingen", *lines]))
    assert re.search(rf"\b[Rr]egel {number + 1}:", message), message
    assert remedy in message
    assert not ENGLISH.search(message), message


@pytest.mark.parametrize(
    ("lines", "number", "remedy"),
    [
        (
            ["[gemeente]", "nam = 'x'"],
            2,
            "[gemeente.nam] bestaat niet als instelling; bedoelt u «na",
        ),
        (["[gementee]", "naam = 'x'"], 1, "bedoelt u «gemeente»?"),
        (["[politie]", "naam = 'x'"], 2, "«naam» hoort onder de kop [gemeente]"),
        (["[politie]", "drempel = 3"], 2, "«drempel» hoort onder de kop [openbaar]"),
        (["[themas]", "x = { nam = 'X' }"], 2, "bedoelt u «naam»?"),
        (["[themas.x]", "naam = 'X'", "kleur = 'groen'"], 3, "kies uit: naam, onder"),
        (["[gemeente]", "naam = 12"], 2, "moet tekst tussen aanhalingstekens zijn"),
        (["[gemeente]", "naam = 2019-01-01"], 2, "zet de datum tussen aanhalingstekens"),
        (["[cijfers]", "minimum_aantal = 'vijf'"], 2, "moet een heel getal zijn"),
        (["[politie]", "maand = 'pleeg'"], 2, "moet een van deze zijn"),
        (["[melddesk.categorieen]", "'Eigen soort' = 'weg'"], 2, "onbekende thema «weg»"),
        (
            ["[bewaren]", "runs = { termijn = 'lang', vastgesteld_in = 'x' }"],
            2,
            "[bewaren.runs.ter",
        ),
        (["[politie.codes]", "'Fiets' = 'A999'"], 2, "[politie.codes] «Fiets»"),
        (["[themas]", "afval = { naam = 'X' }"], 2, "[themas] «afval» is al een thema"),
        (["[politie.kolommen]", "'MK' = 'straat'", "'mk' = 'buurt'"], 3, "bij twee velden"),
    ],
)
def test_a_wrong_setting_is_told_by_its_line_and_the_nearest_name(told, lines, number, remedy):
    message = told("\n".join(["", *lines]))
    assert remedy in message
    assert f"regel {number + 1}:" in message, message
    assert not ENGLISH.search(message), message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_character_sets_of_notepad_are_read(tmp_path, encoding, end):
    path = tmp_path / "a.toml"
    path.write_bytes(end.join(["[gemeente]", "naam = 'Belvédère'", ""]).encode(encoding))
    assert read_configuration(path).gemeente.naam == "Belvédère"


def test_another_character_set_is_told_by_its_line(told):
    message = told("[gemeente]\nnaam = 'Belvédère'".encode("cp1252"))
    assert "regel 2" in message and "Codering UTF-8" in message


def test_a_tab_in_an_inline_table_is_read(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("[themas]\nx\t=\t{\tnaam = 'X',\toverlast = true\t}\n", "utf-8")
    assert read_configuration(path).themas["x"].overlast


def test_the_lines_of_settings_are_found_through_headers_quotes_and_dots():
    text = "[a.'b c']\n\"d.e\" = 1\n\nf.g = 2\n[[h]]\n# i = 3\n'j' = 4"
    assert lines_of(text) == {
        ("a", "b c"): 1,
        ("a", "b c", "d.e"): 2,
        ("a", "b c", "f", "g"): 4,
        ("h",): 5,
        ("h", "j"): 7,
    }


@pytest.mark.parametrize("content", ["naam = x", "[gemeente]\nnam = 'x'"])
def test_a_run_with_wrong_settings_ends_with_2_and_the_message(
    tmp_path, monkeypatch, capsys, content
):
    config = tmp_path / "veiligheidsbeeld.toml"
    config.write_text(content, "utf-8")
    home = str(tmp_path / "huis")
    command = ["veiligheidsbeeld", "run", "--home", home, "--config", str(config)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    message = " ".join(capsys.readouterr().err.split())
    assert "Niet gelukt." in message and "egel " in message
    assert not ENGLISH.search(message)
