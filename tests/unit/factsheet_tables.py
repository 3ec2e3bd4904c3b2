"""Tables of a factsheet as the pipeline makes them, invented: for tests and to look at sheets.

Names of indicators, neighbourhoods and streets are those of the code tables; every figure is drawn
with a fixed seed. `python tests/unit/factsheet_tables.py FOLDER` writes both sheets.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import betaincinv

from assets.factsheets.sheet import About

SEEDS = Path(__file__).resolve().parents[2] / "dbt_like_sql" / "seeds"
DRIEHOEK = About("Maastricht", "GM0935", "2020-05--2020-06", "2020-07-08", "1", "2020-05-08")
RAAD = About("Maastricht", "GM0935", "2020-H1", "2020-07-21", "1", "2020-01-20")
_MONTHS = [f"{year}-{month:02d}" for year in (2018, 2019, 2020) for month in range(1, 13)][:30]


def seed(*parts: str) -> list[dict[str, str]]:
    with SEEDS.joinpath(*parts).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text.strip()), sep=";", dtype={"hoofddoel": str})


def ratio(now: float, before: float) -> tuple[float, float, float]:
    """The ratio of two counts with its exact 95 % interval."""
    low = 0.0 if now == 0 else betaincinv(now, before + 1, 0.025)
    high = 1.0 if before == 0 else betaincinv(now + 1, before, 0.975)
    return (
        now / before if before else np.nan,
        low / (1 - low),
        np.nan if high == 1 else high / (1 - high),
    )


def verdict(low: float, high: float) -> str:
    if low > 1.1:
        return "signaal omhoog"
    if high < 0.9:
        return "signaal omlaag"
    return "niet vast te stellen" if low < 0.8 and not high < 1.25 else "binnen normale schommeling"


def driehoek_tables() -> dict[str, pd.DataFrame]:
    """Every table of the Driehoek's sheet, full."""
    rng = np.random.default_rng(20)
    monthly = _monthly(rng)
    return {
        "indicatoren": _indicators(),
        "driehoek_kerncijfers": _key_figures(monthly),
        "driehoek_signalen": _signals(),
        "driehoek_hotspots": _hotspots(rng),
        "driehoek_hotspotscore": _scores(),
        "driehoek_buurten": _neighbourhoods(rng),
        "driehoek_registers": _registers(),
        "driehoek_datakwaliteit": _quality(),
        "driehoek_verloop": _course(monthly),
        "herzieningen": _revisions(),
    }


def _remarked(indicators: pd.DataFrame) -> pd.DataFrame:
    """The indicators, of which one of the municipality has an interpretation."""
    one = indicators["indicator_id"].eq("burengerucht") & indicators["gebiedsniveau"].eq("gemeente")
    text = (
        "Meer mensen zaten thuis door de coronamaatregelen. Meldingen komen vooral uit flats met "
        "dunne wanden; wijkagenten herkennen dit."
    )
    return indicators.assign(
        duiding=pd.Series(text, index=indicators.index).where(one),
        duiding_auteur=pd.Series("team Veiligheid", index=indicators.index).where(one),
        duiding_datum=pd.Series(pd.Timestamp("2020-07-14"), index=indicators.index).where(one),
    )


def raad_tables() -> dict[str, pd.DataFrame]:
    """Every table of the council's sheet, full."""
    rng = np.random.default_rng(21)
    monthly = _monthly(rng)
    return {
        "indicatoren": _indicators(),
        "raad_doelen": _goals(),
        "raad_indicatoren": _remarked(_half_years(rng)),
        "raad_veiligheidsmonitor": _survey(),
        "raad_prestaties": _results(),
        "raad_herzieningen": _council_revisions(),
        "driehoek_verloop": _course(monthly),
    }


def _indicators() -> pd.DataFrame:
    rows = seed("indicator_lijst.csv")
    return pd.DataFrame(rows)[["indicator_id", "naam", "thema", "definitie", "bron"]].assign(
        onderdeel_van=[row["onderdeel_van"] or None for row in rows]
    )


