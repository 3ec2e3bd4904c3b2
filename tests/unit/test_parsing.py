"""Tests of parsing an address: house numbers, postcodes, brackets, corners, nearby places."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assets.linking.names import fold
from assets.linking.parsing import PLAIN_NUMBER, is_number, parse, says_nothing, without_number


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Lindelaan", ["Lindelaan"]),
        (" Lindelaan ; ", ["Lindelaan"]),
        ("'Lindelaan'", ["Lindelaan"]),
        ("Lindelaan (achterzijde)", ["Lindelaan"]),
        ("Lindelaan [P+R]", ["Lindelaan"]),
        ("Lindelaan (nabij", ["Lindelaan"]),
        ("Lindelaan, 6299 AA Voorbeeldstad", ["Lindelaan"]),
        ("Lindelaan 6299AA", ["Lindelaan"]),
        ("hoek Lindelaan/Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("hoek van de Lindelaan / Kerkstraat", ["de Lindelaan", "Kerkstraat"]),
        ("Lindelaan hk Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("op de kruising Lindelaan met de Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("kruispunt Lindelaan en Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan t.h.v. Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan ter hoogte van de kerk", ["Lindelaan", "de kerk"]),
        ("Lindelaan nabij Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan t/o Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("tussen Lindelaan en Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan | Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan – Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Lindelaan - Kerkstraat - Bat", ["Lindelaan", "Kerkstraat", "Bat"]),
        ("Lindelaan x Kerkstraat", ["Lindelaan", "Kerkstraat"]),
        ("Sint-Jansstraat", ["Sint-Jansstraat"]),
        ("Jan v/d Maasstraat", ["Jan vd Maasstraat"]),
        ("Lindelaan 12/14", ["Lindelaan 12-14"]),
        ("Lindelaan 12 t/m 16", ["Lindelaan 12 -16"]),
        ("Lindelaan nr. 12", ["Lindelaan 12"]),
        ("Pop-up en Partyweg", ["Pop-up en Partyweg"]),
        ("Belv&eacute;d&egrave;re", ["Belvédère"]),
        ("", []),
        ("///", []),
    ],
)
def test_an_address_is_taken_apart_where_a_street_may_stand(written, parts):
    found = parse(written)
    assert [" ".join(part.split()) for part in found.parts] == parts


@pytest.mark.parametrize(
    ("written", "behind"),
    [
        ("Maas, Jan van der", ("Jan van der",)),
        ("Lindelaan (Noord)", ("Noord",)),
        ("Lindelaan (Noord), Elders", ("Noord", "Elders")),
        ("Lindelaan, 6299 AA Elders", ("Elders",)),
        ("Lindelaan", ()),
    ],
)
def test_what_stands_behind_a_comma_or_in_brackets_is_kept_apart(written, behind):
    assert parse(written).behind == behind


@pytest.mark.parametrize("written", ["Thviweg", "Nabijstraat", "Hoekstraat", "Kruisingweg"])
def test_a_name_that_begins_as_a_word_between_streets_is_one_part(written):
    assert parse(written).parts == (written,)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lindelaan 12", "Lindelaan"),
        ("Lindelaan 12 A", "Lindelaan"),
        ("Lindelaan, 12-bis", "Lindelaan"),
        ("Lindelaan12", "Lindelaan"),
        ("Lindelaan 12-14 achter", "Lindelaan"),
        ("Plein 1992 7", "Plein"),  # only the list knows which number is part of the name
        ("1e Voorbeeldstraat", "1e Voorbeeldstraat"),
        ("Lindelaan 2e", "Lindelaan 2e"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_a_name_stands_before_its_house_number(written, name):
    assert without_number(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lindelaan 12", "Lindelaan"),
        ("Lindelaan 12a", "Lindelaan"),
        ("Lindelaan 12-B", "Lindelaan"),
        ("Plein 1992 7", None),
        ("Plein 1992", None),
        ("Lindelaan", None),
    ],
)
def test_a_large_number_can_belong_to_the_name(written, name):
    found = PLAIN_NUMBER.fullmatch(written)
    assert (found[1] if found else None) == name


@pytest.mark.parametrize(
    ("words", "yes"),
    [
        (["12"], True),
        (["12", "a"], True),
        (["12", "bis"], True),
        (["12", "14"], True),
        (["12a"], True),
        (["a"], False),
        (["12", "kerkstraat"], False),
        (["2e", "dwarsstraat"], False),
        ([], False),
    ],
)
def test_a_house_number_is_told_from_other_words(words, yes):
    assert is_number(words) is yes


@pytest.mark.parametrize(
    "text", ["", "  ", "???", "Onbekend", "n.v.t.", "-", "geen adres", "Div. straten"]
)
def test_some_texts_say_that_there_is_no_street(text):
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Geenweg", "Testlaan", "Onbekendeweg", "Leegte"])
def test_a_name_that_begins_so_is_a_name(text):
    assert not says_nothing(text)


@given(st.text())
@example("\u202e(](),.;")
@example("1" * 300)
def test_any_text_is_taken_apart_in_pieces_that_say_something(text):
    found = parse(text)
    assert all(fold(part) for part in found.parts)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "a" * 600 + "," * 600 + "x",
        "a," * 5000,
        "(" * 10_000,
        "1 " * 5000,
        "a 1" * 3000,
        "/ " * 5000,
        "hoek " * 2000,
        " " * 10_000 + "x",
        "t.h.v." * 2000,
        "&" * 5000 + ";",
        "12 t/m " * 1000,
        "- " * 5000,
    ],
    ids=lambda text: text[:6].strip() or "spaces",
)
def test_no_text_keeps_us_busy(text):
    began = time.process_time()
    parse(text)
    without_number(text[:200])
    PLAIN_NUMBER.fullmatch(text)
    says_nothing(text)
    assert time.process_time() - began < 2
