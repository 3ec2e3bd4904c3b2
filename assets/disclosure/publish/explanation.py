"""The open data explained: LEESMIJ.txt and LICENTIE.txt for people, and JSON for programs about the
edition and how it was checked.

Only what follows from the edition; columns are described by `metadata`.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

from assets.disclosure.publish.datapackage import FILE as PACKAGE
from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.metadata import FILE as METADATA
from assets.disclosure.publish.public_files import PARQUET, Table
from assets.disclosure.publish.publisher import EXPLANATION, JSON_LD, LICENCES, TURTLE, Publisher
from schemas import dutch
from schemas.public import MARKS, SECRET

LICENCE, EDITION, AUDIT = "LICENTIE.txt", "uitgave.json", "onthullingscontrole.json"
EARLIER = "uitgaven"

_WIDTH = 88
# How each kind of period is explained, beside the newest one of that kind.
_PERIODS = {
    "maand": "een maand ({})",
    "kwartaal": "een kwartaal ({}; Q1 is het eerste)",
    "halfjaar": "een half jaar ({}; H1 is de eerste helft)",
    "jaar": "een jaar ({})",
    "meerjarig": "een reeks van jaren ({})",
    "12m": "een reeks van twaalf maanden ({})",
}
_TERMS = {
    "CC-BY-4.0": (
        "U mag deze gegevens gebruiken, delen en bewerken, ook om er geld mee te verdienen. Noem "
        "daarbij de bron en zeg of u iets heeft veranderd."
    ),
    "CC0-1.0": (
        "U mag deze gegevens gebruiken, delen en bewerken, ook om er geld mee te verdienen. U "
        "hoeft de bron niet te noemen, maar wij stellen het op prijs."
    ),
}


def texts(edition: Edition, tables: tuple[Table, ...], publisher: Publisher) -> dict[str, bytes]:
    """LEESMIJ.txt and LICENTIE.txt: file name -> content."""
    return {
        EXPLANATION: _page(_explanation(edition, tables, publisher)),
        LICENCE: _page(_licence(edition, publisher)),
    }


def audit(edition: Edition) -> dict[str, bytes]:
    """`onthullingscontrole.json`: how many figures are suppressed, and how many of those the attack
    recovered from everything in this edition and all before it."""
    newest = edition.editions.iloc[0]
    return {
        AUDIT: _json(
            {
                "uitgave": edition.number,
                "peildatum": f"{edition.known_until:%Y-%m-%d}",
                "cijfers": int(newest["cijfers"]),
                "geheim": int(newest["geheim"]),
                "herleidbaar": int(newest["herleidbaar"]),
                "uitleg": "Van elk geheim cijfer is berekend welke waarden mogelijk zijn volgens "
                "alles wat openbaar is, in deze en alle eerdere uitgaven. Herleidbaar: cijfers "
                "waarvan zo te achterhalen is wat geheim moet blijven.",
            }
        )
    }


def identity(edition: Edition, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """`uitgave.json`: the edition, and the size and sha256 of each of its other files."""
    newest = edition.editions.iloc[0]
    return {
        EDITION: _json(
            {
                "uitgave": edition.number,
                "kwartaal": edition.quarter,
                "publicatiedatum": f"{edition.published:%Y-%m-%d}",
                "peildatum": f"{edition.known_until:%Y-%m-%d}",
                "gemeentecode": edition.municipality_code,
                "gemeente": edition.municipality,
                **{
                    name: int(newest[name])
                    for name in ("cijfers", "geheim", "nieuw", "gewijzigd", "vervallen")
                },
                "bestanden": {
                    name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                    for name, content in sorted(files.items())
                },
            }
        )
    }


def periods_in(edition: Edition) -> str:
    """The kinds of period that the figures have, each with an example: nothing is explained that a
    reader cannot find. Empty without figures."""
    newest = edition.figures.groupby("periode_soort")["periode"].max()
    words = [text.format(newest[kind]) for kind, text in _PERIODS.items() if kind in newest]
    return " of ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def files_in(folder: Path) -> list[str]:
    """The files of the edition in a folder, as its `uitgave.json` lists them; none without one."""
    try:
        listed = json.loads((folder / EDITION).read_text("utf-8"))["bestanden"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return sorted([*listed, EDITION])


def _explanation(
    edition: Edition, tables: tuple[Table, ...], publisher: Publisher
) -> Iterator[str]:
    yield from _introduction(edition, publisher)
    yield from _file_list(tables)
    yield from _reading_guide(edition)
    yield from _heading("Licentie en vragen")
    yield f"{LICENCES[publisher.licence][0]}. Zie {LICENCE}."
    for label, value in (
        ("Meer over de cijfers", publisher.page),
        ("Vragen", publisher.email),
        ("Contact", publisher.contact_page),
    ):
        if value:
            yield f"{label}: {value}"


def _introduction(edition: Edition, publisher: Publisher) -> Iterator[str]:
    newest = edition.editions.iloc[0]
    yield from (publisher.title, "=" * len(publisher.title), "")
    yield publisher.description
    yield from (
        "",
        f"Uitgave: {edition.number}",
        f"Verschenen: {dutch.day(edition.published)}",
        f"Zoals bekend op: {dutch.day(edition.known_until)}",
        f"Uitgever: {publisher.name}",
        f"Cijfers: {int(newest['cijfers'])}, waarvan {int(newest['geheim'])} geheim",
    )


def _file_list(tables: tuple[Table, ...]) -> Iterator[str]:
    yield from _heading("Bestanden")
    for table in tables:
        yield f"{table.file}: {table.description[0].lower()}{table.description[1:]}."
    yield f"{PARQUET}: de cijfers van alle thema's in één bestand, voor programma's."
    yield f"{METADATA}, {PACKAGE}: wat elke kolom is en betekent (CSV on the Web, Data Package)."
    yield f"{TURTLE} en {JSON_LD}: de beschrijving voor datacatalogi (DCAT-AP-NL 3.0)."
    yield f"{EDITION}: gegevens over deze uitgave, met de controlegetallen van de bestanden."
    yield f"{AUDIT}: de controle of geheime cijfers geheim blijven."
    yield f"{LICENCE}: wat u met de gegevens mag."
    # This text is also read on the site and in the folder of an edition: they hold no other one.
    yield (
        "Deze bestanden zijn van één uitgave. De gemeente bewaart elke uitgave die is verschenen "
        f"onveranderd, in de map {EARLIER}/ van haar open data; op de site staat de nieuwste."
    )


def _reading_guide(edition: Edition) -> Iterator[str]:
    yield from _heading("Een rij lezen")
    yield (
        "Elke rij is een cijfer: van een indicator, in een gebied, over een periode. De namen van "
        "indicatoren en gebieden staan in indicatoren.csv en gebieden.csv."
    )
    if kinds := periods_in(edition):
        yield f"Een periode is {kinds}."
    yield (
        "Tel perioden en gebieden die elkaar bevatten niet op. Vergelijk een kwartaal met "
        "hetzelfde kwartaal van een ander jaar, en een deel van een jaar niet met een heel jaar."
    )
    yield (
        "Politie en inwoners melden verschillende dingen. Tel hun cijfers niet bij elkaar op. "
        "Meer meldingen betekent niet altijd dat er meer gebeurt: wie vaker belt, telt vaker mee."
    )
    yield from _heading("Tekens")
    yield from (f"{mark}  {text}" for mark, text in MARKS.items())
    yield f"Naast {SECRET} en . staat geen waarde. Zonder teken is het gewoon een getal."
    yield from _heading("Geheime cijfers")
    yield (
        "Een klein aantal kan over een herkenbaar persoon gaan. Zo'n cijfer is geheim, en soms "
        "ook een ander cijfer, zodat u het niet kunt uitrekenen. Bij elke uitgave rekenen we na "
        "of dat lukt, met alles wat ooit is verschenen."
    )
    yield from _heading("Wijzigingen")
    yield (
        "Cijfers kunnen later veranderen, bijvoorbeeld door een late aangifte. De kolom versie "
        "noemt de uitgave waarin een cijfer voor het eerst zo stond. Wat in deze uitgave anders "
        "is, staat in wijzigingen.csv; alles van eerder in herzieningen.csv."
    )
    yield from _heading("Openen in een rekenblad")
    yield (
        "De bestanden zijn UTF-8, met een komma tussen de kolommen en een punt voor de "
        "decimalen. Open ze in Excel met Gegevens > Uit tekst/CSV. Kies voor de kolom periode het "
        "type tekst, en voor waarde, marge_onder en marge_boven een decimaal getal met "
        "landinstelling Engels; anders wordt 7.3 een ander getal of een datum. Een tekst die op "
        "een formule lijkt, begint met een apostrof (')."
    )


def _licence(edition: Edition, publisher: Publisher) -> Iterator[str]:
    name, address = LICENCES[publisher.licence]
    yield from (name, address, "", _TERMS[publisher.licence], "")
    yield f"Bronvermelding: {publisher.name}, {publisher.title}, uitgave {edition.number}."


def _heading(title: str) -> tuple[str, ...]:
    return ("", title, "-" * len(title))


def _page(lines: Iterator[str]) -> bytes:
    """Wrapped for plain text viewers; CRLF, which some of them still need."""
    wrapped = [
        textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        for line in lines
    ]
    return ("\r\n".join(line for lines in wrapped for line in lines) + "\r\n").encode()


def _json(content: dict) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
