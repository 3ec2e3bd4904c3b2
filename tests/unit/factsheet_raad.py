"""The tables of the council's factsheet as the pipeline makes them, but invented.

Names of districts are those of the code tables; every figure is drawn with a fixed seed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from factsheet_common import course, indicators, monthly, ratio, read, seed, verdict

from assets.factsheets.sheet import About

RAAD = About("Maastricht", "GM0935", "2020-H1", "2020-07-21", "1", "2020-01-20")


def raad_tables() -> dict[str, pd.DataFrame]:
    """Every table of the sheet by name, with rows in each."""
    rng = np.random.default_rng(21)
    counts = monthly(rng)
    return {
        "indicatoren": indicators(),
        "raad_doelen": _as_counted(_goals(), counts),
        "raad_indicatoren": _remarked(_half_years(rng)),
        "raad_veiligheidsmonitor": _survey(),
        "raad_prestaties": _results(),
        "raad_herzieningen": _revisions(),
        "raad_verloop": course(counts),
    }


def _remarked(figures: pd.DataFrame) -> pd.DataFrame:
    """The indicators, one of which has an interpretation for the municipality."""
    is_remarked = figures["indicator_id"].eq("burengerucht")
    is_remarked &= figures["gebiedsniveau"].eq("gemeente")
    text = (
        "Meer mensen zaten thuis door de coronamaatregelen. Meldingen komen vooral uit flats met "
        "dunne wanden; wijkagenten herkennen dit."
    )
    day = pd.Timestamp("2020-07-14")
    return figures.assign(
        duiding=pd.Series(text, index=figures.index).where(is_remarked),
        duiding_auteur=pd.Series("team Veiligheid", index=figures.index).where(is_remarked),
        duiding_datum=pd.Series(day, index=figures.index).where(is_remarked),
    )


def _goals() -> pd.DataFrame:
    goals = read("""
indicator_id;hoofddoel;doel;indicator;nulmeting;streefwaarde;koers;nu;nu_van;nu_tot;oordeel
woninginbraak;1;Minder woninginbraken;Inbraak in woning;424;380;407.5;264;233;298;op koers
straatroof;1;Minder straatroof;Straatroof;22;18;20.5;26;17;38.1;niet vast te stellen
mishandeling_totaal;1;Minder mishandeling;Mishandeling;1180;1100;1150;1213;1146;1283;niet op koers
vm_vaak;2;Minder bewoners voelen zich vaak onveilig;Vaak onveilig;3;2;2.5;2.5;1.6;3.9;
werkgroep;3;Meer locaties behandeld;Locaties in de werkgroep;97;110;101.3;118;98;141;
""")
    is_asked = goals["indicator_id"].eq("vm_vaak")
    return goals.assign(
        doel_id=[f"d{at}" for at in range(len(goals))],
        nulmeting_jaar=[2018, 2018, 2018, 2017, 2019],
        streefjaar=[2022, 2022, 2022, 2021, 2022],
        richting=["omlaag", "omlaag", "omlaag", "omlaag", "omhoog"],
        nu_periode=["2019" if asked else "2019-07--2020-06" for asked in is_asked],
        toelichting="Nulmeting en streefwaarde zijn verzonnen: die van het MJP zijn niet openbaar.",
        inzet=[None, "bibob|reg_onbekend", None, "taskforce", None],
    )


def _as_counted(goals: pd.DataFrame, counts: dict[str, np.ndarray]) -> pd.DataFrame:
    """The goals with the last year of their courses, so that a chart and its table agree."""
    now = goals["indicator_id"].map(
        {name: float(months[-12:].sum()) for name, months in counts.items()}
    )
    scale = (now / goals["nu"]).fillna(1.0)
    names = ["nulmeting", "streefwaarde", "koers", "nu", "nu_van", "nu_tot"]
    scaled = goals[names].mul(scale, axis=0)
    is_counted = scale.ne(1.0)
    return goals.assign(**scaled.round().where(is_counted, goals[names]))


def _half_years(rng: np.random.Generator) -> pd.DataFrame:
    districts = {row["wijkcode"]: row["wijknaam"] for row in seed("GM0935", "buurten.csv")}
    areas = [("GM0935", "Maastricht", "gemeente", 1.0)]
    areas += [(code, name, "wijk", 1 / len(districts)) for code, name in districts.items()]
    areas += [("BU09350000", "Binnenstad", "buurt", 0.04)]
    rows = []
    for row in seed("indicator_lijst.csv"):
        if row["bron"] == "register":
            continue
        size = float(np.exp(rng.uniform(1.5, 6)))
        for code, name, level, share in areas:
            counts = rng.poisson(size * share * np.array([0.8, 1, 1.1, 1.2, 1.15]))
            now, before = int(counts[0]), int(counts[1])
            has_reports = row["bron"] == "politie"
            two = ratio(now, before)
            rows.append(
                {
                    "thema": row["thema"],
                    "indicator_id": row["indicator_id"],
                    "indicator": row["naam"],
                    "bron": row["bron"],
                    "gebied_code": code,
                    "gebiedsnaam": name,
                    "gebiedsniveau": level,
                    "periode": "2020-H1",
                    "nu": now,
                    "vorig_jaar": before,
                    "twee_jaar_eerder": float(counts[2]),
                    "drie_jaar_eerder": float(counts[3]) if has_reports else np.nan,
                    "vier_jaar_eerder": float(counts[4]) if has_reports else np.nan,
                    "verschil": now - before,
                    "verschil_pct": 100 * (now / before - 1) if before >= 50 else np.nan,
                    "verhouding": two[0],
                    "verhouding_van": two[1],
                    "verhouding_tot": two[2],
                    "signaal": verdict(two[1], two[2]),
                    "twaalf_maanden": 2 * now,
                    "twaalf_maanden_ervoor": 2 * before,
                    "twaalf_verschil_pct": np.nan,
                    "twaalf_signaal": verdict(two[1], two[2]),
                    "twaalf_maanden_per_1000": now / 61.3 if now >= 10 else np.nan,
                    "registratietype": row["registratietype"],
                    "status": "voorlopig" if code == "GM0935" else "voorlopig, deels herzien",
                    "geen_vergelijking": None,
                    "trendbreuk": "corona",
                }
            )
    return pd.DataFrame(rows)


def _survey() -> pd.DataFrame:
    wide = read("""
