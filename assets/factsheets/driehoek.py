"""What stands on the factsheet of the Driehoek: two pages, restricted, down to the street.

Only the choice and the words of the content; every figure comes from the tables T1 to T6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series, tilemap
from assets.factsheets.sheet import (
    About,
    Annex,
    Beside,
    Block,
    Cell,
    Column,
    Figures,
    Part,
    Row,
    Section,
    Sheet,
    Table,
    Text,
)

_COUNTED = {"politie": "registraties", "melddesk": "meldingen"}
_LEVELS = {"gemeente": 0, "wijk": 1, "buurt": 2}
_TOP = 45  # hotspots that a sheet may show at most
_NUMBERED = 12  # neighbourhoods whose number in the table may stand on the map
_SIGNALS_SHOWN, _REMARKS_SHOWN = 8, 3
_REMARK = 160  # characters of a remark that a sheet has room for
_CHANCE = "sporadisch"  # the class of a place that is no hotspot
_OLD = "tabel ontbreekt: niet berekend."
_KEY_FIGURES = (
    "thema indicator_id indicator bron periode_van periode_tot nu vorig_jaar verschil "
    "verschil_pct verhouding verhouding_van verhouding_tot signaal twaalf_maanden "
    "twaalf_maanden_ervoor twaalf_signaal twaalf_maanden_per_1000 registratietype status "
    "geen_vergelijking trendbreuk duiding duiding_auteur duiding_datum"
).split()
_SIGNALS = (
    "indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau waargenomen verwacht grens "
    "richting sinds_maand duiding duiding_auteur duiding_datum"
).split()
_HOTSPOTS = (
    "rang straatnaam buurtnaam soort maanden_actief maanden_boven_verwachting politie_12m "
    "melddesk_12m trend_tau trend_p klasse aandeel_grootste_bron_pct sleutel_stabiel aanpak_status "
    "aanpak_sinds"
).split()
_SCORES = (
    "bron lijst_tot kwartaal_van kwartaal_tot top plekken plekken_totaal gebeurtenissen raak "
    "trefkans_pct gebleven_pct"
).split()
_NEIGHBOURHOODS = (
    "buurtcode buurtnaam wijkcode hic_12m vvc_12m overlast_12m melddesk_12m overlast_12m_per_1000 "
    "overlast_rang_van overlast_rang_tot maand_tot"
).split()
_REGISTERS = (
    "indicator_id indicator jaar periode_tot waarde jaar_tot_nu vorig_jaar vorig_jaar_heel "
    "toelichting"
).split()
_QUALITY = (
    "bron maand status volledigheid straat_gekoppeld_pct buurt_gekoppeld_pct levering_afgekeurd "
    "verwachte_volledigheid_pct koppeling_oordeel"
).split()
_REVISED = "indicator_id gebied_code periode_soort periode oude_waarde nieuwe_waarde sinds".split()
_REVISIONS = "indicator periode oude_waarde nieuwe_waarde sinds".split()


def driehoek(tables: Mapping[str, pd.DataFrame], about: About) -> Sheet:
    """The sheet of `about.period` out of the tables of `/tables`; what is missing is said.

    Units are those of the tables. No table need be there.
    """
    figures = cells.records(tables, "driehoek_kerncijfers", _KEY_FIGURES)
    shared = cells.shared_marks([cells.marks_of(row) for row in figures])
    return Sheet(
        product="driehoek",
        title=f"Factsheet Driehoek {cells.plain(about.municipality, 60)}",
        subtitle=numbers.capital(numbers.period(about.period)),
        facts=_facts(about, figures, shared),
        pages=(
            (
                _headline(tables, figures),
                _signals(tables),
                _key_figures(tables, figures, shared),
                *_course(tables, figures, about),
            ),
            (_hotspots(tables), _neighbourhoods(tables, about), *_closing(tables, about)),
        ),
        known_until=about.known_until,
        restricted="Vertrouwelijk",
        is_fixed=True,
        footer=f"Factsheet Driehoek · {cells.plain(about.municipality, 60)} · "
        f"{numbers.period(about.period)} · versie {cells.plain(about.version, 20)}",
        annexes=_annexes(tables, about),
    )


def _facts(about: About, figures: list[SimpleNamespace], shared: str) -> tuple[str, ...]:
    told = [f"Zoals bekend op {numbers.day(about.known_until)}"]
    if "*" in shared:
        told.append("Alle cijfers zijn voorlopig")
    elif figures and not any("*" in cells.marks_of(row) for row in figures):
        told.append("De cijfers zijn definitief")
    told.append("Politie en MeldDesk staan naast elkaar en worden nooit opgeteld")
    return tuple(told)


def _headline(tables: Mapping[str, pd.DataFrame], figures: list[SimpleNamespace]) -> Section:
    """The sheet in two lines: signals against the expected, verdicts against last year."""
    lines = []
    if "driehoek_signalen" in tables:
        signals = _told_signals(tables)
        of_city = [row for row in signals if row.gebiedsniveau == "gemeente"]
        up = sum(row.richting == "omhoog" for row in of_city)
        told = numbers.counted(len(of_city), "signaal", "signalen")
        split = f" ({up} omhoog, {len(of_city) - up} omlaag)" if of_city else ""
        smaller = len(signals) - len(of_city)
        lines.append(
            f"{numbers.capital(told)} tegen de verwachting voor de hele gemeente{split}, en "
            f"{numbers.counted(smaller, 'voor een wijk of buurt', 'voor wijken en buurten')}."
        )
    if figures:
        lines.append(_verdict_counts(series.main_indicators(tables, figures)))
    if any(cells.is_corona(name) for row in figures for name in cells.split_breaks(row.trendbreuk)):
        lines.append(
            "De vergelijking loopt door de coronaperiode: lees een verschil niet als gevolg van "
            "de aanpak."
        )
    if not lines:
        lines.append("Nog geen cijfers: er zijn nog geen twee hele maanden geleverd.")
    return Section("kern", "In het kort", (Text(tuple(lines), role="headline"),))


def _verdict_counts(figures: list[SimpleNamespace]) -> str:
    words = [str(row.signaal or cells.UNDECIDED) for row in figures]
    parts = [
        f"{words.count(verdict)} {told}"
        for verdict, told in (
            (cells.UP, "omhoog"),
            (cells.DOWN, "omlaag"),
            (cells.NORMAL, cells.NORMAL),
            (cells.UNDECIDED, cells.UNDECIDED),
        )
        if verdict in words
    ]
    return (
        f"Van {numbers.counted(len(figures), 'indicator', 'indicatoren')} tegen dezelfde maanden "
        f"van vorig jaar: {numbers.enumerated(parts)}."
        if parts
        else ""
    )


def _told_signals(tables: Mapping[str, pd.DataFrame]) -> list[SimpleNamespace]:
    """T2 as the sheet tells it, the city first: without the parts of a total that has a signal in
    the same area. Those stand in the workbook."""
    found = cells.records(tables, "driehoek_signalen", _SIGNALS)
    beyond = {(row.indicator_id, row.gebied_code) for row in found}
    total_of = {
        row.indicator_id: row.onderdeel_van
        for row in cells.records(tables, "indicatoren", ["indicator_id", "onderdeel_van"])
    }
    told = [row for row in found if (total_of.get(row.indicator_id), row.gebied_code) not in beyond]
    return sorted(told, key=lambda row: _LEVELS.get(str(row.gebiedsniveau), 3))


def _signals(tables: Mapping[str, pd.DataFrame]) -> Section:
    """T2: only what is beyond its limit, with what the team makes of it."""
    rows = tuple(
        Row(
            (
                cells.name_and_source(row.indicator, row.bron),
                cells.verdict(f"signaal {row.richting}"),
                cells.text(row.gebiedsnaam, 40),
                cells.count(row.waargenomen),
                cells.tenth(row.verwacht),
                cells.tenth(row.grens),
                Cell(numbers.month(row.sinds_maand)),
                Cell(
                    cells.remark(row.duiding, row.duiding_auteur, row.duiding_datum, _REMARK)
                    or "nog geen duiding"
                ),
            ),
            rank=_LEVELS.get(str(row.gebiedsniveau), 3),
        )
        for row in _told_signals(tables)
    )
    table = Table(
        "signalen",
        "Signalen: waargenomen aantallen buiten de grens van wat te verwachten was",
        (
            Column("Indicator", 1.5),
            Column("Signaal", is_words=True),
            Column("Gebied", 0.9),
            Column("Geteld"),
            Column("Verwacht"),
            Column("Grens"),
            Column("Sinds", is_words=True),
            Column("Duiding", 2.6),
        ),
        rows,
        most=_SIGNALS_SHOWN,
        least=_SIGNALS_SHOWN,
        beyond=len(tables.get("driehoek_signalen", ())) - len(rows),
        rest="En nog {n} meer, ook van wijken, buurten en onderdelen van een totaal: zie de "
        "werkmap, blad Signalen.",
        empty="Geen enkele reeks gaat over haar grens."
        if "driehoek_signalen" in tables
        else f"Signalen: {_OLD}",
        shows_caption=False,
    )
    return Section("signalen", "Signalen", (table,))


def _key_figures(
    tables: Mapping[str, pd.DataFrame], figures: list[SimpleNamespace], shared: str
) -> Section:
    """T1: the main indicators, by theme; the parts of a total stand in the workbook."""
    main = series.main_indicators(tables, figures)
    sources = series.sources_by_theme(main)
    rows, used = [], ""
    for at, row in enumerate(main):
        letters = "".join(mark for mark in cells.marks_of(row) if mark not in shared)
        used += letters
        source = row.bron if len(sources[row.thema]) > 1 else None
        shown = _key_cells(row, source, letters)
        rows.append(Row(shown, cells.plain(row.thema, 60), _key_rank(row, at)))
    notes = [*cells.mark_notes(used, main), *_remarks(tables, main)]
    first = figures[0] if figures else None
    now = numbers.months(first.periode_van, first.periode_tot) if first else "Nu"
    table = Table(
        "kerncijfers",
        "Kerncijfers: twee maanden tegen dezelfde twee maanden van vorig jaar, en twaalf maanden",
        (
            Column("Indicator", 2.3),
            Column(numbers.capital(now)),
            Column("Jaar eerder"),
            Column("Verschil"),
            Column("Verhouding (95%-interval)"),
            Column("Signaal", is_words=True),
            Column("12 maanden"),
            Column("12 maanden ervoor"),
            Column("Per 1.000 inw."),
            Column("Signaal 12 mnd", is_words=True),
            Column("Tekens", is_words=True),
        ),
        tuple(rows),
        notes=tuple(notes),
        most=40,
        least=6,
        rest="En nog {n} meer: zie de werkmap, blad Kerncijfers.",
        empty="Nog geen kerncijfers: er zijn nog geen twee hele maanden geleverd.",
        shows_caption=False,
    )
    return Section("kerncijfers", "Kerncijfers", (table,))


def _remarks(tables: Mapping[str, pd.DataFrame], main: list[SimpleNamespace]) -> list[str]:
    """What the team wrote of key figures, where it does not stand beside a signal already."""
    signals = _told_signals(tables)[:_SIGNALS_SHOWN]
    beside = {row.indicator_id for row in signals if row.gebiedsniveau == "gemeente"}
    told = [row for row in main if row.duiding and row.indicator_id not in beside]
    shown = told[:_REMARKS_SHOWN]
    notes = [
        f"{cells.plain(row.indicator, 60)}: "
        f"{cells.remark(row.duiding, row.duiding_auteur, row.duiding_datum, _REMARK)}"
        for row in shown
    ]
    if len(told) > len(shown):
        rest = numbers.counted(len(told) - len(shown), "duiding", "duidingen")
        notes.append(f"En nog {rest}: zie de werkmap, blad Kerncijfers.")
    if any(cells.plain(row.duiding, _REMARK).endswith("…") for row in (*signals, *shown)):
        notes.append(
            "Een duiding die eindigt op … staat heel in de werkmap, blad Signalen of Kerncijfers."
        )
    return notes


def _key_cells(row: SimpleNamespace, source: str | None, letters: str) -> tuple[Cell, ...]:
    return (
        cells.name_and_source(row.indicator, source),
        cells.count(row.nu),
        cells.count(row.vorig_jaar),
        cells.difference(row.verschil, row.verschil_pct),
        cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
        cells.verdict(row.signaal),
        cells.count(row.twaalf_maanden),
        cells.count(row.twaalf_maanden_ervoor),
        cells.tenth(row.twaalf_maanden_per_1000),
        cells.short_verdict(row.twaalf_signaal),
        cells.marks(letters, row),
    )


def _key_rank(row: SimpleNamespace, at: int) -> float:
    """Signals stay longest; then the police, then the reports; within each the most counted."""
    is_signal = row.signaal in (cells.UP, cells.DOWN) or row.twaalf_signaal in (
        cells.UP,
        cells.DOWN,
    )
    size = 0.0 if numbers.is_unknown(row.nu) else float(row.nu)
    step = 0 if is_signal else 1 + (row.bron != "politie")
    return step + 1 / (2 + max(size, 0)) + at * 1e-9


def _course(
    tables: Mapping[str, pd.DataFrame], figures: list[SimpleNamespace], about: About
) -> tuple[Section, ...]:
    """Small multiples: the twelve-month course of the largest indicators."""
    main = sorted(
        enumerate(series.main_indicators(tables, figures)), key=lambda pair: _key_rank(*pair[::-1])
    )
    chosen = [row for _, row in main if row.bron != "register"][:10]
    last = about.period.rpartition("--")[2]
    drawn = series.courses(tables, [(row.indicator_id, row.indicator) for row in chosen], last)
    if drawn is None:
        return ()
    return (Section("verloop", "Verloop over twaalf maanden", (drawn,)),)


def _hotspots(tables: Mapping[str, pd.DataFrame]) -> Section:
    """T3, with how well the last list did."""
    whole = tables.get("driehoek_hotspots", pd.DataFrame()).reindex(columns=_HOTSPOTS)
    classed = whole[whole["klasse"].ne(_CHANCE)].sort_values("rang")
    found = cells.rows_of(classed.head(_TOP), _HOTSPOTS)
    rows = [Row(_hotspot_cells(row), rank=at) for at, row in enumerate(found)]
    notes = []
    if len(whole) > len(classed):
        notes.append(f"{numbers.count(len(whole) - len(classed))} sporadische niet getoond.")
    if any(row.sleutel_stabiel is False for row in found):
        notes.append("* de adressen van deze straat zijn veranderd: lees het verloop met zorg.")
    table = Table(
        "hotspots",
        "Overlast-hotspots: straten met de meeste overlast in twaalf maanden",
        (
            Column("Straat", 1.65),
            Column("Buurt", 1.2),
            Column("Soort", 1.4),
            Column("Klasse", is_words=True),
            Column("Maanden actief"),
            Column("Boven verwachting"),
            Column("Politie"),
            Column("MeldDesk"),
            Column("Bronnen", is_words=True),
            Column("Trend", is_words=True),
            Column("Grootste bron"),
            Column("Aanpak", 1.1),
        ),
        tuple(rows),
        notes=tuple(notes),
        most=24,
        least=4,
        rest="En nog {n} plekken met een klasse: zie de werkmap, blad Hotspots.",
        empty="Geen hotspots gevonden." if "driehoek_hotspots" in tables else f"Hotspots: {_OLD}",
        beyond=max(0, len(classed) - _TOP),
        shows_caption=False,
    )
    score = _score(tables)
    blocks: list[Block] = [Text(score, role="note")] if score else []
    return Section("hotspots", "Overlast-hotspots, twaalf maanden", (*blocks, table))


def _listed(hotspots: pd.DataFrame) -> pd.DataFrame:
    """What the workbook holds of the hotspots: the first two hundred, and all that have a class."""
    return hotspots[hotspots["rang"].le(200) | hotspots["klasse"].ne(_CHANCE)]


def _hotspot_cells(row: SimpleNamespace) -> tuple[Cell, ...]:
    since = str(row.aanpak_sinds)[:7]
    begun = "per" if row.aanpak_status == "voorgenomen" else "gestart"
    start = "" if numbers.is_unknown(row.aanpak_sinds) else f"{begun} {numbers.month(since)}"
    is_moved = row.sleutel_stabiel is False
    return (
        Cell(f"{numbers.count(row.rang)}. {cells.plain(row.straatnaam, 60)}{'*' * is_moved}"),
        cells.text(row.buurtnaam, 50),
        cells.text(row.soort, 40),
        cells.text(row.klasse, 30),
        cells.count(row.maanden_actief),
        cells.count(row.maanden_boven_verwachting),
        cells.count(row.politie_12m),
        cells.count(row.melddesk_12m),
        Cell(_sources(row)),
        _trend(row),
        cells.percent(row.aandeel_grootste_bron_pct),
        Cell("geen")
        if numbers.is_unknown(row.aanpak_status)
        else Cell(cells.plain(row.aanpak_status, 40), small=start),
    )


def _sources(row: SimpleNamespace) -> str:
    has = {
        "politie": not numbers.is_unknown(row.politie_12m) and row.politie_12m > 0,
        "MeldDesk": not numbers.is_unknown(row.melddesk_12m) and row.melddesk_12m > 0,
    }
    present = [name for name, holds in has.items() if holds]
    return "beide" if len(present) == 2 else (present[0] if present else numbers.UNKNOWN)


def _trend(row: SimpleNamespace) -> Cell:
    """Mann-Kendall: an arrow only where the trend is beyond chance (p < 0.05)."""
    if numbers.is_unknown(row.trend_tau) or numbers.is_unknown(row.trend_p):
        return cells.text(None)
    if row.trend_p >= 0.05 or row.trend_tau == 0:
        return Cell("→ geen", spoken="geen duidelijke trend")
    return Cell("↑ stijgend" if row.trend_tau > 0 else "↓ dalend")


def _score(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """How well the last list foretold its quarter, a line a source; no effect is claimed."""
    found = cells.records(tables, "driehoek_hotspotscore", _SCORES)
    lines, told = [], set()
    for row in sorted(found, key=lambda row: (str(row.lijst_tot), str(row.top)), reverse=True):
        if row.bron in told:
            continue
        told.add(row.bron)
        lines.append(
            f"{numbers.capital(cells.source(row.bron))}: de {cells.plain(row.top, 10)} hoogste "
            f"plekken van de vorige lijst ({numbers.count(row.plekken)} van "
            f"{numbers.count(row.plekken_totaal)}) kregen in "
            f"{numbers.months(row.kwartaal_van, row.kwartaal_tot)} {numbers.count(row.raak)} van "
            f"{numbers.count(row.gebeurtenissen)} {_COUNTED.get(row.bron, 'gevallen')}"
            f"{_quality_of_list(row)}."
        )
    if lines:
        lines.append(
            "Dit zegt hoe goed de lijst voorspelt, niet of de aanpak werkt: hoge plekken dalen "
            "vaak vanzelf."
        )
    return tuple(lines)


def _quality_of_list(row: SimpleNamespace) -> str:
    told = []
    if not numbers.is_unknown(row.trefkans_pct):
        told.append(f"trefkans {numbers.percent(row.trefkans_pct)}")
    if not numbers.is_unknown(row.gebleven_pct):
        told.append(f"{numbers.percent(row.gebleven_pct)} van die plekken bleef op de lijst")
    return f" ({'; '.join(told)})" if told else ""


def _neighbourhoods(tables: Mapping[str, pd.DataFrame], about: About) -> Part:
    """T4 and its map; the numbers of the table are those on the map."""
    found = [
        row
        for row in cells.records(tables, "driehoek_buurten", _NEIGHBOURHOODS)
        if row.buurtcode not in (None, "onbekend")
    ]
    ordered = sorted(
        found, key=lambda row: (-_number(row.overlast_12m), -_number(row.melddesk_12m))
    )
    rows = tuple(
        Row(
            (
                Cell(f"{at}. " * (at <= _NUMBERED) + cells.plain(row.buurtnaam, 40)),
                cells.count(row.hic_12m),
                cells.count(row.vvc_12m),
                cells.count(row.overlast_12m),
                cells.tenth(row.overlast_12m_per_1000),
                Cell(numbers.ranks(row.overlast_rang_van, row.overlast_rang_tot)),
                cells.count(row.melddesk_12m),
            ),
            rank=at,
        )
        for at, row in enumerate(ordered, start=1)
    )
    table = Table(
        "buurten",
        "Buurten in twaalf maanden, op volgorde van overlast",
        (
            Column("Buurt", 1),
            Column("HIC"),
            Column("VVC"),
            Column("Overlast"),
            Column("per 1.000"),
            Column("rang per 1.000 tussen"),
            Column("MeldDesk"),
        ),
        rows,
        most=20,
        least=_NUMBERED,
        notes=("Het nummer voor een naam is dat op de kaart, geen rang.",) if rows else (),
        rest="En nog {n} meer: zie de werkmap, blad Buurten.",
        empty="Geen cijfers per buurt.",
        shows_caption=False,
    )
    if not rows:
        return Section("buurten", "Buurten, twaalf maanden", (table,))
    last = numbers.month(ordered[0].maand_tot)
    drawn = tilemap.draw(
        f"Overlast volgens de politie, twaalf maanden tot en met {last}",
        _areas(ordered),
        tilemap.layout(about.code),
        about.outlines,
        (103, 78),
    )
    is_outlined = bool(tilemap.shapes_of(_areas(ordered), about.outlines))
    legend = (
        f"Een {'vlak' if is_outlined else 'tegel'} is een buurt; een dikke lijn scheidt wijken. "
        "Donkerder is meer registraties van de acht overlastcodes van de politie. "
        + ("Een nummer is dat van de tabel." if is_outlined else "Het getal is hun aantal.")
    )
    return Beside(
        (
            Section(
                "kaart", "Waar de politie overlast registreert", (Figures((drawn,), 1, legend),)
            ),
        ),
        (Section("buurten", "Buurten, twaalf maanden", (table,)),),
        share=0.56,
    )


def _areas(ordered: list[SimpleNamespace]) -> list[tilemap.Area]:
    """In the order of the codes, so that a layout by district keeps districts together."""
    numbered = sorted(
        enumerate(ordered, start=1),
        key=lambda pair: (str(pair[1].wijkcode), str(pair[1].buurtcode)),
    )
    return [
        tilemap.Area(
            str(row.buurtcode),
            cells.plain(row.buurtnaam, 40),
            str(row.wijkcode),
            None if numbers.is_unknown(row.overlast_12m) else float(row.overlast_12m),
            at if at <= _NUMBERED else None,
        )
        for at, row in numbered
    ]


def _number(value: object) -> float:
    return -1.0 if numbers.is_unknown(value) else float(value)


def _closing(tables: Mapping[str, pd.DataFrame], about: About) -> tuple[Part, ...]:
    return (
        Beside(
            (_registers(tables), _revisions(tables, about)),
            (_data_quality(tables), _guide()),
            share=0.5,
        ),
    )


def _registers(tables: Mapping[str, pd.DataFrame]) -> Section:
    """T5: the newest year of each register."""
    found = cells.records(tables, "driehoek_registers", _REGISTERS)
    newest: dict[object, SimpleNamespace] = {}
    for row in sorted(found, key=lambda row: _number(row.jaar)):
        newest[row.indicator_id] = row
    rows = tuple(
        Row(
            (
                cells.text(row.indicator, 60),
                Cell(_register_period(row)),
                cells.count(_so_far(row)),
                cells.count(row.vorig_jaar),
                cells.count(row.vorig_jaar_heel),
            ),
            rank=at,
        )
        for at, row in enumerate(newest.values())
    )
    table = Table(
        "registers",
        "Registers: aantallen van het jaar tot nu toe en van het jaar ervoor",
        (
            Column("Register", 1.6),
            Column("Periode", is_words=True),
            Column("Aantal"),
            Column("Zelfde deel jaar ervoor"),
            Column("Heel jaar ervoor"),
        ),
        rows,
        most=10,
        least=5,
        rest="En nog {n} meer: zie de werkmap, blad Registers.",
        empty="Geen registers geleverd.",
        notes=cells.told_notes(list(newest.values()), 2),
        shows_caption=False,
    )
    line = Text(("Dit zijn activiteiten: ze meten inzet, geen resultaat.",), role="note")
    return Section("registers", "Wat er is gedaan: inzet, geen resultaat", (line, table))


def _so_far(row: SimpleNamespace) -> object:
    """What a register counts up to and with its period: of part of a year nothing that is not
    whole; of a year, or of years together, the figure itself."""
    is_whole = numbers.is_years(row.periode_tot)
    return row.waarde if numbers.is_unknown(row.jaar_tot_nu) and is_whole else row.jaar_tot_nu


def _register_period(row: SimpleNamespace) -> str:
    """Of which period the count is: whole years, or the year up to and with a month or quarter."""
    last = row.periode_tot or row.jaar
    shown = numbers.short_period(last)
    return shown if numbers.is_unknown(last) or numbers.is_years(last) else f"t/m {shown}"


def _data_quality(tables: Mapping[str, pd.DataFrame]) -> Section:
    """T6: a row a source."""
    found = [
        row
        for row in cells.records(tables, "driehoek_datakwaliteit", _QUALITY)
        if row.status in ("geleverd", "herzien")
    ]
    sources: dict[object, list[SimpleNamespace]] = {}
    for row in sorted(found, key=lambda row: str(row.maand)):
        sources.setdefault(row.bron, []).append(row)
    rows = tuple(_quality_row(source, months) for source, months in sources.items())
    table = Table(
        "datakwaliteit",
        "Datakwaliteit per bron",
        (
            Column("Bron", 1),
            Column("Laatste maand", is_words=True),
            Column("Definitief tot en met", is_words=True),
            Column("Verwacht compleet"),
            Column("Straat gekoppeld"),
            Column("Buurt bekend"),
            Column("Rijen apart"),
        ),
        rows,
        most=6,
        least=2,
        empty="Geen leveringen.",
        shows_caption=False,
        notes=(
            (
                "Gekoppeld: deel van de rijen van de laatste maand. Apart: afgekeurde rijen van "
                "de laatste levering.",
            )
            if rows
            else ()
        ),
    )
    return Section("datakwaliteit", "Kwaliteit van de gegevens", (table,))


def _quality_row(source: object, months: list[SimpleNamespace]) -> Row:
    last = months[-1]
    whole = [row.maand for row in months if row.volledigheid == "compleet"]
    return Row(
        (
            Cell(numbers.capital(cells.source(source))),
            Cell(numbers.month(last.maand)),
            Cell(numbers.month(whole[-1] if whole else None)),
            cells.percent(last.verwachte_volledigheid_pct),
            cells.percent(last.straat_gekoppeld_pct),
            cells.percent(last.buurt_gekoppeld_pct),
            cells.count(last.levering_afgekeurd),
        )
    )


def _revisions(tables: Mapping[str, pd.DataFrame], about: About) -> Section:
    """What changed for the whole municipality since the last issue, the largest first."""
    found = cells.rows_of(_city_revisions(tables, about).head(_TOP), _REVISIONS)
    rows = tuple(
        Row(
            (
                cells.text(row.indicator),
                Cell(numbers.period(row.periode)),
                cells.count(row.oude_waarde),
                cells.count(row.nieuwe_waarde),
                Cell(numbers.day(row.sinds)),
            ),
            rank=at,
        )
        for at, row in enumerate(found)
    )
    since = "" if about.previous is None else f" sinds {numbers.day(about.previous)}"
    table = Table(
        "herzieningen",
        f"Herziene maandcijfers van de hele gemeente{since}",
        (
            Column("Indicator", 1.9),
            Column("Maand", is_words=True),
            Column("Was"),
            Column("Is"),
            Column("Sinds", is_words=True),
        ),
        rows,
        most=6,
        least=2,
        rest="En nog {n} meer: zie de werkmap, blad Herzieningen.",
        empty=f"Geen herzieningen{since}.",
        beyond=max(0, len(_city_revisions(tables, about)) - _TOP),
        shows_caption=False,
    )
    return Section("herzieningen", f"Herzien{since}", (table,))


def _city_revisions(tables: Mapping[str, pd.DataFrame], about: About) -> pd.DataFrame:
    """_REVISIONS of single months of the municipality since the last issue, the newest first."""
    frame = tables.get("herzieningen", pd.DataFrame()).reindex(columns=_REVISED)
    of_city = frame["gebied_code"].eq(about.code) & frame["periode_soort"].eq("maand")
    if about.previous is not None:
        of_city &= pd.to_datetime(frame["sinds"]).gt(pd.Timestamp(about.previous))
    frame = frame[of_city]
    named = frame.assign(
        indicator=frame["indicator_id"].map(series.names(tables)).fillna(frame["indicator_id"]),
        groot=(frame["nieuwe_waarde"] - frame["oude_waarde"]).abs(),
    )
    by = ["sinds", "groot", "indicator", "periode"]
    return named.sort_values(by, ascending=[False, False, True, True])[_REVISIONS]


def _guide() -> Section:
    lines = (
        "Signaal omhoog of omlaag: het verschil is groter dan toeval en gewone schommeling "
        "verklaren, ook na correctie voor alle vergelijkingen; een interval zonder 1 is daarvoor "
        "niet genoeg.",
        "Niet vast te stellen: de aantallen zijn te klein of wisselen te veel, er is geen "
        "vergelijkbaar eerder cijfer, of de marge ontbreekt.",
        "Bij 12 maanden verkort: normaal = binnen normale schommeling; onbeslist = niet vast te "
        "stellen. Een punt (.) is: niet bekend of te klein.",
        "HIC en VVC overlappen: niet optellen. Politie en MeldDesk tellen niet hetzelfde: nooit "
        "optellen.",
        "Grootste bron: deel van één adres of melder. Nooit wie.",
    )
    return Section("leeswijzer", "Leeswijzer", (Text(lines, role="list"),))


def _annexes(tables: Mapping[str, pd.DataFrame], about: About) -> tuple[Annex, ...]:
    """Every table whole, in the workbook."""
    pages = (
        (
            "Kerncijfers",
            "driehoek_kerncijfers",
            "Twee maanden tegen dezelfde twee maanden van vorig jaar, en twaalf maanden. Politie "
            "en MeldDesk worden nooit opgeteld. Verhouding: nu gedeeld door vorig jaar.",
        ),
        (
            "Signalen",
            "driehoek_signalen",
            "Reeksen die buiten de grens vallen van wat te verwachten was, met de duiding.",
        ),
        (
            "Hotspots",
            "driehoek_hotspots",
            "De tweehonderd hoogste, en alle met een klasse: combinaties van straat, buurt en "
            "overlastthema in twaalf maanden. De bronnen zijn elk apart gerangschikt.",
        ),
        (
            "Score van de lijst",
            "driehoek_hotspotscore",
            "Hoe goed eerdere lijsten hun kwartaal voorspelden. Het zegt niets over het effect "
            "van de aanpak.",
        ),
        (
            "Buurten",
            "driehoek_buurten",
            "Twaalf maanden. HIC hoort deels bij VVC: niet optellen. Per 1.000 inwoners alleen "
            "waar de buurt en het aantal groot genoeg zijn.",
        ),
        ("Registers", "driehoek_registers", "Activiteiten: ze meten inzet, geen resultaat."),
        (
            "Datakwaliteit",
            "driehoek_datakwaliteit",
            "Welke maanden er zijn, hoe vaak ze zijn geleverd, en welk deel is gekoppeld. Wat "
            "niet koppelt, telt mee als onbekend.",
        ),
    )
    hidden = {"indicator_id", "straat_id", "levering_id", "gebied_code"}
    annexes = [
        Annex(title, note, _public(tables[name], hidden), table=name)
        for title, name, note in pages
        if name in tables
    ]
    annexes = [_limited(annex) for annex in annexes]
    if "herzieningen" in tables:
        note = "Maandcijfers van de hele gemeente die sinds de vorige uitgave zijn veranderd."
        revisions = _city_revisions(tables, about)
        annexes.append(Annex("Herzieningen", note, revisions, table="herzieningen"))
    return (*_charted(annexes), *series.course_annexes(tables))


def _public(frame: pd.DataFrame, hidden: set[str]) -> pd.DataFrame:
    return frame[[column for column in frame.columns if column not in hidden]]


_NOT_SHOWN = "Sporadische plekken na de tweehonderdste staan alleen in intern.duckdb."


def _limited(annex: Annex) -> Annex:
    if annex.title != "Hotspots" or "rang" not in annex.frame:
        return annex
    return replace(annex, note=f"{annex.note} {_NOT_SHOWN}", frame=_listed(annex.frame))


def _charted(annexes: list[Annex]) -> list[Annex]:
    """The key figures and the neighbourhoods get a native chart."""
    charts = {
        "Kerncijfers": ("indicator", "vorig_jaar", "nu"),
        "Buurten": ("buurtnaam", "overlast_12m"),
    }
    return [
        replace(annex, chart="bars", charted=charts[annex.title])
        if annex.title in charts and set(charts[annex.title]) <= set(annex.frame.columns)
        else annex
        for annex in annexes
    ]
