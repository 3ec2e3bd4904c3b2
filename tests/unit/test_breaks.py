"""Tests of breaks and flags: the contents of the table, comparability, and cuts in a history."""

from __future__ import annotations

import pytest

from assets.basis.errors import AnalystError
from assets.indicators.breaks import cuts, flagged_months, judge, load_breaks

BREAKS = load_breaks()
MAY = ("2018-05", "2018-06")


def reason(source: str, codes: list[str], now: tuple[str, str], past: tuple[str, str]):
    return judge(BREAKS, source, codes, now, past).reden


def test_nothing_crosses_july_2018_for_the_police():
    for source in ("politie", "politie (open data)"):
        assert "samenloop" in reason(source, ["A20"], ("2019-05", "2019-06"), MAY)
        assert "samenloop" in reason(
            source, ["A20"], ("2018-06", "2018-07"), ("2017-06", "2017-07")
        )
        assert reason(source, ["A20"], ("2019-07", "2019-08"), ("2018-07", "2018-08")) is None
        assert reason(source, ["A20"], MAY, ("2017-05", "2017-06")) is None
    assert reason("melddesk", [], ("2019-05", "2019-06"), MAY) is None
    assert reason("politierapport", [], ("2019-05", "2019-06"), MAY) is None


def test_a_break_of_some_codes_affects_only_those():
    now, past = ("2020-05", "2020-06"), ("2019-05", "2019-06")
    assert "E33" in reason("politie", ["E38", "E33"], now, past)
    assert reason("politie", ["E38"], now, past) is None
    years = ("2016-01", "2016-12"), ("2015-01", "2015-12"), ("2014-01", "2014-12")
    assert "fraude" in reason("politie (open data)", ["3.9.1"], years[0], years[1])
    assert "fraude" in reason("politie (open data)", ["3.9.3"], years[1], years[2])
    assert "fraude" in reason("politie (open data)", ["3.9.3"], years[1], years[1])
    assert reason("politie", ["3.9.1"], ("2016-01", "2016-01"), ("2015-12", "2015-12"))
    assert reason("politie", ["3.9.1"], ("2017-01", "2017-01"), ("2016-01", "2016-01")) is None
    assert reason("politie", ["3.9.1"], ("2017-01", "2017-12"), years[0]) is None
    assert reason("politie", ["3.9.2"], years[0], years[2]) is None


def test_the_survey_breaks_in_2021():
    years = {year: (f"{year}-01", f"{year}-12") for year in (2017, 2019, 2021, 2023)}
    assert reason("veiligheidsmonitor", [], years[2021], years[2019])
    assert reason("veiligheidsmonitor", [], years[2019], years[2017]) is None
    assert reason("veiligheidsmonitor", [], years[2023], years[2021]) is None


@pytest.mark.parametrize("source", ["politie", "melddesk", "register", "veiligheidsmonitor"])
def test_corona_is_a_flag_not_a_break(source):
    def flags(now, past):
        return judge(BREAKS, source, [], now, past).vlaggen

    assert flags(("2020-03", "2020-04"), ("2019-03", "2019-04")) == ("corona",)
    assert flags(("2023-01", "2023-02"), ("2022-01", "2022-02")) == ("corona",)
    assert flags(("2020-01", "2020-02"), ("2019-01", "2019-02")) == ()
    assert flags(("2023-05", "2023-06"), ("2022-05", "2022-06")) == ()
    months = flagged_months(BREAKS, source, [], "2020-06")
    assert sorted(months) == [2020 * 12 + 2, 2020 * 12 + 3, 2020 * 12 + 4, 2020 * 12 + 5]
    assert len(flagged_months(BREAKS, source, [], "2030-01")) == 25


def test_cuts_of_a_history():
    assert cuts(BREAKS, "politie", ["A20"]) == [2018 * 12 + 6]
    assert cuts(BREAKS, "politie", ["E33"]) == [2018 * 12 + 6, 2020 * 12 + 2]
    assert cuts(BREAKS, "politie (open data)", ["3.9.1"]) == [2015 * 12, 2016 * 12, 2018 * 12 + 6]
    assert cuts(BREAKS, "melddesk", []) == []


def test_every_break_says_why_and_where_from():
    assert all(row.toelichting and row.herkomst for row in BREAKS)
    assert len({row.breuk_id for row in BREAKS}) == len(BREAKS)


HEAD = "breuk_id,naam,bron,codes,van,tot,soort,toelichting,herkomst\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,A,politie,,2018-13,,breuk,x,y", "van"),
        ("a,A,politie,,,,breuk,x,y", "van"),
        ("a,A,politie,,2018-07,2018,breuk,x,y", "tot"),
        ("a,A,politie,,2018-07,2018-06,breuk,x,y", "tot"),
        ("a,A,politie,,2018-07,,trend,x,y", "soort"),
        ("a,A,,,2018-07,,breuk,x,y", "bron"),
        ("a,,politie,,2018-07,,breuk,x,y", "naam"),
        (",A,politie,,2018-07,,breuk,x,y", "breuk_id"),
        ("a,A,politie", "van"),
    ],
)
def test_a_wrong_row_is_refused_by_name(tmp_path, row, column):
    path = tmp_path / "breuken.csv"
    path.write_text(HEAD + "goed,G,alle,,2018-07,,vlag,x,y\n" + row + "\n", "utf-8")
    with pytest.raises(AnalystError, match=rf"breuken.csv, rij 3: kolom {column} "):
        load_breaks(path)


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "breuken.csv"
    path.write_text("breuk_id,naam,bron,van,tot,soort,toelichting,herkomst\n", "utf-8")
    with pytest.raises(AnalystError, match="kolom codes"):
        load_breaks(path)
