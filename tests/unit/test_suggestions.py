"""The streets that are suggested for a text, and which streets of a list may be one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from address_rows import link_one, street_list
from hypothesis import given
from hypothesis import strategies as st

from assets.linking.alike_streets import alike_streets
from assets.linking.linking import Linker, linker_for
from assets.linking.review import is_shown
from assets.linking.suggestions import MOST, read_suggestions
from schemas.configuration import Configuration


@pytest.fixture(scope="module")
def maastricht() -> Linker:
    """The linker to the streets that come with the program."""
    return linker_for(Configuration())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Boochstraat 12", "Boschstraat"),
        ("Eyelmarkt", "Ezelmarkt"),
        ("Agterstraat", "Asterstraat"),
        ("Houdstraat", "Hondstraat"),  # what may not be linked may be suggested
    ],
)
def test_what_is_not_linked_is_suggested(maastricht, text, first):
    row = link_one(maastricht, straat=text)
    assert pd.isna(row["straat_id"])
    suggested = read_suggestions(row["suggesties"])
    assert suggested[0][0] == first
    assert suggested[0][1] > 0.5
    assert len(suggested) == MOST


def test_a_street_that_is_unsure_is_the_first_suggestion_with_its_own_score(maastricht):
    row = link_one(maastricht, straat="Angerzkade")
    [first, *others] = read_suggestions(row["suggesties"])
    assert first == (row["straatnaam"], pytest.approx(row["koppelscore"], abs=0.006))
    assert all(chance <= first[1] for _, chance in others)


@pytest.mark.parametrize("text", ["Vrijthof", "Markt 12", "", "Wyck", "onbekend"])
def test_a_text_that_is_not_reviewed_has_no_suggestion(maastricht, text):
    assert pd.isna(link_one(maastricht, straat=text)["suggesties"])


@pytest.mark.parametrize(
    "text",
    ["Jan Boschstra", "dhr. Zqxbavu", "Pieter Zqxbavu", "A. Vrijthofs"],
)
def test_a_text_that_could_name_somebody_has_no_suggestion(maastricht, text):
    """Its first letters could be told by the street that resembles it."""
    row = link_one(maastricht, straat=text)
    assert pd.isna(row["straat_id"]) and not is_shown(row["controle_tekst"])
    assert pd.isna(row["suggesties"])


LETTERS = st.text("abdehiklmnorstvBKLM '-.", max_size=25)


@given(st.lists(LETTERS, min_size=1, max_size=5))
def test_suggestions_are_streets_of_the_list_in_order_and_only_of_a_shown_text(linker, texts):
    links = linker.link(pd.DataFrame({"straat": texts}), True)
    listed = {street.straatnaam for street in linker.streets.names}
    for row in links.itertuples():
        suggested = read_suggestions(row.suggesties)
        names, chances = [name for name, _ in suggested], [chance for _, chance in suggested]
        shown = isinstance(row.controle_tekst, str) and is_shown(row.controle_tekst)
        assert shown or not suggested
        assert set(names) <= listed and len(set(names)) == len(names) <= MOST
        assert chances == sorted(chances, reverse=True)
        assert all(0 < chance < 1 for chance in chances)


@pytest.mark.dear
@given(st.lists(LETTERS, min_size=1, max_size=4), LETTERS)
def test_no_text_has_other_suggestions_beside_another(reference, texts, other):
    alone = Linker(reference).link(pd.DataFrame({"straat": texts}), True)
    beside = Linker(reference).link(pd.DataFrame({"straat": [other, *texts]}), True)
    assert beside["suggesties"].iloc[1:].tolist() == pytest.approx(
        alone["suggesties"].tolist(), nan_ok=True
    )


def test_without_a_list_nothing_is_suggested(reference):
    linker = Linker(replace(reference, straten=None))
    assert linker.link(pd.DataFrame({"straat": ["???a", "12"]}), True)["suggesties"].isna().all()


# -- streets that may be one -------------------------------------------------------------------


def listed(reference, *streets: tuple[str, str, str], **more: object):
    return replace(reference, straten=street_list(*streets), **more)


def test_streets_that_sound_the_same_in_one_town_are_told_once(reference):
    pair = ("Dominicanerkerkstraat", "Dominikanerkerkstraat")
    two = listed(reference, (pair[0], "A", "1"), (pair[1], "A", "2"), ("Kerkstraat", "A", "3"))
    assert alike_streets(two) == [("1", *pair)]
    assert alike_streets(replace(two, apart=(pair[::-1],))) == []
    assert alike_streets(replace(two, samen=(pair,))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Eikstraat", "A", "1"), ("Eykstraat", "B", "2")),  # another town
        (("Kerkstraat", "A", "1"), ("Kerkweg", "A", "2")),
        (("Oude Molenweg", "A", "1"), ("Nieuwe Molenweg", "A", "2")),
        (("1e Dwarsstraat", "A", "1"), ("2e Dwarsstraat", "A", "2")),
        (("Kessensingel A", "A", "1"), ("Kessensingel B", "A", "2")),
        (("Eikstraat", "A", "1"), ("Eykstraat", "A", "1")),  # two names of one street
    ],
)
def test_streets_that_are_two_are_not_told(reference, one, other):
    assert alike_streets(listed(reference, one, other)) == []


def test_a_street_that_is_no_longer_there_is_not_told(reference):
    gone = listed(reference, ("Eikstraat", "A", "1"), ("Eykstraat", "A", "2"))
    assert len(alike_streets(gone)) == 1
    streets = gone.straten.assign(
        geldig_van=pd.NaT, geldig_tot=pd.to_datetime([None, "2019-01-01"])
    )
    assert alike_streets(replace(gone, straten=streets)) == []


def test_a_municipality_without_a_list_has_none(reference):
    assert alike_streets(replace(reference, straten=None)) == []
