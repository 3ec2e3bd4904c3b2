"""The pages of the dashboard on the publication of the sample: what they say, what their filters
do, and what an entry of the talk becomes."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("streamlit", reason="streamlit is not installed: make dashboard")
from streamlit.testing.v1 import AppTest

from dashboard import app, publication, shown
from dashboard.queries import (
    buurt,
    choices,
    indicator,
    kaart,
    overleg,
    straat,
    vandaag,
    wanneer,
)
from dashboard.waiting import waiting

PAGES = (
    "vandaag",
    "overleg",
    "straat",
    "buurt",
    "kaart",
    "hotspots",
    "aandachtsgebieden",
    "indicator",
    "wanneer",
    "veiligheidsmonitor",
    "doelen",
    "kwaliteit",
)
Show = Callable[..., AppTest]


def _page(name: str) -> None:
    """The script of one page, as the app shows it."""
    import importlib

    from dashboard import place, publication

    found = publication.current(place.publication())
    importlib.import_module(f"dashboard.screens.{name}").show(found)


@pytest.fixture(scope="module")
def found(sample_home: Path) -> publication.Publication:
    """The publication of the sample."""
    return publication.current(sample_home / "publish" / "intern.duckdb")


@pytest.fixture
def show(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """`show(page, **filters)` -> that page on the sample, as it was shown."""
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(sample_home))
    monkeypatch.setenv("VEILIGHEIDSBEELD_INBOX", str(tmp_path / "inbox"))

    def run(name: str, **filters: str) -> AppTest:
        page = AppTest.from_function(_page, args=(name,), default_timeout=60)
        for key, value in filters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, page.exception
        return page

    return run


def _text(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.caption, *page.info, *page.success]
    return "\n".join(part.value for part in parts)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_something_and_no_code(show: Show, name: str) -> None:
    page = show(name)
    assert len(page.title) == 1
    told = _text(page) + "".join(table.value.to_csv() for table in page.dataframe)
    for code in ("melddesk_", "politie_", "GM0935", "BU0935", "WK0935"):
        assert code not in told, code
    cells = {str(cell) for table in page.dataframe for cell in table.value.stack()}
    assert not cells & {"melddesk", "politie"}


def test_a_street_is_chosen_and_its_months_are_those_of_straatbeeld(
    show: Show, found: publication.Publication
) -> None:
    assert "Kies hierboven een straat" in _text(show("straat"))
    page = show("straat", straat="Stationsplein", thema="Alcohol en drugs")
    assert "Wyck" in _text(page)
    months = page.dataframe[0].value
    expected = found.ask(
        """
        select politie_registraties, melddesk_meldingen from straatbeeld
        where straatnaam = 'Stationsplein' and thema = 'alcohol_drugs' order by maand
        """
    )
    assert list(months["Politie"]) == list(expected["politie_registraties"])
    assert list(months["Meldingen"]) == list(expected["melddesk_meldingen"])


def test_every_row_of_a_street_is_in_how_it_was_linked(found: publication.Publication) -> None:
    """Of streets and of places that are no street; all months together."""
    for name, street in choices.streets(found).items():
        if name not in ("Stationsplein", "A2", "Markt"):
            continue
        linked = straat.linking(found, street).groupby("Bron")["Aantal"].sum()
        months = straat.months(found, street, None)[["Politie", "Meldingen"]].sum()
        assert linked.reindex(months.index).fillna(0).tolist() == months.tolist(), name


def test_the_parts_of_the_week_and_the_unknown_are_all_events(
    found: publication.Publication,
) -> None:
    themes = choices.themes(found)
    streets = choices.streets(found)
    for source, column in (("politie", "Politie"), ("melddesk", "Meldingen")):
        for name in ("Stationsplein", "Brusselsestraat"):
            week = wanneer.week(found, source, street=streets[name])
            counted = straat.themes(found, streets[name])[column].sum()
            assert len(week) == 29
            assert week["Aantal"].sum() == pytest.approx(counted)
            assert week["Aandeel"].sum() == pytest.approx(100)
    part = wanneer.week(found, "politie", theme=themes["thema"].iloc[0])
    assert part["Aantal"].sum() < wanneer.week(found, "politie")["Aantal"].sum()


def test_a_pattern_of_the_week_is_told_only_where_the_test_says_so(
    show: Show, found: publication.Publication
) -> None:
    differing = found.ask("select count(*) as n from straatpatronen where uitkomst = 'wijkt af'")
    assert len(wanneer.patterns(found)) == differing["n"].iloc[0] > 0
    assert "vooral vrijdag- en zaterdagnacht" in _text(show("straat", straat="Stationsplein"))
    assert "vooral" not in _text(show("straat", straat="Brusselsestraat"))


def test_a_month_as_known_on_a_day_is_what_the_revision_replaced(
    found: publication.Publication,
) -> None:
    """woninginbraak of 2018 was 423 until 16 September 2019, and 424 since."""
    for day, year in (("2019-09-15", 423), ("2019-09-16", 424), (None, 424)):
        known = indicator.months(
            found, "woninginbraak", "GM0935", day and dt.date.fromisoformat(day)
        )
        told = known[known["maand"].dt.year.eq(2018)]["Aantal"].sum()
        assert told == year, day
    early = indicator.months(found, "woninginbraak", "GM0935", dt.date(2018, 3, 31))
    assert f"{early['maand'].max():%Y-%m}" == "2018-02"


def test_signals_are_those_of_the_publication_and_new_ones_come_first(
    found: publication.Publication,
) -> None:
    signals = vandaag.signals(found)
    assert len(signals) == found.ask("select count(*) as n from driehoek_signalen")["n"].iloc[0]
    assert signals["is_nieuw"].is_monotonic_decreasing
    assert signals["is_nieuw"].any() and not signals["is_nieuw"].all()
    assert (signals["onder"] <= signals["boven"]).all()


def test_the_map_has_every_neighbourhood_once_and_its_figures(
    found: publication.Publication,
) -> None:
    figures = kaart.figures(found, "jeugd", "melddesk")
    places = kaart.places(found)
    assert sorted(figures["buurtcode"]) == sorted(places["buurtcode"])
    assert not places.duplicated(["rij", "kolom"]).any()
    wyck = figures[figures["Buurt"].eq("Wyck")].iloc[0]
    themes = buurt.themes(found, wyck["buurtcode"]).set_index("Thema")
    assert wyck["Aantal"] == themes.at["Jeugdoverlast", "Meldingen"]


def test_two_areas_of_one_name_can_each_be_chosen(
    show: Show, found: publication.Publication
) -> None:
    """The sample has a neighbourhood and a focus area Wittevrouwenveld."""
    areas = choices.judged_areas(found)
    judged = found.ask("select count(distinct gebied_code) as n from oordelen")["n"].iloc[0]
    assert len(set(areas.values())) == len(areas) == judged
    assert {"Wittevrouwenveld (buurt)", "Wittevrouwenveld (aandachtsgebied)"} <= set(areas)
    page = show("indicator", gebied="Wittevrouwenveld (aandachtsgebied)")
    assert page.selectbox(key="gebied").value == "Wittevrouwenveld (aandachtsgebied)"
    assert "Maand voor maand" in _text(page)
    subjects = overleg.subjects(found)
    signals = found.ask("select count(*) as n from driehoek_signalen")["n"].iloc[0]
    assert (subjects["soort"] != "hotspot").sum() == signals


def test_a_filter_stands_in_the_address(show: Show) -> None:
    page = show("indicator", indicator="Zakkenrollerij", over="12 maanden")
    assert page.selectbox(key="indicator").value == "Zakkenrollerij"
    assert "12 maanden" in page.selectbox(key="over").value
    page.selectbox(key="indicator").select("Straatroof").run()
    assert "Straatroof in Maastricht" in _text(page)


def test_an_entry_is_saved_and_shown_at_once(show: Show, tmp_path: Path) -> None:
    page = show("overleg")
    key = next(area.key.removeprefix("tekst ") for area in page.text_area if area.key)
    page.text_area(key=f"tekst {key}").input("Het is er rustiger, zegt de wijkagent.")
    page.text_area(key=f"actie {key}").input("Extra toezicht in de avond")
    page.text_input(key=f"wie {key}").input("Team Handhaving")
    page.text_input(key=f"auteur {key}").input("Veiligheidsregisseurs")
    page.button[-1].click().run()
    assert not page.exception and not page.error
    assert "Opgeslagen" in page.success[-1].value
    (file,) = (tmp_path / "inbox").rglob("*.csv")
    saved = waiting(tmp_path / "inbox", ())
    assert saved["tekst"].tolist() == ["Het is er rustiger, zegt de wijkagent."]
    assert saved["status"].tolist() == ["bezig"]  # as the action that stood there was
    page = show("overleg")
    assert "wordt bij de volgende run opgenomen" in _text(page)
    mark = hashlib.sha256(file.read_bytes()).hexdigest()
    assert waiting(tmp_path / "inbox", {mark}).empty


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        ("tekst", "Bel dhr. Jansen op 06-12345678", "Duiding"),
        ("wie", "dhr. Jansen", "Wie"),
        ("auteur", "", "Door"),
    ],
)
def test_an_entry_that_could_name_someone_or_lacks_something_is_refused(
    show: Show, tmp_path: Path, field: str, text: str, name: str
) -> None:
    page = show("overleg")
    key = next(area.key.removeprefix("tekst ") for area in page.text_area if area.key)
    filled = {"tekst": "Rustiger.", "actie": "Toezicht", "wie": "Team", "auteur": "Team"}
    for part, value in (filled | {field: text}).items():
        box = page.text_area if part in ("tekst", "actie") else page.text_input
        box(key=f"{part} {key}").input(value)
    page.button[-1].click().run()
    assert not page.exception
    assert any(error.value.startswith(f"**{name}**") for error in page.error), page.error
    assert not list((tmp_path / "inbox").rglob("*")) if (tmp_path / "inbox").exists() else True
    if text:
        assert not any(text in error.value for error in page.error)


def test_a_full_or_closed_inbox_is_told_and_the_text_stays(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").write_text("no folder")
    page = show("overleg")
    key = next(area.key.removeprefix("tekst ") for area in page.text_area if area.key)
    page.text_area(key=f"tekst {key}").input("Rustiger.")
    page.text_input(key=f"auteur {key}").input("Team")
    page.button[-1].click().run()
    assert not page.exception
    assert "kon niet in de inbox" in page.error[-1].value
    assert page.text_area(key=f"tekst {key}").value == "Rustiger."


def test_subjects_of_the_talk_are_in_order_of_weight(found: publication.Publication) -> None:
    subjects = overleg.subjects(found)
    kinds = list(dict.fromkeys(subjects["soort"]))
    assert kinds == ["signaal", "hotspot", "signaal in een gebied"]
    assert subjects["naam"].is_unique
    names = overleg.names(found)
    for row in subjects.itertuples():
        known = names.themes if row.soort == "hotspot" else names.indicators
        assert row.onderwerp in known
        assert row.soort != "hotspot" or row.plaats in names.streets


def test_the_head_says_of_which_date_and_what_may_still_change(
    found: publication.Publication,
) -> None:
    assert shown.as_of(found) == "tot en met juni 2020, zoals bekend op 21 juli 2021"
    assert shown.provisional(found) == (
        "Voorlopig, er kan nog bij komen: Politie: mei 2020 en juni 2020; Meldingen: mei 2020 en "
        "juni 2020."
    )


def test_without_a_publication_the_app_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(tmp_path))
    page = AppTest.from_file(app.__file__, default_timeout=60).run()
    assert not page.exception
    assert "veiligheidsbeeld run" in page.error[0].value


def test_a_damaged_publication_is_told_in_words(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "publish").mkdir()
    shutil.copy(sample_home / "publish" / "intern.duckdb", tmp_path / "publish")
    (tmp_path / "publish" / "intern.duckdb").write_bytes(b"not a database" * 1000)
    monkeypatch.setenv("VEILIGHEIDSBEELD_HOME", str(tmp_path))
    page = AppTest.from_file(app.__file__, default_timeout=60).run()
    assert not page.exception
    assert "verify" in page.error[0].value
