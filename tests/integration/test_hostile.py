"""Files that break the process in which they are opened: each is set aside by name, the rest of the
inbox comes in, and nothing is tried twice under the same rules.
"""

from __future__ import annotations

import os
import re
import signal
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests
from assets.deliveries.reader import FileToRead, InOwnProcess, Limits
from schemas import police

LIMITS = Limits(memory=512 << 20, seconds=30, unpacked=256 << 20)
FILE = FileToRead(Path("x.xlsx"), "x.xlsx")


@pytest.fixture(scope="module")
def reader():
    """One process for all tests, with little memory."""
    reader = InOwnProcess(LIMITS)
    yield reader
    reader.close()


def _hidden_far_cell(path: Path) -> Path:
    """A workbook with a cell at XFD1048576, of which the sheet does not give its size."""
    with xlsxwriter.Workbook(path.with_suffix(".tmp")) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "kop")
        sheet.write("XFD1048576", 5)
    with zipfile.ZipFile(path.with_suffix(".tmp")) as source, zipfile.ZipFile(path, "w") as target:
        for info in source.infolist():
            target.writestr(info, re.sub(rb"<dimension[^>]*>", b"", source.read(info)))
    path.with_suffix(".tmp").unlink()
    return path


def test_a_file_that_takes_all_memory_is_set_aside_and_the_rest_comes_in(
    tmp_path, delivery, write_csv, reader
):
    home = Home(tmp_path / "home", tmp_path / "inbox")
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}))
    _hidden_far_cell(home.inbox / "ver.xlsx")
    write_csv(home.inbox / "z.csv", delivery("politie", {}, {}))
    tables = {}
    intake = take_in(home, (police.LAYOUT,), 0.25, reader=reader, keep=tables.__setitem__)
    assert sorted(manifest.rijen for manifest in intake.new) == [1, 2]
    assert sorted(len(table.frame) for table in tables.values()) == [1, 2]
    [note] = intake.aside
    assert note.volledige_naam == "ver.xlsx"
    assert note.melding.startswith(
        f"«{note.bestandsnaam}» vraagt te veel geheugen: meer dan 512 MB"
    )

    again = take_in(home, (police.LAYOUT,), 0.25, reader=_Refuses())
    assert (again.new, again.aside, again.known) == ((), (note,), 2)
    other = replace(LIMITS, memory=600 << 20)
    with pytest.raises(AssertionError, match="ver"):
        take_in(home, (police.LAYOUT,), 0.25, reader=_Refuses(other))
    assert len(manifests(home)) == 2


