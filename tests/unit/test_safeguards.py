"""What may not be published is refused before the first file is written."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from editions import PUBLISHER, make_edition, with_figure

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.open_data import write_open_data


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition()


def _first_with(edition: Edition, mark: str) -> int:
    """The position of the first figure with this mark."""
    return int(edition.figures["teken"].eq(mark).to_numpy().argmax())


@pytest.mark.parametrize("mark", ["x", "."])
@pytest.mark.parametrize("column", ["waarde", "marge_onder", "marge_boven"])
def test_a_value_beside_a_mark_is_refused(edition: Edition, tmp_path: Path, mark: str, column: str):
    leaking = with_figure(edition, _first_with(edition, mark), **{column: 3217.0})
    with pytest.raises(AnalystError, match=f"een {column} naast een geheim of onbekend") as refused:
        write_open_data(leaking, tmp_path, PUBLISHER)
    assert "3217" not in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("mark", "value"), [("oud_teken", "oude_waarde"), ("nieuw_teken", "nieuwe_waarde")]
)
def test_a_value_beside_a_mark_in_a_revision_is_refused(
    edition: Edition, tmp_path: Path, mark: str, value: str
):
    revisions = edition.revisions.copy()
    revisions.loc[0, mark], revisions.loc[0, value] = "x", 3.0
    with pytest.raises(AnalystError, match=f"een {value} naast"):
        write_open_data(replace(edition, revisions=revisions), tmp_path, PUBLISHER)
    assert not list(tmp_path.iterdir())


def test_an_edition_of_which_a_figure_was_recovered_is_refused(edition: Edition, tmp_path: Path):
    editions = edition.editions.copy()
    editions.loc[0, "herleidbaar"] = 2
    with pytest.raises(AnalystError, match=r"2 geheime cijfers zijn .* terug te rekenen"):
        write_open_data(replace(edition, editions=editions), tmp_path, PUBLISHER)
    editions = edition.editions.iloc[::-1].reset_index(drop=True)
    with pytest.raises(AnalystError, match="begint niet met deze uitgave"):
        write_open_data(replace(edition, editions=editions), tmp_path, PUBLISHER)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "../2020-Q2"},
        {"number": "2020-Q2/../../x"},
        {"number": "2020-Q2\n"},
        {"number": ""},
        {"quarter": "2020"},
        {"municipality_code": "GM0935> a <x"},
    ],
)
def test_names_that_could_leave_the_folder_are_refused(
    edition: Edition, tmp_path: Path, change: dict[str, str]
):
    with pytest.raises(AnalystError, match="ziet er niet uit als"):
        write_open_data(replace(edition, **change), tmp_path, PUBLISHER)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("periode", "../2020", "een periode in openbare_cijfers is niet te lezen"),
        ("teken", "?", "een teken dat geen betekenis heeft"),
        ("waarde", math.inf, "een getal zonder eind"),
        ("indicator_id", "weg", "een indicator_id die niet in zijn lijst staat"),
        ("gebied_code", "BU00000000", "een gebied_code die niet in zijn lijst staat"),
    ],
)
def test_an_invalid_figure_is_refused(
    edition: Edition, tmp_path: Path, column: str, value: object, reason: str
):
    with pytest.raises(AnalystError, match=reason):
        write_open_data(with_figure(edition, 0, **{column: value}), tmp_path, PUBLISHER)


def test_a_duplicate_figure_or_a_missing_column_is_refused(edition: Edition, tmp_path: Path):
    twice = replace(edition, figures=pd.concat([edition.figures, edition.figures.head(1)]))
    with pytest.raises(AnalystError, match="meer dan één rij per indicator_id"):
        write_open_data(twice, tmp_path, PUBLISHER)
    with pytest.raises(AnalystError, match="openbare_gebieden mist hoort_bij"):
        write_open_data(
            replace(edition, areas=edition.areas.drop(columns="hoort_bij")), tmp_path, PUBLISHER
        )
