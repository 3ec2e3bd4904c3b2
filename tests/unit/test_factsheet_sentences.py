"""Laws of the sentences for the council: none says more than its row, whatever the row holds."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import cells
from assets.factsheets.raad import sentences

NAMES = st.sampled_from(["Minder straatroof", "Een hoger cijfer", "Bibob-onderzoeken", "Geluid"])
UNITS = st.sampled_from([*sentences.COUNTED, sentences.NUMBER, "%", "rapportcijfer", "score"])
MISSING = st.sampled_from([None, float("nan")])
VALUES = MISSING | st.integers(0, 10**7) | st.floats(0, 10**7, allow_nan=False)
YEARS = MISSING | st.integers(1990, 2100)
PERIODS = MISSING | st.sampled_from(["2019", "2019--2020", "2019-07--2020-06", "2020-H1"])
VERDICTS = MISSING | st.sampled_from(
    [cells.ON_COURSE, cells.OFF_COURSE, cells.UNDECIDED, "afgesloten"]
)
SECRETS = st.sampled_from([None, "nu", "waarde", "vorige waarde", "nu, vorig jaar"])
# What a number may be followed or preceded by: its unit, or that it is an end of an interval.
UNIT = r"(?:registraties?|meldingen|melding|\u00a0%)"
NUMBER = re.compile(r"(?<![\w,.])\d[\d.]*(?:,\d+)?")

goals = st.builds(
    SimpleNamespace,
    doel=NAMES,
    nu=VALUES,
    nu_van=VALUES,
    nu_tot=VALUES,
    nu_periode=PERIODS,
    koers=VALUES,
    richting=st.sampled_from(["omlaag", "omhoog", None]),
    oordeel=VERDICTS,
    nulmeting=VALUES,
    nulmeting_jaar=YEARS,
    streefwaarde=VALUES,
    streefjaar=YEARS,
    geheim=SECRETS,
    doel_id=st.just("doel_9"),
    indicator_id=st.just("fietsendiefstal_totaal"),
)
registers = st.builds(
    SimpleNamespace,
    indicator=NAMES,
    indicator_id=st.just("bibob_onderzoeken"),
    periode=PERIODS.filter(lambda period: isinstance(period, str)),
    waarde=VALUES,
    eenheid=MISSING | st.sampled_from(["aantal", "%"]),
    vorige_periode=PERIODS,
    vorige_waarde=VALUES,
    geheim=SECRETS,
)
signals = st.builds(
    SimpleNamespace,
    indicator=NAMES,
    indicator_id=st.just("straatroof"),
    periode=st.sampled_from(["2020-H1", "2019-H2"]),
    nu=VALUES,
    vorig_jaar=VALUES,
    signaal=st.sampled_from([cells.UP, cells.DOWN]),
    geheim=SECRETS,
)


def _is_clean(text: str) -> bool:
    """No placeholder, no code of the program, no empty value, one sentence after another."""
    words = ("None", "nan", "inf", "<NA>", "{", "}", "_", " .", "..", "  ", "()")
    return not any(word in text for word in words) and text[:1].isupper() and text.endswith(".")


def _bare_numbers(text: str) -> list[str]:
    """The numbers that have no unit and are no year, period or part of an interval."""
    text = re.sub(r"95%-interval: \S+(?:\u00a0%)? tot [^)]+\)", ")", text)
    text = re.sub(r"(?:januari|juni|juli|december|helft van) \d{4}|\b(?:19|20|21)\d\d\b", "", text)
    return [
        found.group()
        for found in NUMBER.finditer(text)
        if not re.match(rf"(?: ml[nd])?[ ]?{UNIT}", text[found.end() :])
        and not re.search(
            r"(?:aantal|rapportcijfer|score) van (?:ongeveer )?$", text[: found.start()]
        )
    ]


_SIDES = {
    (cells.ON_COURSE, "omlaag"): "Op koers: het hele interval ligt onder ",
    (cells.ON_COURSE, "omhoog"): "Op koers: het hele interval ligt boven ",
    (cells.OFF_COURSE, "omlaag"): "Niet op koers: het hele interval ligt boven ",
    (cells.OFF_COURSE, "omhoog"): "Niet op koers: het hele interval ligt onder ",
    (cells.UNDECIDED, "omlaag"): "Of dit op koers ligt, is niet vast te stellen",
    (None, "omhoog"): "Of dit op koers ligt, is niet vast te stellen",
    ("afgesloten", "omlaag"): "Dit doel is afgesloten.",
}


@pytest.mark.parametrize(("verdict", "direction"), _SIDES)
@given(row=goals, unit=UNITS)
def test_a_goal_is_told_as_its_row_says(row, unit, verdict, direction):
    row = SimpleNamespace(**{**vars(row), "oordeel": verdict, "richting": direction})
    told = sentences.goal(row, unit)
    assert _is_clean(told)
    assert not _bare_numbers(told)
    assert sentences.judgement(row, unit).startswith(_SIDES[verdict, direction])


@given(goals.filter(lambda row: "nu" in str(row.geheim).split(", ")), UNITS)
def test_a_secret_figure_is_in_no_sentence(row, unit):
    assert "geheim" in sentences.standing(row, unit)
    assert not re.search(r"\d", sentences.standing(row, unit))
    if row.oordeel not in (cells.ON_COURSE, cells.OFF_COURSE, "afgesloten"):
        assert not re.search(r"\d", sentences.judgement(row, unit))


@given(registers)
def test_what_was_done_is_told_of_the_periods_it_was_counted_in(row):
    told = sentences.done(row)
    assert _is_clean(told)
    assert told.startswith(f"{row.indicator} ")
    if "waarde" in str(row.geheim).split(", "):
        assert ": geheim" in told
    elif row.waarde is None or row.waarde != row.waarde:
        assert told.endswith(": niet bekend.")


@given(signals, UNITS)
def test_a_signal_has_the_direction_of_its_row(row, unit):
    told = sentences.signal(row, unit)
    assert _is_clean(told)
    assert not _bare_numbers(told)
    assert ("meer dan te verwachten" in told) is (row.signaal == cells.UP)
    assert ("minder dan te verwachten" in told) is (row.signaal == cells.DOWN)
    assert row.indicator in told
    if "nu" in str(row.geheim).split(", "):
        assert "registratie" not in told
        assert "een jaar eerder" not in told


def test_sentences_read_as_they_are_meant_to():
    row = SimpleNamespace(
        doel="Minder straatroof",
        nu=26.0,
        nu_van=17.0,
        nu_tot=38.1,
        nu_periode="2019-07--2020-06",
        koers=21.2,
        richting="omlaag",
        oordeel=cells.UNDECIDED,
        nulmeting=22.0,
        nulmeting_jaar=2018,
        streefwaarde=20.0,
        streefjaar=2022,
        geheim=None,
    )
    assert sentences.goal(row, "politie") == (
        "Minder straatroof: 26 registraties (95%-interval: 17 tot 38) van juli 2019 tot en met "
        "juni 2020. Het doel is 20 registraties in 2022; de nulmeting was 22 registraties in 2018. "
        "Of dit op koers ligt, is niet vast te stellen: de rechte lijn van nulmeting naar doel (nu "
        "ongeveer 21 registraties) ligt in het interval."
    )
    assert sentences.amount(1.0, "melddesk") == "1 melding"
    assert sentences.amount(7.1, "rapportcijfer") == "een rapportcijfer van 7,1"
