"""The tables of the Driehoek's factsheet as the pipeline makes them, but invented.

Names of neighbourhoods and streets are those of the code tables; every figure is drawn with a fixed
seed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from factsheet_common import MONTHS, course, indicators, monthly, ratio, read, seed, verdict

from assets.factsheets.sheet import About

DRIEHOEK = About("Maastricht", "GM0935", "2020-05--2020-06", "2020-07-08", "1", "2020-05-08")


def driehoek_tables() -> dict[str, pd.DataFrame]:
    """Every table of the sheet by name, with rows in each."""
    rng = np.random.default_rng(20)
    counts = monthly(rng)
    return {
        "indicatoren": indicators(),
        "driehoek_kerncijfers": _key_figures(counts),
        "driehoek_signalen": _signals(),
        "driehoek_zeldzaam": _rare(),
        "driehoek_aandachtsgebieden": _focus_areas(),
        "driehoek_hotspots": _hotspots(rng),
        "driehoek_hotspotscore": _scores(),
        "concentratie": _concentration(),
        "driehoek_buurten": _neighbourhoods(rng),
        "driehoek_registers": _registers(),
        "driehoek_datakwaliteit": _quality(),
        "driehoek_verloop": course(counts),
        "herzieningen": _revisions(),
        "evenementen": _events(),
        "acties": _actions(),
        "oordelen": _judgements(),
        "indicatorwaarden": _months(),
        "duidingen": _interpretations(),
    }


def _actions() -> pd.DataFrame:
    """Overdue, open without a day, of a later issue, and closed before and after the last issue."""
    rows = [
        ("Alcohol en drugs", "Stationsplein", "2020-03--2020-04", "2020-07-01", "bezig", "06-01"),
        ("Overlast zwervers", "Maastricht", "2020-H1", None, "open", "07-06"),
        ("Jeugdoverlast", "Markt", "2020-07--2020-08", "2020-09-01", "open", "07-07"),
        ("Woninginbraak", "Maastricht", "2020-01--2020-02", "2020-05-01", "klaar", "06-02"),
        ("Zakkenrollerij", "Binnenstad", "2019-11--2019-12", None, "vervallen", "03-02"),
    ]
    return pd.DataFrame(
        {
            "actie_id": f"actie{number}",
            "onderwerp": subject,
            "indicator_id": None if "drugs" in subject else f"indicator_{number}",
            "gebied_code": None if "drugs" in subject else "GM0935",
            "thema": "alcohol_drugs" if "drugs" in subject else None,
            "straat_id": "GM0935-0000000000" if "drugs" in subject else None,
            "gebiedsnaam": place,
            "periode": period,
            "actie": f"Toezicht in de avond en een gesprek met de ondernemers, deel {number}",
            "wie": "Handhaving en jongerenwerk" if until else None,
            "uiterlijk": pd.Timestamp(until) if until else pd.NaT,
            "status": status,
            "auteur": "Veiligheidsregisseurs",
            "afgesproken_op": pd.Timestamp("2020-02-03"),
            "bijgewerkt_op": pd.Timestamp(f"2020-{changed}"),
            "is_open": status in ("open", "bezig"),
            "duiding": None,
        }
        for number, (subject, place, period, until, status, changed) in enumerate(rows)
    )


def _judgements() -> pd.DataFrame:
    """The verdicts on the months of each signal: of the municipality every month, of a smaller area
    the last of every second; that of the issue is a signal."""
    signals = _signals()
    rows = []
    for signal in signals.itertuples():
        is_city = signal.gebiedsniveau == "gemeente"
        for at, month in enumerate(MONTHS[6:]):
            if is_city or (at % 2 and at > 12):
                is_last = month == "2020-06"
                rows.append(
                    {
                        "indicator_id": signal.indicator_id,
                        "gebied_code": signal.gebied_code,
                        "venster": signal.venster,
                        "periode": month,
                        "nu": signal.waargenomen if is_last else round(signal.verwacht),
                        "verwacht": signal.verwacht,
                        "onder": round(signal.verwacht * 0.7),
                        "boven": round(signal.verwacht * 1.3),
                        "uitkomst": f"signaal {signal.richting}"
                        if is_last
                        else "binnen normale schommeling",
                    }
                )
    return pd.DataFrame(rows)


def _months() -> pd.DataFrame:
    """The count of each month of each signal."""
    return pd.DataFrame(
        {
            "indicator_id": signal.indicator_id,
            "gebied_code": signal.gebied_code,
            "periode_soort": "maand",
            "periode": month,
            "waarde": round(signal.verwacht / 2) + at % 3,
        }
        for signal in _signals().itertuples()
        for at, month in enumerate(MONTHS)
    )


def _interpretations() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "indicator_id": "zakkenrollerij",
                "gebied_code": "GM0935",
                "periode": "2020-H1",
                "duiding": "Minder drukte in de binnenstad.",
                "auteur": "team Veiligheid",
                "datum": pd.Timestamp("2020-07-06"),
                "is_nieuwste": is_newest,
            }
            for is_newest in (False, True)
        ]
    )


def _concentration() -> pd.DataFrame:
    areas = [("GM0935", "Maastricht", "gemeente"), ("WK093500", "Centrum", "wijk")]
    rows = [
        {
            "indicator_id": "overlast_zwervers",
            "indicator": "Overlast zwervers",
            "bron": "politie",
            "gebied_code": code,
            "gebiedsnaam": name,
            "gebiedsniveau": level,
            "maand_tot": until,
            "aantal": 200,
            "met_adres": 150,
            "adressen": 60 if has_shares else 3,
            "top1_pct": 12.0 if has_shares else np.nan,
            "top3_pct": 25.5 if has_shares else np.nan,
            "top10_pct": 41.0 if has_shares else np.nan,
            "reden": None if has_shares else "te weinig adressen",
        }
        for code, name, level in areas
        for until in ("2019-12", "2020-06")
        for has_shares in ((True, False) if level == "wijk" else (True,))
    ]
    return pd.DataFrame(rows)


def _key_figures(monthly_counts: dict[str, np.ndarray]) -> pd.DataFrame:
    rows = []
    for row in seed("indicator_lijst.csv"):
        if row["bron"] == "register":
            continue
        counts = monthly_counts[row["indicator_id"]]
        now, before = int(counts[28:30].sum()), int(counts[16:18].sum())
        year, year_before = int(counts[18:30].sum()), int(counts[6:18].sum())
        two, twelve = ratio(now, before), ratio(year, year_before)
        rows.append(
            {
                "thema": row["thema"],
                "indicator_id": row["indicator_id"],
                "indicator": row["naam"],
                "bron": row["bron"],
                "periode_van": "2020-05",
                "periode_tot": "2020-06",
                "nu": now,
                "verwacht": 0.9 * now + 2,
                "reden": None,
                "sinds": None,
                "kleinste_zichtbare_op": 1.7,
                "kleinste_zichtbare_neer": 0.4,
                "vorig_jaar": before,
                "verschil": now - before,
                "verschil_pct": 100 * (now / before - 1) if before >= 50 else np.nan,
                "verhouding": two[0],
                "verhouding_van": two[1],
                "verhouding_tot": two[2],
                "signaal": verdict(two[1], two[2]),
                "twaalf_maanden": year,
                "twaalf_maanden_ervoor": year_before,
                "twaalf_verschil_pct": np.nan,
                "twaalf_verhouding": twelve[0],
                "twaalf_verhouding_van": twelve[1],
                "twaalf_verhouding_tot": twelve[2],
                "twaalf_signaal": verdict(twelve[1], twelve[2]),
                "twaalf_maanden_per_1000": year / 122.6 if year >= 20 else np.nan,
                "overdispersie": 1.2,
                "registratietype": row["registratietype"],
                "status": "voorlopig, deels herzien" if now % 2 else "voorlopig",
                "geen_vergelijking": None,
                "trendbreuk": "corona",
            }
        )
    return pd.DataFrame(rows)


def _signals() -> pd.DataFrame:
    signals = read("""
