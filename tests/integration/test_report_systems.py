"""A municipality with another report system than MeldDesk and without police: the whole road, by
settings alone, with the invented example deliveries.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import PRODUCTS, ask_made, in_this_process, models_only

# The example -> its system, and how that is called.
SYSTEMS = {
    "signalen": ("signalen", "Signalen"),
    "open311.xml": ("open311", "Open311"),
    "fixmystreet.csv": ("fixmystreet", "FixMyStreet"),
    "meldingen_genest.json": ("melddesk", "MeldDesk"),
}
_OPEN311 = [("Kerkstraat", "BU99990002", 1), ("Lindelaan", "BU99990001", 1)]
PLACES = {
    "signalen": [("Kerkstraat", "BU99990002", 2), ("Lindelaan", "BU99990001", 4)],
    "open311.xml": _OPEN311,
    "fixmystreet.csv": [("onbekend", "BU99990001", 1), ("onbekend", "BU99990002", 2)],
    "meldingen_genest.json": _OPEN311,
}
COUNTS = {
    "signalen": (10, 7, 3),
    "open311.xml": (5, 4, 1),
    "fixmystreet.csv": (4, 4, 0),
    "meldingen_genest.json": (5, 4, 1),
}


_WHOLE = [
    pytest.param((name, ()), marks=pytest.mark.slow_by_nature)
    for name in sorted(PLACES.keys() - {"signalen"})
]


@pytest.fixture(
    scope="module",
    params=[(name, () if name == "signalen" else PRODUCTS) for name in sorted(PLACES)] + _WHOLE,
    ids=lambda param: f"{param[0]}{'' if param[1] else ', whole'}",
)
def done(request, examples: Path, zip_tables, tmp_path_factory) -> tuple[str, Path]:
    """An example, and the home after the main job on it: of one system whole, of the others up to
    the tables of the models."""
    example, without = request.param
    home = tmp_path_factory.mktemp(example)
    folder = home / "inbox" / "2020-03-05"
    folder.mkdir(parents=True)
    if example == "signalen":
        zip_tables(folder / "export.zip")
    else:
        shutil.copyfile(examples / example, folder / example)
    command = ("run", "--home", home, "--config", examples / "voorbeeldstad.toml")
    ended = models_only(*command) if without else in_this_process(*command)
    assert ended.code == 0, ended.err
    (home / "told.txt").write_text(ended.out + ended.err, "utf-8")
    return example, home


def test_every_row_is_accepted_or_quarantined(done):
    example, home = done
    assert ask_made(
        home,
        "select meldsysteem, rijen, geaccepteerd, afgekeurd from leveringen",
    ) == [(SYSTEMS[example][0], *COUNTS[example])]


def test_reports_are_linked_to_streets_and_neighbourhoods(done):
    example, home = done
    found = ask_made(
        home,
        "select straatnaam, buurtcode, count(*) from meldingen where buurtcode is not null "
        "group by all order by all",
    )
    assert found[: len(PLACES[example])] == PLACES[example]
    assert ask_made(
        home,
        "select sum(melddesk_meldingen) from straatbeeld",
    ) == [(COUNTS[example][1],)]


def test_categories_have_a_theme(done):
    example, home = done
    themes = dict(ask_made(home, "select thema, count(*) from meldingen group by 1"))
    assert themes["afval"] >= 1
    assert themes["jeugd"] == 1
    assert themes.get("onbekend", 0) == (example != "fixmystreet.csv")


def test_what_may_not_be_kept_stands_in_the_archive_only(done):
    _, home = done
    for path in home.rglob("*"):
        if path.is_file() and not {"archive", "inbox"} & set(path.relative_to(home).parts[:1]):
            content = path.read_bytes()
            assert b"GEHEIM7431" not in content, path.name
            assert b"06-12345678" not in content, path.name


def test_the_summary_names_the_system_and_what_was_put_right(done):
    example, home = done
    told = (home / "told.txt").read_text("utf-8")
    assert f"nieuw: 1 ({SYSTEMS[example][1]} 1)" in told
    assert ("rechtgezet" in told) == (example == "signalen")
    assert ("datums op meer dan één manier" in told) == (example == "meldingen_genest.json")
