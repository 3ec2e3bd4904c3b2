"""Tests of the form: what is entered comes back from the pipeline the same, or is refused
beforehand as the pipeline would."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.basis.home import Home
from assets.basis.masking import storable
from assets.basis.naming import public_name
from assets.deliveries.archive import take_in
from assets.deliveries.batch import Batch, Rows
from assets.deliveries.inbox import inbox_files
from assets.formats.reading import read_delivery
from assets.sources.registry import SOURCES
from assets.sources.team.interpretations import interpretations
from schemas import interpretation
from schemas.configuration import Configuration
from schemas.entry import HEADER, Entry, Names, deliver, entry_csv, file_name, problems
from schemas.plain_text import guarded, one_line, unguarded
from schemas.spreadsheet_safe import safe
from tests.unit.test_spreadsheet_safe import NASTY
from tests.unit.test_team import KNOWN

NAMES = Names(
    indicators=frozenset(KNOWN.indicators.values()),
    themes=frozenset(KNOWN.themes.values()),
    streets=frozenset(street for street, _ in KNOWN.spots.values() if street),
)
LAYOUTS = tuple(layout for source in SOURCES for layout in source.layouts(Configuration()))
USUAL = Entry(
    subject="woninginbraak",
    place="GM9999",
    period="2020-05--2020-06",
    author="Veiligheidsregisseurs",
    day=date(2020, 2, 5),
    entered_at=datetime(2020, 2, 5, 10, 15, 32, 123456),
    text="Minder inbraken.",
    action="Meer toezicht",
    who="Handhaving",
    until=date(2020, 9, 1),
    state="bezig",
)
# What a form may get: any text, what a file or a spreadsheet could trip over, and near misses.
TEXT = st.one_of(
    st.text(max_size=40),
    NASTY,
    st.text(
        st.sampled_from([*"a;,|\t\r\n\"'=\x00\x85\u2028\u200f\ufeffÃ\x89 é😀\ud800"]), max_size=12
    ),
    st.sampled_from(["x" * 81, "x" * 301, "x" * 601, "bel 06-12345678", "dhr. Zqx", "Markt 5"]),
    st.sampled_from(["NULL", "indicator", "indicator;periode;tekst;auteur;datum", "J. Zqx"]),
)
ENTRIES = st.builds(
    Entry,
    subject=st.sampled_from(["woninginbraak", "jeugd", "onbekend", ""]),
    place=st.sampled_from(
        ["GM9999", "", "BU99990001", "AG-plein", "0001", "PL-Stadspark", "9", "x"]
    ),
    period=st.sampled_from(
        ["2020", "2020-H1", "2020-05--2020-06", "2020-06--2020-05", "2020-13", ""]
    ),
    author=TEXT,
    day=st.dates(),
    entered_at=st.datetimes(datetime(2020, 1, 1), datetime(2020, 2, 28)),
    text=TEXT,
    action=TEXT,
    who=TEXT,
    until=st.none() | st.dates(),
    state=st.sampled_from(["", *interpretation.STATES, "Open", "gedaan"]),
    is_new_level=st.booleans(),
)


@pytest.fixture(scope="module")
def staged(make_manifest: Callable, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """`staged(entry)` -> its rows, from its bytes, by the reader and the rules of the source."""
    path = tmp_path_factory.mktemp("invoer") / "duiding.csv"

    def read(entry: Entry) -> Rows:
        path.write_bytes(entry_csv(entry))
        table = read_delivery(path, LAYOUTS)
        assert table.layout.source == "duiding" and table.row_count == 1
        manifest = make_manifest("duiding", rijen=1)
        return interpretations(Batch([(manifest, table)]), KNOWN)[manifest.levering_id]

    return read


@pytest.mark.dear
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(entry=ENTRIES)
def test_any_entry_comes_back_the_same_or_is_refused_beforehand(
    staged: Callable[[Entry], Rows], entry: Entry
) -> None:
    refused = problems(entry, NAMES)
    if any("bestaat" in reason for reason in refused.values()):
        with pytest.raises(UnicodeEncodeError):
            entry_csv(entry)
        return
    rows = staged(entry)
    if refused:
        [(column, reason)] = rows.faults[["kolom", "reden"]].itertuples(index=False)
        assert refused[column] == reason
        return
    row = rows.accepted.iloc[0]
    kept = (row["tekst"], row["actie"], row["wie"], row["auteur"])
    assert kept == tuple(map(one_line, (entry.text, entry.action, entry.who, entry.author)))
    assert row["datum"] == entry.day.isoformat()
    assert row["uiterlijk"] == (entry.until.isoformat() if entry.until else "")
    assert row["ingevoerd_op"] == f"{entry.entered_at:%Y-%m-%d %H:%M:%S.%f}"
    assert (row["nieuw_niveau"] == "ja") == entry.is_new_level
    assert row["indicator_id"] + row["thema"] == entry.subject
    assert row["gebied_code"] + row["straat_id"] == (entry.place or "GM9999")


@given(text=TEXT.filter(lambda text: text.isprintable()))
def test_no_cell_of_an_entry_is_a_formula(text: str) -> None:
    entry = replace(USUAL, text=text, action=text, who=text, author=text)
    rows = list(csv.reader(io.StringIO(entry_csv(entry).decode("utf-8-sig")), delimiter=";"))
    assert [tuple(rows[0]), len(rows)] == [HEADER, 2]
    assert [safe(cell) for cell in rows[1]] == rows[1]


@given(text=st.one_of(NASTY, st.text(st.sampled_from("'=;, a"))))
def test_the_apostrophes_that_guard_a_text_and_no_other_are_taken_away(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert safe(one_line(guarded(one_line(text)))) == guarded(one_line(text))


@given(text=TEXT)
def test_a_line_stays_a_line(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


def test_a_good_entry_has_no_problems_and_each_fault_is_told_with_its_column() -> None:
    assert problems(USUAL, NAMES) == {}
    assert problems(replace(USUAL, subject="jeugd", place="0001"), NAMES) == {}
    wrong = replace(
        USUAL, subject="x", period="mei", text="", action="", author="dhr. Zqx", state="weg"
    )
    assert set(problems(wrong, NAMES)) == {
        *("indicator", "periode", "tekst", "auteur", "actie", "status")
    }


def test_an_entry_is_put_in_the_inbox_whole_and_dated_by_its_day(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = deliver(USUAL, home.inbox), deliver(USUAL, home.inbox)
    assert first != second, "two people at the same moment"
    second.unlink()
    assert list(home.inbox.rglob("*.csv")) == [first]
    [manifest] = take_in(home, LAYOUTS, 0.25).new
    assert manifest.ontvangen_op == "2020-02-05 00:00:00"
    assert manifest.bestandsnaam == first.name, "nothing in it looks like a number of someone"

    def killed(self: Path, target: Path) -> None:
        assert list(inbox_files(home.inbox)) == [first], "what is being written is not seen"
        raise OSError

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(OSError):
        deliver(USUAL, home.inbox)
    assert [path.name for path in first.parent.iterdir()] == [first.name]


@given(
    moment=st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),
    number=st.binary(min_size=4, max_size=4),
)
def test_the_name_of_an_entry_is_kept_as_it_is(moment: datetime, number: bytes) -> None:
    name = PurePath(file_name(replace(USUAL, entered_at=moment), number.hex())).name
    assert storable(name) == public_name(name) == name
