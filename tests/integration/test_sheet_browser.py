"""The web pages of the factsheets, and of a municipality between its peers, in a browser: Chromium,
from disk.

At three widths and in print, with and without scripts, by keyboard, and checked by axe-core.
"""

from __future__ import annotations

from pathlib import Path

import command
import factsheet_tables as invented
import pytest
from in_browser import faults_of, is_too_wide
from region_tables import region_tables

from assets.factsheets import html
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.region.page import page_of

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

PRODUCTS = ("driehoek", "raad")
WIDTHS = (390, 768, 1280)
_COLUMN = """(table, at) => [...table.tBodies].map(body => [...body.rows]
  .filter(row => row.cells.length > at).map(row => row.cells[at].innerText.trim()))"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of the page of each product, made from invented tables."""
    folder = tmp_path_factory.mktemp("bladen")
    sheets = {
        "driehoek": driehoek(invented.driehoek_tables(), invented.DRIEHOEK),
        "raad": raad(invented.raad_tables(), invented.RAAD),
        "regio": page_of(region_tables(), "GM0935", "Zuid-Limburg"),
    }
    for product, sheet in sheets.items():
        (folder / f"{product}.html").write_bytes(html.render(sheet))
    return {product: (folder / f"{product}.html").as_uri() for product in sheets}


def test_the_page_of_a_region_is_whole_without_scripts(
    browser: playwright.Browser, pages: dict[str, str]
) -> None:
    problems: list[str] = []
    bare = _opened(browser, pages["regio"], java_script_enabled=False)
    bare.on("console", lambda message: problems.append(message.text))
    bare.reload()
    assert bare.locator("table:visible").count() == 2
    assert bare.locator("tbody tr:visible").count() == 6
    assert "geen duidelijk verschil" in bare.locator("main").inner_text()
    bare.context.close()
    assert problems == []


def _opened(browser: playwright.Browser, address: str, **context: object) -> playwright.Page:
    page = browser.new_context(**context).new_page()
    page.goto(address)
    return page


def test_at_three_widths_and_in_print(browser: playwright.Browser, pages: dict[str, str]) -> None:
    """No accessibility faults, nothing wider than the screen, no request, no refused style."""
    script = (Path(axe.__file__).parent / "axe.min.js").read_text("utf-8")
    context = browser.new_context(bypass_csp=True)  # axe itself is a script
    page, requested, faults = context.new_page(), set(), []
    page.on("request", lambda request: requested.add(request.url))
    for product, address in pages.items():
        page.goto(address)
        page.evaluate(script)
        for width, media in [*((width, "screen") for width in WIDTHS), (718, "print")]:
            page.emulate_media(media=media)
            page.set_viewport_size({"width": width, "height": 900})
            where = f"{product} {width} {media}"
            if not command.IS_SHORT or width == WIDTHS[0]:
                faults += [f"{where} {fault}" for fault in faults_of(page)]
            if is_too_wide(page):
                faults.append(f"{where}: wider than the screen")
    context.close()
    assert faults == []
    assert requested == set(pages.values())


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_page_keeps_to_its_own_policy_and_is_styled(
    browser: playwright.Browser, pages: dict[str, str], product: str
) -> None:
    problems: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(pages[product])
    fonts = page.evaluate(
        "[document.body, ...document.querySelectorAll('svg text')]"
        ".map(each => getComputedStyle(each).fontFamily)"
    )
    page.close()
    assert problems == []
    assert len(fonts) > 20
    assert len(set(fonts)) == 1
    assert fonts[0].startswith('"Source Sans Pro"')
    assert fonts[0].endswith("sans-serif"), "where that is not installed, none with serifs"


@pytest.mark.parametrize("product", PRODUCTS)
def test_without_scripts_the_page_is_whole(
    browser: playwright.Browser, pages: dict[str, str], product: str
) -> None:
    bare = _opened(browser, pages[product], java_script_enabled=False)
    scripted = _opened(browser, pages[product])
    rows = "[...document.querySelectorAll('tbody tr')].filter(row => !row.hidden).length"
    assert bare.evaluate(rows) == scripted.evaluate(rows) > 50
    assert not bare.locator("#filter").is_visible()
    assert bare.locator("thead button").count() == 0
    assert scripted.locator("#filter").is_visible()
    bare.context.close()
    scripted.context.close()


@pytest.mark.parametrize("product", PRODUCTS)
def test_on_a_phone_no_column_is_lost_and_each_row_keeps_its_name(
    browser: playwright.Browser, pages: dict[str, str], product: str
) -> None:
    page = _opened(browser, pages[product], viewport={"width": 390, "height": 844})
    seen = 0
    for box in page.locator(".schuif:visible").all():
        wide = box.evaluate("box => box.scrollWidth - box.clientWidth")
        if wide <= 0:
            continue
        seen += 1
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        last = box.locator("thead th").last.bounding_box()
        name = box.locator("tbody th[scope=row]").first.bounding_box()
        frame = box.bounding_box()
        assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1
        assert abs(name["x"] - frame["x"]) <= 1
        assert name["width"] < frame["width"] / 2
    page.context.close()
    assert seen > 3


def test_columns_sort_by_keyboard(browser: playwright.Browser, pages: dict[str, str]) -> None:
    page = _opened(browser, pages["raad"])
    table = page.locator("table", has=page.locator("#indicatoren-titel"))
    heads = table.locator("thead th")
    at = [text.strip() for text in heads.all_inner_texts()].index("2020")
    before = table.evaluate(_COLUMN, at)
    heads.nth(at).locator("button").focus()
    orders = []
    for _ in range(3):
        page.keyboard.press("Enter")
        orders.append((heads.nth(at).get_attribute("aria-sort"), table.evaluate(_COLUMN, at)))
    as_numbers = [[int(text.replace(".", "")) for text in group] for group in before]
    expected = [sorted(group) for group in as_numbers]
    for word, is_down, (order, shown) in zip(
        ("descending", "ascending"), (True, False), orders, strict=False
    ):
        assert order == word
        found = [[int(text.replace(".", "")) for text in group] for group in shown]
        assert found == [group[::-1] if is_down else group for group in expected]
        assert found != as_numbers
    assert orders[2] == (None, before), "the third time gives the order of the sheet"
    heads.nth(0).locator("button").press("Space")
    assert table.locator("[aria-sort]").count() == 1
    assert page.locator("#stand").inner_text() == "Gesorteerd op Indicator, oplopend."
    page.context.close()


@pytest.mark.parametrize(("product", "name"), [("driehoek", "gebied"), ("raad", "thema")])
def test_a_choice_leaves_only_its_own_rows(
    browser: playwright.Browser, pages: dict[str, str], product: str, name: str
) -> None:
    page = _opened(browser, pages[product])
    choice = page.locator(f"select[name={name}]")
    wanted = choice.locator("option").nth(2).inner_text()
    tagged = f"tr[data-{name}]"
    everything = page.locator(f"{tagged}:visible").count()
    choice.select_option(label=wanted)
    shown = page.locator(f"{tagged}:visible").evaluate_all(
        "(rows, name) => rows.map(row => row.dataset[name])", name
    )
    assert set(shown) == {wanted}
    assert len(shown) < everything
    assert wanted in page.locator("#filterstand").inner_text()
    for body in page.locator("tbody:visible").all():
        assert body.locator("tr:not(.groep):visible").count() > 0, "no heading without rows"
    choice.select_option(index=0)
    assert page.locator(f"{tagged}:visible").count() == everything
    assert page.locator("#filterstand").inner_text() == ""
    page.context.close()
