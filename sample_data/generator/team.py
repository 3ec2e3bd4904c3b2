"""The files of the safety team: goals, the hotspot approach, events, focus areas, two versions of
interpretation and actions, and three entries of the form.

Baselines are published by Maastricht ('Feiten & cijfers'). Targets, texts and dates are invented:
the targets of the real programme 2019-2022 are not public.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sample_data.generator.writing import write_csv
from schemas.entry import Entry, entry_csv, file_name

GOALS = "2019-02-05/doelen meerjarenprogramma.csv"
APPROACH = "2020-01-08/hotspotaanpak.csv"
EVENTS = "2020-07-08/evenementen.csv"
FOCUS_AREAS = "2020-07-08/aandachtsgebieden.csv"
INTERPRETATIONS = ("2020-03-09/duiding.csv", "2020-07-08/duiding.csv")
_INVENTED = "Streefwaarde verzonnen (voorbeeld)"

_GOALS = (
    (1, "Minder woninginbraken", "woninginbraak", 424, 2018, 340, 2022, "omlaag"),
    (1, "Minder straatroof", "straatroof", 22, 2018, 20, 2022, "omlaag"),
    (1, "Minder zakkenrollerij", "zakkenrollerij", 362, 2018, 325, 2022, "omlaag"),
    (1, "Minder fietsendiefstal", "fietsendiefstal_totaal", 1206, 2018, 1000, 2022, "omlaag"),
    (1, "Minder drugs- en drankoverlast", "drugs_drankoverlast", 1064, 2018, 950, 2022, "omlaag"),
    (
        *(2, "Minder mensen vaak onveilig in de eigen buurt", "vm_vaak_onveilig_in_de_eigen_buurt"),
        *(3, 2017, "2,5", 2021, "omlaag"),
    ),
    (
        *(2, "Een hoger rapportcijfer voor veiligheid", "vm_rapportcijfer_veiligheid"),
        *("6,9", 2017, "7,2", 2021, "omhoog"),
    ),
    (3, "Overlast van zwervers terug", "overlast_zwervers", 216, 2018, 180, 2022, "omlaag"),
)
# Indicator of a goal -> the registers of what was done for it.
_DONE = {
    "drugs_drankoverlast": "Drugspanden gesloten (Damocles)",
    "vm_vaak_onveilig_in_de_eigen_buurt": "Casussen behandeld in de Taskforce Veiligheidsbeleving"
    "|Gesprekken in het project #ONDERSCHAT",
    "overlast_zwervers": "Locaties bezocht door het Flexteam",
}
_APPROACH = (
    ("Stationsplein", "alcohol_drugs", "actief", "13-01-2020"),
    ("Maasboulevard", "alcohol_drugs", "nazorg", "02-09-2019"),
    ("Voltastraat", "", "voorgenomen", "06-01-2020"),
)
_BURGLARY_2019 = (
    *("woninginbraak", "", "2019"),
    "Minder inbraken dan in 2018, het meest in de wintermaanden.",
)
# Indicator, area (empty: the municipality), period and text, in both versions of the file; and,
# where something was agreed, the action, who does it, by when and its status.
_TEXTS = (
    (
        (
            *("melding_jeugd", "", "2020-01--2020-02", "Vooral rond één plein; er is overleg."),
            *("Afspraken maken met de beheerder van het plein", "Jongerenwerk", "15-05-2020", ""),
        ),
        _BURGLARY_2019,
    ),
    (
        (
            *("melding_jeugd", "", "2020-01--2020-02"),
            "Vooral rond één plein; het is nu rustiger.",
            *("Afspraken maken met de beheerder van het plein", "Jongerenwerk", "15-05-2020"),
            "klaar",
        ),
        _BURGLARY_2019,
        (
            *("woninginbraak", "", "2020-05--2020-06"),
            "Meer mensen zijn overdag thuis. Dit kan een tijdelijk beeld zijn.",
        ),
        (
            *("melding_jeugd", "", "2020-05--2020-06"),
            "Scholen waren dicht en jongeren zochten elkaar buiten op. Wijkagenten en jongerenwerk "
            "zijn vaker op straat.",
            "Op vrijdag- en zaterdagavond samen op ronde langs de plekken met de meeste meldingen",
            *("Wijkagenten en jongerenwerk", "01-09-2020", "bezig"),
        ),
        (
            *("woninginbraak", "", "2020-H1"),
            "Lager dan in vorige jaren. Door corona zegt dit weinig over de jaren hierna.",
        ),
        (
            *("overlast_zwervers", "", "2020-H1"),
            "Een klein aantal mensen geeft een groot deel van deze registraties.",
            *(
                "Aanpak per persoon bespreken in het zorgoverleg",
                "Zorg- en Veiligheidshuis",
                "",
                "",
            ),
        ),
    ),
)
# Name, kind, first and last day, place and note. Invented, but for days that everyone knows.
_EVENTS = (
    ("Jaarwisseling", "jaarwisseling", "31-12-2018", "01-01-2019", "", ""),
    ("Carnaval", "carnaval", "03-03-2019", "05-03-2019", "WK093500", ""),
    ("Zomerfestival", "festival", "06-07-2019", "14-07-2019", "Vrijthof", "Verzonnen (voorbeeld)"),
    ("Jaarwisseling", "jaarwisseling", "31-12-2019", "01-01-2020", "", ""),
    ("Carnaval", "carnaval", "23-02-2020", "25-02-2020", "WK093500", ""),
    (
        *("Horeca dicht", "maatregel", "15-03-2020", "31-05-2020", ""),
        "Landelijke coronamaatregel; daarna weer open met beperkingen",
    ),
    ("Demonstratie", "demonstratie", "06-06-2020", "", "Markt", "Verzonnen (voorbeeld)"),
    ("Extra toezicht", "maatregel", "01-06-2020", "31-08-2020", "Stadspark", "Verzonnen"),
)
# Name, kind, streets, neighbourhoods, places, from and until; the choice is invented.
_FOCUS_AREAS = (
    ("Vrijthof en Markt", "plein", "Vrijthof|Markt", "", "", "01-01-2019", ""),
    ("De kades", "kades", "Maasboulevard|Kesselskade|Oeverwal", "", "Maas", "2020-03", ""),
    ("Stadspark", "park", "", "", "Stadspark", "", ""),
    ("Wittevrouwenveld", "wijkaanpak", "", "BU09350402", "", "01-01-2020", "31-12-2022"),
)
_AUTHOR = "Veiligheidsregisseurs"
_STATION_SQUARE = "GM0935-14723c002c"  # straat_id of Stationsplein
_NEIGHBOURHOOD = "Gebiedsteam Centrum"
# Entries of the form, by two people; the third says how far the action of the first is.
_ENTRIES = (
    Entry(
        subject="alcohol_drugs",
        place=_STATION_SQUARE,
        period="2020-05--2020-06",
        author=_NEIGHBOURHOOD,
        day=date(2020, 7, 8),
        entered_at=datetime(2020, 7, 8, 10, 42, 7, 381_204),
        text="Meer groepen in de avond sinds de horeca weer open is.",
        action="Toezicht in de avond en gesprek met de ondernemers",
        who="Handhaving",
        until=date(2020, 8, 1),
    ),
    Entry(
        subject="woninginbraak",
        place="GM0935",
        period="2020-05--2020-06",
        author=_AUTHOR,
        day=date(2020, 7, 8),
        entered_at=datetime(2020, 7, 8, 10, 43, 55, 92_613),
        action="Voorlichting over sloten voor de vakantie begint",
        who="Communicatie en politie",
        until=date(2020, 7, 31),
    ),
    Entry(
        subject="alcohol_drugs",
        place=_STATION_SQUARE,
        period="2020-05--2020-06",
        author=_NEIGHBOURHOOD,
        day=date(2020, 7, 8),
        entered_at=datetime(2020, 7, 8, 16, 5, 31, 700_058),
        action="Toezicht in de avond en gesprek met de ondernemers",
        who="Handhaving",
        until=date(2020, 8, 1),
        state="bezig",
    ),
)
_MEETINGS = ("05-03-2020", "06-07-2020")  # before each version
_DAYS = {"2019": "05-03-2020"}  # period -> day of its text, if not that of the meeting


def deliver(inbox: Path) -> None:
    """Write the files."""
    write_csv(
        inbox / GOALS,
        (
            *("hoofddoel", "doel", "indicator", "nulmeting", "nulmeting_jaar"),
            *("streefwaarde", "streefjaar", "richting", "toelichting", "inzet"),
        ),
        [(*goal, _INVENTED, _DONE.get(goal[2], "")) for goal in _GOALS],
    )
    write_csv(inbox / APPROACH, ("straatnaam", "thema", "status", "sinds"), _APPROACH)
    write_csv(inbox / EVENTS, ("naam", "soort", "van", "tot", "gebied", "toelichting"), _EVENTS)
    write_csv(
        inbox / FOCUS_AREAS,
        ("naam", "soort", "straten", "buurten", "plaatsen", "van", "tot"),
        _FOCUS_AREAS,
    )
    for number, entry in enumerate(_ENTRIES, start=1):
        path = inbox / file_name(entry, f"{number:08}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(entry_csv(entry))
    for name, texts, meeting in zip(INTERPRETATIONS, _TEXTS, _MEETINGS, strict=True):
        write_csv(
            inbox / name,
            (
                *("indicator", "gebied", "periode", "tekst", "auteur", "datum"),
                *("actie", "wie", "uiterlijk", "status"),
            ),
            [
                (*text[:4], _AUTHOR, _DAYS.get(text[2], meeting), *(text[4:] or ("",) * 4))
                for text in texts
            ],
        )
