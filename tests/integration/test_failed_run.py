"""A run that fails or is stopped says what it published, whichever station it was at."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Finished, ask, in_this_process

# Functions that a station calls: the tables come before every publication, the site last.
AT_TABLES = "assets.warehouse.assets.build"
AT_SITE = "assets.website.assets.find_edition"
SITE_FAULT = "Onverwachte fout bij het maken van de site (ValueError, "


def test_a_failed_run_says_what_it_published(
    tmp_path: Path, delivery: Callable, write_csv: Callable
) -> None:
    command = ("run", "--inbox", tmp_path / "inbox", "--home", tmp_path / "data")

    def fails(*_: object) -> None:
        raise ValueError("GEHEIM")

    def is_stopped(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)

    def run_failing(station: str, failure: Callable = fails) -> tuple[int, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(station, failure)
            return told(in_this_process(*command))

    def told(ended: Finished) -> tuple[int, str]:
        text = " ".join(ended.err.split())
        assert "GEHEIM" not in ended.out + text
        return ended.code, text

    def deliver(month: int) -> None:
        rows = [{"kennisname": f"03-{month:02}-2020 11:30", "straat": "Markt"}] * 3
        path = tmp_path / "inbox" / f"2020-{month + 1:02}-05" / "maand.csv"
        write_csv(path, delivery("politie", *rows))

    intern = tmp_path / "data" / "publish" / "intern.duckdb"
    deliver(1)
    code, text = run_failing(AT_TABLES)
    assert (code, intern.exists()) == (1, False)
    assert text.endswith("Er is niets gepubliceerd; er was nog geen vorige publicatie.")

    code, text = run_failing(AT_SITE)
    assert code == 1
    assert text.startswith(f"Niet gelukt. {SITE_FAULT}")
    assert text.endswith(
        "intern.duckdb en openbaar.duckdb zijn wel vernieuwd; de rest niet of niet helemaal."
    )
    newest = "select max(maand) from registraties"
    assert ask(intern, newest) == [("2020-01",)]

    deliver(2)
    code, text = run_failing(AT_TABLES)
    assert (code, ask(intern, newest)) == (1, [("2020-01",)])
    assert text.endswith("Er is niets gepubliceerd; de vorige publicatie staat er nog.")

    code, text = run_failing(AT_SITE, is_stopped)
    assert (code, ask(intern, newest)) == (130, [("2020-02",)])
    assert text.startswith("Gestopt. intern.duckdb, Factsheet driehoek (webpagina), ")
    assert text.endswith("de rest niet of niet helemaal. Start gerust opnieuw.")
