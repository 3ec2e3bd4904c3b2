"""Workbooks as bureaus and departments lay them out, invented: for people, not for programs.

A sheet is a list of rows. `(text, 3)` is a cell merged over three columns, `(text, 1, 3)` one
merged over three rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

Sheet = Sequence[Sequence[object]]
Book = Mapping[str, Sheet]


class Share(float):
    """A share of 1 that Excel shows as a percentage: 0.369 as 36,9%."""


def write(path: Path, book: Book) -> Path:
    """Write a workbook."""
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        percent = workbook.add_format({"num_format": "0.0%"})
        for name, rows in book.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(rows):
                column = 0
                for cell in cells:
                    if isinstance(cell, Share):
                        sheet.write_number(row, column, cell, percent)
                    elif isinstance(cell, tuple):
                        text, wide, high = (*cell, 1)[:3]
                        last = row + high - 1, column + wide - 1
                        sheet.merge_range(row, column, *last, text)
                        column += wide - 1
                    elif cell not in (None, ""):
                        sheet.write(row, column, cell)
                    column += 1
    return path


# A department of research: a sheet per year, areas with % and n beside each other, themes and
# questions that stand once.
DEPARTMENT: Book = {
    f"VM {year}": [
        [f"Veiligheidsmonitor {year}"],
        ["Gemeente Voorbeeldstad, afdeling Onderzoek en Statistiek"],
        [],
        ["", "", "", ("Wijken", 4), ("Stad", 2)],
        ["", "", "", ("Noord", 2), ("Zuid", 2), ("", 2)],
        ["Thema", "Vraag", "Antwoord", "%", "n", "%", "n", "%", "n"],
        ["Leefbaarheid", "Onderhoud van het groen", "goed", 41.5, 120, "39,2", 98, 40.1, 218],
        ["", "", "slecht", 12, 120, "-", 98, 12.5, 218],
        [],
        ["Veiligheid", "Voelt zich wel eens onveilig", "vaak", 3.1, 118, 2.2, 97, 2.8, 215],
        ["", "", "soms", 20, 118, "*", 97, 21.5, 215],
        [],
        ["* te weinig respondenten"],
        ["Bron: enquête van de gemeente"],
    ]
    for year in (2019, 2021)
}

# A bureau: questions below themes, years with their bounds beside each other.
BUREAU: Book = {
    "Leeswijzer": [["Hoe leest u deze tabellen?"], ["Alle uitkomsten zijn gewogen."]],
    "Tabellen": [
        ["Resultaten Veiligheidsmonitor Voorbeeldstad"],
        [],
        ["", "", ("2019", 3), "", ("2021", 3)],
        ["", "", "%", "ondergrens", "bovengrens", "", "%", "ondergrens", "bovengrens"],
        ["Veiligheidsbeleving"],
        ["Voelt zich wel eens onveilig", "", 36.9, 33.9, 40, "", "38,1", "35,0", "41,2"],
        ["Vermijdt plekken", "", 12, 10, 14, "", "n.v.t.", "", ""],
        ["Slachtofferschap"],
        ["Slachtoffer van geweld", "", 2.5, 1.5, 3.5, "", 2, 1, 3],
        ["n", "", 612, "", "", "", 580, "", ""],
    ],
}

# A book of tables: each question is the title of a table of its own, answers by area.
TABLES: Book = {
    "Resultaten 2017": [
        ["Tabellenboek veiligheid"],
        [],
        ["Tabel 1.1 Voelt u zich wel eens onveilig?"],
        ["", "Noord (n=101)", "Zuid (n=99)", "Voorbeeldstad", "Nederland"],
        ["ja", "35%", "31%", "33%", "30%"],
        ["nee", "65%", "69%", "67%", "70%"],
        ["Bron: VM 2017"],
        [],
        ["Tabel 1.2 Heeft u overlast van jongeren?"],
        ["", "Noord (n=101)", "Zuid (n=99)", "Voorbeeldstad", "Nederland"],
        ["ja", "11%", "x", "12%", "9%"],
        ["nee", "89%", "x", "88%", "91%"],
    ]
}

# Another bureau: neighbourhoods below each other, five rows of headers, respondents at the left.
FIVE_HEADERS: Book = {
    "Buurten": [
        [("Veiligheidsmonitor: uitkomsten per buurt", 8)],
        ["", "", ("Leefbaarheid", 2), "", ("Onveiligheid", 3)],
        ["", "", ("Rapportcijfer leefbaarheid", 2), "", ("Voelt zich onveilig", 3)],
        ["", "", ("score", 2), "", ("%", 3)],
        [("Buurt", 1, 2), ("Meting", 6)],
        ["", "", "2019", "2021", "", "2019", "2021", "2023"],
        ["Noord", "", "7,1", "7,2", "", "21,0", "19,5", "20,1"],
        ["Zuid", "", "6,9", ".", "", "25,5", "24,0", "."],
        ["Voorbeeldstad", "", "7,0", "7,1", "", "23,0", "22,0", "22,5"],
    ]
}

# A register of the municipality: quarters below years, two tables beside each other.
REGISTER: Book = {
    "Cijfers": [
        ["Jaarlijkse cijfers openbare orde"],
        [],
        ["Onderwerp", ("2019", 2), ("2020", 2), "", "Onderwerp", "2019", "2020"],
        ["", "1e halfjaar", "2e halfjaar", "1e halfjaar", "2e halfjaar"],
        ["Demonstraties", 12, 20, 25, 31, "", "Uitrukken brandweer", 1455, 1277],
        ["Bibob-onderzoeken", 8, 9, 0, "-", "", "Bekeuringen", 4, "5"],
    ]
}

# -- made after the reading itself ---------------------------------------------------------------

# Profiles of districts: a sheet each, beside the municipality and the country.
PROFILES: Book = {
    area: [
        [f"Wijkprofiel {area}"],
        ["Uitkomsten van de Veiligheidsmonitor, in procenten"],
        [],
        ["", (area, 2), ("Gemeente Voorbeeldstad", 2), "Nederland"],
        ["", "2019", "2021", "2019", "2021", "2021"],
        ["Sociale overlast"],
        ["Overlast van jongeren", value, value + 1, 14.5, 15, 12],
        ["Overlast van dronken mensen", 5, "x", 4, 4.5, 3],
        ["Fysieke verloedering"],
        ["Zwerfvuil", 31, 32, 28, 29.5, 27],
    ]
    for area, value in (("Noord", 18), ("Zuid", 11))
}

# Percentages as Excel keeps them, half widths, and the area in a title.
SHARES: Book = {
    "Blad1": [
        ["", "Gebied: Noord"],
        ["", "Enquête veiligheid (Veiligheidsmonitor)"],
        [],
        ["", "Percentage bewoners dat ...", ("meting 2017", 2), ("meting 2019", 2)],
        ["", "", "aandeel", "±", "aandeel", "±"],
        ["", "zich onveilig voelt", Share(0.369), "3,1", Share(0.4), "3,0"],
        ["", "slachtoffer was van inbraak", Share(0.02), 0.5, "*", ""],
        [],
        ["", "Respondenten", 412, "", 398, ""],
    ]
}

# Two tables beside each other and two below, of one year.
FOUR_TABLES: Book = {
    "2021": [
        ["Veiligheidsmonitor Voorbeeldstad"],
        [],
        ["Leefbaarheid", "", "", "", "Veiligheid", ""],
        ["Stelling", "Noord", "Zuid", "", "Stelling", "Noord", "Zuid"],
        ["De buurt is schoon (%)", 61, 58, "", "Ik voel mij veilig (%)", 71, 69],
        ["De buurt is groen (%)", 55, 52, "", "Ik vermijd straten (%)", 12, 13],
        [],
        ["Cijfers"],
        ["Stelling", "Noord", "Zuid", "", "Stelling", "Noord", "Zuid"],
        ["Rapportcijfer buurt (score)", "7,2", "7,0", "", "Rapportcijfer politie", 6.8, 6.6],
    ]
}

# Below each other: indicator and area; years with their margins beside each other; codes.
CODES: Book = {
    "Trend": [
        ["Trend veiligheidsbeleving"],
        ["Indicator", "Gebied", "Eenheid", "2019", "", "2021", "", "Verschil", "Toelichting"],
        ["", "", "", "Uitkomst", "Marge", "Uitkomst", "Marge", "", ""],
        ["Onveilig", "BU99990001 Noord", "%", 20, 2, 21, 2.5, 1, "stabiel"],
        ["", "BU99990002 Zuid", "%", 22, 2, 25, 2.5, 3, "hoger"],
        ["Leefbaarheid", "BU99990001 Noord", "score", 7, 0.1, 7.1, 0.1, 0.1, ""],
        ["", "BU99990002 Zuid", "score", 6.9, 0.1, 6.8, 0.1, -0.1, "lager"],
    ]
}

# A register by month, with areas as columns and a total.
MONTHS: Book = {
    "2020": [
        ["Demonstraties per wijk"],
        ["Maand", "Noord", "Zuid", "Voorbeeldstad"],
        ["januari", 1, 2, 3],
        ["februari", 0, 4, 4],
        ["maart", "", 1, 1],
    ]
}

# A question a sheet, in its title; notes below it.
QUESTIONS: Book = {
    "Onveilig": [
        ["Voelt zich wel eens onveilig in de buurt (% ja)"],
        ["Bron: Veiligheidsmonitor"],
        ["", "2017", "2019"],
        ["Noord", 30, 31],
        ["Nederland", 26, ""],
    ],
    "Jongeren": [
        ["Ervaart veel overlast van jongeren (%)"],
        ["Bron: Veiligheidsmonitor"],
        ["", "2017", "2019"],
        ["Noord", 10, "-"],
        ["Nederland", 9, ""],
    ],
}

# Labels merged over rows; the bounds below their outcome.
BELOW: Book = {
    "VM 2021": [
        ["Thema", "Indicator", "", "Noord", "Voorbeeldstad"],
        [("Leefbaarheid", 1, 6), ("Rapportcijfer buurt", 1, 3), "score", "7,1", "7,05"],
        ["", "", "ondergrens", "6,9", "7,0"],
        ["", "", "bovengrens", "7,3", "7,1"],
        ["", ("Overlast verkeer (%)", 1, 3), "%", "30", "30,5"],
        ["", "", "ondergrens", "27", "29"],
        ["", "", "bovengrens", "33", "32"],
    ]
}

# Area and year in one label.
LABELS_OF_TWO: Book = {
    "Tabel": [
        ["Bron: Veiligheidsmonitor, rapportage voor de raad"],
        ["", "Voorbeeldstad 2017", "Voorbeeldstad 2019", "Nederland 2019", "Verschil 2017-2019"],
        ["Slachtoffer van vernieling", "11,0%", "10,2%", "9,8%", "-0,8"],
        ["Slachtoffer van diefstal", "8,4%", "8,9%", "9,1%", "0,5"],
    ]
}
