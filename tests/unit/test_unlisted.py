"""Tests of the name of a street without a list of streets: no house number stays in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.linking.unlisted import street_name

NAMES = ("Stationsstraat", "de Ruyterstraat", "rue de la Loi", "W NORTH AVE", "Bat")
ORDERS = (
    "{name} {number}", "{number} {name}", "{number}, {name}", "{name}, {number}",
    "{name} nr {number}", "nr. {number} {name}", "{name} {number}-a", "{number}a {name}",
    "{name} {number} bis", "{name} {number} 1234AB Dorp", "1234 AB {name} {number}",
    "1234ab {name} {number}", "{name} {number}/{number}", "{number}-{number} {name}",
    "{name} #{number}", "{name} ({number})",
    "{number} - {name}", "{name} huisnummer {number}", "{name} {number}e",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5427 W NORTH AVE", "W NORTH AVE"),
        ("5427 1/2 W North Ave", "W North Ave"),
        ("5427 N 42ND ST", "N 42ND ST"),
        ("12, rue de la Loi", "rue de la Loi"),
        ("Plein 1944 nr 3", "Plein 1944"),
        ("Plein 1944 3", "Plein 1944"),
        ("Plein 1944", "Plein 1944"),
        ("Kerkstraat 1944", "Kerkstraat"),
        ("Kerkstraat 12 nr 3", "Kerkstraat"),
        ("2e Dwarsstraat 4", "2e Dwarsstraat"),
        ("1e van der Helststraat 3-hs", "1e van der Helststraat"),
        ("Van der Helst 2e dwarsstraat 4", "Van der Helst 2e dwarsstraat"),
        ("8 Oktoberstraat 12", "8 Oktoberstraat"),
        ("40-45laan 3", "40-45laan"),
        ("Laan 1940-1945 12", "Laan 1940-1945"),
        ("Kerkstraat12", "Kerkstraat"),
        ("N278 hm 12", "N278 hm"),
        ("A2", "A2"),
        ("nr 5, Kerkstraat", "Kerkstraat"),
        ("12", ""),
        ("1234 AB 12", ""),
        ("", ""),
    ],
)
def test_a_number_of_the_name_stays_and_that_of_the_house_goes(text: str, name: str) -> None:
    assert street_name(text) == name


@given(st.sampled_from(NAMES), st.integers(1, 1500), st.sampled_from(ORDERS))
def test_in_whichever_order_an_address_is_written(name: str, number: int, order: str) -> None:
    assert street_name(order.format(name=name, number=number)) == name


@given(st.text(max_size=40) | st.text("0123456789 abcKstraat-/,.()#", max_size=40))
def test_no_text_makes_it_fail_and_no_name_ends_in_a_long_number(text: str) -> None:
    name = street_name(text)
    assert not name or any(sign.isalpha() for sign in name)
