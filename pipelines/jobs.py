"""The jobs: everything, and one for each product, which start by taking in new deliveries; and the
one that proposes what to remove.
"""

from __future__ import annotations

import dagster as dg

from pipelines.proposing import proposal_job

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


def jobs() -> list[dg.UnresolvedAssetJobDefinition | dg.JobDefinition]:
    """Every job."""
    whole = dg.define_asset_job(
        ALLES,
        selection=dg.AssetSelection.all(),
        description="De hele keten: innemen, koppelen, tellen, controleren, publiceren",
    )
    products = [
        dg.define_asset_job(
            name,
            selection=_needed_for(asset),
            description=description,
        )
        for name, (asset, description) in PRODUCTS.items()
    ]
    return [whole, *products, proposal_job]


def _needed_for(asset: str) -> dg.AssetSelection:
    """An asset and everything upstream. The tables of the warehouse are made all or none, so
    whatever is upstream of any of them is needed too."""
    needed = dg.AssetSelection.assets(asset).upstream()
    return needed.required_multi_asset_neighbors().upstream()
