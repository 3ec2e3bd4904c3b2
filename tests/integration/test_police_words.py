"""A police export with words instead of codes, of an invented municipality, by settings alone:
first the command `codes` tells what is not known, then the settings say it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command import ask, in_this_process, tables_only

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


def test_an_export_of_words_is_read_by_settings_alone(folder: Path) -> None:
    export = next((folder / "inbox").rglob("a.csv"))
    told = in_this_process("codes", export, "--config", folder / "eerst.toml")
    assert (told.code, told.err) == (0, "")
    assert '# "Vraag van bewoner" = ""' in told.out and '# "Hangjongeren" = ""' in told.out
    assert "61 van de 67 rijen tellen zo niet mee" in told.out
    for hidden in ("Verzonnen", "wijkteam", "UITRIJDEN"):
        assert hidden not in told.out

    run = ("run", "--home", folder / "data", "--inbox", folder / "inbox", "--config")
    ended = tables_only(*run, folder / "dan.toml")
    assert ended.code == 0, ended.err
    intern = folder / "data" / "publish" / "intern.duckdb"
    figures = dict(
        ask(
            intern,
            "select indicator_id, waarde from indicatorwaarden "
            f"where periode = '{MONTH}' and gebied_code = 'GM9999'",
        )
    )
    assert figures["fietsendiefstal_totaal"] == 5
    assert "diefstal_fiets" not in figures, "two of them may be bicycles or not"
    assert (figures["zakkenrollerij"], figures["vuurwerkoverlast"]) == (1, 4)
    assert ask(
        intern,
        "select thema, cast(sum(politie_registraties) as integer) from buurtbeeld "
        f"where maand = '{MONTH}' group by thema order by thema",
    ) == [("jeugd", 25), ("vermogen", 6), ("vragen", 30), ("vuurwerk", 4)]
    assert ask(intern, "select straat_id from straatbeeld where thema = 'vragen'") == [
        ("niet op straatniveau",)
    ]
    assert ask(intern, "select kolom, reden, aantal from afkeuringen order by aantal, reden") == [
        ("Delict", "onbekende maatschappelijke klasse (een woord, geen code)", 1),
        ("Delict", "woorden die bij meer dan één maatschappelijke klasse horen", 1),
    ]
    assert "alleen onder dat thema tellen" in " ".join(ended.out.split())
