"""Tests of completeness: which months are provisional, and how complete they are expected to be,
given what later deliveries added to earlier months.
"""

from __future__ import annotations

MONTHS = [f"2019-{month:02}" for month in range(1, 13)]
ASKED = (
    "select maand, volledigheid, verwachte_volledigheid_pct from driehoek_datakwaliteit "
    "where volledigheid <> 'compleet' order by maand"
)


def _year(world, known: int = 90, months: list[str] = MONTHS) -> None:
    """Each month delivered with `known` rows a month later; then all again with 100 rows each."""
    for month in months:
        year, number = int(month[:4]), int(month[5:]) % 12 + 1
        came = f"{year + (number == 1)}-{number:02}-08"
        world.police(month, came, [month], [{"sleutel": f"{month}-{n}"} for n in range(known)])
    rows = [{"maand": month, "sleutel": f"{month}-{n}"} for month in months for n in range(100)]
    world.police("again", "2020-06-01", months, rows)


def test_a_provisional_month_is_as_complete_as_earlier_months_were_at_its_age(world):
    _year(world)
    world.police("last", "2020-07-08", ["2020-06"], [{}] * 90)
    tables = world.tables()
    assert tables.ask(ASKED + " desc limit 1") == [("2020-06", "voorlopig", 90.0)]
    missing = tables.ask("select count(*) from driehoek_datakwaliteit where versies = 0")
    assert missing == tables.ask(
        "select count(*) from driehoek_datakwaliteit where volledigheid = 'ontbreekt'"
    )
    assert missing == [5]


def test_rows_that_are_taken_away_later_give_more_than_100(world):
    _year(world, known=110)
    world.police("last", "2020-07-08", ["2020-06"], [{}] * 90)
    assert world.tables().ask(ASKED + " desc limit 1") == [("2020-06", "voorlopig", 110.0)]


def test_late_rows_that_come_along_with_later_months_count_as_well(world):
    """No month is delivered again, but each delivery adds ten rows of four months earlier."""
    numbers = range(2019 * 12, 2019 * 12 + 14)
    names = [f"{n // 12}-{n % 12 + 1:02}" for n in numbers]
    for at, month in enumerate(names[:-1]):
        late = [{"maand": names[at - 4]}] * 10 if at > 3 else []
        world.police(month, f"{names[at + 1]}-08", [month], [{}] * 40 + late)
    found = dict(row[::2] for row in world.tables().ask(ASKED))
    assert set(found.values()) == {80.0}


def test_a_short_history_says_nothing(world):
    _year(world, months=MONTHS[:5])
    world.police("last", "2020-07-08", ["2020-06"], [{}] * 90)
    assert world.tables().ask(ASKED + " desc limit 1") == [("2020-06", "voorlopig", None)]


def test_nothing_that_came_after_the_reference_date_is_known(world):
    _year(world)
    world.as_of = "2020-01-31"
    assert world.tables().ask(ASKED) == [
        ("2019-11", "voorlopig", None),
        ("2019-12", "voorlopig", None),
    ]
