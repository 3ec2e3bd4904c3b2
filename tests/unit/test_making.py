"""An edition is made, repeated, corrected and refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from compositions import (
    AREAS,
    CITY,
    COUNTS,
    MONTHS,
    candidates,
    compose,
    edition_of,
    published,
)

from assets.basis.errors import AnalystError
from assets.disclosure.publish import disclosure_control
from assets.disclosure.publish.archive import ArchivedEdition
from assets.disclosure.publish.revisions import next_number


def _values(made: ArchivedEdition) -> list[object]:
    figures = made.edition.figures
    return [
        mark if isinstance(mark, str) and mark == "x" else value
        for value, mark in zip(figures["waarde"], figures["teken"], strict=True)
    ]


def test_the_first_edition_protects_a_sensitive_figure():
    made = edition_of(candidates(compose(COUNTS, AREAS)))
    assert _values(made)[2] == "x"
    assert _values(made).count("x") == 2
    assert made.edition.number == "2019-Q4"
    row = made.edition.editions.iloc[0]
    assert (row["cijfers"], row["geheim"], row["herleidbaar"], row["nieuw"]) == (4, 2, 0, 4)
    assert made.attack["cellen"] == 4
    assert made.attack["verborgen"] == 2
    assert made.attack["herleid"] == 0
    assert "smalste_interval" not in made.attack_summary
    assert set(made.edition.figures["versie"]) == {"2019-Q4"}


def test_without_changes_there_is_no_new_edition(monkeypatch: pytest.MonkeyPatch):
    first = edition_of(candidates(compose(COUNTS, AREAS)))
    monkeypatch.setattr(disclosure_control, "suppress", lambda *_, **__: pytest.fail("solved"))
    assert edition_of(candidates(compose(COUNTS, AREAS)), first) is first


def test_a_revised_figure_makes_a_corrected_edition_that_lists_the_changes():
    first = edition_of(candidates(compose(COUNTS, AREAS)))
    counts = {**COUNTS, ("X", "B", MONTHS[0]): 33, ("X", "A", MONTHS[0]): 21}
    second = edition_of(candidates(compose(counts, AREAS), status="herzien"), first)
    assert second.edition.number == "2019-Q4.2"
    assert second.edition.editions["uitgave"].tolist() == ["2019-Q4.2", "2019-Q4"]
    rows = second.edition.revisions
    assert set(rows["soort"]) <= {"herzien", "alsnog geheim", "alsnog openbaar", "status"}
    assert "herzien" in set(rows["soort"])
    is_secret = second.edition.figures["teken"].eq("x")
    assert second.edition.figures.loc[is_secret, "status"].eq("definitief").all()
    assert rows.loc[rows["oud_teken"].eq("x"), "oude_waarde"].isna().all()
    assert rows.loc[rows["nieuw_teken"].eq("x"), "nieuwe_waarde"].isna().all()


def test_an_unchanged_figure_keeps_its_version():
    first = edition_of(candidates(compose(COUNTS, AREAS)))
    with_quarter = compose(COUNTS, [*AREAS, ("i", CITY, "2019-Q1")])
    second = edition_of(candidates(with_quarter), first)
    versions = second.edition.figures.set_index("periode")["versie"]
    assert set(versions["2019"]) == {"2019-Q4"}
    assert versions["2019-Q1"] == "2019-Q4.2"
    assert second.edition.editions.iloc[0]["nieuw"] == 1


def test_a_figure_that_is_no_longer_published_is_listed():
    first = edition_of(candidates(compose(COUNTS, AREAS)))
    second = edition_of(candidates(compose(COUNTS, AREAS[:1])), first)
    row = second.edition.editions.iloc[0]
    assert (row["vervallen"], row["cijfers"]) == (3, 1)
    assert set(second.edition.revisions["soort"]) <= {"vervallen", "alsnog openbaar"}


def test_a_refusal_names_the_figure_and_not_its_value():
    counts = {("X", "A", MONTHS[0]): 20, ("X", "A", MONTHS[9]): 2}
    quarters = [("i", CITY, f"2019-Q{n}") for n in (1, 2, 3)]
    seen = compose(counts, [*quarters, ("i", CITY, "2019")])
    first = edition_of(candidates(compose(COUNTS, AREAS)))
    disclosing = replace(first, composition=published(seen, [False] * 4))
    new = compose(counts, [*quarters, ("i", CITY, "2019-Q4")])
    with pytest.raises(AnalystError, match=r"i GM0001 2019-Q4\W") as refused:
        edition_of(candidates(new), disclosing)
    assert "22" not in str(refused.value)


def test_what_the_attack_recovers_is_refused(monkeypatch: pytest.MonkeyPatch):
    """However the cells were suppressed: the attack decides."""
    monkeypatch.setattr(disclosure_control, "suppress", lambda system, **_: system.sensitive.copy())
    with pytest.raises(AnalystError, match=r"terug te rekenen.*i BU00010003 2019"):
        edition_of(candidates(compose(COUNTS, AREAS)))


def test_figures_that_contradict_each_other_are_refused(monkeypatch: pytest.MonkeyPatch):
    """A public part that is more than the public whole: no counts agree."""
    attack = disclosure_control.attack

    def misled(incidence: object, public: np.ndarray, values: np.ndarray, *rest, **more):
        return attack(incidence, public, np.where(public, 60 - values, values), *rest, **more)

    monkeypatch.setattr(disclosure_control, "attack", misled)
    with pytest.raises(AnalystError, match=r"spreken elkaar tegen.*reservekopie"):
        edition_of(candidates(compose(COUNTS, AREAS)))


def test_an_edition_without_figures_under_disclosure_control():
    """Such as one of police open data alone, published as the police does."""
    composition = compose(COUNTS, AREAS)
    without_figures = replace(composition, figures=composition.figures.head(0))
    planned = replace(candidates(composition), composition=without_figures)
    planned.figures["telt"] = False
    row = edition_of(planned).edition.editions.iloc[0]
    assert (row["cijfers"], row["geheim"], row["herleidbaar"]) == (4, 0, 0)


def test_the_numbers_of_editions():
    assert next_number("2020-Q2", []) == "2020-Q2"
    assert next_number("2020-Q2", ["2020-Q1", "2020-Q2", "2020-Q2.2"]) == "2020-Q2.3"
    assert next_number("2020-Q2", ["2020-Q2.10", "2020-Q2.9"]) == "2020-Q2.11"
