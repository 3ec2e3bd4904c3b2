"""Door of the reference: the areas and streets of the municipality."""

from collections.abc import Iterator

import dagster as dg

from assets.deliveries.work import Work
from assets.reference.tables import load_reference

_TABLES = {
    "buurten_lijst": "Buurten met hun CBS-code, en de periode waarin die code geldt",
    "wijken": "Wijken met hun CBS-code, en de periode waarin die code geldt",
    "kaartplaatsen": "Waar elke buurt op een kaart staat: haar tegel, en haar omtrek als die er is",
    "inwoners": "Inwoners per buurt en jaar, door het CBS afgerond op vijftallen",
    "straten_lijst": "Straten van de gemeente. Zonder stratenlijst is deze tabel leeg en komen de "
    "straten uit de leveringen",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(name, group_name="referentie", description=text, kinds={"csv"})
        for name, text in _TABLES.items()
    ],
    name="referentie",
)
def reference(werk: dg.ResourceParam[Work]) -> Iterator[dg.MaterializeResult]:
    """Read the reference files in the settings."""
    with werk.station("het lezen van de referentie"):
        tables = load_reference(werk.configuration)
    rows = {
        "buurten_lijst": len(tables.gebieden),
        "wijken": len(tables.wijken),
        "kaartplaatsen": len(tables.indelingen[-1].buurten),
        "inwoners": len(tables.inwoners),
        "straten_lijst": 0 if tables.straten is None else len(tables.straten),
    }
    for name in _TABLES:
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": rows[name], "versie": tables.versie},
            data_version=dg.DataVersion(tables.versie),
        )
