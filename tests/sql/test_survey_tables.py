"""Tests of the survey models: a break in the series, and changes judged by their margins."""

from __future__ import annotations

import math
from random import Random

import pytest

SIGNALS = "select jaar, vorig_jaar, verschil, signaal from raad_veiligheidsmonitor order by jaar"


def outcome(year: int, value: float | None, half: float | None = None, **more) -> dict:
    margins = {}
    if half is not None:
        margins = {
            "ondergrens": value - half,
            "bovengrens": value + half,
            "marge_bron": "opgegeven",
        }
    return {
        "indicator_id": "vm_onveilig",
        "naam": "Onveilig",
        "periode": str(year),
        "waarde": value,
        **margins,
        **more,
    }


def test_each_measure_is_an_indicator_with_its_unit(world):
    world.survey("a", "2020-03-01", ["2019-01"], [outcome(2019, 7.1, eenheid="score")])
    tables = world.tables()
    assert tables.broken() == {}
    assert tables.ask(
        "select indicator_id, naam, bron, registratietype, richting, eenheid, definitie_versie "
        "from indicatoren where bron = 'veiligheidsmonitor'"
    ) == [("vm_onveilig", "Onveilig", "veiligheidsmonitor", "enquête", "geen", "score", 1)]
    assert tables.ask("select periode_soort, waarde, status from indicatorwaarden") == [
        ("jaar", 7.1, "definitief")
    ]


def test_no_comparison_crosses_the_break_and_no_year_is_made_up(world):
    years = (2014, 2017, 2019, 2021, 2023)
    world.survey(
        "a", "2024-03-01", ["2023-01"], [outcome(year, 40 - n, 1) for n, year in enumerate(years)]
    )
    tables = world.tables()
    assert tables.ask("select jaar, reeks, vorig_jaar from raad_veiligheidsmonitor order by 1") == [
        (2014, "tot en met 2019", None),
        (2017, "tot en met 2019", 2014),
        (2019, "tot en met 2019", 2017),
        (2021, "vanaf 2021", None),
        (2023, "vanaf 2021", 2021),
    ]
    assert tables.ask(
        "select definitie_versie, definitie_sinds from indicatoren "
        "where indicator_id = 'vm_onveilig'"
    ) == [(2, "2021-01")]
    assert tables.ask(
        "select distinct definitie_versie from indicatorwaarden where periode < '2021'"
    ) == [1]


@pytest.mark.parametrize(
    ("before", "now", "signal"),
    [
        # margins of 3 and 4: a signal needs a difference of more than 5
        ((40, 3), (45.1, 4), "signaal omhoog"),
        ((40, 3), (34.9, 4), "signaal omlaag"),
        ((40, 3), (44.9, 4), "binnen normale schommeling"),
        ((40, 3), (40, 4), "binnen normale schommeling"),
        ((40, None), (60, 4), None),
        ((40, 3), (60, None), None),
        ((40, None), (60, None), None),
        ((40, 0), (60, 0), "niet vast te stellen"),  # rounded to nothing
    ],
)
def test_a_change_is_a_signal_only_beyond_the_margin_of_the_difference(world, before, now, signal):
    world.survey("a", "2020-03-01", ["2019-01"], [outcome(2017, *before), outcome(2019, *now)])
    first, last = world.tables().ask(SIGNALS)
    assert first == (2017, None, None, None if before[1] is None else "niet vast te stellen")
    assert last == (2019, 2017, pytest.approx(now[0] - before[0]), signal)


def test_of_unequal_bounds_those_that_face_each_other_count(world):
    low = outcome(2017, 5, ondergrens=1, bovengrens=6, marge_bron="opgegeven")
    high = outcome(2019, 8, ondergrens=7, bovengrens=15, marge_bron="opgegeven")
    world.survey("a", "2020-03-01", ["2019-01"], [low, high])  # 3 > sqrt(1 + 1)
    assert world.tables().ask(SIGNALS)[1][3] == "signaal omhoog"


@pytest.mark.parametrize(
    ("now", "signal"), [(60, "niet vast te stellen"), (41, "binnen normale schommeling")]
)
def test_with_computed_margins_a_change_is_never_certain(world, now, signal):
    rows = [outcome(2017, 40, 3), outcome(2019, now, 3) | {"marge_bron": "berekend"}]
    world.survey("a", "2020-03-01", ["2019-01"], rows)
    assert world.tables().ask(SIGNALS)[1][3] == signal


