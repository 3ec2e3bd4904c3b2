"""Tests of the settings: where they are found, and what the message of each mistake names."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assets.basis.errors import AnalystError
from pipelines.settings import load_settings, read_configuration
from schemas import melddesk
from schemas.configuration import Configuration


@pytest.fixture
def message_for(tmp_path):
    """`message_for(text)` -> the error message for settings with this text."""

    def read(text: str) -> str:
        path = tmp_path / "veiligheidsbeeld.toml"
        path.write_text(text, "utf-8")
        with pytest.raises(AnalystError) as caught:
            read_configuration(path)
        return str(caught.value)

    return read


def _configure(tmp_path: Path, text: str) -> Configuration:
    path = tmp_path / "eigen.toml"
    path.write_text(text, "utf-8")
    return read_configuration(path)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[gemeente]\nnam = 'x'", "gemeente.nam"),
        ("[gementee]\nnaam = 'x'", "gementee"),
        ("[cijfers]\nminimum = 3", "cijfers.minimum"),
    ],
)
def test_an_unknown_setting_is_named(message_for, text, place):
    message = message_for(text)
    assert f"[{place}] bestaat niet als instelling" in message
    assert "veiligheidsbeeld.toml" in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[cijfers]\nminimum_aantal = 'veel'", "cijfers.minimum_aantal"),
        ("[cijfers]\nminimum_aantal = 0", "cijfers.minimum_aantal"),
        ("[leveringen]\nkrimp_waarschuwing = 50", "leveringen.krimp_waarschuwing"),
        ("[politie]\nmaand = 'kennis'", "politie.maand"),
        ("[melddesk]\ncoordinaten = 'GPS'", "melddesk.coordinaten"),
        ("[melddesk.statussen]\n'Nieuw' = 'nieuw'", "melddesk.statussen.Nieuw"),
        ("gemeente = 'Maastricht'", "gemeente"),
    ],
)
def test_a_wrong_value_is_named_by_its_setting(message_for, text, place):
    assert f"[{place}]" in message_for(text)


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("[gemeente]\ncode = '935'", "GM0935"),
        ("[gemeente]\neerste_maand = '2018-13'", "2018-01"),
    ],
)
def test_a_value_of_the_wrong_form_gets_an_example(message_for, text, example):
    assert f"moet eruitzien als {example}" in message_for(text)


@pytest.mark.parametrize("section", ["politie", "melddesk"])
def test_a_header_for_an_unknown_field_gets_the_choices(message_for, section):
    message = message_for(f"[{section}.kolommen]\n'Straatnaam' = 'straatt'")
    assert f"[{section}.kolommen]" in message
    assert "«Straatnaam»" in message
    assert "«straatt»" in message
    assert "huisnummer" in message


@pytest.mark.parametrize("section", ["veiligheidsmonitor", "registers"])
def test_a_label_may_also_be_an_area_or_be_skipped_but_nothing_else(section, message_for, tmp_path):
    text = f"[{section}.kolommen]\n'Stad' = 'gemeente'\n'Oud-Zuid' = 'WK093501'\n'x' = 'overslaan'"
    read = getattr(_configure(tmp_path, text), section)
    assert read.kolommen["Oud-Zuid"] == "WK093501"
    message = message_for(f"[{section}.kolommen]\n'Stad' = 'steden'")
    assert f"[{section}.kolommen]" in message and "«steden»" in message
    assert "gebied" in message and "overslaan" in message


def test_all_mistakes_are_reported_at_once(message_for):
    message = message_for("[gemeente]\ncode = 'x'\n[cijfers]\nminimum_aantal = 0")
    assert "[gemeente.code]" in message
    assert "[cijfers.minimum_aantal]" in message


@pytest.mark.parametrize("text", ["[gemeente\nnaam = 'x'", "naam = Maastricht", "a = 1\na = 2"])
def test_invalid_toml_gets_advice(message_for, text):
    message = message_for(text)
    assert "geen geldig TOML-bestand" in message
    assert "aanhalingstekens" in message


def test_another_character_set_is_invalid_toml(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"[gemeente]\nnaam = 'Belv\xe9d\xe8re'")
    with pytest.raises(AnalystError, match=r"a\.toml is geen geldig TOML-bestand"):
        read_configuration(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(AnalystError, match=r"weg\.toml is er niet.*--config"):
        read_configuration(tmp_path / "weg.toml")


def test_a_theme_that_does_not_exist_is_named(message_for):
    message = message_for("[melddesk.categorieen]\n'Afval/Zwerfvuil' = 'bestaat_niet'")
    assert "bestaat_niet" in message


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf[gemeente]\nnaam = 'Voorbeeldstad'")
    assert read_configuration(path).gemeente.naam == "Voorbeeldstad"


def test_without_a_file_it_is_maastricht():
    assert read_configuration(None) == Configuration()
    assert Configuration().gemeente.code == "GM0935"


def test_paths_are_relative_to_the_settings_file(tmp_path):
    configuration = _configure(tmp_path, "[referentie]\nstraten = 'ref/straten.csv'\njaar = 2025")
    [streets] = configuration.referentie.straten
    assert streets.bestand == tmp_path / "ref" / "straten.csv"
    assert configuration.referentie.jaar == 2025


def test_the_layout_has_the_headers_date_formats_and_decimal_sign_of_the_settings(tmp_path):
    layout = _configure(
        tmp_path,
        "[melddesk]\ndatumformaten = ['%Y%m%d']\ndecimaalteken = '.'\n"
        "[melddesk.kolommen]\n'Zaaknummer' = 'meldingnummer'\n'Zaak' = 'meldingnummer'",
    ).melddesk.layout
    assert (layout.date_formats, layout.decimal) == (("%Y%m%d", *melddesk.LAYOUT.date_formats), ".")
    assert layout.field("meldingnummer").headers == ("Zaaknummer", "Zaak", "Meldingnummer")
    assert layout.field("straat").headers == ("Straat",)
    assert layout.recognise(["zaak nummer", "Meldingnummer"]) == {"meldingnummer": 0}


def test_settings_are_immutable():
    with pytest.raises(ValidationError):
        Configuration().gemeente.naam = "x"


def test_the_shipped_example_is_valid():
    assert (
        read_configuration(Path(__file__).parents[2] / "veiligheidsbeeld.toml").gemeente.code
        == "GM0935"
    )


def test_an_argument_precedes_the_environment_and_that_precedes_the_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "veiligheidsbeeld.toml").write_text("[gemeente]\nnaam = 'Hier'")
    assert load_settings().home == (tmp_path / "data").resolve()
    assert load_settings().inbox == (tmp_path / "data" / "inbox").resolve()
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(tmp_path / "omgeving"))
    monkeypatch.setenv("VEILIGHEIDSBEELD_INBOX", str(tmp_path / "post"))
    assert load_settings().home == (tmp_path / "omgeving").resolve()
    assert load_settings().inbox == (tmp_path / "post").resolve()
    assert load_settings(home=tmp_path / "eigen").home == (tmp_path / "eigen").resolve()
    assert load_settings().configuration.gemeente.naam == "Hier"
    (tmp_path / "ander.toml").write_text("[gemeente]\nnaam = 'Daar'")
    monkeypatch.setenv("VEILIGHEIDSBEELD_CONFIG", str(tmp_path / "ander.toml"))
    assert load_settings().configuration.gemeente.naam == "Daar"


def test_without_a_file_no_municipality_is_assumed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnalystError, match="veiligheidsbeeld init"):
        load_settings()
    assert load_settings(without=True).config is None


def test_the_inbox_of_the_settings_begins_at_their_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stad").mkdir()
    config = tmp_path / "stad" / "veiligheidsbeeld.toml"
    config.write_text("[leveringen]\ninbox = 'post'")
    assert load_settings(config=config).inbox == (tmp_path / "stad" / "post").resolve()
    assert load_settings(config=config, inbox=tmp_path).inbox == tmp_path.resolve()
