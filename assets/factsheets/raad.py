"""What stands on the factsheet of the council: goals first, then the figures of the half-year.

City and district only: a row of a neighbourhood is never shown, and no street is in these tables.
Only the choice and the words of the content; every figure comes from the tables A to F.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, charts, numbers, series
from assets.factsheets.sheet import (
    About,
    Annex,
    Block,
    Cell,
    Column,
    Figures,
    Part,
    Row,
    Section,
    Sheet,
    Table,
    Terms,
    Text,
)

MAIN_GOALS = (
    "Het verbeteren van de objectieve (geregistreerde) veiligheid",
    "Het verhogen van de veiligheidsgevoelens",
    "Opgavegericht werken aan veiligheid",
)
_EVENTS = ("demonstraties", "uitrukken_brandweer")  # what happened; the other counts are activity
_SHOWN_LEVELS = ("gemeente", "wijk")
_GOALS = (
    "hoofddoel doel indicator_id indicator nulmeting nulmeting_jaar streefwaarde streefjaar nu "
    "nu_van nu_tot nu_periode oordeel toelichting"
).split()
_INDICATORS = (
    "thema indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau periode nu vorig_jaar "
    "twee_jaar_eerder drie_jaar_eerder vier_jaar_eerder verschil verschil_pct verhouding "
    "verhouding_van verhouding_tot signaal twaalf_maanden twaalf_maanden_ervoor twaalf_signaal "
    "twaalf_maanden_per_1000 registratietype status geen_vergelijking trendbreuk duiding "
    "duiding_auteur duiding_datum"
).split()
_SURVEY = (
    "indicator_id indicator thema eenheid gebied_code gebiedsnaam gebiedsniveau jaar waarde "
    "marge_onder marge_boven signaal reeks"
).split()
_RESULTS = (
    "indicator_id indicator thema periode periode_soort waarde eenheid vorige_periode "
    "vorige_waarde verschil verschil_pct verhouding verhouding_van verhouding_tot signaal "
    "bronvermelding toelichting"
).split()
_REVISIONS = "indicator_id indicator periode oude_waarde nieuwe_waarde verschil sinds reden".split()
_SMALL = (
    "Kleine aantallen per wijk zijn niet onderdrukt: toets aan uw privacyregels voordat u dit "
    "openbaar maakt."
)
_YEARS_BACK = ("vier_jaar_eerder", "drie_jaar_eerder", "twee_jaar_eerder", "vorig_jaar", "nu")


def raad(tables: Mapping[str, pd.DataFrame], about: About) -> Sheet:
    """The sheet of `about.period` (`2020-H1`) out of the tables of `/tables`; gaps are said.

    Units are those of the tables. No table need be there.
    """
    figures = [
        row
        for row in cells.records(tables, "raad_indicatoren", _INDICATORS)
        if row.gebiedsniveau == "gemeente"
    ]
    shared = cells.shared_marks([cells.marks_of(row) for row in figures])
    half = numbers.period(about.period)
    parts: list[Part] = [
        _headline(tables, figures, about),
        *_goals(tables, about),
        _indicators(tables, figures, shared, about),
        *_course(tables, figures, about),
        *_districts(tables, about),
        *_survey(tables),
        *_results(tables),
        _revisions(tables),
        _guide(),
        *_definitions(tables, figures),
    ]
    facts = [f"Zoals bekend op {numbers.day(about.known_until)}"]
    if "*" in shared:
        facts.append("Alle cijfers van de politie en het meldsysteem zijn voorlopig")
    facts.append("Hele gemeente en wijken")
    return Sheet(
        product="raad",
        title=f"Factsheet veiligheid {cells.plain(about.municipality, 60)}",
        subtitle=f"Voor de raad · {half}",
        facts=tuple(facts),
        pages=(tuple(parts),),
        known_until=about.known_until,
        footer=f"Factsheet veiligheid {cells.plain(about.municipality, 40)} · {about.period} · "
        f"versie {cells.plain(about.version, 20)}",
        annexes=_annexes(tables),
    )


def _headline(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> Section:
    """The half-year in a few lines; counts of verdicts, never one score."""
    lines = []
    goals = cells.records(tables, "raad_doelen", _GOALS)
    if goals:
        lines.append(_counted_verdicts(goals))
    main = series.main_indicators(tables, figures)
    for verdict, direction in ((cells.UP, "Gestegen"), (cells.DOWN, "Gedaald")):
        moved = [cells.plain(row.indicator, 60) for row in main if row.signaal == verdict]
        if moved:
            lines.append(
                f"{direction} tegen {_year_before(about.period)}, meer dan toeval verklaart: "
                f"{_listed(moved)}."
            )
    if main and not any(row.signaal in (cells.UP, cells.DOWN) for row in main):
        lines.append(
            f"Geen enkel cijfer verschilt meer van {_year_before(about.period)} dan toeval "
            "verklaart."
        )
    if any(cells.is_corona(name) for row in main for name in cells.split_breaks(row.trendbreuk)):
        lines.append(
            "De vergelijking loopt door de coronaperiode: een verschil is niet zonder meer het "
            "gevolg van beleid."
        )
    if not lines:
        lines.append("Nog geen cijfers: er is nog geen heel halfjaar geleverd.")
    blocks: list[Block] = [Text(tuple(lines), role="headline")]
    note = _shared_note(goals)
    if note not in (None, numbers.UNKNOWN):
        blocks.append(Text((f"Over de doelen: {note}",)))
    return Section("kern", "In het kort", tuple(blocks))


def _listed(moved: Sequence[str], most: int = 6) -> str:
    shown = [_lower(word) for word in moved[:most]]
    return numbers.enumerated(
        shown if len(moved) <= most else [*shown, f"nog {len(moved) - most} andere"]
    )


def _half(period: str) -> str:
    return {"H1": "eerste helft", "H2": "tweede helft"}.get(period[5:], "periode")


def _lower(name: str) -> str:
    """For in a sentence: `Straatroof` -> `straatroof`; an abbreviation stays as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _year_before(period: str) -> str:
    year, dash, half = period.partition("-")
    if not (year.isdecimal() and dash):
        return "vorig jaar"
    return f"de {numbers.period(f'{int(year) - 1}-{half}')}"


