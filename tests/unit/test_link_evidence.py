"""Laws of weighing a text and a name: what speaks for a street never makes it less probable, no
text influences another, and what is equal stays undecided."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.linking.decisions import Decisions, Place
from assets.linking.evidence import FEATURES
from assets.linking.linking import Linker
from assets.linking.matching import Matcher
from assets.linking.streets import StreetIndex
from assets.linking.weighing import NO_OTHER, shipped_weights
from assets.reference.tables import Reference

NAMES = [
    "Weissenbruchstraat", "Bloemenweg", "Wilhelminasingel", "Scharnerweg", "Markt", "Vrijthof",
    "Sporenstraat", "Papenstraat", "Statensingel", "Kloosterweg", "Zusterstraat",
    "Gerard Doustraat", "Van Miereveltstraat", "Grote Gracht", "Laan van Meerdervoort",
]  # fmt: skip


def _matcher(reference: Reference, names: list[str]) -> Matcher:
    listed = pd.DataFrame({"straatnaam": names, "woonplaats": "", "straat_id": ""}, dtype="str")
    return Matcher(StreetIndex(replace(reference, straten=listed), Decisions()), Decisions())


def _names(matcher: Matcher, text: str) -> list[set[str]]:
    found = matcher.find([text])[text]
    return [{matcher.streets.names[n].straatnaam for n in m.names} for m in found.mentions]


@settings(max_examples=60)
@given(
    st.lists(st.floats(0, 12, width=32), min_size=len(FEATURES), max_size=len(FEATURES)),
    st.sampled_from([name for name, way in FEATURES.items() if way]),
    st.floats(0.125, 5, width=32),
)
def test_more_that_speaks_for_a_street_never_makes_it_less_probable(numbers, feature, more):
    at = [*FEATURES].index(feature)
    raised = list(numbers)
    raised[at] += more * FEATURES[feature]
    before, after = shipped_weights().of_pairs(np.array([numbers, raised], dtype="float32"))
    assert after >= before - 1e-9


@settings(max_examples=30)
@given(st.floats(-6, 6), st.floats(-8, 6), st.floats(0, 3))
def test_a_probability_rises_with_the_street_and_falls_with_its_rival(best, other, more):
    sure = shipped_weights().probability
    one = sure(np.array([best]), np.array([other]))
    assert 0 <= one <= 1
    assert sure(np.array([best + more]), np.array([other])) >= one
    assert sure(np.array([best]), np.array([max(NO_OTHER, other - more)])) >= one


@settings(max_examples=25)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6), st.integers(0, 2**32))
def test_no_text_influences_another(reference, names, seed):
    draw = random.Random(seed)
    texts = [_slip(name, draw) for name in names]
    index = _matcher(reference, NAMES).streets.similarity
    together = index.find(texts)
    for text in texts:
        assert index.find([text]).get(text) == together.get(text)


def _slip(name: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(name) - 1)
    return draw.choice((name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]))


@given(st.sampled_from(NAMES), st.integers(0, 2**32))
def test_an_equal_name_always_wins_from_a_similar_one(reference, name, seed):
    twin = _slip(name, random.Random(seed))
    matcher = _matcher(reference, [*NAMES, twin])
    assert _names(matcher, name)[0] & {name, twin} == {name} or twin.lower() == name.lower()


@pytest.mark.parametrize("text", ["Beerderweg", "Peerderweg", "Zeerderweg"])
def test_two_equally_probable_streets_stay_undecided(reference, text):
    matcher = _matcher(reference, ["Heerderweg", "Keerderweg"])
    assert _names(matcher, text) == [{"Heerderweg", "Keerderweg"}]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Grote Grahct", "Grote Gracht"),
        ("Gerrit Doustraat", "Gerard Doustraat"),
        ("Miereveldstraat", "Van Miereveltstraat"),
        ("jongeren hangen op het Vrijthof rond", "Vrijthof"),
        ("overlast bij de Scharnerweg elke avond", "Scharnerweg"),
    ],
)
def test_what_a_reader_would_link_is_linked(reference, text, street):
    assert _names(_matcher(reference, NAMES), text) == [{street}]


def test_both_streets_of_an_intersection_are_found(reference):
    matcher = _matcher(reference, NAMES)
    assert _names(matcher, "Intersection of Scharnerweg and Bloemenweg") == [
        {"Scharnerweg"},
        {"Bloemenweg"},
    ]


@pytest.mark.parametrize(
    "text",
    ["Gerard Dou", "G. Dou", "dhr. Dou", "Jan van Mierevelt", "Gerard Vrijthof", "J. Sporen"],
)
def test_a_person_called_as_a_street_is_not_that_street(reference, text):
    assert _names(_matcher(reference, NAMES), text) == []


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ("De Waal", "De Waal Malefijtstraat"),
        ("De Daal", "Daal en Bergschelaan"),
        ("Scharnerweg", "Scharnerweg-Markgravenstraat"),
        ("Meerssenerweg", "Meerssenerbergweg"),
        ("Sint Josephstraat", "Sint Jorisstraat"),
    ],
)
def test_the_whole_text_is_read_and_not_its_beginning(reference, listed, text):
    assert _names(_matcher(reference, [listed]), text) == []


def test_a_dropped_half_is_not_sure(reference):
    matcher = _matcher(reference, ["Ambyerstraat"])
    [mention] = matcher.find(["Ambyerstraat-Zuid"])["Ambyerstraat-Zuid"].mentions
    assert mention.score < 0.95
    directed = _matcher(reference, ["Ambyerstraat", "Ambyerstraat Noord"])
    assert _names(directed, "Ambyerstraat-Zuid") == []


@pytest.mark.dear
@settings(max_examples=25)
@given(
    st.sampled_from([*NAMES, "Weisenbruchstraat", "Blomenweg"]),
    st.sampled_from(["{} 12 Heerlen", "{}, Heerlen", "{} (Heerlen)", "{} 3a te Heerlen"]),
)
def test_a_place_outside_never_links(reference, name, form):
    listed = pd.DataFrame({"straatnaam": NAMES, "woonplaats": "", "straat_id": ""}, dtype="str")
    decisions = Decisions(known_places=(Place("Heerlen", "Heerlen"),))
    linker = Linker(replace(reference, straten=listed), decisions)
    [found] = linker.link(pd.DataFrame({"straat": [form.format(name)]}), True)["straat_id"]
    assert pd.isna(found)
