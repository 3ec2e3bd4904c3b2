"""Tests of what may not be kept: recognising personal text, pseudonyms and the secret key.

Every person, number and plate is invented; the BSNs are the well-known test numbers.
"""

from __future__ import annotations

import os
import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.basis.masking import masked
from assets.basis.personal import KEY_VARIABLE, key_mark, pseudonyms, remember_key, secret_key
from schemas.personal_text import (
    could_be_name,
    could_be_personal,
    could_identify,
    has_personal_form,
    is_personal,
    personal_mask,
)

PERSONAL = [
    "piet@voorbeeld.nl",
    "mail naar p.verzonnen+x@sub.voorbeeld.co.uk graag",
    "0612345678",
    "06-12345678",
    "06 12 34 56 78",
    "+31612345678",
    "+31 (0)6 12345678",
    "0031 6 12345678",
    "043-1234567",
    "(043) 123 45 67",
    "bel 0201234567 terug",
    "NL91ABNA0417164300",
    "NL91 ABNA 0417 1643 00",
    "AB-12-34",
    "12-34-AB",
    "12-AB-34",
    "AB-CD-12",
    "12-ABC-3",
    "1-ABC-23",
    "AB-123-C",
    "A-123-BC",
    "ABC-12-D",
    "A-12-BCD",
    "1-AB-234",
    "123-AB-4",
    "kenteken ab-123-c",
    "123456782",
    "bsn 111222333.",
    "6211 AA 12",
    "6211AA  7",
]
ORDINARY = [
    "",
    "Lindelaan",
    "Plein 1992",
    "1e Voorbeeldstraat 12",
    "'s-Gravenstraat",
    "St. Jan-Baptiststraat",
    "Burg. van Voorbeeldplein 120A",
    "Laan van 1940-1945",
    "A2 t.h.v. afrit 54",
    "Overlast van personen",
    "Drank- en drugsoverlast",
    "Bijplaatsing bij container",
    "App / web",
    "06-11-2020",
    "2020-01-02 10:30",
    "PL9999_BVH_1234567",
    "123456789",  # nine digits that fail the 11-test
    "111222334",
    "000000000",
    "12345678",
    "1234567820",
    "6211 AA",
    "14 043",
    "112",
    "Melding 2020-000123",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_text_is_recognised(text):
    assert is_personal(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_passes(text):
    assert not is_personal(text)


def test_the_mask_is_the_verdict_on_each_row():
    text = pd.Series(["Afval", "piet@voorbeeld.nl", None, "Afval"], index=[5, 1, 9, 3], dtype="str")
    mask = personal_mask(text)
    assert mask.dtype == bool
    assert mask.to_dict() == {5: False, 1: True, 9: False, 3: False}
    assert personal_mask(pd.Series([], dtype="str")).tolist() == []


@given(st.text())
def test_the_check_never_raises(text):
    assert is_personal(text) in (True, False)


@given(st.text(max_size=20), st.text(max_size=20))
def test_an_address_is_recognised_anywhere_in_a_text(before, after):
    assert is_personal(f"{before} piet@voorbeeld.nl {after}")


# What an e-mail address is, without a thought of how long it takes to find one.
_ANY_MAIL = re.compile(
    r"[^\s@]+@[^\s@]+\.\w+"
    r"|[^\s@]+\s?[(\[{<]\s?(?:at|apenstaart(?:je)?|aapje)\s?[)\]}>]\s?[^\s@]+"
    r"|\b[^\s@]+\s+at\s+[^\s@]+\s+(?:dot|punt)\s+\w+|[^\s@]+\s?@\s?[^\s@]+\s?\.\s?\w+",
    re.IGNORECASE,
)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(["x", "-", "(", ")", " ", "@", ".", "at", "(at)", " punt "])))
def test_an_address_is_found_wherever_one_is(parts):
    text = "".join(parts)
    assert has_personal_form(text) == bool(_ANY_MAIL.search(text))


@pytest.mark.parametrize(
    "text",
    [
        "Overleg met dhr. Zqx",
        "familie Zqx is verhuisd",
        "de heer Van der Zqx",
        "Toezicht bij Kerkstraat 12",
        "melding van de kerkstraat nr. 3a",
        "Grote Gracht 12-14 is dicht",
        "Markt 5",
        "bel 06-12345678",
        "6211 AA 12",
    ],
)
def test_a_sentence_that_names_someone_is_recognised(text):
    assert could_identify(text)


@pytest.mark.parametrize(
    "text",
    [
        "Voor 1 september 2020 klaar, zie 2020-Q2",
        "Van 31-12-2019 tot 06-07-2020 extra toezicht",
        "Kerkstraat 12 meldingen, Stationsplein 3 keer",
        "Stationsplein 2020 vernieuwd",
        "In deze straat 12 jongeren; op de markt 5",
        "Verandering 5, daling 12 %",
        "Wijkagenten en jongerenwerk op plan B. Daarna evaluatie",
    ],
)
def test_counts_days_and_streets_in_a_sentence_pass(text):
    assert not could_identify(text)


