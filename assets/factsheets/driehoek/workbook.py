"""The pages of the Driehoek's workbook: the complete tables behind the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.annexes import Page
from assets.factsheets.driehoek import hotspots, interpretations, revisions, signals
from assets.factsheets.sheet import About, Annex, Chart

_HIDDEN = ("indicator_id", "straat_id", "levering_id", "gebied_code", "actie_id")
_MEANINGS = {"thema": "Thema; waar het over een plek gaat, de soort overlast"}
_HOTSPOTS = Page(
    "Hotspots",
    "driehoek_hotspots",
    "De tweehonderd hoogste, en alle met een klasse: combinaties van straat, buurt en "
    "overlastthema in twaalf maanden. De bronnen zijn elk apart gerangschikt.",
)
_CONCENTRATION = Page(
    "Concentratie",
    "concentratie",
    "Komt het van enkele adressen of van overal: het deel van twaalf maanden dat van de 1, 3 en 10 "
    "adressen met de meeste rijen kwam. Welke adressen dat zijn, wordt niet bewaard.",
)
_PAGES = (
    Page(
        "Kerncijfers",
        "driehoek_kerncijfers",
        "Twee maanden en twaalf maanden, met het oordeel tegen wat te verwachten was, en vorig "
        "jaar ernaast. Politie en MeldDesk worden nooit opgeteld.",
        Chart("bars", "indicator", ("vorig_jaar", "nu")),
    ),
    Page(
        "Signalen",
        "driehoek_signalen",
        "Reeksen met een signaal, in het kortste venster dat er een heeft, met de duiding. Ligt "
        "het aantal zelf binnen de grens, dan is het een signaal door de maanden samen: zie Sinds.",
    ),
    Page(
        "Afspraken",
        "acties",
        "Wat het team afsprak, ook wat klaar of vervallen is.",
    ),
    Page(
        "Zeldzaam en ernstig",
        "driehoek_zeldzaam",
        "Twee maanden zeggen hier niets over: 12 en 36 maanden, en de tijd sinds het laatste feit.",
    ),
    Page(
        "Evenementen",
        "evenementen",
        "Wat bekend was, uit het bestand van het team. Het verklaart op zichzelf niets en is nooit "
        "uit een cijfer gehaald.",
    ),
    Page(
        "Aandachtsgebieden",
        "driehoek_aandachtsgebieden",
        "Gebieden die het team volgt. Zij mogen overlappen: nooit optellen.",
    ),
    _HOTSPOTS,
    Page(
        "Score van de lijst",
        "driehoek_hotspotscore",
        "Hoe goed eerdere lijsten hun kwartaal voorspelden, naar elke methode; Gebruikt: zo is de "
        "lijst toen gemaakt. Het zegt niets over het effect van de aanpak.",
    ),
    Page(
        "Effect van de aanpak",
        "aanpak_effect",
        "Is een plek met een hotspotaanpak meer gedaald dan plekken die ervoor op haar leken? Die "
        "zijn vastgelegd op de dag van registratie. Zonder eerlijke vergelijking is er geen "
        "oordeel, en staat er waarom.",
    ),
    _CONCENTRATION,
    Page(
        "Buurten",
        "driehoek_buurten",
        "Twaalf maanden. HIC hoort deels bij VVC: niet optellen. Per 1.000 inwoners alleen "
        "waar de buurt en het aantal groot genoeg zijn.",
        Chart("bars", "buurtnaam", ("overlast_12m",)),
    ),
    Page("Registers", "driehoek_registers", "Activiteiten: ze meten inzet, geen resultaat."),
    Page(
        "Datakwaliteit",
        "driehoek_datakwaliteit",
        "Welke maanden er zijn, hoe vaak ze zijn geleverd, en welk deel is gekoppeld. Wat "
        "niet koppelt, telt mee als onbekend.",
    ),
)


def annexes(tables: Mapping[str, pd.DataFrame], about: About) -> tuple[Annex, ...]:
    """The tables that are there, each on a page of its own; then the revisions and the course."""
    tables = _in_words(tables)
    pages = [
        replace(page.filled(tables[page.table], _hidden(page)), meanings=_MEANINGS)
        for page in _PAGES
        if page.table in tables
    ]
    pages = [_LIMITS.get(page.title, lambda whole: whole)(page) for page in pages]
    if "herzieningen" in tables:
        note = "Maandcijfers van de hele gemeente die sinds de vorige uitgave zijn veranderd."
        rows = revisions.of_city(tables, about)
        pages.append(Annex("Herzieningen", note, rows, table="herzieningen"))
    return (*pages, *series.course_annexes(tables))


def _hidden(page: Page) -> tuple[str, ...]:
    """What a page leaves out; a hotspot has the name of its theme in `soort`."""
    return (*_HIDDEN, "thema") if page is _HOTSPOTS else _HIDDEN


def _in_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with the name of each kind of nuisance, and with what the team wrote of each
    signal."""
    named = {
        row.thema: row.themanaam for row in cells.records(tables, "themas", ["thema", "themanaam"])
    }
    shown = dict(tables)
    for table in ("acties", "aanpak_effect"):
        if "thema" in shown.get(table, ()):
            shown[table] = shown[table].assign(thema=shown[table]["thema"].replace(named))
    if signals.TABLE in tables:
        shown[signals.TABLE] = interpretations.filled(tables, signals.TABLE)
    return shown


def _without_sporadic(page: Annex) -> Annex:
    """The page of hotspots without the long tail of sporadic places."""
    if "rang" not in page.frame:
        return page
    note = f"{page.note} Sporadische plekken na de tweehonderdste staan er niet bij."
    return replace(page, note=note, frame=hotspots.listed(page.frame))


def _with_shares(page: Annex) -> Annex:
    """The page of concentration with what has a share: of the latest months of every area, and of
    earlier ones of the municipality."""
    frame = page.frame
    if "top1_pct" not in frame:
        return page
    shown = frame["top1_pct"].notna()
    listed = shown & (frame["maand_tot"].eq(frame["maand_tot"].max()) | _is_city(frame))
    note = (
        f"{page.note} Niet getoond: {numbers.count(int((~shown).sum()))} rijen met te weinig "
        "adressen om iets te zeggen, en eerdere tijdvakken van wijken en buurten."
    )
    return replace(page, note=note, frame=frame[listed])


def _is_city(frame: pd.DataFrame) -> pd.Series:
    return frame["gebiedsniveau"].eq("gemeente")


_LIMITS = {_HOTSPOTS.title: _without_sporadic, _CONCENTRATION.title: _with_shares}
