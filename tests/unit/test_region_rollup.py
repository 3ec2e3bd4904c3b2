"""Tests of the roll-up of a region: what leaves a home, what an attacker finds in regio.duckdb, and
what is said of a difference.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from region_tables import region_tables

from assets.deliveries.reader import InThisProcess
from assets.factsheets.html import render
from assets.reference.municipalities import municipalities
from assets.region import comparison
from assets.region.leaving import OF_HOME, OF_OPEN_DATA, Public, leaving
from assets.region.open_figures import everybody
from assets.region.page import page_of
from assets.region.publication import FILE, publish_region
from assets.region.rollup import rolled_up
from schemas.published import OPENBAAR, table
from schemas.region.leaving import LEAVING
from schemas.region.tables import ALIKE, LESS, MORE, TABLES, UNKNOWN

CODES = ("GM0917", "GM0935", "GM0981")
NAMES = {each.code: each.name for each in municipalities()}
NOBODY = pd.DataFrame(columns=["gemeentecode", "jaar", "inwoners"])
PEOPLE = pd.DataFrame({"gemeentecode": CODES, "jaar": 2019, "inwoners": [87_000, 120_000, 10_000]})
THRESHOLD = 4
STREET, KEY, AREA = "Zxqstraat", "a3f09bd1c7e5a3f09bd1c7e5a3f09bd1", "BU09350001"


def write_home(folder: Path, code: str, counts: dict[str, int], secret: str = "x") -> Path:
    """A home with a public file: yearly counts, hidden from 1 to the threshold; and all that must
    not leave it, in the same file and beside it. `secret`: of what is hidden, besides."""
    (folder / "publish").mkdir(parents=True)
    with duckdb.connect(str(folder / "publish" / "openbaar.duckdb")) as connection:
        for name, source in OPENBAAR.items():
            columns = ", ".join(f"{c.name} {c.kind.duckdb}" for c in table(source).columns)
            connection.execute(f"create table {name} ({columns}, straatnaam text, sleutel text)")
        insert = "insert into {} ({}) values ({})"

        def add(name: str, **values: object) -> None:
            values |= {"straatnaam": STREET + secret, "sleutel": KEY}
            marks = ", ".join("?" * len(values))
            connection.execute(insert.format(name, ", ".join(values), marks), [*values.values()])

        for place, (indicator, count) in enumerate(counts.items()):
            about = {"naam": indicator.capitalize(), "thema": "Veilig", "bron": "politie"}
            about |= {"eenheid": "aantal", "volgorde": place, "definitie_versie": 1}
            add("indicatoren", indicator_id=indicator, richting="omlaag", **about)
            hidden = 0 < count <= THRESHOLD
            for area in (code, AREA):
                add(
                    "cijfers",
                    **{"indicator_id": indicator, "gebied_code": area, "periode_soort": "jaar"},
                    **{"periode": "2019", "waarde": None if hidden else count},
                    **{"teken": "x" if hidden else None, "status": "definitief"},
                )
            add(
                "oordelen", indicator_id=indicator, gebied_code=code, venster="12m", overdispersie=1
            )
        add("uitgaven", uitgave="2020-Q2", publicatiedatum="2020-07-01", peildatum="2020-07-01")
    return folder


def published(homes: dict[str, Path], folder: Path) -> Path:
    public = [leaving(home, code, NAMES[code]) for code, home in homes.items()]
    publish_region(folder, rolled_up(public, PEOPLE, {}, 2))
    return folder / FILE


def everything(path: Path) -> list[tuple[str, str, object]]:
    """Every value of a database: table, column, value."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute("show tables").fetchall()]
        return [
            (name, column, value)
            for name in names
            for rows in [connection.execute(f"select * from {name}").df()]
            for column in rows
            for value in rows[column].tolist()
        ]


counted = st.dictionaries(
    st.sampled_from(["woninginbraak", "mishandeling", "vernieling"]),
    st.integers(0, 12) | st.integers(0, 400),
    min_size=1,
)


