"""What is generated from the contracts and the SQL: in `docs/` every setting, every published
column and the picture of the tables for charts; beside the models the lineage of their columns.

`python -m pipelines.dictionary` writes them. Sections of the settings file and environment
variables are described here; settings, fields and columns are described in `schemas`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import duckdb
from pydantic.fields import FieldInfo

from assets.basis.personal import KEY_VARIABLE
from assets.deliveries.source import Kind
from assets.reference.tables import load_reference
from assets.sources.registry import SOURCES
from assets.warehouse.build import columns_of
from assets.warehouse.inputs import before_any_delivery
from assets.warehouse.lineage import FILE, lineage_of_models, lineage_text
from assets.warehouse.loading import load
from pipelines.model_picture import picture
from pipelines.settings import CONFIG_VARIABLE, HOME_VARIABLE, INBOX_VARIABLE
from schemas import published
from schemas.configuration import Configuration, ReferenceFile, Term, Theme
from schemas.layout import Layout
from schemas.published.contract import Table

DOCS = Path(__file__).resolve().parents[1] / "docs"

_MADE = "<!-- Gemaakt door: python -m pipelines.dictionary. Niet met de hand wijzigen. -->"
_SECTIONS = {
    "gemeente": "Voor wie de cijfers zijn.",
    "referentie": "Bestanden met gebieden en straten. Een pad begint bij de map van het "
    "instellingenbestand. Zonder deze regels gelden voor Maastricht de tabellen die met het "
    "programma meekomen; een andere gemeente noemt ten minste haar buurten. Een instelling is één "
    "bestand, of een lijst van bestanden van verschillende jaren. Het jaar staat in het bestand of "
    'in zijn naam; anders noemt u het: `{ bestand = "buurten_oud.csv", geldig_van = 2019-01-01 }`. '
    "Zonder jaar geldt een bestand altijd.",
    "leveringen": "Wanneer een levering een maand dekt, en wat de controles van elke levering "
    "doen. `bij_...` zegt of een controle vasthoudt, waarschuwt of uit staat.",
    "inlezen": "Wat het openen van een geleverd bestand mag kosten. Een bestand dat meer vraagt, "
    "wordt apart gezet; het wordt opnieuw geprobeerd als het bestand, deze instellingen of het "
    "programma veranderen.",
    "politie": "Hoe de export van de politie wordt gelezen.",
    "melddesk": "Hoe de export van het meldsysteem wordt gelezen.",
    "veiligheidsmonitor": "Hoe tabellen van de Veiligheidsmonitor worden gelezen. In "
    "`kolommen` mag ook een opschrift staan van een tabel die voor mensen is opgemaakt; zie "
    "[handleiding](handleiding.md#een-tabel-die-voor-mensen-is-opgemaakt). Een regel geldt voor "
    "wat daarna binnenkomt.",
    "registers": "Hoe registers worden gelezen; `kolommen` als bij [veiligheidsmonitor].",
    "themas": "Eigen thema's, naast die van het programma; ook voor meldingen die niet over "
    "veiligheid gaan, zoals bomen of wegen. Elk is een regel: "
    '`bomen = { naam = "Bomen en groen" }`. '
    "U gebruikt zo'n thema daarna onder `[melddesk.categorieen]` en `[politie.codes]`. Zijn "
    "meldingen worden een indicator, `melding_bomen`; die is niet openbaar, tenzij u haar onder "
    "`[openbaar]` bij `ook_openbaar` zet.",
    "cijfers": "Wat hoe mag worden getoond.",
    "openbaar": "Wat iedereen mag zien, en vanaf welk aantal. Zie [privacy](privacy.md#openbaar).",
    "publicatie": "Het bestand dat dashboards lezen.",
    "catalogus": "Hoe de open data worden beschreven, en wie ze uitgeeft. Zonder deze regels is de "
    "beschrijving geldig; vul ten minste een adres en een contact in voordat u de open data "
    "aanmeldt bij data.overheid.nl.",
    "doelbinding": "Waarom de leveringen mogen worden verwerkt, en wie daarvoor tekende. Zolang "
    "een van de eerste vier leeg is, zegt elke run dat. Wat er staat, komt op de factsheet van de "
    "Driehoek en in de tabel `publicatie` van `intern.duckdb`.",
    "bewaren": "Hoe lang wat wordt bewaard: een aantal dagen, maanden of jaren, en waar dat is "
    "vastgesteld. Zonder termijn wordt niets verwijderd. "
    "`veiligheidsbeeld opschonen --proef` toont wat er weg zou gaan. Zie "
    "[privacy](privacy.md#bewaartermijn).",
    "melden": "Wie bericht krijgt van wat gebeurt als er niemand kijkt, en hoe. Elk feit wordt één "
    "keer gemeld; in een bericht staat geen gegeven uit een levering. Een server die niet te "
    "bereiken is, laat geen run mislukken: de volgende run probeert het opnieuw. Probeer het met "
    "`veiligheidsbeeld melden --proef`. Zie [in bedrijf](in-bedrijf.md#berichten).",
}
_VARIABLES = {
    HOME_VARIABLE: "Gegevensmap, als `--home` niet is gegeven; anders `data/`",
    INBOX_VARIABLE: "Inbox, als `--inbox` niet is gegeven; anders `inbox/` in de gegevensmap",
    CONFIG_VARIABLE: "Instellingenbestand, als `--config` niet is gegeven; anders "
    "`veiligheidsbeeld.toml` in de map waar u het programma start",
    KEY_VARIABLE: "Geheime sleutel van ten minste 16 tekens; anders het bestand `sleutel` in de "
    "gegevensmap",
}


def pages() -> dict[Path, str]:
    """Path -> text of each page."""
    return {
        DOCS / "instellingen.md": "\n".join(_settings()) + "\n",
        DOCS / "gegevenswoordenboek.md": "\n".join(_dictionary()) + "\n",
        DOCS / "model.svg": picture(),
    }


def columns_read() -> dict[str, list[str]]:
    """Table -> columns, of the tables that the models read: before any delivery they have all."""
    usual = Configuration()
    with duckdb.connect() as connection:
        load(connection, before_any_delivery(usual, load_reference(usual)))
        return columns_of(connection)


def _settings() -> Iterator[str]:
    yield from (
        "# Instellingen",
        "",
        _MADE,
        "",
        "Instellingen staan in `veiligheidsbeeld.toml`. Wat daar niet staat, heeft zijn "
        "standaardwaarde. Een voorbeeld van een andere gemeente: "
        "[groningen.toml](voorbeelden/groningen.toml).",
    )
    for name, section in Configuration.model_fields.items():
        yield from ("", f"## [{name}]", "", _SECTIONS[name], "")
        model = Theme if name == "themas" else section.annotation
        yield from _rows(
            ("instelling", "soort", "standaard", "betekenis"),
            (
                (f"`{setting}`", _kind(field), _default(field), field.description or "")
                for setting, field in model.model_fields.items()
            ),
        )
    yield from ("", "## Omgevingsvariabelen", "")
    yield from _rows(
        ("variabele", "betekenis"), ((f"`{name}`", text) for name, text in _VARIABLES.items())
    )
    yield from _columns_read()


def _columns_read() -> Iterator[str]:
    """Which columns of a delivery are read, for each source."""
    yield from (
        "",
        "## Welke kolommen worden gelezen",
        "",
        "Alleen deze kolommen worden gelezen. Hoofdletters, spaties en leestekens in een kop doen "
        "er niet toe. Noemt u een kop onder `kolommen` van de bron, dan gaat die voor; de kopjes "
        "hieronder blijven gelden, tenzij u er een aan een ander veld geeft.",
        "",
        "Wat alleen in het geheugen wordt gebruikt, komt in geen bestand en in geen tabel. Van een "
        "moment blijven alleen de maand en de delen van de week over.",
    )
    for source in SOURCES:
        yield from _layout(source.layouts(Configuration())[0], source.unread)


def _layout(layout: Layout, unread: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"### {layout.title[0].upper()}{layout.title[1:]}", "")
    yield from _rows(
        ("veld", "kop in het bestand", "moet er zijn", "alleen in het geheugen", "betekenis"),
        (
            (
                f"`{field.name}`",
                " of ".join(field.headers),
                "ja" if field.required else "",
                "ja" if field.personal else "",
                field.description,
            )
            for field in layout.fields
        ),
    )
    if unread:
        yield from ("", f"Bekend en nooit gelezen: {', '.join(unread)}.")


def _dictionary() -> Iterator[str]:
    public = ", ".join(f"[{name}](#{table})" for name, table in published.OPENBAAR.items())
    yield from (
        "# Gegevenswoordenboek",
        "",
        _MADE,
        "",
        "De tabellen van `publish/intern.duckdb`, dan zijn views (`feit_...`), en daarna de "
        "tabellen van `publish/openbaar.duckdb`: "
        f"{public}.",
        "",
    )
    tables = [
        published.table(name) for name in (*published.INTERN, *published.VIEWS, *published.EDITION)
    ]
    yield from _rows(
        ("tabel", "wat het is"),
        ((f"[{table.name}](#{table.name})", table.description) for table in tables),
    )
    yield from _sources()
    for table in tables:
        yield from _table(table)


def _sources() -> Iterator[str]:
    """The sources of deliveries, by the name that they have in the columns `bron`."""
    yield from (
        "",
        "## Bronnen",
        "",
        "Een bron van leveringen heet in `leveringen` en elders zoals hieronder in de eerste "
        "kolom. De indicatoren noemen haar zoals in de tweede.",
        "",
    )
    yield from _rows(
        ("bron", "bij indicatoren", "levert", "wat het is"),
        (
            (
                f"`{source.name}`",
                f"`{source.indicator_source}`" if source.kind is not Kind.NOTES else "",
                source.kind.value,
                source.description,
            )
            for source in SOURCES
        ),
    )


def _table(table: Table) -> Iterator[str]:
    """The section of one published table."""
    grain = ", ".join(f"`{name}`" for name in table.grain)
    yield from ("", f"## {table.name}", "", f"{table.description}.", "")
    yield from (f"Eén rij per: {grain}.", "")
    yield from _rows(
        ("kolom", "soort", "betekenis", "eenheid", "mag leeg zijn"),
        (
            (
                f"`{column.name}`",
                column.kind.word,
                column.meaning,
                column.unit,
                "ja" if column.nullable else "",
            )
            for column in table.columns
        ),
    )


def _rows(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table in Markdown."""
    for row in (heading, ("---",) * len(heading), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _kind(field: FieldInfo) -> str:
    """The values that a setting takes, in words."""
    kind = field.annotation
    if kind == tuple[ReferenceFile, ...]:
        return "bestand, of lijst van bestanden"
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return " of ".join(f'`"{part}"`' for part in parts)
    if origin in (typing.Union, types.UnionType):
        kind = parts[0]
    words = {
        Path: "bestand",
        bool: "`true` of `false`",
        int: "geheel getal",
        float: "getal van 0 tot 1",
        str: "tekst",
        date: "dag",
        Term: '`{ termijn = "5 jaar", vastgesteld_in = "..." }`',
    }
    return words.get(kind) or {tuple: "lijst", dict: "tabel"}[origin]


def _default(field: FieldInfo) -> str:
    """The default as written in the settings file; empty if there is none."""
    if field.is_required():
        return "geen: moet er staan"
    value = field.get_default(call_default_factory=True)
    if value is None or value == {}:
        return ""
    if isinstance(value, dict):
        return ", ".join(f'`"{name}" = "{text}"`' for name, text in value.items())
    if isinstance(value, tuple):
        return ", ".join(f'`"{text}"`' for text in value)
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


if __name__ == "__main__":
    for page, text in {**pages(), FILE: lineage_text(lineage_of_models(columns_read()))}.items():
        page.write_text(text, "utf-8")
