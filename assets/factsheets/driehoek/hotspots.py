"""Nuisance hotspots (T3): streets with the most nuisance, and how well the last list predicted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Block, Section, Text
from assets.factsheets.table import Cell, Column, Table, by_position

TABLE = "driehoek_hotspots"
_MOST = 45  # hotspots that a sheet shows at most; the workbook has all
_LISTED = 200  # the workbook lists the highest, whatever their class
_CHANCE = "sporadisch"  # the class of a place that is no hotspot
_COUNTED = {"politie": "registraties", "melddesk": "meldingen"}
FIELDS = (
    "rang straat_id straatnaam buurtnaam thema soort maanden_actief maanden_boven_verwachting "
    "politie_12m melddesk_12m trend_tau trend_p klasse aandeel_grootste_bron_pct sleutel_stabiel "
    "klasse_blind_tot methode_politie methode_melddesk aanpak_status aanpak_sinds weekdelen"
).split()
_MOST_EFFECTS = 4
_EFFECTS = "straatnaam sinds bron uitkomst na verwacht verschil kleinste_zichtbare".split()
_SCORES = (
    "bron lijst_tot kwartaal_van kwartaal_tot top plekken plekken_totaal gebeurtenissen raak "
    "trefkans_pct gebleven_pct methode gebruikt"
).split()


def section(tables: Mapping[str, pd.DataFrame]) -> Section:
    """A row per hotspot that has a class, by rank; the score of the last list above it."""
    frame = tables.get(TABLE, pd.DataFrame()).reindex(columns=FIELDS)
    classed = frame[frame["klasse"].ne(_CHANCE)].sort_values("rang")
    hotspots = with_areas(cells.rows_of(classed.head(_MOST), FIELDS), tables)
    notes = []
    if len(frame) > len(classed):
        notes.append(f"{numbers.count(len(frame) - len(classed))} sporadische niet getoond.")
    notes += _moved(hotspots)
    notes += _parts_of_the_week(hotspots)
    notes += effects(tables)
    table = Table.of(
        "hotspots",
        "Hotspots: straten met de meeste registraties en meldingen in twaalf maanden",
        _COLUMNS,
        hotspots,
        rank=by_position,
        notes=tuple(notes),
        most=24,
        least=4,
        rest="En nog {n} plekken met een klasse: zie de werkmap, blad Hotspots.",
        empty="Geen hotspots gevonden."
        if TABLE in tables
        else "Hotspots: tabel ontbreekt: niet berekend.",
        beyond=max(0, len(classed) - _MOST),
        shows_caption=False,
    )
    score = _score_lines(tables, hotspots)
    blocks: list[Block] = [Text(score, role="note")] if score else []
    return Section("hotspots", "Hotspots, twaalf maanden", (*blocks, table))


def with_areas(
    rows: list[SimpleNamespace], tables: Mapping[str, pd.DataFrame]
) -> list[SimpleNamespace]:
    """The rows with `buurt`, as it is shown: a long street is in several."""
    streets = cells.records(tables, "straten", ["straat_id", "in_meer_buurten"])
    spread = {street.straat_id for street in streets if street.in_meer_buurten}
    for row in rows:
        is_spread = numbers.is_unknown(row.buurtnaam) and row.straat_id in spread
        row.buurt = "meer buurten" if is_spread else row.buurtnaam
    return rows


def listed(hotspots: pd.DataFrame) -> pd.DataFrame:
    """The hotspots of the workbook: the two hundred highest, and all that have a class."""
    return hotspots[hotspots["rang"].le(_LISTED) | hotspots["klasse"].ne(_CHANCE)]


def _moved(hotspots: list[SimpleNamespace]) -> list[str]:
    """What the mark beside a street means, and until when its class cannot be told."""
    if not any(_has_moved(row) for row in hotspots):
        return []
    notes = [
        "* in een bron zijn straten anders genummerd of geschreven; alleen wat sindsdien is "
        "geteld, bepaalt de volgorde."
    ]
    months = [row.klasse_blind_tot for row in hotspots if isinstance(row.klasse_blind_tot, str)]
    if months:
        notes.append(f"Hun klasse is tot en met {numbers.month(max(months))} niet te zeggen.")
    return notes


def _parts_of_the_week(hotspots: list[SimpleNamespace]) -> list[str]:
    """How to read the parts of the week beside a kind of nuisance, where any is shown."""
    if all(numbers.is_unknown(row.weekdelen) for row in hotspots):
        return []
    return [
        "Vooral: ten minste de helft, en vaker dan in de rest van de buurt; vaker: alleen dat "
        "laatste. Een nacht heet naar de avond ervoor: vrijdagnacht is de nacht van vrijdag op "
        "zaterdag."
    ]


def effects(tables: Mapping[str, pd.DataFrame], most: int = _MOST_EFFECTS) -> list[str]:
    """What the comparisons of approaches say, each with what could have been seen; the workbook has
    those without a verdict, and why."""
    rows = cells.records(tables, "aanpak_effect", _EFFECTS)
    told = [row for row in rows if not numbers.is_unknown(row.verschil)]
    sentences = [
        f"Aanpak {cells.plain(row.straatnaam, 60)} sinds {numbers.month(str(row.sinds)[:7])}, "
        f"{cells.source(row.bron)}: {cells.plain(row.uitkomst, 60)} ({numbers.count(row.na)} waar "
        f"{numbers.count(round(row.verwacht))} te verwachten waren; een verschil van "
        f"{numbers.count(round(row.kleinste_zichtbare))} was te zien geweest)."
        for row in told[:most]
    ]
    if len(told) > most:
        sentences.append("Andere aanpakken: zie de werkmap, blad Effect van de aanpak.")
    return sentences


def _has_moved(row: SimpleNamespace) -> bool:
    """Whether the addresses of the street have changed, so that its course may be misleading."""
    return row.sleutel_stabiel is False


def _street(row: SimpleNamespace) -> Cell:
    name = cells.plain(row.straatnaam, 60)
    return Cell(f"{numbers.count(row.rang)}. {name}{'*' * _has_moved(row)}")


def _kind(row: SimpleNamespace) -> Cell:
    """The kind of nuisance, and the parts of the week that stand out."""
    when = "" if numbers.is_unknown(row.weekdelen) else cells.plain(row.weekdelen, 160)
    return replace(cells.text(row.soort, 40), small=when)


def _sources(row: SimpleNamespace) -> Cell:
    """The sources that count anything there."""
    counts = {"politie": row.politie_12m, "MeldDesk": row.melddesk_12m}
    present = [
        name for name, count in counts.items() if not numbers.is_unknown(count) and count > 0
    ]
    if len(present) == len(counts):
        return Cell("beide")
    return Cell(present[0] if present else numbers.UNKNOWN)


def _trend(row: SimpleNamespace) -> Cell:
    """Mann-Kendall: an arrow only if the trend is significant (p < 0.05)."""
    if numbers.is_unknown(row.trend_tau) or numbers.is_unknown(row.trend_p):
        return cells.text(None)
    if row.trend_p >= 0.05 or row.trend_tau == 0:
        return Cell("→ geen", spoken="geen duidelijke trend")
    return Cell("↑ stijgend" if row.trend_tau > 0 else "↓ dalend")


def _approach(row: SimpleNamespace) -> Cell:
    if numbers.is_unknown(row.aanpak_status):
        return Cell("geen")
    status = cells.plain(row.aanpak_status, 40)
    if numbers.is_unknown(row.aanpak_sinds):
        return Cell(status)
    verb = "per" if row.aanpak_status == "voorgenomen" else "gestart"
    return Cell(status, small=f"{verb} {numbers.month(str(row.aanpak_sinds)[:7])}")


_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Straat", _street, share=1.65),
    Column("Buurt", lambda row: cells.text(row.buurt, 50), share=1.2),
    Column("Soort", _kind, share=1.4),
    Column("Klasse", lambda row: cells.text(row.klasse, 30), is_words=True),
    Column("Maanden actief", lambda row: cells.count(row.maanden_actief)),
    Column("Boven verwachting", lambda row: cells.count(row.maanden_boven_verwachting)),
    Column("Politie", lambda row: cells.count(row.politie_12m)),
    Column("MeldDesk", lambda row: cells.count(row.melddesk_12m)),
    Column("Bronnen", _sources, is_words=True),
    Column("Trend", _trend, is_words=True),
    Column("Grootste bron", lambda row: cells.percent(row.aandeel_grootste_bron_pct)),
    Column("Aanpak", _approach, share=1.1),
)


def _score_lines(
    tables: Mapping[str, pd.DataFrame], hotspots: list[SimpleNamespace]
) -> tuple[str, ...]:
    """How well the last list, as it was made then, predicted its quarter, one line per source; and
    by what the places are ordered now.

    A regression to the mean is to be expected, so no effect of the approach is claimed.
    """
    scores = cells.records(tables, "driehoek_hotspotscore", _SCORES)
    scores = [row for row in scores if row.gebruikt is not False]
    scores.sort(key=lambda row: (str(row.lijst_tot), str(row.top)), reverse=True)
    newest: dict[object, SimpleNamespace] = {}
    for row in scores:
        newest.setdefault(row.bron, row)
    if not newest:
        return ()
    return (
        *(_score_line(row) for row in newest.values()),
        f"{_order_line(hotspots)}Dit zegt hoe goed de lijst voorspelt, niet of de aanpak werkt: "
        "hoge plekken dalen vaak vanzelf.",
    )


def _order_line(hotspots: list[SimpleNamespace]) -> str:
    """By what the places of each source are ordered."""
    methods = [
        f"{name} naar {cells.plain(method, 30)}"
        for name, method in (
            ("politie", hotspots[0].methode_politie if hotspots else None),
            ("MeldDesk", hotspots[0].methode_melddesk if hotspots else None),
        )
        if not numbers.is_unknown(method)
    ]
    return f"Volgorde nu: {', '.join(methods)}. " if methods else ""


def _score_line(row: SimpleNamespace) -> str:
    rates = []
    if not numbers.is_unknown(row.trefkans_pct):
        rates.append(f"trefkans {numbers.percent(row.trefkans_pct)}")
    if not numbers.is_unknown(row.gebleven_pct):
        rates.append(f"{numbers.percent(row.gebleven_pct)} van die plekken bleef op de lijst")
    quality = f" ({'; '.join(rates)})" if rates else ""
    return (
        f"{numbers.capital(cells.source(row.bron))}: de {cells.plain(row.top, 10)} hoogste "
        f"plekken van de vorige lijst ({numbers.count(row.plekken)} van "
        f"{numbers.count(row.plekken_totaal)}) kregen in "
        f"{numbers.months(row.kwartaal_van, row.kwartaal_tot)} {numbers.count(row.raak)} van "
        f"{numbers.count(row.gebeurtenissen)} {_COUNTED.get(row.bron, 'gevallen')}{quality}."
    )