def _counted_verdicts(goals: Sequence[SimpleNamespace]) -> str:
    words = [str(row.oordeel or cells.UNDECIDED) for row in goals]
    parts = [
        f"{words.count(word)} {word}"
        for word in (cells.ON_COURSE, cells.OFF_COURSE, cells.UNDECIDED)
        if word in words
    ]
    told = numbers.counted(len(goals), "doel", "doelen")
    return f"Van {told}: {numbers.enumerated(parts)}." if parts else f"{told} zonder oordeel."


def _goals(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """A: a section for each main goal. Those of the programme stand even without a goal."""
    found = cells.records(tables, "raad_doelen", _GOALS)
    by_goal: dict[str, list[SimpleNamespace]] = {goal: [] for goal in MAIN_GOALS}
    others: dict[str, list[SimpleNamespace]] = {}
    for row in found:
        known = _main_goal(row.hoofddoel)
        if known is None:
            others.setdefault(cells.plain(row.hoofddoel, 120), []).append(row)
        else:
            by_goal[known].append(row)
    if others and not any(by_goal.values()):
        by_goal = {}
    everywhere = _shared_note(found)
    sections = []
    for at, (goal, rows) in enumerate((by_goal | others).items(), start=1):
        heading = goal if goal[:1].isdecimal() else f"{at}. {goal}"
        sections.append(
            Section(
                f"doel-{at}",
                heading,
                (_goal_table(at, heading, rows), *_goal_notes(rows, everywhere)),
            )
        )
    return sections


def _main_goal(value: object) -> str | None:
    """The main goal of the programme that a text means: by its words or by its number."""
    text = str(value or "").strip().casefold()
    for at, goal in enumerate(MAIN_GOALS, start=1):
        if text in (str(at), goal.casefold()) or text.lstrip(f"{at}. ") == goal.casefold():
            return goal
    return None


def _goal_table(at: int, heading: str, rows: Sequence[SimpleNamespace]) -> Table:
    return Table(
        f"doelen-{at}",
        f"Doelen bij: {heading}",
        (
            Column("Doel", 1.7),
            Column("Gemeten met", 1.7),
            Column("Nulmeting"),
            Column("Streefwaarde"),
            Column("Nu"),
            Column("95%-interval"),
            Column("Periode", is_words=True),
            Column("Oordeel", is_words=True),
        ),
        tuple(
            Row(
                (
                    cells.text(row.doel, 140),
                    cells.text(row.indicator, 90),
                    _of_year(row.nulmeting, row.nulmeting_jaar),
                    _of_year(row.streefwaarde, row.streefjaar),
                    cells.count(row.nu),
                    Cell(_between(row.nu_van, row.nu_tot)),
                    Cell(numbers.period(row.nu_periode)),
                    cells.verdict(row.oordeel),
                )
            )
            for row in rows
        ),
        empty="Voor dit hoofddoel is geen meetbaar doel vastgelegd.",
        shows_caption=False,
    )


def _shared_note(rows: Sequence[SimpleNamespace]) -> str | None:
    """What is said of every goal: that targets are invented, for one."""
    told = {cells.plain(row.toelichting, 240) for row in rows}
    return told.pop() if len(told) == 1 else None


def _goal_notes(rows: Sequence[SimpleNamespace], everywhere: str | None) -> tuple[Text, ...]:
    """What is said of some goals, each text once; not what the sheet says above of all."""
    told = dict.fromkeys(cells.plain(row.toelichting, 240) for row in rows)
    told.pop(numbers.UNKNOWN, None)
    told.pop(everywhere, None)
    return (Text(tuple(told)),) if told else ()


def _of_year(value: object, year: object) -> Cell:
    shown = cells.count(value)
    if numbers.is_unknown(value) or numbers.is_unknown(year):
        return shown
    told = str(int(year)) if isinstance(year, (int, float)) else cells.plain(year, 12)
    return Cell(shown.text, small=f"({told})")


def _between(low: object, high: object) -> str:
    if numbers.is_unknown(low) or numbers.is_unknown(high):
        return numbers.UNKNOWN
    return f"{numbers.count(low)}\u2013{numbers.count(high)}"


def _indicators(
    tables: Mapping[str, pd.DataFrame],
    figures: Sequence[SimpleNamespace],
    shared: str,
    about: About,
) -> Section:
    """B: the indicators by theme, with what the team makes of them beneath the figures."""
    main = series.main_indicators(tables, figures)
    own = ["".join(mark for mark in cells.marks_of(row) if mark not in shared) for row in main]
    table = Table(
        "indicatoren",
        f"Indicatoren per thema: aantallen in de {_half(about.period)} van elk jaar",
        (
            Column("Indicator", 1),
            *(Column(heading) for heading in _half_years(about.period)),
            Column("Verschil"),
            Column("Verhouding (95%-interval)"),
            Column("Signaal", is_words=True),
            Column("12 maanden"),
            Column("12 maanden ervoor"),
            Column("Per 1.000 inw."),
            Column("Tekens", is_words=True),
        ),
        tuple(
            Row(
                _indicator_cells(row, letters),
                group=cells.plain(row.thema, 80),
                remark=cells.remark(row.duiding, row.duiding_auteur, row.duiding_datum, 600),
            )
            for row, letters in zip(main, own, strict=True)
        ),
        notes=tuple(cells.mark_notes("".join(own), main)),
        most=200,
        empty="Nog geen indicatoren: er is nog geen heel halfjaar geleverd.",
        shows_caption=False,
    )
    intro = Text(
        (
            f"Onder een jaartal staat de {_half(about.period)} van dat jaar. Verschil, verhouding "
            "en signaal vergelijken met een jaar eerder; het signaal houdt rekening met toeval en "
            "met het aantal vergelijkingen.",
        )
    )
    return Section("indicatoren", "Indicatoren per thema", (intro, table))


def _indicator_cells(row: SimpleNamespace, letters: str) -> tuple[Cell, ...]:
    return (
        cells.text(row.indicator),
        *(cells.count(getattr(row, column)) for column in _YEARS_BACK),
        cells.difference(row.verschil, row.verschil_pct),
        cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
        cells.verdict(row.signaal),
        cells.count(row.twaalf_maanden),
        cells.count(row.twaalf_maanden_ervoor),
        cells.tenth(row.twaalf_maanden_per_1000),
        cells.marks(letters, row),
    )


def _half_years(period: str) -> list[str]:
    year = period.partition("-")[0]
    if not year.isdecimal():
        return ["4 jaar eerder", "3 jaar eerder", "2 jaar eerder", "Jaar eerder", "Nu"]
    return [str(int(year) - back) for back in range(4, -1, -1)]


def _course(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> list[Section]:
    year, _, half = about.period.partition("-")
    last = f"{year}-{'06' if half == 'H1' else '12'}"
    main = sorted(
        (row for row in series.main_indicators(tables, figures) if row.bron != "register"),
        key=lambda row: (row.bron != "politie", -float(row.twaalf_maanden or row.nu or 0)),
    )[:12]
    drawn = series.courses(
        tables, [(row.indicator_id, row.indicator) for row in main], last, 4, (44.5, 23.0)
    )
    if drawn is None:
        return []
    return [Section("verloop", "Verloop over twaalf maanden", (drawn,))]


def _districts(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """The largest indicators by district: the half-year now, with its verdict."""
    found = [
        row
        for row in cells.records(tables, "raad_indicatoren", _INDICATORS)
        if row.gebiedsniveau == "wijk"
    ]
    if not found:
        return []
    main = series.main_indicators(tables, found)
    sums: dict[str, float] = {}
    names: dict[str, str] = {}
    for row in main:
        sums[row.indicator_id] = sums.get(row.indicator_id, 0.0) + float(row.nu or 0)
        names[row.indicator_id] = cells.plain(row.indicator, 60)
    sources = {row.indicator_id: row.bron for row in main}
    largest = sorted(sums, key=lambda one: -sums[one])
    of_reports = [one for one in largest if sources[one] == "melddesk"]
    of_police = [one for one in largest if sources[one] != "melddesk"]
    chosen = of_police[: max(3, 6 - len(of_reports))]
    chosen += of_reports[: 6 - len(chosen)]
    values = {(row.gebied_code, row.indicator_id): row for row in main}
    places = {row.gebied_code: row.gebiedsnaam for row in main}
    rows = tuple(
        Row(
            (
                cells.text(place, 60),
                *(_district_cell(values.get((code, indicator))) for indicator in chosen),
            ),
            rank=at,
        )
        for at, (code, place) in enumerate(places.items())
    )
    table = Table(
        "wijken",
        "Wijken: aantallen in het halfjaar, met het verschil met een jaar eerder",
        (Column("Wijk", 1.6), *(Column(names[one], 1.0) for one in chosen)),
        rows,
        notes=(
            f"Aantallen in de {numbers.period(about.period)}; tussen haakjes het verschil met "
            f"{_year_before(about.period)}: ({numbers.signed(-169)}) is 169 minder. Een teken ▲ "
            "of ▼ voor het aantal: signaal omhoog of omlaag. Alle "
            "indicatoren staan in de werkmap.",
            *((_SMALL,) if any(0 < float(row.nu or 0) < 5 for row in found) else ()),
        ),
        most=40,
        rest="En nog {n} wijken: zie de werkmap, blad Indicatoren.",
        shows_caption=False,
    )
    return [Section("wijken", "Wijken", (table,))]


def _district_cell(row: SimpleNamespace | None) -> Cell:
    if row is None:
        return cells.text(None)
    is_signal = row.signaal in (cells.UP, cells.DOWN)
    change = "" if numbers.is_unknown(row.verschil) else f"({numbers.signed(row.verschil)})"
    shown = cells.count(row.nu)
    spoken = f"{row.signaal}: {shown.text}" if is_signal else shown.spoken
    return Cell(shown.text, change, str(row.signaal) if is_signal else "", spoken)


def _survey(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """C: the Veiligheidsmonitor; nothing is compared across its change of method."""
    found = [
        row
        for row in cells.records(tables, "raad_veiligheidsmonitor", _SURVEY)
        if row.gebiedsniveau == "gemeente" and not numbers.is_unknown(row.jaar)
    ]
    if not found:
        return []
    years = sorted({int(row.jaar) for row in found})
    indicators: dict[str, list[SimpleNamespace]] = {}
    for row in found:
        indicators.setdefault(row.indicator_id, []).append(row)
    series_of = {int(row.jaar): str(row.reeks or "") for row in found}
    has_margins = any(_margin(row.marge_onder, row.marge_boven) for row in found)
    breaks = {year for before, year in pairwise(years) if series_of[before] != series_of[year]}
    table = Table(
        "veiligheidsmonitor",
        f"Veiligheidsmonitor: uitkomst{' met marge' * has_margins}, per jaar van meting",
        (
            Column("Vraag", 2.4),
            *(Column(str(year), is_break=year in breaks) for year in years),
            Column("Verandering", is_words=True),
        ),
        tuple(_survey_row(rows, years) for rows in indicators.values()),
        notes=_survey_notes(breaks, has_margins),
        most=60,
        shows_caption=False,
    )
    aims = {row.indicator_id for row in cells.records(tables, "raad_doelen", ["indicator_id"])}
    order = sorted(indicators.values(), key=lambda rows: rows[0].indicator_id not in aims)
    drawn = _survey_figures(order[:8], sorted(breaks), has_margins)
    blocks: list[Block] = [table, *([drawn] if drawn else [])]
    return [
        Section("veiligheidsmonitor", "Veiligheidsmonitor: wat bewoners ervaren", tuple(blocks))
    ]


def _survey_notes(breaks: set[int], has_margins: bool) -> tuple[str, ...]:
    lines = [
        "Verandering: alleen waar het verschil met de meting ervoor groter is dan zijn eigen "
        "95%-marge; zonder marges is dat niet vast te stellen."
    ]
    if has_margins:
        lines.insert(0, "Tussen haakjes: de marge waarbinnen de uitkomst met 95% zekerheid ligt.")
    lines += [
        f"De lijn voor {year} is een breuk in de methode: wat links en rechts ervan staat, is "
        "niet te vergelijken."
        for year in sorted(breaks)
    ]
    return tuple(lines)


def _survey_row(rows: Sequence[SimpleNamespace], years: Sequence[int]) -> Row:
    by_year = {int(row.jaar): row for row in rows}
    last = by_year[max(by_year)]
    unit = "" if numbers.is_unknown(last.eenheid) else cells.plain(last.eenheid, 30)
    return Row(
        (
            Cell(cells.plain(last.indicator), small=unit),
            *(_survey_cell(by_year.get(year)) for year in years),
            cells.verdict(last.signaal),
        ),
        group=cells.plain(last.thema, 60),
    )


def _survey_cell(row: SimpleNamespace | None) -> Cell:
    if row is None:
        return Cell("", spoken="niet gemeten")
    margin = _margin(row.marge_onder, row.marge_boven)
    return Cell(cells.tenth(row.waarde).text, small=margin)


def _margin(low: object, high: object) -> str:
    if numbers.is_unknown(low) or numbers.is_unknown(high):
        return ""
    return f"({numbers.decimal(low)}\u2013{numbers.decimal(high)})"


def _survey_figures(
    indicators: Sequence[Sequence[SimpleNamespace]], breaks: Sequence[int], has_margins: bool
) -> Figures | None:
    stretches = [charts.Stretch(year - 0.5, year - 0.5, "breuk in de methode") for year in breaks]
    drawn = []
    for rows in indicators:
        ordered = sorted(rows, key=lambda row: int(row.jaar))
        points = [
            charts.Point(
                float(int(row.jaar)),
                str(int(row.jaar)),
                None if numbers.is_unknown(row.waarde) else float(row.waarde),
                None if numbers.is_unknown(row.marge_onder) else float(row.marge_onder),
                None if numbers.is_unknown(row.marge_boven) else float(row.marge_boven),
                str(row.reeks or ""),
            )
            for row in ordered
        ]
        unit = (
            "" if numbers.is_unknown(rows[0].eenheid) else f" ({cells.plain(rows[0].eenheid, 30)})"
        )
        title = f"{cells.plain(rows[0].indicator)}{unit}"
        drawn.append(
            charts.measured(f"monitor-{len(drawn)}", title, points, stretches, (44.5, 23.0))
        )
    legend = (
        f"Stip: uitkomst.{' Streepje: marge (95%).' * has_margins} Elke grafiek heeft een eigen "
        "schaal, vanaf nul."
    )
    if breaks:
        legend += " Streeplijn: breuk in de methode; de lijn loopt er niet doorheen."
    return Figures(tuple(drawn), 4, legend) if drawn else None


def _results(tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """D and E: what happened, and what was done; each newest period."""
    newest: dict[object, SimpleNamespace] = {}
    for row in sorted(
        cells.records(tables, "raad_prestaties", _RESULTS), key=lambda row: str(row.periode)
    ):
        newest[row.indicator_id] = row
    events = [row for key, row in newest.items() if key in _EVENTS]
    done = [row for key, row in newest.items() if key not in _EVENTS]
    sections = []
    if events:
        table = _result_table("gebeurtenissen", "Uitrukken en demonstraties", events)
        sections.append(Section("gebeurtenissen", "Uitrukken en demonstraties", (table,)))
    if done:
        line = Text(("Dit zijn activiteiten: ze meten inzet, geen resultaat.",))
        table = _result_table("prestaties", "Wat er is gedaan", done)
        sections.append(
            Section("prestaties", "Wat er is gedaan: inzet, geen resultaat", (line, table))
        )
    return sections


def _result_table(name: str, caption: str, rows: Sequence[SimpleNamespace]) -> Table:
    sources = dict.fromkeys(cells.plain(row.bronvermelding, 120) for row in rows)
    sources.pop(numbers.UNKNOWN, None)
    return Table(
        name,
        caption,
        (
            Column("Wat", 2.4),
            Column("Periode", is_words=True),
            Column("Aantal"),
            Column("Periode ervoor", is_words=True),
            Column("Aantal ervoor"),
            Column("Verschil"),
            Column("Verhouding (95%-interval)"),
            Column("Signaal", is_words=True),
        ),
        tuple(
            Row(
                (
                    cells.text(row.indicator),
                    Cell(numbers.period(row.periode)),
                    cells.count(row.waarde),
                    Cell(numbers.period(row.vorige_periode)),
                    cells.count(row.vorige_waarde),
                    cells.difference(row.verschil, row.verschil_pct),
                    cells.ratio(row.verhouding, row.verhouding_van, row.verhouding_tot),
                    cells.text(None)
                    if numbers.is_unknown(row.vorige_waarde)
                    else cells.verdict(row.signaal),
                )
            )
            for row in rows
        ),
        notes=(
            *cells.told_notes(rows),
            *((f"Bron: {'; '.join(sources)}.",) if sources else ()),
        ),
        shows_caption=False,
    )


def _revisions(tables: Mapping[str, pd.DataFrame]) -> Section:
    """F: the largest changes first."""
    found = cells.records(tables, "raad_herzieningen", _REVISIONS)
    found.sort(key=lambda row: -abs(float(row.verschil or 0)))
    table = Table(
        "herzieningen",
        "Cijfers die na hun eerste publicatie zijn veranderd",
        (
            Column("Indicator", 2.2),
            Column("Periode", is_words=True),
            Column("Was"),
            Column("Is"),
            Column("Verschil"),
            Column("Sinds", is_words=True),
            Column("Reden", 1.6),
        ),
        tuple(
            Row(
                (
                    cells.text(row.indicator),
                    Cell(numbers.period(row.periode)),
                    cells.count(row.oude_waarde),
                    cells.count(row.nieuwe_waarde),
                    cells.difference(row.verschil),
                    Cell(numbers.day(row.sinds)),
                    cells.text(row.reden, 140),
                ),
                rank=at,
            )
            for at, row in enumerate(found)
        ),
        most=15,
        rest="En nog {n} herzieningen: zie de werkmap, blad Herzieningen.",
        empty="Sinds de vorige uitgave is geen cijfer herzien.",
        shows_caption=False,
    )
    return Section("herzieningen", "Herzien sinds de vorige uitgave", (table,))


def _guide() -> Section:
    lines = (
        "Signaal omhoog of omlaag: het verschil is groter dan toeval en gewone schommeling "
        "verklaren, na correctie voor het aantal vergelijkingen.",
        "Binnen normale schommeling: het verschil is niet groter dan toeval en gewone schommeling "
        "verklaren. Dat is niet: er is niets veranderd.",
        "Niet vast te stellen: de aantallen zijn te klein of wisselen te veel, er is geen "
        "vergelijkbaar eerder cijfer, of de marge ontbreekt.",
        "Verhouding: nu gedeeld door een jaar eerder; 1,00 is gelijk. Een interval zonder 1 is "
        "voor een signaal niet genoeg: er wordt ook gecorrigeerd voor alle vergelijkingen.",
        "Een percentage staat er alleen bij 50 of meer, een aantal per 1.000 inwoners alleen bij "
        "20 of meer. Een punt (.) is: niet bekend of te klein.",
        "Een halfjaar wordt alleen met hetzelfde halfjaar vergeleken. Er is geen totaalscore: "
        "cijfers die verschillende dingen meten, zijn niet op te tellen.",
        "Politie en inwoners melden niet hetzelfde: die cijfers worden nooit opgeteld.",
    )
    return Section("leeswijzer", "Leeswijzer", (Text(lines, role="list"),))


def _definitions(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace]
) -> list[Section]:
    shown = {row.indicator_id for row in series.main_indicators(tables, figures)}
    terms = tuple(
        (cells.plain(row.naam), cells.plain(row.definitie, 300))
        for row in cells.records(tables, "indicatoren", ["indicator_id", "naam", "definitie"])
        if row.indicator_id in shown and not numbers.is_unknown(row.definitie)
    )
    return [Section("definities", "Definities", (Terms(terms),))] if terms else []


def _annexes(tables: Mapping[str, pd.DataFrame]) -> tuple[Annex, ...]:
    """The council's tables whole; no row of a neighbourhood."""
    pages = (
        (
            "Doelen",
            "raad_doelen",
            "De doelen van het programma met nulmeting, streefwaarde en stand. Geen totaalscore.",
        ),
        (
            "Indicatoren",
            "raad_indicatoren",
            "Een halfjaar wordt alleen met hetzelfde halfjaar vergeleken.",
        ),
        (
            "Veiligheidsmonitor",
            "raad_veiligheidsmonitor",
            "Uitkomsten met marge. Tussen reeksen is niets te vergelijken.",
        ),
        ("Prestaties", "raad_prestaties", "Gebeurtenissen en activiteiten, per periode."),
        (
            "Herzieningen",
            "raad_herzieningen",
            "Cijfers die na hun eerste publicatie zijn veranderd, met de oude en de nieuwe waarde.",
        ),
    )
    hidden = {"indicator_id", "doel_id", "levering_id"}
    annexes = []
    for title, name, note in pages:
        if name not in tables:
            continue
        frame = tables[name]
        if "gebiedsniveau" in frame:
            frame = frame[frame["gebiedsniveau"].isin(_SHOWN_LEVELS)]
            frame = frame.sort_values("gebiedsniveau", kind="stable")  # the city first
        frame = frame[[column for column in frame.columns if column not in hidden]]
        is_charted = title == "Indicatoren" and {"indicator", "vorig_jaar", "nu"} <= {
            *frame.columns
        }
        annexes.append(
            Annex(title, note, frame, "bars", ("indicator", "vorig_jaar", "nu"), name)
            if is_charted
            else Annex(title, note, frame, table=name)
        )
    return (*annexes, *series.course_annexes(tables))
