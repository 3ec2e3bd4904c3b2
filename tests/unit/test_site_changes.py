"""Sentences on what changed and on how it goes somewhere: they say what their rows say, no more."""

from __future__ import annotations

import re
from dataclasses import replace

import public_tables as public
from hypothesis import given
from hypothesis import strategies as st

from assets.indicators.words import DOWN, UNCERTAIN, UP, USUAL
from assets.website import area_sentences, said, verdict_sentences
from assets.website.areas import NOWHERE, areas_of
from assets.website.figures import Figure
from assets.website.indicator import Indicator
from assets.website.rates import Rates
from assets.website.said import Sentence

COUNTED = ("inbraak", "fiets_totaal", "fiets", "drugs", "jeugd")
INDICATORS = {name: public.indicator(name) for name in COUNTED}
PLACES = areas_of(public.edition().areas)
NORTH, DISTRICT = "BU99990001", "WK999900"
PERIODS = {"2019-06": "eerste helft van 2019", "2019-12": "tweede helft van 2019",
           "2020-06": "eerste helft van 2020"}  # fmt: skip
# What no sentence may contain: a placeholder, a code, a missing value, a raw mark.
_BROKEN = re.compile(r"[{}<>_]|None|\bnan\b|NaN|\b(GM|WK|BU)\d|\d{4}-[QH\d]|  |\bx\b| ,|\.\.")
# A number that is not a year has its unit behind it, or is a rate of a sentence on rates.
_BARE = re.compile(r"\d")
_UNIT = re.compile(
    r"(?:19|20)\d\d\b|\d[\d.,]*(?= (?:keer|inwoners|andere?\b|onderwerp))|aantallen .* 0\b"
)


def texts(sentences: list[Sentence]) -> list[str]:
    """The sentences as text, each of which is sound."""
    found = [said.text(each) for each in sentences]
    for text in found:
        assert not _BROKEN.search(text), text
        assert re.fullmatch(r"[A-Z].*\.", text), text
        assert text.count("‘") == text.count("’")
    return found


def named(sentence: Sentence) -> list[Indicator]:
    """The indicators that a sentence names, by their links."""
    return [INDICATORS[piece.link.partition("#")[2]] for piece in sentence if piece.link]


outcomes = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([UP, DOWN, USUAL, UNCERTAIN]) for name in COUNTED}
)


@given(st.dictionaries(st.sampled_from(list(PERIODS)), outcomes), outcomes, st.booleans())
def test_the_start_page_says_what_the_newest_verdicts_say(
    halves: dict[str, dict], elsewhere: dict, longer: bool
) -> None:
    rows = [
        public.verdict(name, public.CITY, outcome, periode=period)
        for period, told in halves.items()
        for name, outcome in told.items()
    ]
    rows += [public.verdict(name, DISTRICT, outcome) for name, outcome in elsewhere.items()]
    if longer:
        rows += [public.verdict("jeugd", public.CITY, UP, venster="12m")]
    verdicts = public.verdicts(rows)
    sentences = verdict_sentences.of_the_city(verdicts, public.CITY, "Voorbeeldstad", INDICATORS)
    found = texts(sentences)
    newest = max((period for period, told in halves.items() if told), default="")
    told = halves.get(newest, {})
    if not told:
        assert found == [verdict_sentences.NOTHING_YET]
        return
    assert len(found) == 3
    assert found[0].startswith(f"In de {PERIODS[newest]} zagen we in Voorbeeldstad ")
    for sentence, text, outcome, word in zip(
        sentences, found, (UP, DOWN), ("meer", "minder"), strict=False
    ):
        expected = {name for name, is_so in told.items() if is_so == outcome}
        if {"fiets", "fiets_totaal"} <= expected:
            expected.discard("fiets")  # a part of a total that says so already
        assert f"duidelijk {word} dan normaal" in text
        assert {each.id for each in named(sentence)} <= expected
        others = re.search(r"nog (\d+) andere?", text)
        assert len(named(sentence)) + int(others[1] if others else 0) == len(expected)
        assert ("geen enkel" in text) == (not expected)
    assert not named(sentences[2])


