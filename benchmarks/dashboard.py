"""How fast the dashboard is, on the sample and on ten years of it, and whether five people see one
publication each while five are put in place: `python -m benchmarks.dashboard HOME`.

A page is opened in Chromium from the list of pages, with the program warm, and is there when
nothing on it is stale. A query is timed where it is asked. Results are printed.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from playwright.async_api import Page, async_playwright
from playwright.sync_api import sync_playwright

_TITLES = {
    "vandaag": "Vandaag",
    "overleg": "Overleg",
    "straat": "Straat",
    "buurt": "Buurt",
    "kaart": "Kaart",
    "hotspots": "Hotspots",
    "aandachtsgebieden": "Aandachtsgebieden",
    "indicator": "Indicator",
    "wanneer": "Wanneer",
    "veiligheidsmonitor": "Veiligheidsmonitor",
    "doelen": "Doelen",
    "kwaliteit": "Kwaliteit",
}
CHROMIUM = {"executable_path": shutil.which("chromium"), "args": ["--no-sandbox"]}
_ROUNDS = 7
_PEOPLE, _PUBLICATIONS = 5, 5
_MONTHS = 30  # of the sample; four times as many are ten years
SHOWN = """title => document.querySelector('h1')?.innerText === title
  && !document.querySelector('[data-testid=stStatusWidget]')
  && !document.querySelector('[data-stale=true]')
  && !document.querySelector('[data-testid=stSkeleton]')"""
_SAME_TABLES = ("straatbeeld", "buurtbeeld", "registraties", "meldingen", "driehoek_datakwaliteit")


def ten_years(published: Path, target: Path) -> None:
    """A publication with the months of the sample four times, one after the other."""
    shutil.copy(published, target)
    with duckdb.connect(str(target)) as database:
        for table, column in [
            *((name, "maand") for name in _SAME_TABLES),
            *((name, "periode") for name in ("oordelen", "indicatorwaarden", "herzieningen")),
        ]:
            first_day = f"cast({column} || '-01' as date)"
            earlier = f"strftime({first_day} - to_months(k * {_MONTHS}), '%Y-%m')"
            database.execute(
                f"insert into {table} select keren.* replace ({earlier} as {column}) "
                f"from {table} as keren, (select unnest([1, 2, 3]) as k) as keer "
                f"where regexp_full_match({column}, '\\d{{4}}-\\d{{2}}')"
            )


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The address of the dashboard on a home."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    command = [sys.executable, "-c", "from pipelines.cli import start; start()", "dashboard"]
    running = subprocess.Popen(
        [*command, "--home", str(home), "--port", str(port), "--no-browser"],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"VEILIGHEIDSBEELD_SLEUTEL": "een-sleutel-voor-de-meting"},
    )
    try:
        while running.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(timeout=30)


def pages(address: str) -> dict[str, float]:
    """Title -> median seconds from a click in the list of pages until the page is there."""
    found: dict[str, list[float]] = {title: [] for title in _TITLES.values()}
    with sync_playwright() as running:
        browser = running.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.wait_for_function(SHOWN, arg="Vandaag")
        for lap in range(_ROUNDS + 1):
            for title in [*list(_TITLES.values())[1:], "Vandaag"]:
                started = time.perf_counter()
                page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
                page.wait_for_function(SHOWN, arg=title)
                if lap:  # the first is not warm
                    found[title].append(time.perf_counter() - started)
        browser.close()
    return {title: statistics.median(seconds) for title, seconds in found.items()}


def queries(home: Path) -> list[float]:
    """The seconds of every query that the pages ask, three times, with several streets, areas and
    indicators."""
    from streamlit import logger
    from streamlit.testing.v1 import AppTest

    from dashboard.publication import Publication

    os.environ["VEILIGHEIDSBEELD_HOME"] = str(home)
    logger.set_log_level("ERROR")
    seconds: list[float] = []
    ask = Publication.ask

    def timed(self: Publication, sql: str, **values: object) -> object:
        started = time.perf_counter()
        try:
            return ask(self, sql, **values)
        finally:
            seconds.append(time.perf_counter() - started)

    Publication.ask = timed
    filters = {
        "straat": [{"straat": name} for name in ("Stationsplein", "Markt", "Brusselsestraat")],
        "buurt": [{"buurt": name} for name in ("Binnenstad", "Wyck", "Amby")],
        "indicator": [{"indicator": name} for name in ("Zakkenrollerij", "Straatroof")],
    }
    for name in _TITLES:
        for chosen in filters.get(name, [{}]) * 3:
            page = AppTest.from_function(_page, args=(name,), default_timeout=120)
            for key, value in chosen.items():
                page.query_params[key] = value
            page.run()
            assert not page.exception, page.exception
    Publication.ask = ask
    return seconds


def _page(name: str) -> None:
    import importlib

    from dashboard import place, publication

    found = publication.current(place.publication())
    importlib.import_module(f"dashboard.screens.{name}").show(found)


def _marked(published: Path, number: int, target: Path) -> None:
    """A publication that says which it is in its day and in the names of its neighbourhoods."""
    beside = target.with_name(f"next-{number}.duckdb")
    shutil.copy(published, beside)
    with duckdb.connect(str(beside)) as database:
        database.execute(f"update publicatie set peildatum = date '{2030 + number}-01-01'")
        database.execute(f"update straten set buurtnaam = 'Buurt {2030 + number}'")
    beside.replace(target)


async def five_people(address: str, home: Path, published: Path) -> tuple[int, set[str], list[str]]:
    """How many pages five people saw while publications took each other's place, which, and what
    was wrong."""
    seen: set[str] = set()
    wrong: list[str] = []
    count, stop = 0, asyncio.Event()

    async def person(page: Page) -> None:
        nonlocal count
        while not stop.is_set():
            await page.goto(f"{address}straat?straat=Stationsplein")
            await page.wait_for_function(SHOWN, arg="Straat", timeout=120_000)
            told = await page.inner_text("body")
            years = {year for year in map(str, range(2030, 2037)) if year in told}
            seen.update(years)
            count += 1
            if len(years) != 1 or await page.get_by_test_id("stException").count():
                wrong.append(f"{sorted(years)}")

    async with async_playwright() as running:
        browser = await running.chromium.launch(**CHROMIUM)
        everyone = [asyncio.create_task(person(await browser.new_page())) for _ in range(_PEOPLE)]
        for number in range(1, _PUBLICATIONS + 1):
            await asyncio.sleep(8)
            _marked(published, number, home / "publish" / "intern.duckdb")
        await asyncio.sleep(8)
        stop.set()
        await asyncio.gather(*everyone)
        await browser.close()
    return count, seen, wrong


def _report(name: str, home: Path) -> None:
    with served(home) as address:
        medians = pages(address)
    print(f"{name}: seconds until a page is there, median of {_ROUNDS}")
    for title, seconds in medians.items():
        print(f"  {title:20} {seconds:5.2f}")
    asked = sorted(queries(home))
    print(
        f"{name}: {len(asked)} queries, 95th percentile "
        f"{1000 * asked[int(0.95 * len(asked))]:.0f} ms, slowest {1000 * asked[-1]:.0f} ms"
    )


def main(home: Path) -> None:
    """Print everything for the publication of a home."""
    published = home / "publish" / "intern.duckdb"
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("sample", shutil.copy), ("ten years", ten_years)):
            copy = Path(folder) / name.replace(" ", "_")
            (copy / "publish").mkdir(parents=True)
            make(published, copy / "publish" / "intern.duckdb")
            _report(name, copy)
        copy = Path(folder) / "people"
        (copy / "publish").mkdir(parents=True)
        _marked(published, 0, copy / "publish" / "intern.duckdb")
        with served(copy) as address:
            count, seen, wrong = asyncio.run(five_people(address, copy, published))
        print(f"{_PEOPLE} people, {count} pages, publications seen: {len(seen)}, wrong: {wrong}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "data"))
