"""Contracts of the published tables: their grain and their columns.

What a column means stands in `columns`; what fills a table in `dbt_like_sql/marts` and
`assets/indicators`.
"""

from __future__ import annotations

import pandera.pandas as pa

from schemas import public
from schemas.columns import COLUMNS, OTHERWISE

# table: (what it is, the columns of its grain, its columns with `?` behind what may be empty)
_TABLES: dict[str, tuple[str, str, str]] = {
    "themas": (
        "Een rij per thema waarin politie en MeldDesk naast elkaar staan",
        "thema",
        "thema themanaam is_overlast telt_politie telt_melddesk volgorde",
    ),
    "leveringen": (
        "Een rij per levering: wat er kwam, wanneer, en wat ervan meetelt; status: ingenomen, "
        "vastgehouden (telt niet mee) of geaccepteerd (was vastgehouden)",
        "levering_id",
        "levering_id bron bestandsnaam sha256 ontvangen_op ontvangen_volgens maand_van? maand_tot? "
        "rijen geaccepteerd afgekeurd geteld? vervangt? status reden_vastgehouden? "
        "meldsysteem?",
    ),
    "leveringscontroles": (
        "Een rij per levering en controle: wat is gemeten, tegen welke grens, en wat volgde",
        "levering_id controle",
        "levering_id bron controle uitkomst gemeten? grens? melding? geaccepteerd_op? "
        "acceptatie_reden?",
    ),
    "afkeuringen": (
        "Een rij per levering, kolom en reden waarom rijen zijn afgekeurd; geen waarden",
        "levering_id kolom reden",
        "bron levering_id kolom reden aantal",
    ),
    "veldfouten": (
        "Een rij per levering, kolom en reden waarom een veld van een bruikbare rij is geleegd",
        "levering_id kolom reden",
        "bron levering_id kolom reden aantal",
    ),
    "apart_gezet": (
        "Een rij per bestand in de inbox dat niet kon worden ingenomen",
        "sha256",
        "bestandsnaam sha256 melding",
    ),
    "registraties": (
        "Een rij per registratie van de politie",
        "registratie_sleutel",
        "registratie_sleutel levering_id rijnummer maand kennisname_maand? pleegmaand? mk_code "
        "soort_misdrijf? thema aangifte? poging? straat_id? straatnaam buurtcode? wijkcode? "
        "koppelmethode koppelscore gebiedsmethode tweede_keus? tweede_keus_score? "
        "kruisende_straat_id?",
    ),
    "meldingen": (
        "Een rij per melding van een inwoner; status: open, afgehandeld, geannuleerd, onbekend",
        "melding_sleutel",
        "melding_sleutel levering_id rijnummer maand hoofdcategorie? subcategorie? thema status "
        "kanaal? straat_id? straatnaam buurtcode? wijkcode? koppelmethode koppelscore "
        "gebiedsmethode tweede_keus? tweede_keus_score? kruisende_straat_id?",
    ),
    "controlelijst": (
        "Een rij per bron, tekst en reden: wat er stond en de analist kan nakijken, het meeste "
        "eerst; een tekst die iemand kan noemen, wordt niet getoond",
        "bron tekst koppelmethode",
        "bron tekst koppelmethode aantal straatnaam? koppelscore tweede_keus? tweede_keus_score? "
        "maand_van maand_tot",
    ),
    "straten": (
        "Een rij per straat",
        "straat_id",
        "straat_id straatnaam woonplaats geverifieerd",
    ),
    "buurten": (
        "Een rij per buurt en periode waarin code, naam en wijk gelijk zijn, met haar laatst "
        "bekende inwonertal; een code kan later een andere buurt zijn: koppel ook op de periode",
        "buurtcode geldig_van",
        "buurtcode buurtnaam wijkcode wijknaam inwoners? inwoners_jaar? geldig_van? geldig_tot?",
    ),
    "straatbeeld": (
        "Een rij per straat, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
        "straat_id maand thema",
        "straat_id straatnaam maand thema politie_registraties? melddesk_meldingen? politie_12m? "
        "melddesk_12m? politie_status melddesk_status",
    ),
    "buurtbeeld": (
        "Een rij per buurt, maand en thema: politie en MeldDesk naast elkaar, nooit opgeteld",
        "buurtcode maand thema",
        "buurtcode buurtnaam maand thema politie_registraties? melddesk_meldingen? politie_12m? "
        "melddesk_12m? politie_12m_per_1000? melddesk_12m_per_1000? politie_status "
        "melddesk_status",
    ),
    "indicatoren": (
        "Een rij per indicator",
        "indicator_id",
        "indicator_id naam thema definitie bron registratietype richting nulmeting? streefwaarde? "
        "onderdeel_van? zelfde_als? volgorde codes? definitie_versie definitie_sinds? eenheid?",
    ),
    "indicatorwaarden": (
        "Een rij per indicator, gebied en periode; status: definitief, voorlopig of herzien",
        "indicator_id gebied_code periode_soort periode",
        "indicator_id gebied_code periode_soort periode waarde status peildatum definitie_versie",
    ),
    "feiten_en_cijfers": (
        "Een rij per indicator en periode, zoals op de site Feiten & cijfers",
        "indicator_id periode",
        "thema indicator periode waarde indicator_id periode_soort status registratietype "
        "peildatum",
    ),
    "herzieningen": (
        "Een rij per indicator, gebied, periode en levering die een heel cijfer veranderde",
        "indicator_id gebied_code periode_soort periode levering_id",
        "indicator_id gebied_code periode_soort periode oude_waarde nieuwe_waarde levering_id "
        "sinds",
    ),
    "driehoek_registers": (
        "T5: een rij per indicator van een register en jaar; dit is inzet (activiteit), geen "
        "uitkomst",
        "indicator_id jaar",
        "indicator_id indicator thema jaar periode_tot waarde jaar_tot_nu? vorig_jaar? "
        "vorig_jaar_heel? bronvermelding? toelichting?",
    ),
    "raad_veiligheidsmonitor": (
        "C: een rij per indicator van de Veiligheidsmonitor, gebied en jaar, naast de meting "
        "ervoor in dezelfde reeks",
        "indicator_id gebied_code jaar",
        "indicator_id indicator thema eenheid gebied_code gebiedsnaam gebiedsniveau jaar waarde "
        "marge_onder? marge_boven? marge_bron? respondenten? vorig_jaar? vorige_waarde? verschil? "
        "signaal reeks bronvermelding?",
    ),
    "raad_herzieningen": (
        "F: een rij per cijfer van de hele gemeente (halfjaar of langer) dat is veranderd sinds de "
        "vorige factsheet van de raad",
        "indicator_id periode levering_id",
        "indicator_id indicator thema periode_soort periode oude_waarde nieuwe_waarde verschil "
        "sinds levering_id reden?",
    ),
    "driehoek_kerncijfers": (
        "T1: een rij per indicator, twee maanden tegen dezelfde van vorig jaar, en wat dat zegt",
        "indicator_id",
        "thema indicator_id indicator bron periode_van periode_tot nu? vorig_jaar? verschil? "
        "verschil_pct? verhouding? verhouding_van? verhouding_tot? signaal twaalf_maanden? "
        "twaalf_maanden_ervoor? twaalf_verschil_pct? twaalf_verhouding? twaalf_verhouding_van? "
        "twaalf_verhouding_tot? twaalf_signaal twaalf_maanden_per_1000? overdispersie? "
        "registratietype status geen_vergelijking? trendbreuk? duiding? duiding_auteur? "
        "duiding_datum?",
    ),
    "driehoek_signalen": (
        "T2: een rij per indicator en gebied waar meer of minder was dan te verwachten",
        "indicator_id gebied_code",
        "indicator_id indicator thema bron gebied_code gebiedsnaam gebiedsniveau periode_van "
        "periode_tot waargenomen verwacht grens richting sinds_maand overdispersie? "
        "volledigheid_pct? status trendbreuk? duiding? duiding_auteur? duiding_datum?",
    ),
    "driehoek_hotspots": (
        "T3: een rij per plek en overlastthema, in rangorde; een straat in meer dan één buurt kan "
        "in delen staan, een per buurt",
        "straat_id buurtcode thema",
        "rang straat_id straatnaam buurtcode? buurtnaam? thema soort maand_tot maanden_actief "
        "maanden_boven_verwachting politie_12m? melddesk_12m? beide_bronnen trend_tau? trend_p? "
        "klasse aandeel_grootste_bron_pct? sleutel_stabiel rang_politie rang_melddesk "
        "verwacht_kwartaal_politie? verwacht_kwartaal_melddesk? aanpak_status? aanpak_sinds?",
    ),
    "driehoek_hotspotscore": (
        "Een rij per bron, eerdere lijst en top: hoe goed die lijst het volgende kwartaal voorzag",
        "bron lijst_tot top",
        "bron lijst_tot kwartaal_van kwartaal_tot top plekken plekken_totaal gebeurtenissen raak "
        "trefkans_pct? pai? pei? gebleven_pct?",
    ),
    "driehoek_verloop": (
        "Een rij per indicator van T1 en maand: twaalf maanden voortschrijdend, met interval",
        "indicator_id maand",
        "indicator_id maand waarde? twaalf_maanden? ondergrens? bovengrens? trendbreuk? status",
    ),
    "driehoek_buurten": (
        "T4: een rij per buurt; de groepen overlappen en worden niet opgeteld; zonder "
        "politie-export uit de open data van de politie",
        "buurtcode",
        "buurtcode buurtnaam wijkcode? maand_tot inwoners? hic_12m? vvc_12m? overlast_12m? "
        "melddesk_12m? hic_12m_per_1000? vvc_12m_per_1000? overlast_12m_per_1000? "
        "melddesk_12m_per_1000? hic_rang_van? hic_rang_tot? vvc_rang_van? vvc_rang_tot? "
        "overlast_rang_van? overlast_rang_tot? melddesk_rang_van? melddesk_rang_tot?",
    ),
    "raad_doelen": (
        "A: een rij per doel van het meerjarenprogramma; geen totaalscore",
        "doel_id",
        "doel_id hoofddoel doel indicator_id indicator nulmeting nulmeting_jaar streefwaarde "
        "streefjaar richting koers? nu? nu_van? nu_tot? nu_periode? oordeel toelichting?",
    ),
    "raad_indicatoren": (
        "B: een rij per indicator en gebied (gemeente, wijk): het halfjaar tegen hetzelfde "
        "halfjaar van vier jaren ervoor, en wat dat zegt",
        "indicator_id gebied_code",
        "thema indicator_id indicator bron gebied_code gebiedsnaam gebiedsniveau periode nu "
        "vorig_jaar? twee_jaar_eerder? drie_jaar_eerder? vier_jaar_eerder? verschil? "
        "verschil_pct? verhouding? verhouding_van? verhouding_tot? signaal twaalf_maanden? "
        "twaalf_maanden_ervoor? twaalf_verschil_pct? twaalf_signaal twaalf_maanden_per_1000? "
        "overdispersie? registratietype status geen_vergelijking? trendbreuk? duiding? "
        "duiding_auteur? duiding_datum?",
    ),
    "raad_prestaties": (
        "D en E: een rij per indicator van een register en periode, naast de periode ervoor; "
        "inzet (activiteit), geen uitkomst",
        "indicator_id periode",
        "indicator_id indicator thema periode periode_soort waarde eenheid? vorige_periode? "
        "vorige_waarde? verschil? verschil_pct? verhouding? verhouding_van? verhouding_tot? "
        "overdispersie? signaal bronvermelding? toelichting?",
    ),
    "duidingen": (
        "Een rij per indicator, gebied, periode en versie van wat het team erover schreef",
        "indicator_id gebied_code periode versie_nummer",
        "indicator_id gebied_code periode duiding auteur datum versie_nummer is_nieuwste",
    ),
    "driehoek_datakwaliteit": (
        "T6: een rij per bron en maand; status: geleverd, herzien of ontbreekt",
        "bron maand",
        "bron maand status versies levering_id? ontvangen_op? levering_rijen? "
        "levering_afgekeurd? levering_veldfouten? geteld straat_gekoppeld straat_opgegeven "
        "buurt_gekoppeld straat_gekoppeld_pct? buurt_gekoppeld_pct? "
        "straat_van_opgegeven_pct? koppeling_oordeel? volledigheid verwachte_volledigheid_pct?",
    ),
    "publicatie": (
        "Een rij: waaruit en hoe deze publicatie is gemaakt",
        "vingerafdruk",
        "vingerafdruk gemeentecode peildatum versie opslagversie",
    ),
}

