"""Laws of what it costs to take one name for another: nothing for the same, as much in either
direction, and less for what people mix up than for what tells names apart."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.linking.slips import coded, costs

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=30)


def _cost(text: str, name: str) -> float:
    return float(costs(coded([text]), coded([name]))[0])


@given(WORDS)
def test_a_name_costs_nothing_to_take_for_itself(word):
    assert _cost(word, word) == 0


@given(WORDS, WORDS)
def test_a_cost_is_the_same_in_either_direction_and_never_less_than_nothing(one, other):
    assert _cost(one, other) == pytest.approx(_cost(other, one), abs=1e-4)
    assert _cost(one, other) >= 0
    assert (_cost(one, other) > 0) == (one[:26] != other[:26])


@given(st.lists(st.tuples(WORDS, WORDS), max_size=12))
def test_no_pair_changes_the_cost_of_another(pairs):
    texts, names = coded([one for one, _ in pairs]), coded([two for _, two in pairs])
    together = costs(texts, names)
    assert np.allclose(together, [_cost(one, two) for one, two in pairs], atol=1e-4)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("wenkenbag", "wenkebag", "wenkelbag"),  # an n lost, another letter
        ("landstraat", "lantstraat", "lankstraat"),  # sounds alike
        ("stokdyk", "stokkdyk", "stokldyk"),  # doubled
        ("bloemneweg", "bloemenweg", "bloemerweg"),  # swapped
        ("melkweg", "milkweg", "mulkweg"),  # a vowel that is near
        ("weg", "wag", "wed"),
    ],
)
def test_what_people_mix_up_costs_less_than_what_tells_names_apart(text, near, far):
    assert _cost(text, near) < _cost(text, far)
