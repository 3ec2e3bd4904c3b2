"""Tests of what is new to a reader: nothing goes untold, and nothing is told twice as new."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assets.basis.home import Home
from assets.warehouse.messages import ATTENTION, HELD, Message, new_of
from assets.warehouse.summary import ALL_MESSAGES, lines_of
from assets.warehouse.told import SCREEN, TERMINAL, remember, told_before

LATE = Message("Andere kolommen.", "«a.csv»: weg: x")
GONE = Message("Andere kolommen.", "«b.csv»: weg: y", stands=False)


def keys(*messages: Message) -> list[str]:
    """Their keys."""
    return [message.key for message in messages]


def test_what_one_reader_was_told_is_new_to_the_other(home: Home) -> None:
    assert told_before(home, TERMINAL) == frozenset()
    remember(home, TERMINAL, keys(LATE))
    assert told_before(home, TERMINAL) == {LATE.key}
    assert told_before(home, SCREEN) == frozenset()
    remember(home, SCREEN, keys(LATE, GONE))
    assert told_before(home, TERMINAL) == {LATE.key}


def test_what_no_longer_stands_is_forgotten_and_told_when_it_comes_back(home: Home) -> None:
    remember(home, TERMINAL, keys(LATE, GONE))
    remember(home, TERMINAL, keys(GONE))
    assert new_of([LATE, GONE], told_before(home, TERMINAL)) == [LATE]


def test_a_reference_date_changes_nothing_of_what_was_told(home: Home) -> None:
    remember(home, TERMINAL, keys(LATE))
    remember(replace(home, as_of="2019-07-15"), TERMINAL, keys(GONE))
    assert told_before(home, TERMINAL) == {LATE.key}


def test_a_damaged_memory_tells_everything_again_and_is_made_anew(home: Home) -> None:
    remember(home, TERMINAL, keys(LATE))
    [path] = [path for path in home.checks.iterdir() if "verteld" in path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "a.csv" not in path.read_text("utf-8"), "only hashes"
    for content in ("", "[1, 2]", json.dumps({TERMINAL: 3})):
        path.write_text(content)
        assert told_before(home, TERMINAL) == frozenset()
    remember(home, TERMINAL, keys(GONE))
    assert told_before(home, TERMINAL) == {GONE.key}


MESSAGES = st.lists(
    st.builds(
        Message,
        st.sampled_from("ABC"),
        st.text(max_size=3),
        st.sampled_from([ATTENTION, HELD]),
        always=st.booleans(),
    ),
    max_size=30,
)


@given(every=MESSAGES, told=st.sets(st.integers(0, 29)), most=st.integers(1, 9))
def test_every_message_is_told_or_was_told_or_counted(every, told, most):
    """What is new stands on a line, or is counted on it beside the command that lists it."""
    known = frozenset(message.key for at, message in enumerate(every) if at in told)
    new = new_of(every, known)
    assert all(message in new or message.key in known for message in every)
    assert all(message in new for message in every if message.always)
    lines = lines_of(new, most)
    for message in new:
        [line] = [
            each for each in lines if (each.label, each.text) == (message.label, message.subject)
        ]
        named = any(text.split(" (")[0] == message.about.split(" (")[0] for text in line.details)
        assert named or not message.about or line.details[-1].endswith(ALL_MESSAGES)
        assert named or not message.about or not message.always
