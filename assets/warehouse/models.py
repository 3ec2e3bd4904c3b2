"""The SQL models of `dbt_like_sql`: which ones there are, their dependencies and their order.

A file has one SELECT; its name is the name of its table; its leading comment gives its grain and
its purpose. Dependencies are read from the SQL itself. Running the models is the work of `build`.
"""

from __future__ import annotations

import graphlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from assets.deliveries.source import Kind
from assets.sources.registry import of_kind

SQL = Path(__file__).resolve().parents[2] / "dbt_like_sql"
LAYERS = ("staging", "intermediate", "marts")
DUTCH = "nl: "  # starts the part of a comment for the analyst
# The columns that the staging model of every source of rows must have.
ROW_COLUMNS = (
    "volgorde levering_id rijnummer sleutel leveringsmaand leveringscode maand code thema "
    "op_straatniveau straat_id straatnaam koppelmethode koppelscore tweede_keus tweede_keus_score "
    "controle_tekst suggesties buurtcode wijkcode buurt_van buurt_tot gebiedsmethode "
    "gebiedsscore gebiedsconflict adres_sleutel plaatsnaam"
).split()
# The same for every source of figures.
FIGURE_COLUMNS = (
    "volgorde levering_id ontvangen_op indicator_id gebied_code periode waarde is_voorlopig "
    "definitie_versie"
).split()


@dataclass(frozen=True)
class Query:
    """One SQL file. `layer`: its folder. `description`: its leading comment, for the maintainer.
    `dutch`: the part of it for the analyst."""

    name: str
    layer: str
    sql: str
    description: str
    depends_on: frozenset[str]
    dutch: str = ""

    @property
    def grain(self) -> str:
        """What one row is, for a model."""
        return self.description.removeprefix("Grain: ").split(". ")[0].rstrip(".")

    @property
    def blocks(self) -> bool:
        """Whether rows of this test stop the publication ([blocks])."""
        return "[blocks]" in self.description

    @property
    def warns(self) -> bool:
        """Whether rows of this test are only a warning ([warns]). If it neither blocks nor warns
        ([withholds]), they fail the gates: a part of the figures is not shown."""
        return "[warns]" in self.description


@lru_cache(maxsize=1)
def models() -> tuple[Query, ...]:
    """Every model, each after its dependencies; the order is always the same."""
    every = _queries(*LAYERS) + _unions()
    by_name = {query.name: query for query in every}
    sorter = graphlib.TopologicalSorter(
        {name: sorted(query.depends_on & by_name.keys()) for name, query in sorted(by_name.items())}
    )
    return tuple(by_name[name] for name in sorter.static_order())


def _unions() -> list[Query]:
    """The union of the staging models of all sources of one kind. It has no file, so that a new
    source changes no SQL."""
    return [
        _union(
            "stg_rijen",
            Kind.ROWS,
            ROW_COLUMNS,
            "Grain: one row per accepted row of any source of rows, with all its versions.",
            "Een rij per geaccepteerde rij van elke bron die geval voor geval levert, met elke "
            "versie ervan.",
        ),
        _union(
            "stg_cijfers",
            Kind.FIGURES,
            FIGURE_COLUMNS,
            "Grain: one row per figure that its source counted itself and delivery that holds it.",
            "Een rij per cijfer dat als cijfer is geleverd, van elke bron, en levering waarin het "
            "staat.",
        ),
    ]


def _union(name: str, kind: Kind, columns: list[str], description: str, dutch: str) -> Query:
    """`bron` is the name used by the tables that are joined to it: deliveries for rows, indicators
    for figures."""
    united = of_kind(kind)
    bron = {s.name: s.name if kind is Kind.ROWS else s.indicator_source for s in united}
    return Query(
        name=name,
        layer="staging",
        sql=" union all ".join(
            f"select '{bron[source.name]}' as bron, {', '.join(columns)} from {source.model}"
            for source in united
        ),
        description=description,
        depends_on=frozenset(source.model for source in united),
        dutch=dutch,
    )


@lru_cache(maxsize=1)
def views() -> tuple[Query, ...]:
    """Every view of the publication, each after those that it reads."""
    by_name = {query.name: query for query in _queries("views")}
    order = graphlib.TopologicalSorter({name: q.depends_on for name, q in by_name.items()})
    return tuple(by_name[name] for name in order.static_order() if name in by_name)


@lru_cache(maxsize=1)
def questions() -> dict[str, Query]:
    """The questions that can be asked of a publication, by name."""
    return {query.name: query for query in _queries("questions")}


@lru_cache(maxsize=1)
def checks() -> tuple[Query, ...]:
    """Every query of `tests/`; it must return no rows."""
    return tuple(_queries("tests"))


def seeds() -> dict[str, Path]:
    """Name -> file of each code table."""
    return {path.stem: path for path in sorted((SQL / "seeds").glob("*.csv"))}


def sources() -> frozenset[str]:
    """The tables that the models read and no model makes."""
    every = models()
    return frozenset().union(*(query.depends_on for query in every)) - {q.name for q in every}


def _queries(*layers: str) -> list[Query]:
    with duckdb.connect() as parser:
        return [
            Query(path.stem, layer, sql, english.strip(), read, dutch.strip())
            for layer in layers
            for path in sorted((SQL / layer).rglob("*.sql"), key=lambda path: path.name)
            for sql in [path.read_text("utf-8")]
            for english, _, dutch in [_leading_comment(sql).partition(DUTCH)]
            for read in [frozenset(parser.get_table_names(sql))]
        ]


def _leading_comment(sql: str) -> str:
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
