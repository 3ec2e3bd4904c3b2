"""A police export with words instead of codes, of an invented municipality, by settings alone:
first the command `codes` tells what is not known, then the settings say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.reader import InThisProcess
from assets.deliveries.staging import stage
from assets.reference.tables import load_reference
from assets.sources.registry import source
from assets.warehouse.inputs import gather
from assets.warehouse.loading import load
from assets.warehouse.models import models
from pipelines.cli.codes import codes
from pipelines.settings import read_configuration
from schemas.configuration import Configuration

MONTH = "2020-01"
# What stands under Delict -> rows.
DELICTS = {
    "Diefstal fiets": 3,
    "1.2.3 Diefstal van brom-, snor-, fietsen": 2,
    "Zakkenrollerij": 1,
    "Vuurwerkoverlast wijkteam": 4,
    "Hangjongeren": 25,
    "Vraag van bewoner": 30,
    "Ruzie bij fam. Verzonnen": 1,
    "UITRIJDEN MEST": 1,
}
SETTINGS = """
[gemeente]
code = "GM9999"
naam = "Voorbeeldstad"

[referentie]
buurten = "{examples}/buurten.csv"
straten = "{examples}/straten.csv"
jaar = 2020

[politie.kolommen]
"Nummer" = "incidentnummer"
"Straat" = "straat"
"Datum" = "kennisname"
"""
CODES = """
[themas]
vragen = {{ naam = "Vragen en diensten", per_straat = false }}

[politie.codes]
"hangjongeren" = "E35"
"Vuurwerkoverlast wijkteam" = "E36"
"Vraag van bewoner" = "vragen"
"""


@pytest.fixture
def folder(tmp_path: Path, examples: Path, write_csv: Callable[..., Path]) -> Path:
    """An inbox with the export, and the settings without its words (`eerst.toml`) and with."""
    words = [word for word, rows in DELICTS.items() for _ in range(rows)]
    rows = [
        [f"V-{number}", word, ("Lindelaan", "Kerkstraat")[number % 2], f"{number % 28 + 1}-01-2020"]
        for number, word in enumerate(words)
    ]
    header = ["Nummer", "Delict", "Straat", "Datum"]
    write_csv(tmp_path / "inbox" / "2020-02-05" / "a.csv", [header, *rows])
    for name, text in (("eerst", SETTINGS), ("dan", SETTINGS + CODES)):
        (tmp_path / f"{name}.toml").write_text(text.format(examples=examples), "utf-8")
    return tmp_path


def _asked(home: Home, configuration: Configuration, *questions: str) -> list[list[tuple]]:
    """The answers of the tables, made as a run makes them, but only those that are asked."""
    police = source("politie")
    take_in(home, police.layouts(configuration), 0.25, now=datetime(2020, 3, 1))
    stage(home, police.layouts(configuration), police.recipe(home, configuration))
    needed = set(re.findall(r"\w+", " ".join(questions)))
    for query in reversed(models()):
        needed |= query.depends_on if query.name in needed else set()
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("pragma disable_optimizer")  # of so few rows, it takes the most time
        load(connection, gather(home, configuration, load_reference(configuration)))
        for query in models():
            if query.name in needed:
                connection.execute(f"create table {query.name} as {query.sql}")
        return [connection.execute(question).fetchall() for question in questions]


def test_the_command_shows_what_many_rows_have(folder: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("assets.deliveries.reader.InOwnProcess", lambda _: InThisProcess())
    codes(next((folder / "inbox").rglob("a.csv")), folder / "eerst.toml")
    told = capsys.readouterr().out
    assert '# "Vraag van bewoner" = ""' in told and '# "Hangjongeren" = ""' in told
    assert "61 van de 67 rijen tellen zo niet mee" in told
    for hidden in ("Verzonnen", "wijkteam", "UITRIJDEN"):
        assert hidden not in told


def test_an_export_of_words_is_read_by_settings_alone(folder: Path) -> None:
    home = Home(folder / "data", folder / "inbox")
    figures, themes, streets, refused = _asked(
        home,
        read_configuration(folder / "dan.toml"),
        "select indicator_id, waarde from indicatorwaarden "
        f"where periode = '{MONTH}' and gebied_code = 'GM9999'",
        "select thema, cast(sum(politie_registraties) as integer) from buurtbeeld "
        f"where maand = '{MONTH}' group by thema order by thema",
        "select straat_id from straatbeeld where thema = 'vragen'",
        "select kolom, reden, aantal from afkeuringen order by aantal, reden",
    )
    known = dict(figures)
    assert known["fietsendiefstal_totaal"] == 5
    assert "diefstal_fiets" not in known, "two of them may be bicycles or not"
    assert (known["zakkenrollerij"], known["vuurwerkoverlast"]) == (1, 4)
    assert themes == [("jeugd", 25), ("vermogen", 6), ("vragen", 30), ("vuurwerk", 4)]
    assert streets == [("niet op straatniveau",)]
    assert refused == [
        ("Delict", "onbekende maatschappelijke klasse (een woord, geen code)", 1),
        ("Delict", "woorden die bij meer dan één maatschappelijke klasse horen", 1),
    ]
