"""A name of a street elsewhere is another street rather than a slip for one that is listed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from assets.linking.decisions import Decisions
from assets.linking.matching import Matcher
from assets.linking.nationwide import (
    NATIONWIDE,
    names_from,
    read_names,
    root_of,
    shipped_names,
    write_names,
)
from assets.linking.spelling import readings
from assets.linking.streets import StreetIndex
from assets.linking.traits import Form, form_of

NAMES = ["Kempenstraat", "Kempenlaan", "Burg. Janssenlaan", "IJsselkade", "De Waag"]


def _forms(*names: str) -> list[Form]:
    return [form_of(readings(name)[0]) for name in names]


def test_a_name_is_known_however_it_is_abbreviated():
    forms = _forms("Kempenstr", "burgemeester janssenlaan", "Ysselkade", "Kemperstraat")
    assert names_from(NAMES).has_names(forms).tolist() == [1, 1, 1, 0]


def test_what_only_one_name_holds_is_unknown_without_that_name():
    names = names_from(NAMES).without(["Kempenstraat", "IJsselkade"])
    forms = _forms("Kempenstraat", "Kempenlaan", "IJsselkade", "De Waag")
    assert names.has_names(forms).tolist() == [0, 1, 0, 1]
    assert names.has_words([root_of(form) for form in forms]).tolist() == [1, 1, 0, 1]


def test_names_are_read_as_they_were_written(tmp_path):
    names = names_from([*NAMES, *(f"{stem}straat" for stem in map(chr, range(97, 123)))])
    write_names(tmp_path / "names.txt", names, ["made for a test"])
    read = read_names(tmp_path / "names.txt")
    for one, other in zip(names.parts, read.parts, strict=True):
        assert one.tolist() == other.tolist()
    write_names(tmp_path / "again.txt", read, ["made for a test"])
    assert (tmp_path / "again.txt").read_bytes() == (tmp_path / "names.txt").read_bytes()


def test_no_names_at_all_are_no_error(tmp_path):
    write_names(tmp_path / "none.txt", names_from([]), [])
    names = read_names(tmp_path / "none.txt")
    assert names.has_names(_forms("Markt")).tolist() == [0]
    assert names.has_words([]).tolist() == []


def test_the_names_that_are_shipped_are_those_of_the_country():
    assert shipped_names().has_names(_forms("Kerkstraat", "Vrijthof", "Prinsengracht")).all()
    assert not shipped_names().has_names(_forms("Kerkstaat", "Prinsegragt", "Vreithof")).any()
    assert NATIONWIDE.stat().st_size < 600_000


@pytest.mark.parametrize(
    ("text", "street", "linked"),
    [
        ("Boschmansweg", "Bouwmansweg", False),
        ("Bouwmannsweg", "Bouwmansweg", True),
        ("Barrendijk", "Barendijk", True),
        ("Regentenlaan", "Regentessenlaan", False),
        ("Twenstraat", "Twentstraat", True),
    ],
)
def test_a_street_elsewhere_is_no_slip(reference, text, street, linked):
    listed = pd.DataFrame(
        {"straatnaam": [street, "Markt", "Scharnerweg"], "woonplaats": "", "straat_id": ""},
        dtype="str",
    )
    matcher = Matcher(StreetIndex(replace(reference, straten=listed), Decisions()), Decisions())
    mentions = matcher.find([text])[text].mentions
    assert [matcher.streets.name(mention) for mention in mentions] == [street] * linked
