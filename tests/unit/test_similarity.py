"""Tests of similar names: typing errors, ties, the runner-up and common words."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from assets.linking.decisions import Decisions
from assets.linking.matching import Matcher
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference


def _matcher(reference: Reference, *names: str, decisions: Decisions | None = None) -> Matcher:
    listed = pd.DataFrame({"straatnaam": names, "woonplaats": "", "straat_id": ""}, dtype="str")
    return Matcher(StreetIndex(replace(reference, straten=listed), decisions), decisions)


@pytest.mark.parametrize(
    ("listed", "text", "streets"),
    [
        (["Bloemenweg"], "Bloemneweg", ["Bloemenweg"]),  # swapped
        (["Bloemenweg"], "Bloemmenweg", ["Bloemenweg"]),  # doubled
        (["Bloemenweg"], "Bleomenwge", ["Bloemenweg"]),
        (["Bloemenweg"], "Boemenweg", ["Bloemenweg"]),
        (["Koestraat"], "Keostraat", []),  # three letters are too few
        (["Bredestraat"], "Brdestraat", ["Bredestraat"]),  # four: only typical typing errors
        (["Kerkstraat"], "Kekrstraat", ["Kerkstraat"]),
        (["Kerkstraat"], "Kurkstraat", []),
        (["Bredestraat"], "Brodestraat", ["Bredestraat"]),
        (["Heerderweg", "Keerderweg"], "Teerderweg", ["Heerderweg", "Keerderweg"]),
        (["Bloemenweg", "Bloemweg"], "Bloemeweg", ["Bloemenweg", "Bloemweg"]),  # one edit from both
        (["Bloemenweg", "Bloemerweg"], "Bloemelweg", ["Bloemenweg", "Bloemerweg"]),
        (["Moleserweg", "Molenerweg"], "Molezerweg", ["Moleserweg", "Molenerweg"]),  # s sounds as z
        (["Langebeemdstraat"], "Lagebeemdstraat", []),  # opposites written as one word
        (["Binnenlindenhofstraat"], "Buitenlindenhofstraat", []),
        (["Scharnerweg", "Meerssenerweg"], "Schranerweg", ["Scharnerweg"]),
        (["Lindelaan"], "Wilgenlaan", []),
        (["Wilhelminasingel"], "Wihlelminasinfel", ["Wilhelminasingel"]),
        (["Wilhelminasingel"], "Wilmasingel", []),
    ],
)
def test_few_wrong_letters_are_a_slip_and_a_tie_is_told(reference, listed, text, streets):
    matcher = _matcher(reference, *listed, decisions=Decisions())
    [found] = matcher.find([text]).values()
    named = [sorted(matcher.streets.names[n].straatnaam for n in m.names) for m in found.mentions]
    assert named == ([sorted(streets)] if streets else [])


def test_the_runner_up_is_told_with_its_score(reference):
    matcher = _matcher(reference, "Lindelaan", "Lindenlaan", "Zandweg")
    [found] = matcher.find(["Linfelaan"]).values()
    [mention] = found.mentions
    assert matcher.streets.name(mention) == "Lindelaan"
    assert matcher.streets.names[mention.runner_up].straatnaam == "Lindenlaan"
    assert 0 < mention.runner_up_score < mention.score


def test_a_common_word_is_not_another_one_misspelled(reference):
    plain, knowing = (
        _matcher(reference, "Beurslaan", decisions=Decisions(common=frozenset(common)))
        for common in ((), ("beuk", "beurt"))
    )
    assert plain.find(["Beurtlaan"])["Beurtlaan"].mentions
    assert not knowing.find(["Beurtlaan"])["Beurtlaan"].mentions


def test_two_names_of_one_street_are_no_rivals(reference):
    listed = pd.DataFrame(
        {"straatnaam": ["Bloemenweg", "Bloemweg"], "woonplaats": "", "straat_id": "S1"},
        dtype="str",
    )
    matcher = Matcher(StreetIndex(replace(reference, straten=listed)))
    [found] = matcher.find(["Bloemeweg"]).values()
    [mention] = found.mentions
    assert {matcher.streets.names[n].straat_id for n in mention.names} == {"S1"}
    assert mention.runner_up is None
