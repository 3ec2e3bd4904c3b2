"""Tests of manual review: which texts analysts may see, and the tables of their decisions."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assets.basis.errors import AnalystError
from assets.basis.naming import form
from assets.linking.decisions import Decisions, load_decisions
from assets.linking.linking import linker_for
from assets.linking.names import mended
from assets.linking.review import Reviewer
from schemas.configuration import Configuration
from schemas.personal_text import is_personal

DECISIONS = Decisions(
    places=frozenset({"elders", "hetverzonnenpark"}),
    towns=frozenset({"elders"}),
    context=frozenset({"parkeerplaats"}),
)
REVIEWER = Reviewer(["Kerkstraat", "Jan van Verzonnenweg", "Biesenwal"], DECISIONS)


def reviewable(text, method, score, resembles=()):
    return REVIEWER.text(text, method, score, resembles)


# -- what is shown -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nergenslaan", "Nergenslaan"),
        ("Nergenslaan 12", "Nergenslaan"),
        ("Nergenslaan 12-14 bis", "Nergenslaan bis"),
        ("Nergenslaan, 12a", "Nergenslaan"),
        ("Nergenslaan 6299 AA", "Nergenslaan"),
        ("Nergenslaan 6299AA, Elders", "Nergenslaan , Elders"),
        ("  bij   Nergenslaan ", "bij Nergenslaan"),
        ("NÃ©rgenslaan", "Nérgenslaan"),
        ("Fameuzelaan", "Fameuzelaan"),  # begins like "fam"
        ("Telderslaan", "Telderslaan"),
        ("Geboortelaan", "Geboortelaan"),
    ],
)
def test_a_text_that_was_not_found_is_shown_without_numbers(text, shown):
    assert reviewable(text, "niet gevonden", 0.0) == shown
    assert reviewable(text, "meer dan één", 0.0) == shown


@pytest.mark.parametrize(
    "text",
    [
        "piet@voorbeeld.nl",
        "mail naar piet@voorbeeld.nl svp",
        "06-12345678",
        "bel 0612345678",
        "+31 6 12345678",
        "tel. 12345678",
        "telefoon van de buren",
        "mevr. Verzonnen",
        "mevr Verzonnen",
        "bij mw.Verzonnen",
        "dhr. X",
        "fam. Verzonnen",
        "familie Verzonnen",
        "de bewoner van hiernaast",
        "buurman op de hoek",
        "buurvrouw",
        "melder wil geen naam",
        "naam: Verzonnen",
        "eigenaar van de zaak",
        "mijn moeder",
        "zoon van de huurder",
        "NL91 ABNA 0417 1643 00",
        "12-ABC-3",
        "6299 AA 12",
        "111222333",
        "a" * 61,
        "dit is een verhaal van meer woorden",
        "12",
        "12-14",
        "6299 AA",
        "...",
        "",
    ],
)
def test_a_text_that_could_name_someone_or_says_too_much_is_withheld(text):
    shown = reviewable(text, "niet gevonden", 0.0)
    assert shown == form(mended(text)) or shown == "(niet getoond)"
    assert not any(letter not in "aA" for letter in shown if letter.isalpha()) or "(" in shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hr. Verzonnen"),
        pytest.param("de heer Verzonnen"),
        pytest.param("bij Piet Verzonnen thuis"),
        pytest.param("me&#118;r Verzonnen"),  # repaired only for display
        pytest.param("m\u200bevr Verzonnen"),
        pytest.param("piet &commat; voorbeeld.nl"),
        pytest.param("vriendin van Piet"),
    ],
)
def test_a_person_is_not_shown_however_written(text):
    shown = reviewable(text, "niet gevonden", 0.0)
    assert shown == form(mended(text)) or shown == "(niet getoond)"
    assert not any(letter not in "aA" for letter in shown if letter.isalpha()) or "(" in shown


@pytest.mark.parametrize(
    "text",
    [
        "t.o. Zqxbavu Kapoenstraat",
        "Zqxbavu, Kerkstraat",
        "Biesenawl Zqxbavu",
        "Jan Verzonnenstraat",  # a word of a street, beside a street that is not listed
        "Elders Zqxbavu",
        "Иван Kerkstraat",
        "Langeveld",
        "Versteeg",
        "Hogeweg",
    ],
)
def test_a_name_beside_a_street_is_not_shown(text):
    """A misspelled street made the whole text pass, the name beside it too."""
    for method, score in (("niet gevonden", 0.0), ("gelijkenis", 0.85)):
        assert reviewable(text, method, score, ["Biesenwal"]) == form(text)


@pytest.mark.parametrize(
    ("text", "resembles"),
    [
        ("Biesenawl", ["Biesenwal"]),
        ("t.o. Biesenawl", ["Biesenwal"]),
        ("parkeerplaats Kapoenstraat", []),
        ("Het Verzonnen Park", []),
        ("hoek Kerkstraat en Kapoenstraat", []),
        ("Kleine Kapoenstraat", []),
        ("Jan van Verzonenweg", ["Jan van Verzonnenweg"]),
    ],
)
def test_words_of_streets_places_and_addresses_are_shown(text, resembles):
    assert (
        reviewable(
            text,
            "niet gevonden" if not resembles else "gelijkenis",
            0.0 if not resembles else 0.85,
            resembles,
        )
        == text
    )


@pytest.mark.parametrize(
    ("method", "score", "looked_at"),
    [
        ("niet gevonden", 0.0, True),
        ("meer dan één", 0.0, True),
        ("plaats", 0.0, False),
        ("niet opgegeven", 0.0, False),
        ("exact", 1.0, False),
        ("alias", 0.98, False),
        ("deel", 0.9, False),
        ("uit levering", 0.9, False),
        ("klank", 0.94, False),
        ("klank", 0.9, True),
        ("naamdeel", 0.91, True),
        ("gelijkenis", 0.95, False),
        ("gelijkenis", 0.85, True),
    ],
)
def test_only_what_was_not_found_or_is_unsure_is_looked_at(method, score, looked_at):
    assert (reviewable("Nergenslaan", method, score) is not None) is looked_at


@given(st.text(max_size=300))
@example("x" * 10_000)
@example("\u202e06-12345678")
def test_whatever_is_shown_is_short_and_holds_no_number_or_address_of_mail(text):
    shown = reviewable(text, "niet gevonden", 0.0)
    assert shown and len(shown) <= 60
    assert not re.search(r"[1-8]", shown)
    assert not is_personal(shown) or set(filter(str.isalpha, shown)) <= {"a", "A"}


# -- decisions ---------------------------------------------------------------------------------


@pytest.fixture
def configure(tmp_path):
    """`configure(aliassen="a;b\\n...", gemeente=...)` -> settings that name files of this text."""

    def make(gemeente=None, **files):
        named = {}
        for setting, text in files.items():
            named[setting] = tmp_path / f"{setting}.csv"
            named[setting].write_text(text, "utf-8")
        municipality = {"gemeente": gemeente} if gemeente else {}
        return Configuration.model_validate(municipality | {"referentie": named})

    return make


ALIASES = "geschreven;straatnaam\nDe Plak;Vrijthof\n"
PLACES = "naam;soort\nHet Verzonnen Park;park\nVerzonnendorp;woonplaats\n"


def test_own_tables_go_together_with_those_of_the_program(configure):
    shipped = load_decisions(Configuration())
    own = load_decisions(configure(aliassen=ALIASES, plaatsen=PLACES))
    assert set(own.aliases) - set(shipped.aliases) == {("De Plak", "Vrijthof")}
    assert own.places - shipped.places == {"hetverzonnenpark", "verzonnendorp"}
    assert own.towns - shipped.towns == {"verzonnendorp"}
    assert shipped.places < own.places
    assert (own.context, own.common) == (shipped.context, shipped.common)


def test_a_town_may_stand_behind_a_street_and_the_municipality_is_one():
    assert "maastricht" in load_decisions(Configuration()).towns


def test_another_municipality_has_none_of_the_places_of_maastricht(configure):
    own = load_decisions(configure({"code": "GM9999", "naam": "Voorbeeldstad"}))
    assert own.places == frozenset()
    assert own.towns == {"voorbeeldstad"}
    assert own.context and own.common


def test_the_mark_changes_with_every_decision_and_with_nothing_else(configure):
    marks = {
        load_decisions(configure(**files)).versie
        for files in (
            {},
            {"aliassen": ALIASES},
            {"aliassen": ALIASES + "Het Plein;Markt\n"},
            {"plaatsen": PLACES},
            {"aliassen": ALIASES, "plaatsen": PLACES},
        )
    }
    assert len(marks) == 5
    assert load_decisions(Configuration()).versie == load_decisions(Configuration()).versie


def test_a_decision_counts_from_the_next_run_on(configure):
    before = linker_for(Configuration())
    assert linker_for(Configuration()) is before
    [found] = before.matcher.find(["De Plak"]).values()
    assert not found.mentions
    after = linker_for(configure(aliassen=ALIASES))
    assert after.versie != before.versie
    [found] = after.matcher.find(["De Plak"]).values()
    assert [after.streets.name(mention) for mention in found.mentions] == ["Vrijthof"]
    assert {mention.method for mention in found.mentions} == {"alias"}


def test_an_alias_of_a_street_that_is_not_listed_is_told(configure):
    with pytest.raises(AnalystError, match=r"aliassen .*Nergenslaan"):
        linker_for(configure(aliassen="geschreven;straatnaam\nDe Plak;Nergenslaan\n"))


def test_a_decided_place_is_no_street_however_alike(configure):
    linker = linker_for(configure(plaatsen="naam;soort\nVrijthoff;park\n"))
    [found] = linker.matcher.find(["Vrijthoff"]).values()
    assert (found.mentions, found.why_none) == ((), "plaats")


@pytest.mark.parametrize(
    ("setting", "text", "column"),
    [
        ("aliassen", "geschreven;naam\na;b\n", "straatnaam"),
        ("aliassen", "tekst;straatnaam\na;b\n", "geschreven"),
        ("plaatsen", "naam\na\n", "soort"),
    ],
)
def test_a_table_that_lacks_a_column_is_refused_by_name(configure, setting, text, column):
    with pytest.raises(AnalystError, match=rf"{setting}\.csv.*{setting}.*{column}"):
        load_decisions(configure(**{setting: text}))


def test_a_file_of_decisions_that_is_not_there_is_told(tmp_path):
    """As for every other file of [referentie]: ignoring a wrong path would undo decisions."""
    for setting in ("aliassen", "plaatsen"):
        wrong = Configuration.model_validate({"referentie": {setting: tmp_path / "weg.csv"}})
        with pytest.raises(AnalystError, match=rf"{setting}.*weg\.csv"):
            load_decisions(wrong)


def test_the_shipped_tables_hold_each_name_once():
    decisions = load_decisions(Configuration())
    assert len(dict(decisions.aliases)) == len(decisions.aliases)
    assert not decisions.context & {"straat", "laan", "weg", "plein"}
