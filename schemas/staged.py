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
# `plaatsnaam`: the place that it names instead of a street.
PLACE = {
    "straat_id": "str",
    "straatnaam": "str",
    "koppelmethode": "str",
    "koppelscore": "float64",
    "tweede_keus": "str",
    "tweede_keus_score": "float64",
    "kruisende_straat_id": "str",
    "controle_tekst": "str",
    "buurtcode": "str",
    "wijkcode": "str",
    "gebiedsmethode": "str",
    "adres_sleutel": "str",
    "plaatsnaam": "str",
}
