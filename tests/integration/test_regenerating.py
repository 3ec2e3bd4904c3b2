"""The sample is what its generator writes, to the byte. For `make test-all`: only a change of the
generator or of its libraries can break it; what the sample says is in `unit/test_sample_data`.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command import PROJECT

SAMPLE = PROJECT / "sample_data"


def _parts(path: Path) -> object:
    """The content of a file; of a workbook, the unpacked parts, as zip libraries differ."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return [(info.filename, info.date_time, book.read(info)) for info in book.infolist()]


@pytest.mark.slow_by_nature
def test_regenerating_gives_the_same_files(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "sample_data.generator", "--doel", str(tmp_path)],
        cwd=PROJECT,
        check=True,
    )
    for folder in ("inbox", "waarheid"):
        old, new = SAMPLE / folder, tmp_path / folder
        names = sorted(path.relative_to(old) for path in old.rglob("*") if path.is_file())
        assert names == sorted(path.relative_to(new) for path in new.rglob("*") if path.is_file())
        for name in names:
            assert _parts(old / name) == _parts(new / name), name
