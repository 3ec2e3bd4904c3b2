"""Tests of matching an address as written to the streets of one list, or to the reason for none.

One table lists the names that must never be confused; another lists what each step adds.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pandas as pd
import pytest

from assets.linking.decisions import Decisions, load_decisions
from assets.linking.matching import AMBIGUOUS, NONE_GIVEN, NOT_FOUND, PLACE, Matcher, MatchResult
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference
from schemas.configuration import Configuration

STREETS = """
Aan de Maas | Achter de Maas | Ambyerstraat Noord | Ambyerstraat Zuid | August Flamentstraat
Avenue Céramique | Baron van Hövellstraat | Bat | Brusselseweg | Burgemeester Kessensingel
Burgemeester Kessensingel A | Burgemeester Kessensingel B | Cauberg | Dominee Nolensstraat
Doctor Nolensstraat | Doctor Bakstraat | Dorpstraat | Eerste Dwarsstraat | Tweede Dwarsstraat
Graaf Adolfstraat | Grote Adolfstraat | Grote Gracht | Kleine Gracht | Grotestraat | Grote Staat
Heerderweg | Keerderweg | 't Hofke | Jan van der Maasstraat | Karel V-plein | Kerkstraat
Kerksteeg | Laan van Brunswijk | Lindelaan | Markt | Grote Markt | Meerssenerweg | Molenweg
Nieuwe Voortweg | Oude Voortweg | Onze Lieve Vrouweplein | Plein 1992 | Plein 1940-1945
President Rooseveltlaan | Prins Hendriklaan | Prinses Hendriklaan | Prinses Beatrixlaan
Sandersweg | Sint Jansstraat | Statensingel | Tongerseweg | Tongersedreef | Tongersedrift
Tongerseplein | Vrijthof | Willem Alexanderweg | Wilhelminasingel | Zuidsingel
"""
DECISIONS = Decisions(
    aliases=(("Mestreechter Heufke", "'t Hofke"), ("OLV", "Onze Lieve Vrouweplein")),
    places=frozenset({"caberg", "kerkhof", "station", "centralestation", "daalhof", "park"}),
    towns=frozenset({"maastricht", "voorbeeldstad", "heer"}),
    context=frozenset({"parkeerplaats", "achterzijde", "school", "bushalte", "ter", "hoogte"}),
    common=frozenset({"linde", "beuk"}),
    versie="proef",
)


def _matcher(reference: Reference, *names: str, decisions: Decisions = DECISIONS) -> Matcher:
    listed = pd.DataFrame({"straatnaam": names, "woonplaats": "", "straat_id": ""}, dtype="str")
    return Matcher(StreetIndex(replace(reference, straten=listed), decisions), decisions)


@pytest.fixture(scope="module")
def find(reference):
    """`find(text)` -> the match of a text with the streets above."""
    names = [name.strip() for line in STREETS.splitlines() for name in line.split("|")]
    matcher = _matcher(reference, *filter(None, names))

    def ask(text: str) -> tuple[MatchResult, list[list[str]]]:
        found = matcher.find([text])[text]
        names = matcher.streets.names
        return found, [sorted({names[n].straatnaam for n in m.names}) for m in found.mentions]

    return ask


# -- each step ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "street", "method"),
    [
        ("Vrijthof", "Vrijthof", "exact"),
        ("'t Hofke", "'t Hofke", "exact"),
        ("vrijthof", "Vrijthof", "gevouwen"),
        ("AVENUE CERAMIQUE", "Avenue Céramique", "gevouwen"),
        ("Sint-Jans straat", "Sint Jansstraat", "gevouwen"),
        ("Avenue C\ufffdramique", "Avenue Céramique", "gevouwen"),
        ("Avenue C?ramique", "Avenue Céramique", "gevouwen"),
        ("OLV", "Onze Lieve Vrouweplein", "alias"),
        ("mestreechter heufke", "'t Hofke", "alias"),
        ("St. Jansstr.", "Sint Jansstraat", "sleutel"),
        ("Dr.Bakstraat", "Doctor Bakstraat", "sleutel"),
        ("Burg. Kessensngl B", "Burgemeester Kessensingel B", "sleutel"),
        ("2e Dwarsstr", "Tweede Dwarsstraat", "sleutel"),
        ("Karel 5-plein", "Karel V-plein", "sleutel"),
        ("Plein '40-'45", "Plein 1940-1945", "sleutel"),
        ("O.L.V.-plein", "Onze Lieve Vrouweplein", "sleutel"),
        ("Jan vd Maasstr", "Jan van der Maasstraat", "sleutel"),
        ("Hofke", "'t Hofke", "sleutel"),
        ("Het Hofke", "'t Hofke", "sleutel"),
        ("Ambyerstraat N.", "Ambyerstraat Noord", "sleutel"),
        ("Pr. Beatrixlaan", "Prinses Beatrixlaan", "sleutel"),
        ("Vrijthof 12", "Vrijthof", "opgeschoond"),
        ("Vrijthof 12 bis", "Vrijthof", "opgeschoond"),
        ("Lindelaan12a", "Lindelaan", "opgeschoond"),
        ("Lindelaan nr. 12", "Lindelaan", "opgeschoond"),
        ("Lindelaan 12/14", "Lindelaan", "opgeschoond"),
        ("Lindelaan 12 t/m 16", "Lindelaan", "opgeschoond"),
        ("Plein 1992 12", "Plein 1992", "opgeschoond"),
        ("Plein 1992", "Plein 1992", "exact"),
        ("OLV 12", "Onze Lieve Vrouweplein", "alias"),
        ("Tongerseweg Kerkhof", "Tongerseweg", "deel"),
        ("Lindelaan Maastricht", "Lindelaan", "deel"),
        ("Lindelaan Noord", "Lindelaan", "deel"),
        ("parkeerplaats Vrijthof", "Vrijthof", "deel"),
        ("Groote Staat", "Grote Staat", "klank"),
        ("Lindelaantje", "Lindelaan", "klank"),
        ("Wilhelminasinghel", "Wilhelminasingel", "klank"),
        ("A.Flamentstraat", "August Flamentstraat", "naamdeel"),
        ("Flamentstraat", "August Flamentstraat", "naamdeel"),
        ("Rooseveltlaan", "President Rooseveltlaan", "naamdeel"),
        ("Hövellstraat", "Baron van Hövellstraat", "naamdeel"),
        ("Meersenerweg", "Meerssenerweg", "klank"),
        ("Statensignel", "Statensingel", "gelijkenis"),
        ("Wilhelminasingle", "Wilhelminasingel", "gelijkenis"),
        ("Wilhemlinasingel", "Wilhelminasingel", "gelijkenis"),
        ("", None, NONE_GIVEN),
        ("n.v.t.", None, NONE_GIVEN),
        ("???", None, NONE_GIVEN),
        ("Caberg", None, PLACE),
        ("Centrale Station", None, PLACE),
        ("station Maastricht", None, PLACE),
        ("Nergenslaan", None, NOT_FOUND),
        ("12", None, NOT_FOUND),
        ("6211 AB 12", None, NOT_FOUND),
    ],
)
def test_a_street_is_found_by_the_surest_step(find, text, street, method):
    found, named = find(text)
    if street is None:
        assert (named, found.why_none) == ([], method)
    else:
        assert named == [[street]]
        assert found.mentions[0].method == method
        assert 0.8 < found.mentions[0].score <= 1


def test_a_surer_step_has_a_higher_score(find):
    steps = ("Vrijthof", "vrijthof", "OLV", "Hofke", "Vrijthof 12")
    scores = [find(text)[0].mentions[0].score for text in steps]
    assert scores == sorted(set(scores), reverse=True)
    for text in ("Flamentstraat", "Groote Staat", "Tongerseweg Kerkhof", "Statensignel"):
        assert find(text)[0].mentions[0].score < scores[1], text


# -- more than one street ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Vrijthof/Lindelaan",
        "hoek Vrijthof / Lindelaan",
        "Vrijthof hoek Lindelaan",
        "hk. Vrijthof en Lindelaan",
        "kruising Vrijthof met de Lindelaan",
        "kruispunt van Vrijthof en Lindelaan",
        "tussen Vrijthof en Lindelaan",
        "Vrijthof - Lindelaan",
        "Vrijthof – Lindelaan",
        "Vrijthof-Lindelaan",
        "Vrijthof x Lindelaan",
        "Vrijthof & Lindelaan",
        "Vrijthof &amp; Lindelaan",
        "Vrijthof t.h.v. Lindelaan",
        "Vrijthof thv Lindelaan 3",
        "Vrijthof nabij Lindelaan",
        "Vrijthof t/o Lindelaan",
        "Vrijthof 12 hoek Lindelaan 3",
        "Vrijthof, Lindelaan",
        "Vrijthof (Lindelaan)",
        "VRIJTHOF/LINDELN",
    ],
)
def test_two_streets_are_told_in_their_order(find, text):
    assert find(text)[1] == [["Vrijthof"], ["Lindelaan"]]


def test_two_streets_can_stand_side_by_side_without_a_word_between(find):
    assert find("Brusselseweg Sandersweg")[1] == [["Brusselseweg"], ["Sandersweg"]]
    assert find("Brusselseweg Sandersweg 12")[1] == [["Brusselseweg"], ["Sandersweg"]]
    assert find("Tongerseweg/Brusselseweg/Sandersweg")[1] == [
        ["Tongerseweg"],
        ["Brusselseweg"],
        ["Sandersweg"],
    ]


@pytest.mark.parametrize("text", ["Lindelaan 12 Kerkstraat", "Lindelaan 12 Kerkstraat 3"])
def test_a_street_behind_a_house_number_is_a_second_street(find, text):
    assert find(text)[1] == [["Lindelaan"], ["Kerkstraat"]]


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("Maasstraat, Jan van der", [["Jan van der Maasstraat"]]),
        ("Bakstraat, Doctor", [["Doctor Bakstraat"]]),
        ("Flamentstraat, August", [["August Flamentstraat"]]),
        ("Vrijthof, Maastricht", [["Vrijthof"]]),
        ("Vrijthof, 6211 LE Maastricht", [["Vrijthof"]]),
        ("Vrijthof (achterzijde)", [["Vrijthof"]]),
        ("Vrijthof 6211LE", [["Vrijthof"]]),
        ("Lindelaan, station", [["Lindelaan"]]),
        ("Markt of Grote Markt", [["Grote Markt", "Markt"]]),
        ("Lindelaan Linde laan", [["Lindelaan"], ["Lindelaan"]]),
    ],
)
def test_what_stands_behind_a_comma_or_in_brackets_changes_no_street(find, text, streets):
    assert find(text)[1] == streets


def test_what_stands_behind_a_comma_may_tell_the_town(find):
    assert "Heer" in find("Kerkstraat (Heer)")[0].hints
    assert "Voorbeeldstad" in find("Kerkstraat, 6299 AA Voorbeeldstad")[0].hints


# -- never a guess -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "streets"),
    [
        ("Kerkst", ["Kerksteeg", "Kerkstraat"]),
        ("Kerkst. 12", ["Kerksteeg", "Kerkstraat"]),
        ("Tongersedr", ["Tongersedreef", "Tongersedrift"]),
        ("ad Maas", ["Aan de Maas", "Achter de Maas"]),
        ("a/d Maas", ["Aan de Maas", "Achter de Maas"]),
        ("Gr. Adolfstr", ["Graaf Adolfstraat", "Grote Adolfstraat"]),
        ("Pr. Hendriklaan", ["Prins Hendriklaan", "Prinses Hendriklaan"]),
        ("Nolensstraat", ["Doctor Nolensstraat", "Dominee Nolensstraat"]),
        ("D. Nolensstraat", ["Doctor Nolensstraat", "Dominee Nolensstraat"]),
        ("Beerderweg", ["Heerderweg", "Keerderweg"]),  # one edit from both
        ("Peerderweg", ["Heerderweg", "Keerderweg"]),
    ],
)
def test_a_text_that_may_be_two_streets_names_both(find, text, streets):
    _, named = find(text)
    assert named == ([streets] if streets else [])


@pytest.mark.parametrize(
    "text",
    [
        "Burgemeester Kessensingel C",  # letter
        "Burg. Kessensingel D",
        "Derde Dwarsstraat",  # ordinal
        "3e Dwarsstraat",
        "11e Dwarsstraat",
        "Dwarsstraat",
        "Karel VI-plein",
        "Karel II plein",
        "Plein 1993",  # number
        "Plein 1940",
        "Plein '45",
        "Ambyerstraat",  # direction
        "Ambyerstraat Oost",
        "Ambyerstraat West 12",
        "Noordsingel",
        "Oostsingel",
        "Westsingel",
        "Tongerselaan",  # kind
        "Tongersepad",
        "Tongersestraat",
        "Lindeweg",
        "Lindeplein",
        "Kerkweg",
        "Vrijtplein",
        "Voortweg",  # opposites
        "Verlengde Voortweg",
        "Korte Gracht",
        "Lange Gracht",
        "Kleine Adolfstraat",
        "Kleinestraat",
        "Daalhof",  # a known place
        "Bos",  # one edit in a short name
        "Bot",
        "Mart",
        "Lindenberg",
        "Beukelaan",  # a common word is not a misspelling of another
        "Koning Beatrixlaan",  # a written title must be the same
        "Pieter Flamentstraat",  # and a written first name
        "P. Flamentstraat",
    ],
)
def test_another_kind_number_letter_direction_or_name_is_another_street(find, text):
    assert find(text)[1] == []


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        pytest.param(["Kanaal Oostzijde"], "Kanaal Westzijde", id="side"),
        pytest.param(["Havendijk"], "Havendam", id="kind"),
        pytest.param(["Brusselseweg"], "Brusselsestr. 12", id="kind that is shortened"),
        pytest.param(["Stationsplein"], "Stationsplnts", id="kind that is shortened, more alike"),
        pytest.param(
            ["Koning Willem I-laan", "Koning Willem II-laan"],
            "Koning Willem laan",
            id="numeral left out",
        ),
        pytest.param(
            ["Koning Willem I-laan", "Koning Willem II-laan"],
            "Kon. Willem IIIlaan",
            id="numeral joined to its kind",
        ),
        pytest.param(["Ambyerstraat", "Ambyerstraat Noord"], "Ambyerstraat Zuid", id="direction"),
        pytest.param(
            ["Grote Staat", "Grotestraat"], "Grootestaat", id="opposite joined to its name"
        ),
        pytest.param(
            ["Burgemeester Kessensingel", "Burgemeester Kessensingel A"],
            "Burg. Kessensingel A12",
            id="letter joined to its number",
        ),
        pytest.param(["Molenweg", "Nieuwe Molenweg"], "N. Molenweg", id="initial of an opposite"),
    ],
)
def test_what_must_agree_agrees_in_rare_names_too(reference, listed, text):
    """No street, a tie, or the intended street."""
    meant = {"Burgemeester Kessensingel A"}, {"Grote Staat"}
    matcher = _matcher(reference, *listed)
    [found] = matcher.find([text]).values()
    streets = [{matcher.streets.names[n].straatnaam for n in m.names} for m in found.mentions]
    assert all(len(names) > 1 or names in meant for names in streets), streets


def test_a_numeral_joined_to_its_kind_is_read(reference):
    matcher = _matcher(reference, "Koning Willem I-laan", "Koning Willem II-laan")
    [found] = matcher.find(["Kon. Willem IIlaan"]).values()
    assert [matcher.streets.name(mention) for mention in found.mentions] == [
        "Koning Willem II-laan"
    ]


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ("Laan van Brunswijk", "Ln van Brunswijk"),
        pytest.param("Laan van de Vrijheid", "Ln v.d. Vrijheid"),
    ],
)
def test_a_short_kind_may_be_the_first_word(reference, listed, text):
    """As in the BAG, after NEN 5825: `Ln vd l D-Westervoort`."""
    matcher = _matcher(reference, listed)
    [found] = matcher.find([text]).values()
    assert [matcher.streets.name(mention) for mention in found.mentions] == [listed]


@pytest.mark.parametrize("text", ["Van Boschstraat", "Van den Boschstraat", "v.d. Boschstr 12"])
def test_a_street_named_after_a_person_with_van_is_not_the_street_without(reference, text):
    shipped = load_decisions(Configuration())
    matcher = _matcher(reference, "Boschstraat", decisions=shipped)
    assert not matcher.find([text])[text].mentions


@pytest.mark.parametrize(
    "text", ["bij de Boschstraat", "achter het Boschstraat", "parkeergarage Boschstraat 3"]
)
def test_a_word_before_a_street_may_say_what_is_there(reference, text):
    shipped = load_decisions(Configuration())
    matcher = _matcher(reference, "Boschstraat", decisions=shipped)
    assert [matcher.streets.name(m) for m in matcher.find([text])[text].mentions] == ["Boschstraat"]


def test_a_known_place_stops_before_a_street_that_is_like_it(find):
    assert find("Caberg")[1] == []
    assert find("Cauberg")[1] == [["Cauberg"]]


def test_a_place_may_be_named_after_streets(reference):
    decided = Decisions(places=frozenset({"marktlindelaan"}))
    matcher = _matcher(reference, "Markt", "Lindelaan", decisions=decided)
    found = matcher.find(["Markt - Lindelaan", "Lindelaan - Markt"])
    assert found["Markt - Lindelaan"] == MatchResult((), PLACE)
    assert len(found["Lindelaan - Markt"].mentions) == 2


def test_a_street_with_a_direction_is_not_the_street_without(reference):
    matcher = _matcher(reference, "Ambyerstraat", "Ambyerstraat Noord")
    for text, street in (
        ("Ambyerstraat", "Ambyerstraat"),
        ("Ambyerstraat N", "Ambyerstraat Noord"),
        ("Ambyerstraat Noord 3", "Ambyerstraat Noord"),
    ):
        [found] = matcher.find([text]).values()
        assert [matcher.streets.name(m) for m in found.mentions] == [street]


# -- without a list ----------------------------------------------------------------------------


def test_without_a_list_each_name_is_a_street_of_its_own(reference):
    matcher = Matcher(StreetIndex(replace(reference, straten=None), DECISIONS), DECISIONS)
    found = matcher.find(
        ["St. Janstraat 3", "SINT JANSTRAAT", "Lindelaan/Bat", "", "x" * 81, "a@b.nl"]
    )
    ids = [
        {matcher.streets.names[n].straat_id for m in answer.mentions for n in m.names}
        for answer in found.values()
    ]
    assert ids[0] == ids[1] != ids[2]
    assert len(ids[2]) == 1
    assert ids[3:] == [set()] * 3
    assert {m.method for answer in found.values() for m in answer.mentions} == {"uit levering"}


def test_a_list_without_streets_links_nothing(reference):
    assert not _matcher(reference).find(["Lindelaan"])["Lindelaan"].mentions


# -- independent of earlier calls --------------------------------------------------------------


def test_an_answer_does_not_depend_on_what_is_asked_with_it(reference):
    texts = ["Lindelaan", "Kerkst", "Lindellaan", "Caberg", "Lindelaan/Kerkstraat", "x", ""]
    names = ["Lindelaan", "Kerkstraat", "Kerksteeg", "Lindenlaan"]
    at_once = _matcher(reference, *names).find(texts)
    by_one = _matcher(reference, *names)
    assert {text: by_one.find([text])[text] for text in reversed(texts)} == at_once
    assert by_one.find(texts + texts) == at_once


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "Lindelaan " * 1000,
        "hoek " * 2000 + "Lindelaan",
        "1 2 3 " * 1000,
        "(" * 5000,
        "Lindelaan 12 " + "a" * 5000,
        "dr st gr pr ad kan kon " * 100,
        "v/d " * 1000,
    ],
    ids=lambda text: text[:9].strip(),
)
def test_no_text_keeps_matching_busy(find, text):
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 3


def test_ambiguity_has_a_name_of_its_own():
    assert len({AMBIGUOUS, NONE_GIVEN, NOT_FOUND, PLACE}) == 4
