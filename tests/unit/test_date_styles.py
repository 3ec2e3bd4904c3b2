"""Tests of the order of day and month in a column: the settings, the evidence of its other dates,
and what is told where neither decides.
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.formats import reading
from assets.formats.date_styles import Style, written
from assets.formats.moments import parse_moments
from assets.formats.reading import read_delivery, read_parts
from schemas import melddesk, police

FORMATS = melddesk.LAYOUT.date_formats
JUNE_DAY_FIRST = [f"{day:02}-06-2020" for day in range(1, 31)]
JUNE_MONTH_FIRST = [f"06-{day:02}-2020" for day in range(1, 31)]


@pytest.fixture
def read(tmp_path, delivery, write_csv):
    """`read(dates)` -> the moments of a delivery of MeldDesk with these dates, and its notes."""

    def go(dates, formats=FORMATS):
        path = write_csv(
            tmp_path / "a.csv", delivery("melddesk", *({"ontvangen": d} for d in dates))
        )
        table = read_delivery(path, (melddesk.LAYOUT,))
        moments = parse_moments(table.frame["ontvangen"], formats)
        days = [None if pd.isna(moment) else f"{moment:%d %b}" for moment in moments]
        return days, " ".join(table.notes)

    return go


def test_dates_of_one_style_give_no_note(read):
    assert read(JUNE_DAY_FIRST) == ([f"{day:02} Jun" for day in range(1, 31)], "")


def test_two_styles_that_cannot_be_confused_are_read_and_told(read):
    days, note = read(["01-06-2020", "2020-06-02", "3 juni 2020", "1591221600"])
    assert days == ["01 Jun", "02 Jun", "03 Jun", "04 Jun"]
    for way in ("dd-mm-jjjj", "jjjj-mm-dd", "maand in woorden", "seconden sinds 1970"):
        assert f"{way} (1)" in note


def test_without_a_format_for_it_the_other_dates_of_the_column_decide(read):
    assert read(["01/06/2020", "13/06/2020 14.30"]) == (["01 Jun", "13 Jun"], "")
    assert read(["06/01/2020 02:30:00 PM", "06/13/2020"])[0] == ["01 Jun", "13 Jun"]


def test_where_no_date_decides_none_is_read_and_the_refusal_says_why(
    tmp_path, read, delivery, write_csv
):
    days, note = read(["01/06/2020", "02/06/2020", "06/06/2020"])
    assert days == [None, None, "06 Jun"], "of the last, both readings are the same day"
    assert "2 datums zoals 03/04/2020 niet gelezen" in note
    home = Home(tmp_path / "home", tmp_path / "inbox")
    rows = delivery("melddesk", {"ontvangen": "01/06/2020"}, {"ontvangen": "02/06/2020"})
    write_csv(home.inbox / "2020-07-05" / "a.csv", rows)
    [aside] = take_in(home, (melddesk.LAYOUT,), 0.25).aside
    assert "geen enkele datum te lezen" in aside.melding
    assert "of de dag of de maand voorop staat, is niet te zien" in aside.melding


def test_a_column_with_the_month_first_is_read_so_although_the_settings_say_otherwise(read):
    days, note = read(JUNE_MONTH_FIRST)
    assert days == [f"{day:02} Jun" for day in range(1, 31)]
    assert "gelezen als mm-dd-jjjj, niet zoals bij datumformaten" in note


def test_of_both_orders_in_one_column_only_the_certain_dates_are_read(read):
    days, note = read(JUNE_DAY_FIRST + JUNE_MONTH_FIRST)
    assert days.count(None) == 22, "1 to 12 June, but not the sixth of June, in each order"
    assert {day for day in days if day} == {"06 Jun", *(f"{day} Jun" for day in range(13, 31))}
    assert "22 datums zoals 03-04-2020 niet gelezen" in note


def test_a_slip_changes_nothing_for_the_others(read):
    days, note = read([*JUNE_DAY_FIRST, "06-13-2020"])
    assert days == [*(f"{day:02} Jun" for day in range(1, 31)), None]
    assert "is 1 datum niet gelezen: dag en maand staan andersom" in note


def test_both_orders_in_the_settings_are_a_choice(read):
    layout = (*FORMATS, "%m-%d-%Y")
    assert written(pd.Series(["01-06-2020", "06-13-2020"]), layout).styles[0].ambiguous == 0


def test_of_a_file_in_parts_the_whole_decides(tmp_path, monkeypatch, delivery, write_csv):
    monkeypatch.setattr(reading, "PART", 10)
    monkeypatch.setattr(reading, "_PIECE", 10)
    dates = [f"{day:02}/06/2020" for day in range(1, 31)]
    path = write_csv(tmp_path / "a.csv", delivery("melddesk", *({"ontvangen": d} for d in dates)))
    parts = list(read_parts(path, (melddesk.LAYOUT,)))
    assert len(parts) == 3
    first = parts[0].frame["ontvangen"].tolist()
    assert first[:2] == ["2020-06-01", "2020-06-02"]


def test_the_styles_of_a_column_for_whoever_proposes_formats():
    of = written(pd.Series(["01/06/2020 10:00", "13/06/2020 10:00", "2020-06-01", "x", ""]))
    assert (of.filled, of.unread) == (4, 1)
    assert of.styles == (
        Style("dd/mm/jjjj", ("%d/%m/%Y %H:%M",), 2),
        Style("jjjj-mm-dd", (), 1),
    )
    unsure = written(pd.Series(["01/06/2020", "02/06/2020"]))
    assert [(style.name, style.fits, style.ambiguous) for style in unsure.styles] == [
        ("dd/mm/jjjj", 2, 2),
        ("mm/dd/jjjj", 2, 2),
    ]


@given(
    st.lists(
        st.dates(pd.Timestamp("2019-01-01").date(), pd.Timestamp("2021-12-31").date()), min_size=1
    ),
    st.sampled_from("-/."),
    st.booleans(),
)
def test_the_proposed_format_reads_what_it_is_said_to_fit(days, mark, day_first):
    form = mark.join(("%d", "%m", "%Y") if day_first else ("%m", "%d", "%Y"))
    texts = pd.Series([day.strftime(form) for day in days], dtype="str")
    styles = written(texts).styles
    [own] = [style for style in styles if style.forms == (form,)]
    assert own.fits == len(days)
    for style in styles:
        readable = parse_moments(texts, style.forms).notna().sum()
        assert readable == style.fits
        assert style.ambiguous <= style.fits


@given(st.lists(st.text("0123456789-/. :apmT", max_size=22), max_size=8))
def test_no_column_makes_it_fail_and_every_value_is_counted(texts):
    values = pd.Series(texts, dtype="str")
    of = written(values, FORMATS)
    assert of.filled == values.ne("").sum()
    assert of.unread <= of.filled


def test_the_police_have_three_moments():
    assert police.LAYOUT.moments == ("kennisname", "pleegmoment", "pleegeinde")
