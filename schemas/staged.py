"""Columns that the staged rows of several sources share: name -> type (str, int64, float64).

A staged row is what is kept of a delivered row. House number, postcode and point have served by
then; what remains of the place is a street, a neighbourhood, and how sure both are.
"""

# In which delivery a row is, and its number there, as Excel numbers it.
IDENTITY = {"levering_id": "str", "rijnummer": "int64"}

# A case: its pseudonym, the month by which its delivery covers it, the month in which it counts.
CASE = IDENTITY | {"sleutel": "str", "leveringsmaand": "str", "maand": "str"}

# The street and the neighbourhood of a case, how they were found, and the runner-up.
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
}
