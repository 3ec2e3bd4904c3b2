"""The jobs: the whole, and one for each product. Each takes in what is new first."""

from __future__ import annotations

import dagster as dg

ALLES = "alles"
PRODUCTS = {
    "driehoek": (
        "driehoek_factsheet",
        "De factsheet van de Driehoek, met alles wat ervoor nodig is",
    ),
    "raad": ("raad_factsheet", "De factsheet van de raad, met alles wat ervoor nodig is"),
    "website": (
        "openbare_website",
        "De openbare cijfers en hun site, met alles wat ervoor nodig is",
    ),
}


def jobs() -> list[dg.UnresolvedAssetJobDefinition]:
    """Every job."""
    whole = dg.define_asset_job(
        ALLES,
        selection=dg.AssetSelection.all(),
        description="De hele keten: innemen, koppelen, tellen, controleren, publiceren",
    )
    products = [
        dg.define_asset_job(
            name,
            selection=dg.AssetSelection.assets(asset).upstream(),
            description=description,
        )
        for name, (asset, description) in PRODUCTS.items()
    ]
    return [whole, *products]
