"""The wheel, installed where nothing else is, run from outside the checkout with packages of
somebody else in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from building import build_wheel
from command import KEY, PROJECT, SAMPLE, figures

FOREIGN = ("assets", "dashboard", "dbt_like_sql", "pipelines", "schemas")

pytestmark = pytest.mark.slow_by_nature


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment in which only the wheel was installed. The libraries are those of
    this environment, which come after it: nothing is downloaded."""
    folder = tmp_path_factory.mktemp("omgeving")
    venv.create(folder / "leeg", with_pip=False, symlinks=True)
    [packages] = (folder / "leeg").rglob("site-packages")
    python = folder / "leeg" / "bin" / "python"
    wheel = build_wheel(folder)
    pip = ["-m", "pip", "--python", python, "--disable-pip-version-check", "install"]
    done = subprocess.run(
        [sys.executable, *pip, "--no-deps", "--no-index", "--quiet", wheel],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    here = Path(pytest.__file__).parents[1]
    (packages / "van_hier.pth").write_text(f"{here}\n")
    return python.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with settings, and packages of somebody else that have our names."""
    for name in FOREIGN:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text('raise ImportError("of somebody else")\n')
    shutil.copy(PROJECT / "veiligheidsbeeld.toml", tmp_path)
    return tmp_path


def run(*command: object, folder: Path, **environment: str) -> str:
    """What a command prints, in a folder of somebody else."""
    hidden = ("VEILIGHEIDSBEELD_", "DAGSTER_", "PYTHON")
    clean = {name: text for name, text in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=clean | {"VEILIGHEIDSBEELD_SLEUTEL": KEY, "COLUMNS": "200"} | environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_sample_runs_from_elsewhere_and_gives_the_same_figures(
    installed: Path, elsewhere: Path, sample_home: Path
) -> None:
    command = installed / "veiligheidsbeeld"
    assert run(command, "--versie", folder=elsewhere).startswith("veiligheidsbeeld 1.")
    run(command, "run", "--inbox", SAMPLE, "--home", "data", folder=elsewhere)
    told = run(command, "run", "--inbox", SAMPLE, "--home", "data", folder=elsewhere)
    assert "er is niets veranderd" in told
    for file in ("intern.duckdb", "openbaar.duckdb"):
        made, expected = (
            figures(home / "publish" / file) for home in (elsewhere / "data", sample_home)
        )
        assert len(made) > 5
        assert made == expected


def test_the_code_location_loads_from_elsewhere(installed: Path, elsewhere: Path) -> None:
    """As `veiligheidsbeeld ui` starts it."""
    [packages] = installed.parent.rglob("site-packages")
    validate = ["-m", "dagster", "definitions", "validate"]
    where = ["--module-name", "pipelines.definitions", "--working-directory", packages]
    run(
        installed / "python",
        "-P",
        *validate,
        *where,
        folder=elsewhere,
        PYTHONSAFEPATH="1",
        VEILIGHEIDSBEELD_HOME=str(elsewhere / "data"),
    )
