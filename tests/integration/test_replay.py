"""What was known on a day can be made again on any later day: the sample's deliveries one date at a
time, each publication against `--peildatum` of the home that has had them all.

A date at which an earlier month changed is tried each time; every date of the sample is slow by
nature.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import command
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import KEY, SAMPLE, ask, checksums, models_only

from assets.basis.home import Home
from assets.deliveries.archive import take_in
from assets.deliveries.manifests import manifests
from assets.indicators.tables import derive
from assets.reference.tables import load_reference
from assets.warehouse.build import build
from assets.warehouse.checking import run_checks
from assets.warehouse.inputs import gather
from dashboard.publication import current
from dashboard.queries import indicator
from pipelines.settings import Settings, load_settings
from schemas import published

EVERY_DATE = tuple(sorted(path.name for path in SAMPLE.iterdir() if path.is_dir()))
# A date at which an earlier month changed, and before which few deliveries came.
DATES = ("2018-10-12",)
# `apart_gezet` tells what lies in the inbox today and could not be read, which was no delivery on
# any date; `publicatie` names the run itself (the mark of its inputs holds the date asked for).
NAME_THE_RUN = {"apart_gezet", "publicatie"}
TABLES = [name for name in published.INTERN if name not in NAME_THE_RUN]


def _bring(inbox: Path, until: str) -> None:
    for day in sorted(SAMPLE.iterdir()):
        if day.name <= until and not (inbox / day.name).exists():
            shutil.copytree(day, inbox / day.name)


def _contents(home: Home, names: Iterable[str], without: Iterable[str] = ()) -> dict[str, str]:
    """Table -> checksum of its columns and rows, in their order; without the mark of the run that
    its file carries."""
    found = {}
    for name in names:
        rows = pq.ParquetFile(home.tables / f"{name}.parquet").read().replace_schema_metadata(None)
        rows = rows.select([column for column in rows.column_names if column not in without])
        written = pa.BufferOutputStream()
        with pa.ipc.new_stream(written, rows.schema) as stream:
            stream.write_table(rows.combine_chunks())
        found[name] = hashlib.sha256(written.getvalue()).hexdigest()
    return found


@pytest.fixture(scope="module")
def full(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has had every delivery."""
    return shutil.copytree(sample_home, tmp_path_factory.mktemp("replay") / "full")


@pytest.fixture(scope="module")
def settings(full: Path) -> Iterator[Settings]:
    """The settings of that home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VEILIGHEIDSBEELD_SLEUTEL", KEY)
        yield load_settings(full, SAMPLE)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(DATES, id="a date"),
        pytest.param(EVERY_DATE, id="every date", marks=pytest.mark.slow_by_nature),
    ],
)
def test_each_date_gives_the_same_tables_then_and_afterwards(
    full: Path,
    settings: Settings,
    tmp_path: Path,
    days: tuple[str, ...],
) -> None:
    """The stepping home takes its inbox in date by date. A staged file is made of one delivery and
    named by all it is made from, so those of the full home serve it too; the next test makes them
    anew."""
    (tmp_path / "inbox").mkdir()
    for folder in ("staged", "quarantine"):
        (tmp_path / folder).symlink_to(full / folder, target_is_directory=True)
    reference = load_reference(settings.configuration)
    share = settings.configuration.leveringen.aandeel_dekkende_maand
    stepping = Home(tmp_path, tmp_path / "inbox")
    for day in days:
        _bring(stepping.inbox, day)
        take_in(stepping, settings.layouts, share)
        then = Home(tmp_path, stepping.inbox)
        later = Home(full, SAMPLE, day)
        for home in (then, later):
            inputs = gather(home, settings.configuration, reference)
            for _ in build(home, inputs):
                pass
            list(derive(home, settings.configuration.cijfers, inputs.mark))
        # a day that brought nothing new is asked for by its own date, and known by the one before
        came = any(manifest.ontvangen_op[:10] == day for manifest in manifests(stepping))
        without = () if came else ("peildatum",)
        assert _contents(then, TABLES, without) == _contents(later, TABLES, without), day
        _the_dashboard_knows(full, later, day)
        assert not [finding for finding in run_checks(then) if finding.blocks and finding.rows]
    assert len(manifests(later)) == 75
    arrived = sum(manifest.ontvangen_op[:10] <= days[-1] for manifest in manifests(later))
    assert len(manifests(stepping)) == arrived


def _the_dashboard_knows(full: Path, later: Home, day: str) -> None:
    """The months of today's publication "as known on" a day are those of the tables of that day."""
    today = current(full / "publish" / "intern.duckdb")
    then = pq.read_table(later.tables / "indicatorwaarden.parquet").to_pandas()
    then = then[then["periode_soort"].eq("maand")]
    for chosen, area in (
        ("woninginbraak", "GM0935"),
        ("mishandeling_totaal", "GM0935"),
        ("melding_jeugd", "GM0935"),
        ("melding_jeugd", "BU09350006"),
    ):
        rows = then[then["indicator_id"].eq(chosen) & then["gebied_code"].eq(area)]
        known = indicator.months(today, chosen, area, date.fromisoformat(day))
        told = dict(zip(known["maand"].dt.strftime("%Y-%m"), known["Aantal"], strict=True))
        assert told == dict(zip(rows["periode"], rows["waarde"], strict=True)), (day, chosen, area)


def test_a_reference_date_gives_the_same_bytes_before_and_after_later_deliveries(
    full: Path, tmp_path: Path
) -> None:
    """The job in both homes, in whole up to the internal publication; one knew nothing yet of later
    files."""
    day = "2018-05-10"
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    _bring(inbox, "2018-05-31")
    made = {}
    for home, deliveries in ((tmp_path / "then", inbox), (full, SAMPLE)):
        ended = models_only("run", "--inbox", deliveries, "--home", home, "--peildatum", day)
        assert ended.code == 0, ended.err
        made[home] = checksums(home / "tables" / f"peildatum={day}")
        if not command.IS_SHORT:
            # DuckDB numbers each file that it writes; the fingerprint is of all the tables in it
            publication = home / "publish" / f"peildatum={day}" / "intern.duckdb"
            made[home]["publicatie"] = str(ask(publication, "select * from publicatie"))
    first, second = made.values()
    assert first == second
