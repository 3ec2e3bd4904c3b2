"""Words that the name of a delivered file, folder or sheet may have to be shown as it is.

They are the words of the house: sources, months, parts of a year, and what people add to the name
of a file. A name with any other word is shown by its form, as it may name someone; `public_name`
in `assets.basis.naming` applies them, with the name of the municipality of the settings.
"""

from __future__ import annotations

_SOURCES = """
politie politiecijfers bvh incidenten incident misdrijven misdrijf overlast registraties registratie
aangiften aangifte melddesk signalen signals open311 bulk fixmystreet fms meldingen melding
klachten mor openbare ruimte registers register mjp evaluatie meerjarenprogramma meerjarenplan
veiligheidsmonitor vm monitor enquete resultaten indicatoren doelen doel duiding duidingen
evenementen evenement aandachtsgebieden aandachtsgebied plaatsen
hotspotaanpak hotspots hotspot aanpak statline odata cbs dataset typeddataset untypeddataset
observations measurecodes boa leegstand vastgoed beeld haltverwijzingen jeugd drugs woningen
inwoners wijkagenten rapport cijfers figuur regio adressen categories locations statuses notes
herziening herzieningen veiligheidsbeleving zoals getoond
"""
_PARTS = """
gemeente wijk wijken buurt buurten district districten basisteam team straat straten nederland
export exports levering leveringen bestand bestanden lijst lijsten overzicht overzichten tabel
tabellen gegevens data rapportage informatie blad sheet map inbox archief apart deel delen pagina
jaar jaren heel hele half halfjaar kwartaal kwartalen maand maanden week weken dag dagen maandelijks
periode perioden eerste tweede derde vierde totaal alle alles per van tot en met t m tm of in op de
het een voor na over uit aan bij vs wk kw q q1 q2 q3 q4 h h1 h2 nr no nummer v v1 v2 v3 v4 versie
nieuw nieuwe oud oude kopie copy definitief voorlopig concept origineel herzien correctie
gecorrigeerd aangevuld aanvulling laatste nagekomen test proef voorbeeld leeg
"""
_MONTHS = """
jan feb febr mrt maa apr mei jun juni jul juli aug sep sept okt nov dec januari februari maart april
augustus september oktober november december
"""
WORDS = frozenset(f"{_SOURCES} {_PARTS} {_MONTHS}".split())
# An entry of the form (`schemas.entry`): its name has no room for anyone's.
ENTRY = r"duiding-\d{4}-\d\d-\d\d-\d\du\d\dm\d\ds\d{6}n[0-9a-f]{8}"
EXTENSIONS = frozenset(
    "csv txt tsv xlsx xlsm xlsb xls ods zip json geojson jsonl ndjson xml htm html pdf doc docx "
    "ppt pptx png jpg msg eml parquet gpkg duckdb bak tmp".split()
)
