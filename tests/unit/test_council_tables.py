"""The tables of the council's sheet see public figures only, and say what is hidden."""

from __future__ import annotations

from collections.abc import Collection
from types import SimpleNamespace

import duckdb
import numpy as np
import pandas as pd
import pytest
from editions import CODE, as_contract, make_edition

from assets.disclosure.publish import council
from assets.disclosure.publish.council import PublicFigures
from assets.factsheets import council_issue
from assets.indicators.words import UNCERTAIN, UP

CELL = ["indicator_id", "gebied_code", "periode_soort", "periode"]
HALVES = [f"{year}-H{half}" for year in range(2017, 2021) for half in (1, 2)][:-1]
COLUMNS = [
    *("nu vorig_jaar twee_jaar_eerder drie_jaar_eerder vier_jaar_eerder".split()),
    *("twaalf_maanden twaalf_maanden_ervoor".split()),
]


def figures(
    values: dict[tuple[str, ...], float | str], revised: Collection[tuple[str, ...]] = ()
) -> PublicFigures:
    """Cells of the municipality; a text is a mark."""
    rows = [
        (
            *cell[:1],
            CODE,
            *cell[1:],
            *((np.nan, value) if isinstance(value, str) else (value, None)),
            "herzien" if cell in revised else "definitief",
        )
        for cell, value in values.items()
    ]
    return PublicFigures(pd.DataFrame(rows, columns=[*CELL, "waarde", "teken", "status"]))


def of_halves(revised: Collection[str] = (), **marks: str) -> PublicFigures:
    """Half-years of one indicator, each 10 more than the one before; some are a mark."""
    values = {period: 100.0 + 10 * at for at, period in enumerate(HALVES)}
    values |= {name.replace("_", "-"): mark for name, mark in marks.items()}
    return figures(
        {("inbraak", "halfjaar", period): value for period, value in values.items()},
        [("inbraak", "halfjaar", period) for period in revised],
    )


def half_years(**values: object) -> pd.DataFrame:
    """A row of `int_raad_vergelijking` with counts that are not those of the edition."""
    row = dict.fromkeys(COLUMNS, 1.0) | {"vier_jaar_eerder": None}
    row |= {"indicator_id": "inbraak", "gebied_code": CODE, "periode": "2020-H1"}
    row |= {"twaalf_maanden_per_1000": 2.5, "geen_vergelijking": None, "status": "voorlopig"}
    return pd.DataFrame([row | values]).astype(dict.fromkeys(COLUMNS, float))


def test_figures_are_those_of_the_edition_and_a_year_is_two_halves():
    row = council._half_years(half_years(), of_halves()).iloc[0]
    assert row[COLUMNS[:4]].tolist() == [160, 140, 120, 100]
    assert np.isnan(row["vier_jaar_eerder"]), "what was not delivered stays unknown"
    assert row[COLUMNS[5:]].tolist() == [160 + 150, 140 + 130]
    assert row["twaalf_maanden_per_1000"] == 2.5
    assert (row["geheim"], row["geen_vergelijking"]) == (None, None)


def test_a_hidden_half_hides_its_year_and_is_named():
    row = council._half_years(half_years(), of_halves(**{"2019_H2": "x"})).iloc[0]
    assert row["geheim"] == "twaalf maanden"
    assert np.isnan(row["twaalf_maanden"])
    assert np.isnan(row["twaalf_maanden_per_1000"])
    assert row["geen_vergelijking"] == "een cijfer is geheim"


def test_a_hidden_figure_shows_neither_value_nor_status():
    shown = council._half_years(half_years(status="herzien"), of_halves(**{"2020_H1": "x"}))
    row = shown.iloc[0]
    assert row["geheim"] == "nu, twaalf maanden"
    assert np.isnan(row["nu"])
    assert row["status"] == "definitief"


def test_a_figure_of_earlier_that_was_revised_is_told_if_it_is_shown():
    told = {
        ("voorlopig", "2018-H1"): "voorlopig, deels herzien",
        ("definitief", "2018-H2"): "deels herzien",  # in the twelve months before
        ("herzien", "2018-H1"): "herzien",
        ("voorlopig", "2017-H2"): "voorlopig",  # of which the sheet shows nothing
    }
    for (status, period), expected in told.items():
        row = council._half_years(half_years(status=status), of_halves([period])).iloc[0]
        assert row["status"] == expected
    hidden = of_halves(["2018-H1"], **{"2018_H1": "x"})
    assert council._half_years(half_years(), hidden).iloc[0]["status"] == "voorlopig"


def test_an_unknown_figure_is_not_called_hidden():
    row = council._half_years(half_years(), of_halves(**{"2019_H1": "."})).iloc[0]
    assert np.isnan(row["vorig_jaar"])
    assert row["geheim"] is None