indicator_id;indicator;thema;2014;2015;2016;2017;2019;2021
vm_inbraak;Slachtoffer van woninginbraak (ook pogingen);Slachtofferschap;8.5;4.6;4.3;3.1;2.7;1.6
vm_fiets;Slachtoffer van fietsdiefstal;Slachtofferschap;5.4;7.3;5.1;6.3;5.2;3.9
vm_vaak;Voelt zich vaak onveilig;Veiligheidsbeleving;3.9;3.2;3.4;3.0;2.5;2.4
vm_soms;Voelt zich wel eens onveilig;Veiligheidsbeleving;41;39.2;38.8;37.1;35.9;33
""")
    long = wide.melt(["indicator_id", "indicator", "thema"], var_name="jaar", value_name="waarde")
    long["jaar"] = long["jaar"].astype(int)
    return long.assign(
        eenheid="%",
        gebied_code="GM0935",
        gebiedsnaam="Maastricht",
        gebiedsniveau="gemeente",
        marge_onder=long["waarde"] * 0.8,
        marge_boven=long["waarde"] * 1.22,
        nederland=long["waarde"].where(long["indicator_id"].eq("vm_vaak")) * 0.9,
        signaal="niet vast te stellen",
        reeks=["vanaf 2021" if year > 2019 else "tot en met 2019" for year in long["jaar"]],
    )


def _results() -> pd.DataFrame:
    counts = [
        ("demonstraties", "Aantal demonstraties", "Openbare orde", 56, 40),
        ("uitrukken_brandweer", "Aantal uitrukken brandweer", "Brandveiligheid", 1277, 1455),
        ("bibob", "Bibob-onderzoeken", "Ondermijning", 61, 48),
        ("damocles", "Sluitingen op grond van Damocles", "Ondermijning", 14, 12),
        ("taskforce", "Casussen in de Taskforce Veiligheidsbeleving", "Veiligheidsbeleving", 6, 4),
    ]
    rows = []
    for key, name, theme, now, before in counts:
        two = ratio(now, before)
        rows.append(
            {
                "indicator_id": key,
                "indicator": name,
                "thema": theme,
                "periode": "2020",
                "periode_soort": "jaar",
                "waarde": now,
                "vorige_periode": "2019",
                "vorige_waarde": before,
                "verschil": now - before,
                "verschil_pct": 100 * (now / before - 1) if before >= 50 else np.nan,
                "verhouding": two[0],
                "verhouding_van": two[1],
                "verhouding_tot": two[2],
                "signaal": verdict(two[1], two[2]),
                "bronvermelding": "MJP-evaluatie 2021",
            }
        )
    return pd.DataFrame(rows)


def _revisions() -> pd.DataFrame:
    changed = [
        ("Diefstal uit of inbraak in woning", "2018", 423, 424),
        ("Diefstal uit of inbraak in box, garage, schuur of tuin", "2018", 208, 207),
        ("Bedreiging", "2018-H2", 124, 129),
    ]
    return pd.DataFrame(
        [
            {
                "indicator_id": f"i{at}",
                "indicator": name,
                "thema": "Objectieve veiligheid",
                "periode_soort": "jaar",
                "periode": period,
                "oude_waarde": float(old),
                "nieuwe_waarde": float(new),
                "verschil": float(new - old),
                "sinds": pd.Timestamp("2020-03-12"),
                "levering_id": "politie-000000000000",
                "reden": "later ingeschreven registraties",
            }
            for at, (name, period, old, new) in enumerate(changed)
        ]
    )
