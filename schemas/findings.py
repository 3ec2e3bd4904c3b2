"""What a check means for the analyst who sees it fail, and what to do. A name a check of
`dbt_like_sql/tests`; the queries themselves, and why they are there, stand in that folder.
"""

FINDINGS = {
    "behoud_leveringen": "leveringen waarvan gelezen rijen niet geaccepteerd + afgekeurd zijn",
    "behoud_afkeuringen": "leveringen waarvan niet elke afgekeurde rij één reden heeft",
    "behoud_straatbeeld": "totalen waarin een registratie of melding ontbreekt of dubbel telt",
    "behoud_versies": "leveringen waarvan rijen die zouden moeten tellen, niet tellen",
    "behoud_indicatoren": "indicatoren waarvan de buurten niet optellen tot de gemeente",
    "geen_vermenigvuldiging": "rijen die meer dan één keer tellen",
    "totaal_is_som_van_delen": "totalen die niet de som van hun delen zijn",
    "categorie_onbekend": "categorieën van het meldsysteem zonder thema: vul ze aan in "
    "veiligheidsbeeld.toml onder [melddesk.categorieen]",
    "koppeling_onder_streefwaarde": "maanden met minder gekoppelde straten dan de "
    "waarschuwingsgrens: zie driehoek_datakwaliteit",
    "levering_gekrompen": "leveringen met veel minder rijen dan de maand ervoor: klopt dat?",
    "maand_ontbreekt": "maanden die niemand heeft geleverd: zie veiligheidsbeeld status",
}
CONTRACT = "afwijkingen van het contract van een gepubliceerde tabel"


def meaning(check: str) -> str:
    """What it means for the analyst that `check` finds something."""
    return FINDINGS.get(check, CONTRACT if check.startswith("contract_") else check)