def test_turned_round_the_signal_turns_round_and_size_decides(world):
    random = Random(7)
    pairs = [[round(random.uniform(0.1, top), 3) for top in (100, 30, 100, 30)] for _ in range(300)]
    rows = []
    for number, (before, b, now, n) in enumerate(pairs):
        for way, (first, last) in enumerate((((before, b), (now, n)), ((now, n), (before, b)))):
            name = {"indicator_id": f"vm_{number}_{way}"}
            rows += [outcome(2017, *first, **name), outcome(2019, *last, **name)]
    world.survey("a", "2020-03-01", ["2019-01"], rows)
    found = dict(
        world.tables().ask(
            "select indicator_id, signaal from raad_veiligheidsmonitor where jaar = 2019"
        )
    )
    other = {"signaal omhoog": "signaal omlaag", "signaal omlaag": "signaal omhoog"}
    for number, (before, b, now, n) in enumerate(pairs):
        word = found[f"vm_{number}_0"]
        assert found[f"vm_{number}_1"] == other.get(word, word)
        assert word.startswith("signaal") == (abs(now - before) > math.hypot(b, n))
    assert set(found.values()) == {*other, "binnen normale schommeling"}


def test_areas_bear_their_name_and_level(world):
    areas = ("NL00", "GM9999", "WK999900", "BU99990002", "BU99990077")
    world.survey(
        "a", "2020-03-01", ["2019-01"], [outcome(2019, 5, gebied_code=area) for area in areas]
    )
    assert world.tables().ask(
        "select gebied_code, gebiedsnaam, gebiedsniveau from raad_veiligheidsmonitor order by 1"
    ) == [
        ("BU99990002", "Zuid", "buurt"),
        ("BU99990077", "BU99990077", "onbekend"),
        ("GM9999", "Voorbeeldstad", "gemeente"),
        ("NL00", "Nederland", "land"),
        ("WK999900", "Wijk 00", "wijk"),
    ]


def test_the_outcome_of_the_country_stands_beside_those_of_the_same_year(world):
    rows = [
        outcome(2017, 40),
        outcome(2019, 41),
        outcome(2019, 50, gebied_code="WK999900"),
        outcome(2019, 33.3, gebied_code="NL00"),
        outcome(2019, 7, indicator_id="vm_ander"),
    ]
    world.survey("a", "2020-03-01", ["2019-01"], rows)
    beside = "select indicator_id, gebied_code, jaar, nederland from raad_veiligheidsmonitor "
    assert world.tables().ask(beside + "order by 1, 2, 3") == [
        ("vm_ander", "GM9999", 2019, None),
        ("vm_onveilig", "GM9999", 2017, None),
        ("vm_onveilig", "GM9999", 2019, 33.3),
        ("vm_onveilig", "NL00", 2019, None),
        ("vm_onveilig", "WK999900", 2019, 33.3),
    ]


def test_a_figure_delivered_again_is_revised_and_what_is_unknown_later_stays(world):
    world.survey("a", "2020-03-01", ["2019-01"], [outcome(2019, 5.0), outcome(2017, 6.0)])
    later = world.survey("b", "2020-06-01", ["2019-01"], [outcome(2019, 5.5), outcome(2017, None)])
    tables = world.tables()
    assert tables.ask(
        "select periode, oude_waarde, nieuwe_waarde, levering_id from herzieningen"
    ) == [("2019", 5.0, 5.5, later)]
    assert tables.value("vm_onveilig", "2017") == 6.0
    world.as_of = "2020-04-01"
    assert world.tables().value("vm_onveilig", "2019") == 5.0


def test_it_is_no_month_of_any_source(world):
    world.police("p", "2020-02-05", ["2020-01"], [{}])
    world.survey("a", "2020-03-01", [f"2019-{m:02}" for m in range(1, 13)], [outcome(2019, 5.0)])
    tables = world.tables()
    assert tables.ask("select distinct bron from driehoek_datakwaliteit") == ["politie"]
    assert tables.ask("select min(maand) from int_maanden") == ["2020-01"]
