"""Starting the Dagster screen of a region."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from assets.basis.errors import AnalystError
from pipelines.region.settings import REGION_VARIABLE, load_region
from pipelines.running import check_settings, prepare_dagster


def open_screen(file: Path, port: int) -> None:
    """Replace this process by the Dagster screen of the region in `file`."""
    if find_spec("dagster_webserver") is None:
        raise AnalystError(
            "Het Dagster-scherm is nog niet geïnstalleerd: pip install 'veiligheidsbeeld[ui]'."
        )
    region = load_region(file)
    storage, _ = prepare_dagster(region.home)
    check_settings(storage)
    os.environ["DAGSTER_HOME"] = str(storage)
    os.environ[REGION_VARIABLE] = str(region.file)
    options = ["-m", "pipelines.region.definitions", "--host", "127.0.0.1", "--port", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", "dagster", "dev", *options])