class _Refuses:
    """A reader that may not be asked for anything."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits

    def each(self, file: FileToRead, *_: object) -> None:
        raise AssertionError(file.name)


@pytest.mark.parametrize(
    ("function", "arguments", "text"),
    [
        (bytearray, (1 << 30,), "te veel geheugen"),
        (signal.raise_signal, (signal.SIGSEGV,), "vastlopen"),
        (int, ("geheim",), "kan niet worden gelezen (ValueError)"),
    ],
)
def test_what_goes_wrong_in_the_process_is_told_by_the_name_of_the_file(
    reader, function, arguments, text
):
    with pytest.raises(UnreadableError, match=re.escape(text)) as refused:
        reader.call(FILE, function, *arguments)
    assert str(refused.value).startswith("«x.xlsx» ")
    assert "geheim" not in str(refused.value)
    assert reader.call(FILE, len, "abc") == 3, "the next file is read"


def test_a_file_that_takes_too_long_is_given_up():
    reader = InOwnProcess(replace(LIMITS, seconds=1))
    with pytest.raises(UnreadableError, match="duurt te lang"):
        reader.call(FILE, time.sleep, 60)
    reader.close()


def test_a_file_that_is_taken_away_meanwhile_is_not_refused_for_good(reader):
    with pytest.raises(OSError, match="xlsx"):
        reader.call(FILE, Path.read_bytes, Path("taken away"))


def test_parts_come_one_at_a_time_and_may_be_left(reader):
    assert list(reader.each(FILE, iter, ["a", "b"])) == ["a", "b"]
    parts = reader.each(FILE, iter, ["a", "b"])
    assert next(parts) == "a"
    parts.close()
    assert reader.call(FILE, len, "abc") == 3


def test_parts_that_nobody_asks_for_any_more_do_not_reach_the_next_file(reader):
    parts = reader.each(FILE, iter, ["a", "b"])
    assert next(parts) == "a"
    assert reader.call(FILE, len, "abc") == 3
    with pytest.raises(UnreadableError):
        next(parts)
    assert reader.call(FILE, len, "abcd") == 4


NEXT = FileToRead(Path("y.xlsx"), "y.xlsx")


def test_what_comes_next_is_done_by_the_same_process_in_the_order_asked(reader):
    first = reader.call(FILE, os.getpid)
    reader.ahead(NEXT, os.getpid)
    assert list(reader.each(FILE, iter, ["a", "b"])) == ["a", "b"]
    reader.ahead(NEXT, os.getpid)
    assert reader.call(FILE, len, "abc") == 3
    reader.ahead(FILE, len, "abcd")
    assert reader.call(NEXT, os.getpid) != first, "a new process after a file in parts"
    assert reader.call(FILE, len, "abcd") == 4


def test_a_table_larger_than_the_pipe_does_not_block_what_comes_next(reader):
    large = b"x" * (4 << 20)
    reader.ahead(NEXT, bytes.upper, large)
    assert reader.call(FILE, bytes, large) == large
    assert reader.call(NEXT, bytes.upper, large) == large.upper()


@pytest.mark.parametrize(
    ("function", "arguments", "text"),
    [
        (bytearray, (1 << 30,), "te veel geheugen"),
        (signal.raise_signal, (signal.SIGSEGV,), "vastlopen"),
        (int, ("geheim",), "kan niet worden gelezen (ValueError)"),
    ],
)
def test_what_goes_wrong_ahead_is_told_when_it_is_asked(reader, function, arguments, text):
    reader.ahead(NEXT, function, *arguments)
    assert reader.call(FILE, len, "abc") == 3
    reader.ahead(FILE, len, "abcd")
    with pytest.raises(UnreadableError, match=re.escape(text)) as refused:
        reader.call(NEXT, function, *arguments)
    assert str(refused.value).startswith("«y.xlsx» ")
    assert reader.call(FILE, len, "abcd") == 4


def test_something_else_may_be_asked_than_was_told(reader):
    reader.ahead(NEXT, len, "abc")
    assert reader.call(FILE, len, "abcd") == 4
    assert reader.call(FILE, len, "abcde") == 5
    assert reader.call(NEXT, len, "abc") == 3


def test_a_file_that_takes_too_long_ahead_is_given_up():
    reader = InOwnProcess(replace(LIMITS, seconds=1))
    reader.ahead(NEXT, time.sleep, 60)
    assert reader.call(FILE, len, "abc") == 3
    time.sleep(2)  # its time passes while the run is busy
    with pytest.raises(UnreadableError, match=r"«y\.xlsx» duurt te lang"):
        reader.call(NEXT, time.sleep, 60)
    assert reader.call(FILE, len, "abc") == 3
    reader.close()


def test_the_process_may_start_before_there_is_a_file():
    reader = InOwnProcess(LIMITS)
    reader.start()
    started = reader._process.pid
    assert reader.call(FILE, os.getpid) == started
    reader.close()


def test_a_process_that_died_before_the_first_file_is_replaced():
    reader = InOwnProcess(LIMITS)
    reader.start()
    reader._process.kill()
    reader._process.wait()
    assert reader.call(FILE, os.getpid) == reader._process.pid
    reader.close()


def test_the_process_ends_with_its_reader():
    reader = InOwnProcess(LIMITS)
    process = reader.call(FILE, os.getpid)
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
