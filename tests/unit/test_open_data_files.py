"""The files of an edition: what stands in them, what is refused; and no edition ever changes."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import csvw
import pandas as pd
import pyarrow.parquet as pq
import pytest
from editions import CODE, as_contract, make_edition
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.disclosure.publish.catalogue import publisher_of
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.open_data import write_open_data
from assets.disclosure.publish.public_files import changes, csv_of, tables, theme_file
from schemas import published
from schemas.configuration import Catalogue, Configuration

PUBLISHER = publisher_of(Configuration())
GRAIN = ["indicator_id", "gebied_code", "periode_soort", "periode"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition()


@pytest.fixture(scope="module")
def written(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after one edition, to read only."""
    folder = tmp_path_factory.mktemp("open_data")
    write_open_data(edition, folder, PUBLISHER)
    return folder


def state(folder: Path) -> dict[str, tuple[int, int, str]]:
    """File -> inode, moment of its last change, and sha256."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_ino,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def with_figures(edition: Edition, place: int, **values: object) -> Edition:
    figures = edition.figures.copy()
    for column, value in values.items():
        figures.loc[figures.index[place], column] = value
    return replace(edition, figures=figures)


# -- what stands in the files ------------------------------------------------------------------


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
        "catalogus.ttl",
        "catalogus.jsonld",
        "LEESMIJ.txt",
        "LICENTIE.txt",
        "uitgave.json",
        "onthullingscontrole.json",
        "uitgaven",
    }
    kept = written / "uitgaven" / "2020-Q2"
    assert {path.name for path in kept.iterdir()} == {
        path.name for path in written.iterdir() if path.is_file()
    }


def test_csv_is_as_rfc_4180_asks(written: Path):
    content = (written / "cijfers-objectieve-veiligheid.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.splitlines()[0].decode() == ",".join(published.table("openbare_cijfers").names)
    content.decode("utf-8")


def test_no_value_stands_beside_what_is_secret_or_unknown(written: Path, edition: Edition):
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


def test_counts_are_whole_and_parts_have_a_point(written: Path):
    counts = rows(written / "cijfers-objectieve-veiligheid.csv")
    assert all(row["waarde"].isdigit() for row in counts if row["waarde"])
    parts = {row["waarde"] for row in rows(written / "cijfers-subjectieve-veiligheid.csv")}
    assert "21.25" in parts and "0" in parts
    assert {row["publicatiedatum"] for row in counts} == {"2020-07-15", "2020-04-15"}


def test_parquet_holds_every_figure_of_every_theme(written: Path, edition: Edition):
    table = pq.read_table(written / "cijfers.parquet")
    assert table.column_names == list(published.table("openbare_cijfers").names)
    assert str(table.schema.field("publicatiedatum").type) == "date32[day]"
    frame = table.to_pandas()
    assert frame["waarde"].equals(edition.figures["waarde"])
    assert frame["teken"].fillna("").tolist() == edition.figures["teken"].fillna("").tolist()
    assert len(frame) == sum(len(rows(path)) for path in written.glob("cijfers-*.csv"))


def test_a_formula_in_a_name_is_a_text_in_csv(edition: Edition):
    indicators = edition.indicators.copy()
    indicators.loc[0, ["naam", "definitie"]] = ["=HYPERLINK(1)", "telt;@SUM(A1)\r\n+1"]
    made = tables(replace(edition, indicators=indicators))
    [content] = [csv_of(table).decode() for table in made if table.file == "indicatoren.csv"]
    first = next(csv.DictReader(content.splitlines()))
    assert first["naam"] == "'=HYPERLINK(1)"
    assert first["definitie"] == "telt;'@SUM(A1) +1"


def test_changes_are_those_of_this_edition_and_what_is_new(edition: Edition):
    found = changes(edition)
    kinds = found["soort"].value_counts().to_dict()
    assert kinds.pop("nieuw") == edition.figures["versie"].eq("2020-Q2").sum()
    assert kinds == {"herzien": 1, "alsnog geheim": 1}
    assert not found.duplicated(GRAIN).any()
    assert list(found) == list(published.table("openbare_herzieningen").names)
    first = replace(edition, editions=edition.editions.head(1), revisions=edition.revisions.head(0))
    assert changes(first).empty


def test_a_revised_figure_is_not_new(edition: Edition):
    key = edition.figures.loc[edition.figures["versie"].eq("2020-Q2"), GRAIN].iloc[0]
    change = (*key, "2020-Q2", "2020-07-15", 3, None, 4, None, "herzien")
    revised = replace(edition, revisions=as_contract("openbare_herzieningen", [change]))
    found = changes(revised)
    assert found.loc[found[GRAIN].eq(key).all(axis=1), "soort"].tolist() == ["herzien"]


def test_the_description_of_the_columns_reads_every_row(written: Path):
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


def test_the_description_sees_a_code_that_is_in_no_list(written: Path, tmp_path: Path):
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


def test_what_the_edition_is_and_how_it_was_checked(written: Path, edition: Edition):
    told = json.loads((written / "uitgave.json").read_text("utf-8"))
    assert (told["uitgave"], told["publicatiedatum"]) == ("2020-Q2", "2020-07-15")
    assert told["cijfers"] == len(edition.figures)
    others = {path.name for path in written.iterdir() if path.is_file()} - {"uitgave.json"}
    assert set(told["bestanden"]) == others
    for name, mark in told["bestanden"].items():
        content = (written / name).read_bytes()
        assert mark == {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    audit = json.loads((written / "onthullingscontrole.json").read_text("utf-8"))
    assert audit["herleidbaar"] == 0
    assert audit["geheim"] == edition.figures["teken"].eq("x").sum()


def test_the_words_name_every_file_and_the_source(written: Path):
    words = (written / "LEESMIJ.txt").read_text("utf-8")
    for path in written.iterdir():
        assert path.name == "LEESMIJ.txt" or path.name in words
    licence = (written / "LICENTIE.txt").read_text("utf-8")
    assert "CC BY 4.0" in licence and "gemeente Maastricht" in licence


# -- writing -----------------------------------------------------------------------------------


def test_the_second_time_no_file_is_touched(edition: Edition, tmp_path: Path):
    first = write_open_data(edition, tmp_path, PUBLISHER)
    assert all(changed for _, changed in first.values())
    before = state(tmp_path)
    again = write_open_data(edition, tmp_path, PUBLISHER)
    assert not any(changed for _, changed in again.values())
    assert {name: path for name, (path, _) in again.items()} == {
        name: path for name, (path, _) in first.items()
    }
    assert state(tmp_path) == before


def test_a_next_edition_leaves_the_one_before_as_it_was(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    kept = state(tmp_path / "uitgaven" / "2020-Q2")
    following = make_edition("2020-Q2.2")
    following = replace(
        following, figures=following.figures[following.figures["thema"].ne("Fysieke kwaliteit")]
    )
    write_open_data(following, tmp_path, PUBLISHER)
    assert state(tmp_path / "uitgaven" / "2020-Q2") == kept
    assert {path.name for path in (tmp_path / "uitgaven").iterdir()} == {"2020-Q2", "2020-Q2.2"}
    # a theme that is no longer public is no longer here
    assert not (tmp_path / "cijfers-fysieke-kwaliteit.csv").exists()
    assert (tmp_path / "uitgaven" / "2020-Q2" / "cijfers-fysieke-kwaliteit.csv").exists()


def test_an_edition_with_other_figures_under_the_same_number_is_refused(
    edition: Edition, tmp_path: Path
):
    write_open_data(edition, tmp_path, PUBLISHER)
    before = state(tmp_path)
    with pytest.raises(AnalystError, match="2020-Q2 is al verschenen"):
        write_open_data(with_figures(edition, 0, waarde=999.0), tmp_path, PUBLISHER)
    assert state(tmp_path) == before


def test_a_kept_edition_that_was_tampered_with_is_seen(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    path = tmp_path / "uitgaven" / "2020-Q2" / "gebieden.csv"
    path.write_bytes(path.read_bytes() + b"x\r\n")
    with pytest.raises(AnalystError, match="zet dan de bestanden van toen terug"):
        write_open_data(edition, tmp_path, PUBLISHER)


def test_a_new_contact_changes_the_description_and_no_edition(edition: Edition, tmp_path: Path):
    write_open_data(edition, tmp_path, PUBLISHER)
    kept = state(tmp_path / "uitgaven")
    settings = Catalogue(contact_email="data@example.org")
    told = write_open_data(edition, tmp_path, publisher_of(Configuration(catalogus=settings)))
    changed = {name for name, (_, new) in told.items() if new}
    assert changed == {"LEESMIJ.txt", "catalogus.ttl", "catalogus.jsonld", "uitgave.json"}
    assert state(tmp_path / "uitgaven") == kept


def test_what_a_killed_run_or_an_older_program_left_is_gone(edition: Edition, tmp_path: Path):
    half = tmp_path / "uitgaven" / ".2020-Q2.tmp"
    half.mkdir(parents=True)
    (half / "half.csv").write_text("half", "utf-8")
    (tmp_path / ".indicatoren.csv.1.tmp").write_text("half", "utf-8")
    (tmp_path / "feiten_en_cijfers.csv").write_text("oud", "utf-8")
    (tmp_path / "van_iemand_anders.txt").write_text("blijft", "utf-8")
    write_open_data(edition, tmp_path, PUBLISHER)
    names = {path.name for path in tmp_path.iterdir()}
    assert not any(name.startswith(".") for name in names)
    assert "feiten_en_cijfers.csv" not in names
    assert "van_iemand_anders.txt" in names
    assert [path.name for path in (tmp_path / "uitgaven").iterdir()] == ["2020-Q2"]


def test_a_list_of_files_that_points_outside_removes_nothing(edition: Edition, tmp_path: Path):
    folder = tmp_path / "open_data"
    folder.mkdir()
    (tmp_path / "buiten.csv").write_text("blijft", "utf-8")
    told = {"bestanden": {"../buiten.csv": {}, "/etc/hostname": {}, "oud.csv": {}}}
    (folder / "uitgave.json").write_text(json.dumps(told), "utf-8")
    (folder / "oud.csv").write_text("weg", "utf-8")
    write_open_data(edition, folder, PUBLISHER)
    assert (tmp_path / "buiten.csv").exists()
    assert not (folder / "oud.csv").exists()


# -- what is refused ---------------------------------------------------------------------------


def secret_row(edition: Edition, mark: str) -> int:
    return int(edition.figures["teken"].eq(mark).to_numpy().argmax())


@pytest.mark.parametrize("mark", ["x", "."])
@pytest.mark.parametrize("column", ["waarde", "marge_onder", "marge_boven"])
def test_a_value_beside_a_mark_is_refused(edition: Edition, tmp_path: Path, mark: str, column: str):
    leaking = with_figures(edition, secret_row(edition, mark), **{column: 3217.0})
    with pytest.raises(AnalystError, match=f"een {column} naast een geheim of onbekend") as told:
        write_open_data(leaking, tmp_path, PUBLISHER)
    assert "3217" not in str(told.value)
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


def test_an_edition_in_which_a_hidden_figure_was_found_is_refused(edition: Edition, tmp_path: Path):
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
    ("column", "value", "why"),
    [
        ("periode", "../2020", "een periode in openbare_cijfers is niet te lezen"),
        ("teken", "?", "een teken dat geen betekenis heeft"),
        ("waarde", math.inf, "een getal zonder eind"),
        ("indicator_id", "weg", "een indicator_id die niet in zijn lijst staat"),
        ("gebied_code", "BU00000000", "een gebied_code die niet in zijn lijst staat"),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused(
    edition: Edition, tmp_path: Path, column: str, value: object, why: str
):
    with pytest.raises(AnalystError, match=why):
        write_open_data(with_figures(edition, 0, **{column: value}), tmp_path, PUBLISHER)


def test_a_figure_twice_or_a_column_less_is_refused(edition: Edition, tmp_path: Path):
    twice = replace(edition, figures=pd.concat([edition.figures, edition.figures.head(1)]))
    with pytest.raises(AnalystError, match="meer dan één rij per indicator_id"):
        write_open_data(twice, tmp_path, PUBLISHER)
    with pytest.raises(AnalystError, match="openbare_gebieden mist hoort_bij"):
        write_open_data(
            replace(edition, areas=edition.areas.drop(columns="hoort_bij")), tmp_path, PUBLISHER
        )


def test_two_themes_with_one_file_or_none_are_refused(edition: Edition, tmp_path: Path):
    themes = edition.figures["thema"].where(
        edition.figures["indicator_id"].ne("bibob"), "Fysieke-Kwaliteit"
    )
    with pytest.raises(AnalystError, match="hetzelfde bestand"):
        write_open_data(
            replace(edition, figures=edition.figures.assign(thema=themes)), tmp_path, PUBLISHER
        )
    nameless = with_figures(edition, 0, thema="...")
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


# -- settings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("adres", "data.gemeente.nl"),
        ("adres", "https://x.nl/a?b=1"),
        ("adres", "https://x.nl/a b"),
        ("pagina", "https://x.nl/>"),
        ("contact_email", "data @x.nl"),
        ("contact_email", "mailto:data@x.nl"),
        ("licentie", "MIT"),
        ("omschrijving", " "),
    ],
)
def test_a_setting_of_another_form_is_refused(setting: str, value: str):
    with pytest.raises(ValueError, match=setting):
        Catalogue(**{setting: value})


def test_the_address_ends_in_one_slash():
    for address in ("https://x.nl/map", "https://x.nl/map/"):
        made = publisher_of(Configuration(catalogus=Catalogue(adres=address)))
        assert made.address == "https://x.nl/map/"
    assert publisher_of(Configuration()).agent.endswith("/gm0935")
    assert make_edition().municipality_code == CODE
