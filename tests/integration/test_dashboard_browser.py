"""The dashboard in a browser, as its command starts it: Chromium at three widths, checked by
axe-core against WCAG 2.2 AA, with nothing fetched from elsewhere; a new publication; an entry.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import command
import duckdb
import pytest
from command import KEY, PROJECT
from in_browser import faults_of

pytest.importorskip("streamlit", reason="streamlit is not installed: make dashboard")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

WIDTHS = (390, 768, 1280)
SOME = ("", "straat?straat=Stationsplein", "kaart", "overleg")
OTHERS = (
    *("straat", "buurt", "hotspots", "aandachtsgebieden", "indicator", "wanneer"),
    *("veiligheidsmonitor", "doelen", "kwaliteit"),
)
# Faults of Streamlit's own frame, which no page can mend: the list of pages in the sidebar.
_FRAME = "[data-testid=stSidebarNav]"
_IS_STILL = """() => document.querySelector('h1')
  && !document.querySelector('[data-testid=stStatusWidget]')
  && !document.querySelector('[data-stale=true]')
  && !document.querySelector('[data-testid=stSkeleton]')"""
_OVERFLOW = """() => { const main = document.querySelector('[data-testid=stMain]');
  return main.scrollWidth - main.clientWidth }"""
_PATIENCE = 60_000  # milliseconds, on a machine that is busy


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the publication of the sample, which a test may replace."""
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "publish").mkdir()
    shutil.copy(sample_home / "publish" / "intern.duckdb", folder / "publish")
    return folder


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    """The address of the dashboard, started by its command and stopped afterwards."""
    port = _free_port()
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "dashboard"]
    options = ["--home", str(home), "--inbox", str(home / "inbox"), "--port", str(port)]
    running = subprocess.Popen(
        [*command, *options, "--no-browser"],
        cwd=PROJECT,
        env=os.environ | {"VEILIGHEIDSBEELD_SLEUTEL": KEY},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_for(address: str, running: subprocess.Popen) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the dashboard did not start (code {running.poll()})")


@pytest.fixture
def page(browser: playwright.Browser) -> Iterator[playwright.Page]:
    """A page that fetches from this machine alone."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    opened, elsewhere = context.new_page(), set()
    opened.set_default_timeout(_PATIENCE)
    opened.on(
        "request",
        lambda request: (
            elsewhere.add(urlsplit(request.url).hostname)
            if urlsplit(request.url).scheme in ("http", "https", "ws", "wss")
            else None
        ),
    )
    yield opened
    context.close()
    assert elsewhere <= {"127.0.0.1"}


def _open(page: playwright.Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(_IS_STILL)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(SOME, id="some pages"),
        pytest.param(OTHERS, id="the other pages", marks=pytest.mark.slow_by_nature),
    ],
)
def test_pages_are_readable_at_three_widths_and_accessible(
    page: playwright.Page, served: str, names: tuple[str, ...]
) -> None:
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    faults = []
    for name in names:
        _open(page, served + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(_IS_STILL)
            page.wait_for_timeout(400)
            if page.evaluate(_OVERFLOW) > 0:
                faults.append(f"{name} at {width}: wider than the screen")
            if page.locator("[data-testid=stException]").count():
                faults.append(f"{name}: an error")
            if command.IS_SHORT and width != WIDTHS[0]:
                continue
            page.evaluate(script)
            faults += [f"{name} at {width}: {fault}" for fault in faults_of(page, _FRAME)]
    assert not faults, "\n".join(faults)
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_a_click_on_a_signal_opens_its_course_and_the_address_can_be_sent(
    page: playwright.Page, served: str
) -> None:
    _open(page, served)
    page.get_by_role("button", name="Verloop").first.click()
    page.wait_for_url("**/indicator?**")
    page.wait_for_function(_IS_STILL)
    told = page.locator("[data-testid=stMarkdown] strong").first.inner_text()
    _open(page, page.url)
    assert page.locator("[data-testid=stMarkdown] strong").first.inner_text() == told


def test_a_new_publication_is_followed_and_an_entry_is_saved(
    page: playwright.Page, served: str, home: Path
) -> None:
    """Both without the page being opened anew."""
    _open(page, served + "overleg")
    said = "=SOM(1;2) is wat er staat"
    page.get_by_label("Duiding").fill(said)
    page.get_by_label("Door (een functie of team)").fill("Veiligheidsregisseurs")
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_text("Dit wordt bij de volgende run opgenomen.").first.wait_for()
    (file,) = (home / "inbox").rglob("*.csv")
    assert f"'{said}" in file.read_text("utf-8-sig")

    published = home / "publish" / "intern.duckdb"
    beside = published.with_name("next.duckdb")
    shutil.copy(published, beside)
    with duckdb.connect(str(beside)) as database:
        database.execute("update publicatie set peildatum = date '2031-05-17'")
    beside.replace(published)
    page.get_by_text("17 mei 2031").wait_for()
    assert (home / "logboek").is_dir()
    lines = "".join(path.read_text("utf-8") for path in (home / "logboek").iterdir())
    assert '"bladzijde": "overleg"' in lines and said not in lines
