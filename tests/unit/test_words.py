"""Tests of accepted words, and of which texts are refused as a word."""

from __future__ import annotations

from datetime import date

import pytest

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.words import accept_word, accepted_words, words_of
from assets.sources.melddesk.source import recipe
from schemas.configuration import Configuration
from schemas.personal_text import could_be_personal

DAY = date(2020, 7, 1)
FORMS = [
    "483.100.110",
    "483 100 110",
    "4831.00.110",
    "BSN 483100110",
    "NL91-ABNA-0417-1643-00",
    "NL91.ABNA.0417.1643.00",
    "BE68 5390 0754 7034",
    "+32 475 12 34 56",
    "+49 151 2345678",
    "0032475123456",
    "06/12345678",
    "06 1234 5678",
    "043-3123456",
    "GB123H",
    "gb 123 h",
    "12XKLB",
    "12 XK LB",
    "1XKL23",
    "x(at)example.nl",
    "x [at] example.nl",
    "x at example dot nl",
    "x @ example.nl",
    "Kerkstraat 12",
    "Kerkstraat nr 12a",
    "Lange laan 3",
    "6211 AA",
    "6211AA 12",
    "Zqx 12-03-1961",
    "Zqx 12 maart 1961",
    "Zqx geb. 1961",
    "1961-03-12",
    "mevr. Zqx",
    "fam Zqx",
]
WORDS = ["Hondenpoep", "Wonen/overlast", "14 043", "112-melding", "Wijk 12", "GM0935", "Top 10"]


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path / "data", tmp_path / "inbox")


@pytest.mark.parametrize("text", FORMS)
def test_a_text_with_a_form_of_personal_data_is_no_word(home: Home, text: str) -> None:
    assert could_be_personal(text)
    with pytest.raises(AnalystError, match="--woord"):
        accept_word(home, "melddesk", "kanaal", text, "nagekeken", DAY)
    with pytest.raises(AnalystError, match="--reden"):
        accept_word(home, "melddesk", "kanaal", "Praatpaal", text, DAY)
    assert accepted_words(home) == ()


@pytest.mark.parametrize("text", WORDS)
def test_an_ordinary_word_is_accepted(home: Home, text: str) -> None:
    accept_word(home, "melddesk", "kanaal", f" {text} ", "nagekeken", DAY)
    assert words_of(home, "melddesk", "kanaal") == {text.casefold()}
    assert words_of(home, "melddesk", "hoofdcategorie") == frozenset()


def test_a_word_is_accepted_once_with_its_day_and_reason(home: Home) -> None:
    accept_word(home, "melddesk", "kanaal", "Praatpaal", "nieuw kanaal", DAY)
    with pytest.raises(AnalystError, match="al geaccepteerd"):
        accept_word(home, "melddesk", "kanaal", "PRAATPAAL", "nog eens", DAY)
    [entry] = accepted_words(home)
    assert (entry.geaccepteerd_op, entry.reden) == ("2020-07-01", "nieuw kanaal")


def test_an_accepted_word_makes_the_rows_anew(home: Home) -> None:
    before = recipe(home, Configuration()).made_from
    assert recipe(home, Configuration()).made_from == before
    accept_word(home, "melddesk", "kanaal", "Praatpaal", "nieuw kanaal", DAY)
    assert recipe(home, Configuration()).made_from != before


@pytest.mark.parametrize("content", ["", "[{", "[1]", '[{"woord": "x"}]'])
def test_damaged_words_are_said_and_not_forgotten(home, content):
    (home.decisions / "woorden.json").write_text(content)
    with pytest.raises(AnalystError, match="beschadigd"):
        accepted_words(home)
