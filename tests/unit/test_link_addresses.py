"""Linking from a notebook: the lines of the documentation, and any part of an address."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import assets.linking
from assets.basis.errors import AnalystError
from assets.linking import addresses, link_addresses
from assets.linking.linking import COLUMNS
from schemas.configuration import Configuration


def test_the_lines_of_the_documentation_give_what_they_show():
    outcome = doctest.testmod(assets.linking, verbose=False)
    assert (outcome.failed, outcome.attempted) == (0, 3)


def test_the_lines_in_the_handbook_run():
    """The block in docs/handleiding.md, wherever that page shows one."""
    page = (Path(__file__).parents[2] / "docs" / "handleiding.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    for block in (block for block in blocks if "link_addresses" in block):
        names = {}
        exec(block, names)
        assert names["gekoppeld"]["straatnaam"].fillna("").tolist() == ["Markt", "", "Grote Staat"]


def test_a_series_of_text_gives_streets_on_its_own_index():
    texts = pd.Series(["Markt 12", None, "Grote staat", pd.NA, ""], index=list("abcda"))
    linked = link_addresses(texts)
    assert linked.index.equals(texts.index)
    assert list(linked.columns) == list(COLUMNS)
    assert linked["straatnaam"].fillna("").tolist() == ["Markt", "", "Grote Staat", "", ""]
    assert linked["koppelmethode"].eq("niet opgegeven").tolist() == [False, True, False, True, True]


OTHERS = {
    "huisnummer": [12, None],
    "postcode": ["6211 CK", None],
    "plaats": ["Maastricht", None],
    "buurt": ["Binnenstad", None],
    "x": [176_500.0, None],
    "y": [317_900.0, None],
    "datum": [pd.Timestamp("2024-05-01"), None],
}


@pytest.mark.parametrize("left_out", ["none", "all", *OTHERS])
def test_any_column_but_the_street_may_be_absent(left_out):
    others = {field: values for field, values in OTHERS.items() if left_out not in ("all", field)}
    linked = link_addresses(pd.DataFrame({"straat": ["Markt", None], **others}))
    assert linked["straatnaam"].fillna("").tolist() == ["Markt", ""]
    assert linked["buurtcode"].notna().tolist() == [left_out != "all", False]


def test_a_table_without_streets_is_still_placed_by_postcode():
    linked = link_addresses(pd.DataFrame({"postcode": ["6211 CK", None]}))
    assert linked["straat_id"].isna().all()
    assert linked["gebiedsmethode"].tolist() == ["postcode", "geen"]


def test_another_municipality_is_asked_for_with_its_settings(tmp_path):
    areas = tmp_path / "buurten.csv"
    areas.write_text("buurtcode;buurtnaam\nBU99990001;Noord\n", "utf-8")
    streets = tmp_path / "straten.csv"
    streets.write_text("straatnaam\nMarkt\n", "utf-8")
    elsewhere = Configuration.model_validate(
        {"gemeente": {"code": "GM9999"}, "referentie": {"buurten": areas, "straten": streets}}
    )
    here, there = (link_addresses(pd.Series(["Markt"]), c) for c in (None, elsewhere))
    assert here["straat_id"][0] != there["straat_id"][0]
    unknown = Configuration.model_validate({"gemeente": {"code": "GM8888"}})
    with pytest.raises(AnalystError, match="GM8888"):
        link_addresses(pd.Series(["Markt"]), unknown)


def test_a_delivered_neighbourhood_can_be_distrusted():
    rows = pd.DataFrame({"straat": ["Nergens"], "buurt": ["Wyck"]})
    methods = [link_addresses(rows, trust_delivered=t)["gebiedsmethode"][0] for t in (True, False)]
    assert methods == ["opgegeven", "geen"]


def test_a_list_is_as_a_series():
    linked = link_addresses(["Markt 12", None])
    assert linked["straatnaam"].fillna("").tolist() == ["Markt", ""]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("Markt 12", "Series"),
        (None, "Series"),
        (pd.DataFrame({"adres": ["Markt 12"], "Straat": ["Markt"]}), "straat, gemeente, plaats"),
        (
            pd.DataFrame([["Markt", "Wyck"]], columns=["straat", "straat"]),
            "kolom straat staat meer",
        ),
        (pd.DataFrame({"straat": ["Markt"], "datum": ["01-02-2020"]}), "kolom datum"),
        (pd.DataFrame({"straat": ["Markt"] * 2, "datum": ["geheim", 3]}), "kolom datum"),
    ],
    ids=["a text", "nothing", "other columns", "a column twice", "Dutch days", "no days"],
)
def test_what_is_no_address_is_refused_in_words_without_a_value(wrong, named):
    with pytest.raises(AnalystError, match=named) as refused:
        link_addresses(wrong)
    assert "geheim" not in str(refused.value)


def test_a_moment_with_a_time_zone_is_of_the_dutch_day():
    moments = pd.Series(pd.to_datetime(["2024-04-30T22:30:00Z", None]))
    linked = link_addresses(pd.DataFrame({"straat": ["Markt", None], "datum": moments}))
    assert linked["straatnaam"].fillna("").tolist() == ["Markt", ""]
    days = addresses.completed(pd.DataFrame({"datum": moments}))["datum"]
    assert days[0].date() == date(2024, 5, 1)


@pytest.mark.dear
def test_a_notebook_does_not_load_the_orchestrator():
    code = "import sys, assets.linking; sys.exit('dagster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
