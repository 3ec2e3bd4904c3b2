"""Door of the reference: the areas and streets of the municipality, and its registers."""

from collections.abc import Iterator

import dagster as dg
import pandas as pd

from assets.basis import names
from assets.deliveries.staging import fingerprint, stage
from assets.formats import periods
from assets.reference import names_of_areas
from assets.reference.tables import SEEDS, load_reference
from assets.sources.registers import figures as rules
from assets.sources.team import rows as team_rules
from assets.sources.veiligheidsmonitor import figures as survey_rules
from schemas import registers, survey, team
from schemas.configuration import Configuration
from schemas.layout import Layout

_TABLES = {
    "gebieden": "Buurten met hun CBS-codes, en wanneer een code welke buurt is",
    "wijken": "Wijken met hun CBS-codes, en wanneer een code welke wijk is",
    "inwoners": "Inwoners per buurt en jaar, door het CBS afgerond op 5",
    "straten_lijst": "Straten van de gemeente; zonder lijst leeg, dan komen ze uit de leveringen",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(name, group_name="referentie", description=text, kinds={"csv"})
        for name, text in _TABLES.items()
    ],
    required_resource_keys={"werk"},
    name="referentie",
)
def reference(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
    """Read the reference that the settings name."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het lezen van de referentie"):
        tables = load_reference(work.configuration)
    rows = {
        "gebieden": len(tables.gebieden),
        "wijken": len(tables.wijken),
        "inwoners": len(tables.inwoners),
        "straten_lijst": 0 if tables.straten is None else len(tables.straten),
    }
    for name in _TABLES:
        yield dg.MaterializeResult(
            asset_key=name,
            metadata={"dagster/row_count": rows[name], "versie": tables.versie},
            data_version=dg.DataVersion(tables.versie),
        )


@dg.asset(
    deps=["archief", "gebieden", "wijken"],
    group_name="referentie",
    kinds={"parquet"},
    required_resource_keys={"werk"},
    description="Cijfers uit registers: een getal per indicator, gebied en periode.",
)
def staged_registers(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Stage every register that is not staged yet."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het verwerken van de registers"):
        indicators = pd.read_csv(SEEDS / "indicator_lijst.csv", dtype="str")
        indicators = indicators.loc[indicators["bron"].eq("register"), ["indicator_id", "naam"]]
        others = pd.read_csv(SEEDS / "indicator_namen.csv", dtype="str")
        municipality, areas = _named_areas(work.configuration)
        done = stage(
            work.home,
            registers.LAYOUT,
            fingerprint(
                (registers, rules, names_of_areas, names, periods),
                indicators.to_csv(),
                others.to_csv(),
                municipality,
                sorted((name, sorted(codes)) for name, codes in areas.items()),
            ),
            lambda batch: rules.register_figures(batch, indicators, others, areas, municipality),
            work.tables,
        )
    return dg.MaterializeResult(metadata={"leveringen": done.total, "nieuw": len(done.made)})


_TEAM = {
    "duiding": "Duiding van cijfers door het veiligheidsteam: tekst, auteur en dag.",
    "doelen": "Doelen van het meerjarenprogramma: indicator, nulmeting en streefwaarde.",
    "hotspotaanpak": "Straten waar de hotspotaanpak loopt, en sinds wanneer.",
}


def team_assets() -> list[dg.AssetsDefinition]:
    """The assets of what the safety team itself writes, one a file."""
    return [_team_asset(layout) for layout in team.LAYOUTS]


def _team_asset(layout: Layout) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"staged_{layout.source}",
        deps=["archief", *(["straten_lijst"] if layout is team.APPROACH else [])],
        group_name="referentie",
        kinds={"parquet"},
        required_resource_keys={"werk"},
        description=_TEAM[layout.source],
    )
    def staged(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        work = context.resources.werk.of_run(context.run.tags)
        with work.station(f"het verwerken van de {layout.title}"):
            tables = {
                name: pd.read_csv(SEEDS / f"{name}.csv", dtype="str", keep_default_na=False)
                for name in ("indicator_lijst", "thema_lijst", "hoofddoelen", "indicator_kenmerken")
            }
            known = team_rules.known_names(
                *tables.values(),
                work.configuration.gemeente.code,
                load_reference(work.configuration).straten,
            )
            make = team_rules.MAKERS[layout.source]
            done = stage(
                work.home,
                layout,
                fingerprint((team, team_rules), known.mark),
                lambda batch: make(batch, known),
                work.tables,
            )
        return dg.MaterializeResult(metadata={"leveringen": done.total, "nieuw": len(done.made)})

    return staged


@dg.asset(
    deps=["archief", "gebieden", "wijken"],
    group_name="referentie",
    kinds={"parquet"},
    required_resource_keys={"werk"},
    description="Uitkomsten van de Veiligheidsmonitor: een getal per indicator, gebied en jaar, "
    "met het 95 %-interval waar dat bekend is.",
)
def staged_veiligheidsmonitor(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Stage every delivery of the survey that is not staged yet."""
    work = context.resources.werk.of_run(context.run.tags)
    with work.station("het verwerken van de Veiligheidsmonitor"):
        code, areas = _named_areas(work.configuration)
        done = stage(
            work.home,
            survey.layout(code, work.configuration.gemeente.naam),
            fingerprint(
                (survey, survey_rules, names_of_areas, names, periods),
                code,
                sorted((name, sorted(codes)) for name, codes in areas.items()),
            ),
            lambda batch: survey_rules.survey_figures(batch, areas, code),
            work.tables,
        )
    return dg.MaterializeResult(metadata={"leveringen": done.total, "nieuw": len(done.made)})


def _named_areas(configuration: Configuration) -> tuple[str, dict[str, set[str]]]:
    """The code of the municipality, and the codes that each name of an area in it can be."""
    code, name = configuration.gemeente.code, configuration.gemeente.naam
    return code, names_of_areas.area_names(load_reference(configuration), code, name)
