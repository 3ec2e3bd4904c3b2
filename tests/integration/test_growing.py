"""A home grows by a month, a correction and a text: what is made again, what keeps its bytes, and
that the figures are those of a home that received everything at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command import PRODUCTS, SAMPLE, checksums, in_this_process

BEFORE = "2018-10-05"
MONTH, CORRECTION = ("2018-10-05", "2018-10-08"), ("2018-10-12",)
TEXT = "2018-10-15"  # an interpretation of the team
# Whatever is written there is written once, with the name of what it was made from.
NEVER_CHANGED = ("archive/", "staged/", "quarantine/", "uitgaven/20", "open_data/uitgaven/")


@pytest.fixture
def give(tmp_path: Path) -> Callable[..., Path]:
    """`give("inbox", "2018-10-12", ...)` -> that inbox, with these folders of the sample added."""

    def add(name: str, *folders: str) -> Path:
        for folder in folders:
            shutil.copytree(SAMPLE / folder, tmp_path / name / folder)
        return tmp_path / name

    return add


def write_text(inbox: Path) -> None:
    """An interpretation, as the team writes it."""
    source = next(SAMPLE.rglob("duiding.csv"))
    (inbox / TEXT).mkdir()
    shutil.copyfile(source, inbox / TEXT / "duiding.csv")


def files(home: Path) -> dict[str, tuple[int, int]]:
    """Name -> time of change and size of each file that a run may write; logs aside."""
    every = (path for path in home.rglob("*") if path.is_file())
    named = {path.relative_to(home).as_posix(): path.stat() for path in every}
    return {
        name: (stat.st_mtime_ns, stat.st_size)
        for name, stat in named.items()
        if not name.startswith(("dagster/", "logboek/", "locks/", "controle/", "archive/gezien"))
    }


def changed(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> set[str]:
    """Files that were there and are not as they were."""
    return {name for name, stat in before.items() if after.get(name) != stat}


@pytest.mark.slow_by_nature
def test_only_what_depends_on_a_delivery_is_made_again(
    tmp_path: Path, give: Callable[..., Path]
) -> None:
    inbox = give("inbox", *(path.name for path in SAMPLE.iterdir() if path.name < BEFORE))
    home = tmp_path / "data"

    def run() -> tuple[set[str], set[str]]:
        """The files that a run changed, and those that it added."""
        before = files(home)
        ended = in_this_process("run", "--inbox", inbox, "--home", home)
        assert ended.code == 0, ended.err
        after = files(home)
        return changed(before, after), after.keys() - before.keys()

    run()
    for folders in (MONTH, CORRECTION):
        give("inbox", *folders)
        altered, added = run()
        assert not [name for name in altered if name.startswith(NEVER_CHANGED)]
        staged = [name for name in added if name.startswith("staged/")]
        assert len(staged) == len(folders), "one delivery a folder"
    write_text(inbox)
    altered, added = run()
    public = ("open_data/", "website/", "uitgaven/", "publish/openbaar", "staged/politie")
    assert not [name for name in altered | added if name.startswith(public)]
    assert run() == (set(), set())
    whole = tmp_path / "whole"
    assert in_this_process("run", "--inbox", inbox, "--home", whole, without=PRODUCTS).code == 0
    grown, fresh = checksums(home / "tables"), checksums(whole / "tables")
    assert {name: grown[name] for name in fresh} == fresh
