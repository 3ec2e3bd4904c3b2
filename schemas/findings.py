"""The Dutch explanation of each check of `dbt_like_sql/tests`: what a failure means to the analyst,
and what to do about it. The queries, and the reason for each, belong in that folder.
"""

FINDINGS = {
    "behoud_leveringen": "een levering waarvan gelezen rijen niet geaccepteerd + afgekeurd zijn",
    "behoud_afkeuringen": "een levering waarvan niet elke afgekeurde rij één reden heeft",
    "behoud_straatbeeld": "een totaal waarin een registratie of melding ontbreekt of dubbel telt",
    "behoud_momenten": "een straat of buurt waarvan de delen van de week samen niet haar aantal "
    "registraties of meldingen zijn",
    "behoud_versies": "een levering waarvan rijen die zouden moeten tellen, niet tellen",
    "behoud_indicatoren": "een indicator waarvan de buurten niet optellen tot de gemeente",
    "geen_vermenigvuldiging": "een rij die meer dan één keer telt",
    "totaal_is_som_van_delen": "een totaal dat niet de som van zijn delen is",
    "raad_gelijk_aan_site": "een cijfer van de raad dat anders is dan op Feiten & cijfers",
    "categorie_onbekend": "een categorie van het meldsysteem zonder thema: bekijk haar met "
    "profile, en vul aan in veiligheidsbeeld.toml onder [melddesk.categorieen]",
    "indicator_onbepaald": "een indicator of groep die over een maand geen cijfer heeft, omdat de "
    "politie alleen een ruimere code gaf (van het CBS, of uit [politie.codes]): een deel van die "
    "rijen kan erin horen",
    "alleen_thema": "een thema en maand met registraties die volgens [politie.codes] alleen onder "
    "dat thema tellen: zij staan in straatbeeld en buurtbeeld en in geen indicator, dus de "
    "indicatoren van dat thema zijn dan niet compleet",
    "koppeling_onder_streefwaarde": "een maand met minder gekoppelde straten dan de "
    "waarschuwingsgrens: zie driehoek_datakwaliteit",
    "koppeling_onder_minimum": "een maand met zo weinig gekoppelde straten dat haar cijfers "
    "per straat niet worden gepubliceerd: zie driehoek_datakwaliteit en controlelijst",
    "suggesties_kloppen": "een tekst in de controlelijst met een suggestie die er niet mag staan",
    "straten_lijken_een": "twee straten in uw lijst klinken gelijk en lijken er één: zeg of dat zo "
    "is met veiligheidsbeeld linking join",
    "levering_gekrompen": "een levering met veel minder rijen dan gewoonlijk of dan die zij "
    "vervangt: klopt dat?",
    "levering_gegroeid": "een levering met veel meer rijen dan gewoonlijk of dan die zij vervangt",
    "levering_sleutel_gebroken": "een levering waarvan straten of buurten ineens niet meer passen",
    "levering_overlapt": "een levering die van een eerdere maar een deel van de maanden vervangt",
    "levering_codes_veranderd": "een levering met nieuwe of verdwenen codes of categorieën",
    "levering_kop_veranderd": "een levering met andere kolommen dan die ervoor",
    "levering_vastgehouden": "een levering die is vastgehouden en niet meetelt: kijk haar na, en "
    "accepteer haar als zij klopt (veiligheidsbeeld accept)",
    "levering_veel_afgekeurd": "een levering met meer dan 5 % afgekeurde rijen: zie afkeuringen",
    "levering_vervangt_andere_rijen": "een levering verving een andere waarmee ze weinig nummers "
    "deelt: zijn het delen van één maand, lever die dan in één bestand",
    "open_data_code_hernoemd": "een code van de open data van de politie die in een latere "
    "download anders heet: zijn de jaren ervoor en erna nog vergelijkbaar",
    "open_data_gebied_onbekend": "een wijk of buurt in de open data van de politie die de "
    "referentie niet kent: noem onder [referentie] buurten de indeling van de download",
    "register_indicator_onbekend": "een indicator in een register die niet in de lijst staat: zij "
    "telt onder haar eigen naam (thema Registers); noemt die naam geen persoon",
    "maand_uit_meer_systemen": "een maand die uit meer meldsystemen is geleverd: beide tellen. "
    "Bent u overgestapt en staat hetzelfde in beide, zet dan naast_elkaar = false onder [melddesk]",
    "maand_ontbreekt": "een maand die niemand heeft geleverd: zie veiligheidsbeeld status",
}
# The same for the gates of a delivery, by the name of the gate: what a warning is about.
GATES = {
    "veel_afgekeurd": "Veel rijen zijn afgekeurd: de redenen staan in quarantaine.",
    "extreme_krimp": "Veel minder rijen dan in de levering die zij vervangt: is de export heel?",
    "minder_rijen": "Minder rijen dan in de levering die zij vervangt: is de export heel?",
    "krimp": "Veel minder rijen dan gewoonlijk of dan in de levering die zij vervangt: is de "
    "export heel?",
    "groei": "Veel meer rijen dan gewoonlijk of dan in de levering die zij vervangt: staat er iets "
    "dubbel in?",
    "sleutel_gebroken": "Straten of buurten passen ineens niet meer: kijk naar de kolommen met het "
    "adres.",
    "maand_ontbreekt": "Voor deze levering ontbreekt een maand: vraag haar op.",
    "overlap": "Van een eerdere levering is maar een deel van de maanden vervangen: was dat de "
    "bedoeling?",
    "nieuwe_codes": "Nieuwe codes of categorieën: vraag de leverancier ernaar, en kijk naar "
    "thema's en indicatoren.",
    "verdwenen_codes": "Codes of categorieën zijn weg: vraag de leverancier ernaar.",
    "kop_veranderd": "Andere kolommen dan in de levering ervoor: is dat zo bedoeld?",
}
CONTRACT = "een afwijking van het contract van een gepubliceerde tabel"


def meaning(check: str) -> str:
    """The Dutch explanation of a failed check. All checks of a contract (`contract_<table>`) share
    one; an unknown check is explained by its own name."""
    return FINDINGS.get(check, CONTRACT if check.startswith("contract_") else check)
