"""The site in a browser: Chromium, from disk and from a plain file server.

At four widths and in print, by keyboard, and checked by axe-core against WCAG 2.2 AA.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import command
import public_tables as public
import pytest
from in_browser import faults_of, is_too_wide

from assets.website.site import write_site

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

WIDTHS = (320, 390, 768, 1280)
PHONE = {"width": 390, "height": 800}
_IS_UNFOLDED = """[...document.querySelectorAll('details table')]
  .every(table => table.getBoundingClientRect().height > 0)"""
_LINKS = """[...document.querySelectorAll('[href], [src]')]
  .map(element => element.href || element.src)"""
_HAS_CHARTS = """[...document.querySelectorAll('svg.grafiek')]
  .every(chart => chart.getBoundingClientRect().width > 100
    && chart.closest('section').querySelector('table'))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented edition's site."""
    folder = tmp_path_factory.mktemp("thuis")
    (folder / "alles.csv").write_text("periode\n")
    verdicts = public.verdicts(
        [
            public.verdict("inbraak", public.CITY, "signaal omhoog"),
            public.verdict("jeugd", "WK999900", "signaal omlaag"),
        ]
    )
    survey = public.figure(
        "onveilig", "WK999900", "jaar", "2019", 4.0, marge_onder=3.0, marge_boven=5
    )
    later = [
        public.figure(name, area, "jaar", year, count)
        for name in ("inbraak", "jeugd")
        for area, count in (
            ("BU99990001", 90),
            ("WK999900", 120),
            (public.CITY, 200),
            ("onbekend", 0),
        )
        for year in ("2021", "2022")
    ]
    write_site(
        public.edition([*public.figures(), survey, *later], verdicts=verdicts, quarter="2022-Q4"),
        folder / "website",
        {"alles": folder / "alles.csv"},
        surroundings=public.surroundings(),
    )
    return folder / "website"


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of a plain file server for the site."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def _paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def _one_of_each_kind(site: Path) -> list[str]:
    """Of the pages of a folder, which are made alike, the longest; those of the top all."""
    pages = sorted(site.rglob("*.html"), key=lambda page: page.stat().st_size)
    longest = {page.parent: page for page in pages}
    chosen = {*site.glob("*.html"), *longest.values()}
    return sorted(path.relative_to(site).as_posix() for path in chosen)


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(_one_of_each_kind, id="one of each kind"),
        pytest.param(_paths, id="every page", marks=pytest.mark.slow_by_nature),
    ],
)
def test_pages_at_four_widths_and_in_print(
    browser: playwright.Browser, site: Path, served: str, paths: Callable[[Path], list[str]]
) -> None:
    """No accessibility faults, nothing wider than the screen, no requests to other servers."""
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    context = browser.new_context(bypass_csp=True)  # axe itself is a script
    page, requested, faults = context.new_page(), set(), []
    page.on("request", lambda request: requested.add(request.url))
    for path in paths(site):
        page.goto(served + path)
        page.evaluate(script)
        for width, media in [*((width, "screen") for width in WIDTHS), (718, "print")]:
            page.emulate_media(media=media)
            page.set_viewport_size({"width": width, "height": 900})
            where = f"{path} {width} {media}"
            if not command.IS_SHORT or width == WIDTHS[0]:
                faults += [f"{where} {fault}" for fault in faults_of(page)]
            if is_too_wide(page):
                faults.append(f"{where}: wider than the screen")
        if not page.evaluate(_IS_UNFOLDED):
            faults.append(f"{path}: a folded table stays folded in print")
    context.close()
    assert faults == []
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(served).netloc}


