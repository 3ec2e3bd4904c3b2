"""The published table `controlelijst`."""

from __future__ import annotations

from schemas.published import linked
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Table


def _suggestion(number: int, rank: str) -> tuple[Column, Column]:
    """A street that a text may mean, and how probable it is."""
    return (
        Column(
            f"suggestie_{number}",
            TEXT,
            f"Straat die {rank} in aanmerking komt, ook als dat te onzeker is om te koppelen; "
            "leeg: geen, of van de tekst staat er alleen de vorm",
            nullable=True,
        ),
        Column(
            f"suggestie_{number}_kans",
            NUMBER,
            f"Kans dat suggestie {number} klopt, zoals het programma haar schat; leeg: geen",
            "0 tot 1",
            nullable=True,
        ),
    )


TABLE = Table(
    "controlelijst",
    "Een rij per bron, tekst en reden: wat er stond en de analist kan nakijken, het meeste eerst; "
    "van een tekst die iemand kan noemen, staat er alleen de vorm",
    grain=("bron", "tekst", "koppelmethode"),
    columns=(
        Column("bron", TEXT, "Bron van de rijen, zoals politie of melddesk"),
        Column(
            "tekst",
            TEXT,
            "Wat er als straat stond, zonder nummers, als elk woord van een straat, een plaats of "
            "een adres is; anders de vorm: letters als a, cijfers als 9",
        ),
        linked.KOPPELMETHODE.means(
            "Hoe de straat is gevonden, maar niet zeker: klank, naamdeel (voorletter of titel, "
            "of een ingekorte naam) of gelijkenis (schrijffout); of waarom niet: niet gevonden of "
            "meer dan één"
        ),
        Column("aantal", WHOLE, "Aantal getelde rijen waarin dit als straat stond", "rijen"),
        Column(
            "straatnaam",
            TEXT,
            "Straat waaraan de tekst is gekoppeld (bij meer dan één de eerste naar het alfabet); "
            "leeg: aan geen",
            nullable=True,
        ),
        Column(
            "koppelscore",
            NUMBER,
            "Hoogste zekerheid waarmee de tekst aan een straat is gekoppeld; 0: niet gekoppeld",
            "0 tot 1",
        ),
        linked.TWEEDE_KEUS.means(
            "De straat die daarna het meest in aanmerking kwam (bij meer dan één de eerste naar "
            "het alfabet); leeg: geen"
        ),
        linked.TWEEDE_KEUS_SCORE.means("Hoogste zekerheid van een tweede keus; leeg: geen"),
        Column("maand_van", TEXT, "Eerste maand waarin de tekst voorkwam", "JJJJ-MM"),
        Column("maand_tot", TEXT, "Laatste maand waarin de tekst voorkwam", "JJJJ-MM"),
        *_suggestion(1, "het meest"),
        *_suggestion(2, "daarna het meest"),
        *_suggestion(3, "als derde"),
    ),
)
