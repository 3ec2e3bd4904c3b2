"""All that the models read, and the one mark of it: same mark, same tables.

The staged files, the manifests, the reference, the code tables and the settings of figures.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries import gates, history, measuring
from assets.deliveries.acceptance import Acceptance, acceptances
from assets.deliveries.archive import Manifest, SetAside, manifests, set_aside
from assets.deliveries.staging import FAULTS, staged_files
from assets.linking.streets import StreetIndex
from assets.reference.tables import Reference
from assets.sources.melddesk import reports as melddesk
from assets.sources.melddesk.categories import meanings
from assets.sources.politie import registrations
from assets.sources.politie_open_data import figures as open_data
from assets.sources.registers import figures as registers
from assets.sources.team import rows as team
from assets.sources.veiligheidsmonitor import figures as survey
from assets.warehouse.models import checks, models, seeds
from schemas.configuration import Configuration

_STAGED = {
    "politie": registrations.STAGED,
    "melddesk": melddesk.STAGED,
    "registers": registers.STAGED,
    "politie_open_data": open_data.STAGED,
    **team.STAGED,
    "veiligheidsmonitor": survey.STAGED,
}
# A later room makes tables out of these under the same mark; other rules there, another mark.
_LATER_RULES = Path(__file__).parents[1] / "indicators"
_SQL_TYPES = {"str": "varchar", "int64": "bigint", "float64": "double"}


@dataclass(frozen=True)
class Inputs:
    """One set of inputs. `mark` tells it from every other."""

    manifests: tuple[Manifest, ...]
    aside: tuple[SetAside, ...]
    staged: dict[str, tuple[Path, ...]]
    quarantine: tuple[Path, ...]
    reference: Reference
    configuration: Configuration
    as_of: str | None
    mark: str
    acceptances: tuple[Acceptance, ...] = ()
    issue: str | None = None

    @property
    def known_until(self) -> str:
        """The reference date: as asked, else the day of the newest delivery or acceptance (never
        today, so that the same archive always gives the same tables)."""
        received = (manifest.ontvangen_op[:10] for manifest in self.manifests)
        given = (acceptance.geaccepteerd_op for acceptance in self.acceptances)
        return self.as_of or max(*received, *given, "1970-01-01", "1970-01-01")


def gather(home: Home, configuration: Configuration, reference: Reference) -> Inputs:
    """The inputs of this moment. Raises `AnalystError` where a delivery was not staged."""
    every = tuple(
        manifest
        for manifest in manifests(home)
        if home.as_of is None or manifest.ontvangen_op[:10] <= home.as_of
    )
    staged, quarantine = {}, []
    for source in _STAGED:
        files = staged_files(home.staged(source))
        wanted = [manifest for manifest in every if manifest.bron == source]
        for manifest in wanted:
            if manifest.levering_id not in files:
                raise AnalystError(
                    f"«{manifest.bestandsnaam}» is wel gearchiveerd maar niet verwerkt. "
                    "Start de hele taak opnieuw: veiligheidsbeeld run."
                )
        staged[source] = tuple(files[manifest.levering_id] for manifest in wanted)
        faults = staged_files(home.quarantine(source))
        quarantine += [faults[manifest.levering_id] for manifest in wanted]
    aside = tuple(set_aside(home)) if home.as_of is None else ()
    given = acceptances(home)
    parts = [
        [path.name for paths in staged.values() for path in paths],
        [(manifest.levering_id, manifest.ontvangen_op, manifest.maanden) for manifest in every],
        [(note.bestandsnaam, note.melding) for note in aside],
        [vars(acceptance) for acceptance in given],
        [inspect.getsource(module) for module in (gates, history, measuring)],
        [path.read_text("utf-8") for path in sorted(_LATER_RULES.glob("*.py"))],
        [(query.name, query.sql) for query in (*models(), *checks())],
        [(name, path.read_text("utf-8")) for name, path in seeds().items()],
        reference.versie,
        configuration.model_dump_json(include={"gemeente", "cijfers", "melddesk", "leveringen"}),
        home.as_of,
        home.issue,
    ]
    mark = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
    return Inputs(
        manifests=every,
        aside=aside,
        staged=staged,
        quarantine=tuple(quarantine),
        reference=reference,
        configuration=configuration,
        as_of=home.as_of,
        mark=mark,
        acceptances=given,
        issue=home.issue,
    )


def load(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    """Make every source table in `connection`."""
    for name, path in seeds().items():
        connection.execute(
            f"create table {name} as select * from read_csv(?, header=true, all_varchar=true, "
            "nullstr='')",
            [str(path)],
        )
    for source, columns in _STAGED.items():
        _from_parquet(connection, f"staged_{source}", inputs.staged[source], columns)
    _from_parquet(connection, "quarantaine_bestanden", inputs.quarantine, FAULTS)
    connection.execute(
        "create table quarantaine as select rijnummer, kolom, reden, soort, levering_id "
        "from quarantaine_bestanden"
    )
    verdicts = measuring.verdicts(
        connection,
        inputs.manifests,
        inputs.acceptances,
        inputs.configuration.leveringen,
        inputs.configuration.melddesk.naast_elkaar,
    )
    for name, frame in {**_frames(inputs), "leveringsoordelen": verdicts}.items():
        connection.register("_frame", frame)
        connection.execute(f"create table {name} as select * from _frame")
        connection.unregister("_frame")


def _from_parquet(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    files: tuple[Path, ...],
    columns: dict[str, str],
) -> None:
    declared = ", ".join(f"{column} {_SQL_TYPES[kind]}" for column, kind in columns.items())
    extra = "" if "levering_id" in columns else ", levering_id varchar"
    connection.execute(f"create table {name} ({declared}{extra})")
    if not files:
        return
    named = (
        ""
        if "levering_id" in columns
        else ", split_part(parse_filename(filename), '--', 1) as levering_id"
    )
    connection.execute(
        f"insert into {name} by name select {', '.join(columns)}{named} "
        "from read_parquet(?, filename=true, hive_partitioning=false)",
        [[str(path) for path in files]],
    )


def _frames(inputs: Inputs) -> dict[str, pd.DataFrame]:
    reference, configuration = inputs.reference, inputs.configuration
    received = pd.to_datetime([m.ontvangen_op for m in inputs.manifests]).as_unit("us")
    known_until = date.fromisoformat(inputs.known_until)
    settings = configuration.cijfers
    text = {"dtype": "str"}
    asked = inputs.issue or ""
    half_year = asked if "-H" in asked else None
    coverage = [
        (m.levering_id, month, code)
        for m in inputs.manifests
        for month in m.maanden
        for code in (m.codes or [None])
    ]
    categories = [
        (main, sub, theme)
        for category, theme in configuration.melddesk.categorieen.items()
        for main, sub in meanings(category)
    ]
    return {
        "manifesten": pd.DataFrame(
            {
                "levering_id": pd.Series([m.levering_id for m in inputs.manifests], **text),
                "bron": pd.Series([m.bron for m in inputs.manifests], **text),
                "bestandsnaam": pd.Series([m.bestandsnaam for m in inputs.manifests], **text),
                "sha256": pd.Series([m.sha256 for m in inputs.manifests], **text),
                "ontvangen_op": received,
                "ontvangen_volgens": pd.Series(
                    [m.ontvangen_volgens for m in inputs.manifests], **text
                ),
                "meldsysteem": pd.Series([m.meldsysteem for m in inputs.manifests], **text),
                "rijen": pd.Series([m.rijen for m in inputs.manifests], dtype="int64"),
            }
        ),
        "dekking": pd.DataFrame(coverage, columns=["levering_id", "maand", "code"], dtype="str"),
        "apart": pd.DataFrame(
            [(note.bestandsnaam, note.sha256, note.melding) for note in inputs.aside],
            columns=["bestandsnaam", "sha256", "melding"],
            dtype="str",
        ),
        "categorie_instellingen": pd.DataFrame(
            categories, columns=["hoofdcategorie", "subcategorie", "thema"], dtype="str"
        ),
        "gebieden": reference.gebieden,
        "wijken": reference.wijken,
        "inwoners": reference.inwoners.astype("int64", errors="ignore")
        if reference.inwoners.empty
        else reference.inwoners.astype({"jaar": "int64", "inwoners": "int64"}),
        "straten_lijst": StreetIndex.current(reference),
        "instellingen": pd.DataFrame(
            {
                "gemeentecode": pd.Series([configuration.gemeente.code], **text),
                "gemeentenaam": pd.Series([configuration.gemeente.naam], **text),
                "peildatum": pd.to_datetime(pd.Series([inputs.as_of])).dt.as_unit("s"),
                "kennis_tot": pd.to_datetime(pd.Series([known_until])).dt.as_unit("s"),
                "driehoek_tot": pd.Series([asked[-7:] if "--" in asked else None], **text),
                "raad_periode": pd.Series([half_year], **text),
                "naast_elkaar": [configuration.melddesk.naast_elkaar],
                "voorlopige_maanden": [settings.voorlopige_maanden],
                "minimum_inwoners": [settings.minimum_inwoners],
                "minimum_aantal": [settings.minimum_aantal],
                "minimum_gekoppeld": [settings.minimum_gekoppeld],
                "waarschuwing_gekoppeld": [settings.waarschuwing_gekoppeld],
            }
        ),
    }
