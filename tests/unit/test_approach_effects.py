"""Tests of what is said of an approach: the comparison that was fixed, the words, and when none."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from approach_city import City, quiet
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.indicators.alike import balanced, height, propose, windows
from assets.indicators.approach_effects import NO_VERDICT, effects
from assets.indicators.effects import DOWN, SAME, UP, Compared, spread
from assets.indicators.registered import names_in, register, registered
from benchmarks import approach_effects as simulated
from schemas import published

START = 36  # the position of January 2020
IN_TIME = ("2019-12-20", "Straat 10", "2020-01-01")


def _changed(times: float, seed: int = 0, street: int = 10, around: float = 1.0) -> np.ndarray:
    """A quiet city in which one street has another level since the start, and its neighbours."""
    counts = quiet(seed)
    counts[street, START:] = np.round(counts[street, START:] * times)
    near = [other for other in range(len(counts)) if other % 12 == street % 12 and other != street]
    counts[near, START:] = np.round(counts[near, START:] * around)
    return counts


def _row(city: City, source: str = "melddesk", **more: object) -> pd.Series:
    frame = effects(city.material(**more))
    [row] = [row for _, row in frame.iterrows() if row["bron"] == source]
    return row


@pytest.mark.parametrize(("times", "outcome"), [(0.2, DOWN), (1.0, SAME), (2.5, UP)])
def test_the_words_follow_what_happened_beside_the_comparison(times, outcome):
    row = _row(City(None, _changed(times), IN_TIME))
    assert row["uitkomst"] == outcome
    assert pd.isna(row["reden"])
    assert row["maanden"] == 12 and (row["voor_van"], row["na_tot"]) == ("2019-01", "2020-12")
    assert row["verschil"] == pytest.approx(row["na"] - row["verwacht"], abs=0.11)
    assert row["verschil_van"] < row["verschil"] < row["verschil_tot"]
    assert row["kleinste_zichtbare"] > row["verschil_tot"] - row["verschil"]


def test_a_change_of_the_whole_city_is_no_effect():
    counts = quiet(3)
    counts[:, START:] = np.round(counts[:, START:] * 0.4)
    row = _row(City(None, counts, IN_TIME))
    assert row["uitkomst"] == SAME
    assert row["na"] < row["voor"] / 2


def test_sources_are_apart():
    frame = effects(City(_changed(0.2), quiet(4), IN_TIME).material()).set_index("bron")
    assert frame.loc["politie", "uitkomst"] == DOWN
    assert frame.loc["melddesk", "uitkomst"] == SAME


def test_what_moved_to_the_neighbours_is_told_apart_and_counts_in_the_whole():
    row = _row(City(None, _changed(0.2, around=1.6), IN_TIME))
    assert row["uitkomst"] == DOWN
    assert row["nabij_verschil_van"] > 0
    assert row["wdd"] == pytest.approx(row["verschil"] + row["nabij_verschil"], abs=0.2)
    assert row["wdd_tot"] - row["wdd_van"] > row["verschil_tot"] - row["verschil_van"]


def test_the_proposal_is_alike_elsewhere_and_without_an_approach_of_its_own():
    counts = quiet(5)
    city = City(None, counts, IN_TIME, ("2019-12-20", "Straat 11", "2020-01-01"))
    entry = city.registered()[0]
    numbers = [int(name.split()[1]) for name in entry.vergelijking]
    assert len(numbers) >= 3 and not entry.gekozen
    assert all(number % 12 != 10 and number not in (10, 11) for number in numbers)
    year = counts[:, START - 13 : START - 1].sum(axis=1)  # until November: registered in December
    assert all(2 / 3 <= year[number] / year[10] <= 3 / 2 for number in numbers)


def test_the_proposal_sees_nothing_after_the_registration():
    later = quiet(6)
    later[:, START - 1 :] = np.random.default_rng(1).permutation(later[:, START - 1 :])
    assert City(None, quiet(6), IN_TIME).registered() == City(None, later, IN_TIME).registered()


def test_months_that_had_not_come_yet_do_not_prevent_a_proposal():
    city = City(None, quiet(), ("2020-01-01", "Straat 10", "2020-01-01"))
    for month in ("2019-12", "2019-11", "2019-10"):
        city.connection.execute(f"delete from int_thematellingen where maand >= '{month}'")
        assert city.registered()[0].vergelijking
    city.connection.execute("delete from int_thematellingen where maand >= '2019-09'")
    assert not city.registered()[0].vergelijking


def test_a_source_that_began_less_than_two_years_before_says_so():
    recent = quiet()[:, 18:]
    row = _row(City(None, recent, (*IN_TIME, "Straat 11, Straat 9")))
    assert row["reden"] == "de twee jaren voor de registratie zijn niet bekend"


# -- no verdict ------------------------------------------------------------------------------------

LATE = ("2020-01-02", "Straat 10", "2020-01-01")


@pytest.mark.parametrize(
    ("line", "times", "reason"),
    [
        (LATE, 1, "geregistreerd na het begin"),
        ((*IN_TIME, "", "voorgenomen"), 1, "niet begonnen"),
        (("2019-12-20", "Straat 10", "2020-07-02"), 1, "zes maanden"),
        (IN_TIME, 40, "geen plekken die ervoor op deze leken"),
        ((*IN_TIME, "Straat 100, Straat 101"), 1, "leken er in de twee jaren ervoor niet op"),
        ((*IN_TIME, "Straat 22"), 1, "geen van de vastgelegde plekken"),  # in its neighbourhood
        ((*IN_TIME, "Straat 11"), 0, "minder dan 10"),
    ],
)
def test_without_a_fair_comparison_there_is_no_verdict_and_the_row_says_why(line, times, reason):
    counts = quiet()
    counts[10] *= times
    row = _row(City(None, counts, line))
    assert row["uitkomst"] == NO_VERDICT
    assert reason in row["reden"]
    assert row[["verschil", "verschil_van", "kleinste_zichtbare"]].isna().all()


def test_six_full_months_are_enough_and_the_month_of_the_start_is_not_one():
    row = _row(City(None, quiet(), ("2019-12-20", "Straat 10", "2020-06-01")))
    assert (row["maanden"], row["na_van"]) == (7, "2020-06")
    row = _row(City(None, quiet(), ("2019-12-20", "Straat 10", "2020-06-02")))
    assert (row["maanden"], row["na_van"]) == (6, "2020-07")


def test_a_source_that_does_not_count_the_theme_says_so():
    assert "telt dit thema niet" in _row(City(None, quiet(), IN_TIME), "politie")["reden"]


def test_other_street_keys_give_no_verdict():
    counts = quiet(8)
    moved = np.zeros_like(counts)
    moved[:, START + 3 :] = counts[:, START + 3 :]
    counts[1::2, START + 3 :], moved[::2] = 0, 0
    assert "andere sleutels" in _row(City(None, np.vstack([counts, moved]), IN_TIME))["reden"]


def test_an_earlier_approach_at_the_same_street_gives_no_verdict():
    earlier = ("2019-05-01", "Straat 10", "2019-06-01")
    city = City(None, quiet(), earlier, IN_TIME)
    assert "begon hier al" in _row(city)["reden"]
    moved = City(None, quiet(), ("2019-05-01", "Straat 10", "2020-01-01"), IN_TIME)
    assert pd.isna(_row(moved)["reden"])


def test_a_comparison_place_that_got_an_approach_itself_no_longer_counts():
    names = City(None, quiet(), IN_TIME).registered()[0].vergelijking
    given = ("2019-12-20", "Straat 10", "2020-01-01", ", ".join(names))
    again = ("2020-04-01", "Straat 10", "2020-01-01", ", ".join(names))
    other = ("2020-04-01", names[0], "2020-05-01")
    frame = effects(City(None, quiet(), given, again, other).material())
    row = frame[(frame["straatnaam"] == "Straat 10") & (frame["bron"] == "melddesk")].iloc[0]
    assert row["plekken"] == len(names) - 1
    assert row["vergelijking"] == ", ".join(names)


def test_the_table_is_as_the_contract_says():
    frame = effects(City(quiet(), quiet(9), IN_TIME, LATE).material())
    described = published.table("aanpak_effect")
    assert tuple(frame) == described.names
    assert not frame.duplicated(list(described.grain)).any()
    assert effects(City(None, quiet()).material()).empty


# -- what is fixed ---------------------------------------------------------------------------------


def test_what_was_fixed_stays_whatever_is_delivered_later(home):
    first = City(None, quiet(), IN_TIME)
    fixed = register(home, first.ask)
    later = ("2020-03-01", "Straat 10", "2020-01-01", "Straat 40, Straat 41")
    assert register(home, City(None, quiet(2), IN_TIME, later).ask) == fixed
    assert registered(home) == fixed
    assert json.loads((home.decisions / "aanpakken.json").read_text("utf-8"))


def test_the_choice_of_the_team_on_the_same_day_replaces_the_proposal(home):
    register(home, City(None, quiet(), IN_TIME).ask)
    chosen = (*IN_TIME, "Straat 8 | Straat 9")
    [entry] = register(home, City(None, quiet(), IN_TIME, chosen).ask)
    assert entry.vergelijking == ("Straat 8", "Straat 9") and entry.gekozen


def test_a_reference_date_only_reads(make_home):
    home = make_home()
    assert register(replace(home, as_of="2020-06-01"), City(None, quiet(), IN_TIME).ask) == ()
    assert not (home.decisions / "aanpakken.json").exists()
    [entry] = register(home, City(None, quiet(), IN_TIME).ask)
    assert registered(replace(home, as_of="2019-12-19")) == ()
    assert registered(replace(home, as_of="2019-12-20")) == (entry,)


def test_damaged_decisions_are_not_made_again(home):
    (home.decisions / "aanpakken.json").write_text('[{"straatnaam": "Straat 10"}]', "utf-8")
    with pytest.raises(AnalystError, match="reservekopie"):
        register(home, City(None, quiet(), IN_TIME).ask)


@pytest.mark.parametrize(
    ("text", "names"),
    [("", ()), ("Markt, Plein", ("Markt", "Plein")), (" A|B , A ", ("A", "B"))],
)
def test_names_as_an_analyst_writes_them(text, names):
    assert names_in(text) == names


# -- the figures -----------------------------------------------------------------------------------


@pytest.mark.dear
@pytest.mark.parametrize("kind", [simulated.KINDS[2], simulated.KINDS[5]])
def test_a_word_is_rare_where_nothing_changed_and_common_where_most_is_gone(kind):
    """Places that vary more than by chance, drift, and were chosen because they were busy."""
    words = {1.0: Counter(), 0.1: Counter()}
    for left, cities in ((1.0, 300), (0.1, 60)):
        for number in range(cities):
            rng = np.random.default_rng([number, kind.streets])
            counts = simulated.a_city(rng, kind)
            own = simulated.CHOSEN["the tenth"](counts)
            told = simulated.compare(rng, counts, own, 12, left)
            words[left][told[0] if told else NO_VERDICT] += 1
    nothing, gone = words[1.0], words[0.1]
    assert nothing[NO_VERDICT] < 75
    assert nothing[DOWN] + nothing[UP] <= 0.05 * (300 - nothing[NO_VERDICT])
    assert gone[DOWN] >= 0.95 * (60 - gone[NO_VERDICT])


def test_places_that_vary_more_give_a_wider_interval():
    rng = np.random.default_rng(1)
    same = rng.poisson(40, (30, 2))
    wild = rng.negative_binomial(40 / 3, 1 / 4, (30, 2))
    narrow, wide = (spread(*table.T) for table in (same, wild))
    assert narrow.phi < 1.6 < 2.5 < wide.phi
    assert wide.at(4 * wide.level) > wide.at(wide.level) == wide.at(1) == wide.phi
    assert spread(*same[:9].T) is None
    assert spread(same[:, 0], 0 * same[:, 1]) is None


def test_the_smallest_difference_is_seen_four_times_in_five():
    rng = np.random.default_rng(2)
    area = Compared((60, 60), (600, 600), 0.1, 1.0, 30)
    smallest = area.difference().smallest
    after = rng.poisson(60 - smallest, 4000)
    control = rng.poisson(600, (4000, 2))
    before = rng.poisson(60, 4000)
    seen = [
        Compared((b, a), tuple(c), 0.1, 1.0, 30).difference().outcome == DOWN
        for b, a, c in zip(before, after, control, strict=True)
    ]
    assert 0.78 <= np.mean(seen) <= 0.95  # more, as fewer events vary less


@given(st.integers(0, 10**6))
def test_a_proposal_is_allowed_near_in_height_and_balanced(seed):
    rng = np.random.default_rng(seed)
    before = rng.poisson(rng.lognormal(2, 1, (60, 1, 1)) * np.array([2, 1, 1]), (60, 2, 3))
    allowed = rng.random(60) < 0.7
    place = int(before[:, :, 1:].sum(axis=(1, 2)).argmax())
    found = propose(before.astype(float), place, allowed)
    assert len(found) == 0 or 2 <= len(found) <= 10
    assert allowed[found].all() and place not in found
    told = height(before[place]) >= 10
    times = height(before)[found][:, told] / height(before)[place, told]
    assert ((times >= 1 / 3) & (times <= 3)).all()
    assert len(found) == 0 or balanced(before, place, found)


def test_alike_is_in_height_and_course():
    before = np.array([[[40, 20, 30]], [[42, 21, 29]], [[20, 10, 15]], [[39, 19, 31]]])
    before = np.vstack([before, before[1:2] + 1, np.array([[[80, 45, 5]]])]).astype(float)
    assert set(propose(before, 0, np.ones(6, dtype=bool))) == {1, 3, 4}
    assert not balanced(before, 0, np.array([5]))
    assert len(propose(before, 0, np.arange(6) < 2)) == 0
    half = before.copy()
    half[[1, 3, 4]] /= 2  # not as busy, but the same course
    assert set(propose(half, 0, np.ones(6, dtype=bool))) >= {1, 3, 4}
    assert list(windows(np.arange(24.0))) == [
        sum(range(12)),
        sum(range(12, 18)),
        sum(range(18, 24)),
    ]
