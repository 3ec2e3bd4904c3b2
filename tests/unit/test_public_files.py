"""The contents of the files of an edition, and their names."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import csvw
import pyarrow.parquet as pq
import pytest
from editions import PUBLISHER, as_contract, make_edition, with_figure
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.open_data import write_open_data
from assets.disclosure.publish.public_files import changes, csv_of, tables, theme_file
from schemas import published

GRAIN = ["indicator_id", "gebied_code", "periode_soort", "periode"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition()


@pytest.fixture(scope="module")
def written(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after one edition; tests must not change it."""
    folder = tmp_path_factory.mktemp("open_data")
    write_open_data(edition, folder, PUBLISHER)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_files_of_an_edition(written: Path):
    assert {path.name for path in written.iterdir()} == {
        "cijfers-fysieke-kwaliteit.csv",
        "cijfers-integriteit-georganiseerde-criminaliteit.csv",
        "cijfers-objectieve-veiligheid.csv",
        "cijfers-subjectieve-veiligheid.csv",
        "indicatoren.csv",
        "gebieden.csv",
        "herzieningen.csv",
        "wijzigingen.csv",
        "uitgaven.csv",
        "cijfers.parquet",
        "csv-metadata.json",
        "datapackage.json",
        "catalogus.ttl",
        "catalogus.jsonld",
        "LEESMIJ.txt",
        "LICENTIE.txt",
        "uitgave.json",
        "onthullingscontrole.json",
        "uitgaven",
    }
    permanent = written / "uitgaven" / "2020-Q2"
    assert {path.name for path in permanent.iterdir()} == {
        path.name for path in written.iterdir() if path.is_file()
    }


