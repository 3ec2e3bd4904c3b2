"""What a monitor is told of the last run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from assets.basis import logbook
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from pipelines.cli.gezond import gezond

Ended = Callable[..., None]


@pytest.fixture
def ended(home: Home, monkeypatch: pytest.MonkeyPatch) -> Ended:
    """`ended(hours, uitkomst=0, opdracht="run")`: a command ended so many hours ago."""

    def write(hours: float, **fields: object) -> None:
        then = logbook.datetime.now(logbook._ZONE) - timedelta(hours=hours)
        with monkeypatch.context() as patch:
            patch.setattr(logbook, "now", lambda: then)
            usual = {"opdracht": "run", "gebeurtenis": "einde", "uitkomst": 0}
            logbook.write_line(home.root, logbook.USE, **usual | fields)

    return write


def test_a_run_that_ended_well_is_healthy(
    home: Home, ended: Ended, capsys: pytest.CaptureFixture[str]
) -> None:
    ended(30, uitkomst=1)
    ended(6)
    ended(5, opdracht="status", uitkomst=1)
    ended(4, gebeurtenis="begin", uitkomst=None)
    gezond(home.root, 36)
    assert "Gezond: de laatste run eindigde goed" in capsys.readouterr().out


def test_a_job_of_dagster_counts_too(home: Home, ended: Ended) -> None:
    ended(30)
    ended(2, opdracht=None, run="alles", uitkomst="mislukt")
    with pytest.raises(AnalystError, match="niet goed geëindigd"):
        gezond(home.root, 36)
    ended(1, opdracht=None, run="alles", uitkomst="gelukt")
    gezond(home.root, 36)


def test_no_run_an_old_run_and_a_failed_run_are_not(home: Home, ended: Ended) -> None:
    with pytest.raises(AnalystError, match="nog geen run"):
        gezond(home.root, 36)
    ended(40)
    gezond(home.root, 41)
    with pytest.raises(AnalystError, match="meer dan 36 uur geleden"):
        gezond(home.root, 36)
    ended(1, uitkomst=130)
    with pytest.raises(AnalystError, match="niet goed geëindigd"):
        gezond(home.root, 36)


def test_half_a_line_is_no_obstacle(home: Home, ended: Ended) -> None:
    ended(1)
    [path] = (home.root / logbook.FOLDER).iterdir()
    path.write_text(path.read_text() + '{"opdracht": "run", "gebeur')
    gezond(home.root, 36)
