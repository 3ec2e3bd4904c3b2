"""The sentences of the site: figures in words, and comparisons only between comparable figures."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import public_tables as public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.reference.files import SEEDS
from assets.website import indicator_view
from assets.website.figures import Figure
from assets.website.indicator import Indicator
from assets.website.sentences import sentences_of


def _brief(indicator_id: str, kind: str, series: dict[str, Figure]) -> indicator_view.Brief:
    indicator = public.indicator(indicator_id)
    return indicator_view.view(indicator, {kind: series}, "V", "2021-Q4", []).brief


@pytest.mark.parametrize(
    ("now", "past", "expected"),
    [
        (
            41,
            53,
            "Dat zijn er 12 minder dan in hetzelfde kwartaal van 2019. Zo’n verschil kan toeval",
        ),
        (1200, 1000, "Dat zijn er 200 meer (20 procent) dan in hetzelfde kwartaal van 2019."),
        (6, 5, "Dat is er 1 meer dan in hetzelfde kwartaal van 2019. Deze aantallen zijn zo klein"),
        (53, 53, "Dat is evenveel als in hetzelfde kwartaal van 2019."),
        (
            41,
            None,
            "Het cijfer van hetzelfde kwartaal van 2019 is geheim, dus vergelijken kan niet.",
        ),
    ],
)
def test_a_quarter_is_compared_with_the_same_quarter(
    now: float, past: float | None, expected: str
) -> None:
    earlier = ("2019-Q2", Figure(past, "" if past else "x"))
    indicator = public.indicator("inbraak")
    text = " ".join(
        sentences_of(indicator, "Voorbeeldstad", "kwartaal", "2020-Q2", Figure(now), earlier)
    )
    start = "In het tweede kwartaal van 2020 registreerde de politie in Voorbeeldstad "
    assert text.startswith(start + f"{now:,} keer".replace(",", "."))
    assert expected in text


@pytest.mark.parametrize(
    ("indicator_id", "kind", "period", "figure", "expected"),
    [
        ("inbraak", "kwartaal", "2020-Q2", Figure(0, "-"), "geen enkele keer ‘inbraak in woning’."),
        ("inbraak", "kwartaal", "2020-Q2", Figure(None, "x"), "kwartaal van 2020 is geheim."),
        ("inbraak", "jaar", "2019", Figure(None, "."), "Het cijfer over 2019 is niet bekend."),
        ("fiets_totaal", "jaar", "2019", Figure(9), "in totaal 9 keer fietsdiefstal."),
        ("jeugd", "halfjaar", "2020-H1", Figure(1), "1 melding van inwoners over jeugdoverlast."),
        ("demonstraties", "jaar", "2019", Figure(56), "waren er in V 56 demonstraties."),
        ("panden", "meerjarig", "2018--2019", Figure(57), "2019 samen waren er in V 57 ‘panden"),
        ("onveilig", "jaar", "2019", Figure(2.5, unit="%"), "‘vaak onveilig’ 2,5 procent."),
        ("inbraak", "12m", "2019-07--2020-06", Figure(9), "van juli 2019 tot en met juni 2020"),
    ],
)  # fmt: skip
def test_sentences_suit_the_source(
    indicator_id: str, kind: str, period: str, figure: Figure, expected: str
) -> None:
    sentences = sentences_of(public.indicator(indicator_id), "V", kind, period, figure, None)
    assert expected in " ".join(sentences)


@pytest.mark.parametrize(
    ("indicator_id", "name", "expected"),
    [
        ("inbraak", "Overval In woning", "de politie in V 9 keer ‘overval in woning’."),
        ("inbraak", "Straatroof", "registreerde de politie in V 9 keer straatroof."),
        ("demonstraties", "Aantal uitrukken Brandweer", "waren er in V 9 ‘uitrukken Brandweer’."),
        ("jeugd", "Overige meldingen", "9 meldingen van inwoners over andere onderwerpen."),
        ("jeugd", "Meldingen zonder categorie", "inwoners waarvan het onderwerp niet bekend is."),
    ],
)  # fmt: skip
def test_names_that_do_not_fit_a_sentence(indicator_id: str, name: str, expected: str) -> None:
    indicator = replace(public.indicator(indicator_id), name=name)
    assert expected in sentences_of(indicator, "V", "jaar", "2019", Figure(9), None)[0]


@pytest.mark.parametrize(
    "definition",
    ["Stand na zes maanden", "Gesprekken in zes maanden van het project; welke is niet bekend"],
)
def test_a_figure_with_a_time_of_its_own_is_no_sum_of_years(definition: str) -> None:
    indicator = replace(public.indicator("panden"), name="Volgers", definition=definition)
    view = indicator_view.view(indicator, {"meerjarig": {"2019--2020": Figure(142)}}, "V", "", [])
    [sentence] = view.sentences  # of months that are not known, no circumstances are known either
    assert sentence.startswith(
        "Volgers: 142. Dit komt uit de opgave over 2019 en 2020; het is geen som van die jaren."
    )
    assert " samen" not in str(view)
    [secret] = sentences_of(indicator, "V", "meerjarig", "2019--2020", Figure(None, "x"), None)
    assert secret.startswith("Het cijfer uit de opgave over 2019 en 2020 is geheim.")


def test_a_definition_has_no_codes_of_the_police() -> None:
    indicator = replace(
        public.indicator("inbraak"), definition="Registraties met maatschappelijke klasse A72, E10"
    )
    assert indicator.meaning == "Registraties van: diefstal fiets; schietpartij"


def test_circumstances_are_mentioned_with_their_period() -> None:
    def warning(indicator: Indicator, period: str, past: str) -> str:
        earlier = (past, Figure(8))
        return sentences_of(indicator, "V", "kwartaal", period, Figure(9), earlier)[-1]

    indicator = public.indicator("inbraak")
    start = "Let op: {} golden maatregelen tegen corona."
    assert warning(indicator, "2020-Q2", "2019-Q2") == start.format("in deze periode")
    assert warning(indicator, "2023-Q1", "2022-Q1") == start.format(
        "in het eerste kwartaal van 2022"
    )
    assert "Let op" not in warning(indicator, "2023-Q2", "2022-Q2")
    flag = next(each for each in indicator.breaks if each.naam == "corona")
    event = replace(flag, naam="evenement", toelichting="Groot feest")
    assert (
        warning(replace(indicator, breaks=(event,)), "2020-Q2", "2019-Q2")
        == "Let op: in deze periode speelde dit mee: evenement."
    )


def test_figures_are_never_compared_across_a_break() -> None:
    drugs = public.indicator("drugs")
    earlier = ("2019-Q2", Figure(50))
    text = " ".join(sentences_of(drugs, "V", "kwartaal", "2020-Q2", Figure(99), earlier))
    assert "niet te vergelijken" in text
    assert "meer" not in text
    assert not drugs.is_broken_between("2020-Q2", "2020-Q1")
    # the questionnaire of the survey changed in 2021
    survey = public.indicator("onveilig")
    assert survey.is_broken_between("2021", "2019")
    text = " ".join(sentences_of(survey, "V", "jaar", "2021", Figure(3), ("2019", Figure(4))))
    assert "niet te vergelijken met dat van 2019: er is anders gevraagd." in text


def test_no_earlier_figure_is_shown_across_a_break() -> None:
    brief = _brief("drugs", "kwartaal", {"2019-Q2": Figure(50), "2020-Q2": Figure(99)})
    assert (brief.past, brief.differs) == ("anders geteld", False)
    brief = _brief("onveilig", "jaar", {"2019": Figure(4), "2021": Figure(3)})
    assert (brief.past, brief.differs) == ("anders gevraagd", False)
    assert _brief("inbraak", "kwartaal", {"2019-Q2": Figure(5), "2020-Q2": Figure(9)}).differs


def test_the_indicators_with_a_time_of_their_own_are_these() -> None:
    """The words of a definition decide it: one that is worded otherwise is to be named here."""
    rows = pd.read_csv(SEEDS / "indicator_lijst.csv", dtype="str", keep_default_na=False)
    first = public.indicator("panden")
    own_time = {
        row.indicator_id
        for row in rows.itertuples()
        if replace(first, definition=row.definitie).has_own_time
    }
    assert own_time == {
        "onderschat_gesprekken",
        "onderschat_signalen",
        "onderschat_wijken",
        "onderschat_volgers",
        "procesbegeleiders_moreel_beraad",
        "sleutelpersonen",
    }


@pytest.mark.parametrize(
    ("now", "past", "differs"),
    [
        ((2, 1, 3), (3, 2, 4), False),
        ((2, 1, 3), (5, 4, 6), True),
        ((2, None, None), (5, 4, 6), False),
    ],
)
def test_a_survey_differs_only_if_margins_do_not_overlap(
    now: tuple, past: tuple, differs: bool
) -> None:
    series = {
        year: Figure(value, unit="%", low=low, high=high)
        for year, (value, low, high) in (("2017", past), ("2019", now))
    }
    assert _brief("onveilig", "jaar", series).differs == differs


values, half_widths = st.floats(1, 9), st.floats(0.1, 3)


@given(values, half_widths, values, half_widths)
def test_a_change_in_a_survey_is_mentioned_only_if_margins_do_not_overlap(
    value: float, half: float, past: float, past_half: float
) -> None:
    now = Figure(value, unit="%", low=value - half, high=value + half)
    before = Figure(past, unit="%", low=past - past_half, high=past + past_half)
    survey = public.indicator("onveilig")
    text = " ".join(sentences_of(survey, "V", "jaar", "2019", now, ("2017", before)))
    is_apart = now.low > before.high or now.high < before.low
    assert ("hoger" in text or "lager" in text) == is_apart
    assert ("toeval kan zijn" in text or "was dat ook" in text) != is_apart


def test_a_survey_without_margins_claims_no_change() -> None:
    survey = public.indicator("onveilig")
    now, before = Figure(9, unit="%"), Figure(1, unit="%")
    sentences = sentences_of(survey, "V", "jaar", "2019", now, ("2017", before))
    assert "is niet te zeggen" in sentences[1]