@pytest.mark.dear
@settings(max_examples=12)
@given(counts=st.tuples(counted, counted, counted))
def test_an_attacker_finds_no_street_no_key_and_no_small_count(counts: tuple[dict, ...]):
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        given_counts = dict(zip(CODES, counts, strict=True))
        homes = {code: write_home(root / code, code, own) for code, own in given_counts.items()}
        path = published(homes, root)
        found = everything(path)
        texts = {value for *_, value in found if isinstance(value, str)}
        assert not [text for text in texts if STREET in text or KEY in text]
        assert not [text for text in texts if re.fullmatch(r"(BU|WK)\d{6,8}", text)]
        assert STREET.encode() not in path.read_bytes() and AREA.encode() not in path.read_bytes()
        small = [
            (where, column, value)
            for where, column, value in found
            if column in {"waarde", "aantal"} and not pd.isna(value) and 0 < value <= THRESHOLD
        ]
        assert small == []
        shown = {(each.table, c) for each in LEAVING for c in each.columns}
        assert not {column for _, column in shown} & {"straatnaam", "sleutel", "gebied_code"}


@pytest.mark.dear
@settings(max_examples=8)
@given(hidden=st.lists(st.integers(1, THRESHOLD), min_size=3, max_size=3))
def test_what_a_municipality_hides_changes_nothing_in_the_region(hidden: list[int]):
    with tempfile.TemporaryDirectory() as name:
        contents = []
        for turn, values in enumerate((hidden, [1, 1, 1])):
            root = Path(name) / str(turn)
            homes = {
                code: write_home(root / code, code, {"mishandeling": value, "vernieling": 90})
                for code, value in zip(CODES, values, strict=True)
            }
            contents.append([repr(row) for row in everything(published(homes, root))])
        assert contents[0] == contents[1]


def test_only_columns_that_are_public_are_on_the_list():
    for each in LEAVING:
        public = set(table(OPENBAAR[each.table]).names)
        assert set(each.columns) <= public
    cells = {each.table: each.only for each in LEAVING}
    assert "gebied_code = ?" in cells["cijfers"] and "gebied_code = ?" in cells["oordelen"]


def test_a_home_without_a_publication_has_nothing_to_give(tmp_path: Path):
    assert leaving(tmp_path, "GM0935", "Maastricht") is None


def test_the_file_is_as_its_contract_says_and_written_once(tmp_path: Path):
    homes = {code: write_home(tmp_path / code, code, {"mishandeling": 90}) for code in CODES}
    path = published(homes, tmp_path)
    before = path.stat().st_mtime_ns
    assert published(homes, tmp_path).stat().st_mtime_ns == before
    with duckdb.connect(str(path), read_only=True) as connection:
        for name, contract in TABLES.items():
            described = connection.execute(f"describe {name}").fetchall()
            assert [(c, kind) for c, kind, *_ in described] == [
                (column.name, column.kind.duckdb) for column in contract.columns
            ]


# -- what is said of a difference --------------------------------------------------------------


def counts_of(values: list[int], people: list[int], year: int = 2019) -> pd.DataFrame:
    codes = [f"GM{number:04}" for number in range(len(values))]
    return pd.DataFrame(
        {"indicator_id": "a", "gemeentecode": codes, "jaar": year}
        | {"aantal": map(float, values), "inwoners": map(float, people), "phi": 1.0}
    )


@given(st.lists(st.integers(0, 300), min_size=2, max_size=12))
def test_a_rank_lies_within_its_interval_and_a_named_difference_beyond_chance(values: list[int]):
    rows = comparison.compared(counts_of(values, [20_000] * len(values)))
    rank = rows["per_1000"].rank(ascending=False, method="min")
    assert rows["rang_van"].le(rank).all()
    assert rows["rang_tot"].ge(rank).all()
    assert rows["onder"].le(rows["per_1000"]).all() and rows["boven"].ge(rows["per_1000"]).all()
    rest = (rows["aantal"].sum() - rows["aantal"]) / (len(rows) - 1)
    assert rows["aantal"][rows["uitkomst"].eq(MORE)].gt(rest[rows["uitkomst"].eq(MORE)]).all()
    assert rows["aantal"][rows["uitkomst"].eq(LESS)].lt(rest[rows["uitkomst"].eq(LESS)]).all()


