"""Work beside the run: the result is that of the function, whatever becomes of the process."""

from __future__ import annotations

import operator
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from assets.basis.errors import AnalystError
from assets.basis.helper import NoHelper, SecondProcess

T = TypeVar("T")
LARGE = "x" * 5_000_000  # more than a pipe holds


@pytest.fixture
def helper() -> Iterator[SecondProcess]:
    helper = SecondProcess()
    yield helper
    helper.close()


def test_it_works_beside_this_process_and_gives_the_result(helper: SecondProcess) -> None:
    number = _there(helper, os.getpid)
    assert number not in (os.getpid(), None)
    assert number == _there(helper, os.getpid), "one process does all"
    assert _there(helper, operator.concat, LARGE, "y") == LARGE + "y"


def _there(helper: SecondProcess, function: Callable[..., T], *arguments: object) -> T:
    """The result, once the process has done what it was asked."""
    result = helper.share(function, *arguments)
    _finished(helper)
    return result()


def _finished(helper: SecondProcess) -> None:
    """Wait until it has done all that it was asked."""
    helper._asking.submit(int).result()


def test_what_has_not_begun_when_it_is_needed_is_done_here(
    helper: SecondProcess, tmp_path: Path
) -> None:
    helper.prepare(time.sleep, 0.5)
    number, made = helper.share(os.getpid), helper.share(os.mkdir, tmp_path / "een")
    made()
    assert (tmp_path / "een").is_dir(), "it is done once, or the second time would fail"
    assert number() == os.getpid()
    assert _there(helper, os.getpid) != os.getpid()


def test_what_it_prints_is_no_answer(helper: SecondProcess) -> None:
    assert _there(helper, print, "een regel") is None
    assert _there(helper, os.write, 1, b"nog een") == 7


def test_what_is_prepared_is_done_in_its_turn(helper: SecondProcess, tmp_path: Path) -> None:
    helper.prepare(os.mkdir, tmp_path / "een")
    helper.prepare(os.mkdir, tmp_path / "een")  # it fails, which costs nothing
    helper.prepare(os.mkdir, tmp_path / "een" / "twee")
    _finished(helper)
    assert (tmp_path / "een" / "twee").is_dir()


def _raise() -> None:
    raise AnalystError("zo staat het er niet")


def test_what_fails_there_is_done_here(helper: SecondProcess) -> None:
    with pytest.raises(ZeroDivisionError):
        _there(helper, operator.floordiv, 1, 0)
    assert _there(helper, threading.Lock).acquire(), "what cannot be pickled cannot be sent back"
    with pytest.raises(AnalystError, match="zo staat het er niet"):
        _there(helper, _raise)


def test_a_process_that_dies_or_cannot_start_costs_only_time(
    helper: SecondProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.kill(_there(helper, os.getpid), signal.SIGKILL)
    assert _there(helper, os.getpid) == os.getpid()
    monkeypatch.setattr(sys, "executable", os.devnull)
    other = SecondProcess()
    assert _there(other, os.getpid) == os.getpid()
    other.prepare(len, "een")
    other.close()


def test_closing_ends_what_it_is_doing(helper: SecondProcess) -> None:
    number = _there(helper, os.getpid)
    helper.prepare(time.sleep, 3600)
    helper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_without_a_process_what_is_shared_is_done_when_it_is_needed() -> None:
    done: list[int] = []
    helper = NoHelper()
    helper.prepare(done.append, 1)
    result = helper.share(done.append, 2)
    assert done == []
    result()
    helper.close()
    assert done == [2]