def test_initials_with_a_name_are_no_function():
    assert all(map(could_be_name, ["J. Zqx", "P.J.M. de Zqx", "dhr. Zqx"]))
    assert not any(map(could_be_name, ["Handhaving", "Team Centrum", "OM", "Wijkagent Wyck"]))


@pytest.mark.parametrize("part", ["x", "(", "<a>", "x@", "a at ", "a(at ", "9", "0 ", " "])
def test_a_long_text_takes_no_time_of_its_length_squared(part):
    start = time.process_time()
    text = part * (100_000 // len(part))
    could_be_personal(text)
    masked(text)
    assert time.process_time() - start < 3


@given(st.integers(0, 99_999_999))
def test_nine_digits_are_a_bsn_only_if_they_pass_the_eleven_test(number):
    digits = [int(digit) for digit in f"{number:08}"]
    rest = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
    for last in range(10):
        text = f"nr {number:08}{last}."
        if not text[3:].startswith("0"):  # could be a telephone number
            assert is_personal(text) == (last == rest)


def test_the_key_of_the_environment_takes_precedence_over_the_file(home, monkeypatch):
    assert secret_key(home) == os.environ[KEY_VARIABLE].encode()
    assert not (home.root / "sleutel").exists()


def test_without_it_a_key_is_created_once_readable_by_its_owner_only(make_home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    first, second = make_home("een"), make_home("twee")
    mask = os.umask(0)
    try:
        key = secret_key(first)
    finally:
        os.umask(mask)
    assert len(key) >= 32
    assert key == secret_key(first) != secret_key(second)
    assert (first.root / "sleutel").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "  \n", "kort"])
def test_a_damaged_key_file_is_refused_and_not_replaced(home, monkeypatch, content):
    monkeypatch.delenv(KEY_VARIABLE)
    (home.root / "sleutel").write_text(content)
    with pytest.raises(AnalystError, match="reservekopie"):
        secret_key(home)
    assert (home.root / "sleutel").read_text() == content


def test_a_short_key_is_refused_without_showing_it(home, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "tekort")
    with pytest.raises(AnalystError, match=KEY_VARIABLE) as caught:
        secret_key(home)
    assert "tekort" not in str(caught.value)


def test_a_pseudonym_is_stable_and_depends_on_key_source_and_number():
    numbers = pd.Series(["1", "2", "1", ""], index=[3, 1, 2, 0], dtype="str")
    keys = pseudonyms(numbers, b"k" * 16, "politie")
    assert keys.index.tolist() == [3, 1, 2, 0]
    assert keys[3] == keys[2] != keys[1]
    assert pd.isna(keys[0])
    assert keys.dropna().str.fullmatch(r"[0-9a-f]{32}").all()
    assert keys[3] != pseudonyms(numbers, b"q" * 16, "politie")[3]
    assert keys[3] != pseudonyms(numbers, b"k" * 16, "melddesk")[3]
    assert pseudonyms(numbers.iloc[:0], b"k" * 16, "politie").empty


def test_the_mark_of_a_key_differs_between_keys_and_is_short():
    assert key_mark(b"a" * 16) != key_mark(b"b" * 16)
    assert len(key_mark(b"a" * 16)) == 8


def test_a_lost_key_is_refused_while_there_are_rows_under_it(home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    key = secret_key(home)
    (home.root / "sleutel").unlink()
    with pytest.raises(AnalystError, match=r"ontbreekt in de gegevensmap.*reservekopie"):
        secret_key(home)
    assert not (home.root / "sleutel").exists()
    (home.root / "sleutel").write_text(key.decode())
    assert secret_key(home) == key


def test_in_a_home_of_an_earlier_version_staged_rows_tell_that_there_was_a_key(home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    (home.staged("politie") / "politie-1--m.parquet").touch()
    with pytest.raises(AnalystError, match=rf"{KEY_VARIABLE}, geef die dan weer mee"):
        secret_key(home)


def test_a_changed_key_is_refused(home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    key = secret_key(home).decode()
    (home.root / "sleutel").write_text(("0" if key[0] != "0" else "1") + key[1:])
    with pytest.raises(AnalystError, match="is een andere dan die waarmee de rijen zijn gemaakt"):
        secret_key(home)


def test_what_is_remembered_of_a_key_is_its_digest_only(home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    (home.root / "sleutel").write_text("een-sleutel-van-een-eerdere-versie")
    remember_key(home)
    memory = home.checks / "sleutel"
    assert memory.read_text().strip() == key_mark(secret_key(home))
    assert memory.stat().st_mode & 0o777 == 0o600


def test_a_new_key_can_be_started_with_on_purpose(home, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE)
    first = secret_key(home)
    (home.root / "sleutel").unlink()
    (home.checks / "sleutel").unlink()
    assert secret_key(home) != first
