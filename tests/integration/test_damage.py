"""A home in which everything that can be made again is damaged: `verify` names it, the next run
makes it again and says so, and a changed delivery stops the run by name.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from command import SHEETS, checksums, in_this_process

from assets.basis.home import Home
from assets.deliveries.manifests import manifests, raw_file


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _damage(data: Path) -> None:
    next(data.glob("archive/*/*/manifest.json")).write_bytes(b"")
    _halve(next(data.glob("staged/politie/*.parquet")))
    _flip(next(data.glob("quarantine/melddesk/*.parquet")))
    _flip(data / "tables" / "registraties.parquet")
    _flip(data / "publish" / "intern.duckdb")
    _halve(data / "publish" / "openbaar.duckdb")
    _halve(data / "dagster" / "history" / "runs.db")
    (data / "dagster" / "dagster.yaml").write_text("telemetry: [")


def test_what_is_damaged_is_named_and_made_again(
    tmp_path: Path, delivery: Callable, write_csv: Callable
) -> None:
    def run():
        return in_this_process(
            "run", "--inbox", inbox, "--home", data, without=SHEETS, storage=True
        )

    def words(text: str) -> str:
        return " ".join(text.split())

    data, inbox = tmp_path / "data", tmp_path / "inbox"
    for source, field in (("politie", "kennisname"), ("melddesk", "ontvangen")):
        rows = [{field: "03-01-2020 11:30", "straat": "Markt"}] * 3
        write_csv(inbox / "2020-02-05" / f"{source}.csv", delivery(source, *rows))
    (inbox / ".verborgen.csv").write_text("x")
    first = run()
    assert first.code == 0, first.err
    assert "«.aaaaaaaaa.csv» is verborgen" in words(first.out)
    assert "Hersteld" not in first.out
    tables = checksums(data / "tables")

    _damage(data)
    verified = in_this_process("verify", "--home", data)
    assert verified.code == 1
    for name in (
        "het manifest van",
        "de verwerkte rijen van politie-",
        "de verwerkte rijen van melddesk-",
        "tables/registraties.parquet is beschadigd",
        "publish/intern.duckdb is beschadigd",
        "publish/openbaar.duckdb is beschadigd",
        "dagster/history/runs.db is beschadigd",
    ):
        assert name in words(verified.out)
    assert "Markt" not in verified.out

    again = run()
    assert again.code == 0, again.err
    assert again.out.count("Hersteld") == 8
    assert checksums(data / "tables") == tables
    verified = in_this_process("verify", "--home", data)
    assert verified.code == 0, verified.out

    [manifest] = [each for each in manifests(Home(data, inbox)) if each.bron == "politie"]
    raw = raw_file(Home(data, inbox), manifest)
    raw.write_bytes(raw.read_bytes().replace(b"Markt", b"Plein"))
    shutil.rmtree(data / "staged" / "politie")
    refused = run()
    assert refused.code == 1
    assert f"({manifest.levering_id}) is veranderd sinds" in words(refused.err)
    assert "de vorige publicatie staat er nog" in words(refused.err)
