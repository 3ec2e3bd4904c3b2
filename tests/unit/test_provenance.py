"""Tests of what an export says about itself: when it was made, what it selects and covers."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.deliveries.provenance import Selection, covered_months, months_in, selection_of
from schemas import melddesk, police, registers

REAL = (
    "Incidenten met incidentsoort A72 gepleegd in plaats Groningen van 1 jan 2013 t/m 21 sep 2017",
    "Bevraagd op 21-09-2017 09:42",
)
SHARE = 0.25


def _table(moments: list[str], layout=police.LAYOUT, field: str = "kennisname", **more: list[str]):
    frame = pd.DataFrame({field: moments, **more}, dtype="str")
    return SimpleNamespace(layout=layout, frame=frame, positions=dict.fromkeys(frame.columns, 0))


def _covered(table, selection: Selection, share: float) -> list[str]:
    return covered_months(months_in(table, selection), table.layout, selection, share)


def _days(month: str, number: int) -> list[str]:
    return [f"{day % 28 + 1:02}-{month[5:]}-{month[:4]}" for day in range(number)]


def test_the_wording_of_a_real_export():
    assert selection_of(REAL) == Selection(
        made_at=datetime(2017, 9, 21, 9, 42),
        by="pleegdatum",
        first_month="2013-01",
        last_month="2017-09",
        codes=("A72",),
    )


def test_without_remarks_all_is_default():
    assert selection_of(()) == Selection(None, "kennisname", None, None, None)
    assert selection_of(("Vertrouwelijk",)) == Selection()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("incidentsoort A72", ("A72",)),
        ("incidentsoorten A72, A73 en B62", ("A72", "A73", "B62")),
        ("incidentsoort codes: F010;E321", ("E321", "F010")),
        ("incidentsoort A72/A72", ("A72",)),
        ("alle incidentsoorten in de gemeente", None),
        ("incidentsoort onbekend", None),
    ],
)
def test_codes_to_which_an_export_is_limited(text, codes):
    assert selection_of((f"Incidenten met {text} ter kennis gekomen in 2020",)).codes == codes


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("van 1 jan 2020 t/m 31 maart 2020", ("2020-01", "2020-03")),
        ("van 01-01-2020 tot en met 31-01-2020", ("2020-01", "2020-01")),
        ("van 1/1/2020 t/m 31/1/2020", ("2020-01", "2020-01")),
        ("van 31 jan 2020 t/m 1 jan 2020", (None, None)),
        ("van 31 feb 2020 t/m 1 mrt 2020", (None, None)),
        ("van de gemeente Voorbeeldstad", (None, None)),
    ],
)
def test_periods(text, months):
    selection = selection_of((f"Incidenten {text}",))
    assert (selection.first_month, selection.last_month) == months


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Bevraagd op: 5 feb 2020 09:42", datetime(2020, 2, 5, 9, 42)),
        ("bevraagd op 05-02-2020", datetime(2020, 2, 5)),
        ("Bevraagd op 05-02-2020 09:42 door een medewerker", datetime(2020, 2, 5, 9, 42)),
        ("Bevraagd op dinsdag", None),
        ("Bevraagd op 31-02-2020", None),
    ],
)
def test_the_moment_of_the_export(text, moment):
    assert selection_of((text,)).made_at == moment


@given(st.lists(st.text(max_size=60), max_size=4).map(tuple))
def test_any_remark_can_be_read(remarks):
    assert isinstance(selection_of(remarks), Selection)


def test_no_text_of_the_remarks_is_kept():
    selection = selection_of(
        (*REAL, "Aangevraagd door Piet Verzonnen van 1 jan 2020 t/m 2 jan 2020")
    )
    assert "Verzonnen" not in repr(selection)


def test_a_stated_period_is_covered_whole_even_without_rows():
    table = _table(_days("2020-02", 3))
    selection = Selection(first_month="2020-01", last_month="2020-03")
    assert _covered(table, selection, SHARE) == ["2020-01", "2020-02", "2020-03"]


def test_a_month_whose_start_is_not_selected_is_not_covered():
    """It would replace the complete month of an earlier delivery."""
    table = _table([*_days("2020-01", 20), *_days("2020-02", 28)])
    selection = selection_of(("Incidenten van 15 jan 2020 t/m 29 feb 2020",))
    assert _covered(table, selection, SHARE) == ["2020-02"]


def test_strays_cover_nothing():
    table = _table([*_days("2020-02", 40), *_days("2020-01", 9), *_days("2020-03", 10)])
    assert _covered(table, Selection(), SHARE) == ["2020-02", "2020-03"]


def test_a_month_without_rows_between_two_others_is_not_covered():
    table = _table([*_days("2020-01", 10), *_days("2020-03", 10)])
    assert _covered(table, Selection(), SHARE) == ["2020-01", "2020-03"]


def test_months_before_2000_are_no_months():
    assert _covered(_table(_days("1999-12", 10)), Selection(), SHARE) == []


def test_no_readable_date_covers_nothing():
    assert _covered(_table(["", "onbekend"]), Selection(), SHARE) == []


def test_an_export_by_offence_covers_the_months_of_the_offence():
    table = _table(_days("2020-03", 4), pleegmoment=_days("2020-02", 4))
    assert _covered(table, Selection(by="pleegdatum"), SHARE) == ["2020-02"]
    assert _covered(table, Selection(), SHARE) == ["2020-03"]


def test_reports_are_covered_by_the_day_they_came_in():
    table = _table(_days("2020-03", 4), melddesk.LAYOUT, "ontvangen")
    assert _covered(table, Selection(by="pleegdatum"), SHARE) == ["2020-03"]


def test_a_register_covers_its_years():
    table = _table(["2018-H1", "2019", " 2020-03"], registers.LAYOUT, "periode")
    months = _covered(table, Selection(), SHARE)
    assert (months[0], months[-1], len(months)) == ("2018-01", "2020-12", 36)
    assert _covered(_table(["x"], registers.LAYOUT, "periode"), Selection(), SHARE) == []
