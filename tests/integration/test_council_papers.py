"""The papers of the council hold nothing that the public figures do not: in no cell of their
workbooks, and whatever the hidden counts are."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from pathlib import Path

import command
import docx
import duckdb
import numpy as np
import pandas as pd
import pytest
from command import in_this_process
from python_calamine import CalamineWorkbook

from assets.basis.home import Home
from assets.disclosure.publish.council import council_tables
from assets.disclosure.publish.edition_tables import find_edition
from assets.disclosure.publish.newest import newest_edition
from assets.factsheets.wording import in_plain_words
from assets.warehouse.derived import tables_of
from schemas.configuration import Configuration

HALVES = {
    "Nu": 0,
    "Vorig jaar": 2,
    "Twee jaar eerder": 4,
    "Drie jaar eerder": 6,
    "Vier jaar eerder": 8,
}
YEARS = {"Twaalf maanden": 0, "Twaalf maanden ervoor": 2}
# Table: its columns that hold counts, or follow from them.
COUNTED = {
    "indicatorwaarden": "waarde",
    "int_doelen": "nu",
    "int_raad_prestaties": "waarde vorige_waarde",
    "int_raad_vergelijking": "nu vorig_jaar twee_jaar_eerder drie_jaar_eerder vier_jaar_eerder "
    "twaalf_maanden twaalf_maanden_ervoor",
}
LATEST, EARLIER = "2020-H1", "2019-H2"


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the papers of the council and their letter; of two half-years if there is time,
    the earlier one rendered last."""
    home = tmp_path_factory.mktemp("raad") / "data"
    shutil.copytree(sample_home, home)
    issue = () if command.IS_SHORT else ("--periode", EARLIER)
    ended = in_this_process("factsheet", "raad", "--brief", *issue, "--home", home)
    assert ended.code == 0, ended.err
    assert "Concept van de brief" in ended.out
    return home


@pytest.fixture(scope="module")
def public(home: Path) -> pd.Series:
    """What the open data show: (name, area, period) -> value; a hidden figure has none."""
    read = {"dtype": {"periode": str, "gebied_code": str, "teken": str}}
    folder = home / "open_data"
    figures = pd.concat([pd.read_csv(path, **read) for path in folder.glob("cijfers-*.csv")])
    indicators = in_plain_words({"": pd.read_csv(folder / "indicatoren.csv")})[""]
    names = indicators.set_index("indicator_id")["naam"]
    figures["naam"] = figures["indicator_id"].map(names)
    assert figures.loc[figures["teken"].eq("x"), "waarde"].isna().all()
    return figures.set_index(["naam", "gebied_code", "periode"])["waarde"].sort_index()


def page(home: Path, period: str, title: str) -> pd.DataFrame:
    """A page of the workbook of the council, under its headings."""
    book = CalamineWorkbook.from_path(home / f"factsheets/raad/{period}/raad_{period}.xlsx")
    _, _, _, head, *rows = book.get_sheet_by_name(title).to_python()
    return pd.DataFrame(rows, columns=head).replace("", np.nan)


def half(period: str, back: int) -> str:
    number = int(period[:4]) * 2 + int(period[-1]) - 1 - back
    return f"{number // 2}-H{number % 2 + 1}"


@pytest.mark.parametrize(
    "period", [LATEST, pytest.param(EARLIER, marks=pytest.mark.slow_by_nature)]
)
def test_each_count_is_public_or_the_sum_of_two_that_are(
    home: Path, public: pd.Series, period: str
) -> None:
    rows = page(home, period, "Indicatoren")
    assert set(rows["Periode"]) == {period}
    shown = hidden = 0
    absent = (HALVES | YEARS).keys() - set(rows)  # a column without any figure is left out
    for row in rows.to_dict("records"):
        for column, back in (HALVES | YEARS).items():
            parts = [half(period, back)] + [half(period, back + 1)] * (column in YEARS)
            expected = [public.get((row["Indicator"], row["Gebied code"], part)) for part in parts]
            if column in absent:
                assert any(map(pd.isna, expected)), (column, row["Indicator"])
            elif pd.isna(row[column]):
                is_marked = column.lower() in str(row.get("Geheim")).split(", ")
                hidden += is_marked
                assert not is_marked or any(map(pd.isna, expected))
            else:
                shown += 1
                assert row[column] == sum(expected)
    assert shown > 500
    assert hidden > 100
    assert set(rows["Gebiedsniveau"]) == {"gemeente", "wijk"}


