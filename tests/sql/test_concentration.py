"""Tests of which share of an indicator comes from few addresses: shares, and when there is none."""

from __future__ import annotations

import pytest

from schemas import published

YEAR = [f"2020-{month:02}" for month in range(1, 13)]
EARLIER = [f"2019-{month:02}" for month in range(1, 13)]
JEUGD = {"hoofdcategorie": "Overlast van personen", "subcategorie": "Jongerenoverlast"}
SHARES = (
    "select aantal, met_adres, adressen, top1_pct, top3_pct, top10_pct, reden from concentratie "
    "where indicator_id = 'melding_jeugd' and gebied_code = '{}' order by maand_tot"
)


def _deliver(world, *addresses: str | None, months=YEAR, **more: str) -> None:
    """One report of each address, all in the last month."""
    rows = [JEUGD | more | {"adres_sleutel": address, "maand": months[-1]} for address in addresses]
    usual = [{"maand": month} for month in months]
    world.reports(f"m{months[0]}", f"{int(months[0][:4]) + 1}-01-05", months, [*rows, *usual])
    world.police(f"p{months[0]}", f"{int(months[0][:4]) + 1}-01-05", months, usual)


def _many(*counts: int) -> list[str]:
    return [f"adres{at}" for at, count in enumerate(counts) for _ in range(count)]


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        ([*_many(*[6, 4, 2], *[1] * 18)], (30, 30, 21, 20.0, 40.0, 63.3, None)),
        (
            [*_many(*[3] * 6), None, None],
            (20, 18, 6, 16.7, 50.0, None, "te weinig adressen voor de hoogste 10"),
        ),
        (
            _many(8, 1, 1, 1, 1),
            (12, 12, 5, 66.7, None, None, "te weinig adressen voor de hoogste 3 en 10"),
        ),
        (_many(9, 9, 9, 9), (36, 36, 4, None, None, None, "te weinig adressen")),
        (
            _many(*[1] * 9),
            (9, 9, 9, None, None, None, "minder dan tien rijen met een adres"),
        ),
        (
            [*_many(*[1] * 10), *[None] * 11],
            (
                *(21, 10, 10, None, None, None),
                "van minder dan de helft van de rijen is het adres bekend",
            ),
        ),
    ],
)
def test_a_share_is_told_where_it_says_something_and_else_why_not(world, addresses, expected):
    _deliver(world, *addresses)
    assert world.tables().ask(SHARES.format("GM9999")) == [expected]


def test_each_area_has_its_own_addresses(world):
    _deliver(world, *_many(*[2] * 6))
    elsewhere = {"buurtcode": "BU99990002", "wijkcode": "WK999900"}
    rows = [JEUGD | elsewhere | {"adres_sleutel": f"z{at % 7}"} for at in range(14)]
    world.reports("los", "2021-01-06", ["2021-01"], rows)
    tables = world.tables()
    assert [row[:4] for row in tables.ask(SHARES.format("BU99990001"))] == [(12, 12, 6, 16.7)]
    assert tables.ask(SHARES.format("BU99990002")) == []  # not in these twelve months
    assert [row[:4] for row in tables.ask(SHARES.format("WK999900"))] == [(12, 12, 6, 16.7)]


def test_half_a_year_earlier_stands_beside_it_and_an_unknown_year_does_not(world):
    _deliver(world, *_many(*[2] * 6), months=EARLIER)
    _deliver(world, *_many(*[2] * 10))
    ends = (
        "select maand_tot, adressen from concentratie where indicator_id = 'melding_jeugd' "
        "and gebied_code = 'GM9999' order by 1"
    )
    assert world.tables().ask(ends) == [("2019-12", 6), ("2020-06", 6), ("2020-12", 10)]


def test_no_address_is_told_and_nothing_of_it_is_public(world):
    _deliver(world, *_many(*[20] * 12))
    described = published.table("concentratie")
    assert not described.public_name
    assert not [name for name in described.names if "sleutel" in name or "straat" in name]
    tables = world.tables()
    assert tables.ask(SHARES.format("GM9999"))
    assert "adres1" not in str(tables.ask("select * from concentratie"))


def test_the_columns_are_those_of_the_contract(world):
    _deliver(world, *_many(*[2] * 6))
    tables = world.tables()
    frame = tables.execute("select * from concentratie").df()
    described = published.table("concentratie")
    assert tuple(frame) == described.names
    assert not frame.duplicated(list(described.grain)).any()
