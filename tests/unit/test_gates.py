"""Tests of the gates on deliveries: what trips each of them, what does not, and that a verdict
depends only on earlier deliveries.
"""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from assets.deliveries.acceptance import Acceptance
from assets.deliveries.gates import GATES, judge
from assets.deliveries.history import Delivery
from assets.deliveries.refusals import WORD_FOR_CODE
from schemas.configuration import Deliveries

JAN, FEB, MAR, APR = (f"2020-{month:02}" for month in range(1, 5))


def delivery(day: str, cells: dict[str, dict | int], **more) -> Delivery:
    """A delivery received on `day` of 2020; `cells`: month -> rows of code A72, or rows by code."""
    counts = {
        month: Counter(rows if isinstance(rows, dict) else {"A72": rows})
        for month, rows in cells.items()
    }
    total = sum(count.total() for count in counts.values())
    usual = {
        "levering_id": day,
        "order": (f"2020-{day} 00:00:00", day, day),
        "received": f"2020-{day} 00:00:00",
        "months": tuple(cells),
        "codes": None,
        "headers": {"a": "A", "b": "B"},
        "cells": counts,
        "streets": Counter({"S1": total}),
        "shares": {"straat": 0.98, "buurt": 0.95},
    }
    return Delivery(**(usual | more))


def outcomes(
    *deliveries: Delivery, accepted: tuple[Acceptance, ...] = (), **settings
) -> dict[str, dict[str, str]]:
    """levering_id -> gate -> outcome, for the gates that tripped."""
    tripped: dict[str, dict[str, str]] = {delivery.levering_id: {} for delivery in deliveries}
    by_delivery = {acceptance.levering_id: acceptance for acceptance in accepted}
    for verdict in judge(deliveries, by_delivery, Deliveries(**settings)):
        if verdict.uitkomst not in {"in orde", "niet vergeleken"}:
            tripped[verdict.levering_id][verdict.controle] = verdict.uitkomst
            assert verdict.melding and verdict.gemeten is not None
    return tripped


def test_every_gate_has_its_setting():
    settings = {name for name in Deliveries.model_fields if name.startswith("bij_")}
    assert settings == {f"bij_{gate}" for gate in GATES}


def test_usual_deliveries_trip_no_gate():
    assert outcomes(
        delivery("02-05", {JAN: 100}), delivery("03-05", {FEB: 80}), delivery("03-09", {JAN: 103})
    ) == {"02-05": {}, "03-05": {}, "03-09": {}}


@pytest.mark.parametrize(("before", "rows", "outcome"), [(50, 12, True), (49, 12, False)])
def test_a_version_that_shrank_a_lot_is_held(before, rows, outcome):
    tripped = outcomes(delivery("02-05", {JAN: before}), delivery("03-05", {JAN: rows}))
    assert (tripped["03-05"].get("extreme_krimp") == "vastgehouden") is outcome
    assert tripped["03-05"]["krimp"] == "waarschuwing"


def test_shrinking_to_a_quarter_of_the_rows_is_not_a_lot():
    tripped = outcomes(delivery("02-05", {JAN: 100}), delivery("03-05", {JAN: 25}))
    assert tripped["03-05"] == {"krimp": "waarschuwing"}


def test_a_month_is_compared_with_the_median_of_the_months_before():
    before = [delivery(f"{n + 2:02}-05", {f"2020-{n + 1:02}": 100}) for n in range(4)]
    assert outcomes(*before, delivery("06-05", {"2020-05": 40}))["06-05"] == {
        "krimp": "waarschuwing"
    }
    assert outcomes(*before, delivery("06-05", {"2020-05": 201}))["06-05"] == {
        "groei": "waarschuwing"
    }


def test_with_two_earlier_years_a_month_is_compared_with_the_same_month():
    """A month that is small every year has not shrunk."""
    years = [
        delivery(f"0{n}-05", {f"{year}-{m:02}": 30 if m == 7 else 100 for m in range(1, 13)})
        for n, year in ((1, 2017), (2, 2018))
    ]
    half = delivery("03-05", {f"2019-{m:02}": 100 for m in range(1, 7)})
    assert outcomes(*years, half, delivery("04-05", {"2019-07": 30}))["04-05"] == {}


def test_a_gap_of_a_month_is_reported():
    tripped = outcomes(delivery("02-05", {JAN: 100}), delivery("04-05", {MAR: 100}))
    assert tripped["04-05"] == {"maand_ontbreekt": "waarschuwing"}


