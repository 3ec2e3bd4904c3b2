"""The command `profile` as a user gives it: its exit codes and what it prints."""

from __future__ import annotations

from pathlib import Path

from command import SAMPLE, in_this_process, veiligheidsbeeld


def test_a_known_export_needs_nothing():
    path = next(SAMPLE.glob("2020-0*/Incidenten*.xlsx"))
    ended = in_this_process("profile", path)
    assert (ended.code, ended.err) == (0, "")
    assert "Elke kolom die nodig is, is bekend" in ended.out


def test_the_example_of_another_system_asks_for_its_themes(examples: Path, tmp_path: Path):
    """A category is shown, and so asked for, from twenty rows on."""
    header, *rows = (examples / "fixmystreet.csv").read_text("utf-8-sig").splitlines(True)
    many = tmp_path / "fixmystreet.csv"
    many.write_text("".join([header, *rows * 20]), "utf-8")
    ended = in_this_process("profile", many)
    assert ended.code == 0
    assert "[melddesk.categorieen]" in ended.out
    assert "GEHEIM" not in ended.out + ended.err


def test_exit_codes(tmp_path: Path):
    (tmp_path / "leeg.csv").write_bytes(b"")
    assert in_this_process("profile", tmp_path / "leeg.csv").code == 1
    missing = veiligheidsbeeld("profile", tmp_path / "weg.csv")
    assert missing.code == 1
    assert "weg.csv is er niet" in missing.err
    assert in_this_process("profile").code == 2
