"""No two products have two words for one indicator, area and window: every word on every sheet, in
every workbook, on the site and in every table is that of `oordelen`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import lxml.html
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from assets.factsheets.wording import in_plain_words
from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL

CITY = "GM0935"
WORDS = (UP, DOWN, USUAL, UNCERTAIN)
Areas = dict[tuple[str, bool], str]  # name, and whether it is a focus area -> code
Said = tuple[str, str, str, str, str, str]  # where, indicator, area, window, month, word

# Table -> its columns: area, the last month, and those with a word for a window.
TABLES = {
    "driehoek_kerncijfers": (
        f"'{CITY}'",
        "periode_tot",
        {"2m": "signaal", "12m": "twaalf_signaal"},
    ),
    "driehoek_zeldzaam": (
        f"'{CITY}'",
        "periode_tot",
        {"12m": "twaalf_signaal", "36m": "zesendertig_signaal"},
    ),
    "driehoek_aandachtsgebieden": (
        "gebied_code",
        "periode_tot",
        {"2m": "signaal", "12m": "twaalf_signaal"},
    ),
    "raad_indicatoren": (
        "gebied_code",
        "left(periode, 5) || case right(periode, 1) when '1' then '06' else '12' end",
        {"6m": "signaal", "12m": "twaalf_signaal"},
    ),
}


@pytest.fixture(scope="module")
def internal(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the sample."""
    path = sample_home / "publish" / "intern.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def verdicts(internal: duckdb.DuckDBPyConnection) -> pd.Series:
    """The word by name of the indicator (also as a sheet has it), area, window and month."""
    rows = internal.execute(
        "select indicator_id, naam, gebied_code, venster, periode, uitkomst from oordelen "
        "inner join indicatoren using (indicator_id)"
    ).df()
    renamed = in_plain_words({"rows": rows})["rows"]
    rows = pd.concat([rows, renamed[renamed["naam"].ne(rows["naam"])]])
    return rows.set_index(["naam", "gebied_code", "venster", "periode"])["uitkomst"].sort_index()


def said_in_tables(internal: duckdb.DuckDBPyConnection) -> Iterator[Said]:
    for table, (area, month, windows) in TABLES.items():
        for window, column in windows.items():
            yield from internal.execute(
                f"select '{table}', indicator, {area}, '{window}', {month}, {column} from {table}"
            ).fetchall()
    yield from internal.execute(
        "select 'driehoek_signalen', indicator, gebied_code, venster, periode_tot, "
        "'signaal ' || richting from driehoek_signalen"
    ).fetchall()


def said_in_public_tables(home: Path, names: pd.Series) -> Iterator[Said]:
    with duckdb.connect(str(home / "publish" / "openbaar.duckdb"), read_only=True) as public:
        rows = public.execute("select * from oordelen").df()
    for row in rows.itertuples():
        yield (
            "openbaar.duckdb",
            names[row.indicator_id],
            row.gebied_code,
            row.venster,
            row.periode,
            row.uitkomst,
        )


def page(path: Path, name: str) -> pd.DataFrame:
    """A page of a workbook, by its headings."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    head = next(at for at, row in enumerate(rows) if "Indicator" in row)
    return pd.DataFrame(rows[head + 1 :], columns=rows[head])


def said_in_workbooks(home: Path, areas: Areas) -> Iterator[Said]:
    (path,) = (home / "factsheets" / "driehoek").glob("*/*.xlsx")
    month = path.stem[-7:]
    for row in page(path, "Kerncijfers").to_dict("records"):
        yield path.name, row["Indicator"], CITY, "2m", month, row["Signaal"]
        yield path.name, row["Indicator"], CITY, "12m", month, row["Twaalf signaal"]
    for row in page(path, "Signalen").to_dict("records"):
        is_focus = row["Gebiedsniveau"] == "aandachtsgebied"
        area = areas[row["Gebiedsnaam"], is_focus]
        word = f"signaal {row['Richting']}"
        yield path.name, row["Indicator"], area, row["Venster"], month, word
    for row in page(path, "Aandachtsgebieden").to_dict("records"):
        area = areas[row["Gebiedsnaam"], True]
        yield path.name, row["Indicator"], area, "2m", month, row["Signaal"]
        yield path.name, row["Indicator"], area, "12m", month, row["Twaalf signaal"]
    for row in page(path, "Zeldzaam en ernstig").to_dict("records"):
        yield path.name, row["Indicator"], CITY, "12m", month, row["Twaalf signaal"]
        yield path.name, row["Indicator"], CITY, "36m", month, row["Zesendertig signaal"]
    (path,) = (home / "factsheets" / "raad").glob("*/*.xlsx")
    for row in page(path, "Indicatoren").to_dict("records"):
        area = areas[row["Gebiedsnaam"], False]
        for window, column in (("6m", "Signaal"), ("12m", "Twaalf signaal")):
            yield path.name, row["Indicator"], area, window, "2020-06", row[column]


def tables_of_page(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The headings and rows of each table of a web page."""
    for table in lxml.html.parse(path).iterfind(".//table"):
        rows = [
            [" ".join(cell.itertext()).strip() for cell in row.iterfind("*")]
            for row in table.iterfind(".//tr")
        ]
        yield rows[0], rows[1:]


