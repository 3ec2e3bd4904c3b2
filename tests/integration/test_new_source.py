"""A new source is added as docs/onderhoud.md describes: its folder, its contract, its staging model
and one line. Nothing else changes, and the source is recognised, staged, counted by street and
month, and listed in the summary.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from command import KEY, PROJECT, SAMPLE

HERE = Path(__file__).with_name("ambulance")
CALLOUTS = """\
Ritnummer;Moment melding;Urgentie;Adres;Postcode
R-1;03-01-2018 10:00;A1;Markt 12;6211CK
R-2;04-01-2018 11:30;A2;Grote staat;
R-3;05-01-2018 12:15;B;Markt 3;
R-4;06-01-2018 12:15;Z9;Markt 3;
R-4;07-01-2018 09:00;A1;Nergensstraat 5;
R-1;08-01-2018 09:00;A1;Markt 12;
R-5;08-06-2017 09:00;B;Hertogsingel 1;
NULL;08-01-2018 09:00;A1;Markt 12;
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of a copy of the program that has the source, on a delivery of it and of the police."""
    root = tmp_path_factory.mktemp("program")
    for folder in ("assets", "schemas", "dbt_like_sql", "pipelines"):
        shutil.copytree(
            PROJECT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy2(PROJECT / "veiligheidsbeeld.toml", root)
    shutil.copytree(HERE, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    registry = root / "assets" / "sources" / "registry.py"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace('    "melddesk",\n', '    "melddesk",\n    "ambulance",\n', 1))
    inbox = root / "inbox"
    shutil.copytree(SAMPLE / "2018-02-08", inbox / "2018-02-08")
    (inbox / "2018-02-05").mkdir()
    (inbox / "2018-02-05" / "ritten januari.csv").write_text(CALLOUTS, "utf-8")
    ended = subprocess.run(
        [
            *(sys.executable, "-c", "from pipelines.cli import main; main()", "run"),
            *("--inbox", str(inbox), "--home", str(root / "data")),
        ],
        cwd=root,
        env=os.environ
        | {"PYTHONPATH": str(root), "VEILIGHEIDSBEELD_SLEUTEL": KEY, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return root / "data", ended.stdout


def _ask(home: Path, sql: str, table: str = "publish/intern.duckdb") -> list[tuple]:
    if table.endswith(".duckdb"):
        with duckdb.connect(str(home / table), read_only=True) as connection:
            return connection.execute(sql).fetchall()
    with duckdb.connect() as connection:
        connection.execute(f"create view tabel as from read_parquet('{home / table}')")
        return connection.execute(sql).fetchall()


def test_its_delivery_is_recognised_and_every_row_is_accounted_for(run):
    home, _ = run
    assert _ask(
        home,
        "select rijen, geaccepteerd, afgekeurd, geteld, maand_van from leveringen "
        "where bron = 'ambulance'",
    ) == [(8, 5, 3, 5, "2018-01")]
    assert _ask(
        home, "select kolom, reden, aantal from afkeuringen where bron = 'ambulance' order by all"
    ) == [
        ("Ritnummer", "nummer staat al eerder in dit bestand", 1),
        ("Ritnummer", "ritnummer ontbreekt", 1),
        ("Urgentie", "onbekende urgentie", 1),
    ]


def test_its_rows_are_counted_by_street_and_month(run):
    home, _ = run
    counts = _ask(
        home,
        "select straatnaam, maand, aantal from tabel left join "
        f"read_parquet('{home}/tables/straten.parquet') using (straat_id) "
        "where bron = 'ambulance' order by straatnaam",
        "tables/int_straat_maand.parquet",
    )
    assert counts == [
        ("Grote Staat", "2018-01", 1),
        ("Hertogsingel", "2017-06", 1),
        ("Markt", "2018-01", 2),
        ("onbekend", "2018-01", 1),
    ]


def test_the_summary_lists_it(run):
    _, screen = run
    assert "ambulance 1" in screen
    assert "Gelezen       ambulance: " in screen
    assert "8 rijen = 5 geaccepteerd + 3 in quarantaine" in screen
    assert "Gekoppeld     ambulance: " in screen


def test_the_gates_judge_it(run):
    home, _ = run
    gates = _ask(home, "select controle from leveringscontroles where bron = 'ambulance'")
    assert ("nieuwe_codes",) in gates


def test_what_is_shown_by_theme_stays_that_of_the_police_and_the_reports(run):
    """The call-outs have a theme, and one is of a month before the first of the police: neither may
    add a place or a month."""
    home, _ = run
    assert _ask(home, "select count(*) > 0 from registraties") == [(True,)]
    for table, place in (("straatbeeld", "straat_id"), ("buurtbeeld", "buurtcode")):
        places = f"select {place}, thema, sum(politie_registraties) as n from {table} group by all"
        assert _ask(home, f"select count(*) from ({places}) where n = 0 or n is null") == [(0,)]
        assert _ask(home, f"select min(maand) from {table}") == [("2018-01",)]
