"""The README keeps up with the sample: the tour through a street, the tables of examples, and the
pictures."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from command import PROJECT, in_this_process

from benchmarks.pictures import MOST_BYTES

README = (PROJECT / "README.md").read_text("utf-8")
# `**name**`, or `**name** en **name**` with the table of the first, then a table of Markdown.
EXAMPLES = re.findall(r"^\*\*(\w+)\*\*.*\n\n((?:\|.*\n)+)", README, re.MULTILINE)


def cells(line: str) -> list[str]:
    """The cells of a row of a table of Markdown."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def is_shown(value: object, text: str) -> bool:
    """Whether a value of the publication may be written as `text`: a number as rounded as that."""
    if value is None or text == "":
        return value is None and text == ""
    if isinstance(value, bool):
        return text == ("ja" if value else "nee")
    if isinstance(value, int | float):
        decimals = len(text.partition(",")[2])
        return abs(float(text.replace(",", ".")) - value) <= 0.5001 * 10**-decimals
    return str(value) == text


def test_there_are_examples_to_hold() -> None:
    names = [name for name, _ in EXAMPLES]
    assert len(names) > 9 and {"straatbeeld", "herzieningen", "oordelen"} <= set(names)


@pytest.mark.parametrize(("table", "shown"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_is_a_row_of_the_sample(sample_home: Path, table: str, shown: str) -> None:
    header, _, *lines = shown.splitlines()
    columns = cells(header)
    path = sample_home / "publish" / "intern.duckdb"
    with duckdb.connect(str(path), read_only=True) as database:
        rows = database.execute(f"select {', '.join(columns)} from {table}").fetchall()
    for line in lines:
        wanted = cells(line)
        assert any(all(map(is_shown, row, wanted)) for row in rows), line


def test_the_tour_shows_what_the_command_shows(sample_home: Path) -> None:
    tour = README.split("## Van nul naar uw eigen straat")[1].split("\n## ")[0]
    [command] = re.findall(r"`\.venv/bin/veiligheidsbeeld (straat .*)`", tour)
    ended = in_this_process(*command.split(), "--home", sample_home)
    assert ended.code == 0, ended.err
    told = {" ".join(line.split()) for line in ended.out.splitlines()}
    [block] = re.findall(r"^```\n(.*?)^```", tour, re.MULTILINE | re.DOTALL)
    shown = {" ".join(line.split()) for line in block.splitlines()} - {"...", ""}
    assert len(shown) > 8
    assert {line for line in shown - told if set(line) != {"─"}} == set()


def test_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((docs/beelden/[^)]+)\)", README)
    assert len(pictures) >= 5
    assert {(PROJECT / path).name for path in pictures} == {
        path.name for path in (PROJECT / "docs" / "beelden").iterdir()
    }
    assert all((PROJECT / path).stat().st_size <= MOST_BYTES for path in pictures)
