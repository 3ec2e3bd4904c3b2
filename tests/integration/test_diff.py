"""`veiligheidsbeeld diff`: what changed between two publications or two reference dates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from command import SHEETS, checksums, in_this_process, tables_only


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, delivery: Callable, write_csv: Callable) -> Path:
    """A home after January with three bicycle thefts, and again with two and a threat."""
    folder = tmp_path_factory.mktemp("diff")
    first = [{"mk_code": "A72", "kennisname": "03-01-2020 11:30", "straat": "Markt"}] * 3
    again = [*first[:2], first[2] | {"mk_code": "F12"}]
    for day, rows in (("2020-02-05", first), ("2020-03-05", again)):
        write_csv(folder / "inbox" / day / "januari.csv", delivery("politie", *rows))
    (folder / "inbox" / "2020-02-05" / "leeg.csv").write_text("")
    command = ("run", "--inbox", folder / "inbox", "--home", folder / "data")
    ended = in_this_process(*command, without=SHEETS)
    assert ended.code == 0, ended.err
    return folder / "data"


def words(text: str) -> str:
    """The text without line breaks and alignment."""
    return " ".join(text.split())


def test_two_dates_are_made_and_compared_and_nothing_else_changes(
    home: Path, tmp_path: Path
) -> None:
    before = checksums(home / "tables") | checksums(home / "archive", "*/*.json")
    publication = (home / "publish" / "intern.duckdb").stat().st_mtime_ns
    target = tmp_path / "alles.csv"
    ended = tables_only("diff", "2020-02-10", "2020-03-10", "--home", home, "--uit", target)
    assert ended.code == 0, ended.err
    shown = words(ended.out)
    assert "diefstal_fiets GM0935 2020-01 3 2 -1" in shown
    assert "openlijk_geweld_persoon GM0935 2020-01 0 1 +1" in shown
    assert "januari.csv 2020-01 2020-01 erbij: ingenomen" in shown
    rows = duckdb.sql(
        f"select oude_waarde, nieuwe_waarde from read_csv('{target}', delim=';') where "
        "indicator_id = 'diefstal_fiets' and gebied_code = 'GM0935' and periode = '2020-01'"
    ).fetchall()
    assert rows == [(3, 2)]
    assert checksums(home / "tables") | checksums(home / "archive", "*/*.json") == before
    assert (home / "publish" / "intern.duckdb").stat().st_mtime_ns == publication
    made = home / "publish" / "peildatum=2020-02-10" / "intern.duckdb"
    made_at = made.stat().st_mtime_ns
    assert tables_only("diff", made.parent, "2020-03-10", "--home", home).code == 0
    assert made.stat().st_mtime_ns == made_at


def test_links_and_definitions_are_shown_without_an_address(home: Path, tmp_path: Path) -> None:
    now = home / "publish" / "intern.duckdb"
    other = tmp_path / "intern.duckdb"
    shutil.copyfile(now, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute(
            "update registraties set straat_id = 'X', koppelmethode = 'klank' "
            "where rijnummer = (select min(rijnummer) from registraties)"
        )
        connection.execute(
            "update indicatoren set naam = 'Anders' where indicator_id = 'bedreiging'"
        )
    ended = tables_only("diff", now, tmp_path)
    assert ended.code == 0, ended.err
    shown = words(ended.out)
    assert "Cijfers: 0 veranderd" in shown
    assert "registraties straat exact klank 1" in shown
    assert "bedreiging naam Bedreiging Anders" in shown
    assert "Markt" not in ended.out


@pytest.mark.parametrize(
    ("a", "problem"),
    [
        ("2019-01-01", "was er nog niets geleverd"),
        ("nergens.duckdb", "is er niet"),
        ("{home}/archive", "is er niet"),
        ("{home}/publish/openbaar.duckdb", "is geen publicatie"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(
    home: Path, a: str, problem: str
) -> None:
    ended = tables_only("diff", a.format(home=home), "2020-03-10", "--home", home)
    assert ended.code == 1
    assert problem in words(ended.err)
