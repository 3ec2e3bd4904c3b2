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
from assets.deliveries.frozen import counts_of, faults_of
from assets.deliveries.order import copy_of
from assets.linking.alike_streets import alike_by_id
from assets.linking.names import street_id
from assets.linking.streets import StreetIndex
from assets.reference.map_places import map_places
from assets.reference.tables import Reference
from assets.sources.melddesk.categories import meanings
from assets.sources.registry import SOURCES
from assets.sources.themes import indicators_of_themes, own_themes, parts_of_themes
from assets.warehouse.inputs import Inputs
from assets.warehouse.models import seeds
from schemas.configuration import Configuration
from schemas.interpretation import ENTERED

_SQL_TYPES = {"str": "varchar", "int64": "bigint", "float64": "double"}


def load(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Make every source table in `connection`."""
    load_seeds(connection, seeds())
    for source in SOURCES:
        _from_parquet(connection, source.asset, inputs.staged[source.name], source.columns)
    _frozen_rows(connection, inputs)
    _accepted_rows(connection)
    _from_parquet(connection, "quarantaine_bestanden", inputs.quarantine, FAULTS)
    _frozen_faults(connection, inputs)
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
        _put(connection, name, frame)


def _put(connection: duckdb.DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    connection.register("_frame", frame)
    connection.execute(f"create table {name} as select * from _frame")
    connection.unregister("_frame")


def load_seeds(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> None:
    """Make a table of each of these code tables, all of it text."""
    for name, path in files.items():
        connection.execute(
            f"create table {name} as select * from read_csv(?, header=true, all_varchar=true, "
            """nullstr='', delim=',', quote='"', escape='"')""",
            [str(path)],
        )


def _from_parquet(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    files: tuple[Path, ...],
    columns: Mapping[str, str],
) -> None:
    """One table of many files. In a file without `levering_id`, its name provides the id.

    A column that an earlier program did not make yet is null: once the bytes of a delivery were
    removed, its rows cannot be made anew.
    """
    declared = ", ".join(f"{column} {_SQL_TYPES[kind]}" for column, kind in columns.items())
    is_named = "levering_id" in columns
    connection.execute(
        f"create table {name} ({declared}{'' if is_named else ', levering_id varchar'})"
    )
    if not files:
        return
    named = "" if is_named else ", split_part(parse_filename(filename), '--', 1) as levering_id"
    paths = [[str(path) for path in files]]
    rows = "read_parquet(?, filename=true, hive_partitioning=false, union_by_name=true)"
    present = {row[0] for row in connection.execute(f"describe from {rows}", paths).fetchall()}
    chosen = ", ".join(column for column in columns if column in present)
    connection.execute(f"insert into {name} by name select {chosen}{named} from {rows}", paths)


def _frozen_rows(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Add as many rows as were counted, numbered anew, each with a key that says nothing.

    Also makes `bevroren_leveringen` (the deliveries whose rows were removed) and
    `bevroren_stukken` (between which deliveries such a row counts, where another one decided that).
    """
    connection.execute("create table bevroren_leveringen (levering_id varchar, bevroren_op date)")
    connection.execute(
        "create table bevroren_stukken "
        "(levering_id varchar, rijnummer bigint, van_levering varchar, tot_levering varchar)"
    )
    for note in inputs.frozen:
        connection.execute(
            "insert into bevroren_leveringen values (?, ?::date)",
            [note.levering_id, note.bevroren_op],
        )
        counts = str(counts_of(inputs.home, note.bron, note.levering_id))
        connection.execute(
            "create or replace temp table _bevroren as "
            "select * exclude (aantal, regel), row_number() over (order by regel) as rijnummer "
            "from (select *, file_row_number as regel, unnest(range(aantal)) as nummer from "
            "read_parquet(?, file_row_number=true, hive_partitioning=false))",
            [counts],
        )
        connection.execute(
            f"insert into staged_{note.bron} by name "
            "select * exclude (stukken, nummer, file_row_number), "
            "'bevroren:' || levering_id || ':' || rijnummer as sleutel from _bevroren"
        )
        connection.execute(
            "insert into bevroren_stukken select levering_id, rijnummer, "
            "split_part(stuk, '>', 1), nullif(split_part(stuk, '>', 2), '') from "
            "(select levering_id, rijnummer, unnest(string_split(stukken, '|')) as stuk "
            "from _bevroren where stukken is not null)"
        )
    connection.execute("drop table if exists _bevroren")


