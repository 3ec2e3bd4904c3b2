"""Tests of the list of focus areas: what is in them, and what is told of a row that is no use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assets.deliveries.batch import WHOLE_ROW, Batch, Rows
from assets.linking.decisions import load_decisions
from assets.linking.linking import linker_for
from assets.sources.team.focus_areas import focus_areas
from assets.sources.team.whereabouts import Whereabouts, whereabouts
from schemas import team
from schemas.configuration import Configuration

USUAL = {
    "naam": "Het plein",
    "soort": "Plein",
    "straten": "vrijthof | Markt|",
    "buurten": "",
    "plaatsen": "",
    "van": "",
    "tot": "",
}


@pytest.fixture(scope="module")
def maastricht() -> Whereabouts:
    configuration = Configuration()
    return whereabouts(linker_for(configuration), load_decisions(configuration))


@pytest.fixture
def deliver(
    read_matrix: Callable, make_manifest: Callable, maastricht: Whereabouts
) -> Callable[..., Rows]:
    """`deliver({...}, {...})` -> the rows of one file with these rows."""

    def make(*rows: dict[str, str]) -> Rows:
        matrix = [list(USUAL), *([*(USUAL | row).values()] for row in rows)]
        table = read_matrix("aandachtsgebieden", matrix, team.FOCUS_AREAS)
        manifest = make_manifest("aandachtsgebieden", rijen=table.row_count)
        return focus_areas(Batch([(manifest, table)]), maastricht)[manifest.levering_id]

    return make


def test_an_area_is_kept_with_its_parts_as_listed(deliver: Callable[..., Rows]) -> None:
    row = deliver(
        {
            "buurten": "bu 09350402|WK093500",
            "plaatsen": "stadspark",
            "van": "2020-03",
            "tot": "03-2021",
        }
    ).accepted.iloc[0]
    assert (row["gebied_code"], row["naam"], row["soort"]) == ("AG-hetplein", "Het plein", "plein")
    assert row["straten"] == "Markt|Vrijthof"
    assert row["buurten"] == "BU09350402|WK093500"
    assert row["plaatsen"] == "Stadspark"
    assert (row["van"], row["tot"]) == ("2020-03-01", "2021-03-31")


def test_what_is_unknown_of_an_area_is_told_and_the_rest_counts(
    deliver: Callable[..., Rows],
) -> None:
    rows = deliver({"straten": "Vrijthof|Marktt", "buurten": "BU12340001"})
    assert list(rows.accepted["straten"]) == ["Vrijthof"]
    told = dict(zip(rows.faults["kolom"], rows.faults["reden"], strict=True))
    assert told["straten"] == "geen straat uit de tabel straten: nummer 2 (lijkt op Markt)"
    assert told["buurten"] == "geen code van een buurt of wijk: nummer 1"
    assert set(rows.faults["soort"]) == {"veld"}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"naam": " "}, "naam", "niet ingevuld"),
        ({"naam": "!?"}, "naam", "geen letter of cijfer"),
        ({"naam": "Bel 06-12345678"}, "naam", "een persoon"),
        ({"soort": "feestje"}, "soort", "een van deze"),
        ({"van": "ooit"}, "van", "niet leesbaar"),
        ({"tot": "ooit"}, "tot", "niet leesbaar"),
        ({"van": "02-01-2020", "tot": "01-01-2020"}, "tot", "voor de eerste dag"),
        ({"straten": ""}, "straten", "geen straat, buurt of plaats ingevuld"),
        ({"straten": "bij Aaltje Zqx"}, "straten", "geen straat uit de tabel straten: nummer 1"),
        (
            {"straten": "", "plaatsen": "de maan"},
            "plaatsen",
            "geen plaats uit de lijst van plaatsen",
        ),
        (
            {"straten": "", "buurten": "GM0935"},
            "buurten",
            "geen code van een buurt of wijk: nummer 1",
        ),
        ({"naam": "De Kades!"}, WHOLE_ROW, "staat al eerder in dit bestand"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(
    deliver: Callable[..., Rows], row: dict[str, str], column: str, reason: str
) -> None:
    rows = deliver({"naam": "De kades"}, row)
    assert list(rows.accepted["naam"]) == ["De kades"]
    [(header, message)] = zip(rows.faults["kolom"], rows.faults["reden"], strict=True)
    assert header == column
    assert reason in message
    assert "Zqx" not in message
