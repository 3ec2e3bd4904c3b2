"""Tests of the synthetic sample deliveries: reproducible, small, calibrated, free of real data.

Figures are counted from the files with pandas, without code of the pipeline.
"""

import csv
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sample_data.generator.melddesk_rows import HAPPENED

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data"
INBOX = SAMPLE / "inbox"
SEEDS = ROOT / "dbt_like_sql" / "seeds"
EDITION_A_KNOWN, ALL_KNOWN = "2019-07-15", "9999-12-31"

# Published totals of Maastricht ('Feiten & cijfers'), by indicator.
# Edition A: 2018, first half of 2019.
EDITION_A = {
    "woninginbraak": (423, 192),
    "inbraak_box_garage_schuur": (208, 73),
    "zakkenrollerij": (362, 207),
    "diefstal_uit_motorvoertuig": (736, 252),
    "diefstal_motorvoertuig": (221, 91),
    "fietsendiefstal_totaal": (1207, 726),
    "diefstal_fiets": (1005, 585),
    "diefstal_bromfiets": (198, 140),
    "diefstal_fiets_geweld": (2, 1),
    "diefstal_bromfiets_geweld": (2, 0),
    "openlijk_geweld_persoon": (41, 26),
    "bedreiging": (259, 148),
    "mishandeling_totaal": (1204, 596),
    "schietpartij": (1, 1),
    "vechtpartij": (54, 23),
    "steekpartij": (2, 1),
    "ruzie_twist": (721, 345),
    "eenvoudige_mishandeling": (372, 193),
    "zware_mishandeling": (54, 33),
    "overige_mishandeling": (0, 0),
    "straatroof": (22, 23),
    "overval_woning": (2, 4),
    "overval_bedrijf": (7, 3),
    "brand_totaal": (165, 79),
    "brand": (114, 56),
    "brandstichting": (51, 23),
}
# Edition B: 2018, 2019, first half of 2020.
EDITION_B = {
    "woninginbraak": (424, 357, 99),
    "inbraak_box_garage_schuur": (207, 173, 65),
    "zakkenrollerij": (362, 433, 159),
    "diefstal_uit_motorvoertuig": (736, 520, 110),
    "diefstal_motorvoertuig": (220, 173, 61),
    "fietsendiefstal_totaal": (1206, 1587, 465),
    "diefstal_fiets": (1005, 1325, 379),
    "diefstal_bromfiets": (197, 257, 85),
    "diefstal_fiets_geweld": (2, 4, 0),
    "diefstal_bromfiets_geweld": (2, 1, 1),
    "openlijk_geweld_persoon": (41, 41, 13),
    "bedreiging": (261, 305, 144),
    "mishandeling_totaal": (1202, 1256, 553),
    "schietpartij": (1, 3, 1),
    "vechtpartij": (54, 44, 19),
    "steekpartij": (2, 1, 0),
    "ruzie_twist": (719, 765, 373),
    "eenvoudige_mishandeling": (371, 381, 136),
    "zware_mishandeling": (55, 62, 24),
    "overige_mishandeling": (0, 0, 0),
    "straatroof": (22, 35, 14),
    "overval_woning": (2, 6, 3),
    "overval_bedrijf": (7, 6, 0),
    "burengerucht": (446, 362, 242),
    "overlast_verward_persoon": (732, 759, 459),
    "overlast_zwervers": (216, 206, 162),
    "drugs_drankoverlast": (1064, 995, 504),
    "vernieling_totaal": (673, 729, 334),
    "vernieling_auto": (310, 310, 146),
    "vernieling_ov": (1, 2, 7),
    "vernieling_openbaar_gebouw": (4, 11, 4),
    "vernieling_overig": (356, 404, 177),
    "openlijk_geweld_goederen": (2, 2, 0),
    "overlast_fysiek_totaal": (126, 173, 40),
    "vuurwerkoverlast": (77, 120, 16),
    "stank_rook_stof": (49, 53, 24),
}
# Later editions: 2018 and 2019 (drugs), only 2018 (noise of bars).
EDITION_C = {
    "drugshandel_totaal": (139, 160),
    "bezit_harddrugs": (50, 77),
    "bezit_softdrugs": (23, 24),
    "handel_harddrugs": (30, 28),
    "handel_softdrugs": (8, 6),
    "vervaardigen_harddrugs": (1, 0),
    "vervaardigen_softdrugs": (27, 25),
    "geluidshinder_horeca": (49,),
}
REVISED = {
    "woninginbraak",
    "inbraak_box_garage_schuur",
    "diefstal_motorvoertuig",
    "fietsendiefstal_totaal",
    "diefstal_bromfiets",
    "bedreiging",
    "mishandeling_totaal",
    "ruzie_twist",
    "eenvoudige_mishandeling",
    "zware_mishandeling",
}


