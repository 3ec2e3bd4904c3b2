"""Tests of dividing a delivery over municipalities: nothing is lost, nothing is double."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.basis.checksums import digest
from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.inbox import part_folder, whole_of
from assets.deliveries.manifests import manifests
from assets.deliveries.reader import InThisProcess
from assets.formats.reading import read_delivery
from assets.reference.municipalities import municipalities
from assets.region.archive import Whole, changed_since, divide, raw_file, to_divide, wholes
from assets.region.members import NOWHERE, OUTSIDE, Members
from assets.region.part_files import NUMBER
from assets.region.splitting import layouts_of, split
from schemas import open_data, police, survey
from schemas.configuration import Configuration

LAYOUTS = layouts_of(Configuration())
REGION = ("GM0917", "GM0935", "GM0981")
NAMES = {each.code: each.name for each in municipalities()}
NOW = datetime(2020, 8, 1)
# What stands in a row, and whose it is.
PLACES = {
    ("Maastricht", "Maastricht"): "GM0935",
    ("GM0935", ""): "GM0935",
    ("", "Hoensbroek"): "GM0917",
    ("gemeente Heerlen", "Nergenshuizen"): "GM0917",
    ("Vaals", ""): "GM0981",
    ("Roermond", "Maastricht"): OUTSIDE,
    ("", "Aken"): OUTSIDE,
    ("Nergenshuizen", ""): NOWHERE,
    ("", ""): NOWHERE,
}


def rows_at(delivery: Callable, places: list[tuple[str, str]]) -> list[list]:
    return delivery("politie", *({"gemeente": g, "plaats": p} for g, p in places))


def divided(path: Path, folder: Path, members: Members | None = None):
    reader = InThisProcess()
    return split(path, path.name, LAYOUTS, members or Members(REGION), reader, folder / "delen")


@pytest.mark.dear
@given(places=st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=30))
def test_every_row_goes_to_one_municipality_or_is_counted_as_of_none(
    delivery: Callable, write_csv: Callable, places: list[tuple[str, str]]
):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_csv(folder / "allen.csv", rows_at(delivery, places))
        done = divided(path, folder)
        expected = Counter(PLACES[place] for place in places)
        assert done.rows == len(places)
        assert done.parts == {code: n for code, n in sorted(expected.items()) if code[:2] == "GM"}
        assert (done.outside, done.nowhere) == (expected[OUTSIDE], expected[NOWHERE])
        whole = read_delivery(path, LAYOUTS).frame
        parts = {
            code: pd.concat(read_delivery(file, LAYOUTS).frame for file in files)
            for code, files in done.files.items()
        }
        for code, part in parts.items():
            numbers = [number for number, place in enumerate(places, 2) if PLACES[place] == code]
            assert part.reset_index(drop=True).equals(whole.loc[numbers].reset_index(drop=True))


def test_a_part_keeps_the_row_numbers_of_the_whole(
    tmp_path: Path, delivery: Callable, write_csv: Callable
):
    places = [("Maastricht", ""), ("Vaals", ""), ("Maastricht", "")]
    done = divided(write_csv(tmp_path / "a.csv", rows_at(delivery, places)), tmp_path)
    (part,) = done.files["GM0935"]
    assert pd.read_csv(part, sep=";")[NUMBER].tolist() == [2, 4]


def test_rows_of_another_width_are_counted_as_of_none(
    tmp_path: Path, delivery: Callable, write_csv: Callable
):
    matrix = [*rows_at(delivery, [("Vaals", "")]), ["te", "kort"]]
    done = divided(write_csv(tmp_path / "a.csv", matrix), tmp_path)
    assert (done.rows, done.unusable, done.parts) == (2, 1, {"GM0981": 1})


def test_the_selection_that_the_police_states_goes_with_each_part(
    tmp_path: Path, delivery: Callable, write_xlsx: Callable
):
    remarks = ["Bevraagd op 03-02-2020 10:00", "Selectie op kennisnamedatum"]
    matrix = rows_at(delivery, [("Maastricht", ""), ("Vaals", "")])
    path = write_xlsx(tmp_path / "allen.xlsx", matrix, remarks=remarks)
    first, again = divided(path, tmp_path / "1"), divided(path, tmp_path / "2")
    for code in ("GM0935", "GM0981"):
        (part,), (other,) = first.files[code], again.files[code]
        assert list(read_delivery(part, LAYOUTS).remarks) == remarks
        assert part.read_bytes() == other.read_bytes(), "else it would be another delivery"


def test_a_name_that_several_municipalities_have_is_of_the_one_in_the_region():
    frame = pd.DataFrame({"plaats": ["Valkenburg", "Beek", "Stein", "Bergen"]})
    region = Members(["GM0994", "GM0888", "GM0971"])
    assert region.of_rows(frame).tolist() == ["GM0994", "GM0888", "GM0971", OUTSIDE]


# -- statistics --------------------------------------------------------------------------------


def test_a_table_of_the_whole_country_gives_each_municipality_its_own_figures(tmp_path: Path):
    areas = ["Nederland", "Limburg (PV)", *(each.name for each in municipalities())]
    path = tmp_path / "misdrijven.csv"
    lines = [
        f'"Totaal misdrijven";"{year}";"{area}";"{100 + place}"'
        for place, area in enumerate(areas)
        for year in (2018, 2019)
    ]
    header = '"Soort misdrijf";"Perioden";"Regio\'s";"Geregistreerde misdrijven (aantal)"'
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    done = divided(path, tmp_path)
    assert done.rows == len(lines)
    assert done.parts == dict.fromkeys(REGION, 2)
    assert (done.outside, done.nowhere) == (2 * (len(NAMES) - len(REGION)), 4)
    for code, files in done.files.items():
        layout = open_data.layout(code, NAMES[code])
        (part,) = (read_delivery(file, [layout]).frame for file in files)
        whole = read_delivery(path, [layout]).frame
        assert part.reset_index(drop=True).equals(whole.reset_index(drop=True))


def test_figures_of_the_country_in_a_survey_go_to_each(tmp_path: Path):
    path = tmp_path / "veiligheidsmonitor.csv"
    lines = [
        f'"{margin}";"2019";"{area}";"{value}"'
        for area in ("Nederland", "Maastricht", "Vaals", "Roermond")
        for margin, value in (("Waarde", "7,1"), ("Ondergrens 95%", "7"), ("Bovengrens 95%", "7,2"))
    ]
    header = '"Marges";"Perioden";"Regio\'s";"Buurt/Rapportcijfer veiligheid (rapportcijfer)"'
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    done = divided(path, tmp_path)
    assert (done.rows, done.shared, done.outside) == (12, 3, 3)
    assert done.parts == {"GM0935": 3, "GM0981": 3}
    for code, files in done.files.items():
        layout = survey.layout(code, NAMES[code])
        (part,) = (read_delivery(file, [layout]).frame for file in files)
        assert sorted(part["gebied"]) == sorted([code, survey.COUNTRY])
        assert set(part["ondergrens"]) == {"7"}


# -- the archive of the region -----------------------------------------------------------------


@pytest.fixture
def region(tmp_path: Path) -> Home:
    inbox = tmp_path / "regio" / "inbox"
    inbox.mkdir(parents=True)
    return Home(tmp_path / "regio", inbox)


def inboxes_of(region: Home, codes: tuple[str, ...] = REGION) -> dict[str, Path]:
    return {code: region.root.parent / code / "inbox" for code in codes}


def divide_all(region: Home, codes: tuple[str, ...] = REGION) -> list[Whole | str | None]:
    inboxes = inboxes_of(region, codes)
    return [
        divide(region, arrived, LAYOUTS, Members(codes), inboxes, InThisProcess())
        for arrived in to_divide(region, Members(codes), NOW)
    ]


def test_what_came_stays_in_the_region_and_each_home_knows_the_whole(
    region: Home, delivery: Callable, write_csv: Callable
):
    places = [("Maastricht", ""), ("Vaals", ""), ("Roermond", ""), ("", "")]
    path = write_csv(region.inbox / "2020-02-08" / "politie.csv", rows_at(delivery, places))
    os.utime(path, (1_580_000_000, 1_580_000_000))
    sha, content = digest(path), path.read_bytes()
    (whole,) = divide_all(region)
    assert raw_file(region, whole).read_bytes() == content
    assert whole.rijen == sum(whole.delen.values()) + whole.gedeeld + whole.of_none == 4
    assert divide_all(region) == [], "the same bytes are one delivery"
    assert list(changed_since(region)) == []
    home = Home(region.root.parent / "GM0935", inboxes_of(region)["GM0935"])
    (taken,) = take_in(home, (police.LAYOUT,), 0.25, now=NOW).new
    assert (taken.deel_van, taken.rijen, taken.ontvangen_op[:10]) == (sha, 1, "2020-02-08")
    assert taken.sha256 == whole.delen_sha256["GM0935"][0]
    assert manifests(home) == [taken]


def test_a_delivery_that_changed_in_the_archive_is_seen(
    region: Home, delivery: Callable, write_csv: Callable
):
    write_csv(region.inbox / "a.csv", rows_at(delivery, [("Vaals", "")]))
    (whole,) = divide_all(region)
    raw_file(region, whole).write_text("anders", "utf-8")
    assert list(changed_since(region)) == [whole.sha256]


def test_a_municipality_that_joins_gets_what_came_before(
    region: Home, delivery: Callable, write_csv: Callable
):
    path = write_csv(region.inbox / "a.csv", rows_at(delivery, [("Maastricht", ""), ("Vaals", "")]))
    (first,) = divide_all(region, ("GM0935",))
    assert first.delen == {"GM0935": 1}
    path.unlink()
    (second,) = divide_all(region, ("GM0935", "GM0981"))
    assert second.delen == {"GM0935": 1, "GM0981": 1}
    assert second.delen_sha256["GM0935"] == first.delen_sha256["GM0935"]
    assert second.ontvangen_op == first.ontvangen_op
    parts = list(region.root.parent.glob("GM0935/inbox/**/*.csv"))
    assert len(parts) == 1, "what it had is not delivered twice"


def test_a_file_that_is_no_delivery_is_told_and_nothing_is_sent(region: Home):
    (region.inbox / "a.csv").write_text("naam;leeftijd\nx;1\n", "utf-8")
    (told,) = divide_all(region)
    assert isinstance(told, str)
    assert wholes(region) == []
    assert list(region.root.parent.glob("GM*/inbox/**/*.csv")) == []


def test_a_stopped_division_is_done_again_with_the_same_result(
    region: Home, delivery: Callable, write_csv: Callable, monkeypatch: pytest.MonkeyPatch
):
    write_csv(region.inbox / "2020-02-08" / "a.csv", rows_at(delivery, [("Maastricht", "")]))
    with monkeypatch.context() as patch:
        patch.setattr("assets.region.archive._write", lambda *_: (_ for _ in ()).throw(OSError))
        with pytest.raises(OSError):
            divide_all(region)
    sent = {path: path.read_bytes() for path in region.root.parent.glob("GM*/inbox/**/*.csv")}
    assert wholes(region) == []
    divide_all(region)
    assert len(wholes(region)) == 1
    assert {path: path.read_bytes() for path in sent} == sent
    assert json.loads((region.archive / wholes(region)[0].sha256 / "manifest.json").read_text())


@settings(max_examples=10)
@given(sha=st.text("0123456789abcdef", min_size=64, max_size=64))
def test_the_folder_of_a_part_says_of_which_whole_it_is(sha: str):
    assert whole_of(Path("regio") / part_folder("2020-02-08", sha) / "a.csv") == sha
    assert whole_of(Path("2020-02-08") / "a.csv") == ""