indicator_id;indicator;bron;gebied_code;gebiedsnaam;gebiedsniveau;waargenomen;verwacht;grens;sinds_maand
burengerucht;Burengerucht (relatieproblemen);politie;GM0935;Maastricht;gemeente;99;64.2;88;2020-04
zakkenrollerij;Zakkenrollerij;politie;GM0935;Maastricht;gemeente;39;71.5;49;2020-03
melding_jeugd;Meldingen jeugdoverlast;melddesk;WK093502;Noordwest;wijk;141;82.3;116;2020-05
overlast_zwervers;Overlast zwervers;politie;BU09350000;Binnenstad;buurt;31;12.4;25;2020-05
""")
    words = "Meer mensen thuis door de coronamaatregelen; vooral flats in Wyck en Mariaberg."
    return signals.assign(
        thema="Sociale kwaliteit",
        venster=["2m", "3m", "2m", "2m"],
        periode_van="2020-05",
        periode_tot="2020-06",
        sinds_nu=[150, 49, 141, 31],
        sinds_verwacht=[92.0, 113.0, 82.3, 12.4],
        richting=["omhoog", "omlaag", "omhoog", "omhoog"],
        overdispersie=1.1,
        volledigheid_pct=99.0,
        status="voorlopig",
        trendbreuk="corona",
        duiding=[words, None, None, None],
        duiding_auteur=["team Veiligheid", None, None, None],
        duiding_datum=pd.to_datetime(["2020-07-06", None, None, None]),
        evenementen=["Demonstratie (6 jun)", "Demonstratie (6 jun)", None, None],
    )


def _events() -> pd.DataFrame:
    events = read("""
