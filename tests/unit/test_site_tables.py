"""Figures, periods, tables and revisions of the site, before they become markup."""

from __future__ import annotations

import pandas as pd
import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.website import figures, periods, revisions, tables
from assets.website.figures import Figure
from assets.website.indicator import BreakNote, indicators_of


@given(
    st.floats(0, 1e6),
    st.sampled_from(["", "x", ".", "-", "*"]),
    st.sampled_from(["", "herzien", "voorlopig"]),
)
def test_a_mark_replaces_a_hidden_figure(value: float, mark: str, status: str) -> None:
    is_hidden = mark in ("x", ".")
    figure = Figure(None if is_hidden else value, mark, status)
    assert (figure.text == mark) == is_hidden
    is_provisional = mark == "*" or status == "voorlopig"
    assert ("*" in figure.suffix) == (is_provisional and not is_hidden)
    assert bool(figure.spoken) == bool(figure.marks)


@pytest.mark.parametrize(("mark", "written"), [("-", "0"), ("*", "0*"), ("", "0"), (".", ".")])
def test_nothing_is_always_0_and_0_is_always_nothing(mark: str, written: str) -> None:
    figure = Figure(None if mark == "." else 0.0, mark)
    assert figure.text + figure.suffix == written
    assert "-" not in figures.MEANING


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2020-Q2", "2e kwartaal 2020"),
        ("2020-H1", "1e helft 2020"),
        ("2020-06", "jun 2020"),
        ("2019", "2019"),
        ("2018--2019", "2018–2019"),
        ("2019-07--2020-06", "jul 2019–jun 2020"),
    ],
)
def test_a_period_in_a_narrow_column(period: str, expected: str) -> None:
    assert periods.short(period) == expected


@given(st.integers(1990, 2090), st.integers(1, 4), st.integers(1, 12))
def test_a_year_earlier_is_the_same_part_of_the_year(year: int, quarter: int, month: int) -> None:
    for period in (
        f"{year}-Q{quarter}",
        f"{year}-{month:02}",
        f"{year}-H{1 + quarter // 3}",
        f"{year}",
    ):
        before = periods.year_earlier(period)
        assert periods.year_of(before) == year - 1
        assert periods.part_of(before) == periods.part_of(period)
        assert periods.months(before)[0][5:] == periods.months(period)[0][5:]
    assert periods.year_earlier("2019-07--2020-06") == "2018-07--2019-06"


def test_the_running_year_is_shown_by_its_quarters_only() -> None:
    quarters = {"2019-Q1": Figure(1), "2020-Q1": Figure(2), "2020-Q2": Figure(3)}
    years = {"2019": Figure(9), "2020": Figure(5)}
    table = tables.complete({"kwartaal": quarters, "jaar": years}, "2020-Q2")
    assert list(table["jaar"]) == ["2019"]
    by_quarter, by_year = tables.tables_of(public.indicator("inbraak"), table)
    assert [row.label for row in by_quarter.rows] == ["2020", "2019"]
    assert [row.label for row in by_year.rows] == ["2019"]
    # a register has no quarters that would show the running year
    assert tables.complete({"jaar": {"2020": Figure(5)}}, "2020-Q2")["jaar"]


def test_a_break_within_a_year_separates_that_year_from_both_neighbours() -> None:
    years = {"2017": Figure(1), "2018": Figure(2), "2019": Figure(3), "2020": Figure(4)}
    _, by_year = tables.tables_of(
        public.indicator("inbraak"), {"jaar": years, "kwartaal": {"2020-Q1": Figure(1)}}
    )
    rows = [row.label or row.remark for row in by_year.rows]
    assert rows[:2] == ["2020", "2019"]
    assert [rows[3], rows[5]] == ["2018", "2017"]
    assert rows[2].startswith("Sinds juli 2018 is elk strafbaar feit")
    assert "(" not in rows[2]  # national numbers are for analysts
    assert rows[4].startswith("Ook hiermee niet te vergelijken")


def test_a_break_in_january_separates_two_years_once() -> None:
    years = {"2019": Figure(1), "2021": Figure(2)}
    (by_year,) = tables.tables_of(public.indicator("onveilig"), {"jaar": years})
    assert [bool(row.remark) for row in by_year.rows] == [False, True, False]


@pytest.mark.parametrize(
    ("years", "advice"),
    [
        (["2018", "2019"], "Vergelijk 2018 daarom niet met later."),
        (
            ["2017", "2018"],
            "Vergelijk 2018 daarom niet met andere jaren, en eerder niet met later.",
        ),
        (["2017"], "Vergelijk 2017 daarom niet met later."),
        (["2016", "2017"], "Vergelijk 2017 en eerder daarom niet met later."),
        (["2019"], ""),
        ([], ""),
    ],
)
def test_a_break_advises_about_whole_years(years: list[str], advice: str) -> None:
    note = BreakNote("2018-07", "samenloop", "Anders.")
    assert note.with_advice(years).words == f"Anders. {advice}".strip()


def test_revisions_of_status_in_words() -> None:
    def parsed(rows: list[dict]) -> list[revisions.Revision]:
        columns = public.edition().revisions.columns
        frame = pd.DataFrame(rows, columns=columns)
        return revisions.revisions_of(frame, {"fiets": public.indicator("fiets")})

    final = public.revision("fiets", public.CITY, "2020-Q1", 52, 52, oud_teken="*", soort="status")
    secret = final | {"oude_waarde": None, "nieuwe_waarde": None}
    secret |= {"oud_teken": "x", "nieuw_teken": "x"}
    words = revisions.status_words(parsed([final, secret]))
    assert words == "2 voorlopige cijfers zijn definitief geworden; daarbij veranderde geen getal."
    assert parsed([final])[0].what == "was voorlopig, is nu definitief"
    other = final | {"oud_teken": None}
    assert "alleen de status" in revisions.status_words(parsed([final, other]))
    revised = final | {"soort": "herzien"}
    assert parsed([revised])[0].what.startswith("herzien; was voorlopig")
    assert revisions.status_words(parsed([revised])) == ""


def test_parts_follow_their_total() -> None:
    frame = public.edition().indicators
    indicators = indicators_of(frame, (), lambda indicator: indicator.theme)
    assert indicators["fiets"].level == 1
    assert list(indicators).index("fiets") == list(indicators).index("fiets_totaal") + 1
    circular = pd.Series({1: "fiets", 2: "fiets_totaal"}).reindex(frame.index)
    assert set(
        indicators_of(frame.assign(onderdeel_van=circular), (), lambda indicator: indicator.theme)
    ) == set(indicators)
