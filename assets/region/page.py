"""The page of one municipality between its peers, as a `Sheet`; which figures are compared is
decided in `comparison`, what the page looks like in `assets.factsheets`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Section, Sheet, Terms, Text
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.region.comparison import FALL, RISE
from schemas.dutch import capital, counted, enumerated
from schemas.region.tables import ALIKE, LESS, MORE

_MOST_ROWS = 200
_NAMED = 5  # differences in the first lines
_ICONS = {MORE: cells.UP, RISE: cells.UP, LESS: cells.DOWN, FALL: cells.DOWN}
_NONE = "Geen duidelijk verschil: wat er aan verschil is, kan toeval zijn."


def page_of(tables: Mapping[str, pd.DataFrame], code: str, region: str) -> Sheet:
    """The page of municipality `code`. `tables`: those of regio.duckdb."""
    names = tables["gemeenten"].set_index("gemeentecode")["gemeentenaam"].to_dict()
    rows = _newest(tables, code)
    peers = _of(tables["vergelijkbaar"], code)
    name = cells.plain(names[code], 60)
    sections = [
        Section("kort", "In het kort", (Text(tuple(_headlines(rows, name)), "headline"),)),
        Section("naast-regio", f"Naast de regio {region}", (_beside_region(rows),)),
    ]
    if len(peers):
        sections.append(_beside_peers(tables, rows, peers, names))
    sections.append(Section("uitleg", "Hoe u dit leest", (Terms(_TERMS),)))
    return Sheet(
        product="regio",
        title=f"{name} in vergelijking",
        subtitle=f"Openbare cijfers per 1.000 inwoners, regio {region}",
        facts=tuple(_facts(tables, code, rows)),
        pages=(tuple(sections),),
        known_until="",
        footer="Gemaakt uit wat gemeenten zelf openbaar maken, en uit open data. Een geheim cijfer "
        "(klein aantal) telt nergens mee.",
    )


def _of(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["gemeentecode"].eq(code)]


def _newest(tables: Mapping[str, pd.DataFrame], code: str) -> list[SimpleNamespace]:
    """The newest comparison of each indicator, with its change and its name, in the order of the
    indicators."""
    own = _of(tables["vergelijking"], code)
    own = own.sort_values("jaar").drop_duplicates("indicator_id", keep="last")
    change = _of(tables["ontwikkeling"], code).drop(columns="gemeentecode")
    own = own.merge(
        change, on=["indicator_id", "jaar"], how="left", suffixes=("", "_verandering")
    ).merge(tables["indicatoren"], on="indicator_id")
    return [
        SimpleNamespace(**row)
        for row in own.sort_values(["volgorde", "indicator_id"]).to_dict("records")
    ]


def _facts(
    tables: Mapping[str, pd.DataFrame], code: str, rows: Sequence[SimpleNamespace]
) -> list[str]:
    about = _of(tables["gemeenten"], code).iloc[0]
    years = sorted({str(row.jaar) for row in rows})
    facts = [f"Cijfers van {enumerated(years)}"] if years else []
    if not numbers.is_unknown(about["uitgave"]):
        facts.append(f"Uitgave van de gemeente: {numbers.period(about['uitgave'])}")
    people = _of(tables["inwoners"], code)
    if len(people):
        last = people.iloc[-1]
        facts.append(f"{numbers.count(last['inwoners'])} inwoners ({last['jaar']})")
    return facts


def _headlines(rows: Sequence[SimpleNamespace], name: str) -> list[str]:
    compared = [row for row in rows if row.uitkomst in (MORE, LESS, ALIKE)]
    if not compared:
        return [f"Van {name} is er nog geen cijfer dat met andere gemeenten te vergelijken is."]
    lines = []
    for word in (MORE, LESS):
        clear = [row for row in compared if row.uitkomst == word]
        clear.sort(key=lambda row: -abs(row.per_1000 - row.regio_per_1000))
        if clear:
            shown = enumerated([numbers.uncapital(cells.plain(row.naam)) for row in clear[:_NAMED]])
            rest = len(clear) - _NAMED
            more = f", en nog {counted(rest, 'onderwerp', 'onderwerpen')}" if rest > 0 else ""
            lines.append(f"{capital(word)} dan in de andere gemeenten: {shown}{more}.")
    alike = sum(row.uitkomst == ALIKE for row in compared)
    if alike:
        lines.append(
            f"Bij {alike} van de {len(compared)} onderwerpen is er geen duidelijk verschil."
        )
    return lines


def _beside_region(rows: Sequence[SimpleNamespace]) -> Table:
    columns = (
        Column("Onderwerp", lambda row: cells.name_and_source(row.naam, row.bron), share=2.0),
        Column("Jaar", lambda row: cells.text(str(row.jaar))),
        Column("Per 1.000", _rate),
        Column("Hele regio", lambda row: cells.text(numbers.decimal(row.regio_per_1000))),
        Column("Plaats", _rank),
        Column("Naast de andere", lambda row: _said(row.uitkomst), is_words=True),
        Column("Sinds een jaar eerder", _change, share=1.2),
    )
    return Table.of(
        "naast-regio-tabel",
        "Elk onderwerp naast de andere gemeenten",
        columns,
        rows,
        rank=by_position,
        theme=lambda row: row.thema,
        notes=(_NONE,),
        most=_MOST_ROWS,
        empty="Er is nog geen cijfer dat te vergelijken is.",
        shows_caption=False,
    ).with_figures_only()


def _rate(row: SimpleNamespace) -> Cell:
    return Cell(numbers.decimal(row.per_1000), f"({numbers.interval(row.onder, row.boven, 1)})")


def _rank(row: SimpleNamespace) -> Cell:
    return Cell(numbers.ranks(row.rang_van, row.rang_tot), f"van {row.gemeenten}")


def _said(word: str) -> Cell:
    return Cell(word, icon=_ICONS.get(word, ""))


def _change(row: SimpleNamespace) -> Cell:
    word = row.uitkomst_verandering
    if numbers.is_unknown(word):
        return cells.text(None)
    beside = row.naast_rest
    small = "" if beside not in (MORE, LESS) else f"{beside} dan in de andere gemeenten"
    return Cell(word, small, _ICONS.get(word, ""))


def _beside_peers(
    tables: Mapping[str, pd.DataFrame],
    rows: Sequence[SimpleNamespace],
    peers: pd.DataFrame,
    names: Mapping[str, str],
) -> Section:
    code = peers["gemeentecode"].iloc[0]
    rates = tables["vergelijking"].set_index(["indicator_id", "gemeentecode", "jaar"])["per_1000"]
    found = {
        (row.indicator_id, row.andere_gemeente): row
        for row in _of(tables["verschillen"], code).itertuples()
    }

    def peer_cell(row: SimpleNamespace, other: str) -> Cell:
        pair = found.get((row.indicator_id, other))
        if pair is None:
            return cells.text(None)
        text = numbers.decimal(rates.get((row.indicator_id, other, pair.jaar)))
        year = "" if pair.jaar == row.jaar else str(pair.jaar)
        # The icon is of this municipality: more or less than the one in the column.
        here = {MORE: "hier meer", LESS: "hier minder"}.get(pair.uitkomst, "")
        return Cell(text, " ".join(filter(None, [year, here])), _ICONS.get(pair.uitkomst, ""))

    def column(other: str) -> Column:
        name = cells.plain(names.get(other, other), 40)
        return Column(name, lambda row: peer_cell(row, other), share=1.0)

    columns = (
        Column("Onderwerp", lambda row: cells.name_and_source(row.naam, row.bron), share=2.0),
        Column("Hier", lambda row: cells.text(numbers.decimal(row.per_1000))),
        *(column(other) for other in peers["andere_gemeente"]),
    )
    table = Table.of(
        "naast-gemeenten-tabel",
        "Per 1.000 inwoners, naast gemeenten die erop lijken",
        columns,
        [
            row
            for row in rows
            if any((row.indicator_id, o) in found for o in peers["andere_gemeente"])
        ],
        rank=by_position,
        theme=lambda row: row.thema,
        notes=("Zonder teken: geen duidelijk verschil met deze gemeente.",),
        most=_MOST_ROWS,
        empty="Geen van deze gemeenten heeft een cijfer dat te vergelijken is.",
        shows_caption=False,
    ).with_figures_only()
    chosen = [names.get(o, o) for o in peers.loc[peers["waarom"].eq("keuze"), "andere_gemeente"]]
    said = f"Gekozen: {enumerated(chosen)}. " if chosen else ""
    note = f"{said}De andere hebben het dichtstbijzijnde aantal inwoners."
    return Section("naast-gemeenten", "Naast gemeenten die erop lijken", (Text((note,)), table))


_TERMS = (
    (
        "Per 1.000",
        "Het aantal in een jaar per 1.000 inwoners; tussen haakjes het 95 %-interval.",
    ),
    (
        "Plaats",
        "Alle plaatsen die bij het cijfer passen, 1 is het meest: 3–7 zegt dat de gemeente even "
        "goed derde als zevende kan zijn.",
    ),
    (
        "Geen duidelijk verschil",
        "Het verschil is niet groter dan wat door toeval ontstaat (zekerheid 99 %). Dat is niet "
        "hetzelfde als gelijk: bij kleine aantallen is een verschil niet te zien.",
    ),
    (
        "Wat een verschil niet zegt",
        "Een gemeente met een centrum, een station of veel uitgaan telt meer dan haar inwoners "
        "doen. Meldingen hangen ook af van hoe makkelijk melden is.",
    ),
)
