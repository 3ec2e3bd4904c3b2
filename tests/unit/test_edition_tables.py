"""An edition as public tables, and a mark that discloses nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from compositions import (
    AREAS,
    CITY,
    COUNTS,
    DAY,
    MONTHS,
    candidates,
    compose,
    edition_of,
    unlinked_secret,
)

from assets.basis.home import Home
from assets.disclosure.publish.archive import add_to_archive, read_archive
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.edition_tables import find_edition, public_mark, tables_of_edition
from assets.warehouse.derived import write_table
from schemas import published


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "inbox").mkdir()
    return Home(tmp_path / "home", tmp_path / "inbox")


def _write(home: Home, edition: Edition | None) -> None:
    for name, frame in tables_of_edition(edition).items():
        write_table(home, name, frame, "merk")


def test_no_suppressed_value_is_anywhere_in_the_tables():
    made = edition_of(candidates(compose({**COUNTS, ("X", "A", MONTHS[0]): 777}, AREAS[:3])))
    tables = tables_of_edition(made.edition)
    for name in ("openbare_cijfers", "openbare_herzieningen", "openbare_feiten_en_cijfers"):
        assert not (tables[name].select_dtypes("number") == 3).any().any(), name


def test_the_public_mark_does_not_depend_on_suppressed_values(home: Home):
    """No count can be tried against it, and it is the same when read from the archive."""
    first, other = edition_of(unlinked_secret(2)), edition_of(unlinked_secret(3))
    assert first.fingerprint != other.fingerprint
    assert public_mark(first.edition) == public_mark(other.edition)
    add_to_archive(home, first)
    assert public_mark(read_archive(home)[0].edition) == public_mark(first.edition)
    not_secret = edition_of(unlinked_secret(8))
    assert public_mark(not_secret.edition) != public_mark(first.edition)


def test_a_published_edition_is_read_back_from_its_tables(home: Home):
    assert find_edition(home) is None
    made = edition_of(candidates(compose(COUNTS, AREAS)))
    _write(home, made.edition)
    edition = find_edition(home)
    assert (edition.number, edition.published, edition.municipality) == ("2019-Q4", DAY, CITY)
    assert edition.figures["teken"].fillna("").tolist() == (
        made.edition.figures["teken"].fillna("").tolist()
    )


def test_an_edition_without_figures_of_the_municipality_still_names_it(home: Home):
    """As with `perioden_gemeente = []`."""
    planned = unlinked_secret(8)
    areas = planned.areas[planned.areas["gebied_code"].ne(CITY)]
    made = edition_of(replace(planned, areas=areas))
    assert set(made.edition.areas["hoort_bij"].dropna()) <= set(made.edition.areas["gebied_code"])
    _write(home, made.edition)
    edition = find_edition(home)
    assert (edition.municipality_code, edition.municipality) == (CITY, "Ergens")


def test_without_an_edition_the_tables_are_present_and_empty(home: Home):
    for name, frame in tables_of_edition(None).items():
        write_table(home, name, frame, "merk")
        assert list(frame.columns) == list(published.table(name).names)
    assert find_edition(home) is None
