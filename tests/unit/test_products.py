"""When a product need not be made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assets.basis.home import Home
from assets.basis.products import Product


@pytest.fixture
def folder(home: Home) -> Path:
    """A product of two files, one in a folder of its own."""
    folder = home.product("website")
    (folder / "open_data").mkdir()
    (folder / "index.html").write_text("a")
    (folder / "open_data" / "cijfers.csv").write_text("b")
    return folder


def test_a_product_stays_as_made(home: Home, folder: Path) -> None:
    product = Product(home, folder)
    assert not product.is_as_made("x"), "nothing was noted yet"
    product.remember("x")
    assert product.is_as_made("x")
    assert not product.is_as_made("y"), "it was made of something else"


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "index.html").write_text("c"),
        lambda folder: (folder / "index.html").unlink(),
        lambda folder: (folder / "extra.html").write_text("c"),
        lambda folder: (folder / "open_data" / "cijfers.csv").rename(folder / "cijfers.csv"),
    ],
    ids=["changed", "gone", "more", "moved"],
)
def test_a_changed_file_is_noticed(
    home: Home, folder: Path, change: Callable[[Path], object]
) -> None:
    product = Product(home, folder)
    product.remember("x")
    change(folder)
    assert not product.is_as_made("x")


def test_other_files_in_the_folder_of_a_sheet_do_not_count(home: Home, folder: Path) -> None:
    sheet = Product(home, folder, ["index.html"])
    sheet.remember("x")
    (folder / "brief.docx").write_text("a letter that someone wrote")
    assert sheet.is_as_made("x")
    (folder / "index.html").unlink()
    assert not sheet.is_as_made("x")


def test_a_damaged_note_is_no_note(home: Home, folder: Path) -> None:
    product = Product(home, folder)
    product.remember("x")
    (note,) = (home.checks / "producten").iterdir()
    note.write_text("{")
    assert not product.is_as_made("x")


def test_a_reference_date_has_products_of_its_own(home: Home, folder: Path) -> None:
    Product(home, folder).remember("x")
    earlier = replace(home, as_of="2020-01-01")
    assert not Product(earlier, earlier.product("website")).is_as_made("x")
