"""What the integration tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public files beside the project; skips where it is not there."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder with real public files is not beside the project")
    return folder
