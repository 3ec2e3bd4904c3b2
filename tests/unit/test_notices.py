"""Which month is late, and until which day nothing else is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.deliveries.manifests import Manifest
from assets.warehouse.notices import notices, told_until
from schemas.configuration import Configuration


def told(configuration: Configuration, manifests: list[Manifest], day: date) -> list[str]:
    """The notices of a day about what did not come."""
    every = [notice.text for notice in notices(configuration, manifests, day)]
    return [text for text in every if "doelbinding" not in text]


@pytest.fixture(scope="module")
def until_may(make_manifest: Callable[..., Manifest]) -> list[Manifest]:
    """Police deliveries until May 2020."""
    return [make_manifest("politie", "a", maanden=["2020-04", "2020-05"])]


def test_a_month_is_late_after_its_day(until_may: list[Manifest]) -> None:
    settings = Configuration()
    assert told(settings, until_may, date(2020, 7, 15)) == []
    (text,) = told(settings, until_may, date(2020, 7, 16))
    assert "juni 2020 is nog niet geleverd" in text
    assert "15 juli 2020" in text
    assert "de nieuwste maand is mei 2020" in text


def test_only_the_newest_late_month_is_told(until_may: list[Manifest]) -> None:
    (text,) = told(Configuration(), until_may, date(2020, 12, 31))
    assert "november 2020 is nog niet geleverd" in text


def test_the_day_is_a_setting(until_may: list[Manifest]) -> None:
    early = Configuration.model_validate({"leveringen": {"verwacht_op_dag": 3}})
    never = Configuration.model_validate({"leveringen": {"verwacht_op_dag": 0}})
    assert told(early, until_may, date(2020, 7, 4))
    assert told(never, until_may, date(2030, 7, 4)) == []
    assert told_until(never, until_may, date(2020, 7, 4)) == date.max


def test_registers_come_when_they_come(make_manifest: Callable[..., Manifest]) -> None:
    register = [make_manifest("registers", "r", maanden=["2019-01"])]
    assert told(Configuration(), register, date(2020, 7, 16)) == []


@given(
    today=st.dates(date(2020, 5, 1), date(2022, 3, 1)),
    day=st.integers(0, 28),
    months=st.lists(st.integers(1, 12), min_size=0, max_size=2),
    decided_until=st.none() | st.dates(date(2020, 5, 1), date(2022, 3, 1)),
)
def test_what_is_told_stays_the_same_until_the_day_that_is_said(
    make_manifest: Callable[..., Manifest],
    today: date,
    day: int,
    months: list[int],
    decided_until: date | None,
) -> None:
    purpose = {"grondslag": "a", "dpia": "b", "functionaris": "c", "datum": date(2020, 1, 1)}
    settings = Configuration.model_validate(
        {
            "leveringen": {"verwacht_op_dag": day},
            "doelbinding": purpose | {"geldig_tot": decided_until},
        }
    )
    known = [
        make_manifest(source, str(month), maanden=[f"2020-{month:02}"])
        for source, month in zip(("politie", "melddesk"), months, strict=False)
    ]
    end = told_until(settings, known, today)
    assert end >= today
    first = notices(settings, known, today)
    for later in range(min(400, (end - today).days) + 1):
        assert notices(settings, known, today + timedelta(days=later)) == first
    if end != date.max and (months or decided_until):
        assert end <= today + timedelta(days=900)
