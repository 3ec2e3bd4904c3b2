"""Tests of which version of a month counts, and that an unusable one is held: in the tables."""

from __future__ import annotations

import pytest

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.refusals import WORD_FOR_CODE
from assets.warehouse.messages import held_deliveries, warned_deliveries
from schemas.police import UNKNOWN_CLASS

JAN, FEB = "2020-01", "2020-02"
BIKES = "diefstal_fiets"  # A72
DAY = "2020-03-05"
_CODE = "Incidentsoort code"


def _words(first: int, number: int) -> tuple[tuple[int, str, str], ...]:
    return tuple((first + row, _CODE, UNKNOWN_CLASS + WORD_FOR_CODE) for row in range(number))


@pytest.mark.dear
@pytest.mark.parametrize(
    ("former", "newer"),
    [
        ({"ronde": 1, "file": "juni.csv"}, {"ronde": 2, "file": "juni (1).csv"}),
        ({"ronde": 1, "file": "z.csv"}, {"ronde": 2, "file": "a.csv"}),
        ({"gewijzigd_op": "2020-03-05 09:00:00"}, {"gewijzigd_op": "2020-03-05 10:00:00"}),
        ({"file": "juni.csv"}, {"file": "juni (1).csv"}),
    ],
)
@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_versions_of_one_day_the_newest_counts(world, former, newer, newer_first):
    """Whatever the order in which they are read, and whatever sorts first by name or content."""
    deliveries = [("b", [{}] * 2, former), ("a", [{}] * 3, newer)]
    for name, rows, known in reversed(deliveries) if newer_first else deliveries:
        world.police(name, DAY, [JAN], rows, **known)
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 3
    assert tables.ask("select levering_id, geteld from leveringen") == [
        ("politie-b", 0),
        ("politie-a", 3),
    ]
    assert tables.ask("select levering_id from stg_leveringen where volgorde = 2") == ["politie-a"]
    assert tables.ask("select distinct levering_id from driehoek_datakwaliteit") == ["politie-a"]
    assert tables.broken(blocking_only=True) == {}


def test_a_newer_version_with_fewer_rows_counts_and_is_named(world):
    world.police("b", DAY, [JAN], [{}] * 100, ronde=1, file="juni.csv")
    world.police("a", DAY, [JAN], [{}] * 80, ronde=2, file="juni (1).csv")
    tables = world.tables("leveringscontroles", "leveringen", "indicatorwaarden")
    assert tables.value(BIKES, JAN) == 80
    [message] = warned_deliveries(tables.connection)
    assert message.about == (
        "«juni (1).csv»: 2020-01: 80 rijen, tegen 100 in de levering die zij vervangt."
    )
    assert message.subject.endswith("is de export heel?") and message.stands
    world.police("c", "2020-03-06", [JAN], [{}] * 80)
    tables = world.tables("leveringscontroles", "leveringen")
    [message] = warned_deliveries(tables.connection)
    assert not message.stands, "nothing of that delivery counts any more"


def test_a_delivery_of_words_for_codes_is_held_until_it_is_accepted(world):
    world.police("a", "2020-02-05", [JAN], [{}] * 10)
    held = world.police("b", DAY, [JAN, FEB], [{}] * 4, refused=_words(10, 6))
    tables = world.tables()
    assert tables.value(BIKES, JAN) == 10
    reason = (
        "6 van de 10 rijen zijn afgekeurd. 6 rijen: onbekende maatschappelijke klasse; de "
        "levering heeft woorden waar codes horen: bekijk ze met veiligheidsbeeld codes."
    )
    assert tables.ask("select status, reden_vastgehouden from leveringen where geteld = 0") == [
        ("vastgehouden", reason)
    ]
    [message] = held_deliveries(tables.connection)
    assert reason in message.subject and f"veiligheidsbeeld accept {held}" in message.subject
    world.acceptances = (Acceptance(held, "2020-03-06", "klopt"),)
    assert world.tables().value(BIKES, JAN) == 4


@pytest.mark.parametrize("source", ["police", "reports", "register", "survey"])
def test_a_delivery_without_a_usable_row_is_held(world, source):
    deliver = getattr(world, source)
    deliver("b", DAY, [], [], refused=((2, "Kolom", "datum ontbreekt of bestaat niet"),))
    tables = world.tables("leveringen", "leveringscontroles")
    [(status, reason)] = tables.ask("select status, reden_vastgehouden from leveringen")
    assert status == "vastgehouden"
    assert "Geen enkele rij is bruikbaar" in reason and "1 rij: datum ontbreekt" in reason