def test_a_difference_that_is_chance_is_none_and_a_large_one_is_named():
    rows = comparison.compared(counts_of([100, 105, 98, 300], [50_000] * 4))
    assert rows["uitkomst"].tolist()[3] == MORE
    alike = comparison.compared(counts_of([100, 105, 98], [50_000] * 3))
    assert set(alike["uitkomst"]) == {ALIKE}
    assert alike[["rang_van", "rang_tot"]].to_numpy().tolist() == [[1, 3]] * 3


def test_under_equal_rates_a_difference_is_named_about_as_often_as_agreed():
    rng = np.random.default_rng(1)
    named = [
        comparison.compared(counts_of(rng.poisson(80, 16).tolist(), [20_000] * 16))["uitkomst"]
        for _ in range(100)
    ]
    assert pd.concat(named).ne(ALIKE).mean() < 1.5 * (1 - comparison.CERTAINTY)


def test_a_municipality_alone_is_compared_with_nobody():
    assert comparison.compared(counts_of([9], [1000]))["uitkomst"].tolist() == [UNKNOWN]


def test_a_change_stands_beside_that_of_the_others():
    counts = pd.concat(
        [
            counts_of([200, 200, 200], [20_000] * 3, 2018),
            counts_of([400, 201, 199], [20_000] * 3, 2019),
        ]
    )
    rows = comparison.developed(counts)
    assert rows["uitkomst"].tolist() == ["stijging", ALIKE, ALIKE]
    assert rows["naast_rest"].tolist() == [MORE, LESS, LESS]


# -- open data alone, and the page -------------------------------------------------------------


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> tuple[Public, ...]:
    path = tmp_path_factory.mktemp("land") / "misdrijven.csv"
    lines = [
        f'"Totaal misdrijven";"{year}";"{each.name}";"{200 + place}"'
        for place, each in enumerate(municipalities())
        for year in (2018, 2019)
    ]
    header = '"Soort misdrijf";"Perioden";"Regio\'s";"Geregistreerde misdrijven (aantal)"'
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return everybody([(path, path.name)], InThisProcess())


def test_open_data_alone_does_for_every_municipality(country: tuple[Public, ...]):
    assert {each.code for each in country} == set(NAMES)
    assert {each.origin for each in country} == {OF_OPEN_DATA}
    people = pd.DataFrame({"gemeentecode": sorted(NAMES), "jaar": 2019, "inwoners": 20_000})
    tables = rolled_up(country, people, {"GM0935": ["GM0917"]}, 3)
    newest = tables["vergelijking"].query("jaar == 2019")
    assert len(newest) == len(NAMES) == newest["gemeenten"].iloc[0]
    beside = tables["vergelijkbaar"].query("gemeentecode == 'GM0935'")
    assert beside["waarom"].tolist().count("keuze") == 1 and len(beside) == 4


def test_the_page_says_when_a_difference_is_none_and_may_fetch_nothing():
    page = render(page_of(region_tables(), "GM0935", "Zuid-Limburg")).decode()
    assert "default-src &#39;none&#39;" in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "Meer dan in de andere gemeenten: mishandeling." in page
    assert "Bij 2 van de 3 onderwerpen is er geen duidelijk verschil." in page
    assert "Vaals" in page and "Gekozen: Vaals." in page


def test_a_page_without_inhabitants_says_that_nothing_can_be_compared():
    public = [Public("GM0935", "Maastricht", OF_HOME)]
    page = render(page_of(rolled_up(public, NOBODY, {}, 1), "GM0935", "Zuid-Limburg")).decode()
    assert "nog geen cijfer dat met andere gemeenten te vergelijken is" in page
