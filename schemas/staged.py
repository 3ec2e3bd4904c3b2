"""Columns that the staged rows of several sources share: name -> type (str, int64, float64).

A staged row is the part of a delivered row that is stored. House number, postcode and point are not
stored; of its place, the linked street and neighbourhood are, with the certainty of the link.
"""

# Pattern of a month, in every column of months.
MONTH = r"\d{4}-(0[1-9]|1[0-2])"

# The reason of a row that lies in another municipality: no fault, and counted apart.
ELSEWHERE = "buiten de gemeente"

# The delivery of a row, and its row number there, as Excel counts.
IDENTITY = {"levering_id": "str", "rijnummer": "int64"}

# A case: its pseudonym, the month for which its delivery covers it, the month in which it counts.
CASE = IDENTITY | {"sleutel": "str", "leveringsmaand": "str", "maand": "str"}

# The street and neighbourhood of a case, how they were found, and the second-best street;
# `plaatsnaam`: the place that it names instead of a street; `suggesties`: of a text that is shown
# for review, the streets that it most probably means (`Markt=0.91|Marktstraat=0.04`);
# `gebiedsconflict`: what postcode, point and street say where they name other neighbourhoods.
PLACE = {
    "straat_id": "str",
    "straatnaam": "str",
    "koppelmethode": "str",
    "koppelscore": "float64",
    "tweede_keus": "str",
    "tweede_keus_score": "float64",
    "kruisende_straat_id": "str",
    "controle_tekst": "str",
    "suggesties": "str",
    "buurtcode": "str",
    "wijkcode": "str",
    "gebiedsmethode": "str",
    "gebiedsscore": "float64",
    "gebiedsconflict": "str",
    "adres_sleutel": "str",
    "plaatsnaam": "str",
}

# When a case happened, as weights over the cells of the week: `4:3 5:9` is 3 twelfths in cell 4
# (Tuesday night) and 9 in cell 5. Exact weights would give the moment away.
CELLS, TWELFTHS = 28, 12
UNKNOWN_MOMENT = "onbekend"
OF_EVENT, OF_REPORT = "gebeurtenis", "melding"
# The weights, whether they are of the event or of the report about it, and the hour (`0` to `23`):
# empty where it is not known, or where the settings do not allow it.
MOMENT = {"momenten": "str", "momentbron": "str", "uur": "str"}
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PARTS_OF_THE_DAY = ("nacht", "ochtend", "middag", "avond")