@given(outcomes, outcomes)
def test_a_district_is_told_of_its_own_verdicts(own: dict, city: dict) -> None:
    rows = [public.verdict(name, DISTRICT, outcome) for name, outcome in own.items()]
    rows += [public.verdict(name, public.CITY, outcome) for name, outcome in city.items()]
    sentences = verdict_sentences.of_a_district(public.verdicts(rows), PLACES[DISTRICT], INDICATORS)
    for sentence, text in zip(sentences, texts(sentences), strict=True):
        outcome = DOWN if "minder" in text else UP
        assert "zagen we in Wijk 00 Centrum" in text
        assert named(sentence)
        assert {own[each.id] for each in named(sentence)} == {outcome}
    assert len(sentences) == len({UP, DOWN} & set(own.values()))


def test_measures_are_named_beside_the_verdicts() -> None:
    verdicts = public.verdicts([public.verdict("inbraak", public.CITY, UP)])
    sentences = verdict_sentences.circumstances(verdicts, public.CITY, INDICATORS)
    assert texts(sentences) == ["Let op: in deze periode golden maatregelen tegen corona."]
    earlier = public.verdicts([public.verdict("inbraak", public.CITY, UP, periode="2019-06")])
    assert verdict_sentences.circumstances(earlier, public.CITY, INDICATORS) == []


values = st.one_of(st.integers(0, 5_000).map(float), st.none())
YEARS = ("2018", "2019", "2020")
grids = st.fixed_dictionaries(
    {
        (area, name, year): values
        for area in (NORTH, public.CITY, NOWHERE)
        for name in ("inbraak", "fiets_totaal", "drugs")
        for year in YEARS
    }
)


@given(grids, st.integers(500, 20_000))
def test_an_area_is_told_what_its_public_figures_say(grid: dict, people: int) -> None:
    known: dict = {}
    for (area, name, year), value in grid.items():
        series = known.setdefault(area, {}).setdefault(name, {}).setdefault("jaar", {})
        series[year] = Figure(value, "x" if value is None else "")
    surroundings = public.surroundings(people)
    names = ("inbraak", "fiets_totaal", "drugs")
    rates = [Rates(INDICATORS[name], known, surroundings, public.CITY) for name in names]
    sentences = area_sentences.of_an_area(PLACES[NORTH], rates, "2020", "Voorbeeldstad")
    for sentence, text in zip(sentences, texts(sentences), strict=True):
        if "zijn alle aantallen" in text:
            found = {grid[NORTH, name, "2020"] for name in names}
            assert found <= {0.0, None}
            assert ("of geheim" in text) == (None in found)
        for indicator in named(sentence):
            now, then = (grid[NORTH, indicator.id, year] for year in ("2020", "2019"))
            assert now is not None
            if "het vaakst" in text:
                assert "In 2020 registreerde de politie in de buurt Noord" in text
                assert f"({Figure(now).text} keer)" in text
                assert ("van wat openbaar is" in text) == any(
                    grid[NORTH, name, "2020"] is None for name in names
                )
            elif "dan in heel" in text:
                whole, nowhere = (
                    grid[area, indicator.id, "2020"] for area in (public.CITY, NOWHERE)
                )
                own, city = now / people, (whole - nowhere) / (2 * people)
                assert people >= 1_000
                is_more = "meer dan" in text
                assert (own > city) if is_more else (own < city)
                is_rate = now >= 20  # rates and counts never share a sentence
                start = "Per 1.000 inwoners" if is_rate else "Per inwoner"
                assert text.startswith(f"{start} was er hier in 2020 ")
                too_few = f", {'maar' if is_more else 'en'} te weinig voor een getal per 1.000"
                assert (too_few in text) != is_rate
                if is_rate:
                    assert f"hier {Figure(1000 * own, unit='score').text}, in de hele" in text
                else:
                    here = f"{now:.0f} keer" if now else "geen enkele keer"
                    everywhere = Figure(whole).text  # also what could not be placed
                    assert f"hier {here}, in de hele gemeente {everywhere} keer" in text
            else:
                assert "In 2020 was er hier duidelijk" in text
                assert (now > then) if "duidelijk meer" in text else (now < then)
                assert f"{Figure(then).text} keer in 2019, {Figure(now).text} keer in 2020" in text
                assert indicator.id != "drugs"  # its definition changed in 2020
        if not text.startswith("Per 1.000"):
            assert not _BARE.search(_UNIT.sub("", text)), text


