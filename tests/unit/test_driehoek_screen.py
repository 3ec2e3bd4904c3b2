"""Tests of what the rows of the Driehoek's sheet can be chosen by, and of what they say beside a
signal, a place and an approach."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from factsheet_tables import DRIEHOEK, cell_of, quick_driehoek_tables, table_of

from assets.deliveries.acceptance import Acceptance
from assets.factsheets import cells, issues
from assets.factsheets.driehoek import driehoek, spots
from assets.warehouse.inputs import before_any_delivery


@pytest.fixture(scope="module")
def tables():
    """See `quick_driehoek_tables`."""
    return quick_driehoek_tables()


@pytest.fixture(scope="module")
def sheet(tables):
    """The sheet of these tables, to look at."""
    return driehoek(tables, DRIEHOEK)


def test_a_theme_chooses_indicators_and_a_kind_of_nuisance_places(tables, sheet):
    themes = set(tables["indicatoren"]["thema"])
    for name in ("kerncijfers", "signalen", "aandachtsgebieden"):
        rows = table_of(sheet, name).rows
        assert rows and {row.theme for row in rows} <= themes and not any(row.kind for row in rows)
    for name in ("hotspots", "plekken"):
        rows = table_of(sheet, name).rows
        assert {row.kind for row in rows} <= set(tables["driehoek_hotspots"]["soort"])
        assert not any(row.theme for row in rows)


def test_an_action_for_a_place_is_of_a_kind_of_nuisance_under_its_name(tables):
    actions = tables["acties"].assign(thema="alcohol_drugs", onderwerp="Alcohol en drugs")
    rows = table_of(driehoek({**tables, "acties": actions}, DRIEHOEK), "afspraken").rows
    assert {(row.theme, row.kind) for row in rows} == {("", "Alcohol en drugs")}


def test_the_workbook_names_each_kind_of_nuisance_once(tables):
    themes = pd.DataFrame({"thema": ["alcohol_drugs"], "themanaam": ["Alcohol en drugs"]})
    actions = tables["acties"].assign(
        thema=["alcohol_drugs", *[None] * (len(tables["acties"]) - 1)]
    )
    sheet = driehoek({**tables, "themas": themes, "acties": actions}, DRIEHOEK)
    page = next(page for page in sheet.annexes if page.title == "Afspraken")
    assert page.frame["thema"].dropna().tolist() == ["Alcohol en drugs"]
    page = next(page for page in sheet.annexes if page.title == "Hotspots")
    assert "thema" not in page.frame and "soort" in page.frame


def test_a_signal_within_its_own_limit_is_one_by_the_months_together(tables):
    signals = tables["driehoek_signalen"].assign(grens=[200.0, 49.0, 116.0, 25.0])
    rows = table_of(driehoek({**tables, "driehoek_signalen": signals}, DRIEHOEK), "signalen").rows
    told = {cell_of(row, "Indicator").text: cell_of(row, "Grens").small for row in rows}
    assert told.pop("Burengerucht (relatieproblemen)") == "door maanden samen"
    assert set(told.values()) == {""}


def test_what_was_written_about_months_that_overlap_is_beside_the_signal_too(tables):
    written = pd.DataFrame(
        {
            "indicator_id": ["zakkenrollerij"],
            "gebied_code": ["GM0935"],
            "periode": ["2020-H1"],
            "duiding": ["Minder drukte in de stad."],
            "auteur": ["team Veiligheid"],
            "datum": pd.to_datetime(["2020-07-06"]),
            "is_nieuwste": [True],
        }
    )
    sheet = driehoek({**tables, "duidingen": written}, DRIEHOEK)
    [row] = [
        row
        for row in table_of(sheet, "signalen").rows
        if cell_of(row, "Indicator").text == "Zakkenrollerij"
    ]
    whole = "Over de eerste helft van 2020: Minder drukte in de stad."
    assert cell_of(row, "Duiding").text == f"{whole} (team Veiligheid, 6 juli 2020)"
    page = next(page for page in sheet.annexes if page.title == "Signalen").frame
    assert page.set_index("indicator")["duiding"]["Zakkenrollerij"] == whole
    assert page["duiding_datum"].notna().sum() == 2, "of both texts"
    assert page["duiding_auteur"].notna().sum() == 2 and "" not in set(page["duiding_auteur"])


def test_a_street_in_several_neighbourhoods_says_so_and_is_of_no_area(tables):
    hotspots = tables["driehoek_hotspots"].copy()
    hotspots.loc[0, "buurtnaam"] = None
    streets = pd.DataFrame({"straat_id": hotspots["straat_id"][:1], "in_meer_buurten": [True]})
    sheet = driehoek({**tables, "driehoek_hotspots": hotspots, "straten": streets}, DRIEHOEK)
    row = table_of(sheet, "hotspots").rows[0]
    assert (cell_of(row, "Buurt").text, row.area) == ("meer buurten", "")


def test_the_day_of_the_sheet_is_not_that_of_a_yearly_figure(
    configuration, reference, make_manifest
):
    def known_until(*sources):
        received = [
            make_manifest(name, ontvangen_op=f"{day} 00:00:00")
            for name, day in zip(sources, ("2020-07-08", "2021-07-21"), strict=False)
        ]
        accepted = tuple(
            Acceptance(manifest.levering_id, manifest.ontvangen_op[:10], "klopt")
            for manifest in received[1:]
        )
        inputs = before_any_delivery(configuration, reference)
        known = replace(inputs, manifests=tuple(received), acceptances=accepted)
        return issues._monthly(known).known_until

    assert known_until("politie", "veiligheidsmonitor") == "2020-07-08"
    assert known_until("politie", "registers") == "2020-07-08"
    assert known_until("politie", "melddesk") == "2021-07-21"
    assert known_until("politie", "duiding") == "2021-07-21", "what the team wrote is about these"


def _approaches(*reasons):
    rows = [
        {"straatnaam": f"Straat {number}", "thema": "geluid", "verschil": None, "reden": reason}
        | {"sinds": "2020-01-06"}
        for number, reason in enumerate(reasons)
        for _ in ("politie", "melddesk")
    ]
    return spots.approaches({"aanpak_effect": pd.DataFrame(rows)})


def test_every_reason_why_nothing_can_be_said_of_an_approach_is_told_without_its_explanation():
    reasons = (
        "geregistreerd na het begin: toen was het verloop al te zien",
        "nog niet begonnen",
        "nog geen zes maanden na het begin bekend, met dezelfde een jaar eerder",
    )
    assert _approaches(*reasons) == (
        "Van 3 aanpakken is nog niets te zeggen: geregistreerd na het begin; nog niet begonnen; "
        "nog geen zes maanden na het begin bekend.",
    )
    [line] = _approaches(*reasons, "nog niet begonnen")
    assert "Van 4 aanpakken is nog niets te zeggen: 2 nog niet begonnen; 1 " in line
    assert _approaches(None) == ("Van 1 aanpak is nog niets te zeggen.",)
    many = _approaches(*(f"de {number}e van vele redenen" for number in range(5)))
    assert many[0].endswith("de 2e van vele redenen; 2 andere redenen.")


def test_an_approach_that_one_source_judged_is_not_one_of_which_nothing_can_be_said():
    judged = {"straatnaam": "Markt", "thema": "geluid", "sinds": "2019-01-07"}
    judged |= {"bron": "politie", "uitkomst": "geen verschil vast te stellen", "na": 31.0}
    judged |= {"verwacht": 55.0, "verschil": -24.0, "kleinste_zichtbare": 20.0, "reden": None}
    silent = judged | {"bron": "melddesk", "verschil": None}
    silent |= {"reden": "deze bron telt dit thema niet"}
    told = spots.approaches({"aanpak_effect": pd.DataFrame([judged, silent])})
    assert len(told) == 1 and told[0].startswith("Aanpak Markt sinds januari 2019, politie: ")
    other = silent | {"sinds": "2020-03-02", "bron": "politie", "reden": "nog niet begonnen"}
    again = silent | {"sinds": "2020-03-02"}
    told = spots.approaches({"aanpak_effect": pd.DataFrame([judged, silent, again, other])})
    assert told[1] == "Van 1 aanpak is nog niets te zeggen: nog niet begonnen."


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2020-07", "aanpak voorgenomen, per juli 2020"),
        ("2020-01", "aanpak voorgenomen, had moeten beginnen in januari 2020"),
    ],
)
def test_a_plan_of_which_the_month_is_over_is_not_told_as_if_it_were_to_come(month, said):
    place = SimpleNamespace(
        aanpak_status="voorgenomen", aanpak_sinds=f"{month}-01", straat_id="S1", thema="geluid"
    )
    assert spots._done([place], [], "2020-05--2020-06") == said


def test_a_neighbourhood_on_the_map_whose_signal_began_long_ago_says_since_when(tables):
    areas = tables["driehoek_buurten"]
    codes = areas["buurtcode"][areas["buurtcode"].ne("onbekend")].tolist()[:4]
    signals = pd.concat(
        [
            tables["driehoek_signalen"].iloc[[3]].assign(gebied_code=code, sinds_maand=month)
            for code, month in zip(codes, ("2019-07", "2020-04", "2020-04", "2020-04"), strict=True)
        ],
        ignore_index=True,
    )
    judged = pd.DataFrame(
        {
            "indicator_id": "overlast_zwervers",
            "gebied_code": codes,
            "venster": "2m",
            "periode": "2020-06",
            "nu": [31, 30, 29, 28],
            "verwacht": [0.5, 9.0, 9.0, 9.0],
            "onder": None,
            "boven": 25.0,
            "uitkomst": "signaal omhoog",
        }
    )

    def told(judged):
        sheet = driehoek({**tables, "driehoek_signalen": signals, "oordelen": judged}, DRIEHOEK)
        small = [cell_of(row, "Buurt").small for row in table_of(sheet, "kaartlijst").rows]
        return sorted(filter(None, small))

    assert told(judged) == ["sinds juli 2019"]
    usual = judged["uitkomst"].mask(judged["gebied_code"].eq(codes[0]), cells.NORMAL)
    listed = judged.assign(uitkomst=usual, verwacht=9.0)
    assert told(listed) == [], "there is no signal there now"
