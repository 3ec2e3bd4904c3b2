"""Tests of dates and times: the ways in which deliveries write them, and texts that are neither."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assets.formats.moments import dutch_date, dutch_moment, month_of, months_between, parse_moments
from schemas import melddesk, police

FORMATS = police.LAYOUT.date_formats


def _parse(*texts: str, formats: tuple[str, ...] = FORMATS) -> list[str | None]:
    moments = parse_moments(pd.Series(texts, dtype="str"), formats)
    assert moments.dtype == "datetime64[us]"
    return [None if pd.isna(moment) else moment.isoformat(sep=" ") for moment in moments]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("03-02-2020 11:30:05", "2020-02-03 11:30:05"),
        ("03-02-2020 11:30", "2020-02-03 11:30:00"),
        ("03-02-2020", "2020-02-03 00:00:00"),
        ("3-2-2020", "2020-02-03 00:00:00"),
        ("03/02/2020 11:30", "2020-02-03 11:30:00"),
        ("2020-02-03 11:30:05", "2020-02-03 11:30:05"),
        ("2020-02-03T11:30:05", "2020-02-03 11:30:05"),
        ("2020-02-03", "2020-02-03 00:00:00"),
        (" 03-02-2020 ", "2020-02-03 00:00:00"),
        ("29-02-2020", "2020-02-29 00:00:00"),
    ],
)
def test_every_known_form_is_read_day_first(text, moment):
    assert _parse(text) == [moment]


@pytest.mark.parametrize(
    "text",
    ["", "onbekend", "30-02-2020", "29-02-2019", "31-04-2020", "01-13-2020", "12-25-2020 10:00",
     "01-01-2020 24:30", "2020", "0", "1-1", "99999999", "01-01-2020 en later"],
)  # fmt: skip
def test_a_text_that_is_no_moment_is_missing_and_never_guessed(text):
    assert _parse(text) == [None]


def test_a_bad_date_does_not_affect_the_others():
    assert _parse("30-02-2020", "", "03-02-2020") == [None, None, "2020-02-03 00:00:00"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-12-31T23:30:00Z", "2020-01-01 00:30:00"),
        ("2019-12-31 23:30:00+00:00", "2020-01-01 00:30:00"),
        ("2020-01-01T00:30:00+01:00", "2020-01-01 00:30:00"),
        ("2020-06-30T22:30Z", "2020-07-01 00:30:00"),
        ("2020-06-30T22:30:00.500+0000", "2020-07-01 00:30:00.500000"),
    ],
)
def test_a_moment_with_a_zone_becomes_local_time(text, moment):
    assert _parse(text) == [moment]


def test_excels_day_numbers_are_days():
    assert _parse("43831", "43831.5", "43830.999988426") == [
        "2020-01-01 00:00:00",
        "2020-01-01 12:00:00",
        "2019-12-31 23:59:59",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1 juni 2020", "1 Juni 2020", "1 jun. '20", "1 jun 2020", "1-jun-20", "01JUN2020",
        "1e juni 2020", "ma 1 juni 2020", "maandag 1 juni 2020", "June 1, 2020", "Mon, 1 Jun 2020",
        "1st of June 2020",
        "20200601", "2020/06/01", "2020-06-01 00:00:00 CEST", "2020-05-31T22:00:00Z[UTC]",
        "2020-05-31T22:00:00[UTC]", "2020-05-31 22:00:00 UTC", "2020-06-01T00:00:00+02:00",
        "2020-06-01T00:00:00+02:00[Europe/Amsterdam]", "2020-06-01T00:00:00[Europe/Amsterdam]",
        "1590962400", "1590962400000", "/Date(1590962400000)/", "/Date(1590962400000+0200)/",
        "Sun, 31 May 2020 22:00:00 +0000", "20200601000000", "1 juni 2020 0.00 uur",
    ],
)  # fmt: skip
def test_the_first_of_june_in_every_way_that_needs_no_setting(text):
    assert _parse(text, formats=()) == ["2020-06-01 00:00:00"]


@pytest.mark.parametrize(
    "text",
    ["ma 1 juni 2020 14:30", "1 juni 2020 om 14.30 uur", "1 juni 2020, 14u30",
     "June 1, 2020 2:30 PM",
     "1 Jun 2020 at 02:30 p.m.", "1 juni 2020 14:30:00", "01-06-2020 14:30"],
)  # fmt: skip
def test_the_time_behind_a_date_in_words(text):
    assert _parse(text) == ["2020-06-01 14:30:00"]


@pytest.mark.parametrize(
    "text",
    ["31 juni 2020", "1 juno 2020", "juni 2020", "1 juni", "1 juni 2020 25:00",
     "1 juni 2020 13:00 PM",
     "0612345678", "5906224000", "20201301", "12 straat 2020", "1 juni 2020 en later"],
)  # fmt: skip
def test_what_only_resembles_a_date_is_missing(text):
    assert _parse(text, formats=()) == [None]


def test_a_format_with_a_zone_gives_local_time():
    assert _parse("31-12-2019 23:30 +0000", formats=("%d-%m-%Y %H:%M %z",)) == [
        "2020-01-01 00:30:00"
    ]


_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda m: m.replace(microsecond=0))
)
def test_every_moment_in_words_or_counted_is_read_back(moment):
    local = pd.Timestamp(moment)
    words = f"{moment.day} {_MONTHS.split()[moment.month - 1]} {moment:%Y %H:%M:%S}"
    assert _parse(words, f"{moment:%B %d, %Y %I:%M:%S %p}", formats=()) == [str(moment)] * 2
    if moment.year > 2001:
        utc = pd.Timestamp(moment, tz="UTC")
        seconds = int(utc.timestamp())
        here = str(utc.tz_convert("Europe/Amsterdam").tz_localize(None))
        ways = (str(seconds), str(seconds * 1000), f"{local.isoformat()}Z", f"{moment} UTC")
        assert _parse(*ways, formats=()) == [here] * len(ways)


def test_the_formats_of_the_settings_decide():
    assert _parse("02/03/2020", formats=("%m/%d/%Y",)) == ["2020-02-03 00:00:00"]
    assert _parse("03-02-2020", formats=("%m/%d/%Y",)) == [None]


def test_the_index_of_the_rows_is_kept():
    text = pd.Series(["x", "03-02-2020"], index=[7, 3], dtype="str")
    moments = parse_moments(text, FORMATS)
    assert moments.index.tolist() == [7, 3]
    assert month_of(moments).loc[3] == "2020-02"
    assert pd.isna(month_of(moments).loc[7])


def test_an_empty_column_is_an_empty_column_of_moments():
    moments = parse_moments(pd.Series([], dtype="str"), FORMATS)
    assert (len(moments), str(moments.dtype)) == (0, "datetime64[us]")
    assert len(month_of(moments)) == 0


@given(
    st.lists(
        st.text(max_size=30)
        | st.from_regex(r"[0-9]{1,6}[-/][0-9]{1,2}[-/][0-9]{1,6}( [0-9:]{0,8})?", fullmatch=True)
        | st.from_regex(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[0-9:.]{0,12}(Z|[+-][0-9]{2}:?[0-9]{2})",
            fullmatch=True,
        )
        | st.from_regex(r"[2-7][0-9]{4}(\.[0-9]{1,20})?", fullmatch=True),
        max_size=6,
    )
)
@example(["9999-12-31T23:30:00Z"])
@example(["0001-01-01T00:00:00+14:00"])
@example(["2020-01-01T10:00:60Z", "2020-02-30T10:00Z"])
@example(["٤٣٨٣١"])
@example(["2020-01-01T10:00\x00Z"])
def test_parsing_never_raises(texts):
    for formats in (FORMATS, melddesk.LAYOUT.date_formats):
        moments = parse_moments(pd.Series(texts, dtype="str"), formats)
        assert (len(moments), str(moments.dtype)) == (len(texts), "datetime64[us]")


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda m: m.replace(microsecond=0))
)
def test_a_moment_in_a_known_form_is_read_back(moment):
    assert _parse(f"{moment:%d-%m-%Y %H:%M:%S}", moment.isoformat()) == [str(moment)] * 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 jan 2013", date(2013, 1, 1)),
        ("21 september 2017", date(2017, 9, 21)),
        ("3 mrt 2020", date(2020, 3, 3)),
        ("3 maart 2020", date(2020, 3, 3)),
        ("1 okt. 2019", date(2019, 10, 1)),
        ("1-mei-2020", date(2020, 5, 1)),
        ("01-02-2013", date(2013, 2, 1)),
        ("1/2/2013", date(2013, 2, 1)),
        ("2017-09-21", date(2017, 9, 21)),
        ("31 feb 2020", None),
        ("1 xyz 2020", None),
        ("32-01-2020", None),
        ("gisteren", None),
        ("", None),
    ],
)
def test_dutch_dates(text, day):
    assert dutch_date(text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("21-09-2017 09:42", datetime(2017, 9, 21, 9, 42)),
        ("21 sep 2017, 09:42:10", datetime(2017, 9, 21, 9, 42, 10)),
        ("2017-09-21T9:42", datetime(2017, 9, 21, 9, 42)),
        ("21-09-2017", datetime(2017, 9, 21)),
        ("21-09-2017 25:00", None),
        ("21-09-2017 09:60", None),
        ("31-09-2017 09:42", None),
        ("om 09:42", None),
    ],
)
def test_dutch_moments(text, moment):
    assert dutch_moment(text) == moment


@given(st.text(max_size=40))
def test_dutch_dates_never_raise(text):
    assert dutch_date(text) is None or isinstance(dutch_date(text), date)
    assert dutch_moment(text) is None or isinstance(dutch_moment(text), datetime)


def test_months_between_includes_both_ends():
    assert months_between("2018-11", "2019-02") == ["2018-11", "2018-12", "2019-01", "2019-02"]
    assert months_between("2019-02", "2019-02") == ["2019-02"]
    assert months_between("2019-02", "2019-01") == []


def test_fractions_of_a_second_are_read():
    """As SQL Server writes them."""
    texts = ["2020-04-05 10:00:00.000", "2020-04-05T10:00:00.123"]
    moments = parse_moments(pd.Series(texts, dtype="str"), ())
    assert moments.dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2020-04-05 10:00"] * 2