def test_an_indicator_or_area_outside_the_edition_has_no_row():
    rows = pd.concat(
        [half_years(), half_years(indicator_id="drugs"), half_years(gebied_code="WK1")]
    )
    assert council._half_years(rows, of_halves())["indicator_id"].tolist() == ["inbraak"]
    assert council._half_years(rows.tail(2), of_halves()).empty


def test_a_text_of_the_team_is_shown_beside_a_shown_figure_only():
    texts = pd.DataFrame(
        [("inbraak", CODE, "er waren er drie")], columns=["indicator_id", "gebied_code", "duiding"]
    )
    shown = council._half_years(half_years(), of_halves())
    hidden = council._half_years(half_years(), of_halves(**{"2020_H1": "x"}))
    assert len(council._interpretations(texts, shown)) == 1
    assert council._interpretations(texts, hidden).empty


def test_a_goal_says_whether_its_figure_is_hidden_or_not_public():
    goals = pd.DataFrame(
        [
            ("inbraak", 5.0, "2019-07--2020-06"),
            ("enquete", 7.1, "2019"),
            ("drugs", 5.0, "2019-07--2020-06"),
            ("nieuw", np.nan, None),
        ],
        columns=["indicator_id", "nu", "nu_periode"],
    )
    known = {("inbraak", "halfjaar", "2020-H1"): "x", ("inbraak", "halfjaar", "2019-H2"): 4.0}
    known |= {("enquete", "jaar", "2019"): 7.1}
    rows = council._goals(goals, figures(known), CODE)
    assert rows["nu"].fillna(-1).tolist() == [-1, 7.1, -1, -1]
    assert rows["geheim"].fillna("").tolist() == ["nu", "", "", ""]
    why = ["een cijfer is geheim", "", "het cijfer is niet openbaar", ""]
    assert rows["waarom_leeg"].fillna("").tolist() == why


def test_goals_without_any_figure_are_shown_too():
    """As in the first year: no goal has twelve months yet."""
    rows = pd.DataFrame({"indicator_id": ["inbraak"], "nu": [np.nan], "nu_periode": [None]})
    shown = council._goals(rows, figures({("inbraak", "jaar", "2019"): 5.0}), CODE)
    assert shown["nu"].isna().all()
    assert shown["waarom_leeg"].isna().all()


def test_a_register_compares_public_figures_only():
    rows = pd.DataFrame(
        [
            ("bibob", "jaar", year, 1.0, str(int(year) - 1), 1.0, 1.0, 1.0)
            for year in ("2018", "2019")
        ],
        columns="indicator_id periode_soort periode waarde vorige_periode vorige_waarde verschil "
        "verschil_pct".split(),
    )
    known = {("bibob", "jaar", "2018"): "x", ("bibob", "jaar", "2019"): 20.0}
    shown = council._performance(rows, figures(known), CODE)
    assert shown["waarde"].fillna(-1).tolist() == [-1, 20]
    assert shown["verschil"].isna().all()
    assert shown["geheim"].tolist() == ["waarde", "vorige waarde"]
    assert shown["vorige_periode"].isna().tolist() == [True, False]


def test_an_outcome_of_few_people_is_blank_also_where_it_is_the_outcome_before():
    rows = pd.DataFrame(
        [
            ("vm", CODE, 2017, 5.0, 49.0, 2015, 4.0),
            ("vm", CODE, 2019, 6.0, 300.0, 2017, 5.0),
            ("vm", CODE, 2021, 7.0, None, None, None),
        ],
        columns="indicator_id gebied_code jaar waarde respondenten vorig_jaar "
        "vorige_waarde".split(),
    ).assign(marge_onder=1.0, marge_boven=9.0, verschil=1.0, signaal=UP, nederland=5.5)
    rows["respondenten"] = rows["respondenten"].astype("Int64")  # as DuckDB gives it
    known = pd.DataFrame({"indicator_id": ["vm"], "gebied_code": [CODE]})
    shown = council._survey(rows, known, 50)
    assert shown["waarde"].fillna(-1).tolist() == [-1, 6, 7]
    assert shown["vorige_waarde"].fillna(-1).tolist() == [4, -1, -1]
    assert shown["verschil"].fillna(-1).tolist() == [-1, -1, 1]
    assert shown["signaal"].tolist() == [UNCERTAIN, UNCERTAIN, UP]
    assert shown["nederland"].tolist() == [5.5] * 3
    bare = council._survey(rows.assign(signaal=None), known, 50)
    assert bare["signaal"].isna().all()
    assert council._survey(rows.assign(indicator_id="elders"), known, 50).empty


