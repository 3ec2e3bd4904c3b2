"""Removing what is past its term, as a user does: the rows are nowhere, and no figure changed."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from command import PRODUCTS, SHEETS, in_this_process
from searching import unpacked

MONTHS = [f"{2018 + number // 12}-{number % 12 + 1:02}" for number in range(20)]
# What loses its rows, and the gate that measures streets, also those of topics without a street.
OF_ROWS = {"registraties", "meldingen", "controlelijst", "leveringscontroles", "publicatie"}
TERMS = """
[bewaren]
leveringen = { termijn = "30 dagen", vastgesteld_in = "besluit 12" }
rijen = { termijn = "1 jaar", vastgesteld_in = "selectielijst" }
runs = { termijn = "5 jaar", vastgesteld_in = "besluit 12" }
"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Terms, and public figures of the whole municipality only."""
    path = tmp_path_factory.mktemp("bewaren") / "veiligheidsbeeld.toml"
    quick = "[openbaar]\nperioden_wijk = []\nperioden_buurt = []\n"
    path.write_text(quick + TERMS, "utf-8")
    return path


def published(home: Path) -> dict[str, list[tuple]]:
    """Table -> rows, of the publications that were made."""
    tables = {}
    for name in ("intern", "openbaar"):
        path = home / "publish" / f"{name}.duckdb"
        if not path.exists():
            continue
        with duckdb.connect(str(path), read_only=True) as connection:
            for (table,) in connection.execute("from (show tables) select name").fetchall():
                if table not in OF_ROWS:
                    rows = connection.execute(f"select * from {table}").fetchall()
                    tables[f"{name}.{table}"] = sorted(rows, key=repr)
    return tables


def keys_of(home: Path) -> dict[str, set[str]]:
    """Delivery -> the keys of its rows."""
    keys: dict[str, set[str]] = {}
    for source in ("politie", "melddesk"):
        for path in (home / "staged" / source).glob("*.parquet"):
            rows = duckdb.execute(f"select levering_id, sleutel from '{path}'").fetchall()
            for levering_id, key in rows:
                keys.setdefault(levering_id, set()).add(key)
    return keys


@pytest.mark.parametrize(
    ("without", "storage"),
    [
        pytest.param(PRODUCTS, False, id="the internal publication"),
        pytest.param(SHEETS, True, id="both publications", marks=pytest.mark.slow_by_nature),
        pytest.param((), True, id="also the sheets", marks=pytest.mark.slow_by_nature),
    ],
)
def test_rows_past_their_term_are_nowhere_and_every_figure_stays(
    tmp_path: Path, config: Path, delivery, write_csv, without: tuple[str, ...], storage: bool
) -> None:
    home, inbox = tmp_path / "data", tmp_path / "inbox"
    for number, month in enumerate(MONTHS):
        after = [*MONTHS, "2019-09"][number + 1]
        for source, moment in (("politie", "kennisname"), ("melddesk", "ontvangen")):
            name = f"{source}-{month}"
            own = "incidentnummer" if source == "politie" else "meldingnummer"
            rows = [
                {
                    moment: f"0{day}-{month[5:]}-{month[:4]} 10:00",
                    own: f"{name}-{day}",
                    "straat": "Markt",
                }
                for day in (1, 2, 3)
            ]
            write_csv(inbox / f"{after}-05" / f"{name}.csv", delivery(source, *rows))
    options = "--home", home, "--config", config
    ended = in_this_process("run", "--inbox", inbox, *options, without=without, storage=storage)
    assert ended.code == 0, ended.err
    before, keys = published(home), keys_of(home)
    (under_own_name,) = (home / "publish").glob("intern-*.duckdb")
    assert before["intern.indicatorwaarden"]
    assert ("openbaar.cijfers" in before) == (without != PRODUCTS)

    ended = in_this_process("opschonen", *options, without=without, storage=True)
    assert ended.code == 0, ended.err
    after = published(home)
    shares = before.pop("intern.concentratie"), after.pop("intern.concentratie")
    assert after == before
    # Shares of addresses are made of the rows: those of the last twelve months remain.
    assert set(shares[1]) == {row for row in shares[0] if "2019-08" in row}
    assert {"2019-02", "2019-08"} <= {str(value) for row in shares[0] for value in row}
    frozen = {path.stem for path in (home / "bevroren").glob("*/*.json")}
    assert len(frozen) == 16  # eight months of both: the Driehoek of July and August keeps twelve
    gone = set().union(*(found for name, found in keys.items() if name in frozen))
    left = set().union(*keys_of(home).values())
    assert len(gone) == 48
    assert not gone & left
    for path in (path for path in home.rglob("*") if path.is_file()):
        for part in unpacked(path.read_bytes()):
            assert not any(key.encode() in part for key in gone), path
    assert [path.name for path in home.glob("archive/*/*/*.csv")] == []
    (log,) = (home / "logboek").glob("opschonen-*.jsonl")
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    copy = f"publish/{under_own_name.name}"
    assert {line["wat"] for line in lines if line["soort"] == "rijen"} == {*frozen, copy}
    (newest,) = (home / "publish").glob("intern-*.duckdb")
    assert newest.samefile(home / "publish" / "intern.duckdb")
    assert newest != under_own_name

    assert in_this_process("check", *options).code == 0
    verified = in_this_process("verify", *options)
    assert verified.code == 0, verified.out
