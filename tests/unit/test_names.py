"""Tests of names as text: normalisation, readings, sound, and the traits that must agree."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assets.linking.names import mended, street_id
from assets.linking.spelling import MOST_READINGS, keys, kind_of, readings, sound, words
from assets.linking.traits import contradict, form_of
from assets.reference.folding import fold, plain

# -- normalisation -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "name"),
    [
        ("Avenue Ce\u0301ramique", "Avenue Céramique"),  # composed
        ("BelvÃ©dÃ¨re", "Belvédère"),  # UTF-8 read as cp1252
        ("MÃ©doclaan", "Médoclaan"),
        ("â€™t Hofke", "’t Hofke"),
        ("Belv&eacute;d&egrave;re", "Belvédère"),
        ("Markt &amp; Bat", "Markt & Bat"),
        ("Markt&nbsp;12", "Markt 12"),
        ("&#77;arkt", "Markt"),
        ("R&D; laan", "R&D; laan"),  # not an entity
        ("Linde\x00laan\x07", "Lindelaan"),
        ("Linde\u200blaan\ufeff", "Lindelaan"),
        ("\u202eLindelaan\u202c", "Lindelaan"),
        ("Linde\u00adlaan", "Lindelaan"),
        ("Lindelaan\t\r\n 12", "Lindelaan 12"),
        ("\u00a0Lindelaan\u2003 12 ", "Lindelaan 12"),
        ("Médoclaan", "Médoclaan"),
        ("Ünster Ãllee", "Ünster Ãllee"),  # cannot be repaired: unchanged
        ("", ""),
    ],
)
def test_what_was_damaged_on_the_way_is_set_right(damaged, name):
    assert mended(damaged) == name


@given(st.text())
def test_what_is_mended_is_composed_and_holds_no_control_character(text):
    found = mended(text)
    assert unicodedata.is_normalized("NFC", found)
    assert not {unicodedata.category(letter) for letter in found} & {"Cc", "Cf", "Co", "Cs", "Cn"}
    assert found == " ".join(found.split())
    assert len(found) <= 1000


@pytest.mark.parametrize(
    "text", ["St. Jan-straat", "ST JAN STRAAT", "Śt.Jan’stráat", "st janſtraat"]
)
def test_folding_sees_through_case_accents_points_and_spaces(text):
    assert fold(text) == "stjanstraat"


@pytest.mark.parametrize(
    ("text", "folded"), [("Øster Æble", "osteraeble"), ("Łódźlaan", "lodzlaan"), ("ﬁets", "fiets")]
)
def test_letters_that_do_not_come_apart_are_written_out(text, folded):
    assert fold(text) == folded


def test_folding_keeps_different_names_apart():
    assert len({fold(name) for name in ("1e Dwarsstraat", "2e Dwarsstraat", "Dwarsstraat")}) == 3


@given(st.text())
@example("ß İ ǰ ΐ ﬁ ſt ᾳ K")
def test_folding_a_folded_name_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


def test_the_id_of_a_street_is_that_of_its_name_however_written():
    assert street_id("GM9999", "Elders", "St. Janstraat") == street_id(
        "GM9999", "ELDERS", "St Janstraat"
    )
    ids = {street_id("GM9999", place, name) for place in ("A", "B") for name in ("X", "Y")}
    assert len(ids) == 4


# -- readings ----------------------------------------------------------------------------------


def _read(name: str) -> set[str]:
    return {" ".join(reading) for reading in readings(name)}


@pytest.mark.parametrize(
    ("short", "meant"),
    [
        ("Dr. Nolensstraat", {"doctor nolensstraat"}),
        ("Linde dr", {"linde dreef", "linde drift"}),
        ("Lindedr", {"lindedreef", "lindedrift"}),
        ("St. Jansstraat", {"sint jansstraat"}),
        ("Kerkst", {"kerkstraat", "kerksteeg"}),
        ("ad Maas", {"aan de maas", "achter de maas"}),
        ("a.d. Maas", set()),  # two letters with full stops are two words
        ("Gr. Adolfplein", {"graaf adolfplein", "grote adolfplein"}),
        ("Voorgr", {"voorgracht"}),
        ("Pr. Hendriklaan", {"prins hendriklaan", "prinses hendriklaan"}),
        ("Kon. Emmaplein", {"koning emmaplein", "koningin emmaplein"}),
        ("Sch. Kolfplein", {"schepen kolfplein", "schout kolfplein"}),
        ("Linde kan", {"linde kanaal"}),
        ("Kan. Linde", {"kanunnik linde"}),
        ("Past. Habetsstraat", {"pastoor habetsstraat"}),
        ("Burg. Habetssngl", {"burgemeester habetssingel"}),
        ("Mgr Nolenspln", {"monseigneur nolensplein"}),
        ("Jan vd Maasstraat", {"jan van de maasstraat"}),
        ("Nwe. Molenwg", {"nieuwe molenweg"}),
        ("Lindelaan N", {"lindelaan noord"}),
        ("Linde strwg", {"linde straatweg"}),
    ],
)
def test_a_short_form_is_read_as_all_that_it_may_stand_for(short, meant):
    assert meant <= _read(short)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e Dwarsstraat", "Eerste Dwarsstraat"),
        ("12de Dwarsstraat", "Twaalfde Dwarsstraat"),
        ("Karel V-plein", "Karel 5 plein"),
        ("Willem III plein", "Willem 3-plein"),
        ("Plein '40-'45", "Plein 1940-1945"),
        ("Plein ’40 ’45", "Plein 1940-1945"),
        ("O.L.V. Plein", "Onze Lieve Vrouweplein"),
        ("OLVplein", "Onze Lieve Vrouweplein"),
        ("O.L. Vrouweplein", "Onze Lieve Vrouweplein"),
        ("Ruyterijkweg", "Ruyterykweg"),
        ("'t Hofke", "Het Hofke"),
        ("Sint-Jansplein", "St.Jansplein"),
        ("Dr.Bakstraat", "Doctor Bakstraat"),
        ("vd Maasstraat", "van der Maasstraat"),
        ("Laan van de Twaalf", "Laan vd 12"),
    ],
)
def test_two_ways_to_write_one_name_share_a_reading(one, other):
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e Dwarsstraat", "2e Dwarsstraat"),
        ("Karel V-plein", "Karel VI-plein"),
        ("Plein 1940", "Plein '45"),
        ("Oude Molenweg", "Nieuwe Molenweg"),
        ("Lindelaan Noord", "Lindelaan Zuid"),
        ("Kerkstraat", "Kerkweg"),
        ("Kessensingel A", "Kessensingel B"),
        ("Prins Hendriklaan", "Prinses Hendriklaan"),
    ],
)
def test_two_names_share_no_reading(one, other):
    assert not set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    ("short", "name"),
    [
        pytest.param("Molendk", "Molendijk"),
        pytest.param("Kanaal NZ", "Kanaal Noordzijde"),
    ],
)
def test_a_short_form_of_a_word_with_ij_is_known(short, name):
    assert set(keys(short)) & set(keys(name))


@given(st.text())
def test_any_text_has_few_readings_each_of_plain_words(text):
    found = readings(text)
    assert len(found) <= MOST_READINGS
    assert all(word and word.isascii() and word.isalnum() for r in found for word in r)
    assert bool(found) == bool(words(text))


def test_a_name_written_in_full_is_one_of_its_own_readings():
    for name in ("Kerkstraat", "Tongersestraat", "Grote Gracht", "Vrijthof", "Maasboulevard"):
        assert " ".join(words(name)) in _read(name)


# -- kinds and sound ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("kerkstraat", "straat"),
        ("kerkstraatje", "straatje"),
        ("kerkstraatweg", "straatweg"),
        ("lindenplantsoen", "plantsoen"),
        ("vryt", ""),
        ("markt", "markt"),
        ("", ""),
        pytest.param("molendyk", "dyk"),
    ],
)
def test_a_name_ends_in_its_kind_the_longest_first(name, kind):
    assert kind_of(name).replace("ij", "y") == kind


@pytest.mark.parametrize(
    "spelled",
    [
        ("bosch", "bos"),
        ("brugh", "brug"),
        ("kerck", "kerk"),
        ("tongersche", "tongerse"),
        ("philips", "filips"),
        ("beyer", "beier"),
        ("maes", "mas"),
        ("zeylstraat", "seilstraat"),
        ("dorrp", "dorp"),
        ("bagynhof", "begynhof"),
        ("clara", "klara"),
        ("raadt", "raat"),
        ("pauwen", "pouen"),
    ],
)
def test_old_and_new_spelling_sound_the_same(spelled):
    assert len({sound(word) for word in spelled}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("heer", "keer"), ("cauberg", "caberg"), ("dousberg", "sousberg"), ("kerk", "kurk")],
)
def test_other_names_sound_otherwise(one, other):
    assert sound(one) != sound(other)


@given(st.text(st.sampled_from("abcdehiknoqstuvwxyz"), max_size=30))
def test_what_is_heard_is_no_longer_than_what_is_written_but_for_an_x(text):
    assert len(sound(text)) <= len(text) + text.count("x") + text.count("q")


# -- traits ------------------------------------------------------------------------------------


def _traits(name: str):
    return form_of(readings(name)[0]).traits


@pytest.mark.parametrize(
    ("name", "trait", "value"),
    [
        ("Kerkstraat", "kind", "straat"),
        ("Vrijthof", "kind", "hof"),
        ("Bassin", "kind", ""),
        ("Markt", "kind", ""),  # the whole name, so not a kind
        ("Terra Cotta plein", "kind", "plein"),
        ("1e Dwarsstraat", "numbers", ("1",)),
        ("Plein 1940-1945", "numbers", ("1940", "1945")),
        ("Kessensingel A", "letter", "a"),
        ("Ambyerstraat Noord", "direction", "noord"),
        ("Ambyerstraat Z", "direction", "zuid"),
        ("Oude Molenweg", "opposites", ("oud",)),
        ("Nieuwe Verlengde Molenweg", "opposites", ("nieuw", "verlengde")),
        ("Kleyne Looierstraat", "opposites", ("klein",)),
        pytest.param("Kanaal Oostzijde", "direction", "oostzyde"),
    ],
)
def test_a_name_is_taken_apart_in_what_must_agree(name, trait, value):
    found = getattr(_traits(name), trait)
    assert (found.replace("ij", "y") if isinstance(found, str) else found) == value


def test_titles_articles_and_opposites_weigh_nothing():
    assert form_of(("burgemeester", "bak", "straat")).weight == len("bak")
    assert form_of(("oude", "van", "bakstraat")).weight == len("bak")


@pytest.mark.parametrize(
    ("one", "other", "contrary"),
    [
        ("noorderlinde", "oosterlinde", True),
        ("oudelinde", "nieuwelinde", True),
        ("bovenlinde", "benedenlinde", True),
        ("grotelinde", "grotelinden", False),
        ("noorderlinde", "linde", False),
        ("", "", False),
    ],
)
def test_stems_that_begin_with_opposites_contradict_each_other(one, other, contrary):
    assert contradict(one, other) is contradict(other, one) is contrary
