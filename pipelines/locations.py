"""Where the home, the inbox and the settings of a command are. Nothing heavy is imported: a command
asks this first.

Reading the settings is the work of `pipelines.settings`.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "VEILIGHEIDSBEELD_HOME"
INBOX_VARIABLE = "VEILIGHEIDSBEELD_INBOX"
CONFIG_VARIABLE = "VEILIGHEIDSBEELD_CONFIG"
CONFIG_NAME = "veiligheidsbeeld.toml"


def home_folder(home: Path | None = None) -> Path:
    """The home that was given, else that of the environment, else `data/`."""
    return (home or _from_environment(HOME_VARIABLE) or Path("data")).resolve()


def inbox_folder(inbox: Path | None = None) -> Path | None:
    """The inbox that was given, else that of the environment; None: the settings decide."""
    return inbox or _from_environment(INBOX_VARIABLE)


def config_file(config: Path | None = None) -> Path | None:
    """The settings that were given, else those of the environment, else those in this folder; None
    if there are none. A file that was named may be absent."""
    named = config or _from_environment(CONFIG_VARIABLE)
    if named is None and Path(CONFIG_NAME).is_file():
        named = Path(CONFIG_NAME)
    return named and named.resolve()


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None
