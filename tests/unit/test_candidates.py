"""The figures of the warehouse that could be public, and the unpublished parts of their totals."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import pytest
from compositions import CITY, MONTHS

from assets.disclosure.plan.candidates import Candidates, page_of, read_candidates
from assets.disclosure.plan.periods import last_months
from assets.disclosure.plan.rules import OPEN_DATA, Rules
from assets.disclosure.publish.making import make_edition
from schemas import published
from schemas.configuration import Municipality, Public

TOTAL, BIKE, MOPED, ROBBED = (
    "fietsendiefstal_totaal",
    "diefstal_fiets",
    "diefstal_bromfiets",
    "diefstal_fiets_geweld",
)
COUNTS = {BIKE: 20, MOPED: 30, ROBBED: 2}
QUARTERS = {f"2019-Q{n}": MONTHS[3 * n - 3 : 3 * n] for n in range(1, 5)}
PERIODS = [("jaar", "2019", MONTHS), *(("kwartaal", *each) for each in QUARTERS.items())]
ALWAYS = ("0000-01", "9999-12")
DAY = date(2020, 1, 8)


def _warehouse(
    counts: dict[str, int], open_data: tuple[tuple[str, int], ...] = ()
) -> duckdb.DuckDBPyConnection:
    """The tables of a municipality without neighbourhoods, with `counts` in the last month.

    `open_data`: (indicator, count of the year) as the police publishes it.
    """
    kinds = [(name, "politie", TOTAL, None) for name in counts] + [(TOTAL, "politie", None, None)]
    kinds += [(f"open_{name}", OPEN_DATA, None, name) for name, _ in open_data]
    indicators = pd.DataFrame(
        kinds, columns=["indicator_id", "bron", "onderdeel_van", "zelfde_als"]
    ).assign(thema="Objectieve veiligheid", eenheid="aantal", volgorde=1, definitie_versie=1)
    figures = [
        (name, CITY, kind, period, float(count if MONTHS[-1] in months else 0))
        for name, count in {**counts, TOTAL: sum(counts.values())}.items()
        for kind, period, months in PERIODS
    ]
    figures += [(f"open_{name}", CITY, "jaar", "2019", float(count)) for name, count in open_data]
    cell = ["indicator_id", "gebied_code", "periode_soort", "periode"]
    validity = ["maand_van", "maand_tot"]
    places = ["buurtcode", "wijkcode", *validity]
    codes = [(name, "politie", name, *ALWAYS) for name in counts]
    codes += [(TOTAL, "politie", name, *ALWAYS) for name in counts]
    tables = {
        "indicatoren": indicators.reindex(
            columns=list(published.table("indicatoren").names)
        ).assign(naam="tekst", definitie="tekst"),
        "indicatorwaarden": pd.DataFrame(figures, columns=[*cell, "waarde"]).assign(
            status="definitief"
        ),
        "raad_veiligheidsmonitor": pd.DataFrame(
            [("geen", CITY, 1900, 0.0, 0.0, 0)],
            columns=[*cell[:2], "jaar", "marge_onder", "marge_boven", "respondenten"],
        ),
        "int_buurten": pd.DataFrame([("BU1", "WK1", *ALWAYS)], columns=places),
        "int_gebiedsnamen": pd.DataFrame(
            [(CITY, "Stad", "gemeente")], columns=["gebied_code", "gebied_naam", "gebied_soort"]
        ),
        "stg_instellingen": pd.DataFrame({"gemeentecode": [CITY]}),
        "int_indicator_codes": pd.DataFrame(codes, columns=[cell[0], "bron", "code", *validity]),
        "int_indicator_telcodes": pd.DataFrame(codes, columns=[cell[0], "bron", "code", *validity]),
        "int_perioden": pd.DataFrame(
            [(kind, period, month) for kind, period, months in PERIODS for month in months],
            columns=[*cell[2:], "maand"],
        ),
        "int_gebied_perioden": pd.DataFrame(
            [(CITY, kind, period, CITY) for kind, period, _ in PERIODS],
            columns=["gebied_code", *cell[2:], "telt_als"],
        ),
        "int_tellingen": pd.DataFrame(
            [
                ("politie", name, MONTHS[-1], "BU1", "WK1", None)
                for name, count in counts.items()
                for _ in range(count)
            ],
            columns=["bron", "code", "maand", *places[:2], "tot"],
        ),
    }
    connection = duckdb.connect()
    for name, frame in tables.items():
        connection.register("_frame", frame)
        connection.execute(f"create table {name} as select * from _frame")
        connection.unregister("_frame")
    return connection


def _candidates(connection: duckdb.DuckDBPyConnection, settings: Public) -> Candidates:
    rules = Rules(settings, connection.execute("select * from indicatoren").df())
    return read_candidates(connection, rules)


def _edition(connection: duckdb.DuckDBPyConnection, settings: Public) -> pd.DataFrame:
    candidates = _candidates(connection, settings)
    city = Municipality(code=CITY, naam="Stad")
    return make_edition(candidates, [], settings, city, DAY, DAY).edition.figures


def test_an_unpublished_part_is_not_recovered_from_its_total():
    connection = _warehouse(COUNTS)
    settings = Public(niet_openbaar=(ROBBED,))
    candidates = _candidates(connection, settings)
    unpublished = candidates.composition.figures.iloc[int(candidates.figures["telt"].sum()) :]
    assert set(unpublished["indicator_id"]) == {ROBBED}
    assert unpublished["bekend"].eq(False).all()
    for frame in (candidates.figures, candidates.indicators):
        assert ROBBED not in set(frame["indicator_id"])
    figures = _edition(connection, settings)
    assert ROBBED not in set(figures["indicator_id"])
    year = figures[figures["periode"].eq("2019")].set_index("indicator_id")["teken"]
    assert year.loc[[TOTAL, BIKE, MOPED]].eq("x").any()  # 2 = the total minus the two others


def test_a_large_unpublished_part_suppresses_nothing():
    figures = _edition(_warehouse({**COUNTS, ROBBED: 12}), Public(niet_openbaar=(ROBBED,)))
    assert not figures["teken"].eq("x").any()


def test_nothing_is_added_if_no_other_part_is_published():
    connection = _warehouse(COUNTS)
    candidates = _candidates(connection, Public(niet_openbaar=(BIKE, MOPED, ROBBED)))
    assert len(candidates.composition.figures) == candidates.figures["telt"].sum()


def test_a_total_that_falls_in_an_unpublished_part_makes_the_other_zeros_sensitive():
    connection = _warehouse({BIKE: 0, MOPED: 0, ROBBED: 12})
    figures = _candidates(connection, Public(niet_openbaar=(ROBBED,))).figures
    year = figures[figures["periode"].eq("2019")].set_index("indicator_id")["geheim"]
    assert year.to_dict() == {TOTAL: False, BIKE: True, MOPED: True}


@pytest.mark.parametrize(("police_count", "protects"), [(30, False), (31, True)])
def test_what_the_police_publishes_itself_protects_nothing(police_count: int, protects: bool):
    """Anyone can look up a figure that is suppressed here and open data there."""
    connection = _warehouse(COUNTS, ((MOPED, police_count),))
    candidates = _candidates(connection, Public())
    figures = candidates.composition.figures
    public = figures.loc[figures["bekend"].eq(True), "indicator_id"]
    assert set(public) == (set() if protects else {MOPED})
    year = _edition(connection, Public())
    year = year[year["periode"].eq("2019")].set_index("indicator_id")["teken"]
    assert year[ROBBED] == "x"
    if not protects:
        assert year[MOPED] != "x"
        assert year.loc[[TOTAL, BIKE]].eq("x").any()


def test_the_page_of_a_theme():
    assert page_of("Objectieve veiligheid") == "objectieve-veiligheid"
    assert page_of("Zorg en veiligheid") == "zorg-en-veiligheid"


def test_no_period_at_all_ends_in_no_month():
    """As in a home of one month: none of its figures can be public yet."""
    assert last_months(pd.Series([], dtype="object")).str[5:].tolist() == []
    assert last_months(pd.Series(["2019-Q1", "2019"])).tolist() == ["2019-03", "2019-12"]