INTERN = tuple(_TABLES)
_TABLES |= public.TABLES
# Made in Python by `assets.indicators` out of the tables of the models; all others are models.
DERIVED = (
    "driehoek_kerncijfers",
    "driehoek_signalen",
    "driehoek_hotspots",
    "driehoek_hotspotscore",
    "driehoek_verloop",
    "driehoek_buurten",
    "raad_doelen",
    "raad_indicatoren",
    "raad_prestaties",
)
# What may be public, after disclosure control: name in openbaar.duckdb -> table. Nothing by street.
OPENBAAR = {name.removeprefix("openbare_"): name for name in public.TABLES} | {
    "publicatie": "publicatie"
}

_PANDAS = {
    "VARCHAR": "str",
    "BIGINT": "Int64",
    "INTEGER": "Int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "DATE": "datetime64[us]",
    "TIMESTAMP": "datetime64[us]",
}


def product(name: str) -> pa.DataFrameSchema:
    """The contract of a published table: columns in order, types, what may be empty, its grain."""
    description, grain, columns = _TABLES[name]
    return pa.DataFrameSchema(
        {
            column.rstrip("?"): pa.Column(
                _PANDAS[duckdb_type(name, column.rstrip("?"))],
                nullable=column.endswith("?"),
                description=_column(name, column.rstrip("?"))[1],
                metadata={"eenheid": _column(name, column.rstrip("?"))[2]},
            )
            for column in columns.split()
        },
        name=name,
        description=description,
        unique=grain.split(),
        strict=True,
        ordered=True,
    )


def duckdb_type(table: str, column: str) -> str:
    """The DuckDB type of a column of a published table."""
    return _column(table, column)[0]


def _column(table: str, column: str) -> tuple[str, str, str]:
    return OTHERWISE.get((table, column)) or COLUMNS[column]


def describe(column: str, table: str = "") -> str | None:
    """What a column means (in `table`), with its unit or form; None for a name that no product
    has."""
    if column not in COLUMNS:
        return None
    _, meaning, unit = _column(table, column)
    return f"{meaning} ({unit})" if unit else meaning
