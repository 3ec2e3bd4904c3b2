"""The tables that the models read and no model makes: code tables, staged rows, manifests, sources,
reference and settings. The models themselves are in `dbt_like_sql`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from assets.basis.naming import own_words
from assets.deliveries import measuring
from assets.deliveries.batch import FAULTS
from assets.linking.streets import StreetIndex
from assets.sources.melddesk.categories import meanings
from assets.sources.registry import SOURCES
from assets.warehouse.inputs import Inputs
from assets.warehouse.models import seeds
from schemas.configuration import Configuration

_SQL_TYPES = {"str": "varchar", "int64": "bigint", "float64": "double"}


def load(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Make every source table in `connection`."""
    for name, path in seeds().items():
        connection.execute(
            f"create table {name} as select * from read_csv(?, header=true, all_varchar=true, "
            "nullstr='')",
            [str(path)],
        )
    for source in SOURCES:
        _from_parquet(connection, source.asset, inputs.staged[source.name], source.columns)
    _accepted_rows(connection)
    _from_parquet(connection, "quarantaine_bestanden", inputs.quarantine, FAULTS)
    connection.execute(
        "create table quarantaine as select rijnummer, kolom, reden, soort, levering_id "
        "from quarantaine_bestanden"
    )
    verdicts = measuring.verdicts(
        connection,
        SOURCES,
        inputs.manifests,
        inputs.acceptances,
        inputs.configuration,
    )
    for name, frame in {**_frames(inputs), "leveringsoordelen": verdicts}.items():
        connection.register("_frame", frame)
        connection.execute(f"create table {name} as select * from _frame")
        connection.unregister("_frame")


def _from_parquet(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    files: tuple[Path, ...],
    columns: Mapping[str, str],
) -> None:
    """One table of many files. In a file without `levering_id`, its name provides the id."""
    declared = ", ".join(f"{column} {_SQL_TYPES[kind]}" for column, kind in columns.items())
    is_named = "levering_id" in columns
    connection.execute(
        f"create table {name} ({declared}{'' if is_named else ', levering_id varchar'})"
    )
    if not files:
        return
    named = "" if is_named else ", split_part(parse_filename(filename), '--', 1) as levering_id"
    connection.execute(
        f"insert into {name} by name select {', '.join(columns)}{named} "
        "from read_parquet(?, filename=true, hive_partitioning=false)",
        [[str(path) for path in files]],
    )


def _accepted_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """`geaccepteerde_rijen`: a row per delivery with at least one accepted row."""
    rows = " union all ".join(f"select levering_id from {source.asset}" for source in SOURCES)
    connection.execute(
        "create table geaccepteerde_rijen as "
        f"select levering_id, count(*) as aantal from ({rows}) group by levering_id"
    )


def _frames(inputs: Inputs) -> dict[str, pd.DataFrame]:
    reference = inputs.reference
    return {
        "manifesten": _manifests(inputs),
        "dekking": _coverage(inputs),
        "apart": pd.DataFrame(
            [(note.bestandsnaam, note.sha256, note.melding) for note in inputs.aside],
            columns=["bestandsnaam", "sha256", "melding"],
            dtype="str",
        ),
        "bronnen": source_table(inputs.configuration),
        "categorie_instellingen": _categories(inputs.configuration),
        "gebieden": reference.gebieden,
        "wijken": reference.wijken,
        "inwoners": reference.inwoners.astype("int64", errors="ignore")
        if reference.inwoners.empty
        else reference.inwoners.astype({"jaar": "int64", "inwoners": "int64"}),
        "straten_lijst": StreetIndex.current(reference),
        "instellingen": _settings(inputs),
    }


