"""Tests of the list of events: where they are, which rows are refused, and how they are named."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.deliveries.batch import Batch, Rows
from assets.factsheets import charts
from assets.indicators.known_events import days_of, named, with_known_events
from assets.linking.decisions import load_decisions
from assets.linking.linking import linker_for
from assets.sources.team.events import events
from assets.sources.team.whereabouts import Whereabouts, whereabouts
from schemas import team
from schemas.configuration import Configuration

KNOWN = Whereabouts(
    municipality="GM9999",
    areas={"GM9999": "gemeente", "WK999900": "wijk", "BU99990001": "buurt"},
    streets={"vrijthof": "Vrijthof"},
    places={"vrijthof": "Vrijthof", "stadspark": "Stadspark"},
    around={"Vrijthof": "BU99990001", "Stadspark": "BU99990001"},
    mark=("m",),
)
USUAL = {
    "naam": "Zomerfestival",
    "soort": "Festival",
    "van": "06-07-2019",
    "tot": "14-07-2019",
    "gebied": "",
    "toelichting": "Elk jaar",
}


@pytest.fixture
def deliver(read_matrix: Callable, make_manifest: Callable) -> Callable[..., Rows]:
    """`deliver({...}, {...})` -> the rows of one file with these rows."""

    def make(*rows: dict[str, str]) -> Rows:
        matrix = [list(USUAL), *([*(USUAL | row).values()] for row in rows)]
        table = read_matrix("evenementen", matrix, team.EVENTS)
        manifest = make_manifest("evenementen", rijen=table.row_count)
        return events(Batch([(manifest, table)]), KNOWN)[manifest.levering_id]

    return make


def test_an_event_is_kept_with_its_days_and_its_place(deliver: Callable[..., Rows]) -> None:
    row = deliver({}).accepted.iloc[0]
    assert (row["soort"], row["van"], row["tot"]) == ("festival", "2019-07-06", "2019-07-14")
    assert deliver({"tot": ""}).accepted["tot"].tolist() == ["2019-07-06"]
    places = {
        "": ("gemeente", "GM9999", ""),
        "wk 999900": ("wijk", "WK999900", ""),
        "BU99990001": ("buurt", "BU99990001", ""),
        "VRIJTHOF": ("straat", "Vrijthof", "BU99990001"),
        "stads-park": ("plaats", "Stadspark", "BU99990001"),
    }
    rows = deliver(*({"gebied": written} for written in places)).accepted
    columns = ["gebied_soort", "gebied", "buurten"]
    assert list(rows[columns].itertuples(index=False, name=None)) == list(places.values())


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"naam": " "}, "naam", "niet ingevuld"),
        ({"naam": "x" * 81}, "naam", "langer dan 80"),
        ({"naam": "Bel 06-12345678"}, "naam", "een persoon"),
        ({"soort": "feestje"}, "soort", "een van deze"),
        ({"van": "ooit"}, "van", "niet leesbaar"),
        ({"tot": "ooit"}, "tot", "niet leesbaar"),
        ({"tot": "05-07-2019"}, "tot", "voor de eerste dag"),
        ({"gebied": "bij Aaltje Zqx"}, "gebied", "geen CBS-code"),
        ({"gebied": "BU12340001"}, "gebied", "geen CBS-code"),
        ({"gebied": "NL00"}, "gebied", "geen CBS-code"),
        ({"toelichting": "mail a@b.nl"}, "toelichting", "een persoon"),
        ({"toelichting": "x" * 601}, "toelichting", "langer dan 600"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_column(
    deliver: Callable[..., Rows], row: dict[str, str], column: str, reason: str
) -> None:
    rows = deliver(row, {"naam": "Markt"})
    assert list(rows.accepted["naam"]) == ["Markt"]
    [(header, message)] = zip(rows.faults["kolom"], rows.faults["reden"], strict=True)
    assert header == column
    assert reason in message
    assert "Zqx" not in message


def test_the_same_event_twice_in_a_file_counts_once(deliver: Callable[..., Rows]) -> None:
    assert len(deliver({}, {}).accepted) == 1
    assert len(deliver({}, {"gebied": "Vrijthof"}).accepted) == 2


def test_the_places_of_maastricht_are_known() -> None:
    configuration = Configuration()
    known = whereabouts(linker_for(configuration), load_decisions(configuration))
    assert known.located("vrijthof")[:2] == ("straat", "Vrijthof")
    assert known.located("VRIJTHOF")[2] == "BU09350000"
    assert known.located("Stadspark") == ("plaats", "Stadspark", "")
    assert known.located("WK093500") == ("wijk", "WK093500", "")
    assert known.located("Wyck") == ("", "", "")  # a neighbourhood is named by its code


def _event(name: str, first: str, last: str = "", is_own: bool = False) -> SimpleNamespace:
    start = pd.Timestamp(first)
    return SimpleNamespace(
        naam=name, van=start, tot=pd.Timestamp(last) if last else start, is_eigen=is_own
    )


def test_events_are_named_with_their_days_and_no_more_than_a_few() -> None:
    assert named([_event("A", "2019-12-31")], with_year=False) == "A (31 dec)"
    days = pd.to_datetime(["2019-12-31", "2020-01-01", "2020-01-03"])
    assert days_of(days[0], days[1], with_year=True) == "31 dec 2019 \u2013 1 jan 2020"
    assert days_of(days[1], days[2], with_year=True) == "1\u20133 jan 2020"
    many = [_event(name, f"2020-01-0{at}") for at, name in enumerate("ABCD", start=1)]
    many.append(_event("Hier", "2020-01-09", is_own=True))
    assert named(many, with_year=False) == "A (1 jan), B (2 jan), Hier (9 jan) en nog 2"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=8),
    st.integers(0, 40),
    st.integers(0, 14),
)
def test_an_event_is_named_in_exactly_the_months_that_it_touches(
    known: list[tuple[int, int]], start: int, length: int
) -> None:
    months = [f"{2018 + at // 12}-{at % 12 + 1:02}" for at in range(80)]
    touched = pd.DataFrame(
        {
            "gebied_code": pd.Series(["GM9999"] * len(known), dtype="str"),
            "naam": [f"E{at}" for at in range(len(known))],
            "van": pd.to_datetime([f"{months[first]}-05" for first, _ in known]),
            "tot": pd.to_datetime([f"{months[first + more]}-05" for first, more in known]),
            "maand_van": [months[first] for first, _ in known],
            "maand_tot": [months[first + more] for first, more in known],
            "is_eigen": True,
        }
    ).astype(dict.fromkeys(["naam", "maand_van", "maand_tot"], "str"))
    material = SimpleNamespace(ask=lambda sql: touched)
    rows = pd.DataFrame(
        {
            "gebied_code": ["GM9999", "WK999900"],
            "periode_van": months[start],
            "periode_tot": months[start + length],
        },
        index=[7, 7],
    )
    found = with_known_events(material, rows)
    assert list(found.index) == [7, 7]
    text, elsewhere = found["bekend"]
    meets = sum(first <= start + length and first + more >= start for first, more in known)
    assert pd.isna(elsewhere)
    if not meets:
        assert pd.isna(text)
    else:
        rest = int(text.rpartition(" en nog ")[2]) if " en nog " in text else 0
        assert text.count("(") + rest == meets


def test_events_are_marked_in_their_months_and_told() -> None:
    points = [charts.Point(2019 + at / 12, str(at), 5.0) for at in range(13)]
    months = tuple(charts.moment(month) for month in ("2019-06", "2019-07"))
    events = [
        charts.Known(1, "Festival", months),
        charts.Known(2, "Wedstrijd", months[1:]),
        charts.Known(3, "Later", (charts.moment("2020-01"),)),
        charts.Known(44, "Buiten beeld", (charts.moment("2021-01"),)),
    ]
    drawn = charts.rolling("n", "t", points, [], (36, 19), events)
    assert drawn.alt.endswith(" Bekend: Festival, Wedstrijd en Later.")
    assert ">1\u20132<" in drawn.svg
    assert ">3<" in drawn.svg
    assert ">44<" not in drawn.svg
    plain = charts.rolling("n", "t", points, [], (36, 19))
    assert "Bekend" not in plain.alt
