"""The pictures of the README, made from a home: `python -m benchmarks.pictures HOME [FOLDER]`.

The sheet of the Driehoek from its PDF, the site and the dashboard in Chromium. Each is a PNG of
few colours, at most 60 kB; a larger one is an error, so that the repository stays small.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.dashboard import CHROMIUM, SHOWN, served

MOST_BYTES = 60_000
_FOLDER = Path(__file__).resolve().parents[1] / "docs" / "beelden"
_COLOURS = (64, 32, 16, 8)  # the most that fit in the size
_WIDE, _HIGH = 1280, 860
_SHEET_WIDTH = 860  # of the top of the page, in the shape of the other pictures
_DASHBOARD = {"vandaag": "Vandaag", "kaart": "Kaart", "overleg": "Overleg"}


def main(home: Path, folder: Path = _FOLDER) -> None:
    """Make every picture, and print the size of each."""
    pictures = {"driehoek": sheet(home)}
    with sync_playwright() as running:
        browser = running.chromium.launch(**CHROMIUM)
        pictures["site"] = site(browser, home)
        pictures |= dashboard(browser, home)
        browser.close()
    for name, picture in pictures.items():
        content = small(picture)
        (folder / f"{name}.png").write_bytes(content)
        print(f"{name}.png: {len(content):,} bytes, {picture.width} x {picture.height}")


def sheet(home: Path) -> Image.Image:
    """The top of the first page of the newest sheet of the Driehoek."""
    newest = max((home / "factsheets" / "driehoek").glob("*/*.pdf"))
    with pypdfium2.PdfDocument(newest) as document:
        page = document[0]
        whole = page.render(scale=_SHEET_WIDTH / page.get_width()).to_pil()
    return whole.crop((0, 0, whole.width, whole.width * _HIGH // _WIDE))


def site(browser: Browser, home: Path) -> Image.Image:
    """The top of the start page of the site."""
    page = browser.new_page(viewport={"width": _WIDE, "height": _HIGH})
    page.goto((home / "website" / "index.html").resolve().as_uri())
    return _seen(page.screenshot())


def dashboard(browser: Browser, home: Path) -> dict[str, Image.Image]:
    """The pages of the dashboard that the README shows."""
    found = {}
    with served(home) as address:
        page = browser.new_page(viewport={"width": _WIDE, "height": _HIGH})
        page.set_default_timeout(120_000)
        for name, title in _DASHBOARD.items():
            page.goto(f"{address}{name if name != 'vandaag' else ''}")
            page.wait_for_function(SHOWN, arg=title)
            page.wait_for_timeout(1_500)  # a chart is drawn after its page is there
            found[name] = _seen(page.screenshot())
    return found


def small(picture: Image.Image) -> bytes:
    """A PNG with as many colours as fit. Raises ValueError if none do."""
    for colours in _COLOURS:
        target = io.BytesIO()
        few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        few.save(target, "png", optimize=True)
        if target.tell() <= MOST_BYTES:
            return target.getvalue()
    raise ValueError(f"a picture of {picture.size} does not fit in {MOST_BYTES:,} bytes")


def _seen(screenshot: bytes) -> Image.Image:
    return Image.open(io.BytesIO(screenshot))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
