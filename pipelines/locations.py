"""Where the home of a command is. Nothing heavy is imported: a command asks this first.

Reading the settings is the work of `pipelines.settings`.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "VEILIGHEIDSBEELD_HOME"


def home_folder(home: Path | None = None) -> Path:
    """The home that was given, else that of the environment, else `data/`."""
    value = os.environ.get(HOME_VARIABLE)
    return (home or (Path(value) if value else Path("data"))).resolve()