def test_a_partial_overlap_is_reported_and_a_cumulative_one_is_not():
    first, second = delivery("02-05", {JAN: 100}), delivery("03-05", {JAN: 100, FEB: 100})
    third = delivery("04-05", {JAN: 100, FEB: 100, MAR: 100})
    assert outcomes(first, second, third) == {"02-05": {}, "03-05": {}, "04-05": {}}
    part = delivery("05-05", {MAR: 100, APR: 100})
    assert outcomes(first, second, third, part)["05-05"] == {"overlap": "waarschuwing"}


def test_new_and_vanished_codes_are_reported():
    usual = {"A72": 60, "F12": 40}
    before = [delivery("02-05", {JAN: usual}), delivery("03-05", {FEB: usual})]
    tripped = outcomes(*before, delivery("04-05", {MAR: {"A72": 60, "E33": 40}}))
    assert tripped["04-05"] == {"nieuwe_codes": "waarschuwing", "verdwenen_codes": "waarschuwing"}
    rare = outcomes(*before, delivery("04-05", {MAR: usual | {"E33": 19}}))
    assert rare["04-05"] == {}
    limited = delivery("04-05", {MAR: {"A72": 60}}, codes=frozenset({"A72"}))
    assert outcomes(*before, limited)["04-05"] == {}


@pytest.mark.parametrize(
    "change",
    [
        {"shares": {"straat": 0.6, "buurt": 0.95}},
        {"shares": {"straat": 0.98, "buurt": 0.1}},
        {"streets": Counter({"andere naam": 100})},
    ],
)
def test_a_key_that_breaks_is_held(change):
    before = [delivery("02-05", {JAN: 100}), delivery("03-05", {FEB: 100})]
    tripped = outcomes(*before, delivery("04-05", {MAR: 100}, **change))
    assert tripped["04-05"] == {"sleutel_gebroken": "vastgehouden"}


def _streets(number: int, other: int = 0) -> Counter:
    """Rows of forty streets, of which the first `other` are written in another way."""
    rng = np.random.default_rng(number)
    rows = rng.poisson(np.linspace(1, 20, 40))
    order = np.random.default_rng(1).permutation(40)
    moved = set(order[:other])
    return Counter({f"{'x' * (at in moved)}S{at}": int(n) for at, n in enumerate(rows) if n})


@pytest.mark.parametrize(("other", "trips"), [(0, False), (2, False), (10, True), (14, True)])
def test_some_keys_that_break_are_held(other, trips):
    months = [f"2019-{month:02}" for month in range(1, 9)]
    usual = [
        delivery(f"01-0{number}", {month: 400}, streets=_streets(number))
        for number, month in enumerate(months, start=1)
    ]
    last = delivery("01-09", {"2019-09": 400}, streets=_streets(9, other))
    later = delivery("01-10", {"2019-10": 400}, streets=_streets(10, other))
    outcome = outcomes(*usual, last, later, sleutel_grens=0.9)
    assert (outcome["01-09"] == {"sleutel_gebroken": "vastgehouden"}) is trips
    assert all(not outcome[before.levering_id] for before in usual)
    accepted = (Acceptance("01-09", "2020-01-09", "nieuwe nummers"),)
    again = outcomes(*usual, last, later, accepted=accepted, sleutel_grens=0.9)
    assert again["01-10"] == {}


def test_other_columns_are_reported():
    tripped = outcomes(
        delivery("02-05", {JAN: 100}), delivery("03-05", {FEB: 100}, headers={"a": "A", "c": "C"})
    )
    assert tripped["03-05"] == {"kop_veranderd": "waarschuwing"}


def test_what_a_gate_does_is_a_setting():
    two = delivery("02-05", {JAN: 100}), delivery("03-05", {JAN: 10})
    assert outcomes(*two, bij_extreme_krimp="uit", bij_krimp="uit")["03-05"] == {}
    held = outcomes(*two, bij_extreme_krimp="waarschuwen", bij_krimp="vasthouden")["03-05"]
    assert held == {"extreme_krimp": "waarschuwing", "krimp": "vastgehouden"}


def test_later_deliveries_are_not_compared_with_a_held_one():
    tripped = outcomes(
        delivery("02-05", {JAN: 100}), delivery("03-05", {JAN: 10}), delivery("04-05", {JAN: 99})
    )
    assert tripped["04-05"] == {}


def test_an_acceptance_counts_for_deliveries_after_its_day():
    three = (
        delivery("02-05", {JAN: 100}),
        delivery("03-05", {JAN: 10}),
        delivery("04-05", {JAN: 10}),
    )
    on = Acceptance("03-05", "2020-03-20", "klopt")
    late = Acceptance("03-05", "2020-04-05", "klopt")
    assert outcomes(*three, accepted=(on,)) == {
        "02-05": {},
        "03-05": {"extreme_krimp": "geaccepteerd", "krimp": "waarschuwing"},
        "04-05": {},
    }
    assert outcomes(*three, accepted=(late,))["04-05"]["extreme_krimp"] == "vastgehouden"


