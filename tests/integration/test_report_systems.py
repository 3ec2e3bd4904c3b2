"""A municipality with another report system than MeldDesk and without police: the whole road, by
settings alone, with the invented example deliveries.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import ask, in_this_process

PLACES = {
    "signalen": [("Kerkstraat", "BU99990002", 2), ("Lindelaan", "BU99990001", 4)],
    "open311": [("Kerkstraat", "BU99990002", 1), ("Lindelaan", "BU99990001", 1)],
    "fixmystreet": [("onbekend", "BU99990001", 1), ("onbekend", "BU99990002", 2)],
}
COUNTS = {"signalen": (10, 7, 3), "open311": (5, 4, 1), "fixmystreet": (4, 4, 0)}


@pytest.fixture(scope="module", params=sorted(PLACES))
def done(request, examples: Path, zip_tables, tmp_path_factory) -> tuple[str, Path]:
    """The name of a system, and the home after the main job on its example."""
    system = request.param
    home = tmp_path_factory.mktemp(system)
    folder = home / "inbox" / "2020-03-05"
    folder.mkdir(parents=True)
    if system == "signalen":
        zip_tables(folder / "export.zip")
    else:
        name = {"open311": "open311.json", "fixmystreet": "fixmystreet.csv"}[system]
        shutil.copyfile(examples / name, folder / name)
    ended = in_this_process("run", "--home", home, "--config", examples / "voorbeeldstad.toml")
    assert ended.code == 0, ended.err
    (home / "told.txt").write_text(ended.out + ended.err, "utf-8")
    return system, home


def test_every_row_is_accepted_or_quarantined(done):
    system, home = done
    assert ask(
        home / "publish" / "intern.duckdb",
        "select meldsysteem, rijen, geaccepteerd, afgekeurd from leveringen",
    ) == [(system, *COUNTS[system])]


def test_reports_are_linked_to_streets_and_neighbourhoods(done):
    system, home = done
    found = ask(
        home / "publish" / "intern.duckdb",
        "select straatnaam, buurtcode, count(*) from meldingen where buurtcode is not null "
        "group by all order by all",
    )
    assert found[: len(PLACES[system])] == PLACES[system]
    assert ask(
        home / "publish" / "intern.duckdb",
        "select sum(melddesk_meldingen) from straatbeeld",
    ) == [(COUNTS[system][1],)]


def test_categories_have_a_theme(done):
    system, home = done
    themes = dict(
        ask(home / "publish" / "intern.duckdb", "select thema, count(*) from meldingen group by 1")
    )
    assert themes["afval"] >= 1
    assert themes["jeugd"] == 1
    assert themes.get("onbekend", 0) == (system != "fixmystreet")


def test_what_may_not_be_kept_stands_in_the_archive_only(done):
    _, home = done
    for path in home.rglob("*"):
        if path.is_file() and not {"archive", "inbox"} & set(path.relative_to(home).parts[:1]):
            content = path.read_bytes()
            assert b"GEHEIM7431" not in content, path.name
            assert b"06-12345678" not in content, path.name


def test_the_summary_names_the_system_and_what_was_put_right(done):
    system, home = done
    told = (home / "told.txt").read_text("utf-8")
    name = {"signalen": "Signalen", "open311": "Open311", "fixmystreet": "FixMyStreet"}[system]
    assert f"nieuw: 1 ({name} 1)" in told
    assert ("rechtgezet" in told) == (system == "signalen")
