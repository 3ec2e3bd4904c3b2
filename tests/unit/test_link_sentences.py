"""Tests of names in sentences, of regional spellings, and of names that end in a number."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.linking.decisions import Decisions, load_decisions
from assets.linking.dialect import Dialect
from assets.linking.matching import Matcher
from assets.linking.names import fold
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference
from schemas.configuration import Configuration

NAMES = [
    "Markt", "Vrijthof", "Grote Staat", "Scharnerweg", "Tongersestraat", "Onze Lieve Vrouweplein",
    "Brusselsestraat", "Maastrichter Grachtstraat", "Universiteitssingel", "Ambyerstraat Noord",
    "Tsjerkestrjitte", "Wijde Geldelozepad", "Wijk 6", "Oude Akkerweg", "Nieuwe Akkerweg",
    "Vijfharingenstraat", "Tweebergenpoort", "Wycker Brugstraat", "van Hasseltkade",
]  # fmt: skip
SHIPPED = load_decisions(Configuration())


def _matcher(reference: Reference, *names: str, decisions: Decisions = SHIPPED) -> Matcher:
    listed = pd.DataFrame({"straatnaam": names, "woonplaats": "", "straat_id": ""}, dtype="str")
    return Matcher(StreetIndex(replace(reference, straten=listed), decisions), decisions)


def _named(matcher: Matcher, text: str) -> list[str]:
    found = matcher.find([text])[text]
    return [matcher.streets.name(mention) for mention in found.mentions]


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("jongeren hangen rond op het Vrijthof", "Vrijthof"),
        ("op de markt", "Markt"),
        ("iemand op de Markt", "Markt"),
        ("geluidsoverlast Tongersestraat vannacht", "Tongersestraat"),
        ("melding inbraak woning Scharnerweg 120 bewoner niet thuis", "Scharnerweg"),
        ("geluidsoverlast Tongersstraat vannacht", "Tongersestraat"),
        ("ruzie bij Scharnerwg", "Scharnerweg"),
        ("Groete Staot", "Grote Staat"),
        ("op de Vriethof", "Vrijthof"),
        ("Slevrouweplein 3", "Onze Lieve Vrouweplein"),
        ("Brusselsestraot", "Brusselsestraat"),
        ("de Mert", "Markt"),
        ("Kerkstraat", "Tsjerkestrjitte"),
        ("Tsjerkestrjitte 12", "Tsjerkestrjitte"),
        ("Maastr. Grachtstr.", "Maastrichter Grachtstraat"),
        ("Univ.singel 40", "Universiteitssingel"),
        ("Ambyerstr. Nrd 12", "Ambyerstraat Noord"),
        ("Wijk 6", "Wijk 6"),
        ("Geldeloozepad", "Wijde Geldelozepad"),
        # A misspelled name with words around it.
        ("tongersestrat bij de bakker", "Tongersestraat"),
        ("aan het vrijdhof voor het theater", "Vrijthof"),
        ("scharnerwg ingang garage", "Scharnerweg"),
        ("flat brusselsestraatt 3 hoog", "Brusselsestraat"),
        ("overlast stoep brussellsestraat", "Brusselsestraat"),
        # Turned, as in a register; glued numbers; a sound written as one word.
        ("Staat Grote 12", "Grote Staat"),
        ("Noord Ambyerstraat", "Ambyerstraat Noord"),
        ("5 haringenstr 12", "Vijfharingenstraat"),
        ("2bergenpoort", "Tweebergenpoort"),
        ("Wijkerbrugstraat", "Wycker Brugstraat"),
        ("J.C. van Hasseltkade", "van Hasseltkade"),
        ("wiekerbrögkstraot", "Wycker Brugstraat"),
        # Cut off, without its kind before a number, and inverted with the number behind.
        ("Bruss.str 112", "Brusselsestraat"),
        ("Scharner. weg 3", "Scharnerweg"),
        ("Vijfharingen 7", "Vijfharingenstraat"),
        ("Hasseltkade, van 12", "van Hasseltkade"),
    ],
)
def test_a_name_as_residents_and_officers_write_it_is_found(reference, text, street):
    assert _named(_matcher(reference, *NAMES), text) == [street]


@pytest.mark.parametrize(
    "text",
    [
        "oude Scharnerweg",  # may be another street
        "van der Tongersestraat",
        "mevrouw Scharner",
        "dronken man sloeg Piet Tonger",
        "Akkerweg",  # the old one or the new one
        "Wijk 7",
        "zijstraat van de Tongersestraat",
        "P. van Hasseltlaan",
        "Grt Akkerweg",
        "Vijfharingen",  # a dish, or a name, without a number
        "Vijfharingen 3 kilo",
        "Vijfharingen 2024",
        "Tweeberg 3",
        "2e zijstraat Tongersestraat",
        "zijstraatje in de Tongersestraat",
        "zijstraat Tongersestrat",
        "de markt is afgelast",
        "Br.straat",  # too short a beginning
    ],
)
def test_what_may_be_another_street_or_a_person_is_not_linked(reference, text):
    assert _named(_matcher(reference, *NAMES), text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tongersestr of Brusselsestr, melder twijfelt",
        "Tongersestraat 12 of Brusselsestraat 14",
        "overlast in de Tongersestraat of Brusselsestraat",
        "Tongersestraat en/of Brusselsestraat",
    ],
)
def test_a_text_that_leaves_open_which_street_is_a_tie(reference, text):
    matcher = _matcher(reference, *NAMES)
    [mention] = matcher.find([text])[text].mentions
    named = {matcher.streets.names[number].straatnaam for number in mention.names}
    assert named == {"Tongersestraat", "Brusselsestraat"}


def test_of_what_may_be_another_name_the_listed_one_is_a_part(reference):
    matcher = _matcher(reference, *NAMES)
    text = "Tongersestraat of Dorpsweg"
    [mention] = matcher.find([text])[text].mentions
    assert matcher.streets.name(mention) == "Tongersestraat"
    assert (mention.method, mention.score) == ("deel", 0.9)


def test_a_place_with_a_number_is_not_the_street_called_after_it(reference):
    for more in ({"places": SHIPPED.places}, {"context": SHIPPED.context}, {"common": frozenset()}):
        [(field, words)] = more.items()
        decisions = replace(SHIPPED, **{field: words | {"vijfharingen"}})
        matcher = _matcher(reference, *NAMES, decisions=decisions)
        assert _named(matcher, "Vijfharingen 7") == [], field
        assert _named(matcher, "Vijfharingenstraat 7") == ["Vijfharingenstraat"]


def test_initials_that_a_name_lacks_are_for_the_analyst_to_see(reference):
    matcher = _matcher(reference, *NAMES)
    [mention] = matcher.find(["J.C. van Hasseltkade"])["J.C. van Hasseltkade"].mentions
    assert mention.score <= 0.9
    [mention] = matcher.find(["van Haselltkade"])["van Haselltkade"].mentions
    assert mention.score > 0.9


def test_a_name_that_is_cut_off_is_a_street_if_no_other_can_be_meant(reference):
    names = ("Brusselsestraat", "Profielstraat", "Nieuwe Tongelstraat", "Tongersestraat")
    matcher = _matcher(reference, *names)
    assert _named(matcher, "Brus.straat") == ["Brusselsestraat"]
    assert _named(matcher, "Tong.straat") == [], "two names can be meant"
    assert _named(matcher, "Prof.straat") == [], "a title"
    assert _named(matcher, "Brus.weg") == [], "another kind"


def test_a_guess_stays_one_with_words_around_it(reference):
    """Else no analyst would see it."""
    matcher = _matcher(reference, *NAMES)
    for text in ("Bruss.str 12", "bij Bruss.str 12"):
        [mention] = matcher.find([text])[text].mentions
        assert mention.method == "naamdeel"


def test_two_streets_with_of_may_share_their_last_word(reference):
    matcher = _matcher(reference, "Grote Staat", "Kleine Staat")
    [mention] = matcher.find(["Grote of Kleine Staat"])["Grote of Kleine Staat"].mentions
    assert len(mention.names) == 2


@pytest.mark.parametrize(
    "text", ["vies! Tongersestrat", "Rommel: Tongersestrat", "verschrikkelijk. Tongersestrat"]
)
def test_punctuation_parts_a_sentence(reference, text):
    assert _named(_matcher(reference, *NAMES), text) == ["Tongersestraat"]


def test_the_first_street_of_a_corner_is_the_street(reference):
    matcher = _matcher(reference, *NAMES)
    assert _named(matcher, "hoek vd Tongersestraat en Brusselsestraat")[0] == "Tongersestraat"
    assert _named(matcher, "hoek v.d. Tongersestraat/Brusselsestraat")[0] == "Tongersestraat"


@settings(max_examples=40)
@given(
    st.sampled_from([name for name in NAMES if name != "Wijk 6"]),
    st.sampled_from([str.upper, str.lower, lambda name: f" {name} ", lambda name: f"{name} 12a"]),
)
def test_a_listed_name_is_that_street_whatever_its_case_and_number(reference, name, change):
    matcher = _matcher(reference, *NAMES, "Vrijthov", "Scharnderweg")
    text = change(name)
    [mention] = matcher.find([text])[text].mentions
    assert fold(matcher.streets.name(mention)) == fold(name)
    assert mention.score >= 0.95


@settings(max_examples=60)
@given(st.text("abcdeinorstvw .,-'12", max_size=40))
def test_nothing_outside_the_list_is_ever_named(reference, text):
    matcher = _matcher(reference, *NAMES)
    for mention in matcher.find([text])[text].mentions:
        assert {matcher.streets.names[n].straatnaam for n in mention.names} <= {*NAMES}


def test_a_municipality_extends_the_table_of_regional_spellings(reference, tmp_path):
    table = tmp_path / "streektaal.csv"
    table.write_text("geschreven,gelezen\n-wei,-weg\nât,oude\n", encoding="utf-8")
    settings_ = Configuration.model_validate({"referentie": {"streektaal": str(table)}})
    decisions = load_decisions(settings_)
    assert decisions.versie != SHIPPED.versie
    matcher = _matcher(reference, "Oude Molenweg", "Grote Staat", decisions=decisions)
    assert _named(matcher, "Ât Molenwei") == ["Oude Molenweg"]
    assert _named(matcher, "Groete Staot") == ["Grote Staat"]  # the shipped table stays


def test_an_ending_a_beginning_and_a_word_are_read_each_in_its_place():
    dialect = Dialect([("-straot", "-straat"), ("tsjerke-", "kerk-"), ("mert", "markt")])
    assert dialect.standard("Lange Molestraot") == "lange molestraat"
    assert dialect.standard("mertstraot") == "marktstraat"
    assert dialect.standard("Tsjerkeplein") == "kerkplein"
    assert dialect.standard("de mert") == "de markt"
    assert dialect.standard("Lambertplein") == ""  # no word of its own
    assert dialect.standard("Molenstraat") == ""