def _codes() -> dict[str, set[str]]:
    codes: dict[str, set[str]] = {}
    with (SEEDS / "indicator_codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["bron"] == "politie":
                codes.setdefault(row["indicator_id"], set()).add(row["code"])
    return codes


CODES = _codes()


def _csv(path: Path) -> pd.DataFrame:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    delimiter = ";" if b";" in content.splitlines()[0] else ","
    return pd.read_csv(path, sep=delimiter, dtype=str, keep_default_na=False, encoding=encoding)


def _read(path: Path) -> pd.DataFrame:
    """The rows of a file of the inbox."""
    if path.suffix == ".xlsx":
        return pd.read_excel(path, engine="calamine", dtype=object).fillna("")
    return _csv(path)


def _dates(column: pd.Series) -> pd.Series:
    text = column.map(lambda value: value if isinstance(value, str) else f"{value:%d-%m-%Y %H:%M}")
    return pd.to_datetime(text, format="%d-%m-%Y %H:%M", errors="coerce")


@pytest.fixture(scope="module")
def police() -> pd.DataFrame:
    """The police rows of all files; `goed`: whether a row is usable."""
    with (SEEDS / "mk_klassen.csv").open(encoding="utf-8", newline="") as file:
        mk_codes = {row["mk_code"] for row in csv.DictReader(file)}
    parts = []
    for path in sorted(INBOX.rglob("*ncidenten*")):
        rows = _read(path)
        rows["bestand"] = path.relative_to(INBOX).as_posix()
        rows["ontvangen"] = path.parent.name
        rows["moment"] = _dates(rows["Kennisnamedatum/tijd"])
        rows["goed"] = (
            rows["moment"].notna()
            & rows["Incidentsoort code"].isin(mk_codes)
            & (rows["Incident Identificatie"] != "")
            & ~rows["Incident Identificatie"].duplicated()
        )
        parts.append(rows)
    return pd.concat(parts, ignore_index=True)


def _newest(police: pd.DataFrame, until: str) -> pd.DataFrame:
    """The usable rows of the newest delivery of each month, as known on a day."""
    rows = police[police["goed"] & (police["ontvangen"] <= until)].copy()
    rows["maand"] = rows["moment"].dt.strftime("%Y-%m")
    return rows[rows["ontvangen"] == rows.groupby("maand")["ontvangen"].transform("max")]


@pytest.fixture(scope="module")
def known(police: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The newest usable rows, as known when edition A was made and as known now."""
    return {until: _newest(police, until) for until in (EDITION_A_KNOWN, ALL_KNOWN)}


def _count(rows: pd.DataFrame, indicator: str, first: str, last: str) -> int:
    chosen = rows["maand"].between(first, last) & rows["Incidentsoort code"].isin(CODES[indicator])
    return int(chosen.sum())


def test_is_small() -> None:
    files = [path for path in SAMPLE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) < 15_000_000


@pytest.mark.parametrize("indicator", sorted(EDITION_A))
def test_edition_a(known: dict[str, pd.DataFrame], indicator: str) -> None:
    rows = known[EDITION_A_KNOWN]
    assert EDITION_A[indicator] == (
        _count(rows, indicator, "2018-01", "2018-12"),
        _count(rows, indicator, "2019-01", "2019-06"),
    )


@pytest.mark.parametrize("indicator", sorted(EDITION_B))
def test_edition_b(known: dict[str, pd.DataFrame], indicator: str) -> None:
    rows = known[ALL_KNOWN]
    assert EDITION_B[indicator] == (
        _count(rows, indicator, "2018-01", "2018-12"),
        _count(rows, indicator, "2019-01", "2019-12"),
        _count(rows, indicator, "2020-01", "2020-06"),
    )


@pytest.mark.parametrize("until", [EDITION_A_KNOWN, ALL_KNOWN])
def test_figures_published_in_one_edition_are_not_revised(
    known: dict[str, pd.DataFrame], until: str
) -> None:
    rows = known[until]
    for indicator, published in EDITION_C.items():
        assert _count(rows, indicator, "2018-01", "2018-12") == published[0], indicator
        if until == ALL_KNOWN and len(published) > 1:
            assert _count(rows, indicator, "2019-01", "2019-12") == published[1], indicator
    for indicator in set(EDITION_B) - set(EDITION_A):
        assert _count(rows, indicator, "2018-01", "2018-12") == EDITION_B[indicator][0], indicator
    for indicator in ("brand_totaal", "brand", "brandstichting"):
        assert _count(rows, indicator, "2018-01", "2018-12") == EDITION_A[indicator][0], indicator


def test_one_delivery_revises_ten_figures_and_no_other(police: pd.DataFrame) -> None:
    before, after = (
        rows[rows["maand"] < "2019"]
        for rows in (_newest(police, "2019-09-15"), _newest(police, "2019-09-16"))
    )
    changed = {
        indicator
        for indicator, codes in CODES.items()
        if before["Incidentsoort code"].isin(codes).sum()
        != after["Incidentsoort code"].isin(codes).sum()
    }
    assert changed == REVISED
    codes_before, codes_after = (
        rows.groupby("Incidentsoort code").size() for rows in (before, after)
    )
    difference = codes_after.sub(codes_before, fill_value=0)
    assert set(difference[difference != 0].index) <= set().union(*(CODES[i] for i in REVISED))

    old, new = (rows.set_index("Incident Identificatie") for rows in (before, after))
    both = old.index.intersection(new.index)
    assert (len(old) - len(both), len(new) - len(both)) == (4, 2)
    same = ["Pleegstraatnaam", "Pleegpostcode", "Pleegbuurt", "moment", "X", "Y"]
    left, right = (part.loc[both, same].astype(str) for part in (old, new))
    assert left.equals(right)
    assert (old.loc[both, "Incidentsoort code"] != new.loc[both, "Incidentsoort code"]).sum() == 3


def test_police_rows_agree_with_the_truth(police: pd.DataFrame) -> None:
    truth = pd.read_csv(SAMPLE / "waarheid" / "politie_rijen.csv").set_index("bestand")
    counted = police.groupby("bestand")["goed"].agg(["size", "sum"])
    assert counted["size"].to_dict() == truth["rijen"].to_dict()
    assert counted["sum"].to_dict() == truth["rijen_goed"].to_dict()
    assert 0.002 < truth["rijen_afgekeurd"].sum() / truth["rijen"].sum() < 0.005


def test_police_delivery_dates(police: pd.DataFrame) -> None:
    days = set(police["ontvangen"])
    assert {day for day in days if "2019-07-08" <= day <= "2019-07-15"} == {"2019-07-08"}
    good = police[police["goed"]]
    first = good.groupby(good["moment"].dt.strftime("%Y-%m"))["ontvangen"].min()
    assert len(first) == 30 and first["2019-06"] == "2019-07-08"


def test_lag_and_addresses_look_like_a_real_export(known: dict[str, pd.DataFrame]) -> None:
    rows = known[ALL_KNOWN]
    assert not rows["Incident Identificatie"].duplicated().any()
    begin, moment = _dates(rows["Begin-pleegdatum/tijd"]), rows["moment"]
    lag = (moment.dt.year - begin.dt.year) * 12 + moment.dt.month - begin.dt.month
    lag = lag[begin.notna()]
    assert 0.12 < (lag != 0).mean() < 0.16
    assert 0.10 < (lag == 1).mean() < 0.13
    no_number = rows["Pleeghuisnummer met toev."] == ""
    assert 0.26 < no_number.mean() < 0.32
    assert (no_number == (rows["Pleegpostcode"] == "")).all()


def test_offences_have_times_of_their_own_and_some_have_none(police: pd.DataFrame) -> None:
    rows = police[police["goed"]]
    begin, end = (_dates(rows[f"{part}-pleegdatum/tijd"]) for part in ("Begin", "Eind"))
    at_midnight = begin.eq(begin.dt.normalize()) & end.eq(end.dt.normalize())
    assert 0.06 < at_midnight.mean() < 0.10
    assert 0.005 < (end - begin).gt(pd.Timedelta(days=7)).mean() < 0.03
    night = begin[~at_midnight].dt.hour.lt(6).groupby(rows["Incidentsoort code"]).mean()
    assert night["E16"] > 2 * night["A40"], "nightlife by night, shoplifting by day"


def test_reports_agree_with_the_truth() -> None:
    truth = pd.read_csv(SAMPLE / "waarheid" / "melddesk_rijen.csv").set_index("bestand")
    assert len(truth) == 31
    for path in sorted(INBOX.rglob("MeldDesk*.csv")):
        rows = _csv(path)
        good = (
            _dates(rows["Datum melding"]).notna()
            & (rows["Meldingnummer"] != "")
            & ~rows["Meldingnummer"].duplicated()
        )
        expected = truth.loc[path.relative_to(INBOX).as_posix()]
        assert (len(rows), good.sum()) == (expected["rijen"], expected["rijen_goed"]), path.name


def test_written_streets_name_streets_of_the_municipality() -> None:
    with (SEEDS / "GM0935" / "straten.csv").open(encoding="utf-8", newline="") as file:
        names = {row["straatnaam"] for row in csv.DictReader(file)}
    truth = pd.read_csv(SAMPLE / "waarheid" / "straatnamen.csv", keep_default_na=False)
    assert not truth.duplicated(["bron", "geschreven"]).any()
    assert {name for text in truth["straten"] if text for name in text.split(";")} <= names
    named = truth[truth["straten"] != ""]
    assert (named.groupby("geschreven")["straten"].nunique() == 1).all()
    variants = named.loc[named["geschreven"] != named["straten"], "aantal"].sum()
    assert 0.05 < variants / truth["aantal"].sum() < 0.07


def test_nine_streets_have_about_half_of_the_nuisance(known: dict[str, pd.DataFrame]) -> None:
    rows = known[ALL_KNOWN]
    nuisance = rows[
        rows["Incidentsoort code"].isin(
            {"E33", "E35", "E38", "E41", "F010", "F46", "M061", "E11", "E16", "E322"}
        )
    ]
    shares = nuisance["Pleegstraatnaam"].value_counts(normalize=True)
    assert 0.4 < shares.head(9).sum() < 0.6


def _texts() -> list[str]:
    """The text of every file of the inbox: CSV files, and the strings of workbooks."""
    texts = []
    for path in sorted(INBOX.rglob("*")):
        if path.suffix == ".csv":
            texts.append(path.read_bytes().decode("utf-8", "replace"))
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                texts.append(book.read("xl/sharedStrings.xml").decode("utf-8"))
    return texts


@pytest.mark.dear
def test_no_real_looking_personal_data() -> None:
    text = "\n".join(_texts())
    mails = set(re.findall(r"[\w.+-]+@[\w.-]+\w", text))
    assert mails and all(re.search(r"@example\.(nl|org)$", mail) for mail in mails)
    phones = set(re.findall(r"\b06[- ]?\d{8}\b|\b0\d{2,3}-\d{6,7}\b|\+31\d+", text))
    assert phones and all(phone.startswith("06-0000") for phone in phones)
    assert not re.search(r"\bNL\d\d[A-Z]{4}\d{10}\b", text)
    for marker in (
        "GEHEIM-OMSCHRIJVING-7431",
        "Geheim-Melder-7431",
        "geheim.7431@example.org",
        "06-00007431",
        "Geheim-Behandelaar-7431",
        "GEHEIM-OBJECT-7431",
        "GEHEIM-PROJECT-7431",
    ):
        assert marker in text


def test_no_path_or_key_in_the_sources() -> None:
    pattern = re.compile(r"/(home|root|work|tmp|Users)/|BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}")
    for path in SAMPLE.rglob("*"):
        if path.is_file() and path.suffix in {".py", ".md", ".csv"} and INBOX not in path.parents:
            assert not pattern.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.dear
def test_some_deliveries_tell_when_what_is_reported_happened() -> None:
    with_moment = {}
    for path in sorted(INBOX.glob("*/MeldDesk*")):
        rows = _read(path)
        if HAPPENED in rows:
            with_moment[path.stem] = rows
    assert len(with_moment) == 11, "all of the last twelve months but one"
    rows = pd.concat(with_moment.values(), ignore_index=True)
    assert 0.08 < rows[HAPPENED].eq("").mean() < 0.12
    told = _dates(rows.loc[rows[HAPPENED].ne(""), HAPPENED])
    reported = pd.to_datetime(rows["Datum melding"], format="%d-%m-%Y %H:%M", errors="coerce")
    lag = reported[told.index] - told
    assert lag.dropna().between(pd.Timedelta(0), pd.Timedelta(days=8)).all()
    at_midnight = told.eq(told.dt.normalize())
    assert 0.10 < at_midnight.mean() < 0.16, "a day without a time"
    night = told[~at_midnight].dt.hour.lt(6)
    by_kind = night.groupby(rows["Subcategorie"]).mean()
    assert by_kind["Geluid muziek"] > 2 * by_kind["Straatverlichting"]
