"""`veiligheidsbeeld export`: the file it writes, what it refuses, and what it leaves in place."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from command import ask, in_this_process
from python_calamine import CalamineWorkbook

WYCK = ("export", "straten-van-een-buurt", "--waar", "buurt=Wyck")


def test_the_streets_of_a_neighbourhood_as_a_workbook(sample_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "wyck.xlsx"
    ended = in_this_process(*WYCK, "--naar", path, "--home", sample_home)
    assert ended.code == 0, ended.err
    assert path.stat().st_mode & 0o777 == 0o600
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Straten van een buurt", "Leeswijzer"]
    title, _, facts, headings, *rows = book.get_sheet_by_index(0).to_python()
    assert title[0] == "Straten van een buurt"
    assert facts[0] == (
        "Vertrouwelijk. Gemeente Maastricht. Tot en met juni 2020, zoals bekend op 21 juli 2021. "
        "Alleen: buurt = Wyck."
    )
    known = ask(
        sample_home / "publish" / "intern.duckdb",
        "select straatnaam, politie_12m, melddesk_12m from straatbeeld "
        "where maand = '2020-06' and buurtnaam = 'Wyck' and thema = 'alcohol_drugs'",
    )
    at = {name: place for place, name in enumerate(headings)}
    written = {
        row[at["Straatnaam"]]: (row[at["Politie 12 maanden"]], row[at["MeldDesk 12 maanden"]])
        for row in rows
        if row[at["Themanaam"]] == "Alcohol en drugs"
    }
    assert written == {
        name: (police, reports) for name, police, reports in known if name in written
    }
    assert len(written) > 5
    assert {row[0] for row in rows} == {"BU09350006"}
    guide = {row[0].strip() for row in book.get_sheet_by_name("Leeswijzer").to_python()}
    assert set(headings) <= guide
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page and '<pane xSplit="1" ySplit="4"' in page
        assert 'autoFilter ref="A4:' in archive.read("xl/tables/table1.xml").decode()


def test_a_csv_is_one_that_a_dutch_spreadsheet_opens(sample_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dagen.csv"
    ended = in_this_process(
        "export", "straatmomenten", "--waar", "straat=Stationsplein", "--waar",
        "thema=Alcohol en drugs", "--naar", path, "--home", sample_home,
    )  # fmt: skip
    assert ended.code == 0, ended.err
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    night = next(row for row in rows if (row["weekdag"], row["dagdeel"]) == ("zondag", "nacht"))
    assert night["politie_12m"].startswith("8,3") and night["melddesk_12m"].startswith("72")


def test_a_file_that_is_there_stays_unless_it_may_go(sample_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "themas.csv"
    path.write_text("van een ander")
    command = ("export", "themas", "--naar", path, "--home", sample_home)
    refused = in_this_process(*command)
    assert (refused.code, path.read_text()) == (1, "van een ander")
    assert "is er al" in refused.err and "--overschrijven" in refused.err
    nothing = in_this_process(*command, "--overschrijven", "--waar", "thema=vliegen")
    assert (nothing.code, path.read_text()) == (1, "van een ander")
    assert in_this_process(*command, "--overschrijven").code == 0
    assert "jeugd;" in path.read_text("utf-8-sig")
    assert [file.name for file in tmp_path.iterdir()] == ["themas.csv"], "nothing is left behind"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x.pdf", "moet op .xlsx of .csv eindigen"), ("weg/x.csv", "De map van «x.csv» is er niet")],
)
def test_a_file_that_cannot_be_made_is_refused(sample_home: Path, tmp_path: Path, name, reason):
    ended = in_this_process("export", "themas", "--naar", tmp_path / name, "--home", sample_home)
    assert ended.code == 1
    assert reason in " ".join(ended.err.split())


def test_what_can_be_asked_is_listed_and_every_command_is_logged(sample_home: Path) -> None:
    listed = in_this_process("export", "--home", sample_home)
    assert listed.code == 0
    for name in ("straten-van-een-buurt", "niet-gekoppeld", "herziene-cijfers", "straatbeeld"):
        assert f" {name} " in listed.out
    columns = in_this_process("export", "straatbeeld", "--home", sample_home)
    assert "melddesk_12m" in columns.out and "Meldingen van inwoners" in columns.out
    log = next((sample_home / "logboek").glob("gebruik-*.jsonl")).read_text("utf-8")
    lines = [line for line in map(json.loads, log.splitlines()) if line.get("opdracht") == "export"]
    assert len(lines) >= 4
    assert "straatbeeld" not in json.dumps(lines)
