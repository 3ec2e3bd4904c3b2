"""The published table `straatpatronen`."""

from __future__ import annotations

from schemas.published import shared
from schemas.published.contract import NUMBER, TEXT, WHOLE, Column, Maker, Table

TABLE = Table(
    "straatpatronen",
    "Gebeurt het in een straat op andere delen van de week dan in de rest van haar buurt: een rij "
    "per straat (of deel ervan), thema en bron over twaalf maanden. Alleen van een bron en een "
    "thema waarvan alle twaalf maanden er zijn",
    grain=("straat_id", "buurtcode", "thema", "bron"),
    columns=(
        shared.STRAAT_ID,
        shared.STRAATNAAM,
        shared.BUURTCODE.means(
            "CBS-code van de buurt waarmee is vergeleken; leeg: de straat ligt in meer dan één "
            "buurt of in geen bekende, en is vergeleken met de rest van de gemeente"
        ).optional(),
        shared.THEMA,
        Column("bron", TEXT, "politie of melddesk: elke bron apart, nooit opgeteld"),
        shared.LAATSTE_VAN_12,
        Column(
            "gebeurtenissen", WHOLE, "Registraties of meldingen van die twaalf maanden", "aantal"
        ),
        Column("onbekend", WHOLE, "Deel van `gebeurtenissen` zonder bruikbaar moment", "aantal"),
        Column(
            "momentbron",
            TEXT,
            "Waarvan het moment is: gebeurtenis (wanneer het gebeurde), melding (wanneer het werd "
            "gemeld, vaak een dag later) of beide; leeg: geen bruikbaar moment",
            nullable=True,
        ),
        Column(
            "uitkomst",
            TEXT,
            "wijkt af (het gebeurt hier vaker op `dagdelen` dan eromheen, en toeval verklaart dat "
            "niet) of niet vast te stellen",
        ),
        Column(
            "p_waarde",
            NUMBER,
            "Kans op zo'n verschil als er geen is, na correctie (Holm) voor alle straten, thema's "
            "en bronnen die zijn getoetst; wijkt af: ten hoogste 0,05; leeg: niet getoetst",
            "0 tot 1",
            nullable=True,
        ),
        Column(
            "dagdelen",
            TEXT,
            "Het deel van de week waarin de straat het meest boven de rest uitkomt, zoals vrijdag- "
            "en zaterdagnacht. Een nacht (0 tot 6 uur) heet naar de avond ervoor; doordeweeks is "
            "maandag tot en met vrijdag; leeg: niet vast te stellen",
            nullable=True,
        ),
        Column(
            "aandeel_pct",
            NUMBER,
            "Deel van wat hier gebeurde dat op `dagdelen` valt; vanaf 50 zeggen de bladen «vooral»",
            "procent",
            nullable=True,
        ),
        Column(
            "aandeel_rest_pct",
            NUMBER,
            "Hetzelfde deel in de rest van de buurt of gemeente",
            "procent",
            nullable=True,
        ),
        Column("reden", TEXT, "Waarom het niet vast te stellen is; leeg: wijkt af", nullable=True),
    ),
    maker=Maker.INDICATORS,
)