def _monthly(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """indicator_id -> 30 counts, with a fall of most of them in the corona months."""
    counts = {}
    for row in seed("indicator_lijst.csv"):
        if row["bron"] == "register":
            continue
        size = float(np.exp(rng.uniform(0.2, 4.6))) if not row["onderdeel_van"] else 4.0
        if row["bron"] == "melddesk":
            size *= 4
        size = max(size, 2.0)
        change = rng.choice([0.55, 0.8, 1.0, 1.6], p=[0.3, 0.3, 0.25, 0.15])
        means = size * np.r_[np.ones(26), np.full(4, change)]
        counts[row["indicator_id"]] = rng.poisson(means)
    return counts


def _key_figures(monthly: dict[str, np.ndarray]) -> pd.DataFrame:
    rows = []
    for row in seed("indicator_lijst.csv"):
        if row["bron"] == "register":
            continue
        counts = monthly[row["indicator_id"]]
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
    found = _read("""
indicator_id;indicator;bron;gebied_code;gebiedsnaam;gebiedsniveau;waargenomen;verwacht;grens;sinds
burengerucht;Burengerucht (relatieproblemen);politie;GM0935;Maastricht;gemeente;99;64.2;88;2020-04
zakkenrollerij;Zakkenrollerij;politie;GM0935;Maastricht;gemeente;39;71.5;49;2020-03
melding_jeugd;Meldingen jeugdoverlast;melddesk;WK093502;Noordwest;wijk;141;82.3;116;2020-05
overlast_zwervers;Overlast zwervers;politie;BU09350000;Binnenstad;buurt;31;12.4;25;2020-05
""")
    words = "Meer mensen thuis door de coronamaatregelen; vooral flats in Wyck en Mariaberg."
    return found.assign(
        thema="Sociale kwaliteit",
        periode_van="2020-05",
        periode_tot="2020-06",
        richting=["omhoog", "omlaag", "omhoog", "omhoog"],
        overdispersie=1.1,
        volledigheid_pct=99.0,
        status="voorlopig",
        trendbreuk="corona",
        duiding=[words, None, None, None],
        duiding_auteur=["team Veiligheid", None, None, None],
        duiding_datum=pd.to_datetime(["2020-07-06", None, None, None]),
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
                "rang_politie": at + 1,
                "rang_melddesk": at + 1,
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
                "raak": hits,
                "trefkans_pct": rate,
                "pai": pai,
                "pei": pei,
                "gebleven_pct": stayed,
            }
            for source, top, places, hits, rate, pai, pei, stayed, events in rows
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
        for at, month in enumerate(_MONTHS):
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
                    "verwachte_volledigheid_pct": 99.4
                    if is_late and source == "politie"
                    else np.nan,
                    "ontvangen_op": pd.Timestamp("2020-07-08"),
                }
            )
    return pd.DataFrame(rows)


def _course(monthly: dict[str, np.ndarray]) -> pd.DataFrame:
    rows = []
    for indicator, counts in monthly.items():
        for at, month in enumerate(_MONTHS):
            total = float(counts[at - 11 : at + 1].sum()) if at >= 11 else np.nan
            breaks = ["samenloop"] if at == 17 and indicator == "bedreiging" else []
            breaks += ["corona"] if month >= "2020-03" else []
            rows.append(
                {
                    "indicator_id": indicator,
                    "maand": month,
                    "waarde": int(counts[at]),
                    "twaalf_maanden": total,
                    "ondergrens": max(0.0, total - 2 * np.sqrt(total)) if at >= 11 else np.nan,
                    "bovengrens": total + 2 * np.sqrt(total) if at >= 11 else np.nan,
                    "trendbreuk": ", ".join(breaks) or None,
                    "status": "definitief" if at < 28 else "voorlopig",
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


def _goals() -> pd.DataFrame:
    return _read("""
hoofddoel;doel;indicator;nulmeting;nulmeting_jaar;streefwaarde;streefjaar;nu;nu_van;nu_tot;oordeel
1;Minder woninginbraken;Diefstal uit of inbraak in woning;424;2018;380;2022;264;233;298;op koers
1;Minder straatroof;Straatroof;22;2018;18;2022;26;17;38.1;niet vast te stellen
1;Minder mishandeling;Mishandeling - Totaal;1180;2018;1100;2022;1213;1146;1283;niet op koers
2;Minder bewoners voelen zich vaak onveilig;Vaak onveilig (%);3;2017;2;2021;2.5;1.6;3.9;
3;Meer locaties behandeld;Locaties in de werkgroep ondermijning;97;2019;110;2022;118;98;141;
""").assign(
        doel_id=[f"d{at}" for at in range(5)],
        indicator_id=[f"i{at}" for at in range(5)],
        nu_periode="2019-07--2020-06",
        richting="omlaag",
        toelichting="Nulmeting en streefwaarde zijn verzonnen: die van het MJP zijn niet openbaar.",
    )


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
    wide = _read("""
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


def _council_revisions() -> pd.DataFrame:
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


if __name__ == "__main__":
    import sys

    from assets.factsheets.driehoek import driehoek
    from assets.factsheets.raad import raad
    from assets.factsheets.writing import write

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in (
        ("driehoek", driehoek(driehoek_tables(), DRIEHOEK)),
        ("raad", raad(raad_tables(), RAAD)),
    ):
        for path, _ in write(sheet, folder, name).values():
            sys.stdout.write(f"{path}\n")