def test_neither_order_nor_later_deliveries_change_a_verdict():
    every = [
        delivery("02-05", {JAN: 100}),
        delivery("03-05", {JAN: 10, FEB: 90}),
        delivery("03-06", {FEB: 300}),
        delivery("04-05", {APR: 20}, headers={"a": "A"}),
    ]
    verdicts = outcomes(*every)
    for order in itertools.permutations(every):
        assert outcomes(*order) == verdicts
    for known in range(1, len(every)):
        first = every[:known]
        ids = [delivery.levering_id for delivery in first]
        assert outcomes(*first) == {name: verdicts[name] for name in ids}


def _refused(rows: int, reason: str, column: str = "Code") -> Counter:
    return Counter({(column, reason): rows})


def _held_because(judged: Delivery) -> list[str]:
    verdicts = judge([judged], {}, Deliveries())
    return [verdict.melding for verdict in verdicts if verdict.uitkomst == "vastgehouden"]


@pytest.mark.parametrize(
    ("accepted", "refused", "held"),
    [
        (50, _refused(51, "onbekende maatschappelijke klasse"), True),
        (50, _refused(50, "onbekende maatschappelijke klasse"), False),
        (0, _refused(1, "datum ontbreekt of bestaat niet"), True),
        (10, _refused(90, "buiten de gemeente"), False),
        (10, _refused(90, "deelmelding: de hoofdmelding telt"), False),
        (10, _refused(90, "gesplitste melding: de afgesplitste meldingen tellen"), False),
        (10, _refused(90, "buiten de gemeente") + _refused(11, "datum ontbreekt"), True),
        (0, _refused(90, "buiten de gemeente"), True),
        (0, Counter(), False),
    ],
)
def test_a_delivery_of_which_most_rows_are_rejected_is_held(accepted, refused, held):
    judged = delivery("02-05", {JAN: accepted}, accepted=accepted, refused=refused)
    expected = {"veel_afgekeurd": "vastgehouden"} if held else {}
    assert outcomes(judged) == {"02-05": expected}


def test_rejected_rows_are_reported_in_words_with_the_main_reasons():
    unknown = "onbekende maatschappelijke klasse"
    refused = (
        _refused(4812, unknown + WORD_FOR_CODE)
        + _refused(300, "niet ingevuld of niet leesbaar", "Kennisname")
        + _refused(1, "nummer staat al eerder in dit bestand", "Nummer")
        + _refused(1, "datum van voor 2000", "Kennisname")
        + _refused(2000, "buiten de gemeente", "Plaats")
    )
    [message] = _held_because(delivery("02-05", {JAN: 100}, accepted=100, refused=refused))
    assert message == (
        "5.114 van de 5.214 rijen zijn afgekeurd; 2.000 andere zijn van buiten de gemeente of deel "
        "van een melding. 4.812 rijen: onbekende maatschappelijke klasse; de levering heeft "
        "woorden waar codes horen: bekijk ze met veiligheidsbeeld codes. 300 rijen: «Kennisname» "
        "niet ingevuld of niet leesbaar. 1 rij: datum van voor 2000."
    )


def test_the_hint_is_only_given_where_every_code_is_a_word():
    unknown = "onbekende maatschappelijke klasse"
    refused = _refused(5, unknown + WORD_FOR_CODE) + _refused(1, unknown)
    assert _held_because(delivery("02-05", {}, refused=refused)) == [
        "Geen enkele rij is bruikbaar: 6 van de 6 rijen zijn afgekeurd. "
        "6 rijen: onbekende maatschappelijke klasse."
    ]


def test_a_held_delivery_of_rejected_rows_is_no_measure_for_later_ones():
    bad = delivery("02-05", {JAN: 1}, accepted=1, refused=_refused(99, "datum ontbreekt"))
    assert outcomes(bad, delivery("03-05", {JAN: 100}, accepted=100))["03-05"] == {}


@pytest.mark.parametrize(
    ("rows", "tripped"),
    [(89, {"minder_rijen": "waarschuwing"}), (90, {}), (49, {"krimp": "waarschuwing"})],
)
def test_a_version_that_lost_rows_is_reported(rows, tripped):
    two = delivery("02-05", {JAN: 100}), delivery("03-05", {JAN: rows})
    assert outcomes(*two)["03-05"] == tripped
