"""Tests of which municipality is meant, and of what each reference file is good for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.reference.municipalities import find, municipalities
from assets.reference.useful import KINDS, check, is_there, setting_of, with_files
from schemas.configuration import Configuration

TOWN = Configuration.model_validate({"gemeente": {"code": "GM9999", "naam": "Voorbeeldstad"}})


def test_every_municipality_has_a_code_and_a_name_of_its_own() -> None:
    every = municipalities()
    assert len(every) == len({known.code for known in every}) == 342
    assert len({known.name for known in every}) == 342
    assert all(known.code[:2] == "GM" and known.code[2:].isdecimal() for known in every)


@given(st.sampled_from(municipalities()), st.sampled_from([str.upper, str.lower, str]))
def test_a_municipality_is_found_by_its_name_and_its_code(known, written) -> None:
    assert find(written(known.name)) == (known,)
    assert find(written(known.code)) == (known,)
    assert find(known.code[2:]) == (known,)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Den Haag", ["'s-Gravenhage"]),
        ("gemeente Utrecht", ["Utrecht"]),
        ("Maastrigt", ["Maastricht"]),
        ("utr", ["Utrecht", "Utrechtse Heuvelrug"]),
        ("", []),
        ("Xyzzy", []),
    ],
)
def test_what_looks_like_a_name_is_proposed(written: str, names: list[str]) -> None:
    assert [known.name for known in find(written)] == names


@pytest.mark.parametrize(
    ("header", "setting"),
    [
        ("BU_CODE;BU_NAAM;WK_CODE", "buurten"),
        ("buurtcode,buurtnaam,omtrek", "buurten"),
        ("PC6;Huisnummer;Gemeente2025;Wijk2025;Buurt2025", "pc6hnr"),
        ("buurtcode;jaar;inwoners", "inwoners"),
        ("WK_CODE,WK_NAAM", "wijken"),
        ("straatnaam;woonplaats", "straten"),
        ("Meldingnummer;Datum melding;Hoofdcategorie;Straat", None),
        ("naam;straat", None),
    ],
)
def test_a_file_is_recognised_by_its_headers(
    tmp_path: Path, header: str, setting: str | None
) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text(header + "\n", "utf-8-sig")
    assert setting_of(path) == setting


def test_a_file_says_what_it_gives_or_why_not(examples: Path, tmp_path: Path) -> None:
    areas = examples / "buurten.csv"
    assert check("buurten", [areas], TOWN) == "2 buurten, 1 wijk en met omtrekken"
    known = with_files(TOWN, "buurten", [areas])
    assert check("straten", [examples / "straten.csv"], known) == "2 straten"
    inhabitants = tmp_path / "inwoners 2020.csv"
    inhabitants.write_text("buurtcode;inwoners\nBU99990001;1200\nBU99990002;800\n")
    assert check("inwoners", [inhabitants], known) == "2.000 inwoners in 2 buurten (2020)"
    assert not is_there("inwoners", known)
    assert is_there("wijken", known)
    for setting, wrong in (
        ("buurten", examples / "straten.csv"),
        ("straten", areas),
        ("bag", areas),
        ("pc6hnr", areas),
        ("buurten", tmp_path / "weg.csv"),
    ):
        with pytest.raises(AnalystError, match=wrong.name):
            check(setting, [wrong], known)


def test_every_kind_of_file_is_a_setting() -> None:
    assert {kind.setting for kind in KINDS} <= set(TOWN.referentie.files())