def test_revisions_are_those_since_the_edition_of_the_sheet_before():
    listed = ["2020-Q2", "2020-Q1", "2019-Q4.2", "2019-Q4", "2019-Q3"]
    editions = pd.DataFrame(
        {"uitgave": listed, "kwartaal": [number[:7] for number in listed]}, index=range(5)
    )
    crime, day = ("woninginbraak", CODE, "jaar"), "2020-07-15"
    changes = [
        (*crime, "2018", "2019-Q4", "2020-01-15", 9, None, 8, None, "herzien"),
        (*crime, "2018", "2020-Q1", "2020-04-15", 8, None, 7, None, "herzien"),
        (*crime, "2017", "2020-Q2", day, 6, None, None, "x", "alsnog geheim"),
        (*crime, "2019", "2020-Q2", day, 6, None, 6, None, "status"),
        ("afval", "BU99990001", "jaar", "2018", "2020-Q2", day, 6, None, 7, None, "herzien"),
        ("afval", CODE, "jaar", "2021", "2020-Q2", day, 6, None, 7, None, "herzien"),
    ]
    edition = make_edition(
        editions=editions, revisions=as_contract("openbare_herzieningen", changes)
    )
    period = pd.DataFrame({"halfjaar": ["2020-H1"], "laatste_maand": ["2020-06"]})
    told = council._revisions(SimpleNamespace(ask=lambda sql: period), edition)
    assert told["periode"].tolist() == ["2018", "2017"]
    assert told["verschil"].fillna(0).tolist() == [-1, 0]
    assert told["geheim"].fillna("").tolist() == ["", "nieuwe waarde"]
    assert told["indicator"].tolist() == ["Woninginbraak"] * 2


def _editions(*quarters):
    """Editions of these quarters, each published in the next one; the newest first."""
    rows = [(one, one, None, pd.Timestamp(f"{one[:4]}-11-01")) for one in reversed(quarters)]
    return pd.DataFrame(rows, columns=["uitgave", "kwartaal", "publicatiedatum", "peildatum"])


@pytest.mark.parametrize(
    ("quarters", "half", "first"),
    [
        (("2019-Q3", "2020-Q2"), "2020-H1", "2019-Q3"),  # none of 2019-Q4
        (("2019-Q3", "2019-Q4", "2020-Q2"), "2020-H1", "2019-Q4"),
        (("2019-Q4", "2020-Q1", "2020-Q2"), "2020-H2", "2020-Q2"),
        (("2020-Q1", "2020-Q2"), "2020-H1", "2020-Q1"),  # all are of later
        (("2020-Q2",), "2020-H1", "2020-Q2"),
    ],
)
def test_the_edition_of_the_sheet_before_is_the_newest_up_to_its_quarter(quarters, half, first):
    told = council.editions_since(make_edition(editions=_editions(*quarters)), half)
    assert told["uitgave"].tolist() == list(quarters[quarters.index(first) :])


def test_a_revision_is_told_though_an_edition_was_skipped():
    change = ("woninginbraak", CODE, "jaar", "2018", "2020-Q2", "2020-07-15", 5, None, 9, None)
    edition = make_edition(
        editions=_editions("2019-Q3", "2020-Q2"),
        revisions=as_contract("openbare_herzieningen", [(*change, "herzien")]),
    )
    period = pd.DataFrame({"halfjaar": ["2020-H1"], "laatste_maand": ["2020-06"]})
    told = council._revisions(SimpleNamespace(ask=lambda sql: period), edition)
    assert told["verschil"].tolist() == [4]
    assert council_issue._day_of_sheet_before(edition, "2020-H1") == "2019-11-01"
    only = make_edition(editions=_editions("2020-Q2"))
    assert council_issue._day_of_sheet_before(only, "2020-H1") is None


def test_an_edition_without_figures_has_no_first_year():
    edition = make_edition()
    assert council_issue._first_year(edition) == 2019
    empty = make_edition(figures=edition.figures.head(0))
    assert council_issue._first_year(empty) is None


def test_the_council_reads_only_events_that_anyone_could_see():
    kinds = ["festival", "maatregel", "overig", "demonstratie"]
    events = pd.DataFrame({"naam": list("ABCD"), "soort": kinds})
    events = events.assign(
        van=pd.Timestamp("2020-06-06"),
        tot=pd.Timestamp("2020-06-06"),
        maand_van="2020-06",
        maand_tot="2020-06",
        gebied="Vrijthof",
        toelichting="Alleen voor het team",
    )
    with duckdb.connect() as connection:
        connection.register("evenementen", events)
        shown = council._events(connection)
    assert shown["naam"].tolist() == ["A", "D"]
    assert not {"gebied", "toelichting"} & set(shown)
