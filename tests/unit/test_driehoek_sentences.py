"""Laws of the sentences about a signal: none says more than its row, whatever the verdict."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.factsheets import numbers
from assets.factsheets.driehoek import interpretations, sentences
from schemas.dutch import month_names

_MONTHS = [f"{year}-{month:02}" for year in (2018, 2019, 2020) for month in range(1, 13)]
_LAST = "2020-06"
_NAMES = ("Straatroof", "Meldingen jeugdoverlast", "Burengerucht (relatieproblemen)")
_AREAS = {
    "gemeente": "Maastricht",
    "wijk": "Wijk 02 Buitenwijk West",
    "buurt": "Wyck",
    "aandachtsgebied": "De kades",
}
_TEXTS = st.text("abcdefg ", min_size=3, max_size=300).filter(str.strip)
_DAYS = st.dates(pd.Timestamp("2020-01-01").date(), pd.Timestamp("2020-12-31").date())
_UNWANTED = re.compile(r"\bNone\b|\bnan\b|NaT|<NA>|[{}_]|\b(?:GM|WK|BU|AG-)\d|\d{4}-\d\d|\binf\b")


@st.composite
def _signals(draw) -> SimpleNamespace:
    direction = draw(st.sampled_from(["omhoog", "omlaag"]))
    level = draw(st.sampled_from([*_AREAS, None]))
    length = draw(st.sampled_from([1, 2, 3, 6, 12]))
    end = _MONTHS.index(_LAST)
    since = draw(st.none() | st.sampled_from(_MONTHS[: end + 1]))
    counts, means = st.integers(0, 30_000), st.floats(0, 30_000, allow_nan=False)
    has_since = since is not None
    return SimpleNamespace(
        indicator_id="straatroof",
        indicator=draw(st.sampled_from(_NAMES)),
        bron=draw(st.sampled_from(["politie", "melddesk", "iets_nieuws"])),
        gebied_code="GM0935",
        gebiedsnaam=_AREAS.get(level),
        gebiedsniveau=level,
        venster=f"{length}m",
        periode_van=_MONTHS[end - length + 1],
        periode_tot=_LAST,
        waargenomen=draw(counts),
        verwacht=draw(st.none() | means),
        grens=draw(st.none() | counts.map(float)),
        richting=direction,
        sinds_maand=since,
        sinds_nu=draw(counts) if has_since else None,
        sinds_verwacht=draw(means) if has_since else None,
        duiding=None,
        duiding_auteur=None,
        duiding_datum=pd.NaT,
    )


_ACTIONS = st.builds(
    SimpleNamespace,
    actie=_TEXTS,
    wie=st.none() | _TEXTS,
    uiterlijk=st.none() | _DAYS.map(pd.Timestamp),
    is_late=st.booleans(),
)
_WRITTEN = st.none() | st.builds(
    sentences.Interpretation,
    _TEXTS,
    st.just("") | _TEXTS,
    st.sampled_from(["", "2020-H1", "2019", "2020-05--2020-06"]),
)


def _told(row, rows=(), written=None, actions=(), most=20) -> str:
    details = sentences.details(row, rows, written, actions, most)
    return "\n".join([sentences.sentence(row), *(f"{word}: {text}" for word, text in details)])


@given(_signals(), st.lists(_signals(), max_size=9), _WRITTEN, st.lists(_ACTIONS, max_size=3))
def test_nothing_is_printed_but_words_and_figures(row, rows, written, actions):
    told = _told(row, rows, written, actions)
    assert not _UNWANTED.search(told)
    for line in told.split("\n"):
        assert line.endswith((".", "…", "!", "?"))
        assert "  " not in line and ".." not in line and " ." not in line


@given(_signals())
def test_direction_place_and_beginning_are_those_of_the_row(row):
    told = sentences.sentence(row)
    assert ("meer dan" in told, "minder dan" in told) == (
        row.richting == "omhoog",
        row.richting == "omlaag",
    )
    assert told.startswith(f"{row.indicator}: ")
    names = {
        "gemeente": "heel Maastricht",
        "wijk": "de wijk Buitenwijk West",
        "buurt": "de buurt Wyck",
    }
    names |= {"aandachtsgebied": "het aandachtsgebied De kades", None: "een gebied zonder naam"}
    assert f" in {names[row.gebiedsniveau]}" in told
    if row.sinds_maand is None:
        assert "sinds" not in told and told.endswith("inmiddels voorbij.")
    else:
        assert told.endswith(f", sinds {numbers.month(row.sinds_maand)}.")


@given(_signals())
def test_every_figure_is_one_of_the_row_and_counts_have_their_unit(row):
    told = f"{sentences.size(row)} {sentences.certainty(row)}"
    units = "meldingen?" if row.bron == "melddesk" else "registraties?"
    counts = {numbers.count(value) for value in (row.waargenomen, row.grens, row.sinds_nu)}
    expected = {sentences.expected(value) for value in (row.verwacht, row.sinds_verwacht)}
    dates = rf"(?:{'|'.join(month_names())})(?: \d{{4}})?"
    rest = re.sub(rf"{dates}(?:-{dates})?", "", told, flags=re.IGNORECASE)
    expected_of = r"verwacht: (?:minder dan )?"
    figure_of = r"\d[\d.]*(?:,\d)?(?: (?:mln|mld))?"
    found = re.findall(rf"({expected_of})?({figure_of})( {units})?", rest)
    assert found
    for is_expected, figure, unit in found:
        figure = f"minder dan {figure}" if "minder dan" in is_expected else figure
        figure = figure.rstrip(".")
        assert figure in (expected if is_expected else counts)
        assert bool(unit) != bool(is_expected)
        if unit:
            assert (figure == "1") == (not unit.endswith(("en", "s")))


@given(_signals())
def test_months_are_those_of_the_window_and_of_the_beginning(row):
    told = f"{sentences.sentence(row)} {sentences.size(row)} {sentences.certainty(row)}"
    years = set(re.findall(r"\b20\d\d\b", re.sub(r"\d[\d.]* (?:registr|meld)", "", told)))
    known = {row.periode_van[:4], row.periode_tot[:4], (row.sinds_maand or _LAST)[:4]}
    assert years <= known
    assert numbers.months(row.periode_van, row.periode_tot).lower() in told.lower()


@given(_signals())
def test_what_holds_by_the_sum_of_its_months_leads_with_that_sum(row):
    """And says that the last months alone are usual, so that count and limit do not contradict."""
    size, told = sentences.size(row), sentences.certainty(row)
    by_sum = row.grens is not None and row.sinds_maand is not None and not sentences.is_beyond(row)
    assert (" samen; verwacht: " in size) == by_sum
    assert ("het houdt aan" in told and " alleen is binnen het gewone: " in told) == by_sum
    if by_sum:
        assert size.startswith(f"{numbers.count(row.sinds_nu)} ")
        assert f" sinds {numbers.month(row.sinds_maand)} samen" in size
        assert f": {numbers.count(row.waargenomen)} " in told
    if row.grens is None:
        assert told == "groot, maar een grens is niet bekend."
    assert ("door toeval hoogstens" in told) == (row.richting == "omhoog" and row.grens is not None)


def test_less_than_one_is_expected_is_told_without_a_tenth():
    assert [sentences.expected(value) for value in (0, 0.24, 0.99, 1, 9.26, 63.1)] == [
        "minder dan 1",
        "minder dan 1",
        "minder dan 1",
        "1",
        "9,3",
        "63",
    ]


@given(_signals(), st.lists(_signals(), max_size=9))
def test_other_areas_changed_in_the_same_direction_and_are_named_once(row, rows):
    told = sentences.others(row, rows)
    same = {sentences.area(other) for other in rows if other.richting == row.richting}
    for name in {sentences.area(other) for other in rows}:
        assert told.count(name) == (name in same and name != sentences.area(row))


@pytest.mark.parametrize(("named", "rest"), [(20, ""), (3, "; 2 andere: zie de werkmap")])
def test_every_other_area_is_named_as_far_as_there_is_room(named, rest):
    row = SimpleNamespace(gebiedsnaam="Stad", richting="omhoog")
    names = ["Wyck", "Markt en Plein", "Heer", "Malberg", "Daalhof"]
    rows = [SimpleNamespace(gebiedsnaam=name, richting="omhoog") for name in names]
    shown = "; ".join(names[:named])
    assert sentences.others(row, rows, named) == f"{shown}{rest}."


@given(_signals(), _WRITTEN, st.lists(_ACTIONS, max_size=3), st.sampled_from([5, 8, 20]))
def test_the_words_of_the_team_are_cut_to_what_there_is_room_for(row, written, actions, most):
    parts = dict(sentences.details(row, (), written, actions, most))
    assert len(parts["Duiding"].split()) <= most + 5 + 6
    assert len(parts["Afspraak"].split()) <= most + 5 + 12
    assert (parts["Duiding"] == "ontbreekt.") == (written is None)
    assert (parts["Afspraak"] == "geen.") == (not actions)


def test_a_finding_in_full():
    row = SimpleNamespace(
        indicator="Overlast zwervers",
        bron="politie",
        gebiedsnaam="Maastricht",
        gebiedsniveau="gemeente",
        periode_van="2019-12",
        periode_tot="2020-01",
        waargenomen=1,
        verwacht=0.24,
        grens=0,
        richting="omhoog",
        sinds_maand="2019-11",
        sinds_nu=3,
        sinds_verwacht=0.9,
    )
    action = SimpleNamespace(
        actie="Overleg met zorg.", wie="Regie", uiterlijk=pd.Timestamp("2020-03-01"), is_late=True
    )
    assert _told(row, [], sentences.Interpretation("Eén groep", "Team"), [action, action]) == (
        "Overlast zwervers: meer dan verwacht in heel Maastricht, sinds november 2019.\n"
        "Omvang: 1 registratie in december 2019-januari 2020; verwacht: minder dan 1.\n"
        "Zekerheid: groot; door toeval hoogstens 0 registraties.\n"
        "Duiding: Eén groep (Team).\n"
        "Afspraak: Overleg met zorg (Regie; had af moeten zijn op 1 maart 2020). En nog 1 afspraak."
    )
    assert sentences.sentence(row, is_new=True).endswith(" sinds november 2019 (nieuw).")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("2020-01", "2020-06"), "Ouder"),
        (("2020-03", "2020-04"), None),
        (("2021-01", "2021-02"), None),
    ],
)
def test_what_was_written_of_another_period_counts_if_it_overlaps_the_change(period, expected):
    row = SimpleNamespace(
        indicator_id="a",
        gebied_code="GM",
        duiding=None,
        duiding_auteur=None,
        duiding_datum=None,
        periode_van="2020-05",
        periode_tot="2020-06",
        sinds_maand="2020-05",
    )
    text = SimpleNamespace(
        indicator_id="a",
        gebied_code="GM",
        months=period,
        periode="2020-H1",
        duiding="Ouder",
        auteur="Team",
        datum="2020-07-01",
    )
    found = interpretations.interpretation_of(row, [text])
    assert (found and found.words) == expected
    row.duiding = "Eigen"
    assert interpretations.interpretation_of(row, [text]).words == "Eigen"
    other = SimpleNamespace(**{**vars(text), "gebied_code": "WK"})
    row.duiding = None
    assert interpretations.interpretation_of(row, [other]) is None
