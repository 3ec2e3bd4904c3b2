"""Tests of JSON: which rows a list of objects gives, and the message for each kind of damage."""

from __future__ import annotations

import json

import pytest

from assets.basis.errors import UnreadableError
from assets.formats.reading import read_delivery
from schemas.configuration import Configuration
from schemas.report_systems import OPEN311

LAYOUTS = (Configuration().politie.layout, *Configuration().melddesk.layouts)
ONE = {
    "service_request_id": 638344,
    "service_name": "Zwerfvuil",
    "requested_datetime": "2020-01-03T11:30:00+01:00",
    "lat": 50.845,
    "long": 5.705,
    "description": "GEHEIM7431",
    "reporter": {"email": "GEHEIM7431"},
}


@pytest.fixture
def read(tmp_path):
    """`read(content)` -> the table of a JSON file with it."""

    def go(content):
        path = tmp_path / "a.json"
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        path.write_bytes(text)
        return read_delivery(path, LAYOUTS)

    return go


@pytest.mark.parametrize("content", [[ONE], {"service_requests": [ONE]}, {"n": 1, "x": [ONE]}])
def test_the_list_may_be_bare_or_inside_an_object(read, content):
    table = read(content)
    assert (table.layout.system, table.row_count) == (OPEN311, 1)
    row = table.frame.loc[2]
    assert (row["meldingnummer"], row["x"], row["y"]) == ("638344", "5.705", "50.845")
    assert not table.frame.apply(lambda column: column.str.contains("GEHEIM")).any(axis=None)


def test_keys_that_only_some_objects_have_are_columns_too(read):
    table = read([ONE, ONE | {"address": "Lindelaan 12"}])
    assert table.frame["straat"].tolist() == ["", "Lindelaan 12"]


def test_nested_values_are_never_read(read):
    table = read([ONE | {"address": {"straat": "GEHEIM7431"}}])
    assert table.frame["straat"].tolist() == [""]


@pytest.mark.parametrize("bad", [None, 3, "tekst", [], {}, {"onbekend": None}])
def test_an_item_that_is_no_report_is_counted_and_refused(read, bad):
    table = read([ONE, bad, ONE])
    assert (table.row_count, table.malformed) == (3, (3,))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps([ONE]).encode()[:-20], "afgebroken"),
        (b'{"service_requests": [', "afgebroken"),
        (b"\xff\xfe\x00GEHEIM7431", "afgebroken"),
        (b"[" * 200_000, "te diep genest"),
        (b"", "leeg"),
        (b"[]", "geen meldingen"),
        (b'{"service_requests": []}', "geen meldingen"),
        (b'{"a": 1}', "geen lijst"),
        (b'"GEHEIM7431"', "geen lijst"),
        (b'{"a": [], "b": []}', "geen meldingen"),
        (b"[1, 2]", "geen lijst"),
        (b'[{"code": 1, "description": "GEHEIM7431"}]', "niet herkend"),
        (b'[{"service_request_id": 1, "service_name": "x"}]', "requested_datetime"),
    ],
)
def test_the_message_about_an_unreadable_file_quotes_no_value(read, content, message):
    with pytest.raises(UnreadableError) as error:
        read(content)
    assert message in str(error.value)
    assert "GEHEIM" not in str(error.value)
