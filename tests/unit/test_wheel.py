"""The wheel has the whole program and nothing else, so that it makes the same figures."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator

import pytest
from building import build_wheel

from assets.basis import program
from assets.basis.version import VERSION

PACKAGES = ("assets", "dashboard", "dbt_like_sql", "pipelines", "schemas")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this program, opened."""
    with zipfile.ZipFile(build_wheel(tmp_path_factory.mktemp("wiel"))) as opened:
        yield opened


def test_it_has_every_file_that_decides_a_figure(wheel: zipfile.ZipFile) -> None:
    named = {
        name: hashlib.sha256(wheel.read(name)).hexdigest()
        for name in wheel.namelist()
        if name.startswith(tuple(f"{folder}/" for folder in program.FOLDERS))
    }
    assert named == program.file_digests()


def test_it_has_the_rest_of_the_program_and_nothing_more(wheel: zipfile.ZipFile) -> None:
    here = {
        path.relative_to(program.ROOT).as_posix()
        for package in PACKAGES
        for path in (program.ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    metadata = f"veiligheidsbeeld-{VERSION}.dist-info/"
    assert {name for name in wheel.namelist() if not name.startswith(metadata)} == here


def test_it_starts_the_command_line_and_asks_for_its_libraries(wheel: zipfile.ZipFile) -> None:
    folder = f"veiligheidsbeeld-{VERSION}.dist-info"
    started = wheel.read(f"{folder}/entry_points.txt").decode()
    assert "veiligheidsbeeld = pipelines.cli:start" in started
    metadata = wheel.read(f"{folder}/METADATA").decode()
    assert "\nRequires-Dist: duckdb" in metadata
    assert "\nLicense-Expression: EUPL-1.2" in metadata