def test_chance_is_no_difference() -> None:
    known = {
        area: {"inbraak": {"jaar": {year: Figure(value) for year, value in series.items()}}}
        for area, series in {
            NORTH: {"2019": 50.0, "2020": 57.0},
            public.CITY: {"2019": 100.0, "2020": 110.0},
            NOWHERE: {"2019": 0.0, "2020": 0.0},
        }.items()
    }
    rates = [Rates(INDICATORS["inbraak"], known, public.surroundings(), public.CITY)]
    found = texts(area_sentences.of_an_area(PLACES[NORTH], rates, "2020", "Voorbeeldstad"))
    assert len(found) == 2
    assert "geen duidelijk verschil met heel Voorbeeldstad" in found[1]


def test_rates_and_counts_do_not_share_a_sentence() -> None:
    """Beside a rate, a bare count reads as a rate; and it needs the count of the city beside it:
    all that happened there, as the page of the theme has it."""
    counts = {
        "inbraak": {NORTH: 900.0, public.CITY: 1_000.0, NOWHERE: 0.0},
        "fiets_totaal": {NORTH: 19.0, public.CITY: 25.0, NOWHERE: 5.0},
    }
    known: dict = {}
    for name, of_areas in counts.items():
        for area, value in of_areas.items():
            known.setdefault(area, {})[name] = {"jaar": {"2020": Figure(value)}}
    people = {(NORTH, "2020"): 1_000, (public.CITY, "2020"): 50_000}
    surroundings = replace(public.surroundings(), inhabitants=people)
    rates = [Rates(INDICATORS[name], known, surroundings, public.CITY) for name in counts]
    found = texts(area_sentences.of_an_area(PLACES[NORTH], rates, "2020", "Voorbeeldstad"))
    assert found[1:] == [
        "Per 1.000 inwoners was er hier in 2020 meer dan in heel Voorbeeldstad: ‘inbraak in "
        "woning’ (hier 900,0, in de hele gemeente 20,0).",
        "Per inwoner was er hier in 2020 ook meer dan in heel Voorbeeldstad, maar te weinig voor "
        "een getal per 1.000 inwoners: ‘fietsdiefstal’ (hier 19 keer, in de hele gemeente "
        "25 keer).",
    ]


def test_reports_without_a_category_are_called_reports() -> None:
    """A name that says nothing without the word `meldingen` keeps it."""
    names = {"jeugd": "Meldingen jeugdoverlast", "zonder": "Meldingen zonder categorie"}
    reported = [replace(INDICATORS["jeugd"], id=each, name=name) for each, name in names.items()]
    known = {
        NORTH: {
            each.id: {"jaar": {"2020": Figure(value)}}
            for each, value in zip(reported, (5.0, 3.0), strict=True)
        }
    }
    rates = [Rates(each, known, public.surroundings(), public.CITY) for each in reported]
    [text] = texts(area_sentences.of_an_area(PLACES[NORTH], rates, "2020", "Voorbeeldstad"))
    assert text.endswith("‘jeugdoverlast’ (5 keer) en ‘meldingen zonder categorie’ (3 keer).")