def test_every_link_works_from_disk_without_scripts(
    browser: playwright.Browser, site: Path
) -> None:
    """What a page points at, its style and its mark among them, is in the folder."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page, problems, links = context.new_page(), [], set()
    page.on("console", lambda message: problems.append(message.text))
    page.on("requestfailed", lambda request: problems.append(f"{request.url} {request.failure}"))
    for path in _paths(site):
        page.goto((site / path).as_uri())
        links.update(page.evaluate(_LINKS))
        assert page.evaluate(_HAS_CHARTS), path
        color = page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
        assert color == "rgb(21, 66, 115)", "the style sheet is applied"
    context.close()
    # A browser gives up the mark of a page that it leaves: that is no fault of the page.
    assert [problem for problem in problems if not problem.endswith("net::ERR_ABORTED")] == []
    assert {"site.css", "merk.svg"} <= {link.rsplit("/", 1)[-1] for link in links}
    for link in links:
        parts = urlsplit(link)
        assert parts.scheme == "file"
        assert Path(unquote(parts.path)).is_file(), link


def test_by_keyboard(browser: playwright.Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto((site / "thema" / "inbraak-en-diefstal.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Naar de inhoud"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    playwright.expect(page.locator("#inhoud")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    context.close()


@pytest.mark.parametrize("address", ["disk", "served"])
def test_a_resident_types_a_postcode_and_taps_the_neighbourhood(
    browser: playwright.Browser, site: Path, served: str, address: str
) -> None:
    """On a phone: one thing typed, one thing tapped. Nothing is blocked, nothing sent."""
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((site / "index.html").as_uri() if address == "disk" else served + "index.html")
    box = page.get_by_label("Postcode, straat of buurt")
    box.fill("1234 AB")
    assert page.get_by_role("status").inner_text() == "2 gevonden."
    page.get_by_role("link", name="1234: Buurt Noord").tap()
    playwright.expect(page.locator("h1")).to_have_text("Buurt Noord")
    assert is_too_wide(page) is False
    context.close()
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lange l", ["Lange Laan: Buurt Noord", "Lange Laan: Buurt Zuid & <i>West</i>"]),
        ("ELISABETH", ["Élisabethhof: Buurt Zuid & <i>West</i>"]),
        ("noord", ["Buurt Noord"]),
        ("1235", ["1235: Buurt Zuid & <i>West</i>"]),
        ("9999", []),
        ("<img src=x onerror=alert(1)>", []),
        ("1e dwars", ["1e Dwarsstraat <b>: Buurt Noord"]),
    ],
)
def test_what_the_search_box_finds(
    browser: playwright.Browser, site: Path, typed: str, expected: list[str]
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Postcode, straat of buurt").fill(typed)
    assert page.locator("#zoek-lijst a").all_inner_texts() == expected
    found = page.get_by_role("status").inner_text()
    assert found == (
        "Niets gevonden. Kies uit de lijst hieronder."
        if not expected
        else f"{len(expected)} gevonden."
    )
    if expected:
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == expected[0]
    context.close()


def test_without_scripts_a_resident_taps_the_postcode_and_the_neighbourhood(
    browser: playwright.Browser, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.get_by_label("Postcode, straat of buurt").is_visible()
    postcode = page.get_by_role("link", name="1234")
    size = postcode.bounding_box()
    assert min(size["width"], size["height"]) >= 40
    postcode.tap()
    page.get_by_role("link", name="Buurt Noord").first.tap()
    heading = playwright.expect(page.locator("h1"))
    heading.to_have_text("Buurt Noord")
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Straten met L").tap()
    page.wait_for_url("**/straten-*.html")
    page.locator("dd a").first.tap()
    heading.to_have_text("Buurt Noord")
    context.close()


def test_what_was_found_is_accessible_too(
    browser: playwright.Browser, site: Path, served: str
) -> None:
    context = browser.new_context(bypass_csp=True, viewport=PHONE)
    page = context.new_page()
    page.goto(served + "index.html")
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text("utf-8"))
    page.get_by_label("Postcode, straat of buurt").fill("lange")
    assert page.locator("#zoek-lijst a").count() == 2
    assert faults_of(page) == []
    assert is_too_wide(page) is False
    context.close()
