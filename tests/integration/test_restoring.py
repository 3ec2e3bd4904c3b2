"""A home that is put back from a back-up, on another place: whole, and with the same figures."""

from __future__ import annotations

import shutil
from pathlib import Path

from command import Finished, figures, in_this_process, tables_only

PUBLISHED = Path("publish", "intern.duckdb")
NO_KEY = {"VEILIGHEIDSBEELD_SLEUTEL": ""}  # then it is a file of the home, and moves along


def test_a_restored_home_is_whole_and_gives_the_same_figures(
    two_months: Path, tmp_path: Path
) -> None:
    home, backup, elsewhere = tmp_path / "data", tmp_path / "kopie", tmp_path / "elders" / "data"
    inbox = Path(shutil.copytree(two_months, tmp_path / "inbox"))

    def run(folder: Path) -> Finished:
        ended = tables_only("run", "--home", folder, "--inbox", inbox, **NO_KEY)
        assert ended.code == 0, ended.err
        return ended

    run(home)
    before = figures(home / PUBLISHED)
    shutil.copytree(home, backup, ignore=shutil.ignore_patterns("locks"))
    shutil.rmtree(home)
    shutil.copytree(backup, elsewhere)
    checked = in_this_process("verify", "--home", elsewhere, **NO_KEY)
    assert checked.code == 0, checked.out + checked.err
    assert figures(elsewhere / PUBLISHED) == before
    assert "er is niets veranderd sinds de vorige keer" in run(elsewhere).out
    assert figures(elsewhere / PUBLISHED) == before

    # What can be made again need not be in a back-up.
    for folder in ("tables", "publish", "dagster"):
        shutil.rmtree(elsewhere / folder)
    (elsewhere / "versie.json").unlink()  # as of a version that did not write it
    assert "Bijgewerkt" in run(elsewhere).out
    assert figures(elsewhere / PUBLISHED) == before
    assert in_this_process("verify", "--home", elsewhere, **NO_KEY).code == 0
