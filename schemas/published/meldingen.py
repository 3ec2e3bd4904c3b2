"""The published table `meldingen`."""

from __future__ import annotations

from schemas.published import linked, shared
from schemas.published.contract import TEXT, Column, Table

TABLE = Table(
    "meldingen",
    "Een rij per melding van een inwoner die nu meetelt, ook een geannuleerde",
    grain=("melding_sleutel",),
    columns=(
        Column("melding_sleutel", TEXT, "HMAC van het meldingnummer; het nummer zelf is weg"),
        shared.LEVERING_ID.means(
            "Levering waar de melding in staat: bron en begin van de SHA-256 van het bestand"
        ),
        shared.RIJNUMMER,
        shared.MAAND.means("Maand waarin de melding telt"),
        Column(
            "hoofdcategorie",
            TEXT,
            "Hoofdcategorie in het meldsysteem; onbekend: op geen lijst; leeg: niet ingevuld",
            nullable=True,
        ),
        Column(
            "subcategorie",
            TEXT,
            "Subcategorie in het meldsysteem; onbekend: op geen lijst; leeg: niet ingevuld",
            nullable=True,
        ),
        shared.THEMA,
        Column("status", TEXT, "open, afgehandeld, geannuleerd of onbekend"),
        Column(
            "kanaal",
            TEXT,
            "Hoe de melding binnenkwam; onbekend: op geen lijst; leeg: niet ingevuld",
            nullable=True,
        ),
        shared.STRAAT_ID_VAN_RIJ,
        shared.STRAATNAAM_VAN_RIJ,
        linked.PLAATSNAAM,
        shared.BUURTCODE_VAN_RIJ,
        shared.WIJKCODE_VAN_RIJ,
        linked.KOPPELMETHODE,
        linked.KOPPELSCORE,
        linked.GEBIEDSMETHODE,
        linked.GEBIEDSSCORE,
        linked.GEBIEDSCONFLICT,
        linked.TWEEDE_KEUS,
        linked.TWEEDE_KEUS_SCORE,
        linked.KRUISENDE_STRAAT_ID,
        linked.OP_STRAATNIVEAU,
        shared.UUR,
    ),
)
