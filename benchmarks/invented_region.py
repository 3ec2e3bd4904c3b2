"""A region of invented municipalities, for measuring and for the tests: settings, reference, one
police file a month for all of them, and reports of each its own. No row describes a real event.

A municipality gets a share of the rows of the sample, by its inhabitants, on streets and in
neighbourhoods that bear its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from assets.reference.files import SEEDS
from assets.reference.municipalities import municipalities
from assets.sources.registry import layouts
from benchmarks.invented import LAST, months_of_sample, moved_to
from schemas.configuration import Configuration

# Zuid-Limburg: code -> inhabitants, invented, in the order of the real ones.
ZUID_LIMBURG = {
    "GM0882": 37_000,
    "GM0888": 16_000,
    "GM0899": 28_000,
    "GM0917": 87_000,
    "GM0928": 45_000,
    "GM0935": 120_000,
    "GM0938": 19_000,
    "GM0965": 10_000,
    "GM0971": 25_000,
    "GM0981": 10_000,
    "GM0986": 12_000,
    "GM0994": 16_500,
    "GM1729": 14_000,
    "GM1883": 92_000,
    "GM1903": 26_000,
    "GM1954": 36_000,
}
_SAMPLE_PEOPLE = 122_655
_BUURTEN = 4
_ELSEWHERE = {"gemeente": ("Roermond", "Nergenshuizen", ""), "rows": 30}  # a month


def write_region(
    folder: Path, people: Mapping[str, int] = ZUID_LIMBURG, years: int = 3, share: float = 1.0
) -> int:
    """Write REGIO.toml with all that it names; the number of rows of deliveries. `share`: of the
    rows that municipalities of this size would have."""
    names = {each.code: each.name for each in municipalities() if each.code in people}
    streets = pd.read_csv(SEEDS / "GM0935" / "straten.csv", dtype="str")["straatnaam"]
    for code, number in people.items():
        _write_municipality(folder / code, code, names[code], number, streets)
    _write_settings(folder, names)
    shipped = {layout.source: layout for layout in reversed(layouts(Configuration()))}
    rows = 0
    for source, known in months_of_sample().items():
        for month in pd.period_range(end=LAST, periods=12 * years, freq="M"):
            parts = {
                code: _rows_of(
                    source, moved_to(source, known, month), names[code], number, share, streets
                )
                for code, number in people.items()
            }
            day = f"{(month + 1).start_time:%Y-%m}-08"
            headers = {field.name: field.headers[0] for field in shipped[source].fields}
            if source == "politie":
                joint = pd.concat([*parts.values(), _from_elsewhere(parts)], ignore_index=True)
                parts = {"": joint.sample(frac=1, random_state=1)}
            for code, frame in parts.items():
                inbox = folder / (f"{code}/data/inbox" if code else "regio/inbox") / day
                inbox.mkdir(parents=True, exist_ok=True)
                frame.rename(columns=headers).to_csv(
                    inbox / f"{source} {month}.csv", sep=";", index=False, encoding="utf-8-sig"
                )
                rows += len(frame)
    return rows


def _rows_of(
    source: str, sample: pd.DataFrame, name: str, people: int, share: float, streets: pd.Series
) -> pd.DataFrame:
    """A share of the rows of a month of the sample, moved to streets of one municipality."""
    part = share * people / _SAMPLE_PEOPLE
    seed = sum(map(ord, name))
    rows = sample.sample(frac=part, replace=part > 1, random_state=seed).reset_index(drop=True)
    number = "incidentnummer" if source == "politie" else "meldingnummer"
    place = pd.Series(range(len(rows)), dtype="int64")
    changed = {
        number: rows[number] + "-" + place.astype("str"),
        "straat": streets.iloc[(place * 7 + seed) % len(streets)].to_numpy(),
        "plaats": name,
        "buurt": "Buurt " + (1 + place % _BUURTEN).astype("str"),
        "postcode": "",
        "x": "",
        "y": "",
    }
    if source == "politie":
        changed["gemeente"] = name
    return rows.assign(**changed)


def _from_elsewhere(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of no municipality of the region, some without any."""
    some = next(iter(parts.values()))
    rows = some.sample(_ELSEWHERE["rows"], replace=True, random_state=3).reset_index(drop=True)
    names = [_ELSEWHERE["gemeente"][place % 3] for place in range(len(rows))]
    number = [f"{text}-e{place}" for place, text in enumerate(rows["incidentnummer"])]
    return rows.assign(incidentnummer=number, gemeente=names, plaats=names)


def _write_municipality(
    folder: Path, code: str, name: str, people: int, streets: pd.Series
) -> None:
    (folder / "data" / "inbox").mkdir(parents=True, exist_ok=True)
    areas = [f"BU{code[2:]}000{number}" for number in range(_BUURTEN)]
    pd.DataFrame(
        {
            "gemeentecode": code,
            "gemeentenaam": name,
            "buurtcode": areas,
            "buurtnaam": [f"Buurt {number + 1}" for number in range(_BUURTEN)],
            "wijkcode": f"WK{code[2:]}00",
            "wijknaam": "Wijk 00",
        }
    ).to_csv(folder / "buurten.csv", index=False)
    pd.DataFrame(
        [(area, year, people // _BUURTEN) for area in areas for year in range(2010, 2021)],
        columns=["buurtcode", "jaar", "inwoners"],
    ).to_csv(folder / "inwoners.csv", index=False)
    pd.DataFrame({"gemeentecode": code, "straatnaam": streets, "woonplaats": name}).to_csv(
        folder / "straten.csv", index=False
    )
    (folder / "veiligheidsbeeld.toml").write_text(
        f'[gemeente]\ncode = "{code}"\nnaam = "{name}"\n\n[referentie]\nbuurten = "buurten.csv"\n'
        'inwoners = "inwoners.csv"\nstraten = "straten.csv"\njaar = 2019\n',
        "utf-8",
    )


def _write_settings(folder: Path, names: Mapping[str, str]) -> None:
    lines = ['[regio]\nnaam = "Zuid-Limburg"\n']
    for code in names:
        lines.append(
            f'[gemeenten.{code}]\ninstellingen = "{code}/veiligheidsbeeld.toml"\n'
            f'home = "{code}/data"\n'
        )
    (folder / "REGIO.toml").write_text("\n".join(lines), "utf-8")