def test_the_course_is_made_of_public_quarters(home: Path, public: pd.Series) -> None:
    quarters = page(home, "2020-H1", "Verloop per kwartaal").set_index("Maand")
    years = page(home, "2020-H1", "Verloop 12 maanden").set_index("Maand")
    checked = 0
    for name in quarters.columns.intersection(public.index.get_level_values("naam")):
        values = {
            month: public.get((name, "GM0935", f"{month[:4]}-Q{int(month[5:]) // 3}"))
            for month in quarters.index
        }
        for month, value in quarters[name].dropna().items():
            assert value == values[month]
            checked += 1
        months = list(values)
        for month, value in years.get(name, pd.Series(dtype=float)).dropna().items():
            at = months.index(month)
            assert value == sum(values[each] for each in months[at - 3 : at + 1])
            checked += 1
    assert checked > 500


def test_registers_and_goals_are_public_figures(home: Path, public: pd.Series) -> None:
    registers = page(home, "2020-H1", "Prestaties")
    shown = registers.dropna(subset="Waarde")
    assert len(shown) >= 20
    assert {"Bibob-onderzoeken", "Aantal demonstraties"} <= set(shown["Indicator"])
    for row in shown.to_dict("records"):
        assert row["Waarde"] == public[row["Indicator"], "GM0935", str(row["Periode"])]
    hidden = registers.reindex(columns=["Geheim"])["Geheim"]  # left out if nothing is
    assert registers["Waarde"].isna().equals(hidden.notna())
    goals = page(home, "2020-H1", "Doelen").set_index("Indicator")
    name = "Straatroof"
    halves = [public[name, "GM0935", period] for period in ("2019-H2", "2020-H1")]
    assert goals.loc[name, "Nu"] == sum(halves)


def test_the_letter_is_of_the_same_issue_and_names_public_figures(
    home: Path, public: pd.Series
) -> None:
    issue, words, year = LATEST, "eerste helft van 2020", ("2019-H2", "2020-H1")
    if not command.IS_SHORT:
        issue, words, year = EARLIER, "tweede helft van 2019", ("2019-H1", "2019-H2")
    document = docx.Document(home / f"factsheets/raad/{issue}/raad_{issue}_brief.docx")
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"in de {words}" in text
    told = page(home, issue, "Doelen").dropna(subset="Nu")
    told = told[told["Nu periode"].str.contains("--", na=False)]
    assert len(told) >= 4
    for row in told.to_dict("records"):
        halves = [public[row["Indicator"], "GM0935", half] for half in year]
        [shown] = re.findall(rf"{re.escape(row['Doel'])}: ([\d.]+) registraties", text)
        assert int(shown.replace(".", "")) == sum(halves)
    for arguments in (("driehoek", "--brief"), ("raad", "--brief", "--peildatum", "2020-03-01")):
        refused = in_this_process("factsheet", *arguments, "--home", home)
        assert refused.code == 1
        assert "brief" in refused.err


def test_hidden_counts_change_nothing_on_the_sheet(sample_home: Path, tmp_path: Path) -> None:
    """With every count of the warehouse replaced, the tables of the sheet stay as they are."""
    home = Home(sample_home, tmp_path)
    edition = find_edition(home)
    with tables_of(home) as connection:
        before = council_tables(connection, edition, Configuration())
    with tables_of(home) as connection, closing(duckdb.connect()) as other:
        for name in connection.names:
            frame = connection.execute(f"select * from {name}").df()
            for at, column in enumerate(COUNTED.get(name, "").split()):
                frame[column] = (frame[column] * 3 + 7 + at).round()
            other.register("_frame", frame)
            other.execute(f"create table {name} as select * from _frame")
        after = council_tables(other, edition, Configuration())
    assert len(before["raad_indicatoren"]) > 200
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name], check_dtype=False, obj=name)


def test_an_edition_of_an_earlier_program_gets_its_verdicts(
    sample_home: Path, tmp_path: Path
) -> None:
    """An archive from before public verdicts has none: the sheet need not wait a quarter."""
    shutil.copytree(sample_home, tmp_path / "data")
    home = Home(tmp_path / "data", tmp_path)
    before = find_edition(home)
    (folder,) = home.editions.iterdir()
    (folder / "verdicts.parquet").unlink()
    checksums = home.root / "controle" / "uitgaven" / f"{folder.name}.jsonl"
    lines = checksums.read_text("utf-8").splitlines(keepends=True)
    checksums.write_text("".join(line for line in lines if "verdicts" not in line), "utf-8")
    newest = newest_edition(home, Configuration())
    pd.testing.assert_frame_equal(newest.edition.verdicts, before.verdicts, check_dtype=False)
    assert len(before.verdicts) > 500
    assert [path.name for path in home.editions.iterdir()] == [folder.name]