naam;soort;maand_van;maand_tot;gebied_soort;gebied
Zomerfestival;festival;2019-07;2019-07;straat;Vrijthof
Horeca dicht;maatregel;2020-03;2020-05;gemeente;GM0935
""")
    return events.assign(
        evenement_id=["evenement_1", "evenement_2"],
        van=pd.to_datetime(["2019-07-06", "2020-03-15"]),
        tot=pd.to_datetime(["2019-07-14", "2020-05-31"]),
        buurten=["BU09350000", None],
        toelichting=None,
    )


def _focus_areas() -> pd.DataFrame:
    rows = read("""
gebiedsnaam;indicator_id;indicator;bron;nu;verwacht;signaal;sinds
De kades;mishandeling_totaal;Mishandeling - Totaal;politie;9;8.4;niet vast te stellen;
De kades;zware_mishandeling;Zware mishandeling;politie;30;2.0;signaal omhoog;2020-04
De kades;melding_jeugd;Meldingen jeugdoverlast;melddesk;21;9.1;signaal omhoog;2020-03
De kades;melding_geluid;Meldingen geluid en stank;melddesk;40;38.0;niet vast te stellen;
Stadspark;melding_afval;Meldingen afval;melddesk;3;2.1;niet vast te stellen;
""")
    return rows.assign(
        gebied_code="AG-" + rows["gebiedsnaam"].str.lower(),
        soort="plein",
        thema="Sociale kwaliteit",
        periode_van="2020-05",
        periode_tot="2020-06",
        reden=None,
        kleinste_zichtbare_op=2.4,
        kleinste_zichtbare_neer=0.2,
        vorig_jaar=8,
        twaalf_maanden=41,
        twaalf_signaal="niet vast te stellen",
    )


def _rare() -> pd.DataFrame:
    rows = read("""
