"""Whole runs within the limits of Windows, with the publication open in another program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import Finished, ask, in_this_process, tables_only
from windows_limits import limits, may_be_called

from schemas.publication_names import newest

NEWEST = "select max(maand) from registraties"


def test_a_publication_that_is_open_elsewhere_is_read_by_its_own_name_and_swapped_later(
    two_months: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = limits(monkeypatch)
    home, inbox = tmp_path / "data", tmp_path / "inbox"
    *first, second = sorted(two_months.iterdir())

    def run() -> Finished:
        ended = tables_only("run", "--home", home, "--inbox", inbox)
        assert ended.code == 0, ended.err
        return ended

    for folder in first:
        shutil.copytree(folder, inbox / folder.name)
    run()
    plain = home / "publish" / "intern.duckdb"
    old = plain.read_bytes()
    shutil.copytree(second, inbox / second.name)
    with held.open(plain):
        for _ in range(2):
            assert "Uitgesteld" in run().out
        assert plain.read_bytes() == old
        own = newest(plain.parent)
        assert own != plain
        assert (ask(plain, NEWEST), ask(own, NEWEST)) == ([("2018-01",)], [("2018-02",)])
        shown = in_this_process("status", "--home", home)
        assert (shown.code, "2018-02" in shown.out) == (0, True)
        checked = in_this_process("verify", "--home", home)
        assert checked.code == 0, checked.out
    assert "Uitgesteld" not in run().out
    assert ask(plain, NEWEST) == [("2018-02",)]
    assert in_this_process("verify", "--home", home).code == 0
    refused = [path for path in home.rglob("*") if not may_be_called(path.name)]
    assert refused == []
