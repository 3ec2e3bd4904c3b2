"""What the second process hands over is what the run would have found itself, or nothing."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace

import pytest

from assets.basis.home import Home
from assets.deliveries.archive import read_new, take_in, to_read
from assets.deliveries.staging import mark_of
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
    """All that is found in the inbox, by the same code in the same process."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    _serve(theirs, settings.home, settings.inbox, None)
    theirs.close()
    found = Ahead(ours)
    found.expect(settings)
    yield found
    ours.close()


def test_a_file_is_found_as_the_run_would_find_it(home, settings, ahead):
    for path, sha in to_read(home, settings.layouts):
        found, itself = ahead.examined(path, sha), read_new(home, path, sha, settings.layouts, 0.25)
        assert (found is None) == (itself is None) == (path.name == "b.csv")
        if found:
            assert found[0] == itself[0]
            assert found[1].frame.equals(itself[1].frame)


def test_the_run_takes_in_what_was_found_and_sets_the_rest_aside(home, settings, ahead):
    intake = take_in(home, settings.layouts, 0.25, ahead=ahead.examined)
    assert [manifest.bestandsnaam for manifest in intake.new] == ["a.csv"]
    assert [note.bestandsnaam for note in intake.aside] == ["2020-02-05/b.csv"]


def test_rows_are_used_under_their_own_mark_only(home, settings, ahead):
    mark = mark_of(recipe(home, settings.configuration))
    rows = ahead.rows("politie", mark)
    assert [len(made.accepted) for made in rows.values()] == [2]
    assert ahead.rows("politie", mark) == {}, "handed over once"


def test_rows_of_other_rules_are_not_used(ahead):
    assert ahead.rows("politie", "other") == {}


def test_what_was_found_under_other_settings_is_not_used(home, settings, ahead):
    ahead.expect(replace(settings, home=home.root / "elders"))
    assert [ahead.examined(*file) for file in to_read(home, settings.layouts)] == [None, None]


def test_without_a_second_process_nothing_is_known(home, settings):
    assert [Ahead().examined(*file) for file in to_read(home, settings.layouts)] == [None, None]
    assert Ahead().rows("politie", "mark") == {}


def test_a_process_that_fails_hands_over_nothing_and_is_gone(home, settings, tmp_path):
    with reading_ahead(settings.home, tmp_path / "no inbox", None) as ahead:
        ahead.expect(settings)
        assert [ahead.examined(*file) for file in to_read(home, settings.layouts)] == [None, None]
    assert multiprocessing.active_children() == []


def test_nothing_is_left_of_a_process_that_is_interrupted(settings):
    with (
        pytest.raises(KeyboardInterrupt),
        reading_ahead(settings.home, settings.inbox, None),
    ):
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
    assert list(Home(settings.home, settings.inbox).archive.iterdir()) == []