indicator_id;indicator;laatste_maand;maanden_sinds_laatste;maanden_ertussen;twaalf_maanden;twaalf_verwacht
schietpartij;Schietpartij (zonder vervolg);2020-01;5;9.0;3;1.6
straatroof;Straatroof;2020-06;0;0.4;26;32.9
overval_woning;Overval In woning;;;;0;0.2
""")
    return rows.assign(
        bron="politie",
        periode_tot="2020-06",
        twaalf_signaal=["niet vast te stellen", "binnen normale schommeling", "signaal omlaag"],
        twaalf_kleinste_zichtbare_op=[24.9, 2.0, np.nan],
        zesendertig_maanden=np.nan,
        zesendertig_verwacht=np.nan,
        zesendertig_signaal="niet vast te stellen",
        sinds=[None, None, "2019-08"],
        reden=["te weinig voorvallen", None, None],
    )


def _hotspots(rng: np.random.Generator) -> pd.DataFrame:
    streets = seed("GM0935", "straten.csv")
    areas = seed("GM0935", "buurten.csv")
    kinds = [row for row in seed("thema_lijst.csv") if row["is_overlast"] == "J"]
    classes = ["hardnekkig", "hardnekkig", "oplopend", "nieuw", "afnemend", "sporadisch", "voorbij"]
    rows = []
    for at in range(300):
        police, reports = int(rng.poisson(120 / (1 + at / 8))), int(rng.poisson(260 / (1 + at / 8)))
        kind = kinds[int(rng.integers(len(kinds)))]
        street = streets[at % len(streets)]
        rows.append(
            {
                "rang": at + 1,
                "straat_id": f"GM0935-{at:010x}",
                "straatnaam": street["straatnaam"],
                "buurtcode": areas[at % 44]["buurtcode"],
                "buurtnaam": areas[at % 44]["buurtnaam"],
                "thema": kind["thema"],
                "soort": kind["naam"],
                "maand_tot": "2020-06",
                "maanden_actief": max(1, 12 - at // 12),
                "maanden_boven_verwachting": max(0, 9 - at // 9),
                "politie_12m": police if kind["politie"] == "J" else np.nan,
                "melddesk_12m": reports,
                "beide_bronnen": bool(police and reports),
                "trend_tau": rng.uniform(-0.7, 0.7),
                "trend_p": rng.uniform(0, 0.3),
                "klasse": classes[int(rng.integers(7))] if at > 3 else "hardnekkig",
                "aandeel_grootste_bron_pct": rng.uniform(4, 60),
                "sleutel_stabiel": at != 5,
                "klasse_blind_tot": "2021-03" if at == 5 else None,
                "weekdelen": {
                    0: "vooral vrijdag- en zaterdagnacht (politie)",
                    2: "vooral 's avonds en 's nachts (politie); vaker (38 %) zondag (meldingen, "
                    "naar het moment van melden)",
                }.get(at),
                "rang_politie": at + 1,
                "rang_melddesk": at + 1,
                "methode_politie": "som van 12 maanden",
                "methode_melddesk": "verwachting",
                "aanpak_status": "hotspotaanpak" if at in (0, 2) else None,
                "aanpak_sinds": pd.Timestamp("2019-09-01") if at in (0, 2) else pd.NaT,
            }
        )
    return pd.DataFrame(rows)


def _scores() -> pd.DataFrame:
    rows = [
        ("politie", "1 %", 19, 71, 30.2, 29.9, 0.81, 74.0, 235),
        ("politie", "5 %", 93, 149, 63.4, 12.6, 0.88, 71.0, 235),
        ("melddesk", "1 %", 19, 640, 22.5, 22.3, 0.9, 84.0, 2844),
        ("melddesk", "5 %", 93, 1655, 58.2, 11.6, 0.93, 80.0, 2844),
    ]
    return pd.DataFrame(
        [
            {
                "bron": source,
                "lijst_tot": "2020-03",
                "kwartaal_van": "2020-04",
                "kwartaal_tot": "2020-06",
                "top": top,
                "plekken": places,
                "plekken_totaal": 1858,
                "gebeurtenissen": events,
                "raak": hits - less,
                "trefkans_pct": rate,
                "pai": pai,
                "pei": pei,
                "gebleven_pct": stayed,
                "methode": method,
                "gebruikt": less == 0,
            }
            for source, top, places, hits, rate, pai, pei, stayed, events in rows
            for less, method in ((9, "som van 12 maanden"), (0, "verwachting"))
        ]
    )


def _neighbourhoods(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for at, area in enumerate(seed("GM0935", "buurten.csv")):
        size = float(np.exp(rng.uniform(0, 5)))
        nuisance, reports = int(rng.poisson(size)), int(rng.poisson(size * 6))
        inhabitants = int(rng.integers(4, 1600)) * 5
        has_rate = inhabitants >= 1000 and nuisance >= 20
        rows.append(
            {
                "buurtcode": area["buurtcode"],
                "buurtnaam": area["buurtnaam"],
                "wijkcode": area["wijkcode"],
                "maand_tot": "2020-06",
                "inwoners": inhabitants,
                "hic_12m": int(rng.poisson(size / 9)),
                "vvc_12m": int(rng.poisson(size / 2)),
                "overlast_12m": nuisance,
                "melddesk_12m": reports,
                "overlast_12m_per_1000": 1000 * nuisance / inhabitants if has_rate else np.nan,
                "overlast_rang_van": max(1, at - 2),
                "overlast_rang_tot": min(44, at + 4),
            }
        )
    unknown = {"buurtcode": "onbekend", "buurtnaam": "onbekend", "overlast_12m": 51}
    return pd.DataFrame([*rows, unknown])


def _registers() -> pd.DataFrame:
    names = [
        ("bibob", "Bibob-onderzoeken", 61, 48),
        ("damocles", "Sluitingen op grond van Damocles", 14, 12),
        ("flexteam", "Locaties bezocht door het Flexteam", 31, 22),
        ("werkgroep", "Locaties in de werkgroep ondermijning", 118, 97),
        ("ondermijningstafel", "Casussen aan de Ondermijningstafel", 5, 4),
        ("prostitutie", "Gecontroleerde niet vergunde prostitutielocaties", 8, 9),
    ]
    return pd.DataFrame(
        [
            {
                "indicator_id": key,
                "indicator": name,
                "thema": "Ondermijning",
                "jaar": year,
                "periode_tot": "2020-06" if year == 2020 else "2019-12",
                "waarde": now,
                "jaar_tot_nu": now if year == 2020 else before * 2,
                "vorig_jaar": before if year == 2020 else np.nan,
                "vorig_jaar_heel": before * 2 if year == 2020 else np.nan,
                "bronvermelding": "MJP-evaluatie 2021 (verdeling over halfjaren verzonnen)",
                "toelichting": None,
            }
            for key, name, now, before in names
            for year in (2019, 2020)
        ]
    )


def _quality() -> pd.DataFrame:
    rows = []
    for source in ("melddesk", "politie"):
        for at, month in enumerate(MONTHS):
            is_late = at >= 28
            rows.append(
                {
                    "bron": source,
                    "maand": month,
                    "status": "geleverd",
                    "volledigheid": "voorlopig" if is_late else "compleet",
                    "levering_afgekeurd": at % 4,
                    "straat_gekoppeld_pct": 98.6,
                    "buurt_gekoppeld_pct": 97.2,
                    "koppeling_oordeel": "in orde",
                    "alleen_thema": 0,
                    "verwachte_volledigheid_pct": 99.4
                    if is_late and source == "politie"
                    else np.nan,
                    "ontvangen_op": pd.Timestamp("2020-07-08"),
                }
            )
    return pd.DataFrame(rows)


def _revisions() -> pd.DataFrame:
    changed = [("woninginbraak", 23, 24), ("bedreiging", 31, 33), ("zakkenrollerij", 18, 17)]
    return pd.DataFrame(
        [
            {
                "indicator_id": indicator,
                "gebied_code": area,
                "periode_soort": "maand",
                "periode": f"2020-0{month}",
                "oude_waarde": float(old),
                "nieuwe_waarde": float(new),
                "levering_id": "politie-000000000000",
                "sinds": pd.Timestamp("2020-06-08"),
            }
            for indicator, old, new in changed
            for month in (3, 4)
            for area in ("GM0935", "WK093500")
        ]
    )
