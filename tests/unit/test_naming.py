"""Tests of names as they may be shown outside the archive, and of what a terminal obeys.

Every person and number is invented.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.naming import form, own_words, public_header, public_name, renamed
from assets.formats.cells import as_text
from schemas.layout import fold_header
from schemas.plain_text import printable

WORDS = own_words("Bergen op Zoom")


@pytest.mark.parametrize(
    "name",
    [
        "2020-06-08/Incidenten Bergen op Zoom 2020-05.xlsx",
        "incidenten_bergen_op_zoom_2020_02.csv",
        "MeldDesk 05-05-2020 (1).csv",
        "MeldDesk 2020-04 (12).csv",
        "export_20200505_101500.csv",
        "85146NED_UntypedDataSet_15052023_134652.csv",
        "veiligheidsmonitor 2014-2019.csv",
        "registers 2019--2020.csv",
        "Incidenten mei 2018 (2).xlsx",
        "politie week 23.csv",
    ],
)
def test_a_name_of_known_words_dates_and_short_numbers_is_shown(name: str) -> None:
    assert public_name(name, WORDS, "0123456789ab") == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("MeldDesk Zqxbavu 2020.csv", "AaaaAaaa Aaaaaaa 9999 [id].csv"),
        ("map Zqxbavu/MeldDesk 2020.csv", "aaa Aaaaaaa/MeldDesk 2020 [id].csv"),
        ("06-1234-5678.csv", "99-9999-9999 [id].csv"),
        ("melding 06 2012 2013.csv", "aaaaaaa 99 9999 9999 [id].csv"),
        ("483.100.110.csv", "999.999.999 [id].csv"),
        ("AB-123-C.xlsx", "AA-999-A [id].xlsx"),
        ("Incidenten Bergen 6211 AA 12.csv", "Aaaaaaaaaa Aaaaaa 9999 AA 99 [id].csv"),
        ("politie.zqxbavu", "aaaaaaa.aaaaaaa [id]"),
        ("politie (a@b.nl).csv", "aaaaaaa (a@a.aa) [id].csv"),
        ("Überlast José.csv", "Aaaaaaaa Aaaa [id].csv"),
        ("\x1b]0;x\x07politie.csv", "]9;aaaaaaaa [id].csv"),
    ],
)
def test_any_other_name_is_shown_by_its_form_with_an_id(name: str, shown: str) -> None:
    assert public_name(name, WORDS, "id") == shown


def test_a_sheet_without_a_known_name_has_no_id() -> None:
    assert public_name("Blad 1") == "Blad 1"
    assert public_name("Zqxbavu") == "Aaaaaaa"


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Straat", "Straat"),
        ("STRAAT.", "STRAAT."),
        ("Straat Zqxbavu", "Aaaaaa Aaaaaaa"),
        ("Иван straat", "Aaaa aaaaaa"),  # folding drops the name
        ("Straat" + "\u202e", "Straat"),
        ("bsn 123456782", "aaa 999999999"),
    ],
)
def test_a_header_is_shown_if_it_is_on_the_lists(header: str, shown: str) -> None:
    assert public_header(header, frozenset({fold_header("straat")})) == shown


def test_a_message_gets_the_public_name() -> None:
    assert renamed("«Zqx.csv» is leeg", "Zqx.csv", "Aaa.csv") == "«Aaa.csv» is leeg"


@given(st.text())
def test_a_form_has_no_letter_or_digit_of_the_text(text: str) -> None:
    shape = form(text)
    assert {sign for sign in shape if sign.isalnum()} <= {"a", "A", "9"}
    assert len(shape) <= 60
    assert printable(shape) == shape


@given(st.text())
def test_what_is_printable_stays_so(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    if text.isprintable():
        assert printable(text) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a\x1b[31mrood", "a[31mrood"),
        ("a\x9b31mrood", "a31mrood"),
        ("\x1b]0;titel\x07x", "]0;titelx"),
        ("links\u202ethcer\u2066", "linksthcer"),
        ("twee\x85regels\x0b\u2028hier", "twee regels hier"),
        ("nul\x00byte\x7f", "nulbyte"),
        ("\u00c3\u0089migrant", "\u00c9migrant"),  # UTF-8 read as Latin-1: C1 is part of a letter
        ("gewoon", "gewoon"),
    ],
)
def test_what_a_terminal_obeys_stops_at_the_door(cell: str, text: str) -> None:
    assert as_text(cell) == text
