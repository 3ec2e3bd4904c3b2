"""The results of the second process equal those of the run itself, or there are none."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace

import pytest

from assets.basis.home import Home
from assets.deliveries.archive import read_new, take_in, to_read
from assets.deliveries.staging import mark_of
from assets.deliveries.work import NoPrefetch
from assets.sources.politie.source import recipe
from pipelines.ahead import Ahead, _serve, reading_ahead
from pipelines.settings import load_settings


@pytest.fixture
def settings(home, delivery, write_csv):
    """Settings of a home with one police delivery, one file that is none, and a key."""
    write_csv(home.inbox / "2020-02-05" / "a.csv", delivery("politie", {}, {}))
    write_csv(home.inbox / "2020-02-05" / "b.csv", [["geen", "levering"]])
    return load_settings(home.root, home.inbox)


@pytest.fixture
def ahead(settings):
    """The results of reading the inbox, by the same code in the same process."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    _serve(theirs, settings.home, settings.inbox, None)
    theirs.close()
    ahead = Ahead(ours)
    ahead.expect(settings)
    yield ahead
    ours.close()


def test_a_file_is_read_as_the_run_would_read_it(home, settings, ahead):
    for path, sha in to_read(home, settings.layouts):
        prefetched = ahead.examined(path, sha)
        read = read_new(home, path, sha, settings.layouts, 0.25)
        assert (prefetched is None) == (read is None) == (path.name == "b.csv")
        if prefetched:
            assert prefetched[0] == read[0]
            assert prefetched[1].frame.equals(read[1].frame)


def test_the_run_takes_in_what_was_read_and_sets_the_rest_aside(home, settings, ahead):
    intake = take_in(home, settings.layouts, 0.25, ahead=ahead.examined)
    assert [manifest.bestandsnaam for manifest in intake.new] == ["a.csv"]
    assert [note.volledige_naam for note in intake.aside] == ["2020-02-05/b.csv"]


def test_rows_are_used_under_their_own_mark_only(home, settings, ahead):
    mark = mark_of(recipe(home, settings.configuration))
    prefetched = ahead.rows("politie", mark)
    assert [len(rows.accepted) for rows in prefetched.values()] == [2]
    assert ahead.rows("politie", mark) == {}, "handed over once"


def test_rows_of_other_rules_are_not_used(ahead):
    assert ahead.rows("politie", "other") == {}


def test_results_of_other_settings_are_not_used(home, settings, ahead):
    ahead.expect(replace(settings, home=home.root / "elders"))
    assert [ahead.examined(*file) for file in to_read(home, settings.layouts)] == [None, None]


def test_without_a_second_process_nothing_is_prefetched(home, settings):
    nothing = NoPrefetch()
    assert [nothing.examined(*file) for file in to_read(home, settings.layouts)] == [None, None]
    assert nothing.rows("politie", "mark") == {}


def test_a_process_that_fails_hands_over_nothing_and_is_gone(home, settings, tmp_path):
    with reading_ahead(settings.home, tmp_path / "no inbox", None) as ahead:
        ahead.expect(settings)
        assert [ahead.examined(*file) for file in to_read(home, settings.layouts)] == [None, None]
    assert multiprocessing.active_children() == []


def test_an_interrupted_process_leaves_nothing_behind(settings):
    with (
        pytest.raises(KeyboardInterrupt),
        reading_ahead(settings.home, settings.inbox, None),
    ):
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
    archive = Home(settings.home, settings.inbox).archive
    assert [path for path in archive.iterdir() if not path.name.startswith(".")] == []