def source_table(configuration: Configuration) -> pd.DataFrame:
    """`bronnen`: a row per source, in the order of the registry.

    bron, naam (for readers), indicatorbron (its name in `indicatoren.bron`), soort (rijen, cijfers
    or teksten), maandelijks (whether a month can be missing), naast_elkaar (whether each of its
    systems is a stream), plaatsvervanger_van (the source that its figures replace if that source
    delivers nothing), herzien_als, volgorde.
    """
    frame = pd.DataFrame(
        [
            {
                "bron": source.name,
                "naam": source.title,
                "indicatorbron": source.indicator_source,
                "soort": source.kind.value,
                "maandelijks": source.monthly,
                "naast_elkaar": source.side_by_side(configuration),
                "plaatsvervanger_van": source.stands_in_for or None,
                "herzien_als": source.revised_as or None,
                "volgorde": order,
            }
            for order, source in enumerate(SOURCES)
        ]
    )
    texts = frame.columns.difference(["maandelijks", "naast_elkaar", "volgorde"])
    return frame.astype(dict.fromkeys(texts, "str"))


def _manifests(inputs: Inputs) -> pd.DataFrame:
    """`manifesten`: a row per delivery. `bestandsnaam`: as it may be shown. `ontvangst_nr`: its
    place in the order of receipt. `bestand_nr`: the same for files of the same name in the archive.
    """
    names = "levering_id bron sha256 ontvangen_op ontvangen_volgens meldsysteem rijen".split()
    words = own_words(inputs.configuration.gemeente.naam)
    frame = pd.DataFrame(
        [[getattr(manifest, name) for name in names] for manifest in inputs.manifests],
        columns=names,
    )
    archived = pd.Series(
        [manifest.bestandsnaam.lower() for manifest in inputs.manifests], dtype="str"
    )
    frame["bestandsnaam"] = [manifest.public_name(words) for manifest in inputs.manifests]
    in_order = sorted(inputs.manifests, key=lambda manifest: manifest.order)
    numbers = {manifest.levering_id: number for number, manifest in enumerate(in_order)}
    frame["ontvangst_nr"] = [numbers[manifest.levering_id] for manifest in inputs.manifests]
    frame["bestand_nr"] = pd.factorize(archived)[0]
    whole = dict.fromkeys(("rijen", "ontvangst_nr", "bestand_nr"), "int64")
    texts = dict.fromkeys(frame.columns.difference(["ontvangen_op", *whole]), "str")
    return frame.astype(texts | whole | {"ontvangen_op": "datetime64[us]"})


def _coverage(inputs: Inputs) -> pd.DataFrame:
    """A row per delivery, month that it covers and code to which it is limited."""
    rows = [
        (manifest.levering_id, month, code)
        for manifest in inputs.manifests
        for month in manifest.maanden
        for code in (manifest.codes or [None])
    ]
    return pd.DataFrame(rows, columns=["levering_id", "maand", "code"], dtype="str")


def _categories(configuration: Configuration) -> pd.DataFrame:
    rows = [
        (main, sub, theme)
        for category, theme in configuration.melddesk.categorieen.items()
        for main, sub in meanings(category)
    ]
    return pd.DataFrame(rows, columns=["hoofdcategorie", "subcategorie", "thema"], dtype="str")


def _settings(inputs: Inputs) -> pd.DataFrame:
    configuration, figures = inputs.configuration, inputs.configuration.cijfers
    issue = inputs.issue or ""
    known_until = date.fromisoformat(inputs.known_until)
    return pd.DataFrame(
        {
            "gemeentecode": pd.Series([configuration.gemeente.code], dtype="str"),
            "gemeentenaam": pd.Series([configuration.gemeente.naam], dtype="str"),
            "peildatum": pd.to_datetime(pd.Series([inputs.as_of])).dt.as_unit("s"),
            "kennis_tot": pd.to_datetime(pd.Series([known_until])).dt.as_unit("s"),
            "driehoek_tot": pd.Series([issue[-7:] if "--" in issue else None], dtype="str"),
            "raad_periode": pd.Series([issue if "-H" in issue else None], dtype="str"),
            "voorlopige_maanden": [figures.voorlopige_maanden],
            "minimum_inwoners": [figures.minimum_inwoners],
            "minimum_aantal": [figures.minimum_aantal],
            "minimum_gekoppeld": [figures.minimum_gekoppeld],
            "waarschuwing_gekoppeld": [figures.waarschuwing_gekoppeld],
        }
    )