def test_csv_follows_rfc_4180(written: Path):
    content = (written / "cijfers-objectieve-veiligheid.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.splitlines()[0].decode() == ",".join(published.table("openbare_cijfers").names)
    content.decode("utf-8")


def test_secret_and_unknown_figures_have_no_value(written: Path, edition: Edition):
    seen = dict.fromkeys("x.-*", 0)
    for path in written.glob("cijfers-*.csv"):
        for row in rows(path):
            if row["teken"] in ("x", "."):
                assert (row["waarde"], row["marge_onder"], row["marge_boven"]) == ("", "", "")
            else:
                assert math.isfinite(float(row["waarde"]))
            if row["teken"]:
                seen[row["teken"]] += 1
    assert all(seen.values())
    assert seen == edition.figures["teken"].value_counts().to_dict()


def test_counts_are_whole_and_fractions_have_a_point(written: Path):
    counts = rows(written / "cijfers-objectieve-veiligheid.csv")
    assert all(row["waarde"].isdigit() for row in counts if row["waarde"])
    fractions = {row["waarde"] for row in rows(written / "cijfers-subjectieve-veiligheid.csv")}
    assert "21.25" in fractions and "0.0" in fractions
    assert all("." in value for value in fractions if value)
    assert {row["publicatiedatum"] for row in counts} == {"2020-07-15", "2020-04-15"}


def test_parquet_holds_every_figure_of_every_theme(written: Path, edition: Edition):
    table = pq.read_table(written / "cijfers.parquet")
    assert table.column_names == list(published.table("openbare_cijfers").names)
    assert str(table.schema.field("publicatiedatum").type) == "date32[day]"
    frame = table.to_pandas()
    assert frame["waarde"].equals(edition.figures["waarde"])
    assert frame["teken"].fillna("").tolist() == edition.figures["teken"].fillna("").tolist()
    assert len(frame) == sum(len(rows(path)) for path in written.glob("cijfers-*.csv"))


def test_a_formula_in_a_name_is_escaped_in_csv(edition: Edition):
    indicators = edition.indicators.copy()
    indicators.loc[0, ["naam", "definitie"]] = ["=HYPERLINK(1)", "telt;@SUM(A1)\r\n+1"]
    by_file = {table.file: table for table in tables(replace(edition, indicators=indicators))}
    content = csv_of(by_file["indicatoren.csv"]).decode()
    first = next(csv.DictReader(content.splitlines()))
    assert first["naam"] == "'=HYPERLINK(1)"
    assert first["definitie"] == "telt;'@SUM(A1) +1"


def test_changes_are_the_revisions_of_this_edition_and_new_figures(edition: Edition):
    changed = changes(edition)
    kinds = changed["soort"].value_counts().to_dict()
    assert kinds.pop("nieuw") == edition.figures["versie"].eq("2020-Q2").sum()
    assert kinds == {"herzien": 1, "alsnog geheim": 1}
    assert not changed.duplicated(GRAIN).any()
    assert list(changed) == list(published.table("openbare_herzieningen").names)
    first = replace(edition, editions=edition.editions.head(1), revisions=edition.revisions.head(0))
    assert changes(first).empty


def test_a_revised_figure_is_not_new(edition: Edition):
    key = edition.figures.loc[edition.figures["versie"].eq("2020-Q2"), GRAIN].iloc[0]
    change = (*key, "2020-Q2", "2020-07-15", 3, None, 4, None, "herzien")
    revised = replace(edition, revisions=as_contract("openbare_herzieningen", [change]))
    changed = changes(revised)
    assert changed.loc[changed[GRAIN].eq(key).all(axis=1), "soort"].tolist() == ["herzien"]


def test_every_row_is_read_with_the_description_of_the_columns(written: Path):
    group = csvw.TableGroup.from_file(written / "csv-metadata.json")
    assert {str(table.url) for table in group.tables} == {
        path.name for path in written.glob("*.csv")
    }
    assert group.check_referential_integrity()
    for table in group.tables:
        name = str(table.url)
        raw = rows(written / name)
        read = list(table.iterdicts(strict=True))
        assert len(read) == len(raw)
        for typed, text in zip(read, raw, strict=True):
            for column, value in typed.items():
                assert (value is None) == (text[column] == "")
                if isinstance(value, float):
                    assert value == float(text[column])
                if isinstance(value, date):
                    assert f"{value:%Y-%m-%d}" == text[column]
        for column in table.tableSchema.columns:
            assert column.common_props["dc:description"]
    assert csvw.CSVW(str(written / "csv-metadata.json"), validate=True).is_valid


def test_an_unlisted_code_violates_the_description(written: Path, tmp_path: Path):
    for path in written.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    metadata = (written / "csv-metadata.json").read_bytes()
    (tmp_path / "csv-metadata.json").write_bytes(metadata)
    areas = (tmp_path / "gebieden.csv").read_bytes()
    (tmp_path / "gebieden.csv").write_bytes(areas.replace(b"WK999900,Wijk", b"WK999999,Wijk"))
    with pytest.raises(ValueError, match="not found"):
        csvw.TableGroup.from_file(tmp_path / "csv-metadata.json").check_referential_integrity()


def test_types_are_those_of_the_contract(written: Path):
    described = json.loads((written / "csv-metadata.json").read_text("utf-8"))
    [areas] = [table for table in described["tables"] if table["url"] == "gebieden.csv"]
    kinds = {column["name"]: column["datatype"] for column in areas["tableSchema"]["columns"]}
    assert kinds["volgorde"] == "integer"
    assert areas["tableSchema"]["primaryKey"] == ["gebied_code"]
    assert described["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}


def test_the_edition_and_its_checks_are_described(written: Path, edition: Edition):
    described = json.loads((written / "uitgave.json").read_text("utf-8"))
    assert (described["uitgave"], described["publicatiedatum"]) == ("2020-Q2", "2020-07-15")
    assert described["cijfers"] == len(edition.figures)
    others = {path.name for path in written.iterdir() if path.is_file()} - {"uitgave.json"}
    assert set(described["bestanden"]) == others
    for name, checksum in described["bestanden"].items():
        content = (written / name).read_bytes()
        assert checksum == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    audit = json.loads((written / "onthullingscontrole.json").read_text("utf-8"))
    assert audit["herleidbaar"] == 0
    assert audit["geheim"] == edition.figures["teken"].eq("x").sum()


def test_the_texts_name_every_file_and_the_source(written: Path, edition: Edition):
    explanation = (written / "LEESMIJ.txt").read_text("utf-8")
    for path in written.iterdir():
        assert path.name == "LEESMIJ.txt" or path.name in explanation
    words = " ".join(explanation.split())
    assert "op de site staat de nieuwste." in words
    for kind, example in edition.figures.groupby("periode_soort")["periode"].max().items():
        assert example in words, kind
    licence = (written / "LICENTIE.txt").read_text("utf-8")
    assert "CC BY 4.0" in licence and "gemeente Maastricht" in licence


def test_two_themes_with_one_file_or_none_are_refused(edition: Edition, tmp_path: Path):
    themes = edition.figures["thema"].where(
        edition.figures["indicator_id"].ne("bibob"), "Fysieke-Kwaliteit"
    )
    with pytest.raises(AnalystError, match="hetzelfde bestand"):
        write_open_data(
            replace(edition, figures=edition.figures.assign(thema=themes)), tmp_path, PUBLISHER
        )
    nameless = with_figure(edition, 0, thema="...")
    with pytest.raises(AnalystError, match="zonder letters of cijfers"):
        write_open_data(nameless, tmp_path, PUBLISHER)
    assert not list(tmp_path.iterdir())


@given(st.text(max_size=300))
def test_no_name_of_a_theme_leaves_the_folder(theme: str):
    try:
        name = theme_file(theme)
    except AnalystError:
        return
    assert Path(name).name == name
    assert len(name) < 100
    assert name.startswith("cijfers-") and name.endswith(".csv")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") and name.count(".") == 1
