"""The private archive of editions: complete, unchanged, and for its owner alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from compositions import AREAS, COUNTS, candidates, compose, edition_of, unlinked_secret

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.disclosure.publish.archive import add_to_archive, read_archive
from assets.disclosure.publish.edition_tables import public_mark


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "inbox").mkdir()
    return Home(tmp_path / "home", tmp_path / "inbox")


def test_an_edition_is_read_as_it_was_written_and_for_its_owner_alone(home: Home):
    made = edition_of(candidates(compose(COUNTS, AREAS)))
    folder = add_to_archive(home, made)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    (archived,) = read_archive(home)
    assert (archived.fingerprint, archived.attack) == (made.fingerprint, made.attack)
    assert edition_of(candidates(compose(COUNTS, AREAS)), archived) is archived
    pd.testing.assert_frame_equal(archived.composition.counts, made.composition.counts)
    assert read_archive(replace(home, as_of="2019-12-31")) == []
    (folder / "figures.parquet").write_bytes(b"")
    with pytest.raises(AnalystError, match=r"2019-Q4.*reservekopie"):
        read_archive(home)


def test_an_edition_is_the_same_to_readers_when_it_is_read_back(home: Home):
    """Also one with the first revisions: otherwise the next run would publish it once more."""
    counts = {**COUNTS, ("X", "B", "2019-10"): 33, ("X", "A", "2019-10"): 21}
    for made_of in (COUNTS, counts, {**counts, ("X", "B", "2019-10"): 41}):
        made = edition_of(
            candidates(compose(made_of, AREAS), status="herzien"), *read_archive(home)
        )
        add_to_archive(home, made)
        assert public_mark(read_archive(home)[-1].edition) == public_mark(made.edition)
    assert made.edition.number == "2019-Q4.3"
    assert not made.edition.revisions.empty


def test_the_files_of_the_archive_keep_their_names(home: Home):
    """Editions archived by an earlier version of the program must remain readable."""
    folder = add_to_archive(home, edition_of(candidates(compose(COUNTS, AREAS))))
    edition = ("figures", "indicators", "areas", "revisions", "editions", "verdicts")
    composition = ("figures", "counts", "codes", "places", "months")
    assert {path.name for path in folder.iterdir()} == {
        *(f"{name}.parquet" for name in edition),
        *(f"makeup_{name}.parquet" for name in composition),
        "aanval.json",
        "uitgave.json",
    }


def test_an_edition_in_which_only_suppressed_values_changed_is_archived_silently(home: Home):
    first = edition_of(unlinked_secret(3))
    add_to_archive(home, first)
    second = edition_of(unlinked_secret(2), *read_archive(home))
    assert second.silent
    assert second.edition.editions["uitgave"].tolist() == ["2019-Q4"]
    assert public_mark(second.edition) == public_mark(first.edition)
    folder = add_to_archive(home, second)
    earlier = read_archive(home)
    assert [(archived.order, archived.edition.number, archived.silent) for archived in earlier] == [
        (1, "2019-Q4", False),
        (2, "2019-Q4", True),
    ]
    assert folder.name == "2019-Q4_2"
    counts = [archived.composition.figures["waarde"].tolist()[2] for archived in earlier]
    assert counts == [3.0, 2.0], "later editions protect both"
    for count in (3, 2):
        assert edition_of(unlinked_secret(count), *earlier) is earlier[-1]
    third = edition_of(unlinked_secret(8), *earlier)
    assert (third.edition.number, third.order, third.silent) == ("2019-Q4.2", 3, False)
    row = third.edition.editions.iloc[0]
    assert (row["nieuw"], row["gewijzigd"]) == (0, 1)


@pytest.mark.parametrize(
    ("missing", "message"),
    [("2019-Q4", "Uitgave 2019-Q4 ontbreekt"), ("2019-Q4_2", "ontbreekt een map")],
)
def test_an_incomplete_archive_is_refused(home: Home, missing: str, message: str):
    for count in (3, 2, 8):
        add_to_archive(home, edition_of(unlinked_secret(count), *read_archive(home)))
    numbers = [archived.edition.number for archived in read_archive(home)]
    assert numbers == ["2019-Q4", "2019-Q4", "2019-Q4.2"]
    (home.editions / missing).rename(home.editions / ".weg")
    with pytest.raises(AnalystError, match=f"{message}.*reservekopie"):
        read_archive(home)
    (home.editions / missing).mkdir()
    with pytest.raises(AnalystError, match=f"{missing}.*niet te lezen"):
        read_archive(home)


def test_a_lost_archive_is_noticed_while_an_edition_is_out(home: Home):
    folder = add_to_archive(home, edition_of(candidates(compose(COUNTS, AREAS))))
    shutil.rmtree(folder)
    with pytest.raises(AnalystError, match=r"ontbreekt uitgave 2019-Q4.*reservekopie"):
        read_archive(home)
    with pytest.raises(AnalystError, match="ontbreekt uitgave 2019-Q4"):
        read_archive(replace(home, as_of="2019-12-31"))
    (home.checks / "uitgaven.json").unlink()
    assert read_archive(home) == [], "started anew on purpose"


def test_a_lost_newest_edition_is_noticed(home: Home):
    add_to_archive(home, edition_of(unlinked_secret(3)))
    newest = add_to_archive(home, edition_of(unlinked_secret(2), *read_archive(home)))
    shutil.rmtree(newest)
    with pytest.raises(AnalystError, match="ontbreekt uitgave 2019-Q4"):
        read_archive(home)


@pytest.mark.parametrize("product", ["open data", "description", "site", "database"])
def test_in_a_home_of_an_earlier_version_the_products_tell_that_an_edition_is_out(
    home: Home, product: str
):
    place = home.root / ("website/open_data" if product == "site" else "open_data")
    if product == "open data":
        (place / "uitgaven" / "2019-Q4").mkdir(parents=True)
    elif product == "database":
        with duckdb.connect(home.publish / "openbaar.duckdb") as connection:
            connection.execute("create table uitgaven as select '2019-Q4' as uitgave")
    else:
        place.mkdir(parents=True)
        (place / "uitgave.json").write_text('{"uitgave": "2019-Q4"}')
    with pytest.raises(AnalystError, match="ontbreekt uitgave 2019-Q4"):
        read_archive(home)


def test_a_flipped_bit_in_an_archived_edition_is_noticed(home: Home):
    folder = add_to_archive(home, edition_of(candidates(compose(COUNTS, AREAS))))
    path = folder / "makeup_counts.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(AnalystError, match="2019-Q4 in de map uitgaven/ is niet te lezen"):
        read_archive(home)
