"""Tests of the fingerprint of the program: a change in it changes every mark, nothing else does."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from assets.basis import program
from assets.deliveries.source import Recipe
from assets.deliveries.staging import mark_of
from assets.sources.registry import SOURCES
from assets.warehouse.inputs import gather
from schemas.configuration import Configuration

FILES = tuple(program.file_digests())


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A copy of the program, whose fingerprint is computed at each call."""
    for folder in program.FOLDERS:
        shutil.copytree(
            program.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    monkeypatch.setattr(program, "ROOT", tmp_path)
    monkeypatch.setattr(program, "program", program.program.__wrapped__)
    return tmp_path


def test_every_module_model_and_code_table_is_part_of_the_program():
    kinds = {Path(name).suffix for name in FILES}
    assert {".py", ".sql", ".csv", ".j2", ".css", ".typ"} <= kinds
    for folder, pattern in (("assets", "*.py"), ("schemas", "*.py"), ("dbt_like_sql", "*.sql")):
        here = {
            path.relative_to(program.ROOT).as_posix()
            for path in program.ROOT.glob(f"{folder}/**/{pattern}")
        }
        assert here <= set(FILES)
    assert not any("__pycache__" in name for name in FILES)


def test_a_copy_of_the_program_has_the_same_fingerprint_wherever_it_is(copy):
    here = program.program()
    assert program.program() == here
    (copy / "assets" / "__pycache__").mkdir()
    (copy / "assets" / "__pycache__" / "x.pyc").write_bytes(b"compiled")
    assert program.program() == here


def test_every_single_file_counts(copy):
    before = program.file_digests()
    for name in FILES:
        with (copy / name).open("ab") as file:
            file.write(b"\n")
    after = program.file_digests()
    assert after.keys() == before.keys() == set(FILES)
    assert [name for name in FILES if after[name] == before[name]] == []


@pytest.mark.parametrize("name", random.Random(1).sample(FILES, 12))
def test_a_change_in_one_file_changes_the_fingerprint(copy, name):
    before = program.program()
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content + b"\n")
    assert program.program() != before
    (copy / name).write_bytes(content)
    assert program.program() == before


def test_a_file_that_is_added_renamed_or_removed_changes_the_fingerprint(copy):
    seen = {program.program()}
    path = copy / "dbt_like_sql" / "marts" / "extra.sql"
    path.write_text("select 1")
    seen.add(program.program())
    path.rename(path.with_name("anders.sql"))
    seen.add(program.program())
    assert len(seen) == 3


def test_another_version_of_a_library_changes_the_fingerprint(monkeypatch):
    before = program.program.__wrapped__()
    versions = program.library_versions()
    assert {"python", "pandas", "duckdb", "pandera", "pyarrow", "numpy", "scipy"} <= versions.keys()
    assert "pytest" not in versions, "libraries of the tests make no figure"
    monkeypatch.setattr(program, "library_versions", lambda: versions | {"pandas": "0"})
    assert program.program.__wrapped__() != before


def test_every_mark_is_of_the_program_and_of_what_it_was_made_from(home, reference, monkeypatch):
    def marks() -> list[str]:
        recipes = [source.recipe(home, Configuration()) for source in SOURCES]
        staged = [mark_of(recipe) for recipe in recipes]
        return [*staged, gather(home, Configuration(), reference).mark]

    first, again = marks(), marks()
    assert first == again, "the same program and inputs have the same marks"
    monkeypatch.setattr(program, "program", lambda: "another program")
    assert not set(first) & set(marks())


def test_other_inputs_have_another_mark():
    def mark(*made_from: object) -> str:
        return mark_of(Recipe(made_from, lambda batch: {}))

    assert mark(1, "x") == mark(1, "x")
    assert len({mark(1, "x"), mark(2, "x"), mark(1), mark("1", "x")}) == 4
