"""Dagster asset to inspect the linking index. Linking itself runs during staging."""

import dagster as dg

from assets.deliveries.work import Work
from assets.linking.alike_streets import alike_streets
from assets.linking.linking import linker_for
from assets.linking.names import fold
from assets.linking.streets import StreetIndex


@dg.asset(
    deps=["buurten_lijst", "straten_lijst"],
    group_name="koppelen",
    kinds={"python"},
    description="De straten en gebieden waaraan registraties en meldingen worden gekoppeld. Het "
    "koppelen zelf gebeurt in het geheugen, bij het inlezen: huisnummer, postcode en punt worden "
    "niet bewaard.",
)
def koppelindex(werk: dg.ResourceParam[Work]) -> dg.MaterializeResult:
    """Build the index of streets and areas, and report its size and ambiguity."""
    with werk.station("het maken van de koppelindex"):
        linker = linker_for(werk.configuration)
        streets = StreetIndex.streets(linker.reference)
    keys = streets["straatnaam"].map(fold)
    return dg.MaterializeResult(
        metadata={
            "straten": len(streets),
            "namen die meer dan één straat kunnen zijn": int(keys.duplicated(keep=False).sum()),
            "straten die er één lijken": len(alike_streets(linker.reference)),
            "besluiten over teksten": len(linker.rulings.in_force()),
            "lijst van de gemeente": linker.reference.straten is not None,
            "omtrekken van buurten": any(
                division.omtrekken is not None for division in linker.reference.indelingen
            ),
            "indelingen": len(linker.reference.indelingen),
        },
        data_version=dg.DataVersion(linker.reference.versie),
    )
