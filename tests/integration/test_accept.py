"""A held delivery is reported and does not count until it is accepted."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import command
import dagster as dg
import pytest
from command import ask, ask_made, checksums, models_only, tables_only

# Tables that tell what counts, without what tells of the files; one is derived from the others.
DERIVED = "driehoek_kerncijfers"
FIGURES = {
    "registraties": "exclude (levering_id, rijnummer)",
    "indicatorwaarden": "exclude (peildatum)",
    "feiten_en_cijfers": "exclude (peildatum)",
} | dict.fromkeys(("straatbeeld", "buurtbeeld", "herzieningen", DERIVED), "")
COUNTS = "select maand, count(*) from registraties group by maand order by maand"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, delivery: Callable, write_csv: Callable) -> Path:
    """A home after two deliveries of January; the second has a tenth of the rows of the first."""
    folder = tmp_path_factory.mktemp("vastgehouden")
    for day, rows in (("2020-02-05", 60), ("2020-03-05", 6)):
        months = [{"kennisname": "03-01-2020 11:30", "straat": "Markt"}] * rows
        write_csv(folder / "inbox" / day / "maand.csv", delivery("politie", *months))
    ended = run(folder, storage=True)
    assert ended.code == 0, ended.err
    assert "Vastgehouden" in ended.out and "veiligheidsbeeld accept politie-" in ended.out
    return folder


@pytest.fixture
def home(held: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return shutil.copytree(held, tmp_path, dirs_exist_ok=True)


def run(folder: Path, *more: object, storage: bool = False):
    return tables_only(
        *("run", "--inbox", folder / "inbox", "--home", folder / "data", *more), storage=storage
    )


def count(folder: Path, *more: object):
    """A run of which the figures are asked, and not what is published of them."""
    return models_only("run", "--inbox", folder / "inbox", "--home", folder / "data", *more)


def accept(folder: Path, delivery: str, reason: str = "export is nagekeken"):
    return tables_only("accept", delivery, "--reden", reason, "--home", folder / "data")


def intern(folder: Path) -> Path:
    return folder / "data" / "publish" / "intern.duckdb"


def test_a_run_with_a_held_delivery_is_recognised_in_the_dagster_screen(held: Path) -> None:
    with dg.DagsterInstance.from_config(str(held / "data" / "dagster")) as instance:
        [run_record] = instance.get_run_records()
        assert run_record.dagster_run.tags["veiligheidsbeeld/vastgehouden"] == "1"
        warnings = [
            entry.user_message
            for entry in instance.all_logs(run_record.dagster_run.run_id)
            if entry.level == logging.WARNING
        ]
        latest = instance.get_latest_materialization_event(dg.AssetKey("intern_duckdb"))
    assert [text.startswith("Vastgehouden: «maand.csv» telt niet mee.") for text in warnings] == [
        True
    ]
    metadata = latest.asset_materialization.metadata
    assert "**Vastgehouden**" in metadata["samenvatting"].value
    assert "**Gelezen**: politie: 66 rijen" in metadata["samenvatting"].value
    assert metadata["intern.duckdb"].value == str(intern(held))


def test_a_message_is_told_once_and_then_it_stands(home: Path) -> None:
    again = count(home)
    assert again.code == 0, again.err
    assert "telt niet mee" not in again.out
    line = " ".join(again.out.split()).split("Staat nog ")[1]
    assert line.startswith("1 vastgehouden levering") and "veiligheidsbeeld status --let-op" in line
    listed = tables_only("status", "--let-op", "--home", home / "data")
    assert listed.code == 0
    assert "«maand.csv» telt niet mee" in listed.out and "doelbinding" in listed.out
    months = tables_only("status", "--home", home / "data").out
    assert re.search(r"2020-01 +geleverd ! +60", months)
    assert "is vastgehouden en telt niet mee" in months and "(1 vastgehouden)" in months


def test_no_message_is_lost_by_a_reference_date_or_by_a_run_that_died(
    home: Path, delivery: Callable, write_csv: Callable
) -> None:
    """Both take in the new files of the inbox, which are then no longer new."""
    rows = [{"kennisname": "03-02-2020 11:30", "straat": "Markt"}] * 60
    headed = [[*row, "Basisteam"] for row in delivery("politie", *rows)]
    write_csv(home / "inbox" / "2020-03-06" / "februari.csv", headed)
    note = {"indicator": "straatroof", "gebied": "Nergens", "periode": "2020-02"}
    note |= {"tekst": "Meer toezicht.", "auteur": "Team", "datum": "2020-03-02"}
    write_csv(home / "inbox" / "2020-03-06" / "duiding.csv", [[*note], [*note.values()]])
    assert count(home, "--peildatum", "2020-02-10").code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.cli.run.show_lines", lambda _: 1 / 0)
        assert count(home).code == 1
    for is_new in (True, False):
        told = count(home)
        assert told.code == 0, told.err
        assert ("«februari.csv»: Kolommen nieuw: Basisteam" in told.out) == is_new
        assert re.search("«duiding.csv», rij 2.*: ", told.out), "in every run"


def test_a_held_delivery_counts_once_it_is_accepted(home: Path) -> None:
    states = ask(intern(home), "select status, geteld, geaccepteerd from leveringen order by 3")
    assert states == [("vastgehouden", 0, 6), ("ingenomen", 60, 60)]
    assert ask(intern(home), COUNTS) == [("2020-01", 60)]
    status = tables_only("status", "--home", home / "data")
    assert "Vastgehouden" in status.out and "2020-01: 6 rijen, tegen 60" in status.out
    assert tables_only("check", "--home", home / "data").code == 0
    held = ask(intern(home), "select levering_id from leveringen where status = 'vastgehouden'")

    done = accept(home, held[0][0][:14])
    assert done.code == 0, done.err
    assert count(home).code == 0
    assert ask_made(home / "data", COUNTS) == [("2020-01", 6)]
    checks = ask_made(
        home / "data",
        "select controle, gemeten, grens, acceptatie_reden from leveringscontroles "
        "where uitkomst = 'geaccepteerd'",
    )
    assert checks == [("extreme_krimp", 0.1, 0.25, "export is nagekeken")]
    (note,) = (home / "data" / "archive").rglob("acceptatie.json")
    noted = json.loads(note.read_text("utf-8"))
    assert set(noted) == {"levering_id", "geaccepteerd_op", "reden"}

    # before the day of its acceptance it is held, from that day on it counts
    for day, counted in (("2020-03-31", 60), (noted["geaccepteerd_op"][:10], 6)):
        assert count(home, "--peildatum", day).code == 0
        assert ask_made(home / "data", COUNTS, day) == [("2020-01", counted)]


def test_accept_refuses_what_is_not_held_not_known_or_not_explained(home: Path) -> None:
    by_size = ask(intern(home), "select levering_id from leveringen order by geteld desc")
    good, held = (levering_id for (levering_id,) in by_size)
    before = checksums(home / "data" / "archive", "*/*/*")
    for delivery, reason, problem in (
        ("politie-zzz", "klopt", "is niet bekend"),
        ("politie-", "klopt", "meer dan één levering"),
        (good, "klopt", "is niet vastgehouden"),
        (held, " ", "Geef met --reden"),
        (held, "vraag na bij j.jansen@example.org", "Geef met --reden"),
    ):
        refused = accept(home, delivery, reason)
        assert (refused.code, problem in " ".join(refused.err.split())) == (1, True), refused.err
    assert checksums(home / "data" / "archive", "*/*/*") == before
    assert accept(home, held).code == 0
    again = accept(home, held)
    assert again.code == 1 and "al geaccepteerd" in again.err


def test_a_cumulative_inbox_gives_the_figures_of_a_monthly_one(
    tmp_path: Path, delivery: Callable, write_csv: Callable
) -> None:
    """Each cumulative file holds every month since January; the figures come out the same."""
    rows = [
        {
            "incidentnummer": f"PL9999_BVH_{month:02}{n:05}",
            "kennisname": f"{n % 28 + 1:02}-{month:02}-2020 11:30",
            "straat": ("Markt", "Brusselsestraat", "Vrijthof")[n % 3],
            "mk_code": ("A72", "F12")[n % 2],
        }
        for month in range(1, 6)
        for n in range(20 + month)
    ]
    figures = {}
    for name, first in (("monthly", None), ("cumulative", 1)):
        for month in range(1, 6):
            chosen = [
                row for row in rows if (first or month) <= int(row["kennisname"][3:5]) <= month
            ]
            path = tmp_path / name / "inbox" / f"2020-{month + 1:02}-05" / "politie.csv"
            write_csv(path, delivery("politie", *chosen))
        assert count(tmp_path / name).code == 0
        home = tmp_path / name / "data"
        figures[name] = [
            ask_made(home, f"select * {but} from {table} order by all")
            for table, but in FIGURES.items()
            if table != DERIVED or not command.IS_SHORT
        ]
        held = "select * from leveringscontroles where uitkomst = 'vastgehouden'"
        assert ask_made(home, held) == []
    assert len(figures["monthly"][0]) == len(rows)
    assert figures["monthly"] == figures["cumulative"]


def test_what_stands_out_in_a_new_delivery_is_named(
    tmp_path: Path, delivery: Callable, write_csv: Callable
) -> None:
    """Words for codes hold a delivery back; a copy that lost rows counts, and is named."""
    day = tmp_path / "inbox" / "2020-02-05"
    for name, rows in (("januari.csv", 100), ("januari (1).csv", 80)):
        path = write_csv(day / name, delivery("politie", *[{}] * rows))
        os.utime(path, (1_580_900_000, 1_580_900_000))
    words = [{"mk_code": "Fiets gestolen", "kennisname": "03-02-2020 11:30"}] * 30
    usable = [{"kennisname": "03-02-2020 11:30"}] * 20
    write_csv(tmp_path / "inbox" / "2020-03-05" / "feb.csv", delivery("politie", *words, *usable))
    ended = run(tmp_path)
    assert ended.code == 0, ended.err
    said = " ".join(ended.out.split())
    assert "«januari (1).csv»: 2020-01: 80 rijen, tegen 100 in de levering die zij" in said
    reason = "30 rijen: onbekende maatschappelijke klasse; de levering heeft woorden waar codes"
    assert "30 van de 50 rijen zijn afgekeurd." in said and reason in said
    assert ask(intern(tmp_path), COUNTS) == [("2020-01", 80)]
    status = tables_only("status", "--home", tmp_path / "data")
    assert "Vastgehouden «feb.csv»" in status.out and reason in " ".join(status.out.split())