def _frozen_faults(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Add as many faults as were counted, each in a row of its own."""
    for note in inputs.frozen:
        connection.execute(
            "insert into quarantaine_bestanden by name select kolom, reden, soort, "
            "row_number() over () as rijnummer, ? as levering_id from "
            "(select *, unnest(range(aantal)) as nummer from "
            "read_parquet(?, hive_partitioning=false))",
            [note.levering_id, str(faults_of(inputs.home, note.bron, note.levering_id))],
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
        "thema_instellingen": own_themes(inputs.configuration),
        "thema_delen": parts_of_themes(inputs.configuration),
        "indicator_instellingen": indicators_of_themes(inputs.configuration),
        "buurten_lijst": reference.gebieden,
        "wijken": reference.wijken,
        "kaartplaatsen": map_places(reference.indelingen[-1], reference.gemeentecode),
        "inwoners": reference.inwoners.astype("int64", errors="ignore")
        if reference.inwoners.empty
        else reference.inwoners.astype({"jaar": "int64", "inwoners": "int64"}),
        "straten_lijst": _streets(reference),
        "instellingen": _settings(inputs),
    }


def _streets(reference: Reference) -> pd.DataFrame:
    """The list of streets, each also with the id that it has in a list without ids, and the names
    of the streets that it may be one with (`lijkt_op`)."""
    streets = StreetIndex.current(reference)
    derived = [
        street_id(reference.gemeentecode, street.woonplaats, street.straatnaam)
        for street in streets.itertuples()
    ]
    return streets.assign(
        afgeleid_id=pd.Series(derived, index=streets.index, dtype="str"),
        lijkt_op=streets["straat_id"].map(alike_by_id(reference)).astype("str"),
    )


def source_table(configuration: Configuration) -> pd.DataFrame:
    """`bronnen`: a row per source, in the order of the registry.

    bron, naam (for readers), indicatorbron (its name in `indicatoren.bron`), soort (rijen, cijfers
    or teksten), maandelijks (whether a month can be missing), per_thema
    (whether straatbeeld and the hotspots show its rows), naast_elkaar (whether each of its
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
                "per_thema": source.by_theme,
                "naast_elkaar": source.side_by_side(configuration),
                "plaatsvervanger_van": source.stands_in_for or None,
                "herzien_als": source.revised_as or None,
                "volgorde": order,
            }
            for order, source in enumerate(SOURCES)
        ]
    )
    texts = frame.columns.difference(["maandelijks", "per_thema", "naast_elkaar", "volgorde"])
    return frame.astype(dict.fromkeys(texts, "str"))


def _manifests(inputs: Inputs) -> pd.DataFrame:
    """`manifesten`: a row per delivery. `bestandsnaam`: as it may be shown. `rang` numbers
    the deliveries of one source from old to new: which source came first says nothing.
    `bestand_nr` is the same for all versions and copies of one file. `is_invoer`: whether it is an
    entry of the form.
    """
    names = "levering_id bron sha256 ontvangen_op ontvangen_volgens meldsysteem rijen".split()
    words = own_words(inputs.configuration.gemeente.naam)
    in_order = sorted(inputs.manifests, key=lambda manifest: manifest.order)
    frame = pd.DataFrame(
        [[getattr(manifest, name) for name in names] for manifest in in_order], columns=names
    )
    originals = pd.Series([copy_of(manifest.bestandsnaam)[0] for manifest in in_order], dtype="str")
    frame = frame.assign(
        bestandsnaam=[manifest.public_name(words) for manifest in in_order],
        rang=frame.groupby("bron").cumcount() + 1,
        bestand_nr=originals.factorize(sort=True)[0],
        is_invoer=pd.Series([ENTERED in manifest.velden for manifest in in_order], dtype="bool"),
    )
    numbers = dict.fromkeys(("rijen", "rang", "bestand_nr"), "int64")
    types = numbers | {"ontvangen_op": "datetime64[us]", "is_invoer": "bool"}
    return frame.astype(dict.fromkeys(frame.columns.difference(list(types)), "str") | types)


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