def said_on_pages(home: Path, areas: Areas) -> Iterator[Said]:
    (path,) = (home / "factsheets" / "driehoek").glob("*/*.html")
    windows = {"Oordeel": "2m", "Oordeel 12 mnd": "12m"}
    yield from _said(path, windows, path.stem[-7:], areas)
    (path,) = (home / "factsheets" / "raad").glob("*/*.html")
    yield from _said(path, {"Oordeel": "6m"}, "2020-06", areas)


def _said(path: Path, windows: dict[str, str], month: str, areas: Areas) -> Iterator[Said]:
    for headings, rows in tables_of_page(path):
        if "Indicator" not in headings:
            continue
        area = CITY
        for row in rows:
            area = areas.get((row[0], True), area) if len(row) == 1 else area  # a title
            for heading, window in windows.items():
                at = headings.index(heading) if heading in headings else len(row)
                words = [word for word in WORDS if len(row) > at and word in row[at]]
                if words:
                    yield path.name, row[0], area, window, month, words[0]


@pytest.fixture(scope="module")
def said(sample_home: Path, internal: duckdb.DuckDBPyConnection) -> list[Said]:
    """Everything that is said, anywhere."""
    names = internal.execute("select indicator_id, naam from indicatoren").df()
    # A neighbourhood and a focus area may have one name.
    areas = {
        (name, code.startswith("AG-")): code
        for name, code in internal.execute(
            "select distinct gebiedsnaam, gebied_code from gebieden"
        ).fetchall()
    }
    return [
        *said_in_tables(internal),
        *said_in_public_tables(sample_home, names.set_index("indicator_id")["naam"]),
        *said_in_workbooks(sample_home, areas),
        *said_on_pages(sample_home, areas),
    ]


def test_every_word_is_the_one_of_the_verdict(said: list[Said], verdicts: pd.Series) -> None:
    by_place: dict[str, int] = {}
    for where, indicator, area, window, month, word in said:
        if word == "niet openbaar":
            continue
        by_place[where] = by_place.get(where, 0) + 1
        # A name on a page is followed by its source.
        name = indicator
        while (name, area, window, month) not in verdicts.index and " " in name:
            name = name.rpartition(" ")[0]
        expected = verdicts.get((name, area, window, month), UNCERTAIN)
        assert word == expected, (where, indicator, area, window)
    assert len(by_place) == 10, by_place
    assert min(by_place.values()) >= 10, by_place
    assert by_place["raad_indicatoren"] > 500


_ON_SITE = re.compile(
    r'<p class="zin">(?P<text>[^\n]*?duidelijk (?P<word>meer|minder) dan normaal: .*?)</p>'
)
_LINKED = re.compile(r'href="[^"#]*#(?P<indicator>\w+)"')


def test_the_site_says_public_verdicts_and_no_other(
    sample_home: Path, internal: duckdb.DuckDBPyConnection
) -> None:
    """In its own words: those of the tables are not on it."""
    told = []
    for path in sorted((sample_home / "website").rglob("*.html")):
        text = path.read_text("utf-8")
        assert not any(word in text for word in (UP, DOWN, UNCERTAIN)), path.name
        area = {"index.html": "GM0935"}.get(path.name, path.stem)
        if area.startswith(("GM", "WK")):
            told += [
                (indicator, area, "6m", "2020-06", UP if found["word"] == "meer" else DOWN)
                for found in _ON_SITE.finditer(text)
                for indicator in _LINKED.findall(found["text"])
            ]
    assert len(told) >= 10
    keys = "indicator_id, gebied_code, venster, periode, uitkomst"
    with duckdb.connect(sample_home / "publish" / "openbaar.duckdb", read_only=True) as public:
        for connection in (public, internal):
            known = connection.execute(f"select {keys} from oordelen").fetchall()
            assert set(told) <= set(known)


def test_a_problem_that_goes_on_keeps_its_beginning(internal: duckdb.DuckDBPyConnection) -> None:
    """Two issues in a row: where the same signal stands in both, it began in the same month."""
    rows = internal.execute(
        "select now.sinds, before.sinds from oordelen as now inner join oordelen as before "
        "using (indicator_id, gebied_code, venster) where now.periode = '2020-06' "
        "and before.periode = '2020-04' and now.venster = '2m' and now.uitkomst like 'signaal%' "
        "and now.uitkomst = before.uitkomst and now.sinds is not null"
    ).fetchall()
    assert len(rows) >= 15
    same = [abs(_number(now) - _number(before)) <= 1 for now, before in rows]
    assert sum(same) / len(same) > 0.9
    assert all(now < "2020-05" for now, _ in rows), "no problem of April begins in May"


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
