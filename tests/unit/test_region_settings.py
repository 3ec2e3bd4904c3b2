"""Tests of REGIO.toml: what is told of a mistake, and that every setting is explained."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from assets.basis.errors import AnalystError
from assets.basis.personal import KEY_VARIABLE
from assets.deliveries.reader import InThisProcess
from pipelines.locations import INBOX_VARIABLE
from pipelines.region.running import _inhabitants, deliveries, number_of_workers
from pipelines.region.settings import load_region
from pipelines.region.tasks import How, Municipality, _alone, delivered, divided, run_municipality
from schemas.region.settings import Member, Region

ROOT = Path(__file__).resolve().parents[2]
USUAL = """
[regio]
naam = "Zuid"
[gemeenten.GM0935]
instellingen = "m/veiligheidsbeeld.toml"
home = "m/data"
"""


@pytest.fixture(autouse=True)
def _no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.region.tasks._reader", lambda _: InThisProcess())


def written(folder: Path, text: str) -> Path:
    path = folder / "REGIO.toml"
    path.write_text(text, "utf-8")
    return path


def test_paths_are_from_the_folder_of_the_file(tmp_path: Path):
    region = load_region(written(tmp_path, USUAL))
    assert region.home == tmp_path / "regio"
    assert region.inbox == tmp_path / "regio" / "inbox"
    assert region.members["GM0935"].home == tmp_path / "m" / "data"
    assert region.names == {"GM0935": "Maastricht"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("naam", "nam"), r"regel 3: \[regio.nam\] bestaat niet als instelling; bedoelt u «naam»"),
        (("GM0935", "Maastricht"), "schrijf .gemeenten.GM0935"),
        (("GM0935", "GM9999"), "GM9999 is geen gemeente van nu"),
        (('home = "m/data"', ""), r"\[gemeenten.GM0935.home\] ontbreekt"),
        (('home = "m/data"', 'home = "m'), "geen geldig TOML-bestand"),
        ((USUAL, '[regio]\nnaam = "Zuid"\n'), "er is geen gemeente"),
        (
            (USUAL, USUAL + USUAL.split('"Zuid"\n')[1].replace("GM0935", "GM0917")),
            "dezelfde gegevensmap",
        ),
    ],
)
def test_a_mistake_is_told_with_what_to_do(tmp_path: Path, change: tuple[str, str], told: str):
    with pytest.raises(AnalystError, match=told):
        load_region(written(tmp_path, USUAL.replace(*change)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(AnalystError, match=r"«REGIO.toml» is er niet"):
        load_region(tmp_path / "REGIO.toml")


def test_every_setting_is_explained_in_the_manual():
    page = (ROOT / "docs" / "regio.md").read_text("utf-8")
    for name in (*Region.model_fields, *Member.model_fields):
        assert f"| `{name}` |" in page, name


def test_no_more_workers_are_started_than_there_are_tasks(tmp_path: Path):
    region = load_region(written(tmp_path, USUAL))
    assert number_of_workers(region, 8, 3) == 3
    assert number_of_workers(region, 2, 30) == 2
    assert 1 <= number_of_workers(region, None, 30) <= (os.cpu_count() or 1)


def test_the_bytes_in_the_inbox_tell_the_longest_run(tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    task = Municipality("GM0935", "Maastricht", tmp_path / "v.toml", tmp_path, tmp_path / "inbox")
    (tmp_path / "inbox" / "a.csv").write_bytes(b"12345")
    assert delivered(task) == 5
    assert delivered(replace(task, inbox=tmp_path / "nergens")) == 0


def test_the_country_needs_no_municipality(tmp_path: Path):
    text = '[regio]\nnaam = "Nederland"\nopen_data = "nederland"\n'
    region = load_region(written(tmp_path, text))
    (region.inbox).mkdir(parents=True)
    (region.inbox / "a.csv").write_text("x\n")
    (task,) = deliveries(region)
    assert task.inboxes == {}


def test_a_municipality_with_broken_settings_gets_its_part_once_they_are_mended(tmp_path: Path):
    both = USUAL + USUAL.split('"Zuid"\n')[1].replace("GM0935", "GM0917").replace("m/", "h/")
    region = load_region(written(tmp_path, both))
    for name, code in (("m", "GM0935"), ("h", "GM0917")):
        (tmp_path / name).mkdir()
        text = f'[gemeente]\ncode = "{code}"\nnaam = "X"\n' if name == "m" else "[gemeente\n"
        (tmp_path / name / "veiligheidsbeeld.toml").write_text(text, "utf-8")
    region.inbox.mkdir(parents=True)
    header = "Incident Identificatie;Incidentsoort code;Pleegstraatnaam;Pleeggemeente"
    rows = "".join(f"{n};A72;Markt;{n};02-01-2020\n" for n in ("Maastricht", "Heerlen"))
    (region.inbox / "a.csv").write_text(f"{header};Kennisnamedatum/tijd\n{rows}", "utf-8")
    (task,) = deliveries(region)
    assert divided(task).delen == {"GM0935": 1}
    (tmp_path / "h" / "veiligheidsbeeld.toml").write_text('[gemeente]\ncode = "GM0917"\n', "utf-8")
    (again,) = deliveries(region)
    assert divided(again).delen == {"GM0917": 1, "GM0935": 1}
    assert deliveries(region) == []


def test_a_task_has_its_own_key_and_not_that_of_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(KEY_VARIABLE, "een sleutel voor allen")
    monkeypatch.setenv(INBOX_VARIABLE, "/ergens")
    monkeypatch.setenv(f"{KEY_VARIABLE}_GM0935", "alleen van Maastricht")
    with _alone("GM0935"):
        assert os.environ[KEY_VARIABLE] == "alleen van Maastricht"
        assert INBOX_VARIABLE not in os.environ
    with _alone("GM0917"):
        assert KEY_VARIABLE not in os.environ
    assert os.environ[KEY_VARIABLE] == "een sleutel voor allen"
    assert os.environ[INBOX_VARIABLE] == "/ergens"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[gemeente]\ncode = "GM0917"\nnaam = "Heerlen"\n', "is van gemeente GM0917"),
        ("[gemeente\n", "geen geldig TOML-bestand"),
        (None, "is er niet"),
    ],
)
def test_a_municipality_that_cannot_run_says_why(tmp_path: Path, settings: str, told: str):
    config = tmp_path / "veiligheidsbeeld.toml"
    if settings is not None:
        config.write_text(settings, "utf-8")
    ended = run_municipality(Municipality("GM0935", "Maastricht", config, tmp_path / "data"))
    assert ended.how is How.FAILED
    assert told in ended.problem


def test_inhabitants_are_read_as_written_in_the_netherlands(tmp_path: Path):
    path = tmp_path / "inwoners.csv"
    path.write_text("\ufeffGemeentecode;Jaar;Inwoners\nGM0935;2019; 121565\n", "utf-8")
    assert _inhabitants(path).to_dict("records") == [
        {"gemeentecode": "GM0935", "jaar": 2019, "inwoners": 121565}
    ]
    path.write_text("gemeentecode;jaar\nGM0935;2019\n")
    with pytest.raises(AnalystError, match="mist de kolom «inwoners»"):
        _inhabitants(path)
