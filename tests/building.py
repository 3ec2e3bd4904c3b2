"""Building the wheel of this program, without a download and without leaving anything here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_FILES = ("LICENSE", "README.md", "pyproject.toml")
_PACKAGES = ("assets", "dashboard", "dbt_like_sql", "pipelines", "schemas")
_BUILD = "import setuptools.build_meta as made; print(made.build_wheel({folder!r}))"


def build_wheel(folder: Path) -> Path:
    """The wheel, in `folder`."""
    source = folder / "bron"
    source.mkdir()
    for name in _FILES:
        shutil.copy(ROOT / name, source)
    for name in _PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    code = _BUILD.format(folder=str(folder))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=True
    )
    return folder / done.stdout.splitlines()[-1]
