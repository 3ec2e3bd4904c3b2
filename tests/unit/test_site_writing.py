"""Writing the site: all or nothing, the same bytes each time, and never from an unsafe edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.website import themes
from assets.website.site import write_site

Change = Callable[[Edition], Edition]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Path -> content of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_edition_gives_the_same_bytes_and_is_written_once(tmp_path: Path) -> None:
    (tmp_path / "cijfers.parquet").write_bytes(b"inhoud\n")
    downloads = {"alles": tmp_path / "cijfers.parquet"}
    first, second = tmp_path / "eerste", tmp_path / "tweede"
    edition = public.edition()
    shuffled = replace(edition, figures=edition.figures.sample(frac=1, random_state=1))
    assert write_site(edition, first, downloads)
    assert write_site(shuffled, second, downloads)
    assert bytes_of(first) == bytes_of(second)
    written = (second / "index.html").stat().st_mtime_ns
    assert not write_site(edition, second, downloads)
    assert (second / "index.html").stat().st_mtime_ns == written


def test_obsolete_files_disappear(tmp_path: Path) -> None:
    folder = tmp_path / "website"
    write_site(public.edition(), folder, {})
    (folder / "oud.html").write_text("oud")
    assert write_site(public.edition(), folder, {})
    assert not (folder / "oud.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["website"]


def test_a_run_killed_between_two_renames_is_recovered(tmp_path: Path) -> None:
    folder = tmp_path / "website"
    write_site(public.edition(), folder, {})
    folder.rename(tmp_path / ".website.oud")
    assert not write_site(public.edition(), folder, {})
    assert (folder / "index.html").is_file()


def _column(table: str, column: str, value: object) -> Change:
    """Puts `value` in the first row of a table."""

    def change(edition: Edition) -> Edition:
        frame = getattr(edition, table).copy()
        frame[column] = frame[column].astype(object)
        frame.loc[0, column] = value
        return replace(edition, **{table: frame})

    return change


def _hidden_with_value(table: str, mark: str, column: str, *, without: str = "") -> Change:
    """Marks the first row of a table as secret and gives it a value in `column`."""

    def change(edition: Edition) -> Edition:
        edition = _column(table, without, None)(edition) if without else edition
        return _column(table, column, 3.0)(_column(table, mark, "x")(edition))

    return change


@pytest.mark.parametrize(
    ("change", "column"),
    [
        (_column("areas", "gebied_code", "../../etc"), "gebied_code"),
        (_column("areas", "gebied_code", ""), "gebied_code"),
        (_column("areas", "gebied_code", "bu99990001"), "hoofdletters"),
        (_column("indicators", "indicator_id", 'a"><b'), "indicator_id"),
        (_column("figures", "gebied_code", "GM0000"), "gebied_code"),
        (_column("figures", "periode", "<i>2020</i>"), "periode"),
        (_hidden_with_value("figures", "teken", "waarde"), "waarde"),
        (_hidden_with_value("figures", "teken", "marge_boven", without="waarde"), "marge_boven"),
        (_hidden_with_value("revisions", "oud_teken", "oude_waarde"), "oude_waarde"),
        (_hidden_with_value("revisions", "nieuw_teken", "nieuwe_waarde"), "nieuwe_waarde"),
        (_column("editions", "herleidbaar", 1), "herleidbaar"),
        (_column("indicators", "thema", "../…"), "thema"),
    ],
)
def test_an_unsafe_edition_is_refused_and_the_present_site_stays(
    tmp_path: Path, change: Change, column: str
) -> None:
    folder = tmp_path / "website"
    folder.mkdir()
    (folder / "index.html").write_text("vorige")
    with pytest.raises(AnalystError, match=column) as refusal:
        write_site(change(public.edition()), folder, {})
    assert not re.search(r"\.\./|<|GM0000", str(refusal.value))
    assert (folder / "index.html").read_text() == "vorige"


@pytest.mark.parametrize("name", [".htaccess", "a b.csv", "ontbreekt.csv"])
def test_an_unusable_download_is_refused(tmp_path: Path, name: str) -> None:
    if name != "ontbreekt.csv":
        (tmp_path / name).write_text("x")
    with pytest.raises(AnalystError, match="downloaden"):
        write_site(public.edition(), tmp_path / "website", {"alles": tmp_path / name})


def test_an_edition_without_figures(tmp_path: Path) -> None:
    without_figures = public.edition(rows=[])
    tables = {
        name: getattr(without_figures, name).head(0)
        for name in ("indicators", "revisions", "editions")
    }
    empty = replace(without_figures, areas=without_figures.areas.head(1), **tables)
    assert write_site(without_figures, tmp_path / "a", {})
    assert write_site(empty, tmp_path / "b", {})
    assert "nog geen cijfers" in (tmp_path / "b/index.html").read_text("utf-8")


@given(st.text(max_size=80))
def test_the_name_of_a_page_cannot_leave_its_folder(name: str) -> None:
    try:
        slug = themes.slug_of(name)
    except AnalystError:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
